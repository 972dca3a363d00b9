/**
 * Sums of money without a fraction anywhere: products are made of whole numbers of any size and come back to cents by one division at the end.
 *
 * Rounding rule of the house: each line is rounded to the cent once, a half cent upwards, away from zero; sums are never rounded again.
 */

/** The product of whole numbers divided by a whole number, to the nearest whole one; a half goes away from zero. @throws {RangeError} beyond what a number holds exactly */
export function portion(factors: readonly number[], divisor: number): number {
  const product = factors.reduce((made, factor) => made * BigInt(factor), 1n);
  const parts = BigInt(divisor);
  const away = product < 0n ? -1n : 1n;
  // Twice the product, so that a half of an odd divisor stays whole.
  const rounded = away * ((away * product * 2n + parts) / (parts * 2n));
  const cents = Number(rounded);
  if (!Number.isSafeInteger(cents)) throw new RangeError('an amount beyond any wage');
  return cents;
}

/** Italian grouping and decimals of a whole number of cents: `-123456` → `−1.234,56 €`. English with its own: `−€1,234.56`. */
export function euros(cents: number, language: string): string {
  const sign = cents < 0 ? '−' : '';
  const digits = String(Math.abs(cents)).padStart(3, '0');
  const [group, decimal] = language === 'it' ? ['.', ','] : [',', '.'];
  const whole = digits.slice(0, -2).replaceAll(/\B(?=(\d{3})+$)/g, group);
  const amount = `${whole}${decimal}${digits.slice(-2)}`;
  return language === 'it' ? `${sign}${amount} €` : `${sign}€${amount}`;
}

/** Hours and minutes as people write them: `480` → `8`, `510` → `8:30`. */
export const hours = (minutes: number): string => {
  const rest = minutes % 60;
  return `${(minutes - rest) / 60}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`;
};

/** Days from halves: `53` → `26,5`. */
export const days = (halves: number, language: string): string => `${(halves - (halves % 2)) / 2}${halves % 2 === 0 ? '' : language === 'it' ? ',5' : '.5'}`;

/** A percentage from hundredths of a point: `3044` → `30,44 %`. */
export function percent(hundredths: number, language: string): string {
  const rest = hundredths % 100;
  const decimals = rest === 0 ? '' : `${language === 'it' ? ',' : '.'}${String(rest).padStart(2, '0')}`;
  return language === 'it' ? `${(hundredths - rest) / 100}${decimals} %` : `${(hundredths - rest) / 100}${decimals}%`;
}
