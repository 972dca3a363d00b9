/** Names as written: their scripts, their plain form for the index, and whether typed letters begin them. */
import { romanise } from '../matching/romanise.ts';

const scripts = ['Latin', 'Arabic', 'Cyrillic', 'Bengali', 'Gurmukhi', 'Devanagari', 'Tamil', 'Sinhala', 'Georgian', 'Armenian', 'Greek', 'Hebrew', 'Ethiopic', 'Han', 'Hangul', 'Thai'] as const;
const testers = scripts.map((script) => ({ script, letters: new RegExp(`\\p{Script=${script}}`, 'u') }));

/** The scripts a name is written in, such as `['Latin', 'Arabic']`; empty for signs of a script we have no word for. */
export function scriptsOf(text: string): string[] {
  return testers.filter(({ letters }) => letters.test(text)).map(({ script }) => script);
}

/** The name in plain lower-case Latin letters, as the index keeps it; empty where it has none. */
export function plainName(text: string): string {
  return romanise(text).map(({ letters }) => letters.toLowerCase().replaceAll("'", '')).join(' ');
}

/** Whether every typed part begins some part of a name: what a person expects while still typing. */
export function beginsLike(typed: string, name: string): boolean {
  const parts = plainName(name).split(' ');
  const beginnings = plainName(typed).split(' ').filter(Boolean);
  return beginnings.length > 0 && beginnings.every((beginning) => parts.some((one) => one.startsWith(beginning)));
}
