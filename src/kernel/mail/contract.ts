/** What crosses the wire about mail that leaves. */
import { z } from 'zod';
import { letterKinds, mailFailures } from './letters.ts';

export const LetterKind = z.enum(letterKinds);
export const MailFailure = z.enum(mailFailures);

export const MailWish = z.object({ news: z.enum(['at-once', 'morning', 'never']) });
export type MailWish = z.infer<typeof MailWish>;

const Failure = z.object({ id: z.uuid(), kind: LetterKind, at: z.string(), code: z.enum([...mailFailures, 'bounced']) });

export const MailState = MailWish.extend({
  /** Whether this installation sends mail at all. */
  isOn: z.boolean(),
  failures: z.array(Failure),
});
export type MailState = z.infer<typeof MailState>;

export const OutgoingMail = z.object({
  isOn: z.boolean(),
  days: z.array(z.object({ day: z.iso.date(), kind: LetterKind, waiting: z.int(), sent: z.int(), givenUp: z.int(), bounced: z.int() })),
  failures: z.array(Failure.extend({ name: z.string().nullable().describe('The colleague; empty for somebody without an account') })),
});
export type OutgoingMail = z.infer<typeof OutgoingMail>;

/** A letter to somebody without an account. */
export interface NewsByMail {
  readonly address: string;
  /** Their personal address of this system, which ends by itself; without one the letter says only that their message arrived. */
  readonly link: string | null;
  readonly language: string;
}
