import type { Text } from '../../../kernel/i18n/text.tsx';
import type { StatusStep } from '../../../kernel/ui/Timeline.tsx';
import type { AnswerOwed, ReferralMove, ReferralState, Step } from '../contract.ts';

interface Way {
  readonly state: ReferralState;
  readonly steps: readonly Step[];
  readonly owed: AnswerOwed | null;
  readonly appointmentAt: string | null;
}

/** The line that everyone knows, and the moves that reach each dot. */
const line = [
  { key: 'sent', moves: ['send'] },
  { key: 'acknowledged', moves: ['acknowledge', 'accept', 'decline', 'waitlist'] },
  { key: 'accepted', moves: ['accept'] },
  { key: 'appointment', moves: ['appoint'] },
  { key: 'attended', moves: ['attend'] },
  { key: 'done', moves: ['finish'] },
] as const satisfies readonly { key: string; moves: readonly ReferralMove[] }[];

/** States after which the line goes no further. */
const halted: ReadonlySet<ReferralState> = new Set(['declined', 'interrupted', 'withdrawn', 'closed', 'done']);

/** The way of a referral as a line of dots: what happened with its date, who is awaited, and who is late. */
export function dotsOf({ state, steps, owed, appointmentAt }: Way, { t, formatDate, formatDateTime }: Pick<Text, 't' | 'formatDate' | 'formatDateTime'>): StatusStep[] {
  const reached = line.map(({ moves }) => steps.findLast((step) => (moves as readonly ReferralMove[]).includes(step.move)));
  const last = reached.findLastIndex((step) => step !== undefined);
  return line.map(({ key }, index) => {
    const step = reached[index];
    const label = t(`referrals.dot.${key}`);
    if (step) return { key, label, state: 'done', at: step.at, ...(key === 'appointment' && appointmentAt ? { note: formatDateTime(appointmentAt) } : {}) };
    if (index < last || halted.has(state)) return { key, label, state: 'skipped' };
    if (index > last + 1 || last < 0) return { key, label, state: 'to-come' };
    if (owed && owed.state !== 'waiting') return { key, label, state: 'late', note: t(`referrals.owed.${owed.state}`, { day: formatDate(owed.dueOn) }) };
    return { key, label, state: 'current', ...(owed ? { note: t('referrals.owed.waiting', { day: formatDate(owed.dueOn) }) } : {}) };
  });
}
