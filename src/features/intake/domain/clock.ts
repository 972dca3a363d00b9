import { italianInstant } from '../../referrals/domain/italian-time.ts';
import { type Holiday, workingDaysAfter } from '../../referrals/domain/working-days.ts';
import type { ClockState, ReportKind, Urgency } from '../contract.ts';

/** A term: in hours, which know no holiday, or in working days, which end with the office's day in Italy. */
export interface Term {
  readonly hours: number | null;
  readonly workingDays: number | null;
}

/** When a term ends, and when its last quarter begins. */
export interface Deadline {
  readonly dueAt: Date;
  readonly remindAt: Date;
}

const HOUR = 3_600_000;
/** When a day of work is over: who is owed something on a day is not told at midnight. */
const EVENING = '18:00';

/**
 * The end of a term that begins now.
 * @param today the day of `now` in Italy
 * @throws {Error} for a term that says neither hours nor days
 */
export function deadlineOf(term: Term, now: Date, today: string, holidays: readonly Holiday[]): Deadline {
  const due = term.hours !== null ? now.getTime() + term.hours * HOUR : eveningOf(term.workingDays, today, holidays);
  return { dueAt: new Date(due), remindAt: new Date(due - (due - now.getTime()) / 4) };
}

function eveningOf(workingDays: number | null, today: string, holidays: readonly Holiday[]): number {
  const evening = workingDays === null ? undefined : italianInstant(workingDaysAfter(today, workingDays, holidays), EVENING);
  if (evening === undefined) throw new Error('a term without hours has working days');
  return Date.parse(evening);
}

/** How a term stands. @param over decided, so that nobody waits any more */
export function clockState({ dueAt, remindAt }: Deadline, now: Date, over: boolean): ClockState {
  if (over) return 'stopped';
  if (now >= dueAt) return 'late';
  return now >= remindAt ? 'near' : 'waiting';
}

/** Which term holds: a consultation has its own, whatever was claimed; danger beats everything. */
export const termOf = (kind: ReportKind, urgency: Urgency, danger: boolean): 'consultation' | Urgency => (danger ? 'immediate' : kind === 'consultation' ? 'consultation' : urgency);

/** What is claimed with a danger is immediate. */
export const urgencyOf = (claimed: Urgency, danger: boolean): Urgency => (danger ? 'immediate' : claimed);
