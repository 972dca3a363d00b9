import type { Database } from '../database/connection.ts';

/** What a challenge is for: proving a passkey, adding one, adding an authenticator app. */
export type ChallengePurpose = 'passkey' | 'new-passkey' | 'new-app';
/** Who was asked: a session, or a browser that is not signed in yet, known by the digest of a cookie of its own. */
export type BoundTo = `session:${string}` | `browser:${string}`;

const LIFE = 5 * 60_000;

/** What browsers must answer. Kept by the server, never handed out to be handed back: for five minutes, and once. */
export class Challenges {
  readonly #gate: Database;

  constructor(gate: Database) {
    this.#gate = gate;
  }

  /** A new one takes the place of the one before. */
  async remember(boundTo: BoundTo, purpose: ChallengePurpose, content: string): Promise<void> {
    const expires_at = new Date(Date.now() + LIFE);
    await this.#gate.deleteFrom('challenge').where('expires_at', '<', new Date()).execute();
    await this.#gate.insertInto('challenge').values({ bound_to: boundTo, purpose, content, expires_at })
      .onConflict((conflict) => conflict.columns(['bound_to', 'purpose']).doUpdateSet({ content, expires_at })).execute();
  }

  /** Uses the challenge up, whatever becomes of the answer. */
  async take(boundTo: BoundTo, purpose: ChallengePurpose): Promise<string | undefined> {
    const taken = await this.#gate.deleteFrom('challenge').where('bound_to', '=', boundTo).where('purpose', '=', purpose).returning(['content', 'expires_at']).executeTakeFirst();
    return taken && taken.expires_at > new Date() ? taken.content : undefined;
  }

  /** Looks without using it up: a mistyped code of an app may be typed again. */
  async look(boundTo: BoundTo, purpose: ChallengePurpose): Promise<string | undefined> {
    const found = await this.#gate.selectFrom('challenge').select('content').where('bound_to', '=', boundTo).where('purpose', '=', purpose).where('expires_at', '>', new Date()).executeTakeFirst();
    return found?.content;
  }
}
