import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { paged, PAGE, placeAfter } from '../../../kernel/database/pages.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { isOneAddress } from '../../../kernel/mail/letters.ts';
import { tellOutside } from '../../../kernel/mail/outbox.ts';
import type { Seal, Vault } from '../../../kernel/vault/vault.ts';
import type { Reference } from '../../../kernel/reference/collection.ts';
import { referenceOf } from '../../../kernel/reference/own.ts';
import { clockState } from '../../intake/domain.ts';
import { type AnswerMail, MailFault, MailKind, type MailLine, type MailMessage, MailMessageState, MailMove, type MailPage, type MailShelf, MailWords, type MoveMail } from '../contract.ts';
import { isUndecided, mailMachine } from '../domain.ts';
import { ofPiece, ofWords } from './keeping.ts';
import { decideBy, mailTerm } from './terms.ts';

interface Row {
  id: string;
  thread_id: string;
  kind: string;
  state: string;
  arrived_at: Date;
  place: string;
  bytes: number;
  faults: string[];
  source_pieces: number;
  inbound_id: string | null;
  version: number;
  attachments: number;
  in_thread: number;
  sender_label: string | null;
  organisation: string | null;
  organisation_id: string | null;
  due_at: Date | null;
  remind_at: Date | null;
  sealed: Buffer;
}

const columns = sql`m.id, m.thread_id, m.kind, m.state, m.arrived_at, m.arrived_at::text as place, m.bytes, m.faults, m.source_pieces, m.inbound_id, m.version, m.due_at, m.remind_at, w.sealed,
  (select count(*)::int from mail_attachment a where a.message_id = m.id) as attachments, (select count(*)::int from mail_message t where t.thread_id = m.thread_id) as in_thread,
  k.label as sender_label, o.name as organisation, m.organisation_id`;
const tables = sql`mail_message m join mail_words w on w.message_id = m.id left join known_sender k on k.id = m.known_sender_id left join organisation o on o.id = m.organisation_id`;

const open = sql`m.state in ('waiting', 'held')`;
const shelves: Readonly<Record<MailShelf, ReturnType<typeof sql>>> = {
  known: sql`${open} and m.kind = 'letter' and (m.known_sender_id is not null or m.organisation_id is not null)`,
  unknown: sql`${open} and m.kind = 'letter' and m.known_sender_id is null and m.organisation_id is null`,
  machines: sql`${open} and m.kind <> 'letter'`,
  over: sql`not ${open}`,
};

const unknownWords: MailWords = { from: null, to: [], copies: [], answerTo: null, subject: '', writtenAt: null, text: '', fileNames: [] };
const wordsOf = (row: { id: string; sealed: Buffer }, seal: Seal | undefined): MailWords => (seal ? MailWords.parse(JSON.parse(seal.open(row.sealed, ofWords(row.id)))) : unknownWords);

const clockOf = ({ state, due_at: dueAt, remind_at: remindAt }: Row, now: Date, reference: Reference): MailLine['clock'] => (dueAt === null || remindAt === null || !isUndecided(MailMessageState.parse(state)) ? null
  : { dueAt: dueAt.toISOString(), state: clockState({ dueAt, remindAt }, now, false), verified: mailTerm(reference, now).verified });

const lineOf = (row: Row, words: MailWords, now: Date, reference: Reference): MailLine => ({
  id: row.id, kind: MailKind.parse(row.kind), state: MailMessageState.parse(row.state), arrivedAt: row.arrived_at.toISOString(), bytes: row.bytes, attachments: row.attachments, inThread: row.in_thread,
  faults: row.faults.map((fault) => MailFault.parse(fault)), from: words.from, subject: words.subject, clock: clockOf(row, now, reference),
  known: row.sender_label === null && row.organisation === null ? null : { label: row.sender_label ?? row.organisation ?? '', organisation: row.organisation, organisationId: row.organisation_id }, version: row.version,
});

