import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { FlagKind } from './contract.ts';

const Entries = z.array(z.object({ id: z.string(), tone: FlagKind.shape.tone, readers: FlagKind.shape.readers, meaning: FlagKind.shape.words, validFrom: z.iso.date(), validUntil: z.iso.date().nullable() }));
let known: z.infer<typeof Entries> | undefined;
const entries = (): z.infer<typeof Entries> => (known ??= Entries.parse(JSON.parse(readFileSync(join(import.meta.dirname, '../../../reference/case-flags.json'), 'utf8'))));
const kindFrom = ({ id, tone, readers, meaning }: z.infer<typeof Entries>[number]): FlagKind => ({ id, tone, readers, words: meaning });

/** The kinds that can be raised on a day: dated reference data, `reference/case-flags.json`. */
export const kindsOn = (day: string): FlagKind[] => entries().filter((one) => one.validFrom <= day && (one.validUntil === null || one.validUntil >= day)).map(kindFrom);

/** The kind of a flag that was raised once; one that the file no longer has is told by its id, so that nothing recorded is lost. */
export function kindCalled(id: string): FlagKind {
  const found = entries().find((one) => one.id === id);
  return found ? kindFrom(found) : { id, tone: 'info', readers: 'case', words: { it: id, en: id } };
}
