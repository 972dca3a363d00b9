import { scoreNames } from './names.ts';
import type { NameScore } from './names.ts';
import { scorePersons } from './persons.ts';
import type { PersonFacts, PersonScore } from './persons.ts';
import type { MatchingSettings } from './settings.ts';

/**
 * How well two names, or two person records, can tell of one person. The one entrance to the matcher for those who come from outside.
 *
 * Of names: `score` 0..1 with the parts that were laid side by side. Of records: `probability` 0..1, its band under the given thresholds, and the
 * reasons, field by field. Symmetric. A proposal for a human eye, never a decision.
 */
export function score(a: string, b: string): NameScore;
export function score(a: PersonFacts, b: PersonFacts, settings?: MatchingSettings): PersonScore;
export function score(a: string | PersonFacts, b: string | PersonFacts, settings?: MatchingSettings): NameScore | PersonScore {
  if (typeof a === 'string' && typeof b === 'string') return scoreNames(a, b);
  return scorePersons(asRecord(a), asRecord(b), settings);
}

function asRecord(value: string | PersonFacts): PersonFacts {
  return typeof value === 'string' ? { names: [value] } : value;
}
