import type { Computation, Doubt, DueKind, DueLine, Episode, Ground, Month, MonthLine, MonthResult, NotComputed, Span, SuggestedIndex, Told, WageRate, WorksheetContent } from '../contract.ts';
import { daysBetween, firstDay, lastDay, monthOf, monthsBetween } from './calendar.ts';
import { portion } from './money.ts';
import { inForce } from './rates.ts';

/**
 * What the wage tables of each date say was due, what was received, and what is missing between them, month by month and line by line.
 *
 * Where a figure is a range, or two tables hold within one month, each line runs from what it comes to at the least to what it comes to at the
 * most. Where a figure or a table is missing the month has no gap and says why: nothing is guessed. Amounts are as the table has them and
 * as the person received them; nothing is turned from gross into net.
 * @param rates every line of the tables that may be asked for, none superseded
 */
export function compute(content: WorksheetContent, rates: readonly WageRate[]): Computation {
  const months = content.episodes.flatMap((episode) => monthsBetween(episode.from, episode.to).map((month) => monthOfEpisode(episode, month, rates)))
    .toSorted((one, other) => one.month.localeCompare(other.month) || one.episodeId.localeCompare(other.episodeId));
  const computed = months.filter((month) => month.gap !== null);
  const used = new Set(computed.flatMap((month) => month.rateIds));
  return {
    months,
    due: sum(computed.map((month) => month.due)), received: sum(computed.map((month) => month.received)), gap: sum(computed.map((month) => month.gap)),
    deductions: sum(months.flatMap((month) => month.deductions.map((deduction) => deduction.amount))),
    computedMonths: computed.length, otherMonths: months.length - computed.length,
    demonstration: rates.some((rate) => used.has(rate.id) && rate.demonstration),
  };
}

export const sum = (spans: readonly (Span | null)[]): Span =>
  spans.reduce<Span>((total, span) => ({ least: total.least + (span?.least ?? 0), most: total.most + (span?.most ?? 0) }), { least: 0, most: 0 });

/** A figure as a span, or null where there is none. */
export const spanOf = (told: Told | undefined): Span | null => (told === undefined || typeof told === 'string' ? null : { least: told.least, most: told.most });

function monthOfEpisode(episode: Episode, month: Month, rates: readonly WageRate[]): MonthResult {
  const line = episode.months.find((one) => one.month === month);
  const from = episode.from > firstDay(month) ? episode.from : firstDay(month);
  const to = episode.to < lastDay(month) ? episode.to : lastDay(month);
  const { sector, province, level } = episode;
  const notComputed: NotComputed[] = [];
  const doubts: Doubt[] = [];
  const miss = (reason: NotComputed): void => void notComputed.push(reason);

  let held: readonly WageRate[] = [];
  if (sector === null || province === null || level === null) miss('classification-missing');
  else {
    const found = inForce(rates, { sector, province, level }, from, to);
    held = found.rates;
    if (found.covered === 'none') miss('no-table');
    if (found.covered === 'part') miss('table-for-part');
    if (new Set(held.map((rate) => rate.basis)).size > 1) miss('tables-differ-in-basis');
  }
  const [worked, minutes, received] = [spanOf(line?.halfDays), spanOf(line?.minutesPerDay), spanOf(line?.received)];
  // Nobody worked on days without hours: "none" needs no hours to be known.
  const idle = worked?.most === 0;
  if (!worked) miss('days-missing');
  if (worked && !minutes && !idle) miss('hours-missing');

  if (held.length > 1) doubts.push('two-tables');
  if (held.some((rate) => rate.verifiedOn === null)) doubts.push('table-not-verified');
  if ((episode.fromMonthOnly && month === monthOf(episode.from)) || (episode.toMonthOnly && month === monthOf(episode.to))) doubts.push('month-only');
  if (worked && worked.most > 2 * daysBetween(from, to)) doubts.push('days-beyond-the-period');

  const hours = minutes ?? (idle ? { least: 0, most: 0 } : null);
  const lines = worked && hours && notComputed.length === 0 ? dueLines(held, { worked, minutes: hours, holidays: holidaysOf(line, worked) }) : [];
  const isDue = notComputed.length === 0;
  if (isDue && !idle && held.some((rate) => rate.holidayPercent !== null) && !spanOf(line?.holidayHalfDays)) doubts.push('holidays-not-told');
  if (isDue && hours && held.some((rate) => (rate.ordinaryMinutes === null || (hours.most > rate.ordinaryMinutes && rate.overtimePercent === null)))) doubts.push('no-overtime-in-table');
  const due = isDue ? sum(lines.map((one) => one.amount)) : null;
  if (!received) miss('received-missing');
  const gap = due && received ? { least: due.least - received.most, most: due.most - received.least } : null;

  return {
    episodeId: episode.id, month, sector, province, level, rateIds: held.map((rate) => rate.id), lines, due, received, gap,
    deductions: (line?.deductions ?? []).map(({ id, kind, way, declared, amount }) => ({ id, kind, way, declared, amount: spanOf(amount) })),
    notComputed, doubts, grounds: groundsOf({ gap, worked, minutes, held, days: daysBetween(from, to) }),
  };
}

