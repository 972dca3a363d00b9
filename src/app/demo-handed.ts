import { v7 as newId } from 'uuid';
import type { HandOver } from '../features/handed-notes/contract.ts';
import type { DemoName } from './people.ts';
import type { Answer, Worker } from './worker.ts';

const HOUR = 3_600_000;

/** Rubina wrote on her telephone, with no signal, for a case that passed to a colleague meanwhile: she handed it over, and it waits for Teresa. */
export async function handedOver(as: (name: DemoName) => Promise<Worker>, must: <T>(answer: Answer<T>) => T): Promise<void> {
  const [rubina, noteId] = [await as('rubina'), newId()];
  must(await rubina.put(`/api/handed-notes/${noteId}`, {
    memberId: rubina.memberId, method: 'PUT', path: `/api/case-notes/${newId()}`, kind: 'case-note', notedAt: new Date(Date.now() - 20 * HOUR).toISOString(),
    body: { compartment: 'mediation', body: 'Mi ha fermata alla fermata del bus: da lunedì non dorme più dal cugino. Chiede se l’appuntamento di giovedì si può spostare al mattino. Ho detto che la richiama chi la segue.' },
  } satisfies HandOver));
}
