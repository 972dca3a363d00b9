/** Days are written `YYYY-MM-DD` and reckoned in whole days, so that no change of the clock can move a term. */

/** A public holiday as dated reference data: `MM-DD`, or `easter-monday`. */
export interface Holiday {
  readonly day: string;
  readonly validFrom: string;
  readonly validUntil: string | null;
}

const DAY = 86_400_000;
const at = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const written = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** The day that comes `days` days later, or earlier when negative. */
const daysAfter = (day: string, days: number): string => written(at(day) + days * DAY);

/**
 * Easter Sunday of a year of the Gregorian calendar.
 * Source: the anonymous Gregorian reckoning, in Jean Meeus, Astronomical Algorithms, chapter 8.
 */
export function easterSunday(year: number): string {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const inCentury = year % 100;
  const correction = Math.floor((8 * century + 13) / 25);
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30;
  const toSunday = (32 + 2 * (century % 4) + 2 * Math.floor(inCentury / 4) - epact - (inCentury % 4)) % 7;
  const shift = Math.floor((golden + 11 * epact + 22 * toSunday) / 451);
  const month = Math.floor((epact + toSunday - 7 * shift + 114) / 31);
  const day = ((epact + toSunday - 7 * shift + 114) % 31) + 1;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

const isHoliday = (day: string, holidays: readonly Holiday[]): boolean =>
  holidays.some((holiday) => holiday.validFrom <= day && (holiday.validUntil === null || day <= holiday.validUntil)
    && (holiday.day === 'easter-monday' ? daysAfter(easterSunday(Number(day.slice(0, 4))), 1) === day : day.slice(5) === holiday.day));

/** Neither Saturday, Sunday nor a public holiday: offices answer on these days. */
export function isWorkingDay(day: string, holidays: readonly Holiday[]): boolean {
  const weekday = new Date(at(day)).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !isHoliday(day, holidays);
}

/** The working day that comes `count` working days after a day; the day itself does not count. @param count zero gives the day itself */
export function workingDaysAfter(day: string, count: number, holidays: readonly Holiday[]): string {
  let reached = day;
  for (let left = count; left > 0;) {
    reached = daysAfter(reached, 1);
    if (isWorkingDay(reached, holidays)) left -= 1;
  }
  return reached;
}

/** How many working days lie after `from`, up to and including `to`. */
export function workingDaysBetween(from: string, to: string, holidays: readonly Holiday[]): number {
  let count = 0;
  for (let day = daysAfter(from, 1); day <= to; day = daysAfter(day, 1)) if (isWorkingDay(day, holidays)) count += 1;
  return count;
}
