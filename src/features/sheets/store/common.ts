import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';

/** The case, when the asker holds its files. @throws {Problem} not-found, for an unknown case and for one that is not theirs alike */
export async function heldFile(act: Act, caseId: string): Promise<{ caseId: string; personId: string; compartments: readonly string[] }> {
  const row = await act.db.selectFrom('case_access').select(['person_id', 'compartments'])
    .where('member_id', '=', act.actor.memberId).where('case_id', '=', caseId).where('valid_until', '>', act.now).executeTakeFirst();
  if (!row?.compartments.includes('case')) throw new Problem('not-found');
  return { caseId, personId: row.person_id, compartments: row.compartments };
}

/** Names of colleagues by membership, in one query. */
export async function colleagues(act: Act, memberIds: readonly (string | null)[]): Promise<(memberId: string) => { id: string; name: string }> {
  const wanted = [...new Set(memberIds.filter((id) => id !== null))];
  const rows = wanted.length === 0 ? [] : await act.db.selectFrom('membership').innerJoin('account', 'account.id', 'membership.account_id')
    .select(['membership.id', 'account.name']).where('membership.id', 'in', wanted).execute();
  const names = new Map(rows.map((row) => [row.id, row.name]));
  return (memberId) => ({ id: memberId, name: names.get(memberId) ?? '' });
}
