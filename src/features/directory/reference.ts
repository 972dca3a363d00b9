import { certainOn, collection, type Reference } from '../../kernel/reference/collection.ts';
import { VerificationTerm } from './contract.ts';

export const verificationTerms = collection('service-verification', VerificationTerm);

/** Days after which a service must be confirmed again, as it holds on a day. @throws {Error} when nothing holds */
export const verificationDays = (reference: Reference, today: string): number => certainOn(verificationTerms, reference, 'service-verification', today).body.days;
