import type { WageRate } from '../contract.ts';
import { dayAfter } from './calendar.ts';

/** Whole-country tables, where a province has none of its own. */
export const WHOLE_COUNTRY = 'IT';

/** Levels are compared as people write them: capitals, accents' forms and double spaces make no difference. */
export const sameLevel = (one: string, other: string): boolean => plain(one) === plain(other);
const plain = (level: string): string => level.normalize('NFC').trim().replaceAll(/\s+/g, ' ').toLowerCase();

/** Which line of the tables is asked for. */
export interface Wanted {
  readonly sector: WageRate['sector'];
  readonly province: string;
  readonly level: string;
}

/** What is in force over a period: each line once, and whether any day of it has none. */
export interface InForce {
  readonly rates: readonly WageRate[];
  readonly covered: 'whole' | 'part' | 'none';
}

/** The line in force on each day of a period; the province's own comes before the whole country's, day by day. Both ends are days of the period. */
export function inForce(rates: readonly WageRate[], wanted: Wanted, from: string, to: string): InForce {
  const fitting = rates.filter((rate) => rate.sector === wanted.sector && sameLevel(rate.level, wanted.level) && rate.validFrom <= to && (rate.validTo === null || rate.validTo >= from));
  const found = new Map<string, WageRate>();
  let [bare, dressed] = [0, 0];
  for (let day = from; day <= to; day = dayAfter(day)) {
    const ofTheDay = fitting.filter((rate) => rate.validFrom <= day && (rate.validTo === null || rate.validTo >= day));
    const rate = ofTheDay.find((one) => one.province === wanted.province) ?? ofTheDay.find((one) => one.province === WHOLE_COUNTRY);
    if (rate) found.set(rate.id, rate);
    if (rate) dressed += 1;
    else bare += 1;
  }
  const inOrder = [...found.values()].toSorted((one, other) => one.validFrom.localeCompare(other.validFrom) || one.id.localeCompare(other.id));
  return { rates: inOrder, covered: bare === 0 ? 'whole' : dressed === 0 ? 'none' : 'part' };
}

/** What validity says on paper and on a time line: lines of one kind beside each other, and the days between them that no line covers. */
export interface Stretch {
  readonly from: string;
  /** Null: still in force. */
  readonly to: string | null;
  /** Null: a hole. */
  readonly rateId: string | null;
}

/** Lines of one sector, province and level as a row without overlap, with its holes. @param rates of one kind, none superseded */
export function stretchesOf(rates: readonly Pick<WageRate, 'id' | 'validFrom' | 'validTo'>[]): Stretch[] {
  const stretches: Stretch[] = [];
  let next: string | null = null;
  for (const rate of rates.toSorted((one, other) => one.validFrom.localeCompare(other.validFrom))) {
    if (next !== null && rate.validFrom > next) stretches.push({ from: next, to: dayBefore(rate.validFrom), rateId: null });
    stretches.push({ from: rate.validFrom, to: rate.validTo, rateId: rate.id });
    next = rate.validTo === null ? null : dayAfter(rate.validTo);
  }
  return stretches;
}

const dayBefore = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);

/** Lines that would hold for one kind on one day. @returns pairs of places in the list, the later one first named */
export function overlaps(rates: readonly { readonly sector: string; readonly province: string; readonly level: string; readonly validFrom: string; readonly validTo: string | null }[]): [number, number][] {
  const pairs: [number, number][] = [];
  for (const [at, rate] of rates.entries()) {
    for (const [before, other] of rates.slice(0, at).entries()) {
      const same = rate.sector === other.sector && rate.province === other.province && sameLevel(rate.level, other.level);
      if (same && (other.validTo === null || rate.validFrom <= other.validTo) && (rate.validTo === null || other.validFrom <= rate.validTo)) pairs.push([at, before]);
    }
  }
  return pairs;
}
