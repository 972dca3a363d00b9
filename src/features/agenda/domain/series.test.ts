import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayAfter, instantOf, whenOf } from './days.ts';
import { type Changed, daysOf, isSame, likewise, MOST, periodsOf, type Resource, standingOfOccurrence, type Surroundings } from './series.ts';

const runs = Number(process.env['PROPERTY_RUNS'] ?? 200);
const day = fc.date({ min: new Date('2026-01-01'), max: new Date('2029-12-31'), noInvalidDate: true }).map((one) => one.toISOString().slice(0, 10));
const weekday = (one: string): number => new Date(`${one}T12:00:00Z`).getUTCDay();

describe('appointments that come back', () => {
  it('stand on the same weekday always, once a week, once in two, once in each month', () => {
    fc.assert(fc.property(day, fc.constantFrom('week' as const, 'two-weeks' as const, 'month' as const), fc.integer({ min: 1, max: MOST }), (first, every, times) => {
      const days = daysOf(first, every, { times });
      expect(days[0]).toBe(first);
      expect(days).toHaveLength(times);
      expect(new Set(days.map(weekday))).toEqual(new Set([weekday(first)]));
      const apart = every === 'month' ? days.map((one) => one.slice(0, 7)) : days.map((_, nth) => dayAfter(first, nth * (every === 'week' ? 7 : 14)));
      expect(every === 'month' ? new Set(apart).size : apart).toEqual(every === 'month' ? times : days);
    }), { numRuns: runs });
  });

  it('end with the day that was said, and never go on for more than a year of weeks', () => {
    expect(daysOf('2026-09-01', 'week', { until: '2026-09-22' })).toEqual(['2026-09-01', '2026-09-08', '2026-09-15', '2026-09-22']);
    expect(daysOf('2026-09-01', 'week', { until: '2026-08-31' })).toEqual([]);
    expect(daysOf('2026-09-01', 'week', { until: '2030-01-01' })).toHaveLength(MOST);
  });

  it('by the month are its second Tuesday, and a fifth one is the last', () => {
    expect(daysOf('2026-09-08', 'month', { times: 3 })).toEqual(['2026-09-08', '2026-10-13', '2026-11-10']);
    expect(daysOf('2026-09-29', 'month', { times: 4 })).toEqual(['2026-09-29', '2026-10-27', '2026-11-24', '2026-12-29']);
  });

  it('keep their hour of the clock over the change to winter time', () => {
    const found = periodsOf({ day: '2026-10-20', start: '10:00', length: '60' }, 'week', { times: 2 });
    expect(found.map((one) => one.startsAt)).toEqual(['2026-10-20T08:00:00.000Z', '2026-10-27T09:00:00.000Z']);
    expect(found.map((one) => whenOf(one.startsAt, one.endsAt).start)).toEqual(['10:00', '10:00']);
  });
});

const hour = (of: string, from: string, to: string) => ({ from: instantOf(of, from).getTime(), to: instantOf(of, to).getTime() });
const week = (from: string, to: string) => ({ known: true, away: Array.from({ length: 14 }, (_, nth) => dayAfter('2026-09-01', nth)).flatMap((one) => [hour(one, '00:00', from), { from: instantOf(one, to).getTime(), to: instantOf(dayAfter(one, 1), '00:00').getTime() }]) });
const surroundings = (given: Partial<Surroundings> & { giulia?: Partial<Resource & { barred: boolean }> } = {}): Surroundings => ({
  members: new Map([['giulia', { ...week('09:00', '13:00'), taken: [], barred: false, ...given.giulia }], ['rubina', { ...week('10:00', '17:00'), taken: [], barred: false }]]),
  rooms: new Map([['stanza blu', { known: true, away: [], taken: [], name: 'Stanza blu', isRoom: true }], ['stanza verde', { known: true, away: [], taken: [], name: 'Stanza verde', isRoom: true }]]),
  personTaken: [], deskClosed: [], holidays: new Map(), ...given,
});
const now = new Date('2026-08-30T08:00:00Z');
const wanted = (of: string, from: string, to: string) => ({ startsAt: instantOf(of, from).toISOString(), endsAt: instantOf(of, to).toISOString(), memberId: 'giulia', mediatorId: 'rubina', room: 'Stanza blu' });

