import type { AlarmKind, AlarmState, CheckKind, OutingState } from '../contract.ts';

/** What the watch looks at, in milliseconds since the epoch. */
export interface Watched {
  readonly state: OutingState;
  /** When the plan was written: one that was written down after it was over keeps nobody waiting. */
  readonly writtenAt: number;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly startedAt: number | null;
  readonly checks: readonly { readonly kind: CheckKind; readonly at: number }[];
  readonly checkMinutes: number;
}

/** Each sign of life that is waited for, and when it is due. Nothing is waited for before the plan, after the return, or of what was called off. */
export function duesOf(outing: Watched): { kind: Exclude<AlarmKind, 'help'>; dueAt: number }[] {
  const between = outing.checkMinutes * 60_000;
  if (outing.state === 'planned') return outing.writtenAt >= outing.endsAt ? [] : [{ kind: 'not-started', dueAt: outing.startsAt + between }];
  if (outing.state !== 'under-way') return [];
  const last = outing.checks.length > 0 ? Math.max(...outing.checks.map((check) => check.at)) : (outing.startedAt ?? outing.startsAt);
  return [{ kind: 'check-overdue', dueAt: last + between }, { kind: 'return-overdue', dueAt: outing.endsAt + between }];
}

/** Which alarms stand at a moment: exactly those whose sign of life is due and did not come. */
export const overdueAt = (outing: Watched, now: number): Exclude<AlarmKind, 'help'>[] => duesOf(outing).filter((due) => due.dueAt <= now).map((due) => due.kind);

/** The next sign of life; null where none is waited for. */
export function nextDue(outing: Watched): number | null {
  const dues = duesOf(outing).map((due) => due.dueAt);
  return dues.length > 0 ? Math.min(...dues) : null;
}

/** An alarm as the house looks at it; moments in milliseconds since the epoch. */
export interface Climbing {
  readonly state: AlarmState;
  readonly raisedAt: number;
  /** When it last went further. */
  readonly escalatedAt: number | null;
  /** The last word of whoever holds it. */
  readonly heldSince: number | null;
  readonly climbs: number;
}

/** How long the house waits, in minutes: for somebody to take an alarm on, and then for their next word. Both are the programme's own choice. */
export interface ClimbRule {
  readonly escalateMinutes: number;
  readonly againMinutes: number;
}

/** When an alarm goes further by itself; null once it is over. `alarm_climbs_at` in deeds.sql says the same. */
export function climbsAt(alarm: Climbing, rule: ClimbRule): number | null {
  if (alarm.state === 'closed') return null;
  if (alarm.state === 'acknowledged') return (alarm.heldSince ?? alarm.raisedAt) + rule.againMinutes * 60_000;
  return alarm.escalatedAt === null ? alarm.raisedAt + rule.escalateMinutes * 60_000 : alarm.escalatedAt + rule.againMinutes * 60_000;
}

/** An alarm after the house has looked at it: told anew and held by nobody where it was due to go further, else as it was. */
export function lookedAt(alarm: Climbing, now: number, rule: ClimbRule): Climbing {
  const due = climbsAt(alarm, rule);
  return due === null || due > now ? alarm : { ...alarm, state: 'standing', escalatedAt: now, heldSince: null, climbs: alarm.climbs + 1 };
}
