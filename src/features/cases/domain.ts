import { machine } from '../../kernel/machine.ts';
import type { CaseAlert, CaseMove, CaseState, ClosingReason, Compartment, Missing, MoveOffer, NoteCompartment, Risk } from './contract.ts';

/**
 * The way of a case, from the first contact to its closing.
 *
 * A person may withdraw at any moment before they are in care, and come back after any ending that is not a closing. Reopening needs a
 * reason, the new need. There is no way to `closed` but through an approved request: {@link missingForClosing}.
 */
export const caseMachine = machine<CaseState, CaseMove>({
  states: ['contact', 'access', 'assessment', 'in-care', 'suspended', 'short-guidance', 'sent-elsewhere', 'withdrawn', 'follow-up', 'closed'],
  initial: 'contact',
  moves: {
    'receive': { from: ['contact'], to: 'access' },
    'assess': { from: ['access'], to: 'assessment' },
    'take-in-care': { from: ['assessment'], to: 'in-care' },
    'guide-briefly': { from: ['assessment'], to: 'short-guidance' },
    'send-elsewhere': { from: ['assessment'], to: 'sent-elsewhere', needs: ['reason'] },
    'withdraw': { from: ['contact', 'access', 'assessment'], to: 'withdrawn', needs: ['reason'] },
    'suspend': { from: ['in-care'], to: 'suspended', needs: ['reason'] },
    'resume': { from: ['suspended', 'follow-up'], to: 'in-care' },
    'follow-up': { from: ['in-care', 'suspended'], to: 'follow-up' },
    'close': { from: ['in-care', 'suspended', 'follow-up'], to: 'closed', needs: ['reason'] },
    'reopen': { from: ['closed'], to: 'in-care', needs: ['reason'] },
    'come-back': { from: ['short-guidance', 'sent-elsewhere', 'withdrawn'], to: 'assessment', needs: ['reason'] },
  },
});

/** A request to follow a case is granted or refused, once. */
export const accessMachine = machine({
  states: ['open', 'granted', 'refused'],
  initial: 'open',
  moves: { grant: { from: ['open'], to: 'granted' }, refuse: { from: ['open'], to: 'refused' } },
});

/** What is put before a second person is approved, or sent back with words; after that it is put before them anew. */
export const approvalMachine = machine({
  states: ['open', 'approved', 'sent-back'],
  initial: 'open',
  moves: { approve: { from: ['open'], to: 'approved' }, 'send-back': { from: ['open'], to: 'sent-back', needs: ['reason'] } },
});
/** A request to close goes the same way. */
export const closingMachine = approvalMachine;

export interface ReadinessForCare {
  readonly noticeGiven: boolean;
  readonly ownerId: string | null;
  readonly risk: Risk;
}

/** What a case lacks to be in care: the notice given, someone who answers for it, a risk level assessed. A name is never asked. */
export function missingForCare(known: ReadinessForCare): Missing[] {
  const missing: Missing[] = [];
  if (!known.noticeGiven) missing.push('notice-missing');
  if (known.ownerId === null) missing.push('owner-missing');
  if (known.risk === 'not-assessed') missing.push('risk-missing');
  return missing;
}

export interface ReadinessForClosing {
  readonly reason: ClosingReason | null;
  readonly goalsWithoutOutcome: number;
  readonly followUpSafe: boolean | null;
  readonly approved: boolean;
}

/** What a case lacks to be closed: a reason, an outcome for each goal, a decision on safe contact afterwards, the coordinator's approval. */
export function missingForClosing(known: ReadinessForClosing): Missing[] {
  const missing: Missing[] = [];
  if (known.reason === null) missing.push('closing-reason-missing');
  if (known.goalsWithoutOutcome > 0) missing.push('goal-outcome-missing');
  if (known.followUpSafe === null) missing.push('follow-up-undecided');
  if (!known.approved) missing.push('approval-missing');
  return missing;
}

/** The moves open to someone who keeps the case's files, each with what it still lacks. */
export function movesOffered(state: CaseState, known: ReadinessForCare): MoveOffer[] {
  return caseMachine.movesFrom(state).filter((move) => move !== 'close').map((move) => ({
    move,
    needsReason: caseMachine.moves[move].needs?.includes('reason') ?? false,
    missing: caseMachine.moves[move].to === 'in-care' ? missingForCare(known) : [],
  }));
}

export const mayAskToClose = (state: CaseState): boolean => caseMachine.can(state, 'close');

const usualCompartments: Readonly<Record<string, readonly NoteCompartment[]>> = {
  mediator: ['mediation'],
  labour: ['work'],
  psychologist: ['secret-psychologist', 'restricted'],
  legal: ['secret-legal', 'restricted'],
  educator: ['restricted'],
  coordinator: ['case'],
};

/**
 * Where a note goes when its author does not choose: the narrowest place in which this profession usually writes, among those they hold.
 * Too narrow can be said again to more people; too wide cannot be taken back.
 */
export function usualCompartment(role: string, held: readonly Compartment[]): NoteCompartment | null {
  return usualCompartments[role]?.find((one) => held.includes(one)) ?? null;
}

const overStates: ReadonlySet<CaseState> = new Set(['closed', 'withdrawn', 'sent-elsewhere', 'short-guidance']);

const DAY = 86_400_000;
const PERMIT_WARNING_DAYS = 90;

export interface AlertFacts {
  readonly minor: boolean;
  readonly doNotCall: boolean;
  readonly permitDueOn: string | null;
  readonly closingAsked: boolean;
  readonly interviewUnsigned: boolean;
  readonly hasOwner: boolean;
  readonly state: CaseState;
}

/** What must not be overlooked, most pressing first. A permit is announced ninety days before it ends: renewal is filed sixty before. */
export function alertsOf(facts: AlertFacts, now: Date): CaseAlert[] {
  const alerts: CaseAlert[] = [];
  if (facts.minor) alerts.push('minor');
  if (facts.doNotCall) alerts.push('do-not-call');
  if (facts.permitDueOn !== null) {
    const days = (Date.parse(facts.permitDueOn) - now.getTime()) / DAY;
    if (days <= -1) alerts.push('permit-expired');
    else if (days <= PERMIT_WARNING_DAYS) alerts.push('permit-expiring');
  }
  if (facts.closingAsked) alerts.push('closing-asked');
  if (facts.interviewUnsigned) alerts.push('interview-unsigned');
  if (!facts.hasOwner && !overStates.has(facts.state)) alerts.push('no-owner');
  return alerts;
}
