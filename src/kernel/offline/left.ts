/** Which calls may have reached the server although no answer came: nobody is told that one of these was taken back. */
import { type QueueStore, writeAll } from './queue-store.ts';

const box = 'queue/left';
/** Lies there while the box names every one of them. A device that is too full to name one more can still let go of this. */
const namedBox = 'queue/left-named';

/** Written with the first that waits: nothing may have left yet. */
export const none = [namedBox, true] as const;

/** @returns whether a call may have left; where not every one could be named, each of them may */
export async function read(store: QueueStore): Promise<(id: string) => boolean> {
  const [ids, isNamed = false] = await Promise.all([store.read<string[]>(box), store.read<boolean>(namedBox)]);
  const named = new Set(ids);
  return (id) => !isNamed || named.has(id);
}

/** Names all that may have left, before it leaves. */
export async function name(store: QueueStore, ids: ReadonlySet<string>): Promise<void> {
  try {
    await writeAll(store, [[box, [...ids]], none]);
  } catch {
    // A device that lets go of nothing either is about to end; until then this page knows.
    await store.remove(namedBox).catch(() => undefined);
  }
}
