import type { Drafts } from '../../ui/drafts.ts';
import type { KeptAnswer } from '../../ui/kept.ts';
import type { Answered, PackIndex } from '../pack.ts';

const indexAt = 'pack/index';
const empty: PackIndex = { memberId: '', at: 0, entries: {} };

export interface KeptAnswers {
  /** What is kept, as it lies on the device now: whatever another window did, and only what is really there. */
  index(): Promise<PackIndex>;
  find(path: string): Promise<KeptAnswer | undefined>;
  /** Takes over what a sync brought, and lets go of everything else. */
  keep(next: PackIndex, answered: readonly Answered[]): Promise<void>;
}

/** The answers that a device keeps, each sealed under a name that says nothing; which is which stands in a sealed list. */
export function keptAnswersIn(store: Drafts): KeptAnswers {
  let known: Promise<PackIndex> | undefined;
  const listed = async (): Promise<PackIndex> => (await store.read<PackIndex>(indexAt)) ?? empty;
  const found = async (path: string, { entries }: PackIndex): Promise<KeptAnswer | undefined> => {
    const entry = entries[path];
    const body = entry && (await store.read<{ body: unknown }>(`pack/${entry.name}`));
    return entry && body ? { body: body.body, at: entry.at } : undefined;
  };
  return {
    async index() {
      const [list, there] = [await listed(), new Set(await store.under('pack'))];
      // What is named and is not there is asked for anew: said to be unchanged, it would never come again.
      return { ...list, entries: Object.fromEntries(Object.entries(list.entries).filter(([, { name }]) => there.has(`pack/${name}`))) };
    },
    async find(path) {
      const here = await found(path, await (known ??= listed()));
      if (here) return here;
      // Another window may have brought newer ones since.
      return found(path, await (known = listed()));
    },
    async keep(next, answered) {
      const before = await listed();
      try {
        // First what is new, then the list that names it, then the old goes: a battery that dies in between leaves a whole list.
        for (const { name, body } of answered) await store.write(`pack/${name}`, { body });
        await store.write(indexAt, next);
      } catch (error) {
        // A full disk takes nothing new; what is no longer given goes all the same.
        for (const [path, { name }] of Object.entries(before.entries)) if (!(path in next.entries)) await store.remove(`pack/${name}`);
        throw error;
      }
      known = Promise.resolve(next);
      const names = new Set(Object.values(next.entries).map(({ name }) => `pack/${name}`));
      for (const left of await store.under('pack')) if (left !== indexAt && !names.has(left)) await store.remove(left);
    },
  };
}
