import type { DueLine, Month, MonthLine, WageRate } from '../contract.ts';
import { days, euros, hours, percent } from './money.ts';

/** A key of the room's texts, and the figures that its sentence names. The words hold nothing but places for them, so that screen and paper read alike. */
export interface Explained {
  readonly key: string;
  readonly values: Readonly<Record<string, string>>;
}

interface Between { readonly least: number; readonly most: number }

/** One figure, or from the least to the most. */
export const between = (span: Between, one: (figure: number) => string): string => (span.least === span.most ? one(span.least) : `${one(span.least)} – ${one(span.most)}`);
export const eurosBetween = (span: Between, language: string): string => between(span, (cents) => euros(cents, language));

/** How a line came about: "26 giornate × 8 h × 8,57 € = 1.782,56 €". */
export function explain(line: DueLine, language: string): Explained {
  const figures = {
    days: between(line.halfDays, (halves) => days(halves, language)), hours: between(line.minutes, hours), rate: eurosBetween(line.cents, language), ordinary: line.ordinaryMinutes === null ? '' : hours(line.ordinaryMinutes),
    percent: line.percent === null ? '' : between(line.percent, (share) => percent(share, language)), base: line.base === null ? '' : eurosBetween(line.base, language), amount: eurosBetween(line.amount, language),
  };
  if (line.kind === 'third-element') return { key: 'worksheet.line.third-element', values: figures };
  const plain = line.kind === 'overtime' && line.percent === null ? 'overtime-plain' : line.kind;
  return { key: `worksheet.line.${plain}.${line.basis}`, values: figures };
}

/** "luglio 2025" */
export const monthName = (month: Month, language: string): string =>
  new Intl.DateTimeFormat(language === 'it' ? 'it-IT' : 'en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${month}-01T00:00:00Z`));

/** A month about which nothing was asked yet. */
export const untold = (month: Month): MonthLine => ({
  month, halfDays: 'not-asked', minutesPerDay: 'not-asked', holidayHalfDays: 'not-asked', received: 'not-asked', deductions: [], declaredHalfDays: 'not-asked', declaredMinutesPerDay: 'not-asked',
  declaredPay: 'not-asked', contributionHalfDays: 'not-asked',
});

/** A line of a table in parts: what is due, from when to when, and each supplement that it names. */
export function explainRate(rate: WageRate, language: string): Explained[] {
  const day = (date: string): string => new Intl.DateTimeFormat(language === 'it' ? 'it-IT' : 'en-GB', { day: '2-digit', month: '2-digit', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
  const supplements = (['overtimePercent', 'holidayPercent', 'thirdElementPercent'] as const).flatMap((which) => {
    const share = rate[which];
    return share === null ? [] : [{ key: `worksheet.rate.${which}`, values: { percent: percent(share, language) } }];
  });
  return [
    { key: `worksheet.rate.${rate.basis}`, values: { province: rate.province, level: rate.level, amount: euros(rate.cents, language), ordinary: rate.ordinaryMinutes === null ? '' : hours(rate.ordinaryMinutes) } },
    rate.validTo === null ? { key: 'worksheet.rate.from', values: { from: day(rate.validFrom) } } : { key: 'worksheet.rate.from-to', values: { from: day(rate.validFrom), to: day(rate.validTo) } },
    ...supplements,
  ];
}
