import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Vault } from '../../../kernel/vault/vault.ts';
import { statusesOpen } from '../domain/vulnerability.ts';
import { type MarkVulnerability, VulnerabilityCategory, type VulnerabilityList, VulnerabilityStatus } from '../vulnerability.ts';
import { heldCase } from './common.ts';

const place = (id: string): string => `vulnerability_mark.basis_sealed:${id}`;

/** Everything that was said of the vulnerabilities of a person, the newest first. Audit: `vulnerability.list`. @throws {Problem} not-found */
export async function listVulnerabilities(act: Act, vault: Vault, caseId: string): Promise<VulnerabilityList> {
  const held = await heldCase(act, caseId);
  if (!held.hears) throw new Problem('not-found');
  const rows = await act.db.selectFrom('vulnerability_mark').innerJoin('membership', 'membership.id', 'vulnerability_mark.author_id').innerJoin('account', 'account.id', 'membership.account_id')
    .selectAll('vulnerability_mark').select(['account.name', 'membership.role']).where('case_id', '=', caseId).orderBy('at', 'desc').orderBy('vulnerability_mark.id', 'desc').limit(300).execute();
  act.audit({ action: 'vulnerability.list', subject: 'case', subjectId: caseId, caseId, personId: held.personId });
  const seal = (await vault.seals(act, caseId)).get('restricted');
  return {
    may: !held.inEmergency, clinician: held.role === 'psychologist',
    items: seal ? rows.map((row) => ({
      id: row.id, category: VulnerabilityCategory.parse(row.category), status: VulnerabilityStatus.parse(row.status), basis: seal.open(row.basis_sealed, place(row.id)),
      by: { id: row.author_id, name: row.name, profession: row.role }, at: row.at.toISOString(),
    })) : [],
  };
}

/**
 * Says of one category what one knows and on which ground. Audit: `vulnerability.mark`.
 * @throws {Problem} not-found, not-allowed (a clinical category certified by somebody else than the psychologist, or a file opened in an emergency)
 */
export async function markVulnerability(act: Act, vault: Vault, id: string, asked: MarkVulnerability): Promise<void> {
  const held = await heldCase(act, asked.caseId);
  if (!held.hears) throw new Problem('not-found');
  const again = await act.db.selectFrom('vulnerability_mark').select(['case_id', 'author_id']).where('id', '=', id).executeTakeFirst();
  if (again) {
    if (again.case_id !== asked.caseId || again.author_id !== act.actor.memberId) throw new Problem('already-exists');
    return act.unchanged();
  }
  if (held.inEmergency || !statusesOpen(asked.category, held.role === 'psychologist').includes(asked.status)) throw new Problem('not-allowed');
  const seal = await vault.seal(act, asked.caseId, 'restricted');
  await act.db.insertInto('vulnerability_mark').values({
    id, programme_id: act.actor.programmeId, case_id: asked.caseId, person_id: held.personId, category: asked.category, status: asked.status,
    basis_sealed: seal.close(asked.basis, place(id)), author_id: act.actor.memberId, at: act.now,
  }).execute();
  act.audit({ action: 'vulnerability.mark', subject: 'vulnerability', subjectId: id, caseId: asked.caseId, personId: held.personId });
}
