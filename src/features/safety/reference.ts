import { certainOn, collection, type Reference } from '../../kernel/reference/collection.ts';
import { SafetyTerm } from './contract.ts';

/**
 * The clocks of hard paths. Those of children and young people are a norm's, or come from the procedures that follow it (UAM rows of the deadline
 * matrix; DPCM 234/2016): no programme gives itself more time than they do.
 */
export const safetyTerms = collection('safety-terms', SafetyTerm, {
  limits: ({ entry, body }) => (entry.startsWith('minor-') ? Object.fromEntries(Object.entries(body).map(([unit, most]) => [unit, { most }])) : {}),
});

export type Deadline = SafetyTerm & { readonly id: string; readonly source: string; readonly verified: boolean };

/** One clock as it holds on a day. @throws {Error} when nothing holds */
export function deadlineOf(reference: Reference, id: string, today: string): Deadline {
  const { body, source, verified } = certainOn(safetyTerms, reference, id, today);
  return { id, ...body, source, verified };
}