/** Messages of a shelf, the latest first, with sender and subject; and how many wait on each. Marks the notices that mail is late as read. Audit: `mail.list`. */
export async function listMail(act: Act, vault: Vault, shelf: MailShelf, after: string | undefined): Promise<MailPage> {
  const place = placeAfter(after, 2);
  const { rows } = await sql<Row>`select ${columns} from ${tables} where ${shelves[shelf]} ${place ? sql`and (m.arrived_at, m.id) < (${place[0]}::timestamptz, ${place[1]}::uuid)` : sql``}
    order by m.arrived_at desc, m.id desc limit ${PAGE + 1}`.execute(act.db);
  const { rows: [counts] } = await sql<{ known: number; unknown: number; machines: number }>`
    select count(*) filter (where ${shelves.known})::int as known, count(*) filter (where ${shelves.unknown})::int as unknown, count(*) filter (where ${shelves.machines})::int as machines
      from mail_message m where ${open}`.execute(act.db);
  const seals = await vault.sealsOf(act, rows.map((row) => row.id));
  const reference = await referenceOf(act);
  await act.db.updateTable('notification').set({ read_at: act.now }).where('member_id', '=', act.actor.memberId).where('kind', '=', 'mail-late').where('read_at', 'is', null).execute();
  act.audit({ action: 'mail.list', subject: 'mail', details: { lines: Math.min(rows.length, PAGE), shelf } });
  return { ...paged(rows, (row) => [row.place, row.id], (row) => lineOf(row, wordsOf(row, seals.get(`${row.id} mail`)), act.now, reference)), counts: counts ?? { known: 0, unknown: 0, machines: 0 } };
}

/** One message: its text alone, its files by name, the thread it stands in and what was done with it. Audit: `mail.read`. @throws {Problem} not-found */
export async function readMail(act: Act, vault: Vault, id: string): Promise<MailMessage> {
  const { rows: [row] } = await sql<Row>`select ${columns} from ${tables} where m.id = ${id}`.execute(act.db);
  if (!row) throw new Problem('not-found');
  const { rows: thread } = await sql<{ id: string; arrived_at: Date; state: string; sealed: Buffer }>`
    select m.id, m.arrived_at, m.state, w.sealed from mail_message m join mail_words w on w.message_id = m.id where m.thread_id = ${row.thread_id} order by m.arrived_at, m.id limit 100`.execute(act.db);
  const seals = await vault.sealsOf(act, [id, ...thread.map((one) => one.id)]);
  const words = wordsOf(row, seals.get(`${id} mail`));
  const files = await act.db.selectFrom('mail_attachment').select(['id', 'place', 'media_type', 'bytes', 'refusal']).where('message_id', '=', id).orderBy('place').execute();
  const steps = await act.db.selectFrom('mail_move').innerJoin('membership', 'membership.id', 'mail_move.by_member').innerJoin('account', 'account.id', 'membership.account_id')
    .select(['mail_move.id', 'move', 'to_state', 'reason', 'at', 'account.name']).where('message_id', '=', id).orderBy('at').orderBy('mail_move.id').execute();
  const answers = await act.db.selectFrom('mail_answer').innerJoin('membership', 'membership.id', 'mail_answer.by_member').innerJoin('account', 'account.id', 'membership.account_id')
    .select(['mail_answer.id', 'with_link', 'at', 'account.name']).where('message_id', '=', id).orderBy('at').execute();
  act.audit({ action: 'mail.read', subject: 'mail', subjectId: id });
  const line = lineOf(row, words, act.now, await referenceOf(act));
  return {
    ...line, to: words.to, copies: words.copies, answerTo: words.answerTo, writtenAt: words.writtenAt, text: words.text, hasSource: row.source_pieces > 0, inboundId: row.inbound_id,
    files: files.map((file) => ({ id: file.id, name: words.fileNames[file.place] ?? '', mediaType: file.media_type, bytes: file.bytes, refusal: file.refusal as MailMessage['files'][number]['refusal'] })),
    thread: thread.map((one) => {
      const { from, subject } = wordsOf(one, seals.get(`${one.id} mail`));
      return { id: one.id, arrivedAt: one.arrived_at.toISOString(), from, subject, state: MailMessageState.parse(one.state) };
    }),
    steps: steps.map((step) => ({ id: step.id, move: MailMove.parse(step.move), to: MailMessageState.parse(step.to_state), reason: step.reason, by: step.name, at: step.at.toISOString() })),
    moves: mailMachine.movesFrom(line.state),
    answers: answers.map((one) => ({ id: one.id, withLink: one.with_link, by: one.name, at: one.at.toISOString() })),
  };
}