describe('what stands in the way of one of them', () => {
  it('is nothing where all are there and free', () => {
    expect(standingOfOccurrence(wanted('2026-09-08', '10:00', '11:00'), surroundings(), now, 3)).toEqual({ troubles: [], holiday: null, other: null, otherRoom: null });
  });

  it('is told by what it is, with the nearest hour at which all are free, and another room where only the room is taken', () => {
    const taken = [hour('2026-09-08', '10:00', '11:00')];
    const of = (given: Parameters<typeof surroundings>[0]) => standingOfOccurrence(wanted('2026-09-08', '10:00', '11:00'), surroundings(given), now, 3);
    expect(of({ giulia: { taken } })).toMatchObject({ troubles: ['member-taken'], other: { startsAt: instantOf('2026-09-08', '11:00').toISOString() }, otherRoom: null });
    expect(of({ personTaken: taken }).troubles).toEqual(['person-taken']);
    const { rooms } = surroundings();
    const blue = rooms.get('stanza blu');
    expect(blue && of({ rooms: new Map([...rooms, ['stanza blu', { ...blue, taken }]]) })).toMatchObject({ troubles: ['room-taken'], otherRoom: 'Stanza verde' });
    expect(of({ holidays: new Map([['2026-09-08', 'immaculate']]) })).toMatchObject({ troubles: ['holiday'], holiday: 'immaculate', other: { startsAt: instantOf('2026-09-07', '12:00').toISOString() } });
    expect(of({ giulia: { barred: true } })).toMatchObject({ troubles: ['kept-away'], other: null });
    expect(standingOfOccurrence(wanted('2026-09-08', '08:30', '09:30'), surroundings(), now, 3).troubles).toEqual(['member-away', 'mediator-away']);
  });

  it('and what is proposed instead is never taken itself, whatever the hours are', () => {
    const minutes = fc.uniqueArray(fc.integer({ min: 0, max: 13 * 24 * 4 }), { maxLength: 12 }).map((cuts) => {
      const sorted = cuts.toSorted((a, b) => a - b);
      const start = instantOf('2026-09-01', '00:00').getTime();
      return Array.from({ length: Math.floor(sorted.length / 2) }, (_, at) => ({ from: start + (sorted[at * 2] ?? 0) * 900_000, to: start + (sorted[at * 2 + 1] ?? 0) * 900_000 }));
    });
    fc.assert(fc.property(minutes, minutes, minutes, fc.integer({ min: 32, max: 70 }), (giulia, room, person, quarter) => {
      const { rooms } = surroundings();
      const blue = rooms.get('stanza blu');
      if (!blue) throw new Error('there is a blue room');
      const around = surroundings({ giulia: { taken: giulia }, rooms: new Map([...rooms, ['stanza blu', { ...blue, taken: room }]]), personTaken: person });
      const from = instantOf('2026-09-08', '00:00').getTime() + quarter * 900_000;
      const asked = { ...wanted('2026-09-08', '10:00', '11:00'), startsAt: new Date(from).toISOString(), endsAt: new Date(from + 3_600_000).toISOString() };
      const { other, otherRoom } = standingOfOccurrence(asked, around, now, 3);
      const proposed = [...(other ? [{ ...asked, ...other }] : []), ...(otherRoom ? [{ ...asked, room: otherRoom }] : [])];
      expect(proposed.map((one) => standingOfOccurrence(one, around, now, 3).troubles)).toEqual(proposed.map(() => []));
    }), { numRuns: runs });
  });
});

describe('a change of one, for those that follow', () => {
  const at = (of: string, start: string, more: Partial<Changed> = {}): Changed => ({ startsAt: instantOf(of, start).toISOString(), endsAt: new Date(instantOf(of, start).getTime() + 3_600_000).toISOString(), memberId: 'giulia', mediatorId: 'rubina', room: 'Stanza blu', language: 'bn', ...more });

  it('puts them as many days on, at the same hour of the clock', () => {
    const [before, after] = [at('2026-10-20', '10:00'), at('2026-10-21', '15:00')];
    expect(likewise(before, after, at('2026-10-27', '10:00'))).toEqual(at('2026-10-28', '15:00'));
    expect(likewise(before, after, before)).toEqual(after);
  });

  it('leaves what was changed of one alone: another hour stays, and who stands in goes on doing so', () => {
    const before = at('2026-10-20', '10:00');
    const after = at('2026-10-21', '15:00', { mediatorId: 'oksana', room: 'Stanza verde' });
    expect(likewise(before, after, at('2026-10-29', '12:00'))).toEqual(at('2026-10-29', '12:00', { mediatorId: 'oksana', room: 'Stanza verde' }));
    expect(likewise(before, after, at('2026-10-27', '10:00', { mediatorId: 'amal' }))).toEqual(at('2026-10-28', '15:00', { mediatorId: 'amal', room: 'Stanza verde' }));
    expect(isSame(likewise(before, before, at('2026-10-27', '10:00')), at('2026-10-27', '10:00'))).toBe(true);
  });
});
