import type { Month } from '../contract.ts';

/** Days and months as they are written, counted without a clock and without a time zone. */
export const monthOf = (day: string): Month => day.slice(0, 7);

export function daysIn(month: Month): number {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 0)).getUTCDate();
}

export const firstDay = (month: Month): string => `${month}-01`;
export const lastDay = (month: Month): string => `${month}-${String(daysIn(month)).padStart(2, '0')}`;

export function monthAfter(month: Month): Month {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return number === 12 ? `${String(year + 1).padStart(4, '0')}-01` : `${String(year).padStart(4, '0')}-${String(number + 1).padStart(2, '0')}`;
}

/** Every month that a period touches, the first to the last. Both ends are days. */
export function monthsBetween(from: string, to: string): Month[] {
  const months: Month[] = [];
  for (let month = monthOf(from); month <= monthOf(to); month = monthAfter(month)) months.push(month);
  return months;
}

/** How many days from one to the other, both counted. */
export const daysBetween = (from: string, to: string): number => (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000 + 1;

export function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}
