import type { Say } from '../../../kernel/documents/words.ts';
import type { BalanceContent, CurriculumAsked, CurriculumBlock, CurriculumPaper, Employment } from '../contract.ts';

/** What a curriculum may be made of: the balance, and what is read beside it. */
export interface CurriculumMatter {
  /** The name by which the person wants to be called; null where none is known. */
  readonly name: string | null;
  readonly entries: Employment['entries'];
  readonly languages: Employment['languages'];
  readonly known: Employment['known'];
}

const heading = (text: string): CurriculumBlock => ({ kind: 'heading', level: 1, text });
const section = (title: string, items: readonly string[]): CurriculumBlock[] => (items.length === 0 ? [] : [heading(title), { kind: 'list', items: [...items] }]);
const joined = (...parts: readonly (string | null | undefined)[]): string => parts.filter((part) => part !== null && part !== undefined && part !== '').join(', ');
const of = <Kind extends BalanceContent['kind']>(entries: CurriculumMatter['entries'], kind: Kind): Extract<BalanceContent, { kind: Kind }>[] =>
  entries.flatMap(({ content }) => (content.kind === kind ? [content as Extract<BalanceContent, { kind: Kind }>] : []));

/** As far as anybody remembers: `06/2019`, `2019`. */
const about = (day: string): string => day.split('-').toReversed().join('/');

/**
 * The curriculum as the person sees it: what they want told, in the order in which one reads it, and nothing else. It bears no office, no code, no day of
 * ours and no author but the person; what they said stays in their words.
 */
export function curriculumPaper(asked: CurriculumAsked, matter: CurriculumMatter, say: Say): CurriculumPaper {
  const { language } = asked;
  const words = (key: string): string => say(`employment.curriculum.${key}`);
  const countries = new Intl.DisplayNames([language], { type: 'region' });
  const tongues = new Intl.DisplayNames([language], { type: 'language' });
  const chosen = asked.entries.flatMap((id) => matter.entries.filter((one) => one.id === id));
  const until = (to: string | null, isPresent: boolean): string => (isPresent ? words('present') : to === null ? '…' : about(to));
  const jobs = of(chosen, 'job').toSorted((one, other) => (other.from ?? '').localeCompare(one.from ?? '')).map(({ title, place, country, from, to, isPresent, did }) => {
    const when = from === null && to === null && !isPresent ? '' : `${from === null ? '…' : about(from)} – ${until(to, isPresent)}`;
    return [joined(title, place, country === null ? '' : countries.of(country), when), did].filter(Boolean).join('. ');
  });
  const trainings = of(chosen, 'training').map(({ title, place, country, year, recognition }) =>
    joined(title, place, country === null ? '' : countries.of(country), year, recognition === 'recognised' ? words('recognised') : ''));
  const skills = of(chosen, 'skill').map((skill) => `${skill.words} (${say(`employment.skill-level.${skill.level}`)})`);
  const fact = (field: string): Employment['known'][number]['value'] | undefined => matter.known.find((one) => one.field === field)?.value;
  const level = fact('education-italian');
  const italian = typeof level === 'string' && level !== 'a0' ? level.toUpperCase() : null;
  const spoken = !asked.languages ? [] : [
    ...matter.languages.filter((one) => one.language !== 'it' || italian === null).map((one) => `${tongues.of(one.language) ?? one.language}: ${words(`speaks.${one.speaks}`)}`),
    ...(italian === null ? [] : [`${tongues.of('it') ?? 'it'}: ${italian}`]),
  ];
  const held = fact('work-licences');
  const licences = asked.licences && Array.isArray(held) ? held.map((one) => words(`licence.${one}`)) : [];
  const wishes = asked.availability ? of(matter.entries, 'wishes')[0] : undefined;
  const availability = wishes === undefined ? [] : [
    ...(wishes.hours === null ? [] : [say(`employment.wished-hours.${wishes.hours}`)]), ...wishes.transport.filter((way) => way !== 'needs-a-lift').map((way) => words(`transport.${way}`)),
  ];
  const name = asked.named && matter.name !== null ? matter.name : null;
  return {
    title: name ?? words('title'), language, author: name ?? '',
    blocks: [
      ...(asked.contact.length === 0 ? [] : [{ kind: 'paragraph' as const, text: asked.contact.join('\n') }]),
      ...(asked.about === '' ? [] : [{ kind: 'paragraph' as const, text: asked.about }]),
      ...section(words('jobs'), jobs), ...section(words('skills'), skills), ...section(words('trainings'), trainings),
      ...section(words('languages'), spoken), ...section(words('licences'), licences), ...section(words('availability'), availability),
    ],
  };
}

/** Every word of a paper, as one text. */
export const wordsOf = (paper: CurriculumPaper): string =>
  [paper.title, ...paper.blocks.flatMap((block) => (block.kind === 'list' ? block.items : [block.text]))].join('\n');

/**
 * Words by which a stranger could understand from where a curriculum comes: trafficking and exploitation, the project and its offices, reception, the person's
 * status. They are shown and not struck out: «addetta all’accoglienza» is also a job in a hotel, and whoever reads it says so.
 */
const telling = [
  'tratta', 'trafficking', 'trafficked', 'vittim\\p{L}*', 'victim\\p{L}*', 'sfrutta\\p{L}*', 'exploit\\p{L}*', 'caporal\\p{L}*', 'gangmaster\\p{L}*', 'antitratta', 'schiav\\p{L}*', 'slave\\p{L}*',
  're\\.?t\\.?i\\.?', 'prefettura', 'prefecture', 'questura', 'sportello', 'équipe', 'sprar', 'siproimi', 'sai', 'cas', 'cara', 'accoglienza', 'reception', 'shelter', 'casa rifugio', 'comunità protetta', 'comunità alloggio',
  'asilo', 'asylum', 'rifugiat\\p{L}*', 'refugee\\p{L}*', 'richiedent\\p{L}*', 'profug\\p{L}*', 'permess\\p{L}*', 'permit', 'soggiorno', 'residence', 'irregolar\\p{L}*', 'clandestin\\p{L}*', 'sans-papiers', 'undocumented', 'protezione',
  'protection', 'sbarc\\p{L}*', 'programma', 'programme', 'art\\. ?18',
];
const slip = new RegExp(`(?<![\\p{L}\\p{N}])(?:${telling.join('|')})(?![\\p{L}\\p{N}])`, 'giu');

/** The telling words of a text, each once, as they are written there. */
export const slipsIn = (text: string): string[] => [...new Set([...text.matchAll(slip)].map(([word]) => word.toLowerCase()))];
