import { createHmac, randomBytes } from 'node:crypto';
import { type QueryExecutorProvider, sql } from 'kysely';
import { moment, momentOrNull } from '../../../kernel/database/pages.ts';
import type { House } from '../../../kernel/http/house.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { tokenDigest } from '../../../kernel/identity/tokens.ts';
import { MessageKind, MoveReason, type PublicState, SentState, type WriteFromOutside } from '../contract.ts';
import { identifyingIn, receiptFrom, receiptRead } from '../domain.ts';
import { referenceOfProgramme } from '../../../kernel/reference/own.ts';
import { answerDeadline, place } from './common.ts';

/** Which one is meant, by what its sender holds: the secret of the door and the id or the receipt of one that came by it, or the receipt of a report from anybody. */
export interface Held {
  readonly door: Buffer | null;
  readonly id: string | null;
  readonly receipt: Buffer | null;
}
export const heldByDoor = (secret: string, id: string): Held => ({ door: tokenDigest(secret), id, receipt: null });
export const heldByReceipt = (receipt: string, secret?: string): Held => ({ door: secret === undefined ? null : tokenDigest(secret), id: null, receipt: tokenDigest(receiptRead(receipt)) });

/** Follows from the id alone, so that sending again gives the same, and cannot be reckoned by anybody who has no key of the house. */
export const receiptThroughDoor = (house: House, programmeId: string, id: string): string =>
  receiptFrom(createHmac('sha256', house.keyring.derive('receipts of reports through doors')).update(`${programmeId} ${id}`).digest());

interface Row {
  id: string; programme_id: string; reference: string; state: string; sent_at: Date; due_at: Date | null; owed_at: Date | null; reason: string | null; redirected: string | null; has_receipt: boolean; may_write: boolean; may_identify: boolean;
}

async function rowOf(db: QueryExecutorProvider, { door, id, receipt }: Held): Promise<Row> {
  const { rows: [row] } = await sql<Row>`select * from stands_outside(${door}, ${id}, ${receipt})`.execute(db);
  if (!row) throw new Problem('not-found');
  return row;
}

async function lettersOf(house: House, db: QueryExecutorProvider, { door, id, receipt }: Held, of: string, onlyOne: string | null = null): Promise<PublicState['messages']> {
  const { rows } = await sql<{ id: string; kind: string; from_team: boolean; body_sealed: Buffer; at: Date; wrapped: Buffer; master_version: number }>`select * from letters_outside(${door}, ${id}, ${receipt}, ${onlyOne})`.execute(db);
  const [key] = rows;
  const seal = key && house.vault.sealsFrom([{ holder_id: of, compartment: 'inbound-thread', wrapped: key.wrapped, master_version: key.master_version }]).get(`${of} inbound-thread`);
  return seal ? rows.map((row) => ({ id: row.id, kind: MessageKind.parse(row.kind), words: seal.open(row.body_sealed, place.message(row.id)), fromTeam: row.from_team, at: moment(row.at) })) : [];
}

/**
 * Where one stands, with what its sender was answered and asked. Audit, where there are letters: `inbound.read-outside`.
 * @returns beside it what a door shows more. @throws {Problem} not-found
 */
export async function standsOutside(house: House, held: Held): Promise<{ readonly state: PublicState; readonly id: string; readonly programmeId: string; readonly reference: string; readonly hasReceipt: boolean }> {
  const row = await rowOf(house.gate, held);
  const state: PublicState = {
    state: SentState.parse(row.state), sentAt: moment(row.sent_at), answerBy: momentOrNull(row.due_at), owedBy: momentOrNull(row.owed_at), reason: MoveReason.nullable().parse(row.reason), redirectedTo: row.redirected,
    messages: await lettersOf(house, house.gate, held, row.id), mayWrite: row.may_write, mayIdentify: row.may_identify,
  };
  return { state, id: row.id, programmeId: row.programme_id, reference: row.reference, hasReceipt: row.has_receipt };
}

/**
 * A letter of whoever sent one without an account, held to the same words as every letter. The same again changes nothing. Audit: `inbound.message-outside`.
 * @throws {Problem} not-found, illegal-move where it takes none, letter-identifies, already-exists for other words under an id, too-many-requests
 */
export async function writeFromOutside(house: House, held: Held, { id: messageId, kind, words }: WriteFromOutside): Promise<void> {
  const { door, id, receipt } = held;
  await house.gate.transaction().execute(async (db) => {
    const row = await rowOf(db, held);
    const identifying = row.may_identify ? [] : identifyingIn(words);
    if (identifying.length > 0) throw new Problem('letter-identifies', { errors: identifying.map((code) => ({ path: 'words', code })) });
    const [before] = await lettersOf(house, db, held, row.id, messageId);
    if (before) {
      if (before.words !== words || before.fromTeam) throw new Problem('already-exists');
      return;
    }
    const fresh = house.keyring.wrap(randomBytes(32), `${row.id} inbound-thread`);
    const { rows: [key] } = await sql<{ wrapped: Buffer; master_version: number }>`select * from key_of_letters_outside(${door}, ${id}, ${receipt}, ${fresh.wrapped}, ${fresh.version})`.execute(db);
    const seal = key && house.vault.sealsFrom([{ holder_id: row.id, compartment: 'inbound-thread', wrapped: key.wrapped, master_version: key.master_version }]).get(`${row.id} inbound-thread`);
    if (!seal) throw new Problem('not-found');
    const due = answerDeadline(await referenceOfProgramme(db, row.programme_id), new Date());
    await sql`select write_from_outside(${door}, ${id}, ${receipt}, ${messageId}, ${kind}, ${seal.close(words, place.message(messageId))}, ${due})`.execute(db);
  });
}
