import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Holiday } from '../referrals/domain/working-days.ts';

const Dated = { validFrom: z.iso.date(), validUntil: z.iso.date().nullable() };
const TermShape = z.object({
  id: z.enum(['immediate', '24h', '72h', 'ordinary', 'consultation', 'answer', 'first-talk-urgent', 'first-talk']), hours: z.int().positive().nullable(), workingDays: z.int().positive().nullable(),
  meaning: z.object({ it: z.string(), en: z.string() }), basis: z.string(), verified: z.boolean(), ...Dated,
});
const Terms = z.object({ terms: z.array(TermShape) });
const Holidays = z.object({ holidays: z.array(z.object({ day: z.string().regex(/^(\d{2}-\d{2}|easter-monday)$/), ...Dated })) });
type TermId = z.infer<typeof TermShape>['id'];
export type IntakeTerm = z.infer<typeof TermShape>;

let known: { readonly terms: readonly IntakeTerm[]; readonly holidays: readonly Holiday[] } | undefined;

const read = (name: string): unknown => JSON.parse(readFileSync(join(import.meta.dirname, '../../../reference', name), 'utf8'));
const all = (): NonNullable<typeof known> => (known ??= { terms: Terms.parse(read('intake.json')).terms, holidays: Holidays.parse(read('deadlines-referrals.json')).holidays });

/** A term as valid on a day. @param today `YYYY-MM-DD` @throws {Error} when `reference/intake.json` names none for that day */
export function intakeTerm(id: TermId, today: string): IntakeTerm {
  const found = all().terms.find((one) => one.id === id && one.validFrom <= today && (one.validUntil === null || today <= one.validUntil));
  if (!found) throw new Error(`reference/intake.json names no ${id} for ${today}`);
  return found;
}

/** Public holidays, by which working days are reckoned. */
export const holidays = (): readonly Holiday[] => all().holidays;

/** Every term of a day, with where it comes from. */
export const termsOn = (today: string): readonly IntakeTerm[] => all().terms.filter((one) => one.validFrom <= today && (one.validUntil === null || today <= one.validUntil));
