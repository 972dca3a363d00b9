import { machine } from '../../../kernel/machine.ts';
import { DeclineReason, InterruptReason, type Meeting, type MoveReason, PartnerMove, type ReferralKind, type ReferralMove, ReferralState, ReturnReason, WithdrawReason } from '../contract.ts';

/** States in which something is still expected of somebody. */
export const openStates = ['proposed', 'consented', 'sent', 'acknowledged', 'to-meet', 'accepted', 'waitlisted', 'appointment', 'attended', 'no-show', 'in-progress', 'together'] as const satisfies readonly ReferralState[];

/** The way of a referral. The same transitions stand in policies.sql, where nobody can go round them; a test compares the two. */
export const referralMachine = machine<ReferralState, ReferralMove>({
  states: ReferralState.options,
  initial: 'proposed',
  moves: {
    consent: { from: ['proposed'], to: 'consented' },
    send: { from: ['consented'], to: 'sent' },
    acknowledge: { from: ['sent'], to: 'acknowledged' },
    'ask-to-meet': { from: ['sent', 'acknowledged', 'waitlisted'], to: 'to-meet' },
    accept: { from: ['sent', 'acknowledged', 'waitlisted', 'to-meet', 'attended'], to: 'accepted' },
    decline: { from: ['sent', 'acknowledged', 'waitlisted', 'to-meet', 'attended'], to: 'declined', needs: ['reason'] },
    waitlist: { from: ['sent', 'acknowledged', 'to-meet', 'attended'], to: 'waitlisted' },
    appoint: { from: ['waitlisted', 'to-meet', 'accepted', 'appointment', 'attended', 'no-show', 'in-progress'], to: 'appointment' },
    attend: { from: ['appointment'], to: 'attended' },
    miss: { from: ['appointment'], to: 'no-show' },
    begin: { from: ['accepted', 'attended'], to: 'in-progress' },
    'hand-over': { from: ['attended'], to: 'together' },
    prolong: { from: ['together'], to: 'together' },
    finish: { from: ['attended', 'in-progress', 'together'], to: 'done' },
    interrupt: { from: ['to-meet', 'accepted', 'appointment', 'attended', 'no-show', 'in-progress'], to: 'interrupted', needs: ['reason'] },
    return: { from: ['together', 'done'], to: 'returned', needs: ['reason'] },
    withdraw: { from: openStates, to: 'withdrawn', needs: ['reason'] },
    close: { from: ['declined', 'done', 'interrupted', 'returned'], to: 'closed' },
  },
});

/** The reasons from which each move chooses; a move that is not here takes none. */
export const reasonsOf: Readonly<Partial<Record<ReferralMove, readonly MoveReason[]>>> = {
  decline: DeclineReason.options,
  interrupt: InterruptReason.options,
  withdraw: WithdrawReason.options,
  return: ReturnReason.options,
};

/** What is asked of a referral to know which of its machine's moves are its own: a transfer takes some that others do not, and the other way round. */
export interface Referred {
  readonly kind: ReferralKind;
  readonly state: ReferralState;
  readonly steps: readonly { readonly move: ReferralMove; readonly meeting: Pick<Meeting, 'purpose'> | null }[];
}

const onlyTransfers: ReadonlySet<ReferralMove> = new Set(['ask-to-meet', 'hand-over', 'prolong', 'return']);
const answers: ReadonlySet<ReferralMove> = new Set(['accept', 'decline', 'waitlist']);
const wasMade = (steps: Referred['steps'], move: ReferralMove): boolean => steps.some((step) => step.move === move);

/** What the next meeting of a transfer is for: to know each other until the programme has said yes, then to hand over. */
export const purposeOfMeeting = ({ steps }: Pick<Referred, 'steps'>): Meeting['purpose'] => (wasMade(steps, 'accept') ? 'hand-over' : 'to-know');

/**
 * Whether a move of the machine is open to this referral. A transfer does not simply begin: the person is handed over at a meeting, when the
 * programme has said yes and she says yes too, and comes back only from there. Before its answer the programme may ask to meet her, and
 * answers afterwards. The database says the same (`transfer_goes_its_way`).
 */
export function isOpenTo(referral: Referred, move: ReferralMove): boolean {
  const { kind, state, steps } = referral;
  if (!referralMachine.can(state, move)) return false;
  const isAnswerAfterMeeting = state === 'attended' && answers.has(move);
  if (kind === 'service') return !onlyTransfers.has(move) && !isAnswerAfterMeeting;
  if (move === 'begin' || (move === 'finish' && state !== 'together')) return false;
  if (isAnswerAfterMeeting) return !wasMade(steps, 'accept');
  if (move === 'hand-over') return steps.findLast((step) => step.move === 'appoint')?.meeting?.purpose === 'hand-over';
  return move !== 'return' || wasMade(steps, 'hand-over');
}

/** The moves open to this referral, in the machine's order. */
export const movesOpenTo = (referral: Referred): ReferralMove[] => referralMachine.movesFrom(referral.state).filter((move) => isOpenTo(referral, move));

const eitherSide: ReadonlySet<ReferralMove> = new Set(['prolong', 'return']);
const whereBothAre: ReadonlySet<ReferralMove> = new Set(['appoint', 'attend', 'miss']);

/**
 * Whether the sender makes a move of the receiving organisation in their own name: at the meetings of a transfer both are there, and either may
 * go on longer or see the person come back. The others they only write down for it.
 */
export const isOfEitherSide = (kind: ReferralKind, move: ReferralMove): boolean => eitherSide.has(move) || (kind === 'transfer' && whereBothAre.has(move));

/** Whether the receiving organisation may make this move by itself. */
export const isPartnerMove = (move: ReferralMove): move is PartnerMove => PartnerMove.safeParse(move).success;

/** What is missing beside the move, or does not belong there: an outcome in words when it ends, a date for an appointment, the meeting of a transfer, a reason of the right kind. */
export function missingFor(given: { move: ReferralMove; kind?: ReferralKind; reason?: MoveReason; words?: string; appointmentAt?: string; meeting?: object; months?: number }): 'words' | 'appointmentAt' | 'meeting' | 'months' | 'reason' | undefined {
  const allowed = reasonsOf[given.move];
  if (allowed ? !given.reason || !allowed.includes(given.reason) : given.reason) return 'reason';
  if (given.move === 'finish' && !given.words) return 'words';
  if ((given.move === 'appoint') !== (given.appointmentAt !== undefined)) return 'appointmentAt';
  if ((given.move === 'appoint' && given.kind === 'transfer') !== (given.meeting !== undefined)) return 'meeting';
  if (given.months !== undefined && given.move !== 'hand-over' && given.move !== 'prolong') return 'months';
  return undefined;
}
