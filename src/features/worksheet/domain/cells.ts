/** Figures as people type and paste them, in Italian and English ways, into whole numbers; nothing passes through a fraction. */
import type { MonthFigure, Told } from '../contract.ts';
import { days, hours } from './money.ts';

/** What a cell of the grid holds. */
export type Measure = 'days' | 'hours' | 'money';
export const measureOf: Readonly<Record<MonthFigure, Measure>> = {
  halfDays: 'days', minutesPerDay: 'hours', holidayHalfDays: 'days', received: 'money', declaredHalfDays: 'days', declaredMinutesPerDay: 'hours', declaredPay: 'money', contributionHalfDays: 'days',
};
const most: Readonly<Record<Measure, number>> = { days: 62, hours: 24 * 60, money: 100_000_000 };

/**
 * A decimal as a whole number of its smallest part: `1.234,50` with two places is 123450. With a comma the points are thousands; without one,
 * a point before three digits is a thousand too, and any other is a decimal point.
 * @param machine true where a program wrote the number (a spreadsheet's cell): then a point is always decimal
 * @returns null for what is no number, or has more decimals than there are places: nothing is rounded in silence
 */
export function decimal(text: string, places: number, machine = false): number | null {
  const bare = text.replaceAll(/[€%\s\u00a0\u202f]/g, '');
  const grouped = /^\d{1,3}(\.\d{3})+(,\d+)?$/.test(bare) && !machine;
  const plain = grouped ? bare.replaceAll('.', '').replace(',', '.') : bare.replace(',', '.');
  const parts = /^(\d{1,9})(?:\.(\d+))?$/.exec(plain);
  if (!parts) return null;
  const decimals = (parts[2] ?? '').replace(/0+$/, '');
  return decimals.length > places ? null : Number(`${parts[1] ?? '0'}${decimals.padEnd(places, '0')}`);
}

/** Hours and minutes: `8`, `8,5`, `8:30`, `8h30`. @returns minutes; null for what is no time, or no whole number of minutes */
export function minutesOf(text: string, machine = false): number | null {
  const clock = /^(\d{1,2})[:h](\d{2})$/i.exec(text.trim());
  if (clock) return Number(clock[2]) < 60 ? Number(clock[1]) * 60 + Number(clock[2]) : null;
  const hundredths = decimal(text.replace(/\s*(h|ore)\s*$/i, ''), 2, machine);
  return hundredths === null || (hundredths * 60) % 100 !== 0 ? null : (hundredths * 60) / 100;
}

function figure(text: string, measure: Measure): number | null {
  if (measure === 'hours') return minutesOf(text);
  const read = decimal(text, measure === 'money' ? 2 : 1);
  if (measure === 'money' || read === null) return read;
  return read % 5 === 0 ? read / 5 : null;
}

/**
 * What is typed into a cell: a figure, a range with a dash (`24-28`), `?` where the person does not know, `!` where they prefer not to answer,
 * nothing where it was not asked. @returns null where it is none of these, or beyond a month
 */
export function told(text: string, measure: Measure): Told | null {
  const cell = text.trim();
  if (cell === '') return 'not-asked';
  if (cell === '?') return 'unknown';
  if (cell === '!') return 'refused';
  const ends = cell.split(/\s*[-–—]\s*/);
  const [least, greatest = least] = ends.map((end) => figure(end, measure));
  if (ends.length > 2 || least === null || least === undefined || greatest === null || greatest === undefined) return null;
  return least <= greatest && greatest <= most[measure] ? { least, most: greatest } : null;
}

/** The same, as it is shown for writing: reading it again gives the same figure. */
export function typed(value: Told, measure: Measure, language: string): string {
  if (typeof value === 'string') return { 'not-asked': '', 'unknown': '?', 'refused': '!' }[value];
  const one = (amount: number): string => (measure === 'money' ? moneyTyped(amount, language) : measure === 'hours' ? hours(amount) : days(amount, language));
  return value.least === value.most ? one(value.least) : `${one(value.least)}–${one(value.most)}`;
}

/** Money for writing: cents only where there are some, and no thousands to trip over. */
function moneyTyped(cents: number, language: string): string {
  const rest = cents % 100;
  return `${(cents - rest) / 100}${rest === 0 ? '' : `${language === 'it' ? ',' : '.'}${String(rest).padStart(2, '0')}`}`;
}

/** Cells as a spreadsheet puts them on the clipboard: lines, and tabs within them. */
export const pasted = (text: string): string[][] => text.replace(/\r?\n$/, '').split(/\r?\n/).map((line) => line.split('\t'));
