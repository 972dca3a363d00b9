import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Deadlines = z.array(z.object({ id: z.string(), days: z.int().positive(), validFrom: z.iso.date(), validUntil: z.iso.date().nullable() }));

let known: z.infer<typeof Deadlines> | undefined;

/**
 * Days after which a service must be confirmed again, as valid on a day.
 * @throws {Error} when the dated file names no term for that day
 */
export function verificationDays(today: string): number {
  known ??= Deadlines.parse(JSON.parse(readFileSync(join(import.meta.dirname, '../../../reference/deadlines-directory.json'), 'utf8')));
  const found = known.find((one) => one.id === 'service-verification' && one.validFrom <= today && (one.validUntil === null || today <= one.validUntil));
  if (!found) throw new Error(`reference/deadlines-directory.json names no service-verification for ${today}`);
  return found.days;
}
