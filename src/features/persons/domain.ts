/** Decisions about persons; no clock, no network, no database. */
import type { Birth } from './contract.ts';

export * from './domain/code.ts';
export * from './domain/contacts.ts';
export * from './domain/identity.ts';
export * from './domain/merging.ts';
export * from './domain/names.ts';

/** Why a birth cannot stand: an unknown one has no parts, an exact one has all of them, and the day exists. Undefined when it can. */
export function faultOfBirth({ precision, year, month, day }: Birth): 'parts-without-precision' | 'year-missing' | 'parts-missing' | 'no-such-day' | undefined {
  if (precision === 'unknown') return year === null && month === null && day === null ? undefined : 'parts-without-precision';
  if (year === null) return 'year-missing';
  if ((precision === 'exact' && (month === null || day === null)) || (day !== null && month === null)) return 'parts-missing';
  if (month === null || day === null) return undefined;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? undefined : 'no-such-day';
}
