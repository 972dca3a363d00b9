import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Norm } from './contract.ts';

let known: z.infer<typeof Norm>[] | undefined;

/** The norms that a decision may name: none is applied by the program, and those that nobody has verified say so. */
export const dutyNorms = (): z.infer<typeof Norm>[] => (known ??= z.array(Norm).parse(JSON.parse(readFileSync(join(import.meta.dirname, '../../../reference/norms-duty.json'), 'utf8'))));
