import { describe, expect, it } from 'vitest';
import { assert, property, string } from 'fast-check';
import { formattersFor } from './formatters.ts';
import { chooseLanguage, directionOf } from './languages.ts';
import { flatten } from './messages.ts';

const italian = formattersFor('it');
const now = new Date('2026-03-09T10:00:00Z');

describe('dates as Lucia reads them in Bologna', () => {
  it('put the day before the month', () => expect(italian.formatDate('2026-03-09')).toBe('09/03/2026'));
  it('keep a plain day on its day, wherever the browser is', () => expect(italian.formatDate('2026-01-01', 'long')).toBe('1 gennaio 2026'));
  it('place an evening in UTC on the next Italian day', () => expect(italian.formatDateTime('2026-07-01T22:30:00Z')).toBe('02/07/2026, 00:30'));
  it('follow summer time', () => expect([italian.formatTime('2026-01-10T12:00:00Z'), italian.formatTime('2026-07-10T12:00:00Z')]).toEqual(['13:00', '14:00']));
  it('say what is near in words', () => {
    expect(italian.formatRelative('2026-03-09T07:00:00Z', now)).toBe('3 ore fa');
    expect(italian.formatRelative('2026-03-11T11:00:00Z', now)).toBe('dopodomani');
    // By the calendar, not by twice twenty-four hours: a term that ends the evening after tomorrow is not called tomorrow's.
    expect(italian.formatRelative('2026-03-11T09:00:00Z', now)).toBe('dopodomani');
    expect(italian.formatRelative('2026-03-12T09:59:00Z', now)).toBe('tra 3 giorni');
    expect([italian.formatRelative('2026-03-09', now), italian.formatRelative('2026-03-10', now)]).toEqual(['oggi', 'domani']);
    expect(italian.formatRelative('2026-03-09T09:59:40Z', now)).toBe('questo minuto');
  });
  it('say what is far as a date', () => expect(italian.formatRelative('2025-03-09', now)).toBe('09/03/2025'));
  it('show what is no date as it came', () => expect(italian.formatDate('verso Pasqua')).toBe('verso Pasqua'));
  it('never throw, whatever an old register holds', () => {
    assert(property(string(), (text) => {
      expect(italian.formatDate(text)).toBeTypeOf('string');
      expect(italian.formatRelative(text, now)).toBeTypeOf('string');
    }));
  });
});

describe('names of languages and countries', () => {
  it('are Italian for Lucia and English for John', () => {
    expect(italian.languageName('bn')).toBe('bengalese');
    expect(formattersFor('en').languageName('bn')).toBe('Bangla');
    expect(italian.countryName('NG')).toBe('Nigeria');
  });
  it('stay codes when nobody knows them', () => expect([italian.languageName('zzz'), italian.countryName('nowhere')]).toEqual(['zzz', 'nowhere']));
  it('are joined as one would say them', () => expect(italian.formatList(['arabo', 'urdu', 'inglese'])).toBe('arabo, urdu e inglese'));
});

describe('the language of the screen', () => {
  it('is the first that Fatima and we both have', () => expect(chooseLanguage(['ar-MA', 'en-US', 'it'])).toBe('en'));
  it('is Italian when we have none of hers', () => expect(chooseLanguage(['ar', 'bn'])).toBe('it'));
  it('is French for who works on the street and reads French first', () => expect(chooseLanguage(['fr-SN', 'it'])).toBe('fr'));
  it('runs from right to left for Arabic, Urdu and Persian, also in a named script', () => {
    expect(['ar', 'ur', 'fa', 'ar-MA', 'az-Arab'].map(directionOf)).toEqual(['rtl', 'rtl', 'rtl', 'rtl', 'rtl']);
    expect(['it', 'bn', 'en', 'az-Latn'].map(directionOf)).toEqual(['ltr', 'ltr', 'ltr', 'ltr']);
  });
});

describe('a text file', () => {
  it('reads the same nested or flat', () => {
    expect(flatten({ persons: { title: 'Persone', list: { empty: 'Nessuno' } } })).toEqual(flatten({ 'persons.title': 'Persone', 'persons.list.empty': 'Nessuno' }));
  });
});
