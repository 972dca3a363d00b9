import { describe, expect, it } from 'vitest';
import { wordsOfDay } from './day-here.ts';

const five = Date.parse('2026-11-30T05:00:00Z');
const hours = (count: number): number => five + count * 3_600_000;

describe('what Amal’s telephone says of its day', () => {
  it('is that it is being taken, until both the answers and the screens lie on it', () => {
    expect(wordsOfDay({ at: 0, isTaking: true }, true, true, five)).toBe('taking');
    expect(wordsOfDay({ at: five, isTaking: false }, false, true, five)).toBe('taking');
    expect(wordsOfDay({ at: five, isTaking: false }, true, true, five)).toBe('here');
  });

  it('is that it is here all the while it is brought up to date, and with no network', () => {
    expect(wordsOfDay({ at: five, isTaking: true }, true, true, hours(1))).toBe('here');
    expect(wordsOfDay({ at: five, isTaking: false }, true, false, hours(11))).toBe('here');
  });

  it('is that it is old after half a day, and that it is missing where it never came and nothing brings it', () => {
    expect(wordsOfDay({ at: five, isTaking: false }, true, false, hours(13))).toBe('old');
    expect(wordsOfDay({ at: 0, isTaking: false }, false, false, five)).toBe('missing');
  });
});
