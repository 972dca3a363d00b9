import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const File = z.object({ source: z.string(), provinces: z.record(z.string(), z.string()) });
let known: ReadonlyMap<string, string> | undefined;

/** The provinces of Italy by their two letters: reference data, in `reference/provinces.json`. */
export const provinces = (): ReadonlyMap<string, string> =>
  (known ??= new Map(Object.entries(File.parse(JSON.parse(readFileSync(join(import.meta.dirname, '../../../reference/provinces.json'), 'utf8'))).provinces)));
