import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { certainOn, collection, type Reference, valuesOn } from '../../kernel/reference/collection.ts';
import { AnchorLevels, NeedDomain, PlanTerm, type PlanReference, StepTemplate } from './contract.ts';

/** Intervals of plans and of their reviews, and the warnings before a fact ends. */
export const planTerms = collection('plan-terms', PlanTerm);
/** What each level of a need means, in words. */
export const needAnchors = collection('need-anchors', z.strictObject({ levels: AnchorLevels }));

let templates: PlanReference['templates'] | undefined;

/** The first set of ready steps, which comes with the program; the team's own editions are kept by the room of ready steps. */
export const stepTemplates = (): PlanReference['templates'] =>
  (templates ??= z.array(StepTemplate).parse(JSON.parse(readFileSync(join(import.meta.dirname, '../../../reference/step-templates.json'), 'utf8'))));

/**
 * Anchors of the need levels and templates of steps, as they hold in a programme on a day.
 * @throws {z.ZodError} when a file does not say what it must; the tests read every one before
 */
export const planReference = (reference: Reference, day: string): PlanReference => ({
  anchors: valuesOn(needAnchors, reference, day).map(({ entry, body, source, verified }) => ({ domain: NeedDomain.parse(entry), levels: body.levels, source, verified })),
  templates: stepTemplates(),
  reviewDays: reviewIntervals(reference, day),
});

/** How many days before a fact ends one is warned, as it holds on a day. @throws {Error} when nothing holds */
export function warningDays(reference: Reference, day: string): readonly number[] {
  const { body } = certainOn(planTerms, reference, 'fact-expiry', day);
  if (!('daysBefore' in body)) throw new Error('fact-expiry tells the days before');
  return body.daysBefore;
}

function daysOf(reference: Reference, entry: string, day: string): number {
  const { body } = certainOn(planTerms, reference, entry, day);
  if (!('days' in body)) throw new Error(`${entry} tells days`);
  return body.days;
}

/** The intervals between reviews, in days, as they hold on a day. @throws {Error} when nothing holds */
export const reviewIntervals = (reference: Reference, day: string): { usual: number; highRisk: number } => ({
  usual: daysOf(reference, 'plan-review', day),
  highRisk: daysOf(reference, 'plan-review-high-risk', day),
});
