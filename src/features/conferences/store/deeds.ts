import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Vault } from '../../../kernel/vault/vault.ts';
import type { MinutesAnswer, MoveGiven, NewConferenceNote, NewDecision, NewDissent, NewReveal, NewVoice } from '../contract.ts';
import { runCase, voiceContext } from './calling.ts';
import { nameContext } from './reading.ts';
import { decisionContext, dissentContext, noteContext, saidContext } from './whole.ts';

/** The case of a conference that the asker holds. @throws {Problem} not-found */
async function heldConference(act: Act, id: string): Promise<{ caseId: string; state: string }> {
  const { rows: [found] } = await sql<{ caseId: string; state: string; held: boolean }>`select k.case_id as "caseId", k.state, case_opens(k.case_id, 'case') as held from conference k where k.id = ${id}`.execute(act.db);
  if (!found?.held) throw new Problem('not-found');
  return found;
}

/** What is written goes in until the minutes are approved, and not after. @throws {Problem} illegal-move */
function mustBeOpen(state: string, states: readonly string[]): void {
  if (!states.includes(state)) throw new Problem('illegal-move', { facts: { state, move: 'write' } });
}

/** One step of a conference. @returns nothing @throws {Problem} not-found, not-allowed, illegal-move, reason-required, conference-too-early, conference-day-needed, conference-minutes-missing */
export async function moveConference(act: Act, id: string, { id: moveId, move, reason, startsAt }: MoveGiven): Promise<void> {
  const { rows: [answer] } = await sql<{ moved: boolean }>`select move_conference(${id}, ${moveId}, ${move}, ${reason ?? null}, ${startsAt ?? null}::timestamptz) as moved`.execute(act.db);
  if (!answer?.moved) return act.unchanged();
  const { caseId } = await heldConference(act, id);
  act.audit({ action: `conference.${move}`, subject: 'conference', subjectId: id, caseId });
}

type SeatDeed = 'answer' | 'present' | 'leave';
/** What is done to a seat; the database asks who may. @throws {Problem} not-found, not-allowed, illegal-move */
export async function doToSeat(act: Act, seatId: string, deed: SeatDeed, yes = true): Promise<void> {
  const call = { answer: sql`answer_conference(${seatId}, ${yes})`, present: sql`mark_present(${seatId}, ${yes})`, leave: sql`leave_conference(${seatId})` }[deed];
  const { rows: [answer] } = await sql<{ changed: boolean }>`select ${call} as changed`.execute(act.db);
  if (!answer?.changed) return act.unchanged();
  const seat = await act.db.selectFrom('conference_seat').select(['conference_id', 'case_id']).where('id', '=', seatId).executeTakeFirst();
  act.audit({ action: `conference.${deed}`, subject: 'conference', ...(seat ? { subjectId: seat.conference_id, caseId: seat.case_id } : {}) });
}

/** What somebody who was there says of the minutes. @throws {Problem} not-found, illegal-move, changed-meanwhile, reason-required */
export async function answerMinutes(act: Act, vault: Vault, seatId: string, { edition, said, words }: MinutesAnswer): Promise<void> {
  const seal = words ? (await vault.seals(act, seatId)).get('conference') : undefined;
  if (words && !seal) throw new Problem('not-found');
  const { rows: [answer] } = await sql<{ changed: boolean }>`select answer_minutes(${seatId}, ${edition}, ${said}, ${words && seal ? seal.close(words, saidContext(seatId)) : null}) as changed`.execute(act.db);
  if (!answer?.changed) return act.unchanged();
  const seat = await act.db.selectFrom('conference_seat').select(['conference_id', 'case_id']).where('id', '=', seatId).executeTakeFirstOrThrow();
  act.audit({ action: 'conference.answer-minutes', subject: 'conference', subjectId: seat.conference_id, caseId: seat.case_id, details: { said, edition } });
}

/**
 * Says the person's name to one participant, until a moment; the database closes it again by itself.
 * @throws {Problem} not-found, not-allowed, conference-name-not-agreed while the person has not said yes, or their consent to that body ended, already-exists
 */
