import type { Freshness, WithoutPapers } from '../../directory/contract.ts';
import type { Fit, FitReason } from '../contract.ts';

/** What a service says of itself, as far as it matters here. */
export interface OfferedService {
  readonly category: string;
  readonly withoutPapers: WithoutPapers;
  readonly languages: readonly string[];
  readonly freshness: Freshness['state'];
  readonly active: boolean;
}

/** What is sought for a person. Each part may be unknown, and an unknown part never excludes anybody. */
export interface Sought {
  readonly category: string | null;
  /** Whether the person has papers to stay. */
  readonly papers: 'yes' | 'no' | 'unknown';
  readonly languages: readonly string[];
}

/**
 * Whether a service fits, and why: reasons for, reasons against, and what must be asked first. One reason against excludes it; it is
 * shown all the same, because the person may know better than the directory.
 */
export function fitOf(service: OfferedService, sought: Sought): Fit {
  const yes: FitReason[] = [];
  const ask: FitReason[] = [];
  const no: FitReason[] = [];

  if (!service.active) no.push('not-active');
  if (sought.category !== null) (service.category === sought.category ? yes : no).push(service.category === sought.category ? 'same-category' : 'other-category');

  if (service.withoutPapers === 'yes') yes.push('open-without-papers');
  else if (sought.papers === 'yes') yes.push('has-papers');
  else if (service.withoutPapers === 'no' && sought.papers === 'no') no.push('papers-needed');
  else ask.push('papers-to-ask');

  if (sought.languages.length > 0) {
    if (service.languages.length === 0) ask.push('languages-to-ask');
    else if (service.languages.some((language) => sought.languages.includes(language))) yes.push('speaks');
    else ask.push('no-common-language');
  }

  if (service.freshness === 'fresh') yes.push('fresh');
  else ask.push(service.freshness === 'stale' ? 'stale' : 'never-verified');

  return { verdict: no.length > 0 ? 'no' : ask.length > 0 ? 'ask' : 'yes', yes, ask, no };
}

const rank: Readonly<Record<Fit['verdict'], number>> = { yes: 0, ask: 1, no: 2 };

/** The best first: those that fit, then those with the fewest questions, then those that are out. */
export const byFit = (one: Fit, other: Fit): number => rank[one.verdict] - rank[other.verdict] || one.no.length - other.no.length || one.ask.length - other.ask.length || other.yes.length - one.yes.length;
