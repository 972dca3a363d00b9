import type { AnswerOwed, ReferralKind, ReferralLine, ReferralMove, ReferralState, Step } from '../contract.ts';

/** The line that everyone knows, and the moves that reach each dot. */
const serviceLine = [
  { key: 'sent', moves: ['send'] },
  { key: 'acknowledged', moves: ['acknowledge', 'ask-to-meet', 'accept', 'decline', 'waitlist'] },
  { key: 'accepted', moves: ['accept'] },
  { key: 'appointment', moves: ['appoint'] },
  { key: 'attended', moves: ['attend'] },
  { key: 'done', moves: ['finish'] },
] as const satisfies readonly { key: string; moves: readonly ReferralMove[] }[];

/** That of a transfer: after the meeting comes the hand-over, and a time in which both follow the person. */
const transferLine = [
  ...serviceLine.slice(0, 3),
  { key: 'meeting', moves: ['appoint'] },
  { key: 'handed-over', moves: ['hand-over'] },
  { key: 'on-their-own', moves: ['finish'] },
] as const satisfies readonly { key: string; moves: readonly ReferralMove[] }[];

/** States after which the line goes no further. */
const halted: ReadonlySet<ReferralState> = new Set(['declined', 'interrupted', 'returned', 'withdrawn', 'closed', 'done']);

export type Way = Pick<ReferralLine, 'state' | 'owed' | 'appointmentAt'> & { readonly kind?: ReferralKind; readonly steps: readonly Pick<Step, 'move' | 'at'>[] };

export interface Dot {
  readonly key: (typeof serviceLine | typeof transferLine)[number]['key'];
  readonly state: 'done' | 'current' | 'late' | 'to-come' | 'skipped';
  readonly at: string | null;
  /** When the appointment is. */
  readonly appointmentAt: string | null;
  /** What is awaited at this dot. */
  readonly owed: AnswerOwed | null;
}

/** The way of a referral as a line of dots: what happened with its date, who is awaited, and who is late. */
export function dotsOf({ kind = 'service', state, steps, owed, appointmentAt }: Way): Dot[] {
  const line = kind === 'transfer' ? transferLine : serviceLine;
  // A meeting to know each other comes before the answer, and is not yet the one at which somebody is handed over.
  const accepted = steps.findIndex((step) => step.move === 'accept');
  const told = kind === 'transfer' ? steps.filter((step, index) => step.move !== 'appoint' || (accepted >= 0 && index > accepted)) : steps;
  const reached = line.map(({ moves }) => told.findLast((step) => (moves as readonly ReferralMove[]).includes(step.move)));
  const last = reached.findLastIndex((step) => step !== undefined);
  // A service that has begun waits for its end, whatever was left out before.
  const awaited = state === 'in-progress' || state === 'together' ? line.length - 1 : last + 1;
  return line.map(({ key }, index): Dot => {
    const step = reached[index];
    const dot: Omit<Dot, 'state'> = { key, at: null, appointmentAt: null, owed: null };
    if (step) return { ...dot, state: 'done', at: step.at, appointmentAt: key === 'appointment' || key === 'meeting' ? appointmentAt : null };
    if (index < awaited || halted.has(state)) return { ...dot, state: 'skipped' };
    if (index > awaited || last < 0) return { ...dot, state: 'to-come' };
    return { ...dot, state: owed && owed.state !== 'waiting' ? 'late' : 'current', owed };
  });
}

/** What the fate of a referral suggests for the step of the plan that it serves. */
export type Suggestion =
  | { readonly kind: 'outcome'; readonly state: 'done' | 'partly'; readonly words: string | null }
  | { readonly kind: 'another-way' };

/**
 * A service that finished suggests that the step is done, one that broke off that it went in part, each in the words that were given;
 * one that said no, or was withdrawn, suggests looking for another. It is only ever a suggestion: the worker decides how the step went.
 * @param others the other referrals of the same step: while one of them is on its way, nothing else need be looked for
 */
export function suggestionFor(referral: Pick<ReferralLine, 'state' | 'replacedBy'> & { readonly steps: readonly Pick<Step, 'move' | 'words'>[] }, others: readonly Pick<ReferralLine, 'state'>[]): Suggestion | null {
  const ending = (move: ReferralMove): Pick<Step, 'words'> | undefined => referral.steps.findLast((step) => step.move === move);
  if (referral.state === 'done' || referral.state === 'closed') {
    const finished = ending('finish');
    if (finished) return { kind: 'outcome', state: 'done', words: finished.words };
  }
  if (referral.state === 'interrupted' || referral.state === 'closed') {
    const broken = ending('interrupt');
    if (broken) return { kind: 'outcome', state: 'partly', words: broken.words };
  }
  const isOver = referral.state === 'declined' || referral.state === 'withdrawn';
  return isOver && referral.replacedBy === null && others.every((other) => halted.has(other.state)) ? { kind: 'another-way' } : null;
}
