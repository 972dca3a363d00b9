import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Delivery, NewDelivery, NewNotice, NewNoticeText, Notice, NoticeBoard, NoticeText, NoticeVersion } from '../contract.ts';
import { wordAt } from '../domain.ts';

interface EditionRow {
  id: string; language: string; edition: number; approved_by: string | null; approved_name: string | null; approved_at: Date | null;
  written_by: string | null; written_name: string | null; written_at: Date;
}
interface TextRow extends EditionRow { notice_id: string; number: number; valid_from: string; title: string; body: string }

const editionColumns = sql`t.id, t.language, t.edition, t.approved_by, approver.name as approved_name, t.approved_at, t.written_by, writer.name as written_name, t.written_at`;
const editionNames = sql`
  left join membership am on am.id = t.approved_by left join account approver on approver.id = am.account_id
  left join membership wm on wm.id = t.written_by left join account writer on writer.id = wm.account_id`;

const editionOf = (row: EditionRow): NoticeVersion['editions'][number] => ({
  id: row.id, language: row.language, edition: row.edition,
  approved: row.approved_by && row.approved_at ? { by: { id: row.approved_by, name: row.approved_name ?? '' }, at: row.approved_at.toISOString() } : null,
  written: row.written_by ? { by: { id: row.written_by, name: row.written_name ?? '' }, at: row.written_at.toISOString() } : null,
});

/** The notice in force, each language in its latest edition. @throws {Problem} not-found outside the team */
export async function currentNotice(act: Act): Promise<Notice> {
  const { rows } = await sql<TextRow>`
    with current as (
      select id, number, valid_from::text from notice_version
       where valid_from <= current_date and (valid_until is null or valid_until >= current_date) order by number desc limit 1
    )
    select distinct on (t.language) c.id as notice_id, c.number, c.valid_from, t.title, t.body, ${editionColumns}
      from current c join notice_text t on t.notice_id = c.id ${editionNames}
     order by t.language, t.edition desc`.execute(act.db);
  const [first] = rows;
  if (!first) throw new Problem('not-found');
  return {
    id: first.notice_id, number: first.number, validFrom: first.valid_from,
    texts: rows.map((row) => ({ ...editionOf(row), title: row.title, body: row.body })),
  };
}

/** Every version with its editions, the latest first: who wrote them, who answers for them, and what the reader may do. @throws {Problem} not-found outside the team */
export async function noticeBoard(act: Act): Promise<NoticeBoard> {
  const { rows: versions } = await sql<{ id: string; number: number; valid_from: string; valid_until: string | null; is_current: boolean; issued_by: string | null; issuer: string | null }>`
    select v.id, v.number, v.valid_from::text, v.valid_until::text, v.valid_until is null as is_current, v.created_by as issued_by, a.name as issuer
      from notice_version v left join membership m on m.id = v.created_by left join account a on a.id = m.account_id order by v.number desc limit 200`.execute(act.db);
  if (versions.length === 0) throw new Problem('not-found');
  const { rows } = await sql<EditionRow & { notice_id: string }>`
    select t.notice_id, ${editionColumns} from notice_text t ${editionNames} where t.notice_id = any(${versions.map((one) => one.id)}) order by t.language, t.edition desc`.execute(act.db);
  const { languages } = await act.db.selectFrom('membership').select('languages').where('id', '=', act.actor.memberId).executeTakeFirstOrThrow();
  const keeps = act.actor.role === 'coordinator' || act.actor.role === 'dpo';
  const spoken = act.actor.role === 'mediator' ? languages : [];
  return {
    items: versions.map((one) => ({
      id: one.id, number: one.number, validFrom: one.valid_from, validUntil: one.valid_until, isCurrent: one.is_current,
      issuedBy: one.issued_by ? { id: one.issued_by, name: one.issuer ?? '' } : null,
      editions: rows.filter((row) => row.notice_id === one.id).map(editionOf),
    })),
    may: { issue: keeps, write: keeps ? null : spoken, approve: spoken },
  };
}

/** The words of one edition, of whichever version. @throws {Problem} not-found */
export async function readNoticeText(act: Act, id: string): Promise<NoticeText> {
  const { rows: [row] } = await sql<TextRow>`select ${editionColumns}, t.title, t.body from notice_text t ${editionNames} where t.id = ${id}`.execute(act.db);
  if (!row) throw new Problem('not-found');
  return { ...editionOf(row), title: row.title, body: row.body };
}

/** Issues the next version; the one before ends today. Its texts begin unapproved. @throws {Problem} not-allowed, changed-meanwhile when another version was issued meanwhile */
export async function issueNotice(act: Act, id: string, given: NewNotice): Promise<void> {
  const known = await act.db.selectFrom('notice_version').select('id').where('id', '=', id).executeTakeFirst();
  if (known) return act.unchanged();
  const { rows: [last] } = await sql<{ number: number }>`select coalesce(max(number), 0)::int as number from notice_version`.execute(act.db);
  if ((last?.number ?? 0) !== given.upon) throw new Problem('changed-meanwhile');
  await act.db.updateTable('notice_version').set({ valid_until: sql<string>`current_date` }).where('valid_until', 'is', null).execute();
  await act.db.insertInto('notice_version').values({ id, programme_id: act.actor.programmeId, number: (last?.number ?? 0) + 1, created_by: act.actor.memberId }).execute();
  await act.db.insertInto('notice_text').values(given.texts.map((text) => ({
    id: text.id, programme_id: act.actor.programmeId, notice_id: id, language: text.language, title: text.title, body: text.body, written_by: act.actor.memberId,
  }))).execute();
  act.audit({ action: 'notice.issue', subject: 'notice', subjectId: id });
}

