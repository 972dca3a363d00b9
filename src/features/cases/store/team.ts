import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Assignment, Bar, BarLine, CaseTeam, Colleague, Second, Via } from '../contract.ts';
import { mustFollow } from './cases.ts';
import { knownCase } from './known.ts';
import { colleague, moment, momentOrNull, PAGE } from '../../../kernel/database/pages.ts';

interface HolderRow {
  member: Colleague;
  via: Via;
  since: Date | null;
  until: Date | null;
  assignment_id: string | null;
  owner: boolean;
  second_id: string | null;
}

/** Who holds a case and why. Bars are shown to the coordinator alone: everybody else finds none. @throws {Problem} not-found */
export async function readTeam(act: Act, caseId: string): Promise<CaseTeam> {
  const known = await knownCase(act, caseId);
  const { rows } = await sql<HolderRow>`
    with held as (
      select a.member_id, a.via, nullif(a.valid_until, 'infinity') as until from case_access a where a.case_id = ${caseId} and a.valid_until > now()
    ), followed as (
      select s.member_id, s.since, s.id from case_assignment s where s.case_id = ${caseId} and s.ended_at is null
    )
    select ${colleague('one.member_id')} as member, coalesce(h.via, 'assigned') as via, f.since, h.until, f.id as assignment_id,
           one.member_id is not distinct from ${known.ownerId}::uuid as owner,
           (select s.id from case_second s where s.case_id = ${caseId} and s.member_id = one.member_id and s.ended_at is null) as second_id
      from (select member_id from held union select member_id from followed) one left join held h using (member_id) left join followed f using (member_id)
     order by case coalesce(h.via, 'assigned') when 'assigned' then 0 when 'coordinator' then 1 else 2 end, f.since limit 200`.execute(act.db);
  const bars = await sql<{ id: string; member: Colleague; asked_by: BarLine['askedBy']; reason: string; at: Date }>`
    select b.id, ${colleague('b.member_id')} as member, b.asked_by, b.reason, b.at from case_bar b
     where b.case_id = ${caseId} and b.lifted_at is null order by b.at desc limit ${PAGE + 1}`.execute(act.db);
  act.audit({ action: 'team.read', subject: 'case', subjectId: caseId, caseId, personId: known.personId });
  return {
    holders: rows.map((row) => ({ memberId: row.member.memberId, name: row.member.name, role: row.member.role, via: row.via, since: momentOrNull(row.since), until: momentOrNull(row.until), assignmentId: row.assignment_id, owner: row.owner, secondId: row.second_id })),
    bars: bars.rows.slice(0, PAGE).map((row) => ({ id: row.id, member: row.member, askedBy: row.asked_by, reason: row.reason, at: moment(row.at) })),
    moreBars: bars.rows.length > PAGE,
  };
}

/**
 * Gives a case to a colleague and, where asked, has them answer for it.
 * @throws {Problem} not-found, not-allowed, colleague-barred, already-exists, owner-not-following
 */
export async function assign(act: Act, id: string, asked: Assignment): Promise<void> {
  const isGiven = await give(act, id, asked);
  const isOwned = asked.answersForIt === true && await answersFrom(act, asked.caseId, asked.memberId);
  if (!isGiven && !isOwned) act.unchanged();
}

/** The colleague answers for the case from now on. @returns whether that was not so before */
async function answersFrom(act: Act, caseId: string, memberId: string): Promise<boolean> {
  const known = await knownCase(act, caseId);
  if (known.ownerId === memberId) return false;
  await mustFollow(act, caseId, memberId);
  const { numUpdatedRows } = await act.db.updateTable('case_file').set({ owner_id: memberId, version: known.version + 1 })
    .where('id', '=', caseId).where('version', '=', known.version).executeTakeFirst();
  if (numUpdatedRows === 0n) throw new Problem('not-allowed');
  act.audit({ action: 'case.change', subject: 'case', subjectId: caseId, caseId, personId: known.personId, details: { fields: 'ownerId' } });
  return true;
}

/** @returns whether the colleague did not follow the case already */
async function give(act: Act, id: string, { caseId, memberId }: Assignment): Promise<boolean> {
  const known = await knownCase(act, caseId);
  const before = await act.db.selectFrom('case_assignment').select(['id', 'case_id', 'member_id']).where('case_id', '=', caseId)
    .where((where) => where.or([where('id', '=', id), where.and([where('member_id', '=', memberId), where('ended_at', 'is', null)])])).executeTakeFirst();
  if (before) {
    if (before.member_id !== memberId) throw new Problem('already-exists');
    return false;
  }
  // Under whichever of their hats the colleague was barred.
  const barred = await act.db.selectFrom('case_bar').innerJoin('membership as barred', 'barred.id', 'case_bar.member_id').innerJoin('membership as hat', 'hat.account_id', 'barred.account_id')
    .select('case_bar.id').where('case_bar.case_id', '=', caseId).where('hat.id', '=', memberId).where('case_bar.lifted_at', 'is', null).executeTakeFirst();
  if (barred) throw new Problem('colleague-barred');
  await act.db.insertInto('case_assignment').values({ id, programme_id: act.actor.programmeId, case_id: caseId, member_id: memberId, assigned_by: act.actor.memberId }).execute();
  act.audit({ action: 'case.assign', subject: 'case-assignment', subjectId: id, caseId, personId: known.personId });
  return true;
}

