/** Words of a room for a paper, with places to fill and nothing else; numbers too, where the words bend after them. */
export type Say<Value = string> = (key: string, values?: Readonly<Record<string, Value>>) => string;

/** A moment as a paper writes it, by the clock on the wall in Italy: "2 marzo 2026 alle ore 09:50", or its day alone. */
export const momentOnPaper = (language: string, when: string | Date, withHour = true): string =>
  new Intl.DateTimeFormat(language === 'it' ? 'it-IT' : 'en-GB', { dateStyle: 'long', ...(withHour ? { timeStyle: 'short' } : {}), timeZone: 'Europe/Rome' }).format(new Date(when));
