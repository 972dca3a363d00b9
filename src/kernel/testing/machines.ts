import { IllegalMove, type Machine } from '../machine.ts';

/** The state that a move leads to; nothing where the machine does not take it. Any other failure goes on. */
export function attempted<State extends string, Move extends string>(machine: Machine<State, Move>, state: State, move: Move, given: { readonly reason?: string }): State | undefined {
  try {
    return machine.next(state, move, given);
  } catch (error) {
    if (error instanceof IllegalMove) return undefined;
    throw error;
  }
}

/** Walks a machine with any moves at all; answers the states it passed through. @throws {Error} when a move that it can make is refused */
export function walk<State extends string, Move extends string>(machine: Machine<State, Move>, moves: readonly Move[]): State[] {
  const passed: State[] = [machine.initial];
  for (const move of moves) {
    const state = passed.at(-1) ?? machine.initial;
    const reached = attempted(machine, state, move, { reason: 'other' });
    if (reached === undefined && machine.can(state, move)) throw new Error(`${move} was refused in ${state}`);
    if (reached !== undefined) passed.push(reached);
  }
  return passed;
}
