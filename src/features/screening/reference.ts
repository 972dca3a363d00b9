import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Words } from './contract.ts';
import type { Interval } from './domain/again.ts';

const Shape = z.object({
  intervals: z.array(z.object({
    instrument: z.string(), notBeforeDays: z.int().positive(), againAfterDays: z.int().positive(), reason: Words, validFrom: z.iso.date(), validUntil: z.iso.date().nullable(),
  })),
});
let known: z.infer<typeof Shape> | undefined;

/** When an instrument may and should be asked again, as valid on a day (`YYYY-MM-DD`); null for those that nobody asks at intervals. */
export function intervalOf(instrument: string, today: string): Interval | null {
  known ??= Shape.parse(JSON.parse(readFileSync(join(import.meta.dirname, '../../../reference/screening-intervals.json'), 'utf8')));
  return known.intervals.find((one) => one.instrument === instrument && one.validFrom <= today && (one.validUntil === null || today <= one.validUntil)) ?? null;
}
