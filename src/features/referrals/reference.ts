import { certainOn, collection, everyValue, type Reference } from '../../kernel/reference/collection.ts';
import { HolidayBody, ReferralTerm } from './contract.ts';
import type { AnswerTerms } from './domain/answers.ts';
import type { Holiday } from './domain/working-days.ts';

export const referralTerms = collection('referral-terms', ReferralTerm);
/** Those of the State are set by law; a programme adds the feast of its town's patron, by day and month. */
export const holidayCollection = collection('holidays', HolidayBody, { added: /^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, fixed: () => 'law' });

/** Public holidays, and the programme's own, of every day: terms are reckoned ahead. */
export const holidays = (reference: Reference): readonly Holiday[] =>
  everyValue(holidayCollection, reference).map(({ entry, validFrom, validUntil }) => ({ day: entry, validFrom, validUntil }));

/**
 * The terms for an answer, and for each step after it, as they hold on a day, with the holidays by which they are reckoned.
 * @throws {Error} when nothing holds on that day
 */
export function answerTerms(reference: Reference, today: string): AnswerTerms {
  const held = (entry: string) => certainOn(referralTerms, reference, entry, today);
  const clock = (entry: string): { due: number; escalation: number } => {
    const { body } = held(entry);
    if (!('due' in body)) throw new Error(`${entry} tells when it is due`);
    return body;
  };
  const unsent = held('unsent').body;
  const together = held('together');
  if (!('workingDays' in unsent) || !('months' in together.body)) throw new Error('unsent tells working days, together tells months');
  return {
    unsent: unsent.workingDays,
    together: { months: together.body.months, isVerified: together.verified },
    clocks: {
      'answer': clock('answer'), 'next-step': clock('next-step'), 'outcome': clock('outcome'), 'news': clock('news'), 'shared-note': clock('shared-note'), 'take-up': clock('take-up'),
    },
    holidays: holidays(reference),
  };
}
