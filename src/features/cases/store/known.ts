import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { CaseState, Risk } from '../contract.ts';

export interface KnownCase {
  readonly id: string;
  readonly personId: string;
  readonly state: CaseState;
  readonly risk: Risk;
  readonly ownerId: string | null;
  readonly version: number;
  /** Whether this colleague keeps the files, and not the heading alone. */
  readonly keepsFiles: boolean;
}

/** The case, if the one asking holds it; one they may not know of is not found. @throws {Problem} not-found */
export async function knownCase(act: Act, caseId: string): Promise<KnownCase> {
  const { rows } = await sql<KnownCase>`
    select c.id, c.person_id as "personId", c.state, c.risk, c.owner_id as "ownerId", c.version, 'case' = any (a.compartments) as "keepsFiles"
      from case_file c join case_access a on a.case_id = c.id and a.member_id = ${act.actor.memberId} and a.valid_until > now()
     where c.id = ${caseId}`.execute(act.db);
  const found = rows[0];
  if (!found) throw new Problem('not-found');
  return found;
}
