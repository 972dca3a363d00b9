import type { AnswerOwed, ReferralState } from '../contract.ts';
import { type Holiday, workingDaysAfter } from './working-days.ts';

type Owed = AnswerOwed['what'];

/** Working days allowed for what is owed, and until the coordinator steps in, from the dated reference data. */
export interface AnswerTerms {
  readonly clocks: Readonly<Record<Owed, { readonly due: number; readonly escalation: number }>>;
  readonly holidays: readonly Holiday[];
}

const owedIn: Readonly<Partial<Record<ReferralState, Owed>>> = {
  'sent': 'answer', 'acknowledged': 'answer', 'accepted': 'next-step', 'waitlisted': 'next-step', 'attended': 'next-step', 'no-show': 'next-step', 'appointment': 'outcome', 'in-progress': 'news',
};

/** What the receiving organisation owes in a state; nothing before sending and after the end. */
export const whatIsOwed = (state: ReferralState): Owed | null => owedIn[state] ?? null;

/**
 * The clock that starts when a referral comes into a state. A referral that was only read still waits for the answer that was due before;
 * an appointment owes its outcome after its own day, not after the day on which it was given.
 * Source: deadline matrix of the domain, proposal: 5 working days for an answer, then a reminder; 10, then the coordinator. The other
 * clocks are proposals of the project, to be set by the team in `reference/deadlines-referrals.json`.
 * @param on the day of the move; `appointmentOn` the day of the appointment, where there is one
 */
export function clockFrom(state: ReferralState, on: string, appointmentOn: string | null, terms: AnswerTerms): { owedOn: string; escalateOn: string } | null {
  const what = whatIsOwed(state);
  if (what === null) return null;
  const from = what === 'outcome' && appointmentOn !== null && appointmentOn > on ? appointmentOn : on;
  const { due, escalation } = terms.clocks[what];
  return { owedOn: workingDaysAfter(from, due, terms.holidays), escalateOn: workingDaysAfter(from, escalation, terms.holidays) };
}

/** How what is owed stands today: waited for, late, or for the coordinator. */
export function answerOwed(referral: { state: ReferralState; owedOn: string | null; escalateOn: string | null }, today: string): AnswerOwed | null {
  const what = whatIsOwed(referral.state);
  if (what === null || referral.owedOn === null || referral.escalateOn === null) return null;
  return { what, state: today > referral.escalateOn ? 'escalate' : today > referral.owedOn ? 'late' : 'waiting', dueOn: referral.owedOn, escalateOn: referral.escalateOn };
}