/** Days of rest or holiday among those worked; where they were not told, none is counted, and the month says so. */
function holidaysOf(line: MonthLine | undefined, worked: Span): Span {
  const told = spanOf(line?.holidayHalfDays) ?? { least: 0, most: 0 };
  return { least: Math.min(told.least, worked.least), most: Math.min(told.most, worked.most) };
}

interface Work {
  readonly worked: Span;
  readonly minutes: Span;
  readonly holidays: Span;
}

/** A line's amount for one rate and for figures taken all at their least or all at their most: more work is never less pay. */
type Pay = (rate: WageRate, end: 'least' | 'most') => number;

/** What is due for a month, one line for each thing that the tables pay. @param held rates of one basis, at least one */
function dueLines(held: readonly WageRate[], { worked, minutes, holidays }: Work): DueLine[] {
  const within = (rate: WageRate, end: 'least' | 'most'): number => Math.min(minutes[end], rate.ordinaryMinutes ?? minutes[end]);
  const over: Pay = (rate, end) => minutes[end] - within(rate, end);
  const ordinary: Pay = (rate, end) => portion([worked[end], within(rate, end), rate.cents], 2 * unitOf(rate));
  const kinds: readonly { kind: DueKind; halfDays: Span; minutes: Pay; percent: (rate: WageRate) => number | null; pay: Pay }[] = [
    { kind: 'ordinary', halfDays: worked, minutes: within, percent: () => null, pay: ordinary },
    {
      kind: 'overtime', halfDays: worked, minutes: over, percent: (rate) => rate.overtimePercent,
      pay: (rate, end) => portion([worked[end], over(rate, end), rate.cents, WHOLE + (rate.overtimePercent ?? 0)], 2 * unitOf(rate) * WHOLE),
    },
    {
      kind: 'holiday', halfDays: holidays, minutes: (_rate, end) => minutes[end], percent: (rate) => rate.holidayPercent,
      pay: (rate, end) => portion([holidays[end], minutes[end], rate.cents, rate.holidayPercent ?? 0], 2 * unitOf(rate) * WHOLE),
    },
    { kind: 'third-element', halfDays: worked, minutes: within, percent: (rate) => rate.thirdElementPercent, pay: (rate, end) => portion([ordinary(rate, end), rate.thirdElementPercent ?? 0], WHOLE) },
  ];
  const [first] = held;
  if (!first) return [];
  return kinds.map(({ kind, halfDays, minutes: counted, percent, pay }): DueLine => ({
    kind, halfDays, base: kind === 'third-element' ? across(held, ordinary) : null,
    minutes: across(held, counted), basis: first.basis, cents: across(held, (rate) => rate.cents), ordinaryMinutes: first.ordinaryMinutes,
    percent: held.some((rate) => percent(rate) !== null) ? across(held, (rate) => percent(rate) ?? 0) : null,
    amount: across(held, pay),
  })).filter(({ kind, amount }) => kind === 'ordinary' || amount.most > 0);
}

/** Hundredths of a percentage point in a whole. */
const WHOLE = 10_000;
/** Minutes that the amount of a rate pays. */
const unitOf = (rate: WageRate): number => (rate.basis === 'hourly' ? 60 : (rate.ordinaryMinutes ?? 60));

const across = (held: readonly WageRate[], figure: Pay): Span => ({
  least: Math.min(...held.map((rate) => figure(rate, 'least'))), most: Math.max(...held.map((rate) => figure(rate, 'most'))),
});

// ── What the figures speak of ─────────────────────────────────────────────────────────────────────────────────────────────────────

interface Figures { readonly gap: Span | null; readonly worked: Span | null; readonly minutes: Span | null; readonly held: readonly WageRate[]; readonly days: number }

/** Said only where it holds at the very least that was told: never on the strength of a range's upper end. */
function groundsOf({ gap, worked, minutes, held, days }: Figures): Ground[] {
  const grounds: Ground[] = [];
  if (gap && gap.least > 0) grounds.push('pay-below-table');
  if (minutes && held.length > 0 && held.every((rate) => rate.ordinaryMinutes !== null && minutes.least > rate.ordinaryMinutes)) grounds.push('hours-beyond-ordinary');
  // One day in seven, over the whole weeks of the period.
  const restDays = (days - (days % 7)) / 7;
  if (worked && restDays > 0 && worked.least > 2 * (days - restDays)) grounds.push('no-weekly-rest');
  return grounds;
}

/** Of which index of art. 603-bis, third paragraph, a ground speaks (1: pay; 2: working time and rest). */
export const indexOf = { 'pay-below-table': 'I1', 'hours-beyond-ordinary': 'I2', 'no-weekly-rest': 'I2' } as const satisfies Readonly<Record<Ground, SuggestedIndex['index']>>;

/**
 * Indices of art. 603-bis of the criminal code that the months speak of (I1: pay clearly different from the agreements; I2: breaches of rules on
 * working time and rest). They are things heard here, offered to a professional who confirms them or does not; no screening is answered by them.
 */
export function suggestedIndices(computation: Pick<Computation, 'months'>): SuggestedIndex[] {
  return (['pay-below-table', 'hours-beyond-ordinary', 'no-weekly-rest'] as const).flatMap((ground) => {
    const months = [...new Set(computation.months.filter((month) => month.grounds.includes(ground)).map((month) => month.month))];
    return months.length === 0 ? [] : [{ index: indexOf[ground], ground, months, repeated: months.length > 1 }];
  });
}
