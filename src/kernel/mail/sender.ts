import { sql } from 'kysely';
import type { Database } from '../database/connection.ts';
import type { Vault } from '../vault/vault.ts';
import { againAfter, failureOf, letterOf } from './letters.ts';
import { LetterKind } from './contract.ts';
import { ofAddress, ofLink } from './outbox.ts';
import type { Post } from './smtp.ts';

interface ClaimedLetter {
  readonly id: string;
  readonly programme_id: string;
  readonly kind: string;
  readonly language: string;
  readonly address: string | null;
  readonly address_sealed: Buffer | null;
  readonly link_sealed: Buffer | null;
  readonly wrapped: Buffer | null;
  readonly master_version: number | null;
  readonly attempts: number;
}

const AT_A_TIME = 10;
/** A letter is another program's again two minutes after it was claimed, and one may take a server a minute: later than this none of a handful is begun any more. */
const BEGUN_WITHIN = 45_000;

export interface SenderParts {
  /** Signed in as the gate. */
  readonly gate: Database;
  readonly vault: Vault;
  readonly post: Post;
  /** Where one signs in. */
  readonly publicUrl: string;
  /** How often it looks whether a letter is due. */
  readonly everyMs?: number;
  /** For how long after claiming a handful its letters may be begun. */
  readonly begunWithinMs?: number;
  /** Hears that the outbox could not be read or noted, by the kind of the error alone. */
  readonly onTrouble: (kind: string) => void;
}

/**
 * Sends what waits in the outbox, beside the requests. Two programs on one database never take the same letter. A letter is noted as sent after the
 * server took it: should the program die in between, it goes out once more under the same Message-ID, which is as near to once as SMTP comes.
 */
export class MailSender {
  readonly #parts: SenderParts;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #isStopping = false;

  constructor(parts: SenderParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#timer = setInterval(() => void this.sweep(), this.#parts.everyMs ?? 5_000).unref();
  }

  /** Sends everything that is due now; a second call while the first is at it waits for the same. */
  sweep(): Promise<void> {
    this.#running ??= this.#sendDue()
      .catch((error: unknown) => this.#parts.onTrouble(error instanceof Error ? error.name : 'unknown'))
      .finally(() => {
        this.#running = undefined;
      });
    return this.#running;
  }

  /** Ends the letter in hand and goes. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    clearInterval(this.#timer);
    await this.#running;
  }

  async #sendDue(): Promise<void> {
    for (let more = true; more && !this.#isStopping;) {
      const claimedAt = performance.now();
      const { rows } = await sql<ClaimedLetter>`select * from claim_mail(${AT_A_TIME})`.execute(this.#parts.gate);
      for (const letter of rows) if (!this.#isStopping && performance.now() - claimedAt < (this.#parts.begunWithinMs ?? BEGUN_WITHIN)) await this.#send(letter);
      more = rows.length === AT_A_TIME;
    }
  }

  async #send(claimed: ClaimedLetter): Promise<void> {
    const { gate, post, publicUrl } = this.#parts;
    const kind = LetterKind.parse(claimed.kind);
    const { to, link } = this.#opened(claimed);
    try {
      if (to === undefined) throw new Error('no address');
      await post(claimed.id, to, letterOf(kind, claimed.language, link ?? publicUrl));
    } catch (error) {
      const failure = failureOf(error);
      const minutes = failure.isFinal || to === undefined ? undefined : againAfter(kind, claimed.attempts);
      const again = minutes === undefined ? null : new Date(Date.now() + minutes * 60_000);
      await sql`select mail_failed(${claimed.id}, ${failure.code}, ${again}::timestamptz)`.execute(gate);
      return;
    }
    await sql`select mail_left(${claimed.id})`.execute(gate);
  }

  #opened({ id, address, address_sealed, link_sealed, wrapped, master_version }: ClaimedLetter): { readonly to: string | undefined; readonly link: string | undefined } {
    if (address !== null) return { to: address, link: undefined };
    if (!address_sealed || !wrapped || master_version === null) return { to: undefined, link: undefined };
    const seal = this.#parts.vault.sealsFrom([{ holder_id: id, compartment: 'outgoing-mail', wrapped, master_version }]).get(`${id} outgoing-mail`);
    return { to: seal?.open(address_sealed, ofAddress(id)), link: seal && link_sealed ? seal.open(link_sealed, ofLink(id)) : undefined };
  }
}
