import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReferralState } from './contract.ts';
import { answerOwed, clockFrom, forgottenSince, monthsAfter } from './domain/answers.ts';
import { openStates } from './domain/machine.ts';
import { easterSunday, isWorkingDay, workingDaysAfter, workingDaysBetween } from './domain/working-days.ts';
import { italianInstant } from './domain/italian-time.ts';
import { answerTerms } from './reference.ts';
import { asItComes } from '../../kernel/reference/collection.ts';

const { holidays } = answerTerms(asItComes, '2026-11-02');
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

describe('what a referral owes', () => {
  const terms = answerTerms(asItComes, '2026-11-02');
  /** The clock that starts on a Monday, and how it stands on a day. */
  const stands = (state: ReferralState, today: string, appointmentOn: string | null = null) => {
    const clock = clockFrom(state, '2026-11-02', appointmentOn, terms);
    return answerOwed({ state, owedOn: clock?.owedOn ?? null, escalateOn: clock?.escalateOn ?? null }, today);
  };

  it('is an answer: waited for five working days, late until the tenth, and then for the coordinator', () => {
    expect(stands('sent', '2026-11-09')).toEqual({ what: 'answer', state: 'waiting', dueOn: '2026-11-09', escalateOn: '2026-11-16' });
    expect(['2026-11-10', '2026-11-16', '2026-11-17'].map((day) => stands('sent', day)?.state)).toEqual(['late', 'late', 'escalate']);
  });

  it('is a next step once accepted or on a waiting list, the outcome after an appointment, and news while a service runs: nothing waits for ever', () => {
    for (const state of openStates.filter((one) => one !== 'proposed' && one !== 'consented')) expect([state, stands(state, '2030-01-01')?.state]).toEqual([state, 'escalate']);
    expect(stands('waitlisted', '2026-11-12')).toMatchObject({ what: 'next-step', state: 'waiting' });
    expect(stands('in-progress', '2026-11-12')).toMatchObject({ what: 'news', state: 'waiting' });
  });

  it('is the outcome from the day after the appointment, not from the day on which it was given', () => {
    expect(stands('appointment', '2026-12-01', '2026-11-30')).toMatchObject({ what: 'outcome', state: 'waiting', dueOn: '2026-12-01' });
    expect(stands('appointment', '2026-12-02', '2026-11-30')?.state).toBe('late');
  });

  it('is nothing before it was sent and after it has ended', () => {
    for (const state of ['proposed', 'consented', 'declined', 'done', 'interrupted', 'withdrawn', 'closed'] as const) expect([state, stands(state, '2030-01-01')]).toEqual([state, null]);
  });

  it('is a short note while both follow somebody, and the decision about it where that time ends sooner', () => {
    const end = '2026-11-20';
    const clock = clockFrom('together', '2026-11-02', null, terms, end);
    const on = (today: string) => answerOwed({ state: 'together', owedOn: clock?.owedOn ?? null, escalateOn: clock?.escalateOn ?? null, togetherUntil: end }, today);
    expect([stands('together', '2026-11-30')?.what, on('2026-11-20'), on('2026-11-21')?.state]).toEqual(['shared-note', expect.objectContaining({ what: 'together-end', state: 'waiting', dueOn: end }), 'late']);
  });

  it('is, of somebody who came back, that they are taken up again within two working days', () => {
    expect([stands('returned', '2026-11-04')?.state, stands('returned', '2026-11-05')?.state, stands('returned', '2026-11-11')?.state]).toEqual(['waiting', 'late', 'escalate']);
  });

  it('remembers on the day after five working days what was written and never sent, and what is older', () => {
    // Monday 2 November 2026: five working days later is the 9th.
    expect([forgottenSince('2026-11-09', terms) < '2026-11-02', forgottenSince('2026-11-10', terms)]).toEqual([true, '2026-11-02']);
  });

  it('counts months to the same day, or to the last of a shorter month', () => {
    expect([monthsAfter('2026-11-30', 3), monthsAfter('2026-01-31', 1), monthsAfter('2026-11-15', 2)]).toEqual(['2027-02-28', '2026-02-28', '2027-01-15']);
  });

  it('never becomes less late as days go by', () => {
    const rank = { waiting: 0, late: 1, escalate: 2 };
    fc.assert(fc.property(days, days, fc.constantFrom(...openStates), (one, other, state) => {
      const [sooner, later] = [one, other].sort();
      const at = (day: string): number => rank[stands(state, day)?.state ?? 'waiting'];
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
