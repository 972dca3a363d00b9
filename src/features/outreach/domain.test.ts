import { array, assert, constantFrom, integer, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { walk } from '../../kernel/testing/machines.ts';
import { AlarmMove, CoarsePosition, OutingMove, phoneIn, plateIn } from './contract.ts';
import { alarmMachine, byDue, type Climbing, climbsAt, dueOf, duesOf, estimatePersons, languagesMissing, lookedAt, newCardSecret, nextDue, outingMachine, overdueAt, perHour, reckon, seasonAhead, seasonIn, streetHourMachine, type Watched, weeksSince } from './domain.ts';

const MINUTE = 60_000;

describe('an outing', () => {
  it('that was called off stays so, and one is closed only after its return', () => {
    assert(property(array(constantFrom(...OutingMove.options), { maxLength: 20 }), (moves) => {
      const passed = walk(outingMachine, moves);
      expect(passed.slice(0, -1)).not.toContain('cancelled');
      expect(passed.filter((state, at) => state === 'closed' && passed[at - 1] !== 'returned')).toEqual([]);
    }), { numRuns: 200 });
  });
  it('asks why of whoever undoes a step', () => expect(() => outingMachine.next('closed', 'reopen')).toThrow('reason-required'));
  it('keeps an hour that is given even after it was let go', () => expect(walk(streetHourMachine, ['let-go', 'give', 'take-back', 'let-go', 'promise', 'settle', 'promise', 'rebook'])).toEqual(['held', 'let-go', 'given', 'held', 'let-go', 'promised', 'let-go', 'promised', 'given']));
});

describe('the watch', () => {
  const outing = record({ state: constantFrom('planned' as const, 'under-way' as const, 'returned' as const, 'closed' as const, 'cancelled' as const), checkMinutes: integer({ min: 10, max: 240 }), length: integer({ min: 1, max: 600 }), checks: array(integer({ min: -60, max: 900 }), { maxLength: 8 }) })
    .map(({ state, checkMinutes, length, checks }): Watched => ({ state, writtenAt: -1, startsAt: 0, endsAt: length * MINUTE, startedAt: 0, checkMinutes, checks: checks.map((at) => ({ kind: 'check-in', at: at * MINUTE })) }));

  it('calls for Amal exactly when a sign of hers is due and did not come, in whichever order her taps arrived', () => {
    assert(property(outing, integer({ min: -60, max: 1_200 }), (watched, minute) => {
      const now = minute * MINUTE;
      const overdue = overdueAt(watched, now);
      const silent = watched.checks.length > 0 ? Math.max(...watched.checks.map((check) => check.at)) : 0;
      expect(overdue.includes('check-overdue')).toBe(watched.state === 'under-way' && now - silent >= watched.checkMinutes * MINUTE);
      expect(overdue.includes('return-overdue')).toBe(watched.state === 'under-way' && now - watched.endsAt >= watched.checkMinutes * MINUTE);
      expect(overdue.includes('not-started')).toBe(watched.state === 'planned' && now >= watched.checkMinutes * MINUTE);
      expect(overdueAt({ ...watched, checks: watched.checks.toReversed() }, now)).toEqual(overdue);
      const next = nextDue(watched);
      expect(next === null || overdue.length > 0 === next <= now).toBe(true);
    }), { numRuns: 300 });
  });
  it('never lets an alarm lie: it is told again within the programme’s minutes until words end it, and a hand alone does not end it', () => {
    const rule = { escalateMinutes: 15, againMinutes: 20 };
    const step = record({ minutes: integer({ min: 0, max: 60 }), takes: constantFrom(true, false, false) });
    assert(property(array(step, { maxLength: 20 }), (steps) => {
      let alarm: Climbing = { state: 'standing', raisedAt: 0, escalatedAt: null, heldSince: null, climbs: 0 };
      let now = 0;
      for (const { minutes, takes } of steps) {
        // The house looks every minute; nothing that is open goes without a word for longer than the programme said.
        for (let minute = 0; minute < minutes; minute += 1) {
          now += MINUTE;
          alarm = lookedAt(alarm, now, rule);
          const lastWord = Math.max(alarm.raisedAt, alarm.escalatedAt ?? 0, alarm.heldSince ?? 0);
          expect(now - lastWord).toBeLessThan(20 * MINUTE);
          expect(climbsAt(alarm, rule)).toBeGreaterThan(now);
        }
        if (takes) alarm = { ...alarm, state: alarmMachine.next(alarm.state, 'acknowledge', { reason: 'chiamo' }), heldSince: now };
      }
      expect(alarm.state).not.toBe('closed');
    }), { numRuns: 200 });
    assert(property(array(constantFrom(...AlarmMove.options), { maxLength: 20 }), (moves) => {
      const passed = walk(alarmMachine, moves);
      expect(passed.slice(0, -1)).not.toContain('closed');
    }), { numRuns: 200 });
  });
  it('waits for nobody who is back', () => expect(duesOf({ state: 'returned', writtenAt: 0, startsAt: 0, endsAt: 1, startedAt: 0, checks: [], checkMinutes: 60 })).toEqual([]));
  it('waits for nobody of an outing that was written down after it was over', () => expect(duesOf({ state: 'planned', writtenAt: 9, startsAt: 0, endsAt: 9, startedAt: null, checks: [], checkMinutes: 60 })).toEqual([]));
});

describe('a telephone’s clock', () => {
  it('is put right by what it shows as it sends, and nothing has happened later than now', () => {
    assert(property(integer({ min: -3 * 86_400, max: 3 * 86_400 }), integer({ min: 0, max: 86_400 }), (wrongBy, ago) => {
      const now = new Date('2026-11-29T05:00:00Z');
      const device = (seconds: number) => new Date(now.getTime() + (wrongBy - seconds) * 1_000);
      const { at, clockOffSeconds } = reckon(device(ago), device(0), now);
      const trusted = Math.abs(wrongBy) <= 300;
      expect(clockOffSeconds).toBe(trusted ? 0 : wrongBy);
      expect(Math.abs(now.getTime() - ago * 1_000 - at.getTime())).toBeLessThanOrEqual(trusted ? 300_000 : 0);
      expect(at.getTime()).toBeLessThanOrEqual(now.getTime());
    }), { numRuns: 300 });
  });
  it('that says nothing as it sends is believed, though never about what is still to come', () => expect(reckon(new Date('2030-01-01T00:00:00Z'), null, new Date('2026-01-01T00:00:00Z')).at).toEqual(new Date('2026-01-01T00:00:00Z')));
});

describe('free words of the street', () => {
  it.each(['tel 347-1234567', '+39 347 12 34 567', '0825/123456'])('hold no telephone number: %s', (words) => expect(phoneIn(words)).toBe(true));
  it.each(['alle 5.30 del 12/10/2026', '20-30 uomini, 45 euro, 10 ore', 'dal 2024 al 2026', 'tornano il 29-11-2026 alle 06:00'])('may hold hours, days and sums: %s', (words) => expect(phoneIn(words)).toBe(false));
  it.each(['furgone AB123CD', 'fg 456 xz'])('hold no plate: %s', (words) => expect(plateIn(words)).toBe(true));
  it.each(['la 100 in su', 'sono in 120 al campo', 'via Roma 12'])('may speak of numbers: %s', (words) => expect(plateIn(words)).toBe(false));
  it('and a position is about a kilometre wide unless it is asked for', () => {
    for (const asked of [{}, { exact: true }]) expect(CoarsePosition.parse({ latitude: 40.84312, longitude: 15.01877, ...asked })).toEqual({ latitude: 40.84, longitude: 15.02 });
  });
  it('and a card holds 130 bits of chance', () => expect(newCardSecret(new Uint8Array(26).fill(255))).toBe('7'.repeat(26)));
});

describe('afterwards', () => {
  it('a place is due in its season, by its own rhythm, the latest first', () => {
    const now = new Date('2026-09-14T08:00:00Z');
    expect(seasonIn([{ activity: 'nocciole', months: [8, 9] }], 9)).toEqual({ inSeason: true, activities: ['nocciole'] });
    expect(seasonIn([{ activity: 'nocciole', months: [8, 9] }], 11)).toEqual({ inSeason: false, activities: [] });
    expect(seasonIn([], 11).inSeason).toBe(true);
    // Whoever plans knows of the harvest before it begins, also over the turn of the year.
    expect(seasonAhead([{ activity: 'nocciole', months: [8, 9] }, { activity: 'uva', months: [9] }], 7)).toEqual({ activities: ['nocciole'], month: 8, months: 1 });
    expect(seasonAhead([{ activity: 'potatura', months: [2] }, { activity: 'fragole', months: [4] }], 11)).toEqual({ activities: ['potatura'], month: 2, months: 3 });
    expect([seasonAhead([{ activity: 'uva', months: [9] }], 9), seasonAhead([], 9)]).toEqual([null, null]);
    expect(weeksSince(new Date('2026-08-20T08:00:00Z'), now)).toBe(3);
    const place = (name: string, weeks: number | null, everyWeeks: number, inSeason: boolean) => ({ place: { name }, weeks, everyWeeks, due: dueOf({ weeks, everyWeeks, inSeason }, true) });
    expect(byDue([place('C', 1, 4, true), place('D', 90, 4, false), place('B', 5, 4, true), place('A', 3, 1, true), place('N', null, 4, true)]).map((one) => `${one.place.name} ${one.due}`))
      .toEqual(['A overdue-in-season', 'N never-visited', 'B overdue-in-season', 'C in-time', 'D out-of-season']);
  });
  it('contacts are counted by the hour, and persons estimated beside those who are known', () => {
    expect([perHour(9, 120), perHour(3, null), perHour(3, 0)]).toEqual([4.5, null, null]);
    expect(estimatePersons(4, 30, 3)).toBe(14);
    expect(languagesMissing(['pa', 'ar', 'pa'], ['ar'])).toEqual(['pa']);
  });
});
