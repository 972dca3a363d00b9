import type { AnswerOwed, ReferralState } from '../contract.ts';
import { type Holiday, workingDaysAfter } from './working-days.ts';

/** Working days allowed for an answer, from the dated reference data. */
export interface AnswerTerms {
  readonly answer: number;
  readonly escalation: number;
  readonly holidays: readonly Holiday[];
}

/**
 * Whether the receiving organisation owes an answer, and since when it is late. A referral that was only read still waits for one;
 * a place on a waiting list is an answer.
 * Source: deadline matrix of the domain, proposal: 5 working days, then a reminder; 10, then the coordinator.
 */
export function answerOwed(referral: { state: ReferralState; sentOn: string | null }, today: string, terms: AnswerTerms): AnswerOwed | null {
  if (referral.sentOn === null || (referral.state !== 'sent' && referral.state !== 'acknowledged')) return null;
  const dueOn = workingDaysAfter(referral.sentOn, terms.answer, terms.holidays);
  const escalateOn = workingDaysAfter(referral.sentOn, terms.escalation, terms.holidays);
  return { state: today > escalateOn ? 'escalate' : today > dueOn ? 'late' : 'waiting', dueOn, escalateOn };
}
