import type { DemoName } from '../../../app/people.ts';
import { newId, type Town } from '../../../app/testing/town.ts';

export interface TestFile {
  readonly personId: string;
  readonly caseId: string;
  readonly code: string;
}

/** Opens a person's file as one colleague, and has the coordinator assign it to others, through the public interface. */
export async function aFile(town: Town, openedBy: DemoName, assignedTo: readonly DemoName[] = []): Promise<TestFile> {
  const opener = await town.as(openedBy);
  const personId = newId();
  const opened = await opener.put<{ caseId: string; code: string }>(`/api/persons/${personId}`, { caseId: newId() });
  if (opened.status !== 200) throw new Error(`${openedBy} could not open a file: ${opened.body.code}`);
  const { caseId, code } = opened.body;
  const teresa = await town.as('teresa');
  for (const name of assignedTo) {
    const colleague = await town.as(name);
    const assigned = await teresa.put(`/api/case-assignments/${newId()}`, { caseId, memberId: colleague.memberId });
    if (assigned.status !== 200) throw new Error(`${name} could not be assigned: ${assigned.body.code}`);
  }
  return { personId, caseId, code };
}

/** Everyone who must learn nothing of a case of Avellino: the authority, the network, those who run the system, another programme. */
export const outsiders = ['vincenzo', 'carla', 'luca', 'paola', 'antonio', 'silvia', 'davide', 'francesca', 'stefano', 'rosa', 'youssef', 'elena'] as const satisfies readonly DemoName[];
