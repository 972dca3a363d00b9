import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { AnswerTerms } from './domain/answers.ts';

const Dated = { validFrom: z.iso.date(), validUntil: z.iso.date().nullable() };
const Shape = z.object({
  deadlines: z.array(z.object({ id: z.string(), workingDays: z.int().positive(), ...Dated })),
  months: z.array(z.object({ id: z.string(), months: z.int().positive(), verified: z.boolean(), ...Dated })),
  holidays: z.array(z.object({ day: z.string().regex(/^(\d{2}-\d{2}|easter-monday)$/), ...Dated })),
});

let known: z.infer<typeof Shape> | undefined;

/**
 * The terms for an answer, and for each step after it, as valid on a day, with the holidays by which they are reckoned.
 * @throws {Error} when the dated file names no term for that day
 */
export function answerTerms(today: string): AnswerTerms {
  known ??= Shape.parse(JSON.parse(readFileSync(join(import.meta.dirname, '../../../reference/deadlines-referrals.json'), 'utf8')));
  const { deadlines, holidays, months } = known;
  const daysOf = (id: string): number => {
    const found = deadlines.find((one) => one.id === id && one.validFrom <= today && (one.validUntil === null || today <= one.validUntil));
    if (!found) throw new Error(`reference/deadlines-referrals.json names no ${id} for ${today}`);
    return found.workingDays;
  };
  const together = months.find((one) => one.id === 'transfer-together' && one.validFrom <= today && (one.validUntil === null || today <= one.validUntil));
  if (!together) throw new Error(`reference/deadlines-referrals.json names no transfer-together for ${today}`);
  return {
    unsent: daysOf('referral-unsent'),
    together: { months: together.months, isVerified: together.verified },
    clocks: {
      'answer': { due: daysOf('referral-answer'), escalation: daysOf('referral-escalation') },
      'next-step': { due: daysOf('referral-next-step'), escalation: daysOf('referral-next-step-escalation') },
      'outcome': { due: daysOf('referral-outcome'), escalation: daysOf('referral-outcome-escalation') },
      'news': { due: daysOf('referral-news'), escalation: daysOf('referral-news-escalation') },
      'shared-note': { due: daysOf('transfer-note'), escalation: daysOf('transfer-note-escalation') },
      'take-up': { due: daysOf('transfer-take-up'), escalation: daysOf('transfer-take-up-escalation') },
    },
    holidays,
  };
}
