import { machine } from '../../../kernel/machine.ts';
import { AssessmentState } from '../contract.ts';
import type { AuthorityOutcome, Outcome, ProfessionalAssessment, SecondReading } from '../contract.ts';

/** States in which a professional, or a second one, has concluded. */
const concluded: AssessmentState[] = ['no-indicator', 'psychosocial-vulnerability', 'exploitation-indicators', 'presumed-trafficking-victim'];

/** A screening is answered until its author ends it; its answers then stay as they are. */
export const screeningMachine = machine({ states: ['open', 'completed'], initial: 'open', moves: { complete: { from: ['open'], to: 'completed' } } });

/**
 * How the assessment of a person moves. No move is made by a result: each is a professional's or an authority's act, with its reason.
 * An authority may decide before, or against, the team; its decision is a fact to record, and can be recorded again on appeal.
 * No state is final: a new fact, or a mistake, reopens the screening with a reason.
 */
export const assessmentMachine = machine({
  states: AssessmentState.options,
  initial: 'not-assessed',
  moves: {
    'start-screening': { from: ['not-assessed'], to: 'screening-in-progress' },
    'conclude-no-indicator': { from: ['screening-in-progress'], to: 'no-indicator', needs: ['reason'] },
    'conclude-psychosocial-vulnerability': { from: ['screening-in-progress'], to: 'psychosocial-vulnerability', needs: ['reason'] },
    'conclude-exploitation-indicators': { from: ['screening-in-progress'], to: 'exploitation-indicators', needs: ['reason'] },
    'propose-presumed-trafficking-victim': { from: ['screening-in-progress'], to: 'awaiting-second-reading', needs: ['reason'] },
    'second-reading-agrees': { from: ['awaiting-second-reading'], to: 'presumed-trafficking-victim' },
    'second-reading-disagrees': { from: ['awaiting-second-reading'], to: 'screening-in-progress', needs: ['reason'] },
    'withdraw-proposal': { from: ['awaiting-second-reading'], to: 'screening-in-progress', needs: ['reason'] },
    'authority-identifies': { from: [...concluded, 'awaiting-second-reading', 'not-confirmed'], to: 'identified-victim', needs: ['reason'] },
    'authority-does-not-confirm': {
      from: ['exploitation-indicators', 'presumed-trafficking-victim', 'awaiting-second-reading'], to: 'not-confirmed', needs: ['reason'],
    },
    reopen: { from: [...concluded, 'identified-victim', 'not-confirmed'], to: 'screening-in-progress', needs: ['reason'] },
  },
});

const moveFor = {
  'no-indicator': 'conclude-no-indicator',
  'psychosocial-vulnerability': 'conclude-psychosocial-vulnerability',
  'exploitation-indicators': 'conclude-exploitation-indicators',
  'presumed-trafficking-victim': 'propose-presumed-trafficking-victim',
} as const satisfies Record<Outcome, keyof typeof assessmentMachine.moves>;

/** A second reading by somebody who is not a second person. The code is also the key of its translation. */
export class SecondReadingRefused extends Error {
  readonly code = 'second-reader-is-the-author';

  constructor() {
    super('second-reader-is-the-author');
  }
}

/**
 * The state after a professional has written an assessment. A presumed victim of trafficking first awaits a second reading.
 * @throws {IllegalMove} when no screening is in progress, or the reason is missing
 */
export function afterAssessment(state: AssessmentState, assessment: ProfessionalAssessment): AssessmentState {
  return assessmentMachine.next(state, moveFor[assessment.outcome], { reason: assessment.reason });
}

/**
 * The state after the second reading. People are compared by account, not by membership: one person may hold two roles.
 * @throws {SecondReadingRefused} when the reader wrote the assessment
 * @throws {IllegalMove} when no assessment awaits a reading, or a disagreement has no reason
 */
export function afterReading(
  state: AssessmentState, people: { authorAccountId: string; readerAccountId: string }, reading: SecondReading,
): AssessmentState {
  if (people.authorAccountId === people.readerAccountId) throw new SecondReadingRefused();
  const move = reading.reading === 'agree' ? 'second-reading-agrees' : 'second-reading-disagrees';
  return assessmentMachine.next(state, move, { reason: reading.reason });
}

/**
 * The state after an authority has decided; the reason names the act and its date.
 * @throws {IllegalMove} when nothing was concluded yet, or the reason is missing
 */
export function afterAuthority(state: AssessmentState, outcome: AuthorityOutcome, reason: string): AssessmentState {
  return assessmentMachine.next(state, outcome === 'identified-victim' ? 'authority-identifies' : 'authority-does-not-confirm', { reason });
}
