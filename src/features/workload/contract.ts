/**
 * What crosses the wire about the weight of what the team follows: who carries how much, and, case by case, why.
 */
import { z } from 'zod';
import { CaseState, Colleague, Risk } from '../cases/contract.ts';

/** What a case's weight is made of; the parts add up to it. */
export const WeightPart = z.enum(['risk', 'phase', 'minor', 'interpreter', 'referrals']);
export type WeightPart = z.infer<typeof WeightPart>;

const Id = z.uuid();
export const byMember = z.object({ memberId: Id });

export const LoadLine = Colleague.extend({
  languages: z.array(z.string()),
  cases: z.int(),
  weight: z.number(),
  /** How much this role can carry; dated, a proposal to be corrected by experience. */
  capacity: z.number(),
});
export type LoadLine = z.infer<typeof LoadLine>;
/** `verified`: whether somebody of the programme has verified the weights. */
export const Workload = z.object({ items: z.array(LoadLine).max(500), verified: z.boolean() });
export type Workload = z.infer<typeof Workload>;

export const WeighedCase = z.object({
  caseId: Id, code: z.string(), state: CaseState, risk: Risk, owner: z.boolean(),
  parts: z.array(z.object({ part: WeightPart, points: z.number() })),
  weight: z.number(),
});
export type WeighedCase = z.infer<typeof WeighedCase>;
export const WeighedCases = z.object({ colleague: LoadLine, items: z.array(WeighedCase).max(200), more: z.boolean() });
export type WeighedCases = z.infer<typeof WeighedCases>;

const Points = z.number().min(0).max(20);
/** How cases are weighed, and what each role can carry; a case that rests takes something away. */
export const WeightsBody = z.strictObject({
  risk: z.record(Risk, Points), phase: z.partialRecord(CaseState, z.number().min(-20).max(20)), minor: Points, interpreter: Points, referral: Points, referralsAtMost: z.int().min(0).max(20),
  capacity: z.strictObject({ mediator: z.number().positive().max(200), psychologist: z.number().positive().max(200), legal: z.number().positive().max(200), labour: z.number().positive().max(200), educator: z.number().positive().max(200), coordinator: z.number().positive().max(200) }),
});

/** What other weights would make of this week, colleague by colleague. */
export const WorkloadCompared = z.object({ items: z.array(z.object({ memberId: Id, name: z.string(), role: z.string(), before: z.number(), after: z.number(), capacityBefore: z.number(), capacityAfter: z.number() })).max(500) });
export type WorkloadCompared = z.infer<typeof WorkloadCompared>;
