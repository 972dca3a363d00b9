import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import type { Database } from '../database/connection.ts';
import { Problem } from '../http/problems.ts';

/** Loaded at the first passkey: with its certificates it weighs more than the whole gate. */
const library = () => import('@simplewebauthn/server');

type Transport = 'ble' | 'cable' | 'hybrid' | 'internal' | 'nfc' | 'smart-card' | 'usb';

/** Passkeys: a sign-in that cannot be phished, and a second factor in itself when the device checks its owner. */
export class Passkeys {
  readonly #gate: Database;
  readonly #origin: string;
  readonly #site: string;

  constructor(gate: Database, publicUrl: string) {
    const url = new URL(publicUrl);
    this.#gate = gate;
    this.#origin = url.origin;
    this.#site = url.hostname;
  }

  async count(accountId: string): Promise<number> {
    return (await this.#rows(accountId)).length;
  }

  async of(accountId: string) {
    return (await this.#rows(accountId)).map((row) => ({ id: row.id, name: row.name, createdAt: row.created_at.toISOString(), usedAt: row.used_at?.toISOString() ?? null }));
  }

  async registration(account: { id: string; email: string; name: string }) {
    return (await library()).generateRegistrationOptions({
      rpName: 'RE.T.I.',
      rpID: this.#site,
      userID: new TextEncoder().encode(account.id),
      userName: account.email,
      userDisplayName: account.name,
      attestationType: 'none',
      excludeCredentials: (await this.#rows(account.id)).map((row) => ({ id: row.id, transports: row.transports as Transport[] })),
      authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
    });
  }

  /** @returns the id of the new passkey @throws {Problem} invalid-input when the answer is not to this challenge from this site */
  async keep(accountId: string, name: string, response: unknown, challenge: string): Promise<string> {
    const { verifyRegistrationResponse } = await library();
    const checked = await verifyRegistrationResponse({
      response: response as RegistrationResponseJSON, expectedChallenge: challenge, expectedOrigin: this.#origin, expectedRPID: this.#site, requireUserVerification: true,
    }).catch((cause: unknown) => { throw new Problem('invalid-input', { facts: { kind: cause instanceof Error ? cause.name : 'unknown' } }); });
    if (!checked.verified) throw new Problem('invalid-input');
    const { credential } = checked.registrationInfo;
    await this.#gate.insertInto('passkey').values({
      id: credential.id, account_id: accountId, name, public_key: Buffer.from(credential.publicKey), counter: credential.counter, transports: credential.transports ?? [],
    }).execute();
    return credential.id;
  }

  async remove(accountId: string, id: string): Promise<void> {
    const removed = await this.#gate.deleteFrom('passkey').where('id', '=', id).where('account_id', '=', accountId).executeTakeFirst();
    if (removed.numDeletedRows === 0n) throw new Problem('not-found');
  }

  /** Where something else takes the place of what was lost. @param except the one just made */
  async removeOthers(accountId: string, except: string | undefined): Promise<void> {
    await this.#gate.deleteFrom('passkey').where('account_id', '=', accountId).where('id', '<>', except ?? '').execute();
  }

  async challenge(accountId: string | undefined) {
    const allowCredentials = accountId ? (await this.#rows(accountId)).map((row) => ({ id: row.id, transports: row.transports as Transport[] })) : [];
    return (await library()).generateAuthenticationOptions({ rpID: this.#site, userVerification: 'required', allowCredentials });
  }

  /** Whose passkey answered the challenge; nobody's when anything about the answer is wrong. */
  async accountOf(response: unknown, challenge: string): Promise<string | undefined> {
    const answer = response as AuthenticationResponseJSON;
    const row = typeof answer.id === 'string' ? await this.#gate.selectFrom('passkey').innerJoin('account', 'account.id', 'passkey.account_id')
      .select(['passkey.id', 'passkey.account_id', 'passkey.public_key', 'passkey.counter', 'passkey.transports'])
      .where('passkey.id', '=', answer.id).where('account.closed_at', 'is', null).executeTakeFirst() : undefined;
    if (!row) return undefined;
    const { verifyAuthenticationResponse } = await library();
    const checked = await verifyAuthenticationResponse({
      response: answer, expectedChallenge: challenge, expectedOrigin: this.#origin, expectedRPID: this.#site, requireUserVerification: true,
      credential: { id: row.id, publicKey: new Uint8Array(row.public_key), counter: row.counter, transports: row.transports as Transport[] },
    }).catch(() => ({ verified: false as const, authenticationInfo: undefined }));
    if (!checked.verified || !checked.authenticationInfo) return undefined;
    await this.#gate.updateTable('passkey').set({ counter: checked.authenticationInfo.newCounter, used_at: new Date() }).where('id', '=', row.id).execute();
    return row.account_id;
  }

  #rows(accountId: string) {
    return this.#gate.selectFrom('passkey').selectAll().where('account_id', '=', accountId).orderBy('created_at').execute();
  }
}