/** A step of a message. Audit: `mail.<move>`. @throws {Problem} not-found, illegal-move, reason-required */
export async function moveMail(act: Act, id: string, { id: moveId, move, reason }: MoveMail): Promise<void> {
  if (mailMachine.moves[move].needs?.includes('reason') && !reason) throw new Problem('reason-required');
  const { dueAt, remindAt } = decideBy(await referenceOf(act), act.now, act.now);
  const { rows: [taken] } = await sql<{ is_new: boolean }>`select move_mail(${id}, ${moveId}, ${move}, ${reason ?? null}, ${dueAt}, ${remindAt}) as is_new`.execute(act.db);
  if (!taken?.is_new) return act.unchanged();
  act.audit({ action: `mail.${move}`, subject: 'mail', subjectId: id });
}

/** What is kept of a message as a file. */
export interface KeptFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
}

/** A file that was attached, after its check. Audit: `mail.download`. @throws {Problem} not-found, also for one that was refused */
export async function readFile(act: Act, vault: Vault, id: string, fileId: string): Promise<KeptFile> {
  const file = await act.db.selectFrom('mail_attachment').innerJoin('mail_words', 'mail_words.message_id', 'mail_attachment.message_id')
    .select(['place', 'media_type', 'pieces', 'sealed']).where('mail_attachment.id', '=', fileId).where('mail_attachment.message_id', '=', id).executeTakeFirst();
  const seal = (await vault.seals(act, id)).get('mail');
  if (!file || file.media_type === null || !seal) throw new Problem('not-found');
  act.audit({ action: 'mail.download', subject: 'mail', subjectId: id, details: { file: file.place } });
  return { name: wordsOf({ id, sealed: file.sealed }, seal).fileNames[file.place] ?? '', mediaType: file.media_type, bytes: await whole(act, seal, fileId, file.pieces) };
}

/** The message as it came, as plain text for who must look at it by other means. Audit: `mail.source`. @throws {Problem} not-found */
export async function readSource(act: Act, vault: Vault, id: string): Promise<KeptFile> {
  const row = await act.db.selectFrom('mail_message').select('source_pieces').where('id', '=', id).executeTakeFirst();
  const seal = (await vault.seals(act, id)).get('mail');
  if (!row || row.source_pieces === 0 || !seal) throw new Problem('not-found');
  act.audit({ action: 'mail.source', subject: 'mail', subjectId: id });
  return { name: `${id}.eml.txt`, mediaType: 'text/plain', bytes: await whole(act, seal, id, row.source_pieces) };
}

async function whole(act: Act, seal: Seal, holderId: string, pieces: number): Promise<Buffer> {
  const rows = await act.db.selectFrom('mail_piece').select(['number', 'sealed']).where('holder_id', '=', holderId).orderBy('number').execute();
  if (rows.length !== pieces) throw new Error('a piece of a message is missing');
  return Buffer.concat(rows.map((row) => seal.openBytes(row.sealed, ofPiece(holderId, row.number, pieces))));
}

/**
 * Lets whoever wrote know that there is news at a personal address, or that the message arrived: nothing of the matter goes by mail. Audit: `mail.answer`.
 * @throws {Problem} not-found, mail-no-sender
 */
export async function answerMail(act: Act, vault: Vault, id: string, answer: AnswerMail): Promise<void> {
  const row = await act.db.selectFrom('mail_words').select(['message_id as id', 'sealed']).where('message_id', '=', id).executeTakeFirst();
  const seal = (await vault.seals(act, id)).get('mail');
  if (!row || !seal) throw new Problem('not-found');
  const { from } = wordsOf(row, seal);
  if (!from || !isOneAddress(from.address)) throw new Problem('mail-no-sender');
  const before = await act.db.selectFrom('mail_answer').select('message_id').where('id', '=', answer.id).executeTakeFirst();
  if (before) return act.unchangedIf(before.message_id === id);
  await act.db.insertInto('mail_answer').values({ id: answer.id, programme_id: act.actor.programmeId, message_id: id, with_link: answer.link !== null, by_member: act.actor.memberId }).execute();
  await tellOutside(act, vault, answer.id, { address: from.address, link: answer.link, language: answer.language });
  act.audit({ action: 'mail.answer', subject: 'mail', subjectId: id });
}