/**
 * Corrects the words of one language: a new edition, for nobody's past is rewritten.
 * @throws {Problem} not-allowed, not-found, changed-meanwhile when somebody else corrected the same words, notice-not-in-force for a version that has ended
 */
export async function writeNoticeText(act: Act, id: string, given: NewNoticeText): Promise<void> {
  const { rows: [standing] } = await sql<{ edition: number; again: boolean; ended: boolean }>`
    select coalesce(max(t.edition), 0)::int as edition, coalesce(bool_or(t.id = ${id}), false) as again, v.valid_until is not null as ended
      from notice_version v left join notice_text t on t.notice_id = v.id and t.language = ${given.language}
     where v.id = ${given.noticeId} group by v.id`.execute(act.db);
  if (!standing) throw new Problem('not-found');
  if (standing.again) return act.unchanged();
  if (standing.ended) throw new Problem('notice-not-in-force');
  if (standing.edition !== given.upon) throw new Problem('changed-meanwhile');
  await act.db.insertInto('notice_text').values({
    id, programme_id: act.actor.programmeId, notice_id: given.noticeId, language: given.language, edition: standing.edition + 1, title: given.title, body: given.body, written_by: act.actor.memberId,
  }).execute();
  act.audit({ action: 'notice.write', subject: 'notice-text', subjectId: id, details: { language: given.language } });
}

/** A mediator who speaks the language answers for the words. @throws {Problem} not-allowed for anyone else */
export async function approveNoticeText(act: Act, id: string): Promise<void> {
  const text = await act.db.selectFrom('notice_text').select('approved_by').where('id', '=', id).executeTakeFirst();
  if (!text) throw new Problem('not-found');
  if (text.approved_by) return act.unchanged();
  // Somebody may have corrected the words while they were being read: it is the latest that people are told.
  const { rows: later } = await sql`select from notice_text t join notice_text l on l.notice_id = t.notice_id and l.language = t.language and l.edition > t.edition where t.id = ${id} limit 1`.execute(act.db);
  if (later.length > 0) throw new Problem('changed-meanwhile');
  const approved = await act.db.updateTable('notice_text').set({ approved_by: act.actor.memberId, approved_at: act.now }).where('id', '=', id).executeTakeFirst();
  if (approved.numUpdatedRows === 0n) throw new Problem('not-allowed');
  act.audit({ action: 'notice.approve', subject: 'notice-text', subjectId: id });
}

/** Writes down that the person was told: which words, how, by whom, and whether they could say them again. */
export async function keepDelivery(act: Act, id: string, given: NewDelivery): Promise<void> {
  const { rows: [known] } = await sql<{ person_id: string }>`select person_id from case_file where id = ${given.caseId}`.execute(act.db);
  if (!known) throw new Problem('not-found');
  const kept = await act.db.insertInto('notice_delivery').values({
    id, programme_id: act.actor.programmeId, case_id: given.caseId, text_id: given.textId, means: given.means, mediator_id: given.mediatorId ?? null, understood: given.understood, given_by: act.actor.memberId, at: act.now, noted_at: wordAt(given.notedAt, null, act.now),
  }).onConflict((conflict) => conflict.column('id').doNothing()).executeTakeFirst();
  if (kept.numInsertedOrUpdatedRows === 0n) return act.unchanged();
  act.audit({ action: 'notice.give', subject: 'notice-delivery', subjectId: id, caseId: given.caseId, personId: known.person_id });
}

/** Every time the notice was given in this case, the latest first. */
export async function deliveriesOf(act: Act, caseId: string): Promise<Delivery[]> {
  const { rows } = await sql<{
    id: string; number: number; language: string; edition: number; means: Delivery['means']; understood: Delivery['understood'];
    given_by: string; giver: string; mediator_id: string | null; mediator: string | null; at: Date; noted_at: Date | null; is_superseded: boolean;
  }>`
    select d.id, v.number, t.language, t.edition, d.means, d.understood, d.given_by, g.name as giver, d.mediator_id, i.name as mediator, d.at, d.noted_at, v.valid_until is not null as is_superseded
      from notice_delivery d join notice_text t on t.id = d.text_id join notice_version v on v.id = t.notice_id
      join membership gm on gm.id = d.given_by join account g on g.id = gm.account_id
      left join membership im on im.id = d.mediator_id left join account i on i.id = im.account_id
     where d.case_id = ${caseId} order by d.at desc, d.id limit 100`.execute(act.db);
  return rows.map((row) => ({
    id: row.id, number: row.number, language: row.language, edition: row.edition, means: row.means, understood: row.understood,
    by: { id: row.given_by, name: row.giver }, mediator: row.mediator_id ? { id: row.mediator_id, name: row.mediator ?? '' } : null, at: row.at.toISOString(), notedAt: row.noted_at?.toISOString() ?? null, isSuperseded: row.is_superseded,
  }));
}
