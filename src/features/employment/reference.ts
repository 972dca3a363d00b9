import { certainOn, collection, type Reference, valuesOn } from '../../kernel/reference/collection.ts';
import { CentreKind, CentreStepBody, PlacementTerm } from './contract.ts';

/** When a placement is asked about, and for how long a coordinator's look at one holds. */
export const placementTerms = collection('placement-terms', PlacementTerm);
/** What each step at the job centre is: their names are those of the product, their words the programme's to put right. */
export const centreSteps = collection('job-centre-steps', CentreStepBody);

const daysOf = (reference: Reference, entry: string, day: string): number => certainOn(placementTerms, reference, entry, day).body.days;

/** How many days after the start it is asked whether the work holds. @throws {Error} when nothing holds on that day */
export const checkDays = (reference: Reference, day: string): number[] =>
  [...new Set(['first-check', 'second-check', 'third-check'].map((entry) => daysOf(reference, entry, day)))].toSorted((one, other) => one - other);

/** How many days late a check is shown to whoever coordinates. @throws {Error} when nothing holds on that day */
export const checkEscalation = (reference: Reference, day: string): number => daysOf(reference, 'check-escalation', day);

/** For how many days a coordinator's look holds. @throws {Error} when nothing holds on that day */
export const lookDays = (reference: Reference, day: string): number => daysOf(reference, 'look', day);

/** What each step at the job centre is, on a day; those that nobody has made sure of say so. */
export const centreMeaningsOn = (reference: Reference, day: string): { kind: CentreKind; meaning: { it: string; en: string }; source: string; verified: boolean }[] =>
  valuesOn(centreSteps, reference, day).map(({ entry, body, source, verified }) => ({ kind: CentreKind.parse(entry), meaning: body.words, source, verified }));
