import { type RawBuilder, sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { colleague, moment, momentOrNull, PAGE, type Page, paged, placeAfter } from '../../../kernel/database/pages.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Vault } from '../../../kernel/vault/vault.ts';
import type { Colleague } from '../../cases/contract.ts';
import type { Handover, HandoverLine, HandoverMove, HandoverQuery, OpenItem, Receivers } from '../contract.ts';
import { isRunning, movesFor } from '../domain.ts';

export const noteContext = (handoverId: string): string => `handover_note.body:${handoverId}`;

interface Row extends Pick<HandoverLine, 'id' | 'languages' | 'risk' | 'kind' | 'state'> {
  bundle_id: string;
  case_id: string;
  code: string | null;
  case_state: HandoverLine['caseState'];
  giver: Colleague;
  receiver: Colleague;
  asker: Colleague;
  at: Date;
  starts_on: string;
  ends_on: string | null;
  until: Date | null;
  from_stays: boolean;
  person_told: HandoverLine['personTold'];
  reason: string | null;
  opens: boolean;
  place: string;
}

/** The handovers for which `whose` holds, the latest first, with what this colleague is told of each case. */
async function rowsWhere(act: Act, whose: RawBuilder<unknown>, limit: number, place?: readonly string[]): Promise<Row[]> {
  const { rows } = await sql<Row>`
    with page as (
      select h.* from handover h where ${whose} ${place ? sql`and (h.at, h.id) < (${place[0]}::timestamptz, ${place[1]}::uuid)` : sql``} order by h.at desc, h.id desc limit ${limit}
    )
    select h.id, h.bundle_id, h.case_id, cover.code, coalesce(cover.languages, '{}') as languages, cover.state as case_state, cover.risk, h.kind, ${colleague('h.from_member')} as giver,
           ${colleague('h.to_member')} as receiver, ${colleague('h.asked_by')} as asker, h.at, h.starts_on, h.ends_on, h.until, h.from_stays, h.person_told, h.state,
           (select m.reason from handover_move m where m.handover_id = h.id order by m.at desc limit 1) as reason,
           exists (select from case_access a where a.member_id = ${act.actor.memberId} and a.case_id = h.case_id and a.valid_until > now()) as opens, h.at::text as place
      from page h left join handover_covers(array(select id from page)) cover on cover.handover_id = h.id
     order by h.at desc, h.id desc`.execute(act.db);
  return rows;
}

function lineOf(act: Act, row: Row): HandoverLine {
  const standing = { kind: row.kind, state: row.state, fromMember: row.giver.memberId, toMember: row.receiver.memberId, askedBy: row.asker.memberId, until: row.until };
  return {
    id: row.id, bundleId: row.bundle_id, caseId: row.case_id, code: row.code, languages: row.languages, caseState: row.case_state, risk: row.risk, kind: row.kind,
    from: row.giver, to: row.receiver, askedBy: row.asker, at: moment(row.at), startsOn: row.starts_on, endsOn: row.ends_on, fromStays: row.from_stays, personTold: row.person_told,
    state: row.state, isRunning: isRunning(standing, act.now), reason: row.reason, opens: row.opens,
    moves: movesFor(standing, { memberId: act.actor.memberId, coordinates: act.actor.role === 'coordinator' && row.opens }, act.now),
  };
}

/** Those that came to this colleague, those that left them, or, for who coordinates, all that wait for an answer. */
export async function listHandovers(act: Act, { box, after }: HandoverQuery): Promise<Page<HandoverLine>> {
  const me = act.actor.memberId;
  const whose = { 'to-me': sql`h.to_member = ${me}`, 'from-me': sql`(h.from_member = ${me} or h.asked_by = ${me})`, 'waiting': sql`h.programme_id = ${act.actor.programmeId} and h.state = 'proposed'` }[box];
  const rows = await rowsWhere(act, whose, PAGE + 1, placeAfter(after, 2));
  act.audit({ action: 'handover.list', subject: 'handover', details: { lines: Math.min(rows.length, PAGE) } });
  return paged(rows, (row) => [row.place, row.id], (row) => lineOf(act, row));
}

/** Every handover of a case, the latest first. @throws {Problem} not-found */
export async function handoversOf(act: Act, caseId: string): Promise<HandoverLine[]> {
  const held = await act.db.selectFrom('case_access').select(['person_id', 'compartments']).where('member_id', '=', act.actor.memberId).where('case_id', '=', caseId).where('valid_until', '>', act.now).executeTakeFirst();
  if (!held?.compartments.includes('case')) throw new Problem('not-found');
  const rows = await rowsWhere(act, sql`h.case_id = ${caseId}`, PAGE);
  act.audit({ action: 'handover.list', subject: 'case', subjectId: caseId, caseId, personId: held.person_id, details: { lines: rows.length } });
  return rows.map((row) => lineOf(act, row));
}

/** One handover, with its note and what is open, as far as the reader holds the file. @throws {Problem} not-found */
export async function readHandover(act: Act, vault: Vault, id: string): Promise<Handover> {
  const row = (await rowsWhere(act, sql`h.id = ${id}`, 1))[0];
  if (!row) throw new Problem('not-found');
  const note = await act.db.selectFrom('handover_note').select(['compartment', 'body_sealed']).where('handover_id', '=', id).executeTakeFirst();
  const seal = note ? (await vault.seals(act, row.case_id)).get(note.compartment) : undefined;
  const steps = await sql<{ id: string; move: HandoverMove; member: Colleague; at: Date; reason: string | null }>`
    select m.id, m.move, ${colleague('m.by_member')} as member, m.at, m.reason from handover_move m where m.handover_id = ${id} order by m.at`.execute(act.db);
  act.audit({ action: 'handover.read', subject: 'handover', subjectId: id, caseId: row.case_id });
  return {
    ...lineOf(act, row), note: note ? seal?.open(note.body_sealed, noteContext(id)) ?? null : null, noteFor: note ? (note.compartment as Handover['noteFor']) : null,
    items: await itemsOf(act, id), steps: steps.rows.map((step) => ({ id: step.id, move: step.move, by: step.member, at: moment(step.at), reason: step.reason })),
  };
}

interface ItemRow extends Pick<OpenItem, 'id' | 'kind' | 'title'> {
  subject_id: string;
  due_on: string | null;
  open: boolean | null;
  looked_at: Date | null;
}

/** What was open, each line as it stands today under the reader's own rights. */
async function itemsOf(act: Act, handoverId: string): Promise<OpenItem[]> {
  const { rows } = await sql<ItemRow>`
    select i.id, i.kind, i.subject_id, i.due_on, i.looked_at,
           coalesce(s.title, case t.kind when 'free' then t.title else t.kind end, m.kind, r.name, n.kind, f.section || '.' || f.field, case when p.id is not null then 'plan' end) as title,
           case i.kind when 'step' then s.state in ('to-do', 'doing') when 'task' then t.done_at is null when 'appointment' then a.state = 'booked' when 'referral' then r.open
             when 'interview' then n.state <> 'signed' when 'deadline' then f.superseded_by is null else p.state = 'active' and p.review_on is not distinct from i.due_on end as open
      from handover_item i
      left join plan_step s on i.kind = 'step' and s.id = i.subject_id
      left join task t on i.kind = 'task' and t.id = i.subject_id
      left join appointment a on i.kind = 'appointment' and a.id = i.subject_id left join appointment_matter m on m.appointment_id = a.id
      left join lateral (select v.name, q.stopped_at is null and q.state not in ('done', 'declined', 'interrupted', 'withdrawn', 'closed') as open
        from referral q left join service v on v.id = q.service_id where i.kind = 'referral' and q.id = i.subject_id) r on true
      left join interview n on i.kind = 'interview' and n.id = i.subject_id
      left join profile_fact f on i.kind = 'deadline' and f.id = i.subject_id
      left join plan p on i.kind = 'plan-review' and p.id = i.subject_id
     where i.handover_id = ${handoverId} order by i.due_on nulls last, i.kind, i.id`.execute(act.db);
  return rows.map((row) => ({ id: row.id, kind: row.kind, subjectId: row.subject_id, dueOn: row.due_on, title: row.title, isOpen: row.open ?? false, lookedAt: momentOrNull(row.looked_at) }));
}

/** The colleagues of the team who keep files, by name. */
export async function receivers(act: Act): Promise<Receivers['items']> {
  const { rows } = await sql<Receivers['items'][number]>`
    select m.id as "memberId", w.name, m.role, m.languages from membership m join account w on w.id = m.account_id
     where m.programme_id = ${act.actor.programmeId} and m.ended_at is null and m.role in ('psychologist', 'legal', 'labour', 'educator', 'coordinator') order by w.name limit 500`.execute(act.db);
  act.audit({ action: 'handover.list-receivers', subject: 'handover' });
  return rows;
}
