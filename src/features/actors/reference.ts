import { collection, type Reference, valuesOn } from '../../kernel/reference/collection.ts';
import { type Norm, NormBody } from './contract.ts';

export const dutyNormCollection = collection('duty-norms', NormBody, { added: /^[a-z0-9]+(-[a-z0-9]+)*$/ });

/** The norms that a decision may name: none is applied by the program, and those that nobody has verified say so. */
export const dutyNorms = (reference: Reference, day: string): Norm[] => valuesOn(dutyNormCollection, reference, day).map(({ entry, body, verified }) => ({ id: entry, name: body.words, verified }));
