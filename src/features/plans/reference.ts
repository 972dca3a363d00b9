import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Deadline, NeedAnchors, type PlanReference, StepTemplate } from './contract.ts';

const folder = join(import.meta.dirname, '../../../reference');
const read = <T>(file: string, shape: z.ZodType<T>): T => shape.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')));

let known: PlanReference | undefined;

/**
 * Anchors of the need levels, templates of steps, and the intervals of reviews and warnings: dated files, read once.
 * @throws {z.ZodError} when a file does not say what it must; a wrong file is found by the first request, and by the tests before
 */
export function planReference(): PlanReference {
  known ??= {
    anchors: read('need-anchors.json', z.array(NeedAnchors)),
    templates: read('step-templates.json', z.array(StepTemplate)),
    deadlines: read('deadlines.json', z.array(z.looseObject({ id: z.string() })))
      .filter((one) => ours.has(one.id))
      .map((one) => Deadline.parse(one)),
  };
  return known;
}

/** `deadlines.json` holds the clocks of every room; these are the plan's. */
const ours = new Set(['plan-draft', 'plan-review', 'plan-review-high-risk', 'fact-expiry']);

/** The days of one deadline. @throws {Error} when the file no longer names it */
export function daysOf(id: string): readonly number[] {
  const found = planReference().deadlines.find((one) => one.id === id);
  if (!found) throw new Error(`reference/deadlines.json names no ${id}`);
  return found.days;
}

/** The intervals between reviews, in days. */
export const reviewIntervals = (): { usual: number; highRisk: number } => ({
  usual: daysOf('plan-review')[0] ?? 0,
  highRisk: daysOf('plan-review-high-risk')[0] ?? 0,
});
