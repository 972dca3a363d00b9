import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Vault } from '../../../kernel/vault/vault.ts';
import { resemble } from '../../actors/domain.ts';
import { Sector, WorksheetContent } from '../../worksheet/contract.ts';
import { type Employer, Standing, type ToldBeforeAsked, type WriteEmployer } from '../contract.ts';
import { COMPARTMENT, heldCase } from './common.ts';

export interface EmployerRow { id: string; name: string; organisation_id: string | null; organisation: string | null; place: string; sector: string | null; quality_network: string; quality_seen_on: string | null; version: number }
export const employerColumns = sql`e.id, e.name, e.organisation_id, (select o.name from organisation o where o.id = e.organisation_id) as organisation, e.place, e.sector, e.quality_network, e.quality_seen_on::text, e.version`;
export const employerOf = (row: EmployerRow): Employer => ({
  id: row.id, name: row.name, organisationId: row.organisation_id, organisation: row.organisation, place: row.place, sector: Sector.nullable().parse(row.sector), qualityNetwork: Standing.parse(row.quality_network),
  qualitySeenOn: row.quality_seen_on, version: row.version,
});

/** Employers by the words of their name, the nearest first; all, by name, where nothing is sought. Nothing of it is personal, so that no line of the trail is owed. */
export async function findEmployers(act: Act, words: string): Promise<Employer[]> {
  const pattern = `%${words.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  const { rows } = await sql<EmployerRow>`
    select ${employerColumns} from employer e where e.programme_id = ${act.actor.programmeId} ${words === '' ? sql`` : sql`and (e.name ilike ${pattern} or e.name % ${words})`}
     order by ${words === '' ? sql`e.name` : sql`similarity(e.name, ${words}) desc, e.name`}, e.id limit 30`.execute(act.db);
  act.unchanged();
  return rows.map(employerOf);
}

/** Writes an employer down, or puts one right. Audit: `employer.write`. @param seen the version as read, 0 for a new one. @throws {Problem} changed-meanwhile, not-allowed */
export async function writeEmployer(act: Act, id: string, seen: number, given: WriteEmployer): Promise<void> {
  const values = { name: given.name, organisation_id: given.organisationId, place: given.place, sector: given.sector, quality_network: given.qualityNetwork, quality_seen_on: given.qualitySeenOn };
  const before = await act.db.selectFrom('employer').select(['name', 'organisation_id', 'place', 'sector', 'quality_network', 'quality_seen_on', 'version']).where('id', '=', id).executeTakeFirst();
  if (before) {
    const { version, ...stands } = before;
    if (version === seen + 1 && JSON.stringify(stands) === JSON.stringify(values)) return act.unchanged();
    const { numUpdatedRows } = await act.db.updateTable('employer').set({ ...values, version: seen + 1 }).where('id', '=', id).where('version', '=', seen).executeTakeFirst();
    if (numUpdatedRows === 0n) throw new Problem('changed-meanwhile');
  } else {
    if (seen !== 0) throw new Problem('not-found');
    await act.db.insertInto('employer').values({ id, programme_id: act.actor.programmeId, ...values, created_by: act.actor.memberId, created_at: act.now }).execute();
  }
  act.audit({ action: 'employer.write', subject: 'employer', subjectId: id });
}

/**
 * Whether an employer is called like somebody whom this person named in a worksheet, as employer or go-between. What is compared is what the asker reads of this
 * very case, and of no other. Audit: `employer.compare`. @throws {Problem} not-found
 */
export async function toldBefore(act: Act, vault: Vault, { caseId, name }: ToldBeforeAsked): Promise<boolean> {
  const held = await heldCase(act, caseId);
  const seal = (await vault.seals(act, caseId)).get(COMPARTMENT);
  const sheets = await act.db.selectFrom('worksheet').select(['id', 'content_sealed']).where('case_id', '=', caseId).where('state', '<>', 'set-aside').orderBy('started_at', 'desc').limit(20).execute();
  act.audit({ action: 'employer.compare', subject: 'case', subjectId: caseId, caseId, personId: held.personId });
  const named = seal ? sheets.flatMap((sheet) => WorksheetContent.parse(JSON.parse(seal.open(sheet.content_sealed, `worksheet.content_sealed:${sheet.id}`))).episodes.flatMap(({ employer, intermediary }) => [employer.trim(), intermediary.trim()])) : [];
  return resemble(named.filter((one) => one.length >= 3), [name]);
}
