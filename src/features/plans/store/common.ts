import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';

/** The case as the asker holds it. */
export interface HeldCase {
  readonly caseId: string;
  readonly personId: string;
  readonly compartments: readonly string[];
}

/**
 * The case, when the asker holds its files. Which compartments they hold is the database's answer, read here so that the trail can name
 * the person and a screen can leave out fields that would always be empty.
 * @throws {Problem} not-found, for an unknown case and for one that is not theirs alike
 */
export async function heldCase(act: Act, caseId: string): Promise<HeldCase> {
  const row = await act.db.selectFrom('case_access').select(['person_id', 'compartments'])
    .where('member_id', '=', act.actor.memberId).where('case_id', '=', caseId).where('valid_until', '>', act.now).executeTakeFirst();
  if (!row?.compartments.includes('case')) throw new Problem('not-found');
  return { caseId, personId: row.person_id, compartments: row.compartments };
}

/** Names of colleagues by membership, in one query. */
export async function namesOf(act: Act, memberIds: readonly (string | null)[]): Promise<(memberId: string) => { id: string; name: string }> {
  const wanted = [...new Set(memberIds.filter((id) => id !== null))];
  const rows = wanted.length === 0 ? [] : await act.db.selectFrom('membership').innerJoin('account', 'account.id', 'membership.account_id')
    .select(['membership.id', 'account.name']).where('membership.id', 'in', wanted).execute();
  const names = new Map(rows.map((row) => [row.id, row.name]));
  return (memberId) => ({ id: memberId, name: names.get(memberId) ?? '' });
}

/** A place in a list by day and id, opaque to the reader; a day still missing comes after all days. */
export const placeAfter = (day: string | null, id: string): string => Buffer.from(`${day ?? '9999-12-31'} ${id}`).toString('base64url');

/** @throws {Problem} invalid-input for a place that no list gave */
export function placeIn(after: string | undefined): { day: string; id: string } | undefined {
  if (after === undefined) return undefined;
  const found = /^(\d{4}-\d{2}-\d{2}) ([0-9a-f-]{36})$/.exec(Buffer.from(after, 'base64url').toString());
  if (!found?.[1] || !found[2]) throw new Problem('invalid-input', { errors: [{ path: 'after', code: 'format' }] });
  return { day: found[1], id: found[2] };
}
