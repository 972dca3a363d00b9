import { collection, type Reference, valueOn, valuesOn } from '../../kernel/reference/collection.ts';
import { EstimateBody, SignBody, type StreetWords } from './contract.ts';

export const streetSigns = collection('street-signs', SignBody);
export const streetEstimates = collection('street-estimate', EstimateBody);

/** The signs as they are told on a day, with their words and source; those that are not offered any more too, for what was noted before. */
export const signsOn = (reference: Reference, day: string): StreetWords['signs'] =>
  valuesOn(streetSigns, reference, day).map(({ entry, body, source, verified }) => ({ id: entry, words: body.words, source, verified, offered: body.offered }));

/** Whether anybody ever knew a sign: what a device noted with yesterday's list is kept. No programme adds one, so that nothing is asked for it. */
export const knowsSign = (id: string): boolean => streetSigns.given().some((one) => one.entry === id);

/** The declared coefficient of a day; undefined where none holds, and then nothing is estimated. */
export function estimateOn(reference: Reference, day: string): (EstimateBody & { readonly source: string; readonly verified: boolean }) | undefined {
  const held = valueOn(streetEstimates, reference, 'distinct-persons', day);
  return held && { ...held.body, source: held.source, verified: held.verified };
}
