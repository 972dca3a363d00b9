import type { z } from 'zod';
import { NormBody } from '../../actors/contract.ts';
import { FollowUpTerm, UnusualMeasure } from '../../cases/contract.ts';
import { VerificationTerm } from '../../directory/contract.ts';
import { CentreStepBody, PlacementTerm } from '../../employment/contract.ts';
import { ComplaintTerm } from '../../feedback/contract.ts';
import { FlagKindBody } from '../../flags/contract.ts';
import { IntakeTermBody } from '../../intake/contract.ts';
import { EstimateBody, SignBody } from '../../outreach/contract.ts';
import { AnchorLevels, PlanTerm } from '../../plans/contract.ts';
import { HolidayBody, ReferralTerm } from '../../referrals/contract.ts';
import { SafetyTerm } from '../../safety/contract.ts';
import { IntervalBody } from '../../screening/contract.ts';
import { WeightsBody } from '../../workload/contract.ts';
import type { Body, CollectionName } from '../contract.ts';

const shapes: Readonly<Record<Exclude<CollectionName, 'need-anchors'>, z.ZodType>> = {
  'intake-terms': IntakeTermBody, 'referral-terms': ReferralTerm, 'holidays': HolidayBody, 'plan-terms': PlanTerm, 'follow-ups': FollowUpTerm, 'safety-terms': SafetyTerm, 'complaint-answer': ComplaintTerm,
  'service-verification': VerificationTerm, 'screening-intervals': IntervalBody, 'case-flags': FlagKindBody, 'street-signs': SignBody, 'street-estimate': EstimateBody, 'case-weights': WeightsBody,
  'duty-norms': NormBody, 'placement-terms': PlacementTerm, 'job-centre-steps': CentreStepBody, 'unusual-access': UnusualMeasure,
};

/** Where a body is not yet what its room reads: the path of the first fault, and what is wrong there. Null when it is whole. */
export function faultIn(collection: CollectionName, body: Body): { readonly path: string; readonly code: string } | null {
  const read = collection === 'need-anchors' ? AnchorLevels.safeParse(body['levels']) : shapes[collection].safeParse(body);
  if (read.success) return null;
  const [issue] = read.error.issues;
  const path = (issue?.path ?? []).map(String);
  return { path: (collection === 'need-anchors' ? ['levels', ...path] : path).join('.'), code: issue?.code === 'custom' ? issue.message : 'value' };
}
