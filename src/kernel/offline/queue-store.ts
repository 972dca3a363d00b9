/** Where things lie on the device, sealed: what `kernel/ui/drafts.ts` gives. */
export interface QueueStore {
  read<T>(key: string): Promise<T | undefined>;
  under(key: string): Promise<string[]>;
  /** Resolves when the device has it: a battery that dies after that loses nothing. */
  write(key: string, value: unknown): Promise<void>;
  remove(key: string): Promise<void>;
  /** Many at once or none, where the store can. */
  writeAll?(entries: readonly (readonly [string, unknown])[]): Promise<void>;
  /** Many at once, where the store can: five hundred times one would take a slow telephone seconds. */
  removeAll?(keys: readonly string[]): Promise<void>;
}

/** Many at once, or one after the other where the store knows no better. */
export async function writeAll(store: QueueStore, entries: readonly (readonly [string, unknown])[]): Promise<void> {
  if (store.writeAll) await store.writeAll(entries);
  else for (const [key, value] of entries) await store.write(key, value);
}
