import { describe, expect, it } from 'vitest';
import { guide } from '../desk/guide.ts';
import { Switch } from '../consents/contract.ts';
import { LaunchLanguage } from './contract.ts';
import { phraseOf, phrases } from './domain.ts';

const letters: Readonly<Record<string, RegExp>> = { ar: /[؀-ۿ]/, bn: /[ঀ-৿]/, uk: /[Ѐ-ӿ]/ };

describe('sentences said to people', () => {
  it('are there in every launch language, each in its own letters', () => {
    for (const phrase of phrases) {
      for (const language of LaunchLanguage.options) {
        const words = phrase.words[language];
        expect([phrase.key, language, words.trim().length > 0]).toEqual([phrase.key, language, true]);
        expect([phrase.key, language, (letters[language] ?? /./).test(words)]).toEqual([phrase.key, language, true]);
      }
    }
  });
  it('stand once each, with every question of the guide that is asked of a person', () => {
    expect(new Set(phrases.map((one) => one.key)).size).toBe(phrases.length);
    const missing = guide.flatMap((section) => section.questions.map((question) => `prompt.${section.key}.${question.key}`)).filter((key) => !phraseOf(key));
    // What the worker observed is asked of the worker.
    expect(missing).toEqual(['prompt.own-words.observed']);
  });
  it('explain each of the eight consents', () => {
    for (const name of Switch.options) expect(phraseOf(`consent.${name}`)?.kind).toBe('consent');
  });
});
