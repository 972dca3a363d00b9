import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { CentreKind } from './contract.ts';

const dated = { meaning: z.object({ it: z.string(), en: z.string() }), source: z.string(), validFrom: z.iso.date(), validUntil: z.iso.date().nullable(), verified: z.boolean() };
const Entries = z.array(z.union([
  z.object({ id: z.enum(['placement-checks', 'placement-look']), days: z.array(z.int().min(1).max(400)).min(1), escalateAfterDays: z.int().min(0), ...dated }),
  z.object({ id: CentreKind, ...dated }),
]));
type Entry = z.infer<typeof Entries>[number];
type Clock = Extract<Entry, { days: number[] }>;

let known: Entry[] | undefined;
const entriesOn = (day: string): Entry[] => {
  known ??= Entries.parse(JSON.parse(readFileSync(join(import.meta.dirname, '../../../reference/employment.json'), 'utf8')));
  return known.filter((one) => one.validFrom <= day && (one.validUntil === null || one.validUntil >= day));
};

/**
 * The days after which a placement is asked about, or for how long a coordinator's look holds: dated reference data, in `reference/employment.json`.
 * @throws {Error} when the file names none for that day
 */
export function clockOn(id: Clock['id'], day: string): Clock {
  const found = entriesOn(day).find((one): one is Clock => one.id === id && 'days' in one);
  if (!found) throw new Error(`the reference data names no ${id} for ${day}`);
  return found;
}

/** What each step at the job centre is, on a day; those that nobody has made sure of say so. */
export const centreMeaningsOn = (day: string): { kind: z.infer<typeof CentreKind>; meaning: { it: string; en: string }; source: string; verified: boolean }[] =>
  entriesOn(day).flatMap((one) => ('days' in one ? [] : [{ kind: one.id, meaning: one.meaning, source: one.source, verified: one.verified }]));
