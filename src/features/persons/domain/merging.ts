/** Two files that are one person: the way of a request, which file goes on, and the card written from two. */
import { machine } from '../../../kernel/machine.ts';
import type { Heading, SafeContact } from '../contract.ts';

/** A union is asked for, looked at by the coordinator, and can be undone; whoever was told apart is not proposed again. */
export const mergeMachine = machine({
  states: ['asked', 'merged', 'told-apart', 'withdrawn', 'unmerged'],
  initial: 'asked',
  moves: {
    'merge': { from: ['asked'], to: 'merged', needs: ['reason'] },
    'tell-apart': { from: ['asked'], to: 'told-apart', needs: ['reason'] },
    'withdraw': { from: ['asked'], to: 'withdrawn' },
    'unmerge': { from: ['merged'], to: 'unmerged', needs: ['reason'] },
  },
});

const ladder = ['anonymous', 'pseudonym', 'declared', 'verified'] as const;
type Weighed = Pick<Heading, 'id' | 'minorTrack' | 'identityLevel' | 'createdAt'>;

/**
 * Which of two files goes on: the one with a doubt of age, for everybody must see it (the database refuses the other way); else the one
 * higher on the ladder of identity; else the older.
 */
export function fileThatStays(one: Weighed, other: Weighed): string {
  if (one.minorTrack !== other.minorTrack) return one.minorTrack ? one.id : other.id;
  const step = ladder.indexOf(one.identityLevel) - ladder.indexOf(other.identityLevel);
  if (step !== 0) return step > 0 ? one.id : other.id;
  return one.createdAt <= other.createdAt ? one.id : other.id;
}

/** Words of both, each once; they may be longer than a card holds, and are then shortened by whoever writes it, never by the program. */
const both = (one: string, other: string): string => (one === other || other === '' ? one : one === '' ? other : `${one} / ${other}`);

/**
 * The card of two files as it is proposed: the narrower of both wherever they differ. Who must not answer on either must not answer; a
 * message is left only where both allow it.
 */
export function joinedCard(one: SafeContact, other: SafeContact): SafeContact {
  return {
    doNotCall: one.doNotCall || other.doNotCall,
    leaveMessages: one.leaveMessages && other.leaveMessages,
    whoMayCall: both(one.whoMayCall, other.whoMayCall),
    whenToCall: both(one.whenToCall, other.whenToCall),
    mayBeSaid: both(one.mayBeSaid, other.mayBeSaid),
    mustNotAnswer: both(one.mustNotAnswer, other.mustNotAnswer),
    language: one.language ?? other.language,
  };
}
