import { z } from 'zod';
import { CaseHeader, NewNote, NotePage } from '../../features/cases/contract.ts';
import { NewName, OpenPerson } from '../../features/persons/contract.ts';
import { CaseReferrals } from '../../features/referrals/contract.ts';

/** A case as the screen opens it: what three rooms would answer one after the other. */
export const OpenedCase = z.object({
  header: CaseHeader,
  notes: NotePage,
  referrals: CaseReferrals.nullable().describe('Null for whoever holds the heading of the case and not its files'),
});
export type OpenedCase = z.infer<typeof OpenedCase>;

/** Somebody who is met for the first time, with what they say at once. Every id is made by the sender, so that it may be sent again. */
export const FirstMeeting = OpenPerson.extend({
  name: NewName.extend({ id: z.uuid() }).optional(),
  note: NewNote.pick({ body: true }).extend({ id: z.uuid() }).optional(),
});
export type FirstMeeting = z.infer<typeof FirstMeeting>;
