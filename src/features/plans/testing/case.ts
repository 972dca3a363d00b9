import type { DemoName } from '../../../app/people.ts';
import { newId, type Town } from '../../../app/testing/town.ts';

/** Rashid's case, opened by one colleague and given to others by Teresa. Who may open it follows from that. */
export async function rashidsCase(town: Town, openedBy: DemoName, alsoHeldBy: readonly DemoName[] = []): Promise<{ caseId: string; personId: string }> {
  const caseId = newId();
  const personId = newId();
  const opened = await (await town.as(openedBy)).put(`/api/persons/${personId}`, { caseId, gender: 'male' });
  if (opened.status !== 200) throw new Error(`the case was not opened: ${opened.body.code}`);
  const teresa = await town.as('teresa');
  for (const name of alsoHeldBy) {
    const given = await teresa.put(`/api/case-assignments/${newId()}`, { caseId, memberId: (await town.as(name)).memberId });
    if (given.status !== 200) throw new Error(`the case was not given to ${name}: ${given.body.code}`);
  }
  return { caseId, personId };
}

/** Everyone to whom a case they do not hold must look like no case at all. */
export const outsiders: readonly DemoName[] = ['vincenzo', 'carla', 'luca', 'paola', 'antonio', 'francesca', 'stefano', 'silvia', 'davide', 'chiara', 'amal', 'rosa', 'youssef', 'elena'];
