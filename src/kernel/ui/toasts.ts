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
  // The same words again take the place of those before: ten saved fields are one thing said.
  const others = said.filter((each) => each.undo !== undefined || each.words !== words);
  const all = [...others, { id: lastId, words, ...(undo ? { undo } : {}) }];
  // What can still be taken back stays longest.
  const tooMany = all.length > shown ? (all.find((each) => each.undo === undefined && each.id !== lastId) ?? all[0]) : undefined;
  move(all.filter((each) => each !== tooMany));
}

/** The words waiting to be read, newest last; at most three. */
export const saidThings = {
  list: (): readonly Said[] => said,
  close: (id: number): void => move(said.filter((each) => each.id !== id)),
  /** Lets go of what is only told, for something else opens that it would stand over; what can still be taken back stays. */
  makeWay: (): void => {
    if (said.some((each) => each.undo === undefined)) move(said.filter((each) => each.undo !== undefined));
  },
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
