import { type RawBuilder, sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Seal } from '../../../kernel/vault/vault.ts';

export interface Who {
  memberId: string;
  name: string;
}

/** A colleague as the wire shows them, by the membership in a column; null where that is. */
export const colleague = (column: string): RawBuilder<unknown> => sql`(
  select jsonb_build_object('memberId', hat.id, 'name', who.name) from membership hat join account who on who.id = hat.account_id where hat.id = ${sql.ref(column)})`;

/** What a seal opens; null once the content was destroyed with its key. */
export const openOrNull = (seal: Seal | undefined, sealed: Buffer | null, context: string): string | null =>
  seal === undefined || sealed === null ? null : seal.open(sealed, context);

/** @throws {Problem} not-found for whoever does not hear the story of this case */
export async function mustHear(act: Act, caseId: string): Promise<void> {
  const { rows } = await sql<{ hears: boolean }>`select case_opens(${caseId}, 'restricted') as hears`.execute(act.db);
  if (!rows[0]?.hears) throw new Problem('not-found');
}
