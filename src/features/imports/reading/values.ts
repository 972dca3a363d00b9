/** The shape shared by every interpreter: a value with what was assumed to get it, or the problem that stands in the way. */
import type { Field, Mark, MarkCode, RowProblem, RowProblemCode } from '../contract.ts';

export type Reading<Value> = { readonly value: Value | null; readonly marks: readonly Mark[] } | { readonly problem: RowProblem };

export const nothing = { value: null, marks: [] } as const;

export function mark(code: MarkCode, field: Field | null, original: string, params: Record<string, string> = {}): Mark {
  return { code, field, original, params };
}

export function problem(code: RowProblemCode, field: Field | null, original: string): { problem: RowProblem } {
  return { problem: { code, field, original } };
}

/** People write "?", "non so", "n.d." where they do not know: that is a fact too, and different from an empty cell. */
export function saysUnknown(text: string): boolean {
  return /^(\?+|n\.?\s?d\.?|n\.?\s?c\.?|non so|non noto|boh|unknown|sconosciut[oa])$/i.test(text.trim());
}
