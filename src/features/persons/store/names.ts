import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { blockingKeys } from '../matching/index.ts';
import type { NewName } from '../contract.ts';
import { plainName } from '../domain/names.ts';
import { about, heldCase } from './held.ts';

/** The first name a person gives is what they are called; later ones only when it is asked for. */
async function hasName(act: Act, personId: string): Promise<boolean> {
  const row = await act.db.selectFrom('person_name').select('id').where('person_id', '=', personId).where('removed_at', 'is', null).limit(1).executeTakeFirst();
  return row !== undefined;
}

/**
 * Adds a name as it was said or written, with the keys by which the search will find it. No name is ever written over.
 * @throws {Problem} not-found, already-exists when the id names another name
 */
export async function addName(act: Act, personId: string, nameId: string, name: NewName): Promise<void> {
  const caseId = await heldCase(act, personId);
  const known = await act.db.selectFrom('person_name').select(['person_id', 'kind', 'text']).where('id', '=', nameId).executeTakeFirst();
  if (known) {
    if (known.person_id !== personId || known.text !== name.text || known.kind !== name.kind) throw new Problem('already-exists');
    act.unchanged();
    return;
  }
  const preferred = name.preferred || !(await hasName(act, personId));
  if (preferred) await noLongerPreferred(act, personId);
  const programmeId = act.actor.programmeId;
  await act.db.insertInto('person_name').values({
    id: nameId, programme_id: programmeId, person_id: personId, kind: name.kind, text: name.text, given_name: name.givenName, family_name: name.familyName,
    preferred, created_by: act.actor.memberId, created_at: act.now,
  }).execute();
  const plain = plainName(name.text);
  const keys = blockingKeys([name.text]);
  if (keys.length > 0) await act.db.insertInto('person_name_key').values(keys.map((key) => ({ programme_id: programmeId, key, name_id: nameId, person_id: personId, plain }))).execute();
  act.audit({ action: 'person.name-add', ...about(personId, caseId), details: { kind: name.kind } });
}

const noLongerPreferred = (act: Act, personId: string) =>
  act.db.updateTable('person_name').set({ preferred: false }).where('person_id', '=', personId).where('preferred', '=', true).execute();

async function nameOf(act: Act, personId: string, nameId: string): Promise<{ preferred: boolean; removed_at: Date | null }> {
  const row = await act.db.selectFrom('person_name').select(['preferred', 'removed_at']).where('id', '=', nameId).where('person_id', '=', personId).executeTakeFirst();
  if (!row) throw new Problem('not-found');
  return row;
}

/** Takes a name away: it is no longer shown nor found, and the row stays. @throws {Problem} not-found */
export async function removeName(act: Act, personId: string, nameId: string): Promise<void> {
  const caseId = await heldCase(act, personId);
  const name = await nameOf(act, personId, nameId);
  if (name.removed_at) {
    act.unchanged();
    return;
  }
  await act.db.updateTable('person_name').set({ removed_at: act.now, preferred: false }).where('id', '=', nameId).execute();
  act.audit({ action: 'person.name-remove', ...about(personId, caseId) });
}

/** By which name the person wants to be called. @throws {Problem} not-found */
export async function preferName(act: Act, personId: string, nameId: string): Promise<void> {
  const caseId = await heldCase(act, personId);
  const name = await nameOf(act, personId, nameId);
  if (name.removed_at) throw new Problem('not-found');
  if (name.preferred) {
    act.unchanged();
    return;
  }
  await noLongerPreferred(act, personId);
  await act.db.updateTable('person_name').set({ preferred: true }).where('id', '=', nameId).execute();
  act.audit({ action: 'person.name-prefer', ...about(personId, caseId) });
}
