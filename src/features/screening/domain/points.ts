import type { Answer, ContextItem, Item, Scale } from '../contract.ts';

/** Lowest and highest of what can come. */
export interface Range { readonly least: number; readonly most: number }

/**
 * What an answer is worth: a step its points, a `yes` one, chosen choices theirs together, a number itself.
 * Null where it is open, or where the question knows no points: then nothing may be added up as if it were zero.
 */
export function pointsOf(item: Item | ContextItem | undefined, answer: Answer): number | null {
  if (typeof answer === 'number') return answer;
  if (typeof answer === 'string') return answer === 'yes' ? 1 : answer === 'no' ? 0 : null;
  if ('number' in answer) return answer.number;
  const codes = 'choice' in answer ? [answer.choice] : 'choices' in answer ? answer.choices : [];
  const points = codes.map((code) => choicesOf(item).find((choice) => choice.code === code)?.points);
  return points.length === 0 ? null : points.reduce<number | null>((sum, one) => (sum === null || one === undefined ? null : sum + one), 0);
}

/** The points that an answer to this question can have; null where it has none, or where a number has no limits to say so. */
export function pointsWithin(item: Item, scale: Scale): Range | null {
  if (item.kind === 'words' || item.kind === 'date') return null;
  if (item.kind === 'number') {
    const { least, most } = item.limits ?? {};
    return item.decimals === undefined && least !== undefined && most !== undefined ? { least, most } : null;
  }
  if (item.kind === undefined) return scale.length === 0 ? { least: 0, most: 1 } : within(scale.map((step) => step.points));
  const points = choicesOf(item).flatMap((choice) => choice.points ?? []);
  if (points.length === 0 || points.length < choicesOf(item).length) return null;
  // Of several at least one is chosen, and all may be.
  return item.kind === 'one-of' ? within(points) : { least: Math.min(...points), most: points.reduce((sum, one) => sum + one, 0) };
}

/** Whether a question counts in a total without being named there: a number is only counted where it is named. */
export const givesPoints = (item: Item, scale: Scale): boolean => item.kind !== 'number' && pointsWithin(item, scale) !== null;

const within = (points: readonly number[]): Range => ({ least: Math.min(...points), most: Math.max(...points) });
const choicesOf = (item: Item | ContextItem | undefined): NonNullable<Item['choices']> => (item !== undefined && 'choices' in item && item.choices) || [];
