import type { Drafts } from '../../ui/drafts.ts';

/** What a process of a device meets when its battery is empty. */
export class Dead extends Error {}

/**
 * The disk of a simulated device. What was written survives the process; the process may die at any operation, and then the last one is on
 * the disk or is not, as a battery leaves it.
 */
export class Disk {
  readonly kept = new Map<string, string>();
  isFull = false;

  /** Begins a process over this disk. */
  process(): DiskProcess {
    return new DiskProcess(this);
  }
}

export class DiskProcess {
  readonly #disk: Disk;
  #left = Infinity;
  #lastIsKept = true;
  isDead = false;

  constructor(disk: Disk) {
    this.#disk = disk;
  }

  /** From now on so many operations go well; in the one after them the battery dies. */
  dieAfter(operations: number, lastIsKept: boolean): void {
    this.#left = operations;
    this.#lastIsKept = lastIsKept;
  }

  #operation(change?: () => void): void {
    if (this.isDead) throw new Dead();
    if (this.#left <= 0) {
      this.isDead = true;
      if (this.#lastIsKept) change?.();
      throw new Dead();
    }
    this.#left -= 1;
    change?.();
  }

  store(): Drafts {
    const { kept } = this.#disk;
    return {
      read: async <T>(key: string) => {
        this.#operation();
        const text = kept.get(key);
        return text === undefined ? undefined : (JSON.parse(text) as T);
      },
      under: async (key) => {
        this.#operation();
        return [...kept.keys()].filter((one) => one === key || one.startsWith(`${key}/`));
      },
      write: async (key, value) => {
        const text = JSON.stringify(value);
        if (this.#disk.isFull && !this.isDead) throw new Error('the disk is full');
        this.#operation(() => void kept.set(key, text));
      },
      writeAll: async (entries) => {
        const texts = entries.map(([key, value]) => [key, JSON.stringify(value)] as const);
        if (this.#disk.isFull && !this.isDead) throw new Error('the disk is full');
        this.#operation(() => { for (const [key, text] of texts) kept.set(key, text); });
      },
      readBytes: async (key) => {
        this.#operation();
        const text = kept.get(key);
        return text === undefined ? undefined : Uint8Array.from(Buffer.from(text, 'base64'));
      },
      writeBytes: async (key, bytes) => {
        if (this.#disk.isFull && !this.isDead) throw new Error('the disk is full');
        this.#operation(() => void kept.set(key, Buffer.from(bytes).toString('base64')));
      },
      remove: async (key) => this.#operation(() => void kept.delete(key)),
      removeAll: async (keys) => this.#operation(() => { for (const key of keys) kept.delete(key); }),
    };
  }
}

/** The locks that the windows of one device share, as long as its browser lives. */
export function locksOfOneBrowser() {
  let last: Promise<unknown> = Promise.resolve();
  let isSending = false;
  return {
    async writing<T>(work: () => Promise<T>): Promise<T> {
      const mine = last.then(work, work);
      last = mine.catch(() => undefined);
      return mine;
    },
    async sending(work: () => Promise<void>): Promise<void> {
      if (isSending) return;
      isSending = true;
      try {
        await work();
      } finally {
        isSending = false;
      }
    },
  };
}
