import type { DemoName } from '../../../app/people.ts';
import { newId, type Town, type Worker } from '../../../app/testing/town.ts';
import type { Answers } from '../contract.ts';
import type { AnswersKept, CaseAssessment, Screening } from '../wire.ts';

export interface ScreenedCase {
  readonly personId: string;
  readonly caseId: string;
}

/** Rashid's file, opened by one colleague and given to others by the coordinator, through the public interface. He is an adult. */
export async function rashidsFile(town: Town, openedBy: DemoName, assignedTo: readonly DemoName[] = [], birthYear: number | null = 1996): Promise<ScreenedCase> {
  const opener = await town.as(openedBy);
  const personId = newId();
  const opened = await opener.put<{ caseId: string }>(`/api/persons/${personId}`, { caseId: newId() });
  if (opened.status !== 200) throw new Error(`${openedBy} could not open a file: ${opened.body.code}`);
  const { caseId } = opened.body;
  if (birthYear !== null) await opener.put(`/api/persons/${personId}/birth`, { precision: 'declared', year: birthYear, month: null, day: null }, 0);
  const teresa = await town.as('teresa');
  for (const name of assignedTo) {
    const assigned = await teresa.put(`/api/case-assignments/${newId()}`, { caseId, memberId: (await town.as(name)).memberId });
    if (assigned.status !== 200) throw new Error(`${name} could not be assigned: ${assigned.body.code}`);
  }
  return { personId, caseId };
}

/** Begins a screening. */
export async function begin(worker: Worker, caseId: string, instrument: string, more: Record<string, unknown> = {}): Promise<Screening> {
  const begun = await worker.put<Screening>(`/api/screenings/${newId()}`, { caseId, instrument, language: 'it', ...more });
  if (begun.status !== 200) throw new Error(`the screening could not begin: ${begun.body.code}`);
  return begun.body;
}

export const answer = (worker: Worker, id: string, version: number, answers: Answers) =>
  worker.patch<AnswersKept>(`/api/screenings/${id}/answers`, { id: newId(), answers }, version);

export const complete = (worker: Worker, id: string, version: number) =>
  worker.post<Screening>(`/api/screenings/${id}/moves`, { id: newId(), move: 'complete' }, version);

/** A screening with these answers, completed. */
export async function screened(worker: Worker, caseId: string, instrument: string, answers: Answers): Promise<Screening> {
  const begun = await begin(worker, caseId, instrument);
  const kept = await answer(worker, begun.id, begun.version, answers);
  if (kept.status !== 200) throw new Error(`the answers were not kept: ${kept.body.code}`);
  return (await complete(worker, begun.id, kept.body.version)).body;
}

/** Writes a professional's own assessment. */
export const assess = (worker: Worker, caseId: string, outcome: string, more: Record<string, unknown> = {}, id = newId()) =>
  worker.put<CaseAssessment>(`/api/assessments/${id}`, { caseId, outcome, reason: 'Racconta di documenti trattenuti e di paga che non arriva.', basedOn: [], ...more });

/** Everyone who must learn nothing of a case of Avellino: the authority, the network, those who run the system, another programme. */
export const outsiders: readonly DemoName[] = ['vincenzo', 'carla', 'luca', 'paola', 'antonio', 'silvia', 'davide', 'francesca', 'stefano', 'rosa', 'youssef', 'elena'];
