import { type RawBuilder, sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';

/** A colleague as the wire shows them, by the membership in a column; null where that is. */
export const colleague = (member: string): RawBuilder<unknown> => sql`(
  select jsonb_build_object('id', hat.id, 'name', who.name, 'role', hat.role) from membership hat join account who on who.id = hat.account_id where hat.id = ${sql.ref(member)})`;

/** That there is such a source, for whoever asks. @throws {Problem} not-found */
export async function foundSource(act: Act, sourceId: string): Promise<void> {
  const found = await act.db.selectFrom('wage_source').select('id').where('id', '=', sourceId).executeTakeFirst();
  if (!found) throw new Problem('not-found');
}

/** The case as the asker holds it. */
export interface HeldCase {
  readonly caseId: string;
  readonly personId: string;
  readonly code: string;
  /** Only for the hours of an emergency: enough to read, not to fill in or sign. */
  readonly inEmergency: boolean;
}

/** The case, when the asker holds its work facts. @throws {Problem} not-found, for an unknown case and for one that is not theirs alike */
export async function heldCase(act: Act, caseId: string): Promise<HeldCase> {
  const row = await act.db.selectFrom('case_access').innerJoin('person', 'person.id', 'case_access.person_id')
    .select(['case_access.person_id', 'case_access.compartments', 'case_access.via', 'person.code'])
    .where('case_access.member_id', '=', act.actor.memberId).where('case_access.case_id', '=', caseId).where('case_access.valid_until', '>', act.now).executeTakeFirst();
  if (!row?.compartments.includes('work')) throw new Problem('not-found');
  return { caseId, personId: row.person_id, code: row.code, inEmergency: row.via === 'break-glass' };
}
