import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { isLoopback } from '../../../kernel/mail/settings.ts';
import type { Vault } from '../../../kernel/vault/vault.ts';
import { type Box, type BoxWritten, type KnownSender, type KnownSenders, type KnownSenderWritten, ReadingFailure, Security } from '../contract.ts';
import { findingsOf } from '../domain.ts';
import { senderDigest } from './keeping.ts';
import { ofPassword } from './reading.ts';

/** The boxes, for who connects them and who reads them. Never a password. Audit: `mailbox.list`. */
export async function listBoxes(act: Act): Promise<Box[]> {
  const boxes = await act.db.selectFrom('mailbox').leftJoin('mailbox_reading', 'mailbox_reading.mailbox_id', 'mailbox.id')
    .select(['mailbox.id', 'label', 'address', 'host', 'port', 'security', 'username', 'folder', 'receipts', 'active', 'version', 'looked_at', 'failure', 'failing_since'])
    .orderBy('active', 'desc').orderBy('created_at').limit(20).execute();
  const readers = await act.db.selectFrom('mailbox_reader').innerJoin('membership', 'membership.id', 'mailbox_reader.member_id').innerJoin('account', 'account.id', 'membership.account_id')
    .select(['mailbox_reader.id', 'mailbox_id', 'member_id', 'account.name']).where('mailbox_reader.ended_at', 'is', null).orderBy('account.name').execute();
  act.audit({ action: 'mailbox.list', subject: 'mailbox', details: { lines: boxes.length } });
  return boxes.map(({ looked_at, failure, failing_since, ...row }): Box => {
    const security = Security.parse(row.security);
    return {
      ...row, security, findings: findingsOf({ ...row, security }),
      reading: { lookedAt: looked_at?.toISOString() ?? null, failure: failure === null ? null : ReadingFailure.parse(failure), failingSince: failing_since?.toISOString() ?? null },
      readers: readers.filter((reader) => reader.mailbox_id === row.id).map((reader) => ({ id: reader.id, memberId: reader.member_id, name: reader.name })),
    };
  });
}

/**
 * Connects a box, or puts one right; a new password goes in beside the older ones, which open nothing any more. Audit: `mailbox.connect`, `mailbox.change`.
 * @param seen the version that was changed; none for a new box
 * @throws {Problem} not-allowed, changed-meanwhile, already-exists for a second box in use, invalid-input without a password or in plain over a network
 */
export async function writeBox(act: Act, vault: Vault, id: string, written: BoxWritten, seen: number | undefined): Promise<void> {
  const { password, ...box } = written;
  if (box.security === 'plain' && !isLoopback(box.host)) throw new Problem('invalid-input', { errors: [{ path: 'security', code: 'plain-over-network' }] });
  const before = await act.db.selectFrom('mailbox').selectAll().where('id', '=', id).executeTakeFirst();
  if (!before) {
    if (password === undefined) throw new Problem('invalid-input', { errors: [{ path: 'password', code: 'missing' }] });
    await act.db.insertInto('mailbox').values({ id, programme_id: act.actor.programmeId, ...box, created_by: act.actor.memberId }).execute();
    await keepPassword(act, vault, id, password);
    return act.audit({ action: 'mailbox.connect', subject: 'mailbox', subjectId: id });
  }
  if (seen === undefined) return act.unchangedIf(isSame(before, box));
  const changed = await act.db.updateTable('mailbox').set((set) => ({ ...box, version: set('version', '+', 1) })).where('id', '=', id).where('version', '=', seen).executeTakeFirst();
  if (changed.numUpdatedRows !== 1n) throw new Problem('changed-meanwhile');
  // A door to another server must not be opened with the password of the old one.
  if (password === undefined && (before.host !== box.host || before.username !== box.username)) throw new Problem('invalid-input', { errors: [{ path: 'password', code: 'missing' }] });
  if (password !== undefined) await keepPassword(act, vault, id, password);
  act.audit({ action: 'mailbox.change', subject: 'mailbox', subjectId: id, details: { active: box.active, password: password !== undefined } });
}

