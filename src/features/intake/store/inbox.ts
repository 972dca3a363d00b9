import { type RawBuilder, sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { moment, momentOrNull, paged, placeAfter } from '../../../kernel/database/pages.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { italianDay } from '../../../kernel/italian-day.ts';
import type { Seal, Vault } from '../../../kernel/vault/vault.ts';
import { Agreement, AnswerReader, AttemptOutcome, CalledBy, type CaseInbound, ContactMove, ContactState, Content, type Inbound, InboundLine, InboundMessage, InboundMove, InboundState, type InboundBox, type InboxQuery, MoveReason, type PatternNotices, ReportKind, Urgency } from '../contract.ts';
import { clockState, isUndecided, movesOfTeam, nextFor, PATTERN_AT_LEAST, stepsOfContact, termOf } from '../domain.ts';
import type { Reference } from '../../../kernel/reference/collection.ts';
import { referenceOf } from '../../../kernel/reference/own.ts';
import { intakeTerm } from '../reference.ts';
import { place } from './common.ts';
import { filesOf } from './files.ts';
import { meetingsOf } from './meetings.ts';

const SHOWN = 40;

interface Row {
  id: string; reference: string; kind: string; source: string; sender_kind: string; agreement: string; called_by: string; minor: string; danger: boolean; language: string | null; reasons: string[];
  state: string; sent_at: Date; version: number; urgency: string; claimed: string; organisation: string | null; handler: { memberId: string; name: string } | null; due_at: Date; remind_at: Date;
  contact: string | null; may_open: boolean; team_owes_at: Date | null; escalated_at: Date | null; redirected: string | null; place: string; case_id: string | null;
}

const columns = sql`r.id, r.reference, r.kind, r.source, r.sender_kind, r.agreement, r.called_by, r.minor, r.danger, r.language, r.reasons, r.state, r.sent_at, r.version, r.urgency, r.claimed,
  (select o.name from organisation o where o.id = r.organisation_id) as organisation, r.due_at, r.remind_at, handles_inbound(r.id) as may_open, r.team_owes_at,
  case when r.state in ('sent', 'received', 'in-triage') then case when r.escalated_at >= r.due_at then r.escalated_at end
       else greatest(case when r.answer_escalated_at >= r.team_owes_at then r.answer_escalated_at end, (select c.escalated_at from inbound_contact c where c.id = r.id and c.state in ('contacting', 'not-reached'))) end as escalated_at,
  (select jsonb_build_object('memberId', m.id, 'name', a.name) from membership m join account a on a.id = m.account_id where m.id = r.handler_id) as handler,
  (select c.state from inbound_contact c where c.id = r.id) as contact, (select m.case_id from inbound_matter m where m.id = r.id) as case_id,
  (select o.name from organisation o where o.id = r.redirected_to) as redirected`;

const boxes: Readonly<Record<InboundBox, RawBuilder<unknown>>> = {
  waiting: sql`r.state in ('received', 'in-triage')`,
  held: sql`r.state = 'sent'`,
  going: sql`(r.state = 'accepted' or (r.team_owes_at is not null and r.state not in ('sent', 'received', 'in-triage')))`,
  over: sql`(r.state in ('declined', 'redirected', 'merged', 'advised', 'closed', 'withdrawn') and r.team_owes_at is null)`,
};

/** Only whose, how urgent, in which language, and of whom: by heads alone, never by what was said. */
function narrowed(act: Act, { whose, urgency, language, words = '' }: Omit<InboxQuery, 'box' | 'after'>): RawBuilder<unknown> {
  const like = `%${words.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  return sql`${whose === 'mine' ? sql`and r.handler_id = ${act.actor.memberId}` : whose === 'nobody' ? sql`and r.handler_id is null` : sql``}
    ${urgency ? sql`and r.urgency = ${urgency}` : sql``} ${language ? sql`and r.language = ${language}` : sql``}
    ${words === '' ? sql`` : sql`and (r.reference ilike ${like} or exists (select from organisation o where o.id = r.organisation_id and o.name ilike ${like}))`}`;
}

/** One list by clock: what ends first stands first; what is over, the latest first. Audit: `inbound.list`. */
export async function listInbox(act: Act, { box, after, ...asked }: InboxQuery): Promise<{ items: InboundLine[]; next: string | null }> {
  const from = placeAfter(after, 2);
  const byClock = box !== 'over';
  const at = byClock ? sql`r.due_at` : sql`r.sent_at`;
  const { rows } = await sql<Row>`select ${columns}, ${at}::text as place from inbound_referral r
    where r.programme_id = ${act.actor.programmeId} and r.sent_at is not null and ${boxes[box]} ${narrowed(act, asked)}
      ${from ? sql`and (${at}, r.id) ${byClock ? sql`>` : sql`<`} (${from[0]}::timestamptz, ${from[1]}::uuid)` : sql``}
    order by ${at} ${byClock ? sql`asc` : sql`desc`}, r.id ${byClock ? sql`asc` : sql`desc`} limit ${SHOWN + 1}`.execute(act.db);
  act.audit({ action: 'inbound.list', subject: 'inbound-referral', details: { box, lines: Math.min(rows.length, SHOWN) } });
  const reference = await referenceOf(act);
  return paged(rows, (row) => [row.place, row.id], (row) => lineOf(reference, act, row), SHOWN);
}

function lineOf(reference: Reference, act: Act, row: Row): InboundLine {
  const state = InboundState.parse(row.state);
  const [kind, urgency] = [ReportKind.parse(row.kind), Urgency.parse(row.urgency)];
  const over = !isUndecided(state);
  const contact = ContactState.nullable().parse(row.contact);
  const owed = row.team_owes_at ? { dueAt: moment(row.team_owes_at), isLate: row.team_owes_at <= act.now } : null;
  return InboundLine.parse({
    id: row.id, reference: row.reference, kind, source: row.source, senderKind: row.sender_kind, agreement: row.agreement, minor: row.minor, danger: row.danger, language: row.language, reasons: row.reasons,
    state, sentAt: momentOrNull(row.sent_at), version: row.version, urgency, claimed: row.claimed, organisation: row.organisation, handler: row.handler, held: state === 'sent', contact, mayOpen: row.may_open, escalatedAt: momentOrNull(row.escalated_at), owed,
    clock: over ? null : { dueAt: moment(row.due_at), state: clockState({ dueAt: row.due_at, remindAt: row.remind_at }, act.now, over), verified: intakeTerm(reference, termOf(kind, urgency, row.danger && urgency === 'immediate'), italianDay(row.sent_at)).verified },
    next: nextFor({ state, contact, isOwed: owed !== null, isMine: row.may_open }),
  });
}

/**
 * One segnalazione for the team: its head for everybody while it waits, its words for whoever handles it. Marks the notices of it as read. Audit: `inbound.read`.
 * @throws {Problem} not-found
 */
export async function readInbound(act: Act, vault: Vault, id: string): Promise<Inbound> {
  const { rows: [row] } = await sql<Row>`select ${columns}, '' as place from inbound_referral r where r.id = ${id} and r.sent_at is not null`.execute(act.db);
  if (!row) throw new Problem('not-found');
  const seals = await vault.seals(act, id);
  const [words, thread] = [seals.get('inbound'), seals.get('inbound-thread')];
  const line = lineOf(await referenceOf(act), act, row);
  await seenBy(act, id);
  act.audit({ action: 'inbound.read', subject: 'inbound-referral', subjectId: id, ...(row.case_id === null ? {} : { caseId: row.case_id }), details: { words: row.may_open || (row.kind === 'consultation' && words !== undefined) } });
  const readsWords = row.may_open || (row.kind === 'consultation' && words !== undefined);
  const rest = row.may_open
    ? { content: await contentOf(act, words, id), steps: await stepsOf(act, words, id), messages: await messagesOf(act, thread, id), matter: await matterOf(act, id), attempts: await attemptsOf(act, words, id), talk: await talkOf(act, id), alike: await alikeTo(act, id), files: await filesOf(act, words, id, true) }
    : { content: readsWords ? await contentOf(act, words, id) : null, steps: [], messages: [], matter: null, attempts: [], talk: null, alike: [], files: [] };
  const moves = movesOfTeam(line.kind, line.state);
  const { rows: [reader] } = await sql<{ by: string }>`select inbound_read_by(${id}) as by`.execute(act.db);
  return {
    ...line, answerReadBy: AnswerReader.parse(reader?.by), calledBy: CalledBy.parse(row.called_by), redirectedTo: row.redirected, ...rest, meetings: await meetingsOf(act, words, thread, id, row.may_open), mayMeet: row.may_open && (line.state === 'in-triage' || line.state === 'advised' || line.state === 'accepted'),
    moves: row.may_open ? moves : moves.filter((move) => (move === 'receive' || move === 'take') && takers.has(act.actor.role)),
    contactMoves: row.may_open && line.contact !== null && (line.state === 'accepted' || line.state === 'closed') ? stepsOfContact(line.contact) : [],
  };
}

/** Who may take one in charge without being given it (`actor_takes_in_charge`). */
const takers: ReadonlySet<string> = new Set(['psychologist', 'legal', 'labour', 'educator', 'coordinator']);

/** What was told of it is read with it. */
export async function seenBy(act: Act, id: string): Promise<void> {
  await act.db.updateTable('notification').set({ read_at: act.now }).where('member_id', '=', act.actor.memberId).where('subject_id', '=', id).where('read_at', 'is', null).execute();
}

/** What was written, for those who may open it; nothing once its key was destroyed. */
export async function contentOf(act: Act, seal: Seal | undefined, id: string): Promise<Content | null> {
  const found = await act.db.selectFrom('inbound_content').select('body_sealed').where('id', '=', id).executeTakeFirst();
  return openedContent(seal, id, found?.body_sealed);
}

const openedContent = (seal: Seal | undefined, id: string, sealed: Buffer | undefined): Content | null => (seal && sealed ? Content.parse(JSON.parse(seal.open(sealed, place.content(id)))) : null);

const nameOf = (member: string): RawBuilder<string | null> => sql<string | null>`(select who.name from membership hat join account who on who.id = hat.account_id where hat.id = ${sql.ref(member)})`;

async function stepsOf(act: Act, seal: Seal | undefined, id: string): Promise<Inbound['steps']> {
  const { rows } = await sql<{ id: string; move: string; to_state: string; reason: string | null; words_sealed: Buffer | null; urgency: string | null; given_to: string | null; given: string | null; by: string | null; at: Date }>`
    select s.id, s.move, s.to_state, s.reason, s.words_sealed, s.urgency, s.given_to, ${nameOf('s.given_to')} as given, ${nameOf('s.by_member')} as by, s.at
      from inbound_move s where s.referral_id = ${id} order by s.at, s.id`.execute(act.db);
  return rows.map((one) => ({
    id: one.id, move: InboundMove.parse(one.move), to: InboundState.parse(one.to_state), reason: MoveReason.nullable().parse(one.reason), words: one.words_sealed ? seal?.open(one.words_sealed, place.move(one.id)) ?? null : null,
    urgency: Urgency.nullable().parse(one.urgency), given: one.given_to !== null && one.given !== null ? { memberId: one.given_to, name: one.given } : null, by: one.by, at: moment(one.at),
  }));
}

/** What both sides wrote to each other, for either. */
export async function messagesOf(act: Act, seal: Seal | undefined, id: string): Promise<InboundMessage[]> {
  const { rows } = await sql<{ id: string; kind: string; from_team: boolean; body_sealed: Buffer; by_member: string | null; by: string | null; at: Date }>`
    select m.id, m.kind, m.from_team, m.body_sealed, m.by_member, ${nameOf('m.by_member')} as by, m.at from inbound_message m where m.referral_id = ${id} order by m.at, m.id`.execute(act.db);
  return rows.map((one) => InboundMessage.parse({ id: one.id, kind: one.kind, words: seal?.open(one.body_sealed, place.message(one.id)) ?? '', fromTeam: one.from_team, by: one.by ?? '', mine: one.by_member === act.actor.memberId, at: moment(one.at) }));
}

async function matterOf(act: Act, id: string): Promise<Inbound['matter']> {
  const { rows: [found] } = await sql<{ case_id: string; person_id: string; code: string }>`
    select m.case_id, c.person_id, p.code from inbound_matter m join case_file c on c.id = m.case_id join person p on p.id = c.person_id where m.id = ${id}`.execute(act.db);
  return found ? { caseId: found.case_id, personId: found.person_id, code: found.code } : null;
}

async function attemptsOf(act: Act, seal: Seal | undefined, id: string): Promise<Inbound['attempts']> {
  const { rows } = await sql<{ id: string; move: string; outcome: string | null; words_sealed: Buffer | null; by: string | null; at: Date; hour: Date | null }>`
    select m.id, m.move, m.outcome, m.words_sealed, ${nameOf('m.by_member')} as by, m.at, (select a.starts_at from appointment a where a.id = m.appointment_id) as hour from inbound_contact_move m where m.contact_id = ${id} order by m.at, m.id`.execute(act.db);
  return rows.map((one) => ({ id: one.id, move: ContactMove.parse(one.move), outcome: AttemptOutcome.nullable().parse(one.outcome), words: one.words_sealed ? seal?.open(one.words_sealed, place.attempt(one.id)) ?? null : null, by: one.by ?? '', at: moment(one.at), hour: momentOrNull(one.hour) }));
}

/** Others of the same body about whom it calls the same: what might be one matter written twice. */
async function alikeTo(act: Act, id: string): Promise<Inbound['alike']> {
  const { rows } = await sql<{ id: string; reference: string; state: string; sent_at: Date }>`select o.id, o.reference, o.state, o.sent_at from inbound_referral r join inbound_referral o on o.organisation_id = r.organisation_id and o.called_mark = r.called_mark and o.id <> r.id
    where r.id = ${id} and o.sent_at is not null order by o.sent_at desc limit 10`.execute(act.db);
  return rows.map((row) => ({ id: row.id, reference: row.reference, state: InboundState.parse(row.state), sentAt: moment(row.sent_at) }));
}

async function talkOf(act: Act, id: string): Promise<Inbound['talk']> {
  const { rows: [found] } = await sql<{ due_on: string; hour: Date | null }>`select c.due_on::text, a.starts_at as hour from inbound_contact c left join appointment a on a.id = c.appointment_id where c.id = ${id}`.execute(act.db);
  return found ? { dueOn: found.due_on, hour: momentOrNull(found.hour) } : null;
}

/** The segnalazioni from which a case came, for those who hold what is reserved of it. Audit: `inbound.read-case`. */
export async function inboundOfCase(act: Act, vault: Vault, caseId: string): Promise<CaseInbound> {
  const { rows } = await sql<{ id: string; reference: string; how: 'accepted' | 'merged'; at: Date; agreement: string; language: string | null }>`
    select r.id, r.reference, m.how, r.sent_at as at, r.agreement, r.language from inbound_matter m join inbound_referral r on r.id = m.id where m.case_id = ${caseId} order by r.sent_at limit 40`.execute(act.db);
  const seals = await vault.sealsOf(act, rows.map((row) => row.id));
  if (rows.length > 0) act.audit({ action: 'inbound.read-case', subject: 'case', subjectId: caseId, caseId, details: { lines: rows.length } });
  const bodies = rows.length === 0 ? [] : await act.db.selectFrom('inbound_content').select(['id', 'body_sealed']).where('id', 'in', rows.map((row) => row.id)).execute();
  const sealed = new Map(bodies.map((one) => [one.id, one.body_sealed]));
  const items: CaseInbound['items'] = rows.map((row) => ({
    id: row.id, reference: row.reference, how: row.how, at: moment(row.at), agreement: Agreement.parse(row.agreement), language: row.language, content: openedContent(seals.get(`${row.id} inbound`), row.id, sealed.get(row.id)),
  }));
  return { items };
}

/** How many speak of the same place or intermediary, for who coordinates; nobody and nothing else. */
export async function listPatterns(act: Act): Promise<PatternNotices> {
  const { rows } = await sql<{ id: string; about: 'place' | 'intermediary'; count: number; since: string; until: string; read_at: Date | null }>`
    select p.id, p.about, p.count, p.since::text as since, p.until::text as until, (select max(n.read_at) from notification n where n.subject_id = p.id and n.member_id = ${act.actor.memberId}) as read_at
      from inbound_pattern p order by p.until desc, p.id limit 60`.execute(act.db);
  return { items: rows.map((row) => ({ id: row.id, about: row.about, count: row.count, since: row.since, until: row.until, readAt: momentOrNull(row.read_at) })), atLeast: PATTERN_AT_LEAST };
}
