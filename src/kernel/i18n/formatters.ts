import { localeOf } from './languages.ts';

/** The whole programme lives in one time zone, wherever the browser is. */
const zone = 'Europe/Rome';
const plainDate = /^\d{4}-\d{2}-\d{2}$/;

export type DateStyle = 'short' | 'long' | 'weekday' | 'month';

const dateStyles: Readonly<Record<DateStyle, Intl.DateTimeFormatOptions>> = {
  short: { day: '2-digit', month: '2-digit', year: 'numeric' },
  long: { day: 'numeric', month: 'long', year: 'numeric' },
  weekday: { weekday: 'long', day: 'numeric', month: 'long' },
  month: { month: 'long', year: 'numeric' },
};

export interface Formatters {
  /** A day. `'2026-03-09'` is that day everywhere; an instant is the day it falls on in Italy. */
  formatDate(value: string | Date, style?: DateStyle): string;
  formatTime(value: string | Date): string;
  formatDateTime(value: string | Date): string;
  /** "3 ore fa", "tra 2 giorni": for what is near; beyond thirty days, the date itself. */
  formatRelative(value: string | Date, now?: Date): string;
  formatNumber(value: number, options?: Intl.NumberFormatOptions): string;
  /** "arabo, bengalese e inglese". */
  formatList(values: readonly string[]): string;
  /** The name of a language by its code (`bn` → "bengalese"); the code itself where it is unknown. */
  languageName(code: string): string;
  /** The name of a country by its ISO code (`BD` → "Bangladesh"). */
  countryName(code: string): string;
}

const steps: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [['hour', 3600], ['minute', 60]];

const dayThere = new Intl.DateTimeFormat('sv-SE', { timeZone: zone });
/** The day of a moment where the programme is, as a number to reckon with; of a plain date, itself. */
const dayOf = (value: string | Date): number => Date.parse(typeof value === 'string' && plainDate.test(value) ? value : dayThere.format(new Date(value)));

/**
 * Everything that turns a value into words of one language. Values that are no date are shown as they came, so that a strange
 * record is still readable.
 */
export function formattersFor(language: string): Formatters {
  const locale = localeOf(language);
  const cache = new Map<string, Intl.DateTimeFormat>();
  const displays: { language?: Intl.DisplayNames; region?: Intl.DisplayNames } = {};

  function write(value: string | Date, options: Intl.DateTimeFormatOptions): string {
    const isPlain = typeof value === 'string' && plainDate.test(value);
    const instant = new Date(value);
    if (Number.isNaN(instant.getTime())) return String(value);
    const timeZone = isPlain ? 'UTC' : zone;
    const key = JSON.stringify([options, timeZone]);
    const format = cache.get(key) ?? new Intl.DateTimeFormat(locale, { ...options, timeZone });
    cache.set(key, format);
    return format.format(instant);
  }

  const time = { hour: '2-digit', minute: '2-digit' } as const;
  const formatDate = (value: string | Date, style: DateStyle = 'short'): string => write(value, dateStyles[style]);
  const named = (type: 'language' | 'region', code: string): string => {
    try {
      const display = (displays[type] ??= new Intl.DisplayNames([locale], { type, fallback: 'code' }));
      return display.of(code) ?? code;
    } catch (error) {
      if (error instanceof RangeError) return code;
      throw error;
    }
  };

  return {
    formatDate,
    formatTime: (value) => write(value, time),
    formatDateTime: (value) => write(value, { ...dateStyles.short, ...time }),
    formatRelative(value, now = new Date()) {
      const seconds = (new Date(value).getTime() - now.getTime()) / 1000;
      if (Number.isNaN(seconds)) return String(value);
      if (Math.abs(seconds) > 30 * 86_400) return formatDate(value);
      const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
      const isPlain = typeof value === 'string' && plainDate.test(value);
      // "Domani" is a day of the calendar: forty-seven hours before an evening it is not yet the day before.
      if (isPlain || Math.abs(seconds) >= 86_400) return relative.format((dayOf(value) - dayOf(now)) / 86_400_000, 'day');
      const [unit, size] = steps.find(([, length]) => Math.abs(seconds) >= length) ?? ['minute', 60];
      return relative.format(Math.trunc(seconds / size), unit);
    },
    formatNumber: (value, options) => new Intl.NumberFormat(locale, options).format(value),
    formatList: (values) => new Intl.ListFormat(locale, { type: 'conjunction' }).format(values),
    languageName: (code) => named('language', code),
    countryName: (code) => named('region', code),
  };
}
