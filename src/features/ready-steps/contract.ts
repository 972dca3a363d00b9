/** What crosses the wire about ready steps: what is usually done about a need, kept by the team in editions. */
import { z } from 'zod';
import { GoalDomain, NeedDomain, NeedLevel, ToldWords } from '../plans/contract.ts';

export const ReadyStepState = z.enum(['proposed', 'in-use', 'replaced', 'refused', 'withdrawn']);
export type ReadyStepState = z.infer<typeof ReadyStepState>;

/** `replace` is never asked for: the next edition does it when it is accepted. */
export const ReadyStepMove = z.enum(['accept', 'refuse', 'withdraw', 'replace']);
export type ReadyStepMove = z.infer<typeof ReadyStepMove>;

export const byId = z.object({ id: z.uuid() });
export const Done = z.object({ done: z.literal(true) });

/** One step of a set: its words, and how many days there are for it from the moment it is taken; null leaves the day open. */
export const StepTold = z.object({ title: ToldWords, days: z.int().min(0).max(365).nullable() });
export type StepTold = z.infer<typeof StepTold>;

export const ReadyStepWritten = z.object({
  /** Its name for good: a new edition bears the same one. */
  key: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/).max(60),
  domain: NeedDomain,
  /** From this level of the need on it is suggested. */
  fromLevel: NeedLevel,
  goalDomain: GoalDomain,
  /** In order: each waits for the one before. */
  steps: z.array(StepTold).min(1).max(8),
  /** Where it comes from: a protocol, a norm, the team's own practice. */
  source: z.string().trim().min(2).max(300),
});
export type ReadyStepWritten = z.infer<typeof ReadyStepWritten>;

export const ReadyStep = ReadyStepWritten.extend({
  /** Null for the first set that comes with the program. */
  id: z.uuid().nullable(), edition: z.int(), state: ReadyStepState,
  /** Whether somebody of the team, other than its author, has accepted it. */
  accepted: z.boolean(),
  writtenBy: z.string().nullable(), writtenAt: z.string().nullable(),
  /** Why it was refused or withdrawn. */
  reason: z.string().nullable(),
  moves: z.array(ReadyStepMove),
});
export type ReadyStep = z.infer<typeof ReadyStep>;

export const ReadySteps = z.object({ items: z.array(ReadyStep) });
export type ReadySteps = z.infer<typeof ReadySteps>;

export const ReadyStepMoved = z.object({ id: z.uuid(), move: z.enum(['accept', 'refuse', 'withdraw']), reason: z.string().trim().max(500).optional() });
