/**
 * What crosses the wire about flags: what must be known at once by whoever opens a case.
 */
import { z } from 'zod';
import { TwoWords } from '../../kernel/reference/words.ts';
import { Colleague } from '../cases/contract.ts';

export const FlagState = z.enum(['standing', 'ended']);
export type FlagState = z.infer<typeof FlagState>;

/** Who reads a flag: everybody who holds the case, those who keep the file, those who may read the story. */
export const FlagReaders = z.enum(['base', 'case', 'restricted']);
export type FlagReaders = z.infer<typeof FlagReaders>;

const Id = z.uuid();
const Day = z.iso.date();
export const byId = z.object({ id: Id });
export const byCase = z.object({ caseId: Id });
export const Done = z.object({ done: z.literal(true) });

/** A kind of flag, as the dated reference data has it. */
export const FlagKind = z.object({ id: z.string(), tone: z.enum(['danger', 'late', 'info']), readers: FlagReaders, words: z.object({ it: z.string(), en: z.string() }) });
export type FlagKind = z.infer<typeof FlagKind>;

export const Flag = z.object({
  id: Id, kind: FlagKind, readers: FlagReaders,
  words: z.string().nullable().describe('Null where nothing was written, or the content was destroyed'),
  startsOn: Day, endsOn: Day.nullable(),
  /** Whether it stands today: raised, not ended, and within its days. */
  stands: z.boolean(),
  raisedBy: Colleague, raisedAt: z.iso.datetime(),
  ended: z.object({ by: Colleague, at: z.iso.datetime(), reason: z.string() }).nullable(),
});
export type Flag = z.infer<typeof Flag>;
export const Flags = z.object({ items: z.array(Flag).max(200), kinds: z.array(FlagKind).max(100), readers: z.array(FlagReaders) });
export type Flags = z.infer<typeof Flags>;

/** What can be raised today, for whoever raises it on several cases at once. */
export const FlagKinds = z.object({ items: z.array(FlagKind).max(100) });
export type FlagKinds = z.infer<typeof FlagKinds>;

export const NewFlag = z.object({ caseId: Id, kind: z.string().max(60), readers: FlagReaders, words: z.string().trim().max(500).optional(), startsOn: Day, endsOn: Day.optional() })
  .refine((given) => given.endsOn === undefined || given.endsOn >= given.startsOn, { path: ['endsOn'] });
export type NewFlag = z.infer<typeof NewFlag>;
export const FlagEnded = z.object({ id: Id, reason: z.string().trim().max(2_000) });

/** A kind as it is kept among the dated values; one that is not offered any more is still told where it was raised. */
export const FlagKindBody = z.strictObject({ words: TwoWords, tone: FlagKind.shape.tone, readers: FlagReaders, offered: z.boolean() });
export type FlagKindBody = z.infer<typeof FlagKindBody>;
