import type { GoalDomain, NeedDomain } from '../../plans/contract.ts';
import type { ServiceCategory } from '../../directory/contract.ts';

/** Which kind of service answers a need first; the worker may look for another. */
export const categoryFor: Readonly<Record<NeedDomain, ServiceCategory>> = {
  safety: 'anti-violence', housing: 'housing', 'food-income': 'emergency-goods', 'legal-status': 'legal', 'physical-health': 'health', 'mental-health': 'psychological',
  'work-rights': 'work-rights', 'language-education': 'language', 'family-children': 'social-services', isolation: 'community', information: 'mediation', justice: 'legal',
};

/** Likewise for an area of the plan, when its goal names no need. */
export const categoryForGoal: Readonly<Record<GoalDomain, ServiceCategory>> = {
  safety: 'anti-violence', 'legal-status': 'legal', health: 'health', psychological: 'psychological', housing: 'housing', 'income-work': 'job', 'language-education': 'language',
  'family-children': 'social-services', 'social-network': 'community', 'rights-justice': 'work-rights',
};
