/**
 * State machines as data: which states there are, which moves lead from where to where, and which of them need a reason.
 *
 * Rooms declare a machine in their `domain.ts`; the store asks it before it writes and keeps one row per move with actor,
 * time and reason. Being plain data, a machine can also be drawn, translated and property-tested.
 */
export interface MoveRule<State extends string> {
  /** States the move may start from. */
  readonly from: readonly State[];
  /** The state it leads to. */
  readonly to: State;
  /** What must be given with the move; today only a written reason. */
  readonly needs?: readonly 'reason'[];
}

export interface Machine<State extends string, Move extends string> {
  readonly states: readonly State[];
  readonly initial: State;
  readonly moves: Readonly<Record<Move, MoveRule<State>>>;
  can(state: State, move: Move): boolean;
  /** The state after the move. @throws {IllegalMove} when the move does not start there, or its reason is missing */
  next(state: State, move: Move, given?: { reason?: string | null }): State;
  movesFrom(state: State): Move[];
  /** States from which no move leads on. */
  readonly ends: readonly State[];
}

/** A move that the machine does not allow. The code is also the key of its translation. */
export class IllegalMove extends Error {
  readonly code: 'illegal-move' | 'reason-required';
  readonly state: string;
  readonly move: string;

  constructor(code: 'illegal-move' | 'reason-required', state: string, move: string) {
    super(`${code}: ${move} from ${state}`);
    this.code = code;
    this.state = state;
    this.move = move;
  }
}

/** Declares a machine; a move that names an unknown state is refused at once, when the module loads. */
export function machine<const State extends string, const Move extends string>(declared: {
  states: readonly State[];
  initial: NoInfer<State>;
  moves: Record<Move, MoveRule<NoInfer<State>>>;
}): Machine<State, Move> {
  const { states, initial, moves } = declared;
  const names = Object.keys(moves) as Move[];
  for (const name of names) {
    for (const state of [...moves[name].from, moves[name].to]) {
      if (!states.includes(state)) throw new Error(`the move ${name} names the unknown state ${state}`);
    }
  }

  const can = (state: State, move: Move): boolean => moves[move]?.from.includes(state) ?? false;
  return {
    states,
    initial,
    moves,
    can,
    next(state, move, given = {}) {
      if (!can(state, move)) throw new IllegalMove('illegal-move', state, move);
      if (moves[move].needs?.includes('reason') && !given.reason?.trim()) throw new IllegalMove('reason-required', state, move);
      return moves[move].to;
    },
    movesFrom: (state) => names.filter((name) => can(state, name)),
    ends: states.filter((state) => !names.some((name) => can(state, name))),
  };
}
