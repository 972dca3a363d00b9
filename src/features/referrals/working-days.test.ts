import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerOwed } from './domain/answers.ts';
import { easterSunday, isWorkingDay, workingDaysAfter, workingDaysBetween } from './domain/working-days.ts';
import { italianInstant } from './domain/italian-time.ts';
import { answerTerms } from './reference.ts';

const { holidays } = answerTerms('2026-11-02');
const days = fc.date({ min: new Date('2020-01-01'), max: new Date('2060-12-31'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));

describe('Italian working days', () => {
  it('finds Easter as the calendars of these years printed it', () => {
    expect(['2000-04-23', '2008-03-23', '2011-04-24', '2024-03-31', '2025-04-20', '2026-04-05', '2027-03-28', '2038-04-25'].map((day) => easterSunday(Number(day.slice(0, 4)))))
      .toEqual(['2000-04-23', '2008-03-23', '2011-04-24', '2024-03-31', '2025-04-20', '2026-04-05', '2027-03-28', '2038-04-25']);
  });

  it('keeps Easter on a Sunday between 22 March and 25 April', () => {
    fc.assert(fc.property(fc.integer({ min: 1583, max: 4099 }), (year) => {
      const easter = easterSunday(year);
      expect(new Date(`${easter}T00:00:00Z`).getUTCDay()).toBe(0);
      expect(easter.slice(5) >= '03-22' && easter.slice(5) <= '04-25').toBe(true);
    }));
  });

  it('closes the offices on Easter Monday, on 2 June, and on 4 October only since 2026', () => {
    expect(isWorkingDay('2026-04-06', holidays)).toBe(false);
    expect(isWorkingDay('2026-06-02', holidays)).toBe(false);
    expect(isWorkingDay('2027-10-04', holidays)).toBe(false);
    expect(isWorkingDay('2023-10-04', holidays)).toBe(true);
  });

  it('counts five working days over Christmas and the new year', () => {
    expect(workingDaysAfter('2026-12-23', 5, holidays)).toBe('2026-12-31');
    expect(workingDaysAfter('2026-12-31', 1, holidays)).toBe('2027-01-04');
  });

  it('reaches a working day, and counting back gives the same number', () => {
    fc.assert(fc.property(days, fc.integer({ min: 1, max: 40 }), (day, count) => {
      const reached = workingDaysAfter(day, count, holidays);
      expect(isWorkingDay(reached, holidays)).toBe(true);
      expect(workingDaysBetween(day, reached, holidays)).toBe(count);
    }));
  });

  it('adds in parts as it adds at once', () => {
    fc.assert(fc.property(days, fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20 }), (day, first, second) => {
      expect(workingDaysAfter(workingDaysAfter(day, first, holidays), second, holidays)).toBe(workingDaysAfter(day, first + second, holidays));
    }));
  });
});

describe('an answer owed', () => {
  const terms = answerTerms('2026-11-02');
  const sent = { state: 'sent' as const, sentOn: '2026-11-02' };

  it('is waited for five working days, late until the tenth, and then goes to the coordinator', () => {
    expect(answerOwed(sent, '2026-11-09', terms)).toEqual({ state: 'waiting', dueOn: '2026-11-09', escalateOn: '2026-11-16' });
    expect(answerOwed(sent, '2026-11-10', terms)?.state).toBe('late');
    expect(answerOwed(sent, '2026-11-16', terms)?.state).toBe('late');
    expect(answerOwed(sent, '2026-11-17', terms)?.state).toBe('escalate');
  });

  it('is still owed by who only read it, and not by who put the person on a waiting list', () => {
    expect(answerOwed({ ...sent, state: 'acknowledged' }, '2026-11-12', terms)?.state).toBe('late');
    expect(answerOwed({ ...sent, state: 'waitlisted' }, '2026-11-12', terms)).toBeNull();
    expect(answerOwed({ state: 'consented', sentOn: null }, '2026-11-12', terms)).toBeNull();
  });

  it('never becomes less late as days go by', () => {
    const rank = { waiting: 0, late: 1, escalate: 2 };
    fc.assert(fc.property(days, days, (one, other) => {
      const [sooner, later] = [one, other].sort();
      const at = (day: string): number => rank[answerOwed(sent, day, terms)?.state ?? 'waiting'];
      expect(at(sooner ?? one)).toBeLessThanOrEqual(at(later ?? other));
    }));
  });
});

describe('an appointment in Italy', () => {
  it('is at half past nine in Avellino, in winter and in summer', () => {
    expect(italianInstant('2026-12-01', '9:30')).toBe('2026-12-01T08:30:00.000Z');
    expect(italianInstant('2026-07-01', '09.30')).toBe('2026-07-01T07:30:00.000Z');
    expect(italianInstant('2026-07-01', '9')).toBe('2026-07-01T07:00:00.000Z');
  });

  it('is nowhere at an hour that does not exist', () => {
    expect(italianInstant('2027-03-28', '2:30')).toBeUndefined();
    expect([italianInstant('2026-07-01', '25:00'), italianInstant('2026-07-01', 'mattina'), italianInstant(null, '9')]).toEqual([undefined, undefined, undefined]);
  });
});
