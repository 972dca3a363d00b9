import { describe, expect, it } from 'vitest';
import { italianDay } from '../../../kernel/italian-day.ts';
import { dayAfter, mondayOf, monthAfter, instantOf, lengths, periodOf, proposedStart, quarterTimes, usualLengths, whenOf } from './days.ts';

describe('weeks and months', () => {
  it('begin on Monday, and the 31st of a month leads to the last day of the next', () => {
    expect(['2027-02-01', '2027-02-03', '2027-02-07'].map(mondayOf)).toEqual(['2027-02-01', '2027-02-01', '2027-02-01']);
    expect([monthAfter('2027-01-31', 1), monthAfter('2027-03-31', -1), monthAfter('2027-12-15', 1), monthAfter('2027-01-15', -1)]).toEqual(['2027-02-28', '2027-02-28', '2028-01-15', '2026-12-15']);
  });
});

describe('hours on an Italian clock', () => {
  it('knows winter from summer', () => {
    expect(instantOf('2026-01-15', '09:30').toISOString()).toBe('2026-01-15T08:30:00.000Z');
    expect(instantOf('2026-07-15', '09:30').toISOString()).toBe('2026-07-15T07:30:00.000Z');
  });
  it('turns the day at midnight in Italy', () => {
    expect(italianDay(new Date('2026-07-15T22:30:00Z'))).toBe('2026-07-16');
    expect(italianDay(new Date('2026-01-15T22:30:00Z'))).toBe('2026-01-15');
  });
  it('walks over the end of a month and the change of hour', () => {
    expect(dayAfter('2026-03-28', 1)).toBe('2026-03-29');
    expect(dayAfter('2026-03-29', 3)).toBe('2026-04-01');
    expect(dayAfter('2026-01-01', -1)).toBe('2025-12-31');
  });
  it('proposes the next half hour today and nine on another day', () => {
    const now = new Date('2026-07-15T08:10:00Z');
    expect(proposedStart('2026-07-15', now)).toBe('10:30');
    expect(proposedStart('2026-07-16', now)).toBe('09:00');
    expect(proposedStart('2026-07-15', new Date('2026-07-15T20:00:00Z'))).toBe('09:00');
  });
  it('offers a start at six in the morning and at ten in the evening, and lengths from half an hour to ten hours, the usual ones among them', () => {
    expect([quarterTimes[0], quarterTimes[1], quarterTimes.at(-1)]).toEqual(['06:00', '06:15', '22:00']);
    expect([lengths[0], lengths[1], lengths.at(-1)]).toEqual(['30', '45', '600']);
    expect(usualLengths.filter((length) => !lengths.includes(length))).toEqual([]);
  });
  it('turns a form into two instants and back, on the night when the clock goes back too', () => {
    const when = { day: '2026-10-25', start: '09:30', length: '45' };
    expect(periodOf(when)).toEqual({ startsAt: '2026-10-25T08:30:00.000Z', endsAt: '2026-10-25T09:15:00.000Z' });
    expect(whenOf('2026-10-25T08:30:00.000Z', '2026-10-25T09:15:00.000Z')).toEqual(when);
    expect(periodOf({ ...when, start: null })).toBeNull();
  });
});
