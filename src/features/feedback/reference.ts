import { certainOn, collection, type Reference } from '../../kernel/reference/collection.ts';
import { ComplaintTerm } from './contract.ts';

export const complaintTerms = collection('complaint-answer', ComplaintTerm);

/**
 * Within how many days a complaint is answered, and whether somebody has checked that term against a norm or a protocol.
 * @param day `YYYY-MM-DD` @throws {Error} when nothing holds on that day
 */
export function answerWithin(reference: Reference, day: string): { readonly days: number; readonly verified: boolean } {
  const { body, verified } = certainOn(complaintTerms, reference, 'complaint-answer', day);
  return { days: body.days, verified };
}
