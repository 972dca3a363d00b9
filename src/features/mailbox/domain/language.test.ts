import { describe, expect, it } from 'vitest';
import { languageOf } from './language.ts';

describe('the language of a letter', () => {
  it('is read from its small words, in the three that we write, and from nothing else', () => {
    expect(languageOf('Buongiorno, una persona nostra ospite vorrebbe parlare con voi: non dorme più.')).toBe('it');
    expect(languageOf('Hello, one of the people we host would like to talk to you. Thank you.')).toBe('en');
    expect(languageOf('Bonjour, une personne que nous hébergeons ne dort pas. Merci de nous répondre.')).toBe('fr');
    expect(languageOf('Guten Tag, eine Person bei uns möchte mit Ihnen sprechen.')).toBeUndefined();
    expect(languageOf('السلام عليكم، أريد أن أتكلم معكم')).toBeUndefined();
    expect(languageOf('ok')).toBeUndefined();
  });

  it('is the one that the letter declares, where it is one of ours', () => {
    expect(languageOf('Vedi allegato', 'fr-FR')).toBe('fr');
    expect(languageOf('Buongiorno, la chiamo per una persona che non dorme.', 'de')).toBe('it');
  });
});
