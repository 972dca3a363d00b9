import type { AnswerOwed, ReferralState } from '../contract.ts';
import { type Holiday, workingDaysAfter } from './working-days.ts';

type Owed = AnswerOwed['what'];

/** Working days allowed for what is owed, and until the coordinator steps in, from the dated reference data. */
export interface AnswerTerms {
  readonly clocks: Readonly<Record<Exclude<Owed, 'together-end'>, { readonly due: number; readonly escalation: number }>>;
  readonly holidays: readonly Holiday[];
  /** Working days after which a referral that was written and not sent is remembered. */
  readonly unsent: number;
  /** How many months both sides follow a person after a hand-over, where nobody says otherwise, and whether anybody has confirmed it. */
  readonly together: { readonly months: number; readonly isVerified: boolean };
}

const owedIn: Readonly<Partial<Record<ReferralState, Exclude<Owed, 'together-end'>>>> = {
  'together': 'shared-note', 'returned': 'take-up', 'to-meet': 'next-step',
  'sent': 'answer', 'acknowledged': 'answer', 'accepted': 'next-step', 'waitlisted': 'next-step', 'attended': 'next-step', 'no-show': 'next-step', 'appointment': 'outcome', 'in-progress': 'news',
};

/** What the receiving organisation owes in a state; nothing before sending and after the end. */
export const whatIsOwed = (state: ReferralState): Exclude<Owed, 'together-end'> | null => owedIn[state] ?? null;

/**
 * The clock that starts when a referral comes into a state. A referral that was only read still waits for the answer that was due before;
 * an appointment owes its outcome after its own day, not after the day on which it was given.
 * Source: deadline matrix of the domain, proposal: 5 working days for an answer, then a reminder; 10, then the coordinator. The other
 * clocks are proposals of the project, to be set by the programme among its terms.
 * While both sides follow somebody, the next note is due; where the time together ends sooner, the decision about it.
 * @param on the day of the move; `appointmentOn` the day of the appointment, where there is one; `togetherUntil` the last day of the time together
 */
export function clockFrom(state: ReferralState, on: string, appointmentOn: string | null, terms: AnswerTerms, togetherUntil: string | null = null): { owedOn: string; escalateOn: string } | null {
  const what = whatIsOwed(state);
  if (what === null) return null;
  const from = what === 'outcome' && appointmentOn !== null && appointmentOn > on ? appointmentOn : on;
  const { due, escalation } = terms.clocks[what];
  const owedOn = workingDaysAfter(from, due, terms.holidays);
  if (what === 'shared-note' && togetherUntil !== null && togetherUntil <= owedOn) {
    return { owedOn: togetherUntil, escalateOn: workingDaysAfter(togetherUntil, terms.clocks['next-step'].due, terms.holidays) };
  }
  return { owedOn, escalateOn: workingDaysAfter(from, escalation, terms.holidays) };
}

/** The last day on which what was written then, and never sent, is remembered today. */
export function forgottenSince(today: string, terms: Pick<AnswerTerms, 'unsent' | 'holidays'>): string {
  const dayBefore = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
  let day = dayBefore(today);
  while (workingDaysAfter(day, terms.unsent, terms.holidays) >= today) day = dayBefore(day);
  return day;
}

/** The same day some months later, or the last of its month where that has no such day. */
export function monthsAfter(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

/** How what is owed stands today: waited for, late, or for the coordinator. */
export function answerOwed(referral: { state: ReferralState; owedOn: string | null; escalateOn: string | null; togetherUntil?: string | null }, today: string): AnswerOwed | null {
  const owed = whatIsOwed(referral.state);
  const what = owed === 'shared-note' && referral.owedOn !== null && referral.owedOn === referral.togetherUntil ? 'together-end' : owed;
  if (what === null || referral.owedOn === null || referral.escalateOn === null) return null;
  return { what, state: today > referral.escalateOn ? 'escalate' : today > referral.owedOn ? 'late' : 'waiting', dueOn: referral.owedOn, escalateOn: referral.escalateOn };
}
