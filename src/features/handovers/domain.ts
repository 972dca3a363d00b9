import { machine } from '../../kernel/machine.ts';
import type { HandoverKind, HandoverMove, HandoverState } from './contract.ts';

/**
 * The way of a handover. Until it is accepted the case stays with who has it, so that nobody is ever without somebody who answers for them;
 * a proposal is taken back by who made it, and a substitution also ends by itself on its last day.
 */
export const handoverMachine = machine<HandoverState, HandoverMove>({
  states: ['proposed', 'accepted', 'declined', 'withdrawn', 'ended'],
  initial: 'proposed',
  moves: {
    accept: { from: ['proposed'], to: 'accepted' },
    decline: { from: ['proposed'], to: 'declined', needs: ['reason'] },
    withdraw: { from: ['proposed'], to: 'withdrawn' },
    end: { from: ['accepted'], to: 'ended', needs: ['reason'] },
  },
});

export interface Standing {
  readonly kind: HandoverKind;
  readonly state: HandoverState;
  readonly fromMember: string;
  readonly toMember: string;
  readonly askedBy: string;
  /** `absence`: when reading ends by itself. */
  readonly until: Date | null;
}

/** Whether a substitute reads the case at this moment. */
export const isRunning = ({ kind, state, until }: Pick<Standing, 'kind' | 'state' | 'until'>, now: Date): boolean => kind === 'absence' && state === 'accepted' && until !== null && until > now;

/** The steps that this colleague may take now; the database decides the same again. @param coordinates whether they coordinate this very case */
export function movesFor(one: Standing, me: { readonly memberId: string; readonly coordinates: boolean }, now: Date): HandoverMove[] {
  const may: Readonly<Record<HandoverMove, boolean>> = {
    accept: one.toMember === me.memberId && (one.until === null || one.until > now),
    decline: one.toMember === me.memberId,
    withdraw: me.coordinates || one.askedBy === me.memberId || one.fromMember === me.memberId,
    end: isRunning(one, now) && (me.coordinates || one.toMember === me.memberId || one.fromMember === me.memberId),
  };
  return handoverMachine.movesFrom(one.state).filter((move) => may[move]);
}
