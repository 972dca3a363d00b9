import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Vault } from '../../../kernel/vault/vault.ts';
import { CASES_AT_ONCE, type NewHandover, type Passable } from '../contract.ts';
import { noteContext } from './reading.ts';

/**
 * Proposes to pass cases on, all of them or none. Nothing changes for anybody until the receiver says yes.
 * @throws {Problem} not-found, not-allowed, handover-not-possible, handover-already-waiting, already-exists
 */
export async function propose(act: Act, vault: Vault, bundleId: string, asked: NewHandover): Promise<void> {
  const known = await act.db.selectFrom('handover').select(['id', 'bundle_id', 'asked_by']).where('id', 'in', asked.cases.map((one) => one.id)).execute();
  if (known.some((one) => one.bundle_id !== bundleId || one.asked_by !== act.actor.memberId)) throw new Problem('already-exists');
  const fresh = asked.cases.filter((one) => !known.some((other) => other.id === one.id));
  if (fresh.length === 0) return act.unchanged();
  for (const one of fresh) await proposeOne(act, vault, bundleId, asked, one);
}

async function proposeOne(act: Act, vault: Vault, bundleId: string, asked: NewHandover, one: NewHandover['cases'][number]): Promise<void> {
  const from = asked.fromMember ?? act.actor.memberId;
  const { rows: [held] } = await sql<{ person_id: string; keeps: boolean; possible: boolean }>`
    select a.person_id, 'case' = any (a.compartments) as keeps, may_receive_case(a.case_id, ${from}, ${one.toMember}) as possible
      from case_access a where a.member_id = ${act.actor.memberId} and a.case_id = ${one.caseId} and a.valid_until > now()`.execute(act.db);
  if (!held) throw new Problem('not-found');
  if (!held.keeps || (from !== act.actor.memberId && act.actor.role !== 'coordinator')) throw new Problem('not-allowed');
  // A colleague who is barred, one who has left and one who keeps no files are refused with the same words: who is barred is not told here.
  if (!held.possible || from === one.toMember) throw new Problem('handover-not-possible');
  await act.db.insertInto('handover').values({
    id: one.id, programme_id: act.actor.programmeId, case_id: one.caseId, bundle_id: bundleId, kind: asked.kind, from_member: from, to_member: one.toMember, asked_by: act.actor.memberId,
    starts_on: asked.startsOn, ends_on: asked.endsOn ?? null, from_stays: asked.kind === 'for-good' && asked.fromStays, person_told: asked.personTold,
  }).execute();
  const words = [asked.note, one.note].filter((part) => part).join('\n\n');
  if (words) {
    const seal = await vault.seal(act, one.caseId, asked.noteFor);
    await act.db.insertInto('handover_note').values({
      handover_id: one.id, programme_id: act.actor.programmeId, case_id: one.caseId, compartment: asked.noteFor, body_sealed: seal.close(words, noteContext(one.id)),
    }).execute();
  }
  await gatherOpenItems(act, one.id, one.caseId);
  act.audit({ action: 'handover.propose', subject: 'handover', subjectId: one.id, caseId: one.caseId, personId: held.person_id, details: { kind: asked.kind } });
}

/** What is open in the case today, kept by kind and id, as far as the one who proposes sees it. */
async function gatherOpenItems(act: Act, handoverId: string, caseId: string): Promise<void> {
  await sql`
    insert into handover_item (id, programme_id, handover_id, case_id, kind, subject_id, due_on)
    select gen_random_uuid(), ${act.actor.programmeId}, ${handoverId}, ${caseId}, open.kind, open.id, open.due_on from (
      select 'step' as kind, s.id, s.due_on from plan_step s where s.case_id = ${caseId} and s.state in ('to-do', 'doing')
      union all select 'task', t.id, t.due_on from task t where t.case_id = ${caseId} and t.done_at is null
      union all select 'appointment', a.id, (a.starts_at at time zone 'Europe/Rome')::date from appointment_matter m join appointment a on a.id = m.appointment_id
        where m.case_id = ${caseId} and a.state = 'booked' and a.starts_at > now()
      union all select 'referral', r.id, r.owed_on from referral_matter m join referral r on r.id = m.referral_id
        where m.case_id = ${caseId} and (r.stopped_at is null or r.state = 'returned') and r.state not in ('done', 'declined', 'interrupted', 'withdrawn', 'closed')
      union all select 'interview', i.id, null from interview i where i.case_id = ${caseId} and i.state in ('running', 'paused', 'stopped')
      union all select 'deadline', f.id, f.due_on from profile_fact f where f.case_id = ${caseId} and f.superseded_by is null and f.due_on is not null
      union all select 'plan-review', p.id, p.review_on from plan p where p.case_id = ${caseId} and p.state = 'active' and p.review_on is not null
    ) open`.execute(act.db);
}

