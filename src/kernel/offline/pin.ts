/** Digits of a PIN at the least: NIST SP 800-63B §3.1.1 wants six of one that is chosen; the unlocking screen counts the tries beside it. */
export const shortestPin = 6;
export const longestPin = 12;
/** After so many wrong ones the telephone forgets how to open: the next sign-in gives the key back. */
export const triesGiven = 10;

/** Why a PIN is too easily guessed, as a code with words of its own. */
export type PinFault = 'digits' | 'short' | 'repeated' | 'sequence' | 'date';

/** Written again from the beginning: 111111, 121212, 123123. */
const isRepeated = (pin: string): boolean => /^(\d{1,4})\1+$/.test(pin);

const isSequence = (pin: string): boolean => {
  const steps = new Set([...pin].slice(1).map((digit, index) => (Number(digit) - Number(pin[index]) + 10) % 10));
  return steps.size === 1 && (steps.has(1) || steps.has(9));
};

const isDay = (day: number, month: number): boolean => month >= 1 && month <= 12 && day >= 1 && day <= 31;
const isYear = (year: number): boolean => year >= 1930 && year <= 2039;

/** A birthday, in the orders in which people write one: whoever knows the person tries it first. */
function isDate(pin: string): boolean {
  const at = (from: number, digits: number): number => Number(pin.slice(from, from + digits));
  if (pin.length === 6) return isDay(at(0, 2), at(2, 2)) || isDay(at(2, 2), at(0, 2)) || isDay(at(4, 2), at(2, 2));
  if (pin.length === 8) return (isDay(at(0, 2), at(2, 2)) && isYear(at(4, 4))) || (isYear(at(0, 4)) && isDay(at(6, 2), at(4, 2)));
  return false;
}

/** What is wrong with a PIN that somebody would choose; undefined when it will do. */
export function pinFault(pin: string): PinFault | undefined {
  if (!/^\d*$/.test(pin) || pin.length > longestPin) return 'digits';
  if (pin.length < shortestPin) return 'short';
  if (isRepeated(pin)) return 'repeated';
  if (isSequence(pin)) return 'sequence';
  return isDate(pin) ? 'date' : undefined;
}
