import { z } from 'zod';
import { CaseHeader, NotePage } from '../../features/cases/contract.ts';
import { CaseReferrals } from '../../features/referrals/contract.ts';

/** A case as the screen opens it: what three rooms would answer one after the other. */
export const OpenedCase = z.object({
  header: CaseHeader,
  notes: NotePage,
  referrals: CaseReferrals.nullable().describe('Null for whoever holds the heading of the case and not its files'),
});
export type OpenedCase = z.infer<typeof OpenedCase>;
