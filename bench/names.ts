import { communities } from './matching/people.ts';
import type { Random } from './matching/random.ts';

/** Somebody invented, as an office would first write them down. */
export interface Invented {
  readonly name: string;
  readonly nationality: string;
  readonly gender: 'female' | 'male';
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** The beginning of one surname and the end of another of the same origin: a hundred thousand people need more surnames than a list holds. */
function blended(one: string, other: string): string {
  const beginning = /^[^aeiouy]*[aeiouy]+[^aeiouy]+/iu.exec(one)?.[0] ?? one;
  const end = /[aeiouy]+[^aeiouy]*[aeiouy]*$/iu.exec(other)?.[0] ?? '';
  return beginning === one ? one : beginning + end.toLowerCase();
}

/** A person of one of sixteen origins; some names are frequent, as they are in life. */
export function invent(random: Random): Invented {
  const community = random.pick(communities);
  const gender = random.chance(0.4) ? 'female' : 'male';
  const firsts = gender === 'female' ? community.women : community.men;
  const parts = [
    random.pick(firsts),
    ...(random.chance(0.3) ? [random.pick(firsts)] : []),
    random.chance(0.3) ? random.pick(community.surnames) : blended(random.pick(community.surnames), random.pick(community.surnames)),
    ...(random.chance(0.25) ? [random.pick(community.surnames)] : []),
  ];
  return { name: parts.join(' '), nationality: community.nationality, gender, year: random.whole(1955, 2009), month: random.whole(1, 12), day: random.whole(1, 28) };
}

/** Spellings that offices exchange when they write a name by ear. */
const respellings: readonly (readonly [RegExp, string])[] = [
  [/ou/u, 'u'], [/kh/u, 'h'], [/sh/u, 'ch'], [/ch/u, 'sh'], [/y$/u, 'i'], [/i$/u, 'y'], [/ee/u, 'i'], [/q/u, 'k'], [/w/u, 'v'], [/j/u, 'dj'],
  [/(?<=[aeiou])([lmnst])(?=[aeiou])/u, '$1$1'], [/([lmnst])\1/u, '$1'], [/ai/u, 'ei'], [/h$/u, ''],
];

/** One letter after the first dropped, doubled or swapped with the next. */
function slipped(word: string, random: Random): string {
  const place = random.whole(1, word.length - 2);
  const [before, letter, after] = [word.slice(0, place), word.charAt(place), word.slice(place + 1)];
  return random.pick([before + after, before + letter + letter + after, before + after.charAt(0) + letter + after.slice(1)]);
}

/** The name as somebody else would type it: one part, at times two, spelled by ear or with a slip of the keyboard, at times turned round. */
export function misspelled(name: string, random: Random): string {
  const parts = name.toLowerCase().split(' ');
  const chosen = random.whole(0, parts.length - 1);
  const written = parts.map((part, place) => {
    if (part.length < 4 || (place !== chosen && !random.chance(0.2))) return part;
    const usable = respellings.filter(([pattern]) => pattern.test(part));
    if (usable.length === 0 || random.chance(0.35)) return slipped(part, random);
    const [pattern, replacement] = random.pick(usable);
    return part.replace(pattern, replacement);
  });
  return (random.chance(0.2) ? written.toReversed() : written).join(' ');
}
