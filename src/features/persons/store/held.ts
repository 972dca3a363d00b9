import { Problem } from '../../../kernel/http/problems.ts';
import type { Act } from '../../../kernel/database/act.ts';

/**
 * The case by which the actor holds this person, their latest. Every write asks it first, so that a person one may not know of is *not
 * found* whether they exist or not.
 * @throws {Problem} not-found
 */
export async function heldCase(act: Act, personId: string): Promise<string> {
  const row = await act.db.selectFrom('case_access').select('case_id')
    .where('member_id', '=', act.actor.memberId).where('person_id', '=', personId).where('valid_until', '>', act.now)
    .orderBy('last_change_at', 'desc').limit(1).executeTakeFirst();
  if (!row) throw new Problem('not-found');
  return row.case_id;
}

/** Who and what an audit line of this room is about. */
export const about = (personId: string, caseId: string) => ({ subject: 'person', subjectId: personId, personId, caseId }) as const;
