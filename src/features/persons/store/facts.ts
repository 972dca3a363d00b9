import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { italianDay } from '../../../kernel/italian-day.ts';
import { type Birth, type Gender, IdentityLevel, NameKind, type PersonLanguage, type PersonMove, type SafeContact } from '../contract.ts';
import { faultOfBirth } from '../domain.ts';
import { faultOfStep, identityMachine, isMinorMove, minorMachine, minorState } from '../domain/identity.ts';
import { about, heldCase } from './held.ts';

/** Keeps the gender the person gives. @returns the new version. @throws {Problem} not-found, changed-meanwhile */
export async function keepGender(act: Act, personId: string, gender: Gender, version: number): Promise<number> {
  const caseId = await heldCase(act, personId);
  const done = await act.db.updateTable('person').set({ gender, version: version + 1 }).where('id', '=', personId).where('version', '=', version).executeTakeFirst();
  if (done.numUpdatedRows === 0n) throw new Problem('changed-meanwhile');
  act.audit({ action: 'person.gender', ...about(personId, caseId) });
  return version + 1;
}

/**
 * Keeps what is known of the birth. @param version the one that was seen; 0 where nothing was known
 * @returns the new version. @throws {Problem} invalid-input for a birth that cannot stand, not-found, changed-meanwhile
 */
export async function keepBirth(act: Act, personId: string, birth: Birth, version: number): Promise<number> {
  const fault = faultOfBirth(birth);
  if (fault) throw new Problem('invalid-input', { errors: [{ path: 'birth', code: fault }] });
  const caseId = await heldCase(act, personId);
  const kept = version === 0
    ? (await act.db.insertInto('person_birth').values({ ...birth, person_id: personId, programme_id: act.actor.programmeId, version: 1 }).onConflict((conflict) => conflict.doNothing()).executeTakeFirst()).numInsertedOrUpdatedRows
    : (await act.db.updateTable('person_birth').set({ ...birth, version: version + 1 }).where('person_id', '=', personId).where('version', '=', version).executeTakeFirst()).numUpdatedRows;
  if (!kept) throw new Problem('changed-meanwhile');
  act.audit({ action: 'person.birth', ...about(personId, caseId), details: { precision: birth.precision } });
  return version + 1;
}

/** Writes the safe-contact card, or writes it anew. @param version the one that was read; 0 where there was none. @throws {Problem} not-found, changed-meanwhile */
export async function keepCard(act: Act, personId: string, card: SafeContact, version: number): Promise<number> {
  const caseId = await heldCase(act, personId);
  const row = {
    do_not_call: card.doNotCall, who_may_call: card.whoMayCall, when_to_call: card.whenToCall, language: card.language, may_be_said: card.mayBeSaid,
    must_not_answer: card.mustNotAnswer, leave_messages: card.leaveMessages, written_by: act.actor.memberId, written_at: act.now, version: version + 1,
  };
  const kept = version === 0
    ? (await act.db.insertInto('safe_contact_card').values({ ...row, person_id: personId, programme_id: act.actor.programmeId }).onConflict((conflict) => conflict.doNothing()).executeTakeFirst()).numInsertedOrUpdatedRows
    : (await act.db.updateTable('safe_contact_card').set(row).where('person_id', '=', personId).where('version', '=', version).executeTakeFirst()).numUpdatedRows;
  if (!kept) throw new Problem('changed-meanwhile');
  act.audit({ action: 'person.safe-contact', ...about(personId, caseId), details: { version: version + 1, doNotCall: card.doNotCall } });
  return version + 1;
}

/** @throws {Problem} not-found */
export async function keepLanguage(act: Act, personId: string, language: string, known: PersonLanguage): Promise<void> {
  const caseId = await heldCase(act, personId);
  await act.db.insertInto('person_language').values({ programme_id: act.actor.programmeId, person_id: personId, language, ...known })
    .onConflict((conflict) => conflict.columns(['person_id', 'language']).doUpdateSet(known)).execute();
  act.audit({ action: 'person.language', ...about(personId, caseId) });
}

/** @throws {Problem} not-found */
export async function forgetLanguage(act: Act, personId: string, language: string): Promise<void> {
  const caseId = await heldCase(act, personId);
  const done = await act.db.deleteFrom('person_language').where('person_id', '=', personId).where('language', '=', language).executeTakeFirst();
  if (done.numDeletedRows === 0n) act.unchanged();
  else act.audit({ action: 'person.language-remove', ...about(personId, caseId) });
}

