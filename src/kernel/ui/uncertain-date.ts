/** A date as people know it: sure, guessed from appearance or story, told without papers, or not known. Parts may be missing. */
export interface UncertainDate {
  readonly precision: 'exact' | 'estimated' | 'declared' | 'unknown';
  readonly year: number | null;
  readonly month: number | null;
  readonly day: number | null;
}

export const datePrecisions = ['exact', 'declared', 'estimated', 'unknown'] as const;

export const unknownDate: UncertainDate = { precision: 'unknown', year: null, month: null, day: null };

/** Why an uncertain date cannot stand, as a translation key; null when it can. An exact date has all its parts and exists. */
export function faultOf({ precision, year, month, day }: UncertainDate): string | null {
  if (precision === 'unknown') return null;
  if (year === null) return 'ui.date.fault.year-missing';
  if (precision === 'exact' && (month === null || day === null)) return 'ui.date.fault.parts-missing';
  if (day !== null && month === null) return 'ui.date.fault.month-missing';
  if (month !== null && (month < 1 || month > 12)) return 'ui.date.fault.impossible';
  if (month !== null && day !== null) {
    const date = new Date(Date.UTC(year, month - 1, day));
    if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return 'ui.date.fault.impossible';
  }
  return null;
}
