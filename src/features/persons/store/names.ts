import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { blockingKeys } from '../matching/index.ts';
import type { NewName } from '../contract.ts';
import { plainName } from '../domain/names.ts';
import { about, heldCase } from './held.ts';

/**
 * Adds a name as it was said or written, with the keys by which the search will find it. No name is ever written over.
 * @throws {Problem} not-found, already-exists when the id names another name
 */
export async function addName(act: Act, personId: string, nameId: string, name: NewName): Promise<void> {
  const { rows } = await sql<{ case_id: string; is_new: boolean }>`
    select * from keep_name(${personId}, ${nameId}, ${name.kind}, ${name.text}, ${name.givenName}, ${name.familyName}, ${name.preferred}, ${blockingKeys([name.text])}, ${plainName(name.text)})`.execute(act.db);
  const kept = rows[0];
  if (!kept) throw new Problem('not-found');
  if (kept.is_new) act.audit({ action: 'person.name-add', ...about(personId, kept.case_id), details: { kind: name.kind } });
  else act.unchanged();
}

const noLongerPreferred = (act: Act, personId: string) =>
  act.db.updateTable('person_name').set({ preferred: false }).where('person_id', '=', personId).where('preferred', '=', true).where('removed_at', 'is', null).execute();

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
