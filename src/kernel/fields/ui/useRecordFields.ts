import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useWhenKept } from '../../offline/ui/theQueue.ts';
import type { RecordName, ToSend } from '../../offline/waiting.ts';
import { api } from '../../ui/api.ts';
import { FieldsNow } from '../contract.ts';
import { type FieldEdits, useFieldEdits } from './useFieldEdits.ts';

export interface RecordFields extends FieldEdits {
  /** What the server gave last, undefined while it has given nothing. */
  readonly now: FieldsNow | undefined;
  readonly problem: unknown;
}

/**
 * The fields of a record that several people edit: as the server gave them, with what was typed here and still waits. They are read anew when
 * something of this record has reached the server.
 * @param path where the room answers `GET`, `PATCH` and `POST …/decisions`
 * @param isThere whether the server may have the record at all: what this device alone has is not asked for
 */
export function useRecordFields(record: RecordName, path: string, about: Pick<ToSend, 'says' | 'href'> = {}, isThere = true): RecordFields {
  const client = useQueryClient();
  const query = useQuery({ queryKey: ['fields', record.kind, record.id], queryFn: ({ signal }) => api.get<FieldsNow>(path, { signal }), enabled: isThere });
  const { kind, id } = record;
  useWhenKept(kind, useCallback((call, { body }) => {
    if (call.record.id !== id) return;
    // The answer says already what the fields say now: nothing that was typed disappears while it is read anew.
    const answered = call.path.startsWith(path) ? FieldsNow.safeParse(body) : undefined;
    if (answered?.success) client.setQueryData<FieldsNow>(['fields', kind, id], answered.data);
    void client.invalidateQueries({ queryKey: ['fields', kind, id] });
  }, [client, kind, id, path]));
  const edits = useFieldEdits(record, path, query.data, about);
  return { ...edits, now: query.data, problem: query.error };
}
