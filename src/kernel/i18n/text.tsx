import { createContext, useContext, useEffect, useMemo, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import { formattersFor } from './formatters.ts';
import type { Formatters } from './formatters.ts';
import { directionOf } from './languages.ts';
import type { Translator, Values } from './translator.ts';

const TranslatorContext = createContext<Translator | null>(null);

export interface Text extends Formatters {
  /** The message of a key, with ICU values: `t('persons.found', { count: 3 })`. */
  t(key: string, values?: Values): string;
  has(key: string): boolean;
  readonly language: string;
  setLanguage(language: string): Promise<void>;
}

/** Gives words to everything below and keeps `<html lang dir>` true. Used once, around the whole of the screens. */
export function TextProvider({ translator, children }: { translator: Translator; children: ReactNode }): ReactNode {
  useSyncExternalStore(translator.subscribe, translator.version);
  const language = translator.language();
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = directionOf(language);
  }, [language]);
  return <TranslatorContext value={translator}>{children}</TranslatorContext>;
}

/** Shows what rooms write once their words are there, so that nobody meets a button without a name. */
export function WithWords({ of, waiting, children }: { of: readonly string[]; waiting: ReactNode; children: ReactNode }): ReactNode {
  const translator = useContext(TranslatorContext);
  if (!translator) throw new Error('WithWords needs a TextProvider above it');
  useSyncExternalStore(translator.subscribe, translator.version);
  const missing = of.filter((room) => !translator.isHere(room)).join(' ');
  useEffect(() => {
    // Words that do not come are settled all the same: their keys stand in their place.
    if (missing) void translator.need(missing.split(' ')).catch(() => undefined);
  }, [translator, missing]);
  return missing ? waiting : children;
}

/**
 * Words, dates and numbers in the language of the person at the screen.
 * @throws {Error} outside {@link TextProvider}, a mistake of the programmer
 */
export function useText(): Text {
  const translator = useContext(TranslatorContext);
  if (!translator) throw new Error('useText needs a TextProvider above it');
  const version = useSyncExternalStore(translator.subscribe, translator.version);
  const language = translator.language();
  const formatters = useMemo(() => formattersFor(language), [language]);
  return useMemo(
    () => ({
      ...formatters,
      // Browsers lack names for many languages of Africa; those are in our own words.
      languageName: (code: string) => (translator.has(`ui.tongue.${code}`) ? translator.t(`ui.tongue.${code}`) : formatters.languageName(code)),
      t: translator.t,
      has: translator.has,
      language,
      setLanguage: translator.setLanguage,
      version,
    }),
    [translator, formatters, language, version],
  );
}
