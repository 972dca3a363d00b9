import * as fc from 'fast-check';
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
  it('says again the hour of the clock that it was given, on the two nights on which the clock changes too', () => {
    const runs = Number(process.env['PROPERTY_RUNS'] ?? 500);
    const days = fc.constantFrom('2026-03-28', '2026-03-29', '2026-03-30', '2026-10-24', '2026-10-25', '2026-10-26', '2027-03-28', '2027-10-31');
    fc.assert(fc.property(days, fc.integer({ min: 0, max: 95 }), fc.integer({ min: 1, max: 40 }), (day, quarter, length) => {
      const start = `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`;
      const isLeftOut = (day === '2026-03-29' || day === '2027-03-28') && start.startsWith('02:');
      const when = { day, start, length: String(length * 15) };
      const period = periodOf(when);
      expect(period && whenOf(period.startsAt, period.endsAt)).toEqual(isLeftOut ? { ...when, start: start.replace('02:', '03:') } : when);
    }), { numRuns: runs });
    expect([instantOf('2026-03-29', '01:30'), instantOf('2026-10-25', '01:30'), instantOf('2026-10-25', '02:30'), instantOf('2026-10-25', '03:30')].map((one) => one.toISOString().slice(8, 16)))
      .toEqual(['29T00:30', '24T23:30', '25T00:30', '25T02:30']);
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