/** @throws {Problem} not-found */
export async function keepNationality(act: Act, personId: string, country: string): Promise<void> {
  const caseId = await heldCase(act, personId);
  const done = await act.db.insertInto('person_nationality').values({ programme_id: act.actor.programmeId, person_id: personId, country })
    .onConflict((conflict) => conflict.doNothing()).executeTakeFirst();
  if (!done.numInsertedOrUpdatedRows) act.unchanged();
  else act.audit({ action: 'person.nationality', ...about(personId, caseId) });
}

/** @throws {Problem} not-found */
export async function forgetNationality(act: Act, personId: string, country: string): Promise<void> {
  const caseId = await heldCase(act, personId);
  const done = await act.db.deleteFrom('person_nationality').where('person_id', '=', personId).where('country', '=', country).executeTakeFirst();
  if (done.numDeletedRows === 0n) act.unchanged();
  else act.audit({ action: 'person.nationality-remove', ...about(personId, caseId) });
}

/**
 * A step on the ladder of identity, or on the minor track, with its row of history.
 * @throws {Problem} not-found, illegal-move, reason-required, name-first, document-first, not-allowed (settling a doubt of age without holding the files)
 */
export async function movePerson(act: Act, personId: string, asked: PersonMove): Promise<void> {
  const caseId = await heldCase(act, personId);
  const known = await act.db.selectFrom('person_move').select('id').where('id', '=', asked.id).executeTakeFirst();
  if (known) {
    act.unchanged();
    return;
  }
  const person = await act.db.selectFrom('person').select(['identity_level', 'minor_track', 'version']).where('id', '=', personId).forUpdate().executeTakeFirst();
  if (!person) throw new Problem('not-found');
  const step = isMinorMove(asked.move)
    ? await minorStep(act, personId, person.minor_track, { ...asked, move: asked.move })
    : await identityStep(act, personId, IdentityLevel.parse(person.identity_level), { ...asked, move: asked.move });
  await act.db.insertInto('person_move').values({
    id: asked.id, programme_id: act.actor.programmeId, person_id: personId, machine: step.machine, move: asked.move, from_state: step.from, to_state: step.to,
    reason: asked.reason ?? null, by_member: act.actor.memberId, at: act.now,
    document_kind: asked.document?.kind ?? null, seen_on: asked.document?.seenOn ?? null, seen_by: asked.document ? asked.document.seenBy ?? act.actor.memberId : null,
  }).execute();
  await act.db.updateTable('person').set({ ...step.change, version: person.version + 1 }).where('id', '=', personId).execute();
  act.audit({ action: `person.${asked.move}`, ...about(personId, caseId), details: { from: step.from, to: step.to } });
}

type Asked<Move> = Omit<PersonMove, 'move'> & { move: Move };

async function identityStep(act: Act, personId: string, from: IdentityLevel, asked: Asked<keyof typeof identityMachine.moves>) {
  const to = identityMachine.next(from, asked.move, { reason: asked.reason ?? null });
  const rows = await act.db.selectFrom('person_name').select('kind').where('person_id', '=', personId).where('removed_at', 'is', null).execute();
  const fault = faultOfStep(asked.move, { names: rows.map(({ kind }) => NameKind.parse(kind)), document: asked.document });
  if (fault) throw new Problem(fault === 'document-not-asked' ? 'invalid-input' : fault);
  if (asked.document && asked.document.seenOn > italianDay(act.now)) throw new Problem('invalid-input', { errors: [{ path: 'document.seenOn', code: 'in-the-future' }] });
  return { machine: 'identity', from, to, change: { identity_level: to } } as const;
}

async function minorStep(act: Act, personId: string, track: boolean, asked: Asked<keyof typeof minorMachine.moves>) {
  if (asked.document) throw new Problem('invalid-input');
  const { rows } = await sql<{ ever: boolean }>`select exists (select from person_move where person_id = ${personId} and move = 'raise-doubt') as ever`.execute(act.db);
  const from = minorState(track, rows[0]?.ever ?? false);
  const to = minorMachine.next(from, asked.move, { reason: asked.reason ?? null });
  const raised = to === 'minor-track';
  return { machine: 'minor', from, to, change: { minor_track: raised, minor_reason: raised ? asked.reason ?? null : null } } as const;
}
