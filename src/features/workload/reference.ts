import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { CaseState, Risk } from '../cases/contract.ts';
import type { Weights } from './domain.ts';

const Entries = z.array(z.object({
  id: z.literal('case-weights'), validFrom: z.iso.date(), validUntil: z.iso.date().nullable(),
  risk: z.record(Risk, z.number().min(0)), phase: z.partialRecord(CaseState, z.number()), minor: z.number().min(0), interpreter: z.number().min(0), referral: z.number().min(0), referralsAtMost: z.int().min(0),
  capacity: z.record(z.string(), z.number().positive()),
}));
let known: z.infer<typeof Entries> | undefined;

/**
 * How cases are weighed on a day: dated reference data, edited in `reference/case-weights.json`.
 * @throws {Error} when the file names none for that day; a test reads it before anybody is weighed
 */
export function weightsOn(day: string): Weights {
  known ??= Entries.parse(JSON.parse(readFileSync(join(import.meta.dirname, '../../../reference/case-weights.json'), 'utf8')));
  const held = known.find((one) => one.validFrom <= day && (one.validUntil === null || one.validUntil >= day));
  if (!held) throw new Error(`the reference data names no weights for ${day}`);
  return held;
}
