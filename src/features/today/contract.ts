import { z } from 'zod';

/** The columns of the day, in the order in which they matter. Which of them anybody sees follows from what they may read. */
export const Section = z.enum(['dangerous', 'agenda', 'late', 'unassigned', 'decisions', 'owed', 'fresh', 'people']);
export type Section = z.infer<typeof Section>;

export const ItemKind = z.enum([
  'case-in-danger', 'critical-answer', 'emergency-standing', 'break-glass-to-review', 'appointment', 'step-due', 'task-due', 'follow-up-due', 'interview-unsigned', 'worksheet-unsigned', 'plan-review-due', 'minor-path-owed', 'safety-plan-review', 'permit-expiring', 'document-expiring', 'referral-unanswered',
  'case-unowned', 'access-asked', 'closing-asked', 'plan-approval-asked', 'handover-proposed', 'handover-waiting', 'handover-declined', 'second-reading', 'invitation-waiting', 'reset-waiting', 'password-waiting', 'organisation-renamed', 'referral-received', 'notification', 'referral-news', 'case-followed',
  'safety-call', 'reassessment-due', 'complaint-waiting', 'handed-note-waiting', 'mail-waiting', 'wording-to-review', 'wording-sent-back',
  'placement-check-due', 'placement-look-waiting',
  'outing', 'outing-alarm', 'street-hour-promised', 'street-concern',
  'conference', 'conference-asked', 'conference-minutes', 'conference-changed',
  'inbound-waiting', 'inbound-owed', 'inbound-contact-due', 'inbound-asked',
]);
export type ItemKind = z.infer<typeof ItemKind>;

/** One line of the day: a code, a moment, and what a sentence needs. Never the name of a person who is followed, never a word of the matter; of
 * staff, who asks for a decision. */
export const TodayItem = z.object({
  section: Section,
  kind: ItemKind,
  id: z.uuid(),
  caseId: z.uuid().nullable(),
  personId: z.uuid().nullable(),
  /** The person's speakable code, where the reader may know it. */
  code: z.string().nullable(),
  /** A moment (ISO date and time) or a day (ISO date). */
  at: z.string().nullable(),
  overdue: z.boolean(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type TodayItem = z.infer<typeof TodayItem>;

export const Today = z.object({
  day: z.iso.date(),
  /** `at-hand`: what a telephone carries outside, and nothing else of this day. */
  part: z.enum(['whole', 'at-hand']),
  items: z.array(TodayItem).max(300),
  /** For the coordinator: how many cases are open, in danger, without an owner. */
  counts: z.object({ open: z.int(), inCare: z.int(), danger: z.int(), unowned: z.int() }).nullable(),
});
export type Today = z.infer<typeof Today>;

/** How many lines of one kind a day shows; the rest is behind the room's own list. */
export const LINES_PER_KIND = 12;
