import { useState } from 'react';
import { type Draft, useDraft } from '../../ui/useDraft.ts';
import { sameValue } from '../merge.ts';
import type { RecordFields } from './useRecordFields.ts';

/** What was typed into a field, and which version of it stood on the screen when the first letter was. */
export interface TypedField {
  readonly value: unknown;
  readonly seen: number;
}
export type Typed = Readonly<Partial<Record<string, TypedField>>>;

export interface TypedFields {
  /** What a field shows: what is being typed, else what was typed here and still waits, else what stands. */
  shown(field: string): unknown;
  /** The same, without what is being typed now. */
  stands(field: string): unknown;
  set(field: string, value: unknown): void;
  /** Fields that say something else than what stands. */
  readonly changed: readonly string[];
  readonly isDirty: boolean;
  readonly draft: Draft<Typed>;
  /** Takes up words that were found again. */
  take(found: Typed): void;
  /** Notes it all on this device, with and without a network. @returns whether the device has it; until then the screen holds the words */
  save(): Promise<boolean>;
  readonly problem: unknown;
}

/**
 * A form over the fields of one record, beside colleagues who write into the same: what is not being typed follows what comes in, what is being
 * typed stays under the hand, and a field that somebody else wrote since its first letter asks instead of being written over.
 * @param known what the room's own record says, as long as the fields themselves have not been read
 * @param draftKey names the form among the drafts of this device
 */
export function useTyped(fields: RecordFields, known: (field: string) => unknown, draftKey: string): TypedFields {
  const [typed, setTyped] = useState<Typed>({});
  const [problem, setProblem] = useState<unknown>(null);
  const stands = (field: string): unknown => (fields.now || fields.isWaiting(field) ? fields.shown(field) : known(field));
  const given = Object.entries(typed).flatMap(([field, one]) => (one && !sameValue(one.value, stands(field)) ? [[field, one] as const] : []));
  const isDirty = given.length > 0;
  const draft = useDraft(draftKey, typed, isDirty);
  return {
    stands,
    shown: (field) => { const one = typed[field]; return one ? one.value : stands(field); },
    set: (field, value) => setTyped((before) => ({ ...before, [field]: { value, seen: before[field]?.seen ?? fields.versionOf(field) } })),
    changed: given.map(([field]) => field),
    isDirty,
    draft,
    take: setTyped,
    async save() {
      try {
        if (isDirty) await fields.edit(Object.fromEntries(given.map(([field, { value }]) => [field, value])), Object.fromEntries(given.map(([field, { seen }]) => [field, seen])));
        setProblem(null);
        setTyped({});
        draft.clear();
        return true;
      } catch (error) {
        setProblem(error);
        return false;
      }
    },
    problem,
  };
}
