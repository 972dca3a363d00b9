import { machine } from '../../../kernel/machine.ts';
import { DeclineReason, InterruptReason, type MoveReason, PartnerMove, type ReferralMove, ReferralState, WithdrawReason } from '../contract.ts';

/** States in which something is still expected of somebody. */
export const openStates = ['proposed', 'consented', 'sent', 'acknowledged', 'accepted', 'waitlisted', 'appointment', 'attended', 'no-show', 'in-progress'] as const satisfies readonly ReferralState[];

/** The way of a referral. The same transitions stand in policies.sql, where nobody can go round them; a test compares the two. */
export const referralMachine = machine<ReferralState, ReferralMove>({
  states: ReferralState.options,
  initial: 'proposed',
  moves: {
    consent: { from: ['proposed'], to: 'consented' },
    send: { from: ['consented'], to: 'sent' },
    acknowledge: { from: ['sent'], to: 'acknowledged' },
    accept: { from: ['sent', 'acknowledged', 'waitlisted'], to: 'accepted' },
    decline: { from: ['sent', 'acknowledged', 'waitlisted'], to: 'declined', needs: ['reason'] },
    waitlist: { from: ['sent', 'acknowledged'], to: 'waitlisted' },
    appoint: { from: ['waitlisted', 'accepted', 'appointment', 'attended', 'no-show', 'in-progress'], to: 'appointment' },
    attend: { from: ['appointment'], to: 'attended' },
    miss: { from: ['appointment'], to: 'no-show' },
    begin: { from: ['accepted', 'attended'], to: 'in-progress' },
    finish: { from: ['attended', 'in-progress'], to: 'done' },
    interrupt: { from: ['accepted', 'appointment', 'attended', 'no-show', 'in-progress'], to: 'interrupted', needs: ['reason'] },
    withdraw: { from: openStates, to: 'withdrawn', needs: ['reason'] },
    close: { from: ['declined', 'done', 'interrupted'], to: 'closed' },
  },
});

/** The reasons from which each move chooses; a move that is not here takes none. */
export const reasonsOf: Readonly<Partial<Record<ReferralMove, readonly MoveReason[]>>> = {
  decline: DeclineReason.options,
  interrupt: InterruptReason.options,
  withdraw: WithdrawReason.options,
};

/** Whether the receiving organisation may make this move by itself. */
export const isPartnerMove = (move: ReferralMove): move is PartnerMove => PartnerMove.safeParse(move).success;

/** What is missing beside the move: an outcome in words when it ends, a date for an appointment, a reason of the right kind. */
export function missingFor(given: { move: ReferralMove; reason?: MoveReason; words?: string; appointmentAt?: string }): 'words' | 'appointmentAt' | 'reason' | undefined {
  const allowed = reasonsOf[given.move];
  if (allowed ? !given.reason || !allowed.includes(given.reason) : given.reason) return 'reason';
  if (given.move === 'finish' && !given.words) return 'words';
  if ((given.move === 'appoint') !== (given.appointmentAt !== undefined)) return 'appointmentAt';
  return undefined;
}
