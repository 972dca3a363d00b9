import { type RawBuilder, sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';

export interface Who {
  memberId: string;
  name: string;
}

export const colleague = (column: string): RawBuilder<unknown> => sql`(
  select jsonb_build_object('memberId', hat.id, 'name', who.name) from membership hat join account who on who.id = hat.account_id where hat.id = ${sql.ref(column)})`;

/** @returns the code of the case. @throws {Problem} not-found for everybody but the coordinator and the legal operators of the case, as for a case that nobody has */
export async function mustBeReserved(act: Act, caseId: string): Promise<string> {
  const { rows } = await sql<{ code: string }>`select p.code from case_file c join person p on p.id = c.person_id where c.id = ${caseId} and case_reserved(c.id)`.execute(act.db);
  const [found] = rows;
  if (!found) throw new Problem('not-found');
  return found.code;
}

/**
 * A line of the trail about what is reserved. It names the record and never the case: colleagues who hold the files of a case read its trail, and must not
 * learn from it that there is anything here.
 */
export function note(act: Act, action: string, subjectId: string): void {
  act.audit({ action: `reserved.${action}`, subject: 'reserved', subjectId });
}
