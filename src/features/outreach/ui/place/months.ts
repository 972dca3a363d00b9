/** A month by its name, or by its letter. @param month January is 1 */
export const monthName = (language: string, month: number, style: 'narrow' | 'long' = 'long'): string => new Intl.DateTimeFormat(language, { month: style, timeZone: 'UTC' }).format(new Date(Date.UTC(2026, month - 1, 15)));
