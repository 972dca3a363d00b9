import type { Say } from '../../../kernel/documents/words.ts';
import en from '../text/en.json' with { type: 'json' };
import it from '../text/it.json' with { type: 'json' };

/** Words of the room for papers and files: those that they use have places to fill and nothing else. */
export function sayIn(language: 'it' | 'en'): Say {
  const texts: Readonly<Record<string, string>> = language === 'it' ? it : en;
  return (key, values = {}) => (texts[key] ?? key).replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
