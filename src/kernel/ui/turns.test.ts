import { expect, test } from 'vitest';
import { createTurns } from './turns.ts';

/** A thing that is over when the test says so. */
function held(): { readonly done: Promise<void>; readonly end: () => void; readonly fail: () => void } {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  return { done: promise, end: () => resolve(), fail: () => reject(new Error('full')) };
}

test('words still being sealed when Sara takes her note away do not come back afterwards', async () => {
  const turns = createTurns();
  const kept = new Map<string, string>();
  const sealing = held();
  const written = turns.inTurn(['sara/note'], async () => { await sealing.done; kept.set('sara/note', 'Forse minorenne'); });
  const removed = turns.inTurn(['sara/note'], async () => { kept.delete('sara/note'); });
  sealing.end();
  await Promise.all([written, removed]);
  expect([...kept]).toEqual([]);
});

test('a note at another place does not wait for one that is slow', async () => {
  const turns = createTurns();
  const slow = held();
  const first = turns.inTurn(['sara/one'], () => slow.done);
  expect(await turns.inTurn(['sara/two'], async () => 'put down')).toBe('put down');
  slow.end();
  await first;
});

test('who looks for notes waits for all that were asked, and a failure is heard by who asked alone', async () => {
  const turns = createTurns();
  const slow = held();
  const order: string[] = [];
  const failed = turns.inTurn(['sara/one', 'sara/two'], () => slow.done).catch(() => order.push('told'));
  const after = turns.inTurn(['sara/two'], async () => { order.push('next'); });
  const over = turns.allOver().then(() => order.push('over'));
  slow.fail();
  await Promise.all([failed, after, over]);
  expect(order.toSorted()).toEqual(['next', 'over', 'told']);
  expect(order.at(-1)).toBe('over');
  await turns.allOver();
});
