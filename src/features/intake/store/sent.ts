import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { moment, momentOrNull, paged, placeAfter } from '../../../kernel/database/pages.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Vault } from '../../../kernel/vault/vault.ts';
import { Content, ContactState, MoveReason, ReportKind, ReportWritten, type Sent, SentDeclared, type SentLine, type SentPage, SentState } from '../contract.ts';
import { isListable } from '../domain.ts';
import { place } from './common.ts';
import { filesOf } from './files.ts';
import { sentMeetings } from './meetings.ts';
import { contentOf, messagesOf, seenBy } from './inbox.ts';

const SHOWN = 40;

interface Row {
  id: string; reference: string; kind: string; state: string; sent_at: Date | null; created_at: Date; due_at: Date | null; sender_owes_at: Date | null; author: string; mine: boolean; redirected: string | null;
  outcome: string | null; reads: boolean; version: number; place: string; unread: number;
}

const sentRows = (act: Act, one: string | null, before: readonly string[] | undefined, most: number) => sql<Row>`
  select s.*, s.created_at::text as place, (select count(*)::int from notification n where n.member_id = ${act.actor.memberId} and n.subject_id = s.id and n.read_at is null) as unread
    from inbound_sent(${one}::uuid, ${before?.[0] ?? null}::timestamptz, ${before?.[1] ?? null}::uuid, ${most}) s order by s.created_at desc, s.id desc`.execute(act.db);

/** The codes by which oneself calls whom one reported: a list of references alone would say nothing to whoever wrote them. */
async function calledIn(act: Act, vault: Vault, rows: readonly Row[]): Promise<ReadonlyMap<string, string>> {
  const mine = rows.filter((row) => row.mine && row.reads).map((row) => row.id);
  if (mine.length === 0) return new Map();
  const seals = await vault.sealsOf(act, mine);
  const contents = await act.db.selectFrom('inbound_content').select(['id', 'body_sealed']).where('id', 'in', mine).execute();
  return new Map(contents.flatMap(({ id, body_sealed }) => {
    const seal = seals.get(`${id} inbound`);
    const called = seal ? Content.parse(JSON.parse(seal.open(body_sealed, place.content(id)))).called : '';
    return isListable(called) ? [[id, called] as const] : [];
  }));
}

function lineOf(act: Act, row: Row, called: ReadonlyMap<string, string>): SentLine {
  const owed = row.sender_owes_at ? { dueAt: moment(row.sender_owes_at), isLate: row.sender_owes_at <= act.now } : null;
  return {
    id: row.id, reference: row.reference, kind: ReportKind.parse(row.kind), called: called.get(row.id) ?? null, state: SentState.parse(row.state), sentAt: momentOrNull(row.sent_at), answerBy: momentOrNull(row.due_at), isLate: row.due_at !== null && row.due_at <= act.now,
    by: row.author, mine: row.mine, owed: row.reads ? owed : null, unread: row.unread,
  };
}

/** What one's body sent, the latest first, with one's own drafts. Audit: `inbound.list-sent`. */
export async function listSent(act: Act, vault: Vault, after: string | undefined): Promise<SentPage> {
  const { rows } = await sentRows(act, null, placeAfter(after, 2), SHOWN + 1);
  act.audit({ action: 'inbound.list-sent', subject: 'organisation', subjectId: act.actor.organisationId, details: { lines: Math.min(rows.length, SHOWN) } });
  const called = await calledIn(act, vault, rows);
  return paged(rows, (row) => [row.place, row.id], (row) => lineOf(act, row, called), SHOWN);
}

const withdrawable: ReadonlySet<SentState> = new Set(['draft', 'sent', 'received', 'in-triage', 'accepted']);

/** While one may still attach something (`add_inbound_file`). */
const openToFiles: ReadonlySet<SentState> = new Set(['sent', 'received', 'in-triage', 'accepted']);

/** One of them, as its sender may know it; its news count as read. Audit: `inbound.read-sent`. @throws {Problem} not-found, also for another body's */
export async function readSent(act: Act, vault: Vault, id: string): Promise<Sent> {
  const { rows: [row] } = await sentRows(act, id, undefined, 1);
  if (!row) throw new Problem('not-found');
  const line = lineOf(act, row, await calledIn(act, vault, [row]));
  const seals = await vault.seals(act, id);
  const { rows: steps } = await sql<{ state: string; reason: string | null; at: Date }>`select * from inbound_sent_steps(${id})`.execute(act.db);
  act.audit({ action: 'inbound.read-sent', subject: 'inbound-referral', subjectId: id });
  const content = row.mine ? await contentOf(act, seals.get('inbound'), id) : null;
  await seenBy(act, id);
  const { rows: [letters] } = await sql<{ may_identify: boolean }>`select inbound_letters_may_identify(${id}) as may_identify`.execute(act.db);
  const isOver = line.state === 'withdrawn' || line.state === 'closed';
  return {
    ...line, written: content && line.state === 'draft' ? await draftOf(act, content, id) : null, content, declared: content ? await declaredOf(act, id) : null, steps: steps.map((step) => ({ state: SentState.parse(step.state), reason: MoveReason.nullable().parse(step.reason), at: moment(step.at) })),
    messages: row.reads ? await messagesOf(act, seals.get('inbound-thread'), id) : [], redirectedTo: row.redirected, meetings: row.reads ? await sentMeetings(act, seals.get('inbound-thread'), id) : [], outcome: ContactState.nullable().parse(row.outcome),
    files: content ? await filesOf(act, seals.get('inbound'), id, false) : [], mayAttach: content !== null && openToFiles.has(line.state), mayWithdraw: withdrawable.has(line.state), mayWrite: row.reads && line.state !== 'draft' && !isOver, mayIdentify: letters?.may_identify ?? false, version: row.version,
  };
}

/** What its author declared with it. */
async function declaredOf(act: Act, id: string): Promise<Sent['declared']> {
  const { rows: [one] } = await sql<{ sender_kind: string; agreement: string; called_by: string; minor: string; danger: boolean; claimed: string; language: string | null; reasons: string[] }>`select * from inbound_declared(${id})`.execute(act.db);
  return one ? SentDeclared.parse({ senderKind: one.sender_kind, agreement: one.agreement, calledBy: one.called_by, minor: one.minor, danger: one.danger, claimed: one.claimed, language: one.language, reasons: one.reasons }) : null;
}

/** The draft again, to go on with it. */
async function draftOf(act: Act, content: Content, id: string): Promise<Sent['written']> {
  const head = await act.db.selectFrom('inbound_referral').select(['kind', 'source', 'sender_kind', 'organisation_id', 'street_contact_id', 'mail_id', 'agreement', 'called_by', 'minor', 'danger', 'claimed', 'language', 'reasons']).where('id', '=', id).where('state', '=', 'draft').executeTakeFirst();
  if (!head) return null;
  const { send: _, ...written } = ReportWritten.parse({
    kind: head.kind, source: head.source, senderKind: head.sender_kind, organisationId: head.organisation_id, ...(head.street_contact_id ? { streetContactId: head.street_contact_id } : {}), ...(head.mail_id ? { mailId: head.mail_id } : {}),
    agreement: head.agreement, calledBy: head.called_by, minor: head.minor, danger: head.danger, urgency: head.claimed, language: head.language, reasons: head.reasons, content,
  });
  return written;
}