export async function revealName(act: Act, vault: Vault, id: string, { seatId, reason, hours }: NewReveal): Promise<void> {
  const seat = await act.db.selectFrom('conference_seat').select(['conference_id', 'case_id']).where('id', '=', seatId).executeTakeFirst();
  if (!seat) throw new Problem('not-found');
  const held = await runCase(act, seat.case_id);
  const before = await act.db.selectFrom('conference_reveal').select(['seat_id', 'reason', 'at', 'until']).where('id', '=', id).executeTakeFirst();
  if (before) return act.unchangedIf(before.seat_id === seatId && before.reason === reason && before.until.getTime() - before.at.getTime() === hours * 3_600_000);
  const { rows: [may] } = await sql<{ named: boolean }>`select conference_may_name(${seatId}, ${seat.conference_id}) as named`.execute(act.db);
  if (!may?.named) throw new Problem('conference-name-not-agreed');
  const names = await act.db.selectFrom('person_name').select('text').where('person_id', '=', held.personId).where('removed_at', 'is', null).orderBy('preferred', 'desc').orderBy('created_at').execute();
  if (names.length === 0) throw new Problem('conference-no-name');
  await sql`insert into conference_reveal (id, programme_id, conference_id, seat_id, case_id, reason, by_member, until)
    values (${id}, ${act.actor.programmeId}, ${seat.conference_id}, ${seatId}, ${seat.case_id}, ${reason}, ${act.actor.memberId}, now() + make_interval(hours => ${hours}))`.execute(act.db);
  const seal = await vault.firstSeal(act, id, 'conference-name');
  await act.db.insertInto('conference_name').values({ reveal_id: id, programme_id: act.actor.programmeId, case_id: seat.case_id, body_sealed: seal.close(JSON.stringify(names.map((one) => one.text)), nameContext(id)) }).execute();
  act.audit({ action: 'conference.say-name', subject: 'conference', subjectId: seat.conference_id, caseId: seat.case_id, personId: held.personId, reason, details: { hours } });
}

/** Takes the name back before its moment. @throws {Problem} not-found, not-allowed */
export async function takeNameBack(act: Act, id: string): Promise<void> {
  const found = await act.db.selectFrom('conference_reveal').select(['conference_id', 'case_id', 'withdrawn_at']).where('id', '=', id).executeTakeFirst();
  if (!found) throw new Problem('not-found');
  if (found.withdrawn_at) return act.unchanged();
  const { numUpdatedRows } = await act.db.updateTable('conference_reveal').set({ withdrawn_by: act.actor.memberId, withdrawn_at: act.now }).where('id', '=', id).executeTakeFirst();
  if (numUpdatedRows === 0n) throw new Problem('not-allowed');
  act.audit({ action: 'conference.take-name-back', subject: 'conference', subjectId: found.conference_id, caseId: found.case_id });
}

/** A note under a point, in the place its author chooses. @throws {Problem} not-found, not-allowed, illegal-move, already-exists where other words stand under that id */
export async function keepNote(act: Act, vault: Vault, id: string, { conferenceId, pointId, compartment, words }: NewConferenceNote): Promise<void> {
  const { caseId, state } = await heldConference(act, conferenceId);
  const seal = await vault.seal(act, caseId, compartment);
  const before = await act.db.selectFrom('conference_note').select(['conference_id', 'point_id', 'compartment', 'author_id', 'body_sealed']).where('id', '=', id).executeTakeFirst();
  if (before) {
    return act.unchangedIf(before.conference_id === conferenceId && before.author_id === act.actor.memberId && before.point_id === (pointId ?? null) && before.compartment === compartment && seal.open(before.body_sealed, noteContext(id)) === words);
  }
  mustBeOpen(state, ['called', 'held']);
  await act.db.insertInto('conference_note').values({
    id, programme_id: act.actor.programmeId, conference_id: conferenceId, case_id: caseId, compartment, point_id: pointId ?? null, body_sealed: seal.close(words, noteContext(id)), author_id: act.actor.memberId,
  }).execute();
  act.audit({ action: 'conference.note', subject: 'conference', subjectId: conferenceId, caseId });
}

