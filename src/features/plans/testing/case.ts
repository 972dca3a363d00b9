import type { DemoName } from '../../../app/people.ts';
import { newId, type Town } from '../../../app/testing/town.ts';

/**
 * Rashid's case, opened by one colleague and given to others, as the rooms of persons and cases would leave it: through the same
 * functions of the database. Who may open it follows from these rows by itself.
 */
export async function rashidsCase(town: Town, openedBy: DemoName, alsoHeldBy: readonly DemoName[] = []): Promise<{ caseId: string; personId: string }> {
  const caseId = newId();
  const personId = newId();
  const opener = await town.as(openedBy);
  await town.look(`select set_config('reti.acting', (select acting_key::text from session where member_id = $1 and ended_at is null order by created_at desc limit 1), false)`, [opener.memberId]);
  await town.look('select open_person_file($1, $2, $3, $4, $5)', [personId, caseId, `verde-lontra-${caseId.slice(-4)}`, 'male', 'desk']);
  for (const name of alsoHeldBy) {
    await town.look('insert into case_assignment (id, programme_id, case_id, member_id, assigned_by) select $1, programme_id, id, $2, $3 from case_file where id = $4',
      [newId(), (await town.as(name)).memberId, opener.memberId, caseId]);
  }
  await town.look(`select set_config('reti.acting', '', false)`);
  return { caseId, personId };
}

/** Everyone to whom a case they do not hold must look like no case at all. */
export const outsiders: readonly DemoName[] = ['vincenzo', 'carla', 'luca', 'paola', 'antonio', 'francesca', 'stefano', 'silvia', 'davide', 'chiara', 'amal', 'rosa', 'youssef', 'elena'];
