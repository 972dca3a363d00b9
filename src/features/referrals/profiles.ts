/**
 * The least that each kind of service needs to be told, as data: what is proposed to the sender, and what may be added when it serves.
 * A field that stands in neither list cannot be sent to that kind of service at all.
 */
import type { ServiceCategory } from '../directory/contract.ts';
import type { LetterField, SharingPurpose } from './contract.ts';

export interface RecipientProfile {
  /** The purpose for which the person is asked to consent. */
  readonly purpose: SharingPurpose;
  /** Ticked to begin with. A name or a way to reach the person never is. */
  readonly proposed: readonly LetterField[];
  /** Offered, not ticked. */
  readonly possible: readonly LetterField[];
}

const identity = ['name', 'birth-year', 'how-to-reach'] as const satisfies readonly LetterField[];
const profile = (purpose: SharingPurpose, proposed: readonly LetterField[], possible: readonly LetterField[] = []): RecipientProfile =>
  ({ purpose, proposed, possible: [...possible, ...identity].filter((field) => !proposed.includes(field)) });

export const recipientProfiles: Readonly<Record<ServiceCategory, RecipientProfile>> = {
  housing: profile('housing', ['gender', 'household', 'housing-need', 'languages'], ['safety', 'legal-status', 'income-need']),
  health: profile('health', ['gender', 'birth-year', 'languages', 'health-need', 'health-registration'], ['safety', 'place']),
  psychological: profile('psychological', ['gender', 'languages', 'psychological-need'], ['safety', 'health-registration']),
  legal: profile('legal', ['legal-status', 'procedure', 'languages'], ['nationality', 'household', 'work-facts', 'protection-need']),
  documents: profile('legal', ['legal-status', 'procedure', 'languages'], ['nationality', 'household', 'place']),
  language: profile('education', ['languages', 'education', 'italian-level'], ['gender', 'practical-need']),
  training: profile('education', ['languages', 'skills', 'education', 'italian-level'], ['right-to-work', 'practical-need']),
  job: profile('work', ['languages', 'skills', 'italian-level', 'right-to-work'], ['education', 'practical-need', 'place']),
  'work-rights': profile('work', ['languages', 'work-facts', 'pay-facts'], ['right-to-work', 'safety', 'nationality']),
  'social-security': profile('income', ['household', 'right-to-work', 'languages'], ['work-facts', 'legal-status', 'income-need']),
  'social-services': profile('other', ['household', 'languages', 'practical-need'], ['gender', 'housing-need', 'income-need', 'safety']),
  'anti-trafficking': profile('protection', ['gender', 'languages', 'safety', 'protection-need'], ['nationality', 'legal-status', 'household', 'housing-need', 'work-facts']),
  'anti-violence': profile('protection', ['gender', 'languages', 'safety', 'household'], ['protection-need', 'housing-need']),
  minors: profile('protection', ['birth-year', 'gender', 'languages', 'safety'], ['nationality', 'household', 'protection-need', 'education']),
  mediation: profile('other', ['languages', 'practical-need'], ['gender']),
  transport: profile('other', ['place', 'practical-need']),
  education: profile('education', ['household', 'languages', 'education'], ['italian-level', 'practical-need']),
  financial: profile('income', ['income-need', 'languages'], ['household', 'work-facts']),
  'assisted-return': profile('other', ['nationality', 'languages', 'household'], ['legal-status', 'safety']),
  community: profile('other', ['languages', 'practical-need'], ['gender']),
  'emergency-goods': profile('other', ['household', 'practical-need'], ['gender', 'languages']),
};

/** Every field that a kind of service may be told, in the order in which the letter says them. */
export const fieldsFor = (category: ServiceCategory): readonly LetterField[] => [...recipientProfiles[category].proposed, ...recipientProfiles[category].possible];

/** From which facts of the profile a field can be put into words; the sender edits them, and only sees those they may open. */
export const factsOf: Readonly<Partial<Record<LetterField, readonly string[]>>> = {
  household: ['family-partner', 'family-children-here', 'family-dependants'],
  'housing-need': ['housing-kind', 'housing-overcrowded', 'housing-safe'],
  'health-need': ['health-ongoing-needs', 'health-functioning'],
  'health-registration': ['health-registration', 'health-doctor'],
  'psychological-need': ['health-psychological-need'],
  'work-facts': ['work-now', 'work-sector', 'work-role', 'work-contract', 'work-hours', 'work-days-worked', 'work-days-declared'],
  'pay-facts': ['work-pay-agreed', 'work-pay-received', 'work-wage-claim'],
  'right-to-work': ['work-right-to-work'],
  skills: ['work-skills', 'work-licences', 'work-preferences'],
  education: ['education-level', 'education-literacy', 'education-courses'],
  'italian-level': ['education-italian'],
  'legal-status': ['status-permit'],
  procedure: ['status-procedure', 'status-lawyer'],
  'protection-need': ['exploitation-ongoing', 'exploitation-control'],
};
