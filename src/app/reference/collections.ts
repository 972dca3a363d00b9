import { dutyNormCollection } from '../../features/actors/reference.ts';
import { followUpTerms, unusualMeasures } from '../../features/cases/reference.ts';
import { verificationTerms } from '../../features/directory/reference.ts';
import { centreSteps, placementTerms } from '../../features/employment/reference.ts';
import { complaintTerms } from '../../features/feedback/reference.ts';
import { flagKinds } from '../../features/flags/reference.ts';
import { intakeTermCollection } from '../../features/intake/reference.ts';
import { streetEstimates, streetSigns } from '../../features/outreach/reference.ts';
import { needAnchors, planTerms } from '../../features/plans/reference.ts';
import type { Collections } from '../../features/reference-data/store.ts';
import { holidayCollection, referralTerms } from '../../features/referrals/reference.ts';
import { safetyTerms } from '../../features/safety/reference.ts';
import { screeningIntervals } from '../../features/screening/reference.ts';
import { caseWeights } from '../../features/workload/reference.ts';

/** What each room lets a programme say of its own, in the order in which the page tells it. */
export const collections: Collections = {
  'intake-terms': intakeTermCollection,
  'referral-terms': referralTerms,
  'holidays': holidayCollection,
  'plan-terms': planTerms,
  'follow-ups': followUpTerms,
  'safety-terms': safetyTerms,
  'complaint-answer': complaintTerms,
  'service-verification': verificationTerms,
  'screening-intervals': screeningIntervals,
  'need-anchors': needAnchors,
  'case-flags': flagKinds,
  'street-signs': streetSigns,
  'street-estimate': streetEstimates,
  'case-weights': caseWeights,
  'duty-norms': dutyNormCollection,
  'placement-terms': placementTerms,
  'job-centre-steps': centreSteps,
  'unusual-access': unusualMeasures,
};
