import type { Act } from '../../kernel/database/act.ts';
import type { Vault } from '../../kernel/vault/vault.ts';
import type { DeedGiven, DeedName } from './contract.ts';

/** What was there before and what was made: ids, versions and days, enough to take a deed back and to see whether somebody changed it since. */
export type Trace = Readonly<Record<string, string | number | boolean | null>>;

/**
 * One thing that can be done to a case, as if it were done alone: the room whose deed it is does it, under the rights of whoever asks, with its own
 * line in the trail. Each case is a transaction of its own.
 */
export interface Deed<Given> {
  /** @returns null where everything stood as asked already @throws {Problem} why it cannot be done to this case */
  readonly does: (act: Act, vault: Vault, caseId: string, given: Given) => Promise<Trace | null>;
  /** Null where it cannot be taken back. @throws {Problem} changed-meanwhile where somebody went on with it */
  readonly undoes: ((act: Act, vault: Vault, caseId: string, given: Given, trace: Trace) => Promise<void>) | null;
}

/** Every deed, registered by the application (`src/app/lists/deeds.ts`), for it alone may ask several rooms. */
export type Deeds = { readonly [Name in DeedName]: Deed<Extract<DeedGiven, { deed: Name }>> };

/** Finds a word by its key. */
export type Words = (key: string) => string;
/** The words of any room in the language of a file, read when they are needed. */
export type WordsIn = (language: 'it' | 'en') => Promise<Words>;