/** What was decided, who does it and by when. @throws {Problem} not-found, illegal-move, owner-not-following, already-exists */
export async function keepDecision(act: Act, vault: Vault, id: string, { conferenceId, what, ownerId, ownerWords, dueOn }: NewDecision): Promise<void> {
  const { caseId, state } = await heldConference(act, conferenceId);
  const seal = await vault.seal(act, caseId, 'case');
  const body = JSON.stringify({ what, ownerWords: ownerWords || null });
  const before = await act.db.selectFrom('conference_decision').select(['conference_id', 'owner_id', 'due_on', 'body_sealed']).where('id', '=', id).executeTakeFirst();
  if (before) return act.unchangedIf(before.conference_id === conferenceId && before.owner_id === (ownerId ?? null) && before.due_on === (dueOn ?? null) && seal.open(before.body_sealed, decisionContext(id)) === body);
  mustBeOpen(state, ['called', 'held']);
  const { rows: [fits] } = await sql<{ may: boolean }>`select ${ownerId ?? null}::uuid is null or may_take_task(${ownerId ?? null}::uuid, ${caseId}) as may`.execute(act.db);
  if (!fits?.may) throw new Problem('owner-not-following');
  await act.db.insertInto('conference_decision').values({
    id, programme_id: act.actor.programmeId, conference_id: conferenceId, case_id: caseId, body_sealed: seal.close(body, decisionContext(id)),
    owner_id: ownerId ?? null, due_on: dueOn ?? null, by_member: act.actor.memberId,
  }).execute();
  act.audit({ action: 'conference.decide', subject: 'conference', subjectId: conferenceId, caseId });
}

/** A decision that was written by mistake is taken back, and stays to be read as such. @throws {Problem} not-found, illegal-move */
export async function takeDecisionBack(act: Act, id: string): Promise<void> {
  const found = await act.db.selectFrom('conference_decision').select(['conference_id', 'case_id', 'withdrawn_at']).where('id', '=', id).executeTakeFirst();
  if (!found) throw new Problem('not-found');
  if (found.withdrawn_at) return act.unchanged();
  const { numUpdatedRows } = await act.db.updateTable('conference_decision').set({ withdrawn_by: act.actor.memberId, withdrawn_at: act.now }).where('id', '=', id).executeTakeFirst();
  if (numUpdatedRows === 0n) throw new Problem('illegal-move', { facts: { state: 'minutes-approved', move: 'take-back' } });
  act.audit({ action: 'conference.take-decision-back', subject: 'conference', subjectId: found.conference_id, caseId: found.case_id });
}

/** Somebody did not agree; by name if they wish. @throws {Problem} not-found, illegal-move, already-exists */
export async function keepDissent(act: Act, vault: Vault, id: string, { conferenceId, decisionId, seatId, words }: NewDissent): Promise<void> {
  const { caseId, state } = await heldConference(act, conferenceId);
  const seal = await vault.seal(act, caseId, 'case');
  const before = await act.db.selectFrom('conference_dissent').select(['conference_id', 'decision_id', 'seat_id', 'body_sealed']).where('id', '=', id).executeTakeFirst();
  if (before) return act.unchangedIf(before.conference_id === conferenceId && before.decision_id === (decisionId ?? null) && before.seat_id === (seatId ?? null) && seal.open(before.body_sealed, dissentContext(id)) === words);
  mustBeOpen(state, ['called', 'held']);
  await act.db.insertInto('conference_dissent').values({
    id, programme_id: act.actor.programmeId, conference_id: conferenceId, case_id: caseId, decision_id: decisionId ?? null, seat_id: seatId ?? null, body_sealed: seal.close(words, dissentContext(id)), by_member: act.actor.memberId,
  }).execute();
  act.audit({ action: 'conference.dissent', subject: 'conference', subjectId: conferenceId, caseId });
}

/** What the person wishes before, or was told after. @throws {Problem} not-found, illegal-move, already-exists */
export async function keepVoice(act: Act, vault: Vault, id: string, { conferenceId, moment, knows, nameSaid, words }: NewVoice): Promise<void> {
  const { caseId, state } = await heldConference(act, conferenceId);
  const seal = await vault.seal(act, caseId, 'case');
  const before = await act.db.selectFrom('conference_voice').select(['conference_id', 'moment', 'knows', 'name_said', 'body_sealed']).where('id', '=', id).executeTakeFirst();
  if (before) return act.unchangedIf(before.conference_id === conferenceId && before.moment === moment && before.knows === knows && before.name_said === nameSaid && seal.open(before.body_sealed, voiceContext(id)) === words);
  mustBeOpen(state, moment === 'before' ? ['called', 'postponed', 'held'] : ['held', 'minutes-approved', 'cancelled']);
  await act.db.insertInto('conference_voice').values({
    id, programme_id: act.actor.programmeId, conference_id: conferenceId, case_id: caseId, moment, knows, name_said: nameSaid, body_sealed: seal.close(words, voiceContext(id)), by_member: act.actor.memberId,
  }).execute();
  act.audit({ action: 'conference.voice', subject: 'conference', subjectId: conferenceId, caseId });
}
