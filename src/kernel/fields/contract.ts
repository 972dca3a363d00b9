import { z } from 'zod';

const Id = z.uuid();
const Moment = z.iso.datetime({ offset: true });
const Who = z.object({ id: Id, name: z.string() });

/** What somebody wrote into fields of a record. The id is the device's: sent again, it changes nothing. */
export const EditFields = z.object({
  id: Id,
  /** The device that it was written on: who edits twice from one device, before its first answer, does not contradict themselves. */
  device: Id,
  /** When it was written, by the device's own clock. */
  notedAt: Moment,
  edits: z.array(z.object({
    /** Its name; where a record has several things of one kind, also which of them, by its id: `stop.<id>`. */
    field: z.string().regex(/^[a-z][A-Za-z]*(\.[0-9a-f-]{36})?$/).max(60),
    value: z.unknown(),
    /** The version of the field that was on the screen; 0 where nobody had written it by fields before. */
    seen: z.int().min(0),
  })).min(1).max(40),
});
export type EditFields = z.infer<typeof EditFields>;

/** A person's choice between two values of a field. */
export const DecideField = z.object({
  id: Id,
  device: Id,
  notedAt: Moment,
  conflictId: Id,
  choice: z.enum(['standing', 'offered', 'other']),
  /** The third value, where the choice is `other`. */
  value: z.unknown().optional(),
  /** The version of the field that was on the screen: should something newer stand by now, what was chosen waits beside it. */
  seen: z.int().min(0),
});
export type DecideField = z.infer<typeof DecideField>;

/** What a field says, in which version, who wrote it and when; nobody, as long as it was never edited by itself. */
export const FieldNow = z.object({ value: z.unknown(), version: z.int().min(0), by: Who.nullable(), at: Moment.nullable() });
export type FieldNow = z.infer<typeof FieldNow>;

/** A value that somebody wrote without having seen what stands: it waits beside it until somebody chooses. */
export const FieldConflict = z.object({ id: Id, field: z.string(), value: z.unknown(), by: Who, at: Moment, notedAt: Moment });
export type FieldConflict = z.infer<typeof FieldConflict>;

export const FieldsNow = z.object({
  fields: z.record(z.string(), FieldNow),
  conflicts: z.array(FieldConflict).max(200),
  /** In the answer to an edit: its fields that wait beside what somebody else wrote meanwhile. */
  beside: z.array(z.string()).optional(),
});
export type FieldsNow = z.infer<typeof FieldsNow>;

/** Everything that a field ever said, the newest first, also what did not come to stand. */
export const FieldHistory = z.object({ items: z.array(z.object({
  id: Id, field: z.string(), value: z.unknown(), outcome: z.enum(['kept', 'same', 'beside']), by: Who, at: Moment, notedAt: Moment,
})).max(500) });
export type FieldHistory = z.infer<typeof FieldHistory>;