type Stored = Omit<BoxWritten, 'password'>;
const isSame = (before: Readonly<Record<keyof Stored, unknown>>, box: Stored): boolean => (Object.keys(box) as (keyof Stored)[]).every((key) => before[key] === box[key]);

async function keepPassword(act: Act, vault: Vault, boxId: string, password: string): Promise<void> {
  const id = newId();
  const seal = await vault.firstSeal(act, id, 'mailbox-door');
  await sql`insert into mailbox_secret (id, programme_id, mailbox_id, sealed, created_by)
    values (${id}, ${act.actor.programmeId}, ${boxId}, ${seal.close(password, ofPassword(id))}, ${act.actor.memberId})`.execute(act.db);
}

/** Lets a colleague of the équipe read the box. Audit: `mailbox.name-reader`. @throws {Problem} not-allowed */
export async function nameReader(act: Act, boxId: string, id: string, memberId: string): Promise<void> {
  const before = await act.db.selectFrom('mailbox_reader').select(['id']).where('mailbox_id', '=', boxId).where('member_id', '=', memberId).where('ended_at', 'is', null).executeTakeFirst();
  if (before) return act.unchanged();
  await act.db.insertInto('mailbox_reader').values({ id, programme_id: act.actor.programmeId, mailbox_id: boxId, member_id: memberId, created_by: act.actor.memberId }).execute();
  act.audit({ action: 'mailbox.name-reader', subject: 'mailbox', subjectId: boxId, details: { member: memberId } });
}

/** Takes it back. Audit: `mailbox.end-reader`. @throws {Problem} not-found */
export async function endReader(act: Act, boxId: string, readerId: string): Promise<void> {
  const ended = await act.db.updateTable('mailbox_reader').set({ ended_at: act.now }).where('id', '=', readerId).where('mailbox_id', '=', boxId).where('ended_at', 'is', null).executeTakeFirst();
  if (ended.numUpdatedRows === 0n) throw new Problem('not-found');
  act.audit({ action: 'mailbox.end-reader', subject: 'mailbox', subjectId: boxId });
}

/** The address book. Audit: `known-sender.list`. */
export async function listSenders(act: Act): Promise<KnownSenders> {
  const rows = await act.db.selectFrom('known_sender').leftJoin('organisation', 'organisation.id', 'known_sender.organisation_id')
    .select(['known_sender.id', 'address', 'label', 'organisation_id', 'organisation.name as organisation']).where('ended_at', 'is', null).orderBy('label').limit(500).execute();
  act.audit({ action: 'known-sender.list', subject: 'known-sender', details: { lines: rows.length } });
  return { items: rows.map(({ organisation_id, ...row }): KnownSender => ({ ...row, organisationId: organisation_id })) };
}

/** Adds an address of a body; its messages that wait come out from among the unknown ones. Audit: `known-sender.add`. @throws {Problem} not-allowed, already-exists */
export async function addSender(act: Act, digestKey: Buffer, id: string, { address, label, organisationId }: KnownSenderWritten): Promise<void> {
  const before = await act.db.selectFrom('known_sender').select(['address', 'label', 'organisation_id']).where('id', '=', id).executeTakeFirst();
  if (before) return act.unchangedIf(before.address === address && before.label === label && before.organisation_id === organisationId);
  await act.db.insertInto('known_sender').values({ id, programme_id: act.actor.programmeId, address, digest: senderDigest(digestKey, address), label, organisation_id: organisationId, created_by: act.actor.memberId }).execute();
  act.audit({ action: 'known-sender.add', subject: 'known-sender', subjectId: id });
}

/** Strikes an address. What came from it stays. Audit: `known-sender.strike`. @throws {Problem} not-found */
export async function strikeSender(act: Act, id: string): Promise<void> {
  const ended = await act.db.updateTable('known_sender').set({ ended_at: act.now }).where('id', '=', id).where('ended_at', 'is', null).executeTakeFirst();
  if (ended.numUpdatedRows === 0n) throw new Problem('not-found');
  act.audit({ action: 'known-sender.strike', subject: 'known-sender', subjectId: id });
}
