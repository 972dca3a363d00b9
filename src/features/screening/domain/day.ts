/** Birthdays follow the calendar on the wall in Italy, whatever the clock of the machine. */
export { italianDay } from '../../../kernel/italian-day.ts';
