import type { WageRate } from '../../worksheet/contract.ts';
import { portion } from '../../worksheet/domain/money.ts';
import { inForce } from '../../worksheet/domain/rates.ts';
import type { PayCompared, PlacementKind, PlacementTerms } from '../contract.ts';

/** An indemnity for an internship, or a course, is no wage: no table of wages speaks of it. */
const waged: ReadonlySet<PlacementKind> = new Set(['job', 'other']);
const WEEKS = 52;
const MONTHS = 12;
const HOUR = 60;

/** What is offered for an hour, in cents; null where hours are missing that would be needed. */
function hourly({ payCents, payPer, minutesPerWeek, daysPerWeek }: PlacementTerms): number | null {
  if (payCents === null || payPer === null) return null;
  if (payPer === 'hour') return payCents;
  if (minutesPerWeek === null) return null;
  if (payPer === 'month') return portion([payCents, MONTHS, HOUR], WEEKS * minutesPerWeek);
  return daysPerWeek === null ? null : portion([payCents, daysPerWeek, HOUR], minutesPerWeek);
}

/**
 * An offer beside the wage table of its day, by the hour, each figure rounded once as in the worksheet. The third element of agricultural tables is part of what
 * is due; overtime and holidays are not. Where anything is missing nothing is guessed, and it is said what. Neither side is turned from gross into net.
 * @param on the day that the table is asked for: that of the start, as far as it is known
 */
export function comparedPay(kind: PlacementKind, terms: PlacementTerms, rates: readonly WageRate[], on: string): PayCompared {
  const not = (why: Extract<PayCompared, { kind: 'not-compared' }>['why']): PayCompared => ({ kind: 'not-compared', why });
  if (!waged.has(kind)) return not('not-a-wage');
  if (terms.payCents === null || terms.payPer === null) return not('pay-missing');
  const offered = hourly(terms);
  if (offered === null) return not('hours-missing');
  if (terms.sector === null || terms.province === null || terms.level === null) return not('classification-missing');
  const [rate] = inForce(rates, { sector: terms.sector, province: terms.province, level: terms.level }, on, on).rates;
  if (!rate) return not('no-table');
  const share = 10_000 + (rate.thirdElementPercent ?? 0);
  const due = rate.basis === 'hourly' ? portion([rate.cents, share], 10_000) : portion([rate.cents, HOUR, share], (rate.ordinaryMinutes ?? HOUR) * 10_000);
  return { kind: 'compared', offered, due, gap: due - offered, day: on, sourceTitle: rate.sourceTitle, reference: rate.reference, demonstration: rate.demonstration, verifiedOn: rate.verifiedOn, third: rate.thirdElementPercent !== null };
}
