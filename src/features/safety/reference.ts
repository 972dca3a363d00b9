import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Deadline = z.object({
  id: z.string(), hours: z.number().nonnegative().optional(), workingDays: z.int().nonnegative().optional(), days: z.int().nonnegative().optional(),
  meaning: z.object({ it: z.string(), en: z.string() }), source: z.string(), validFrom: z.iso.date(), validUntil: z.iso.date().nullable(), verified: z.boolean(),
});
export type Deadline = z.infer<typeof Deadline>;

let known: Deadline[] | undefined;

/** The clocks of hard paths: a dated file with the source of each. @throws {z.ZodError} when the file does not say what it must */
export function safetyDeadlines(): readonly Deadline[] {
  known ??= z.array(Deadline).parse(JSON.parse(readFileSync(join(import.meta.dirname, '../../../reference/deadlines-safety.json'), 'utf8')));
  return known;
}

/** One clock as valid on a day. @throws {Error} when the file names none */
export function deadlineOf(id: string, today: string): Deadline {
  const found = safetyDeadlines().find((one) => one.id === id && one.validFrom <= today && (one.validUntil === null || today <= one.validUntil));
  if (!found) throw new Error(`reference/deadlines-safety.json names no ${id} for ${today}`);
  return found;
}
