/** How far it is known who somebody is, and whether they may be under age. */
import { machine } from '../../../kernel/machine.ts';
import type { IdentityLevel, MoveName, NameKind } from '../contract.ts';

/**
 * The ladder of identity. A name on file moves nobody up: each step is the person's choice, said by a worker; steps down (a document
 * that was somebody else's, a person who wants to be a code again) ask for the reason.
 */
export const identityMachine = machine({
  states: ['anonymous', 'pseudonym', 'declared', 'verified'],
  initial: 'anonymous',
  moves: {
    'give-pseudonym': { from: ['anonymous'], to: 'pseudonym' },
    'declare-name': { from: ['anonymous', 'pseudonym'], to: 'declared' },
    'verify': { from: ['anonymous', 'pseudonym', 'declared'], to: 'verified' },
    'doubt-document': { from: ['verified'], to: 'declared', needs: ['reason'] },
    'withdraw-name': { from: ['declared'], to: 'pseudonym', needs: ['reason'] },
    'be-anonymous-again': { from: ['pseudonym', 'declared'], to: 'anonymous', needs: ['reason'] },
  },
});

/**
 * While an age is in doubt the person is held to be a child (art. 19-bis of Legislative Decree 142/2015); an adult reading later never
 * erases that the doubt was there.
 */
export const minorMachine = machine({
  states: ['no-doubt', 'minor-track', 'reclassified'],
  initial: 'no-doubt',
  moves: {
    'raise-doubt': { from: ['no-doubt', 'reclassified'], to: 'minor-track', needs: ['reason'] },
    'reclassify': { from: ['minor-track'], to: 'reclassified', needs: ['reason'] },
  },
});

type IdentityMove = keyof typeof identityMachine.moves;
type MinorMove = keyof typeof minorMachine.moves;

export const isMinorMove = (move: MoveName): move is MinorMove => move in minorMachine.moves;

/** What is wrong with a step up the ladder although the step exists: `name-first`, `document-first`, or nothing. */
export type StepFault = 'name-first' | 'document-first' | 'document-not-asked';

const saidNames: ReadonlySet<NameKind> = new Set(['declared', 'document', 'other-spelling']);

/**
 * Whether a step of the ladder stands on something: a pseudonym on any name, a declared or verified identity on a name that is more than
 * a nickname, a verified one on a document that somebody has seen.
 */
export function faultOfStep(move: IdentityMove, given: { names: readonly NameKind[]; document?: unknown }): StepFault | undefined {
  if (move === 'give-pseudonym' && given.names.length === 0) return 'name-first';
  if ((move === 'declare-name' || move === 'verify') && !given.names.some((kind) => saidNames.has(kind))) return 'name-first';
  if (move === 'verify' && !given.document) return 'document-first';
  if (move !== 'verify' && given.document) return 'document-not-asked';
  return undefined;
}

/** The moves that lead up, in the order of the ladder, and the moves that lead down. */
export function stepsFrom(level: IdentityLevel): { readonly up: IdentityMove[]; readonly down: IdentityMove[] } {
  const height = (state: IdentityLevel): number => identityMachine.states.indexOf(state);
  const moves = identityMachine.movesFrom(level);
  return {
    up: moves.filter((move) => height(identityMachine.moves[move].to) > height(level)),
    down: moves.filter((move) => height(identityMachine.moves[move].to) < height(level)),
  };
}

/** Where a person stands on the minor track, from the flag and from whether it was ever raised. */
export function minorState(track: boolean, everRaised: boolean): (typeof minorMachine.states)[number] {
  if (track) return 'minor-track';
  return everRaised ? 'reclassified' : 'no-doubt';
}
