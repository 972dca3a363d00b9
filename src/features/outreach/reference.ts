import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { SignId, type StreetWords } from './contract.ts';

const Dated = { validFrom: z.iso.date(), validUntil: z.iso.date().nullable() };
const Signs = z.array(z.object({ id: SignId, words: z.object({ it: z.string(), en: z.string() }), source: z.string(), verified: z.boolean(), ...Dated }));
const Estimates = z.array(z.object({ id: z.literal('distinct-persons'), coefficient: z.number().positive(), citation: z.object({ it: z.string(), en: z.string() }), source: z.url({ protocol: /^https$/ }), verified: z.boolean(), ...Dated }));

const read = (name: string): unknown => JSON.parse(readFileSync(join(import.meta.dirname, '../../../reference', name), 'utf8'));
const holds = (day: string) => (one: { validFrom: string; validUntil: string | null }): boolean => one.validFrom <= day && (one.validUntil === null || day <= one.validUntil);

let signs: z.infer<typeof Signs> | undefined;
const allSigns = (): z.infer<typeof Signs> => (signs ??= Signs.parse(read('street-signs.json')));

/** The signs offered on a day, with their words and source: dated reference data, `reference/street-signs.json`. */
export const signsOn = (day: string): StreetWords['signs'] => allSigns().filter(holds(day)).map(({ id, words, source, verified }) => ({ id, words, source, verified }));
/** Whether the reference ever knew a sign: what a device noted with yesterday's list is kept. */
export const knowsSign = (id: string): boolean => allSigns().some((one) => one.id === id);

let estimates: z.infer<typeof Estimates> | undefined;
/** The declared coefficient of a day (`reference/street-estimate.json`); undefined where none holds, and then nothing is estimated. */
export function estimateOn(day: string): Omit<z.infer<typeof Estimates>[number], 'id' | 'validFrom' | 'validUntil'> | undefined {
  estimates ??= Estimates.parse(read('street-estimate.json'));
  return estimates.find(holds(day));
}
