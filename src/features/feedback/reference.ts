import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Entries = z.array(z.looseObject({ id: z.string(), validFrom: z.iso.date(), validUntil: z.iso.date().nullable() }));
const Owed = z.object({ days: z.tuple([z.int().min(1).max(365)]), verified: z.boolean() });

let known: z.infer<typeof Entries> | undefined;

/**
 * Within how many days a complaint is answered, and whether somebody has checked that term against a norm or a protocol: dated, in
 * `reference/deadlines.json`.
 * @param day `YYYY-MM-DD` @throws {Error} when the file names none for that day
 */
export function answerWithin(day: string): { readonly days: number; readonly verified: boolean } {
  known ??= Entries.parse(JSON.parse(readFileSync(join(import.meta.dirname, '../../../reference/deadlines.json'), 'utf8')));
  const held = known.find((one) => one.id === 'complaint-answer' && one.validFrom <= day && (one.validUntil === null || day <= one.validUntil));
  if (!held) throw new Error(`reference/deadlines.json names no complaint-answer for ${day}`);
  const { days: [days], verified } = Owed.parse(held);
  return { days, verified };
}
