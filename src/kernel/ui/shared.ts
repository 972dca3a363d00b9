/** A value that stands outside of the screens, and that they follow with `useSyncExternalStore`. */
export interface Shared<T> {
  readonly state: () => T;
  readonly subscribe: (listener: () => void) => () => void;
  /** Those who follow hear of it, unless it is the same as before. */
  readonly move: (next: T) => void;
}

export function shared<T>(first: T, isSame: (one: T, other: T) => boolean = Object.is): Shared<T> {
  let value = first;
  const listeners = new Set<() => void>();
  return {
    state: () => value,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    move(next) {
      if (isSame(value, next)) return;
      value = next;
      for (const listener of listeners) listener();
    },
  };
}
