import type { Text } from '../../../kernel/i18n/text.tsx';
import type { ImportState, Mark, RowFacts, RowProblem } from '../contract.ts';
import type { CandidateSeen, ImportDetail } from '../wire.ts';

/** The steps of the wizard, in order; the file itself is the first and is behind us once the wizard opens. */
export const steps = ['file', 'sheets', 'columns', 'check', 'doubles', 'run', 'outcome'] as const;
export type StepName = (typeof steps)[number];

const furthest: Readonly<Record<ImportState, StepName>> = { draft: 'columns', mapped: 'columns', checked: 'run', running: 'run', done: 'outcome', failed: 'columns', undone: 'outcome' };
const first: Readonly<Record<ImportState, StepName>> = { draft: 'sheets', mapped: 'columns', checked: 'check', running: 'run', done: 'outcome', failed: 'columns', undone: 'outcome' };

/** Where the work goes on when the import is opened again: at the first thing that still waits for a person. */
export function stepToOpen({ state, standing }: Pick<ImportDetail, 'state' | 'standing'>): StepName {
  if (state !== 'checked') return first[state];
  if (standing.toLookAt > 0) return 'check';
  return standing.toRecognise > 0 ? 'doubles' : 'run';
}

/** Steps one may go to now: those already made possible, and never back once rows are coming in. */
export function isOpen(step: StepName, state: ImportState): boolean {
  if (step === 'file') return false;
  if (state === 'running') return step === 'run';
  if (state === 'done' || state === 'undone') return step === 'outcome';
  return steps.indexOf(step) <= steps.indexOf(furthest[state]);
}

type Words = Pick<Text, 't' | 'has' | 'formatDate'>;

/** A cell as a person reads it: a day that the file holds as a date is said as a day. */
export const cellWords = ({ formatDate }: Pick<Text, 'formatDate'>, cell: string): string => (isDay(cell) ? formatDate(cell) : cell);

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text);

/** What was assumed, or could not be read, in a sentence. Days are said as people say them. */
export function sentenceOf({ t, formatDate }: Words, one: Mark | RowProblem): string {
  const params = 'params' in one ? one.params : {};
  const said = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, isDay(value) ? formatDate(value) : name === 'rows' ? Number(value) : value]));
  return t(`imports.${'params' in one ? 'mark' : 'problem'}.${one.code}`, { original: isDay(one.original) ? formatDate(one.original) : one.original, ...said });
}

export function birthWords({ t, formatDate }: Words, birth: RowFacts['birth']): string {
  if (birth === null) return '';
  if (birth.day !== null) return formatDate(birth.day);
  return birth.precision === 'about-year' ? t('imports.about-year', { year: String(birth.year) }) : String(birth.year);
}

export const nameWords = ({ t }: Words, facts: RowFacts | null): string => facts?.name?.full || (facts?.name?.alias ?? '') || t('imports.no-name');

/** Why two look alike, in the words of the search. */
export function reasonWords({ t, formatList }: Pick<Text, 't' | 'formatList'>, { code, parts, year, years }: CandidateSeen['reasons'][number]): string {
  const said = parts?.map((part) => (typeof part === 'string' ? `«${part}»` : t('persons.reason.pair', { one: part.a, other: part.b })));
  return t(`persons.reason.${code}`, { ...(said ? { parts: formatList(said) } : {}), ...(year === undefined ? {} : { year: String(year) }), ...(years === undefined ? {} : { years }) });
}
