/** What a device keeps of the server's answers, and how it follows what its owner may read. Pure: no clock, no network, no browser. */

/** An answer that is kept: under which name it lies, what it was when it was fetched. */
export interface PackEntry {
  readonly name: string;
  readonly etag: string | null;
  /** Milliseconds. */
  readonly at: number;
}

export interface PackIndex {
  /** The hat for which it was fetched. */
  readonly memberId: string;
  /** When the last whole sync ended, in milliseconds. */
  readonly at: number;
  readonly entries: Readonly<Record<string, PackEntry>>;
}

/** What the server answered to one path of the pack. */
export interface Fetched {
  readonly path: string;
  readonly status: number;
  readonly etag: string | null;
  readonly body: unknown;
}

/** Something to be written: its name and what the server said. */
export interface Answered {
  readonly name: string;
  readonly body: unknown;
}

/** Answers by which nothing was decided about what is kept. */
const undecided = new Set([0, 401, 408, 409, 423, 424, 425, 429]);

/**
 * The list after a sync. Kept is only what the server put into the pack this time and gave this time, or said is unchanged: what it refuses
 * (403, 404) or no longer names is let go. Where it was in trouble (no answer, 429, 5xx), or the sign-in ended half way (401, 423, another hat's), what was
 * there stays, for it was neither given nor refused; never across hats.
 */
export function afterSync(before: PackIndex, memberId: string, fetched: readonly Fetched[], now: number, newName: () => string): { readonly next: PackIndex; readonly write: readonly Answered[] } {
  const write: Answered[] = [];
  const entries: Record<string, PackEntry> = {};
  for (const { path, status, etag, body } of fetched) {
    const old = before.memberId === memberId ? before.entries[path] : undefined;
    if (status === 200) {
      const entry = { name: newName(), etag, at: now };
      entries[path] = entry;
      write.push({ name: entry.name, body });
    } else if (old && status === 304) {
      entries[path] = { ...old, at: now };
    } else if (old && (undecided.has(status) || status >= 500)) {
      entries[path] = old;
    }
  }
  return { next: { memberId, at: now, entries }, write };
}
