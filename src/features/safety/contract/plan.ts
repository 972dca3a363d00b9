import { z } from 'zod';

/**
 * What a safety plan holds, each in the person's words. `never` is for the team (what must not be done, who must not be phoned) and stands on no paper
 * that the person carries.
 */
export const planParts = ['signs', 'helps', 'people', 'places', 'means', 'call', 'codeWord', 'safeTimes', 'bag', 'children', 'phone', 'transport', 'never'] as const;
export type PlanPart = (typeof planParts)[number];
export const paperParts = planParts.filter((part) => part !== 'never');

const Part = z.string().trim().max(1_500).default('');
export const PlanContent = z.strictObject({
  /** What the paper is called: a name that says nothing to whoever finds it. */
  title: z.string().trim().max(80).default(''),
  signs: Part, helps: Part, people: Part, places: Part, means: Part, call: Part, codeWord: Part, safeTimes: Part, bag: Part, children: Part, phone: Part, transport: Part, never: Part,
});
export type PlanContent = z.infer<typeof PlanContent>;

export const Carry = z.enum(['not-asked', 'safe', 'not-safe']);
export type Carry = z.infer<typeof Carry>;
export const BegunFrom = z.enum(['case', 'emergency', 'critical-answer']);
export type BegunFrom = z.infer<typeof BegunFrom>;

export const WritePlan = z.strictObject({
  caseId: z.uuid(), content: PlanContent, agreed: z.boolean(), carry: Carry, reviewOn: z.iso.date().optional().describe('Left out, the interval of the dated reference decides'), begunFrom: BegunFrom.default('case'),
});
export type WritePlan = z.infer<typeof WritePlan>;

const Who = z.object({ memberId: z.uuid(), name: z.string() });
const Heading = z.object({ id: z.uuid(), edition: z.int(), agreed: z.boolean(), carry: Carry, reviewOn: z.iso.date(), by: Who, at: z.string() });
export const SafetyPlan = Heading.extend({ content: PlanContent.nullable() });
export type SafetyPlan = z.infer<typeof SafetyPlan>;
export const CaseSafetyPlan = z.object({ current: SafetyPlan.nullable(), earlier: z.array(Heading), late: z.boolean(), reviewDays: z.int() });
export type CaseSafetyPlan = z.infer<typeof CaseSafetyPlan>;
export const PlanPaper = z.object({ title: z.string(), parts: z.array(z.object({ part: z.enum(planParts), words: z.string() })) });
export type PlanPaper = z.infer<typeof PlanPaper>;
