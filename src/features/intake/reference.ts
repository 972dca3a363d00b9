import { certainOn, collection, type Reference, valuesOn } from '../../kernel/reference/collection.ts';
import { type IntakeTerms, IntakeTermBody, IntakeTermId } from './contract.ts';

/** Two urgencies bear their term as their name: «entro 24 ore» cannot come to mean another. */
export const intakeTermCollection = collection('intake-terms', IntakeTermBody, { fixed: (entry) => (entry === '24h' || entry === '72h' ? 'name' : null) });

export type IntakeTerm = Omit<IntakeTerms['terms'][number], 'id' | 'meaning'> & { readonly id: IntakeTermId };

const shown = (entry: string, body: IntakeTermBody): Pick<IntakeTerm, 'id' | 'hours' | 'workingDays'> =>
  ({ id: IntakeTermId.parse(entry), hours: 'hours' in body ? body.hours : null, workingDays: 'workingDays' in body ? body.workingDays : null });

/** A term as it holds on a day. @param today `YYYY-MM-DD` @throws {Error} when nothing holds on that day */
export function intakeTerm(reference: Reference, id: IntakeTermId, today: string): IntakeTerm {
  const { entry, body, source, verified } = certainOn(intakeTermCollection, reference, id, today);
  return { ...shown(entry, body), basis: source, verified };
}

/** Every term of a day, with where it comes from. */
export function termsOn(reference: Reference, today: string): IntakeTerms['terms'] {
  const meanings = new Map(intakeTermCollection.given().map((one) => [one.entry, one.meaning]));
  return valuesOn(intakeTermCollection, reference, today).map(({ entry, body, source, verified }) => ({ ...shown(entry, body), meaning: meanings.get(entry) ?? { it: entry, en: entry }, basis: source, verified }));
}
