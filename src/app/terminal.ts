import { IntlMessageFormat } from 'intl-messageformat';
import { Sentence } from '../kernel/sentence.ts';
import en from './text/en.json' with { type: 'json' };
import it from './text/it.json' with { type: 'json' };

const texts: Readonly<Record<string, Readonly<Record<string, string>>>> = { it, en };

/** Italian, unless the terminal speaks another language. */
const language = /^(LC_ALL|LC_MESSAGES|LANG)=(?!it|C|POSIX|$)/m.test(['LC_ALL', 'LC_MESSAGES', 'LANG'].map((name) => `${name}=${process.env[name] ?? ''}`).find((line) => !line.endsWith('=')) ?? '') ? 'en' : 'it';

/** A sentence for the terminal. */
export function sentence(key: string, facts: Readonly<Record<string, string | number>> = {}): string {
  const text = texts[language]?.[key] ?? texts['it']?.[key];
  return text === undefined ? key : String(new IntlMessageFormat(text, language).format(facts));
}

export const say = (key: string, facts: Readonly<Record<string, string | number>> = {}): void => void process.stdout.write(`${sentence(key, facts)}\n`);

/** What to print when something failed: what happened and what to do, never a stack. */
export function failureSentence(error: unknown): string {
  if (error instanceof Sentence) return sentence(`terminal.failure.${error.code}`, error.facts);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (['ECONNREFUSED', 'ENOTFOUND', '28P01', '28000', '3D000', 'ETIMEDOUT'].includes(code)) return sentence('terminal.failure.database-unreachable');
  return sentence('terminal.failure.unexpected', { said: error instanceof Error ? error.message : String(error) });
}
