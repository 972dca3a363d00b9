/**
 * How edits of one field come together. Pure, and in one place: the server decides by it, devices show by it what their own edits will
 * come to, and the proof drives both through it.
 */

/** What stands in a field, and from which devices its versions came. */
export interface Standing {
  readonly value: unknown;
  /** 0 as long as nobody edited it. */
  readonly version: number;
  /** The device of each version; the first is of version 1. */
  readonly devices: readonly string[];
}

export interface FieldEdit {
  readonly value: unknown;
  /** The version that was on the screen. */
  readonly seen: number;
  readonly device: string;
}

/** `kept`: it stands now. `same`: it says what stood already. `beside`: somebody else wrote meanwhile, and a person must choose. */
export type Verdict = 'kept' | 'same' | 'beside';

/** Whether two values say the same: an emptied field and one that was never filled do; the order of names in an object says nothing. */
export function sameValue(one: unknown, other: unknown): boolean {
  const empty = (value: unknown): boolean => value === undefined || value === null || value === '';
  if (empty(one) || empty(other)) return empty(one) && empty(other);
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return one === other;
  if (Array.isArray(one) || Array.isArray(other)) {
    return Array.isArray(one) && Array.isArray(other) && one.length === other.length && one.every((value, at) => sameValue(value, other[at]));
  }
  const [here, there] = [one as Record<string, unknown>, other as Record<string, unknown>];
  return [...new Set([...Object.keys(here), ...Object.keys(there)])].every((name) => sameValue(here[name], there[name]));
}

/**
 * What becomes of an edit. What was written after the version that the editor saw, but on their own device, is no surprise to them: without
 * a network one edits a field twice before hearing of the first.
 */
export function verdictOn(now: Standing, edit: FieldEdit): Verdict {
  if (sameValue(now.value, edit.value)) return 'same';
  return now.devices.slice(edit.seen).every((device) => device === edit.device) ? 'kept' : 'beside';
}

/** The standing after an edit. */
export function after(now: Standing, edit: FieldEdit): Standing {
  return verdictOn(now, edit) === 'kept' ? { value: edit.value, version: now.version + 1, devices: [...now.devices, edit.device] } : now;
}

/** What stands beside: a value, and the device it came from. */
export interface Beside {
  readonly id: string;
  readonly field: string;
  readonly device: string;
  readonly value: unknown;
}

/** A value that waited, and why nobody needs to choose any more. */
export interface Settled {
  readonly id: string;
  readonly how: 'same' | 'replaced';
}

/**
 * Which values that wait for a choice are settled by an edit of their field: those that now say the same as the field, and the earlier
 * ones of the same device, which its owner has written over.
 */
export function settledBy(beside: readonly Beside[], field: string, edit: FieldEdit, standsNow: unknown): readonly Settled[] {
  return beside.filter((one) => one.field === field).flatMap((one): Settled[] => {
    if (sameValue(one.value, standsNow)) return [{ id: one.id, how: 'same' }];
    return one.device === edit.device ? [{ id: one.id, how: 'replaced' }] : [];
  });
}

/** What a screen shows of a field while edits of this device wait: the last of them, for that is what was typed here. */
export function shownValue(value: unknown, waiting: readonly { readonly field: string; readonly value: unknown }[], field: string): unknown {
  const last = waiting.findLast((edit) => edit.field === field);
  return last ? last.value : value;
}