/** Takes a case back from a colleague, or gives up one's own. @throws {Problem} not-found, not-allowed */
export async function endAssignment(act: Act, id: string): Promise<void> {
  const found = await act.db.selectFrom('case_assignment').select(['case_id', 'member_id', 'ended_at']).where('id', '=', id).executeTakeFirst();
  if (!found) throw new Problem('not-found');
  if (found.ended_at) return act.unchanged();
  const { numUpdatedRows } = await act.db.updateTable('case_assignment').set({ ended_at: act.now }).where('id', '=', id).executeTakeFirst();
  if (numUpdatedRows === 0n) throw new Problem('not-allowed');
  act.audit({ action: 'case.unassign', subject: 'case-assignment', subjectId: id, caseId: found.case_id });
}

/**
 * Bars a named colleague: from this moment the case does not exist for them. One may bar oneself; the coordinator anyone.
 * @throws {Problem} not-found, not-allowed, already-exists
 */
export async function bar(act: Act, id: string, asked: Bar): Promise<void> {
  const known = await knownCase(act, asked.caseId);
  const before = await act.db.selectFrom('case_bar').select(['case_id', 'member_id']).where('id', '=', id).executeTakeFirst();
  if (before) {
    if (before.case_id !== asked.caseId || before.member_id !== asked.memberId) throw new Problem('already-exists');
    return act.unchanged();
  }
  await act.db.insertInto('case_bar').values({
    id, programme_id: act.actor.programmeId, case_id: asked.caseId, member_id: asked.memberId, asked_by: asked.askedBy, reason: asked.reason, barred_by: act.actor.memberId,
  }).execute();
  act.audit({ action: 'case.bar', subject: 'case-bar', subjectId: id, caseId: asked.caseId, personId: known.personId });
}

/** Lifts a bar. Nothing comes back by itself: the colleague is assigned anew if they are to follow the case. @throws {Problem} not-found */
export async function liftBar(act: Act, id: string): Promise<void> {
  const found = await act.db.selectFrom('case_bar').select(['case_id', 'lifted_at']).where('id', '=', id).executeTakeFirst();
  if (!found) throw new Problem('not-found');
  if (found.lifted_at) return act.unchanged();
  await act.db.updateTable('case_bar').set({ lifted_at: act.now }).where('id', '=', id).execute();
  act.audit({ action: 'case.lift-bar', subject: 'case-bar', subjectId: id, caseId: found.case_id });
}

/** Names who may approve plans and closings of a case beside the coordinator. @throws {Problem} not-found, not-allowed, owner-not-following */
export async function nameSecond(act: Act, id: string, { caseId, memberId }: Second): Promise<void> {
  const known = await knownCase(act, caseId);
  if (act.actor.role !== 'coordinator') throw new Problem('not-allowed');
  const before = await act.db.selectFrom('case_second').select('id').where('case_id', '=', caseId).where('member_id', '=', memberId).where('ended_at', 'is', null).executeTakeFirst();
  if (before) return act.unchanged();
  await mustFollow(act, caseId, memberId);
  await act.db.insertInto('case_second').values({ id, programme_id: act.actor.programmeId, case_id: caseId, member_id: memberId, by_member: act.actor.memberId }).execute();
  act.audit({ action: 'case.name-second', subject: 'case', subjectId: caseId, caseId, personId: known.personId });
}

/** Takes that back. @throws {Problem} not-found, not-allowed */
export async function endSecond(act: Act, id: string): Promise<void> {
  const found = await act.db.selectFrom('case_second').select(['case_id', 'ended_at']).where('id', '=', id).executeTakeFirst();
  if (!found) throw new Problem('not-found');
  if (found.ended_at) return act.unchanged();
  const { numUpdatedRows } = await act.db.updateTable('case_second').set({ ended_at: act.now }).where('id', '=', id).executeTakeFirst();
  if (numUpdatedRows === 0n) throw new Problem('not-allowed');
  act.audit({ action: 'case.end-second', subject: 'case', subjectId: found.case_id, caseId: found.case_id });
}
