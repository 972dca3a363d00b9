/** What is done at one place at a time: {@link createTurns} makes the order, and tells when all of it is over. */
export interface Turns {
  /** Does the work when everything asked earlier at any of these places is over, whether that succeeded or failed. Its own outcome is handed back. */
  readonly inTurn: <T>(places: readonly string[], work: () => Promise<T>) => Promise<T>;
  /** When everything asked so far, at whatever place, is over. It never fails: who asked hears of a failure. */
  readonly allOver: () => Promise<void>;
}

/**
 * At one place what was asked later is done later: words that are still being sealed never come back after they were taken away.
 * Different places do not wait for one another.
 */
export function createTurns(): Turns {
  const last = new Map<string, Promise<unknown>>();
  return {
    inTurn(places, work) {
      const mine = Promise.allSettled(places.map((place) => last.get(place))).then(work);
      const over: Promise<unknown> = mine.then(forget, forget);
      function forget(): void {
        for (const place of places) if (last.get(place) === over) last.delete(place);
      }
      for (const place of places) last.set(place, over);
      return mine;
    },
    allOver: () => Promise.allSettled(last.values()).then(() => undefined),
  };
}
