/**
 * What crosses the wire when somebody asks after a person whose case is closed: the times that are due, each attempt, how the person is.
 */
import { z } from 'zod';
import { Colleague } from '../cases/contract.ts';
import { SafeContactCard } from '../persons/contract.ts';
import { GoalDomain } from '../plans/contract.ts';

export const FollowUpState = z.enum(['planned', 'reached', 'refused', 'not-safe', 'unreachable', 'ended']);
export type FollowUpState = z.infer<typeof FollowUpState>;

/** `end` is the house's own step: the person withdrew their yes, came back, or an earlier time ended the others. */
export const FollowUpMove = z.enum(['reach', 'refuse', 'find-unsafe', 'give-up', 'take-back', 'end']);
export type FollowUpMove = z.infer<typeof FollowUpMove>;

export const FollowUpOutcome = z.enum(['well', 'needs-help']);
export type FollowUpOutcome = z.infer<typeof FollowUpOutcome>;

export const EndedBecause = z.enum(['consent', 'opened-again', 'refused-before', 'not-safe-before']);

/** `came-by`: the person came or called of their own accord, which is never forbidden. */
export const AttemptWay = z.enum(['phone', 'messaging', 'email', 'in-person', 'came-by']);
export type AttemptWay = z.infer<typeof AttemptWay>;
export const AttemptResult = z.enum(['answered', 'no-answer', 'somebody-else', 'wrong-contact']);
export type AttemptResult = z.infer<typeof AttemptResult>;

const Id = z.uuid();
const Day = z.iso.date();
const Moment = z.iso.datetime();
const After = z.string().max(400).optional();
export const byId = z.object({ id: Id });
export const byCase = z.object({ caseId: Id });
export const Done = z.object({ done: z.literal(true) });

export const FollowUpQuery = z.object({ after: After, whose: z.enum(['mine', 'all']).default('mine') });
export type FollowUpQuery = z.infer<typeof FollowUpQuery>;

/** One time of asking after somebody, as a list shows it: a code and a day. */
export const FollowUpLine = z.object({
  id: Id, caseId: Id, code: z.string(), months: z.int(), dueOn: Day, owner: Colleague, state: FollowUpState, outcome: FollowUpOutcome.nullable(), endedBecause: EndedBecause.nullable(),
  attempts: z.int(),
  /** Whether the person's yes to being in touch holds today. */
  mayContact: z.boolean(),
});
export type FollowUpLine = z.infer<typeof FollowUpLine>;
export const FollowUpPage = z.object({ items: z.array(FollowUpLine).max(200), next: z.string().nullable() });

/** 1 very far, 5 there: the scale of the plan, as the person says it. */
export const Ratings = z.partialRecord(GoalDomain, z.int().min(1).max(5));
export type Ratings = z.infer<typeof Ratings>;

export const Attempt = z.object({ id: Id, way: AttemptWay, result: AttemptResult, at: Moment, by: Colleague });
export const FollowUpForm = z.object({ id: Id, ratings: Ratings, words: z.string().nullable().describe('Null where nothing was written, or the content was destroyed'), at: Moment, by: Colleague });
export const FollowUpStep = z.object({ id: Id, move: FollowUpMove, at: Moment, by: Colleague, reason: z.string().nullable() });

export const FollowUp = FollowUpLine.extend({
  attemptsMade: z.array(Attempt),
  /** The last one; null for whoever does not keep the file. */
  form: FollowUpForm.nullable(),
  steps: z.array(FollowUpStep),
  moves: z.array(FollowUpMove),
});
export type FollowUp = z.infer<typeof FollowUp>;

/** All the follow-ups of a case, with the card that is read before anybody is sought and the areas at the closing. */
export const FollowUpsOfCase = z.object({
  items: z.array(FollowUp).max(100),
  card: SafeContactCard.nullable(),
  ways: z.array(z.object({ way: AttemptWay, why: z.enum(['do-not-call', 'no-consent']).nullable() })),
  /** How each area stood at the closing, as the person said it, else as the worker did. Empty for whoever does not keep the file. */
  atClosing: Ratings,
  /** Whether the case is closed today, and may be opened again from here. */
  mayReopen: z.boolean(),
});
export type FollowUpsOfCase = z.infer<typeof FollowUpsOfCase>;

export const AttemptGiven = z.object({ way: AttemptWay, result: AttemptResult, cardVersion: z.int().min(0).describe('The version of the safe-contact card that was read; 0 where there is none') });
export type AttemptGiven = z.infer<typeof AttemptGiven>;
export const FollowUpMoveGiven = z.object({
  id: Id, move: FollowUpMove.exclude(['end']), reason: z.string().trim().max(2_000).optional(),
  /** `reach`: how the person is. */
  outcome: FollowUpOutcome.optional(), ratings: Ratings.optional(), words: z.string().trim().max(5_000).optional(),
}).refine((given) => (given.move === 'reach') === (given.outcome !== undefined), { path: ['outcome'] });
export type FollowUpMoveGiven = z.infer<typeof FollowUpMoveGiven>;
