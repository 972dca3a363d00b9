import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Entries = z.array(z.looseObject({ id: z.string(), validFrom: z.iso.date(), validUntil: z.iso.date().nullable() }));
const FollowUp = z.object({ months: z.array(z.int().min(1).max(60)).min(1) });

const Unusual = z.object({ filesInADay: z.int().min(1), fromHour: z.int().min(0).max(23), toHour: z.int().min(1).max(24) });
const read = (file: string): z.infer<typeof Entries> => Entries.parse(JSON.parse(readFileSync(join(import.meta.dirname, '../../../reference', file), 'utf8')));
const heldOn = (entries: z.infer<typeof Entries>, id: string, day: string): unknown => {
  const held = entries.find((one) => one.id === id && one.validFrom <= day && (one.validUntil === null || one.validUntil >= day));
  if (!held) throw new Error(`the reference data names no ${id} for ${day}`);
  return held;
};

let known: z.infer<typeof Entries> | undefined;

/**
 * After how many months one asks after a person whose case was closed: dated reference data, edited in `reference/deadlines.json`.
 * @param day the day of the closing, `YYYY-MM-DD`: a closing keeps the months that held then
 * @throws {Error} when the file names none for that day; a test reads it before anybody closes a case
 */
export function followUpMonths(day: string): readonly number[] {
  known ??= read('deadlines.json');
  return FollowUp.parse(heldOn(known, 'follow-up', day)).months;
}

let watched: z.infer<typeof Entries> | undefined;

/**
 * From when on a day's work deserves a second look of the data protection officer: dated, in `reference/unusual-access.json`. It says
 * what is shown, never that somebody did wrong.
 * @throws {Error} when the file names none for that day
 */
export function unusualAccess(day: string): z.infer<typeof Unusual> {
  watched ??= read('unusual-access.json');
  return Unusual.parse(heldOn(watched, 'unusual-access', day));
}
