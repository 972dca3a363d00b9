import type { AgeBasis, KnownAge } from '../contract.ts';

export const MAJORITY = 18;
/** An age that somebody guessed may be wrong by so many years either way. */
const MARGIN_OF_A_GUESS = 2;

/** What the file says of somebody's birth; parts that nobody knows are null. */
export interface BirthOnFile {
  readonly precision: string;
  readonly year: number | null;
  readonly month: number | null;
  readonly day: number | null;
}

/**
 * How old the person is as far as the file tells, for choosing the column of weights and locking instruments for adults.
 *
 * Nobody is taken for an adult by default: where neither a birth nor a settled doubt says so, the age is in doubt, and a doubt is read in
 * favour of minority (art. 19-bis, D.Lgs. 142/2015). One estimated year, written by whoever met the person, is enough to settle it.
 *
 * @param person `settled`: a doubt of age was raised before and answered "of age"
 * @param today the day in Italy, `YYYY-MM-DD`
 */
export function ageOnFile(person: { minorTrack: boolean; settled: boolean; birth: BirthOnFile | null }, today: string): { age: KnownAge; basis: AgeBasis } {
  if (person.minorTrack) return { age: 'doubt', basis: 'minor-track' };
  const { birth } = person;
  if (!birth || birth.year === null) return person.settled ? { age: 'adult', basis: 'settled' } : { age: 'doubt', basis: 'nothing-written' };

  const margin = birth.precision === 'estimated' ? MARGIN_OF_A_GUESS : 0;
  const youngest = Math.max(0, yearsSince(birth.year + margin, birth.month ?? 12, birth.day ?? 31, today));
  const oldest = Math.max(0, yearsSince(birth.year - margin, birth.month ?? 1, birth.day ?? 1, today));
  if (youngest >= MAJORITY || oldest < MAJORITY) return { age: youngest, basis: 'birth' };
  return person.settled ? { age: 'adult', basis: 'settled' } : { age: 'doubt', basis: 'near-majority' };
}

function yearsSince(year: number, month: number, day: number, today: string): number {
  const [thisYear = 0, thisMonth = 0, thisDay = 0] = today.split('-').map(Number);
  const hadBirthday = thisMonth > month || (thisMonth === month && thisDay >= day);
  return thisYear - year - (hadBirthday ? 0 : 1);
}
