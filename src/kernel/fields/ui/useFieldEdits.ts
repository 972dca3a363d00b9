import { useMemo } from 'react';
import { v7 as newId } from 'uuid';
import { useQueue, useQueued } from '../../offline/ui/theQueue.ts';
import type { RecordName, ToSend } from '../../offline/waiting.ts';
import type { DecideField, EditFields, FieldsNow } from '../contract.ts';
import { shownValue } from '../merge.ts';
import { useDevice } from './device.ts';

export interface FieldEdits {
  /** What a field says here: what was typed on this device and still waits, else what the server gave. */
  shown(field: string): unknown;
  /** Whether what is shown of a field still waits to be sent. */
  isWaiting(field: string): boolean;
  /** The version of a field that is known here: of what is on the screen now. */
  versionOf(field: string): number;
  /**
   * Notes new values of fields; with and without a network.
   * @param seen the versions that stood on the screen when the typing began: what somebody else wrote since is not written over unseen
   * @throws {ApiProblem} device-full: the screen still holds the words
   */
  edit(values: Readonly<Record<string, unknown>>, seen?: Readonly<Record<string, number>>): Promise<void>;
  /** Chooses between what stands and what waits beside it. @throws {ApiProblem} device-full */
  decide(conflictId: string, field: string, choice: DecideField['choice'], value?: unknown): Promise<void>;
}

/**
 * Edits of the fields of one record. The record's room answers `PATCH <path>` and `POST <path>/decisions`; see `kernel/fields`.
 * @param now what the server gave, undefined while it has given nothing
 */
export function useFieldEdits(record: RecordName, path: string, now: FieldsNow | undefined, about: Pick<ToSend, 'says' | 'href'> = {}): FieldEdits {
  const queue = useQueue();
  const device = useDevice();
  const queued = useQueued(record.kind);
  const waiting = useMemo(
    () => queued.filter((one) => one.record.id === record.id && one.method === 'PATCH' && one.refusal?.code !== 'field-conflict').flatMap((one) => (one.body as EditFields).edits),
    [queued, record.id],
  );
  const versionOf = (field: string): number => now?.fields[field]?.version ?? 0;
  return {
    shown: (field) => shownValue(now?.fields[field]?.value ?? null, waiting, field),
    isWaiting: (field) => waiting.some((edit) => edit.field === field),
    versionOf,
    async edit(values, seen = {}) {
      const edits = Object.entries(values).map(([field, value]) => ({ field, value, seen: seen[field] ?? versionOf(field) }));
      const body: EditFields = { id: newId(), device, notedAt: new Date().toISOString(), edits };
      await queue.send({ method: 'PATCH', path, body, record, ...about });
    },
    async decide(conflictId, field, choice, value) {
      const body: DecideField = { id: newId(), device, notedAt: new Date().toISOString(), conflictId, choice, seen: versionOf(field), ...(choice === 'other' ? { value } : {}) };
      await queue.send({ method: 'POST', path: `${path}/decisions`, body, record, ...about });
      // Whoever chose has seen it: what was kept here to be looked at goes.
      const seen = queued.filter((one) => one.record.id === record.id && one.refusal?.code === 'field-conflict' && (one.body as EditFields).edits.some((edit) => edit.field === field));
      for (const one of seen) await queue.seen(one.id);
    },
  };
}
