/** A critical answer as it is told, taken up and followed. */
import { z } from 'zod';
import { SafetyProtocol } from './contract.ts';

/** What a colleague can say they did; in no order, because what comes first is for them to judge. */
export const SafetyDeed = z.enum(['spoke-with-person', 'asked-directly', 'not-left-alone', 'called-emergency', 'accompanied', 'told-clinician', 'safety-plan', 'other']);
export type SafetyDeed = z.infer<typeof SafetyDeed>;

export const AddSafetyStep = z.strictObject({ protocolId: z.uuid(), deed: SafetyDeed, words: z.string().trim().max(2000) });
export type AddSafetyStep = z.infer<typeof AddSafetyStep>;

export const SafetyStep = z.object({ id: z.uuid(), deed: SafetyDeed, words: z.string(), by: z.string(), at: z.iso.datetime() });
export type SafetyStep = z.infer<typeof SafetyStep>;

/**
 * What whoever was called may know. `matter` is null for a colleague who does not follow the case: they learn who needs them and nothing of
 * the person.
 */
export const SafetyCall = z.object({
  id: z.uuid(), raisedBy: z.string(), raisedAt: z.iso.datetime(), taken: z.object({ by: z.string(), at: z.iso.datetime() }).nullable(),
  matter: z.object({ caseId: z.uuid(), personId: z.uuid(), code: z.string(), screeningId: z.uuid(), protocol: SafetyProtocol, steps: z.array(SafetyStep) }).nullable(),
});
export type SafetyCall = z.infer<typeof SafetyCall>;
