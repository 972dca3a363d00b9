/** Birthdays follow the calendar on the wall in Italy, whatever the clock of the machine. */
const wall = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Rome', year: 'numeric', month: '2-digit', day: '2-digit' });

/** The day of a moment in Italy, `YYYY-MM-DD`. */
export const italianDay = (moment: Date): string => wall.format(moment);
