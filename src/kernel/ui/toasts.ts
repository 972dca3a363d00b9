export interface Said {
  readonly id: number;
  readonly words: string;
  readonly undo?: () => void;
}

const shown = 3;
let said: readonly Said[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function move(next: readonly Said[]): void {
  said = next;
  for (const listener of listeners) listener();
}

function add(words: string, undo?: () => void): void {
  lastId += 1;
  move([...said, { id: lastId, words, ...(undo ? { undo } : {}) }].slice(-shown));
}

/** The words waiting to be read, newest last; at most three. */
export const saidThings = {
  list: (): readonly Said[] => said,
  close: (id: number): void => move(said.filter((each) => each.id !== id)),
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

/** Callable from anywhere, also outside of React. */
export const toast = {
  /** Short words about what was just done. What must be read goes into the page instead. */
  say: (words: string): void => add(words),
  /** Done already, and ten seconds to take it back: instead of "are you sure?". */
  undo: (words: string, undo: () => void): void => add(words, undo),
};
