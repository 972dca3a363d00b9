import { italianDay } from '../../../kernel/italian-day.ts';
import { deadlineOf } from '../../intake/domain.ts';
import type { Reference } from '../../../kernel/reference/collection.ts';
import { holidays } from '../../referrals/reference.ts';
import { intakeTerm, type IntakeTerm } from '../../intake/reference.ts';

/** `reference/intake-terms.json` names no term for mail: until it is read nobody knows what it is, so it has that of the first answer to whoever wrote. As valid today, for a box may hold letters of years. */
export const mailTerm = (reference: Reference, now: Date): IntakeTerm => intakeTerm(reference, 'answer', italianDay(now));

/** By when a letter is to be decided. @param from when it came; a server whose clock runs ahead gives nobody more time */
export function decideBy(reference: Reference, from: Date, now: Date): { readonly dueAt: Date; readonly remindAt: Date } {
  const begins = from < now ? from : now;
  return deadlineOf(mailTerm(reference, now), begins, italianDay(begins), holidays(reference));
}
