import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { AccessAsked, AccessRequestLine, BreakGlass, BreakGlassLine, Colleague, GlassBroken } from '../contract.ts';
import { accessMachine } from '../domain.ts';
import { colleague, moment, momentOrNull, type Page, paged, PAGE, placeAfter } from '../../../kernel/database/pages.ts';
import { assign } from './team.ts';

/**
 * Opens a case in an emergency, for twenty-four hours. The database tells the coordinator and the data protection officer, and writes the
 * line of the trail, in the same breath: none of it can be left out.
 * @throws {Problem} not-found (also for a case from which one is barred), case-already-held, reason-required, already-exists
 */
export async function breakTheGlass(act: Act, id: string, asked: BreakGlass): Promise<GlassBroken> {
  const { rows } = await sql<{ case_id: string; until: Date }>`
    select case_id, until from break_the_glass(${id}, ${asked.caseId ?? null}, ${asked.code?.toLowerCase() ?? null}, ${asked.reason})`.execute(act.db);
  const broken = rows[0];
  if (!broken) throw new Problem('not-found');
  act.unchanged();
  return { caseId: broken.case_id, until: moment(broken.until) };
}

interface BreakGlassRow {
  id: string;
  case_id: string;
  code: string | null;
  by: Colleague;
  reason: string;
  at: Date;
  until: Date;
  reviewer: Colleague | null;
  reviewed_at: Date | null;
  review_words: string | null;
  own: boolean;
  place: string;
}

/** When the glass was broken, last first: all of the programme for those who review it, one's own for everybody else. */
export async function listBreakGlass(act: Act, after: string | undefined): Promise<Page<BreakGlassLine>> {
  const place = placeAfter(after, 2);
  const { rows } = await sql<BreakGlassRow>`
    with page as (
      select b.* from break_glass b where b.programme_id = ${act.actor.programmeId} ${place ? sql`and (b.at, b.id) < (${place[0]}::timestamptz, ${place[1]}::uuid)` : sql``}
       order by b.at desc, b.id desc limit ${PAGE + 1}
    ), officer as (
      select o.case_id, o.code from codes_for_officer(array(select case_id from page)) o
    )
    select page.id, page.case_id, coalesce(p.code, officer.code) as code, ${colleague('page.member_id')} as by, page.reason, page.at, page.until,
           ${colleague('page.reviewed_by')} as reviewer, page.reviewed_at, page.review_words, page.member_id = ${act.actor.memberId} as own, page.at::text as place
      from page left join case_file c on c.id = page.case_id left join person p on p.id = c.person_id left join officer on officer.case_id = page.case_id
     order by page.at desc, page.id desc`.execute(act.db);
  act.audit({ action: 'break-glass.list', subject: 'break-glass', details: { lines: Math.min(rows.length, PAGE) } });
  return paged(rows, (row) => [row.place, row.id], (row) => ({
    id: row.id, caseId: row.case_id, code: row.code, by: row.by, reason: row.reason, at: moment(row.at), until: moment(row.until),
    reviewedBy: row.reviewer, reviewedAt: momentOrNull(row.reviewed_at), reviewWords: row.review_words, own: row.own,
  }));
}

/** Looks at an emergency opening afterwards, in writing; never one's own. @throws {Problem} not-found, not-allowed */
export async function reviewBreakGlass(act: Act, id: string, words: string): Promise<void> {
  const found = await act.db.selectFrom('break_glass').select(['case_id', 'reviewed_at']).where('id', '=', id).executeTakeFirst();
  if (!found) throw new Problem('not-found');
  if (found.reviewed_at) return act.unchanged();
  const { numUpdatedRows } = await act.db.updateTable('break_glass').set({ reviewed_by: act.actor.memberId, reviewed_at: act.now, review_words: words })
    .where('id', '=', id).where('reviewed_at', 'is', null).executeTakeFirst();
  if (numUpdatedRows === 0n) throw new Problem('not-allowed');
  act.audit({ action: 'break-glass.review', subject: 'break-glass', subjectId: id, caseId: found.case_id });
}

/** Asks the coordinator for a case known by its code alone. @throws {Problem} not-found, not-allowed, case-already-held */
export async function askForAccess(act: Act, id: string, asked: AccessAsked): Promise<void> {
  await sql`select ask_for_access(${id}, ${asked.code.toLowerCase()}, ${asked.reason})`.execute(act.db);
  act.unchanged();
}

interface AccessRow {
  id: string;
  case_id: string | null;
  code: string | null;
  by: Colleague;
  reason: string;
  at: Date;
  state: AccessRequestLine['state'];
  barred: boolean;
  own: boolean;
  place: string;
}

/** Requests for access that wait, for the coordinator, and one's own whatever their state. Last first. */
export async function listAccessRequests(act: Act, after: string | undefined): Promise<Page<AccessRequestLine>> {
  const place = placeAfter(after, 2);
  const { rows } = await sql<AccessRow>`
    select r.id, c.id as case_id, p.code, ${colleague('r.member_id')} as by, r.reason, r.at, r.state, r.member_id = ${act.actor.memberId} as own, r.at::text as place,
           exists (select from case_bar b join membership kept on kept.id = b.member_id join membership hat on hat.account_id = kept.account_id
             where b.case_id = r.case_id and hat.id = r.member_id and b.lifted_at is null) as barred
      from access_request r left join case_file c on c.id = r.case_id left join person p on p.id = c.person_id
     where r.programme_id = ${act.actor.programmeId} and (r.state = 'open' or r.member_id = ${act.actor.memberId})
       ${place ? sql`and (r.at, r.id) < (${place[0]}::timestamptz, ${place[1]}::uuid)` : sql``}
     order by r.at desc, r.id desc limit ${PAGE + 1}`.execute(act.db);
  act.audit({ action: 'access-request.list', subject: 'access-request', details: { lines: Math.min(rows.length, PAGE) } });
  return paged(rows, (row) => [row.place, row.id], (row) => ({
    id: row.id, caseId: row.case_id, code: row.code, by: row.by, reason: row.reason, at: moment(row.at), state: row.state, barred: row.barred, own: row.own,
  }));
}

/** Grants, by assigning the case, or refuses. @throws {Problem} not-found, not-allowed, illegal-move, colleague-barred */
export async function decideAccess(act: Act, id: string, decision: 'grant' | 'refuse'): Promise<void> {
  const found = await act.db.selectFrom('access_request').select(['case_id', 'member_id', 'state']).where('id', '=', id).executeTakeFirst();
  if (!found) throw new Problem('not-found');
  if (found.state === accessMachine.moves[decision].to) return act.unchanged();
  const state = accessMachine.next(found.state as AccessRequestLine['state'], decision);
  const { numUpdatedRows } = await act.db.updateTable('access_request').set({ state, decided_by: act.actor.memberId, decided_at: act.now })
    .where('id', '=', id).where('state', '=', 'open').executeTakeFirst();
  if (numUpdatedRows === 0n) throw new Problem('not-allowed');
  if (decision === 'grant') await assign(act, newId(), { caseId: found.case_id, memberId: found.member_id });
  act.audit({ action: `access-request.${decision}`, subject: 'access-request', subjectId: id, caseId: found.case_id });
}
