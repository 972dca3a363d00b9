import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { italianDay } from '../../../kernel/italian-day.ts';
import type { Vault } from '../../../kernel/vault/vault.ts';
import { ActContent, type Identifications, type WriteIdentification } from '../contract/identification.ts';
import { colleague, mustHear, openOrNull, type Who } from './common.ts';

interface Row { id: string; authority: Identifications['items'][number]['authority']; kind: Identifications['items'][number]['kind']; decided_on: string; content_sealed: Buffer; by: Who; at: Date }

/** The acts of authorities about a case, the newest first. Audit: `identification.read`. @throws {Problem} not-found */
export async function readIdentifications(act: Act, vault: Vault, caseId: string): Promise<Identifications> {
  await mustHear(act, caseId);
  const { rows } = await sql<Row>`select f.id, f.authority, f.kind, f.decided_on::text, f.content_sealed, ${colleague('f.author_id')} as by, f.at from formal_identification f where f.case_id = ${caseId} order by f.decided_on desc, f.id desc limit 100`.execute(act.db);
  const seal = (await vault.seals(act, caseId)).get('restricted');
  act.audit({ action: 'identification.read', subject: 'case', subjectId: caseId, caseId });
  return { items: rows.map((row) => {
    const text = openOrNull(seal, row.content_sealed, `formal_identification.content:${row.id}`);
    return { id: row.id, authority: row.authority, kind: row.kind, decidedOn: row.decided_on, content: text === null ? null : ActContent.parse(JSON.parse(text)), by: row.by, at: row.at.toISOString() };
  }) };
}

/** Copies an authority's act; it changes no assessment by itself. Audit: `identification.write`. @throws {Problem} not-found, invalid-input, already-exists */
export async function writeIdentification(act: Act, vault: Vault, id: string, given: WriteIdentification): Promise<void> {
  await mustHear(act, given.caseId);
  const before = await act.db.selectFrom('formal_identification').select('author_id').where('id', '=', id).executeTakeFirst();
  if (before) {
    if (before.author_id !== act.actor.memberId) throw new Problem('already-exists');
    return act.unchanged();
  }
  if (given.decidedOn > italianDay(act.now)) throw new Problem('invalid-input', { errors: [{ path: 'decidedOn', code: 'in-the-future' }] });
  const seal = await vault.seal(act, given.caseId, 'restricted');
  await act.db.insertInto('formal_identification').values({
    id, programme_id: act.actor.programmeId, case_id: given.caseId, authority: given.authority, kind: given.kind, decided_on: given.decidedOn, author_id: act.actor.memberId, at: act.now,
    content_sealed: seal.close(JSON.stringify(given.content), `formal_identification.content:${id}`),
  }).execute();
  act.audit({ action: 'identification.write', subject: 'identification', subjectId: id, caseId: given.caseId });
}