/**
 * The cases that a colleague follows and could pass on, those that are over left out. Everybody sees their own; who coordinates, anybody's.
 * @throws {Problem} not-allowed
 */
export async function passableOf(act: Act, memberId: string): Promise<Passable> {
  if (memberId !== act.actor.memberId && act.actor.role !== 'coordinator') throw new Problem('not-allowed');
  const { rows } = await sql<Passable['items'][number]>`
    select c.id as "caseId", p.code, c.state, c.risk, c.owner_id is not distinct from ${memberId}::uuid as owner,
           exists (select from handover h where h.case_id = c.id and h.from_member = ${memberId} and h.state = 'proposed') as waits
      from (select s.case_id from case_assignment s where s.member_id = ${memberId} and s.ended_at is null
            union select o.id from case_file o where o.owner_id = ${memberId} and o.programme_id = ${act.actor.programmeId}) mine
      join case_access a on a.case_id = mine.case_id and a.member_id = ${act.actor.memberId} and a.valid_until > now() and 'case' = any (a.compartments)
      join case_file c on c.id = mine.case_id join person p on p.id = c.person_id
     where c.state not in ('closed', 'withdrawn', 'sent-elsewhere', 'short-guidance')
     order by (c.owner_id is not distinct from ${memberId}::uuid) desc, p.code limit ${CASES_AT_ONCE + 1}`.execute(act.db);
  act.audit({ action: 'handover.list-cases', subject: 'handover', details: { lines: rows.length } });
  return { items: rows.slice(0, CASES_AT_ONCE), more: rows.length > CASES_AT_ONCE };
}

/** Takes the same step with several handovers, all of them or none. @throws {Problem} what {@link moveHandover} throws */
export async function moveAll(act: Act, move: string, reason: string | undefined, items: readonly { id: string; handoverId: string }[]): Promise<void> {
  let moved = 0;
  for (const { id, handoverId } of items) if (await moveHandover(act, handoverId, { id, move, reason })) moved += 1;
  if (moved === 0) act.unchanged();
}

/**
 * One step of a handover; with the yes the receiver holds the case, and whoever leaves it no longer does, from this very moment.
 * @returns false when it was sent again
 * @throws {Problem} not-found, not-allowed, illegal-move, reason-required, handover-interview-unsigned, handover-stale
 */
export async function moveHandover(act: Act, handoverId: string, { id, move, reason }: { id: string; move: string; reason: string | undefined }): Promise<boolean> {
  const { rows: [answer] } = await sql<{ moved: boolean }>`select move_handover(${handoverId}, ${id}, ${move}, ${reason ?? null}) as moved`.execute(act.db);
  if (!answer?.moved) return false;
  const known = await act.db.selectFrom('handover').select('case_id').where('id', '=', handoverId).executeTakeFirst();
  act.audit({ action: `handover.${move}`, subject: 'handover', subjectId: handoverId, ...(known ? { caseId: known.case_id } : {}) });
  return true;
}

/** A line of what is open was gone through, or not yet after all. @throws {Problem} not-found, not-allowed for anybody but the receiver */
export async function lookAtItem(act: Act, itemId: string, looked: boolean): Promise<void> {
  const found = await act.db.selectFrom('handover_item').select(['handover_id', 'case_id', 'looked_at']).where('id', '=', itemId).executeTakeFirst();
  if (!found) throw new Problem('not-found');
  if ((found.looked_at !== null) === looked) return act.unchanged();
  const { numUpdatedRows } = await act.db.updateTable('handover_item').set(looked ? { looked_by: act.actor.memberId, looked_at: act.now } : { looked_by: null, looked_at: null }).where('id', '=', itemId).executeTakeFirst();
  if (numUpdatedRows === 0n) throw new Problem('not-allowed');
  act.audit({ action: 'handover.look-at-item', subject: 'handover', subjectId: found.handover_id, caseId: found.case_id });
}

/** Writes down whether the person was told. @throws {Problem} not-found, not-allowed */
export async function tellPerson(act: Act, handoverId: string, told: string): Promise<void> {
  const { rows: [answer] } = await sql<{ changed: boolean }>`select tell_of_handover(${handoverId}, ${told}) as changed`.execute(act.db);
  if (!answer?.changed) return act.unchanged();
  act.audit({ action: 'handover.tell-person', subject: 'handover', subjectId: handoverId });
}
