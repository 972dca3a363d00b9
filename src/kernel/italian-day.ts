let wall: Intl.DateTimeFormat | undefined;

/**
 * The day of a moment on the calendar that hangs on the wall in Italy, `YYYY-MM-DD`, wherever the server stands.
 * One formatter for the whole program: each costs fifty times what writing a day does, and 30 kB outside the heap until it is swept.
 */
export const italianDay = (moment: Date): string => (wall ??= new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Rome' })).format(moment);
