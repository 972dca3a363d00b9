import { certainOn, collection, type Reference } from '../../kernel/reference/collection.ts';
import { WeightsBody } from './contract.ts';
import type { Weights } from './domain.ts';

export const caseWeights = collection('case-weights', WeightsBody);

/** How cases are weighed on a day. @throws {Error} when nothing holds on that day */
export const weightsOn = (reference: Reference, day: string): Weights => certainOn(caseWeights, reference, 'case-weights', day).body;

/** Whether somebody has verified the weights of a day: until then they are a proposal. @throws {Error} when nothing holds on that day */
export const weightsVerified = (reference: Reference, day: string): boolean => certainOn(caseWeights, reference, 'case-weights', day).verified;
