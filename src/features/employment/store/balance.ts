import { sql } from 'kysely';
import { z } from 'zod';
import type { Act } from '../../../kernel/database/act.ts';
import { colleague } from '../../../kernel/database/pages.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Seal, Vault } from '../../../kernel/vault/vault.ts';
import { BalanceContent, type BalanceEntry, type Employment, KnownFact, KnownFrom, type WriteEntry } from '../contract.ts';
import { COMPARTMENT, place, writableCase } from './common.ts';

interface EntryRow { id: string; content_sealed: Buffer; source: string; learned_on: string; by: BalanceEntry['by']; version: number }

/** The lines of the balance that stand, in the order in which they were written. */
export async function entriesOf(act: Act, seal: Seal | undefined, caseId: string): Promise<BalanceEntry[]> {
  const { rows } = await sql<EntryRow>`
    select e.id, e.content_sealed, e.source, e.learned_on::text, ${colleague('e.author_id')} as by, e.version from balance_entry e where e.case_id = ${caseId} and e.struck_at is null order by e.at, e.id limit 400`.execute(act.db);
  return seal ? rows.map((row) => ({
    id: row.id, source: KnownFrom.parse(row.source), learnedOn: row.learned_on, by: row.by, version: row.version, content: BalanceContent.parse(JSON.parse(seal.open(row.content_sealed, place.entry(row.id)))),
  })) : [];
}

/** Fields of the profile that a balance reads and never asks again. */
const readThere = ['education-level', 'education-literacy', 'education-italian', 'education-courses', 'work-right-to-work', 'work-licences', 'work-history', 'work-skills', 'work-preferences', 'wishes-first'];

/** What the profile knows of them now, as far as the reader may open it, with where and when it was learned. */
export async function knownOf(act: Act, vault: Vault, caseId: string): Promise<KnownFact[]> {
  const rows = await act.db.selectFrom('profile_fact').select(['id', 'field', 'compartment', 'value_sealed', 'source_kind', 'learned_on'])
    .where('case_id', '=', caseId).where('episode_id', 'is', null).where('superseded_by', 'is', null).where('field', 'in', readThere).execute();
  const seals = await vault.seals(act, caseId);
  return readThere.flatMap((field) => rows.filter((row) => row.field === field)).flatMap((row) => {
    const seal = seals.get(row.compartment);
    const read = seal ? KnownFact.safeParse({ field: row.field, value: JSON.parse(seal.open(row.value_sealed, `profile_fact.value:${row.id}`)), source: row.source_kind, learnedOn: row.learned_on }) : undefined;
    // Null stands for what is not known any more.
    return read?.success ? [read.data] : [];
  });
}

export async function languagesOf(act: Act, personId: string): Promise<Employment['languages']> {
  const rows = await act.db.selectFrom('person_language').select(['language', 'speaks', 'reads']).where('person_id', '=', personId)
    .orderBy(sql`case speaks when 'mother-tongue' then 0 when 'well' then 1 else 2 end`).orderBy('language').limit(30).execute();
  return rows.map((row) => ({ language: row.language, speaks: z.enum(['some', 'well', 'mother-tongue']).parse(row.speaks), reads: row.reads }));
}

/** That a paper named as evidence is one of this case that the writer may read. @throws {Problem} not-found */
export async function mustBePaperOf(act: Act, caseId: string, documentId: string | null): Promise<void> {
  if (documentId === null) return;
  if (!await act.db.selectFrom('document').select('id').where('id', '=', documentId).where('case_id', '=', caseId).where('state', '=', 'kept').executeTakeFirst()) throw new Problem('not-found');
}

/**
 * Writes a line of the balance, or puts one right. Sent again it changes nothing. Audit: `balance.write`.
 * @param seen the version as it was read, 0 for a new line
 * @throws {Problem} not-found, not-allowed, changed-meanwhile, already-exists
 */
export async function writeEntry(act: Act, vault: Vault, id: string, seen: number, given: WriteEntry): Promise<void> {
  const held = await writableCase(act, given.caseId);
  const { content } = given;
  await mustBePaperOf(act, given.caseId, content.kind === 'training' || content.kind === 'skill' ? content.documentId : null);
  const seal = await vault.seal(act, given.caseId, COMPARTMENT);
  const before = await act.db.selectFrom('balance_entry').select(['case_id', 'kind', 'content_sealed', 'source', 'learned_on', 'version', 'struck_at']).where('id', '=', id).executeTakeFirst();
  if (before && (before.case_id !== given.caseId || before.kind !== content.kind)) throw new Problem('already-exists');
  const said = JSON.stringify(content);
  if (before?.version === seen + 1 && before.source === given.source && before.learned_on === given.learnedOn && seal.open(before.content_sealed, place.entry(id)) === said) return act.unchanged();
  const values = { content_sealed: seal.close(said, place.entry(id)), source: given.source, learned_on: given.learnedOn };
  if (!before && seen === 0) {
    await act.db.insertInto('balance_entry').values({ id, programme_id: act.actor.programmeId, case_id: given.caseId, kind: content.kind, ...values, author_id: act.actor.memberId, at: act.now }).execute();
  } else {
    const { numUpdatedRows } = await act.db.updateTable('balance_entry').set({ ...values, version: seen + 1 }).where('id', '=', id).where('version', '=', seen).where('struck_at', 'is', null).executeTakeFirst();
    if (numUpdatedRows === 0n) throw new Problem('changed-meanwhile');
  }
  act.audit({ action: 'balance.write', subject: 'balance', subjectId: id, caseId: given.caseId, personId: held.personId });
}

/** Strikes a line that was wrong, or puts it back; the row stays. Audit: `balance.strike`, `balance.put-back`. @throws {Problem} not-found, not-allowed, already-exists when another line of what the person wants stands now */
export async function strikeEntry(act: Act, id: string, isStruck: boolean): Promise<void> {
  const found = await act.db.selectFrom('balance_entry').select(['case_id', 'kind', 'struck_at', 'version']).where('id', '=', id).executeTakeFirst();
  if (!found) throw new Problem('not-found');
  const held = await writableCase(act, found.case_id);
  if ((found.struck_at !== null) === isStruck) return act.unchanged();
  if (!isStruck && found.kind === 'wishes' && await act.db.selectFrom('balance_entry').select('id').where('case_id', '=', found.case_id).where('kind', '=', 'wishes').where('struck_at', 'is', null).executeTakeFirst()) throw new Problem('already-exists');
  await act.db.updateTable('balance_entry').set({ struck_at: isStruck ? act.now : null, version: found.version + 1 }).where('id', '=', id).execute();
  act.audit({ action: isStruck ? 'balance.strike' : 'balance.put-back', subject: 'balance', subjectId: id, caseId: found.case_id, personId: held.personId });
}
