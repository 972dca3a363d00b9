/** Speakable codes: how a person is called before, and often instead of, a name. */

/**
 * Colours, stones, plants and fair weather. Chosen to be said over a bad line and by people of many languages: no two differ by fewer
 * than two letters, none names the colour of a skin, a country, a faith, a party or an insult.
 */
export const qualities = [
  'ambra', 'indaco', 'corallo', 'cobalto', 'zaffiro', 'smeraldo', 'turchese', 'topazio', 'quarzo', 'opale', 'giada', 'perla', 'argento', 'rubino',
  'lavanda', 'pervinca', 'mimosa', 'girasole', 'tulipano', 'gelsomino', 'ginestra', 'ortensia', 'magnolia', 'primula', 'trifoglio', 'salvia', 'menta',
  'vaniglia', 'cannella', 'zafferano', 'limone', 'albicocca', 'lampone', 'mirtillo', 'mandorla', 'susina', 'cotone', 'velluto', 'cristallo', 'celeste',
  'arcobaleno', 'brezza', 'cometa',
] as const;

/**
 * Animals. Left out are those that are insults or gestures somewhere in Italy (ass, ox, goat, goose, snake, deer), nicknames of the police
 * or of sex work, dogs and pigs, beasts of ill omen, and those that tell of a country of origin.
 */
export const animals = [
  'airone', 'albatro', 'alce', 'allodola', 'alpaca', 'aquila', 'aragosta', 'armadillo', 'beluga', 'bisonte', 'calabrone', 'camoscio', 'canguro', 'capibara', 'capriolo',
  'cardellino', 'castoro', 'cavalluccio', 'cigno', 'coccinella', 'colibri', 'condor', 'cormorano', 'criceto', 'delfino', 'dugongo', 'ermellino', 'fagiano', 'falco', 'fenicottero',
  'formica', 'fringuello', 'furetto', 'gabbiano', 'gambero', 'garzetta', 'gattopardo', 'geco', 'ghepardo', 'gheppio', 'ghiro', 'giaguaro', 'giraffa', 'iguana',
  'istrice', 'koala', 'lemure', 'leone', 'lepre', 'libellula', 'lontra', 'lucertola', 'manta', 'marmotta', 'martora', 'medusa', 'muflone', 'narvalo', 'nibbio', 'okapi', 'orso',
  'ornitorinco', 'panda', 'pellicano', 'pettirosso', 'pinguino', 'procione', 'puledro', 'quokka', 'raganella', 'ramarro', 'renna', 'rondine', 'salamandra', 'salmone', 'scoiattolo',
  'seppia', 'sterna', 'storione', 'suricato', 'tartaruga', 'tigre', 'tortora', 'tricheco', 'tritone', 'tucano', 'upupa', 'usignolo', 'volpe', 'zebra',
] as const;

export const howManyCodes = qualities.length * animals.length * 100;

/**
 * A code such as `ambra-airone-07`, all of them equally likely.
 * @param pick a fair whole number from 0 up to, and without, its argument; from a cryptographic source, so that codes cannot be foretold
 */
export function speakableCode(pick: (below: number) => number): string {
  const chosen = pick(howManyCodes);
  const digits = String(chosen % 100).padStart(2, '0');
  const animal = animals[Math.floor(chosen / 100) % animals.length] ?? animals[0];
  const quality = qualities[Math.floor(chosen / (100 * animals.length))] ?? qualities[0];
  return `${quality}-${animal}-${digits}`;
}
