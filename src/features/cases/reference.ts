import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Entries = z.array(z.looseObject({ id: z.string(), validFrom: z.iso.date(), validUntil: z.iso.date().nullable() }));
const FollowUp = z.object({ months: z.array(z.int().min(1).max(60)).min(1) });

let known: z.infer<typeof Entries> | undefined;

/**
 * After how many months one asks after a person whose case was closed: dated reference data, edited in `reference/deadlines.json`.
 * @param day the day of the closing, `YYYY-MM-DD`: a closing keeps the months that held then
 * @throws {Error} when the file names none for that day; a test reads it before anybody closes a case
 */
export function followUpMonths(day: string): readonly number[] {
  known ??= Entries.parse(JSON.parse(readFileSync(join(import.meta.dirname, '../../../reference/deadlines.json'), 'utf8')));
  const held = known.find((one) => one.id === 'follow-up' && one.validFrom <= day && (one.validUntil === null || one.validUntil >= day));
  if (!held) throw new Error(`reference/deadlines.json names no follow-up for ${day}`);
  return FollowUp.parse(held).months;
}
