/** Small builders for the tests of this folder. */
import type { Cell } from './grid.ts';
import { textCell } from './grid.ts';
import type { Reading } from './values.ts';

export const written = textCell;

export const numeric = (value: number): Cell => ({ text: String(value), kind: 'number', value });

export const dated = (day: string): Cell => ({ text: day, kind: 'date', value: day });

/** The value of a reading that has no problem. */
export function valueOf<Value>(reading: Reading<Value> | undefined): Value | null {
  if (reading === undefined || 'problem' in reading) throw new Error(`expected a value, got ${JSON.stringify(reading)}`);
  return reading.value;
}

/** The codes of what was assumed, or of what stands in the way. */
export function codesOf<Value>(reading: Reading<Value> | undefined): string[] {
  if (reading === undefined) throw new Error('expected a reading');
  return 'problem' in reading ? [reading.problem.code] : reading.marks.map((one) => one.code);
}
