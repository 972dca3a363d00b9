import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Delivery, NewDelivery, NewNotice, NewNoticeText, Notice } from '../contract.ts';

interface TextRow {
  notice_id: string; number: number; valid_from: string; id: string; language: string; edition: number; title: string; body: string;
  approved_by: string | null; approved_name: string | null; approved_at: Date | null;
}

/** The notice in force, each language in its latest edition. @throws {Problem} not-found outside the team */
export async function currentNotice(act: Act): Promise<Notice> {
  const { rows } = await sql<TextRow>`
    with current as (
      select id, number, valid_from::text from notice_version
       where valid_from <= current_date and (valid_until is null or valid_until >= current_date) order by number desc limit 1
    )
    select distinct on (t.language) c.id as notice_id, c.number, c.valid_from, t.id, t.language, t.edition, t.title, t.body, t.approved_by, a.name as approved_name, t.approved_at
      from current c join notice_text t on t.notice_id = c.id
      left join membership m on m.id = t.approved_by left join account a on a.id = m.account_id
     order by t.language, t.edition desc`.execute(act.db);
  const [first] = rows;
  if (!first) throw new Problem('not-found');
  return {
    id: first.notice_id, number: first.number, validFrom: first.valid_from,
    texts: rows.map((row) => ({
      id: row.id, language: row.language, edition: row.edition, title: row.title, body: row.body,
      approved: row.approved_by && row.approved_at ? { by: { id: row.approved_by, name: row.approved_name ?? '' }, at: row.approved_at.toISOString() } : null,
    })),
  };
}

/** Issues the next version; the one before ends today. Its texts begin unapproved. @throws {Problem} not-allowed */
export async function issueNotice(act: Act, id: string, given: NewNotice): Promise<void> {
  const known = await act.db.selectFrom('notice_version').select('id').where('id', '=', id).executeTakeFirst();
  if (known) return act.unchanged();
  const { rows: [last] } = await sql<{ number: number }>`select coalesce(max(number), 0)::int as number from notice_version`.execute(act.db);
  await act.db.updateTable('notice_version').set({ valid_until: sql<string>`current_date` }).where('valid_until', 'is', null).execute();
  await act.db.insertInto('notice_version').values({ id, programme_id: act.actor.programmeId, number: (last?.number ?? 0) + 1, created_by: act.actor.memberId }).execute();
  await act.db.insertInto('notice_text').values(given.texts.map((text) => ({
    id: text.id, programme_id: act.actor.programmeId, notice_id: id, language: text.language, title: text.title, body: text.body, written_by: act.actor.memberId,
  }))).execute();
  act.audit({ action: 'notice.issue', subject: 'notice', subjectId: id });
}

/** Corrects the words of one language: a new edition, for nobody's past is rewritten. @throws {Problem} not-allowed, not-found */
export async function writeNoticeText(act: Act, id: string, given: NewNoticeText): Promise<void> {
  const { rows: [standing] } = await sql<{ edition: number; again: boolean }>`
    select coalesce(max(t.edition), 0)::int as edition, coalesce(bool_or(t.id = ${id}), false) as again
      from notice_version v left join notice_text t on t.notice_id = v.id and t.language = ${given.language}
     where v.id = ${given.noticeId} group by v.id`.execute(act.db);
  if (!standing) throw new Problem('not-found');
  if (standing.again) return act.unchanged();
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
  const approved = await act.db.updateTable('notice_text').set({ approved_by: act.actor.memberId, approved_at: act.now }).where('id', '=', id).executeTakeFirst();
  if (approved.numUpdatedRows === 0n) throw new Problem('not-allowed');
  act.audit({ action: 'notice.approve', subject: 'notice-text', subjectId: id });
}

/** Writes down that the person was told: which words, how, by whom, and whether they could say them again. */
export async function keepDelivery(act: Act, id: string, given: NewDelivery): Promise<void> {
  const { rows: [known] } = await sql<{ person_id: string }>`select person_id from case_file where id = ${given.caseId}`.execute(act.db);
  if (!known) throw new Problem('not-found');
  const kept = await act.db.insertInto('notice_delivery').values({
    id, programme_id: act.actor.programmeId, case_id: given.caseId, text_id: given.textId, means: given.means, mediator_id: given.mediatorId ?? null, understood: given.understood, given_by: act.actor.memberId, at: act.now,
  }).onConflict((conflict) => conflict.column('id').doNothing()).executeTakeFirst();
  if (kept.numInsertedOrUpdatedRows === 0n) return act.unchanged();
  act.audit({ action: 'notice.give', subject: 'notice-delivery', subjectId: id, caseId: given.caseId, personId: known.person_id });
}

/** Every time the notice was given in this case, the latest first. */
export async function deliveriesOf(act: Act, caseId: string): Promise<Delivery[]> {
  const { rows } = await sql<{
    id: string; number: number; language: string; edition: number; means: Delivery['means']; understood: Delivery['understood'];
    given_by: string; giver: string; mediator_id: string | null; mediator: string | null; at: Date;
  }>`
    select d.id, v.number, t.language, t.edition, d.means, d.understood, d.given_by, g.name as giver, d.mediator_id, i.name as mediator, d.at
      from notice_delivery d join notice_text t on t.id = d.text_id join notice_version v on v.id = t.notice_id
      join membership gm on gm.id = d.given_by join account g on g.id = gm.account_id
      left join membership im on im.id = d.mediator_id left join account i on i.id = im.account_id
     where d.case_id = ${caseId} order by d.at desc, d.id limit 100`.execute(act.db);
  return rows.map((row) => ({
    id: row.id, number: row.number, language: row.language, edition: row.edition, means: row.means, understood: row.understood,
    by: { id: row.given_by, name: row.giver }, mediator: row.mediator_id ? { id: row.mediator_id, name: row.mediator ?? '' } : null, at: row.at.toISOString(),
  }));
}
