import { collection, everyValue, type Reference, valuesOn } from '../../kernel/reference/collection.ts';
import { type Norm, NormBody } from './contract.ts';

export const dutyNormCollection = collection('duty-norms', NormBody, { added: /^[a-z0-9]+(-[a-z0-9]+)*$/ });

/** The norms that a decision may name: none is applied by the program, and those that nobody has verified say so. Those that held once are told where a decision named them, and not offered. */
export function dutyNorms(reference: Reference, day: string): Norm[] {
  const today = valuesOn(dutyNormCollection, reference, day);
  const known = new Set(today.map((one) => one.entry));
  const once = [...new Map(everyValue(dutyNormCollection, reference).filter((one) => !known.has(one.entry) && one.validFrom <= day).map((one) => [one.entry, one])).values()];
  return [...today, ...once].map(({ entry, body, verified }) => ({ id: entry, name: body.words, verified, offered: known.has(entry) }));
}
