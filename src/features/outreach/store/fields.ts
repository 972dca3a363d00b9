import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { z } from 'zod';
import type { Act } from '../../../kernel/database/act.ts';
import { moment } from '../../../kernel/database/pages.ts';
import type { DecideField, EditFields, FieldsNow } from '../../../kernel/fields/contract.ts';
import { decideField, editFields, type FieldRecord, fieldsNow } from '../../../kernel/fields/store.ts';
import { sameValue } from '../../../kernel/fields/merge.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { coarse, ContactChange, DiaryFields, PlaceChange } from '../contract.ts';
import { knowsSign } from '../reference.ts';
import { positionColumns, positionOf } from './common.ts';

type Row = Readonly<Record<string, unknown>>;
type Values = Readonly<Record<string, unknown>>;

/** A kind of record whose fields several people edit, on devices that may have no network. */
interface Kind {
  readonly kind: 'place' | 'street-contact' | 'outing';
  readonly table: 'place' | 'street_contact' | 'outing';
  /** What each field may say; a field that is not named here is not edited this way. */
  readonly rules: z.ZodType<Values>;
  /** What its fields say now, from a row as JSON carries it. */
  readonly values: (row: Row) => Values;
  /** The columns in which fields are kept. */
  readonly columns: (values: Values) => Record<string, unknown>;
}

/** A field in small letters and a column with bars say the same, where nothing else is said. */
const columnOf = (field: string): string => field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const json = new Set(['usualHours', 'seasons', 'materials', 'materialsGiven']);
const plainly = (values: Values): Record<string, unknown> => Object.fromEntries(Object.entries(values).map(([field, value]) => [columnOf(field), json.has(field) ? JSON.stringify(value) : value]));
const picked = (row: Row, fields: readonly string[]): Values => Object.fromEntries(fields.map((field) => [field, row[columnOf(field)] ?? null]));

const placeFields = ['name', 'kind', 'town', 'accessNotes', 'dangers', 'usualHours', 'languages', 'nationalities', 'seasons', 'everyWeeks'];
const contactFields = ['placeId', 'placeKind', 'zone', 'people', 'gender', 'ageBand', 'language', 'languageIs', 'nationality', 'nationalityIs', 'familiarity', 'level', 'needs', 'signs', 'informed', 'materials', 'referrals', 'agreed', 'danger', 'note'];
const diaryFields = ['weather', 'kilometres', 'incidents', 'diary', 'materialsGiven'];

const point = (row: Row): { latitude: number; longitude: number } | null => (typeof row['latitude'] === 'number' && typeof row['longitude'] === 'number' ? { latitude: row['latitude'], longitude: row['longitude'] } : null);

export const places: Kind = {
  kind: 'place', table: 'place', rules: PlaceChange as z.ZodType<Values>,
  values: (row) => ({ ...picked(row, placeFields), position: point(row) }),
  columns: ({ position, ...values }) => {
    const where = PlaceChange.parse({ position: position ?? null }).position;
    return { ...plainly(values), ...(position === undefined ? {} : { latitude: where?.latitude ?? null, longitude: where?.longitude ?? null }) };
  },
};

export const contacts: Kind = {
  kind: 'street-contact', table: 'street_contact', rules: ContactChange as z.ZodType<Values>,
  values: (row) => {
    const where = point(row);
    return { ...picked(row, contactFields), position: where && positionOf({ ...where, exact: row['exact'] === true }) };
  },
  columns: ({ position, ...values }) => {
    const { signs, position: where } = ContactChange.parse({ signs: values['signs'] ?? [], position: position ?? null });
    if (signs?.some((sign) => !knowsSign(sign))) throw new Problem('invalid-input', { errors: [{ path: 'signs', code: 'unknown-sign' }] });
    const kept = where && !where.exact ? { ...where, latitude: coarse(where.latitude), longitude: coarse(where.longitude) } : where ?? null;
    return { ...plainly(values), ...(position === undefined ? {} : positionColumns(kept)) };
  },
};

export const diaries: Kind = {
  kind: 'outing', table: 'outing', rules: DiaryFields as z.ZodType<Values>,
  values: (row) => ({ ...picked(row, diaryFields), endsAt: typeof row['ends_at'] === 'string' ? moment(new Date(row['ends_at'])) : null }),
  columns: ({ endsAt, ...values }) => ({ ...plainly(values), ...(typeof endsAt === 'string' ? { ends_at: endsAt } : {}) }),
};

/** What somebody wrote, as the contract has it. @throws {Problem} invalid-input, field by field */
function ruled({ rules }: Kind, given: Values): Values {
  const read = rules.safeParse(given);
  if (!read.success) throw new Problem('invalid-input', { errors: read.error.issues.map((issue) => ({ path: issue.path.join('.'), code: issue.code === 'custom' ? issue.message : issue.code })) });
  return read.data;
}

/** The record with its row held for the rest of the transaction. @throws {Problem} not-found; not-allowed for whoever reads it and may not edit it */
async function held(act: Act, kind: Kind, id: string): Promise<FieldRecord & { readonly version: number }> {
  const one = await readRow(act, kind, id);
  const { rows: [locked] } = await sql<{ row: Row }>`select to_jsonb(t) as row from ${sql.table(kind.table)} t where t.id = ${id} for update`.execute(act.db);
  if (!locked) throw new Problem('not-allowed');
  return { ...one, values: kind.values(locked.row), version: Number(locked.row['version']) };
}

async function readRow(act: Act, kind: Kind, id: string): Promise<FieldRecord> {
  const { rows: [found] } = await sql<{ row: Row }>`select to_jsonb(t) as row from ${sql.table(kind.table)} t where t.id = ${id}`.execute(act.db);
  if (!found) throw new Problem('not-found');
  return { kind: kind.kind, id, values: kind.values(found.row) };
}

async function keep(act: Act, kind: Kind, record: FieldRecord & { readonly version: number }, changed: Values): Promise<FieldRecord> {
  if (Object.keys(changed).length === 0) return record;
  const values = ruled(kind, changed);
  const set = { ...kind.columns(values), version: record.version + 1, ...(kind.kind === 'outing' ? { changed_at: act.now } : {}) };
  await act.db.updateTable(kind.table).set(set).where('id', '=', record.id).execute();
  return { ...record, values: { ...record.values, ...values } };
}

/** What the fields of a record say, each with its version, and what waits beside them. Audit: `<kind>.fields`. @throws {Problem} not-found */
export async function readFields(act: Act, kind: Kind, id: string): Promise<FieldsNow> {
  const now = await fieldsNow(act, await readRow(act, kind, id));
  act.audit({ action: `${kind.kind}.fields`, subject: kind.kind, subjectId: id });
  return now;
}

/** Takes in fields that somebody wrote on a device; what others changed meanwhile stays, with the new value beside. @throws {Problem} not-found, not-allowed, invalid-input, already-exists */
export async function editRecord(act: Act, kind: Kind, id: string, asked: EditFields): Promise<FieldsNow> {
  const record = await held(act, kind, id);
  const values = ruled(kind, Object.fromEntries(asked.edits.map(({ field, value }) => [field, value])));
  const changed = await editFields(act, record, { ...asked, edits: asked.edits.map((edit) => ({ ...edit, value: values[edit.field] })) });
  return fieldsNow(act, await keep(act, kind, record, changed), asked.id);
}

/** Chooses between what stands and what waits beside it. @throws {Problem} not-found, not-allowed, conflict-decided, invalid-input */
export async function decideRecord(act: Act, kind: Kind, id: string, asked: DecideField): Promise<FieldsNow> {
  const record = await held(act, kind, id);
  return fieldsNow(act, await keep(act, kind, record, await decideField(act, record, asked)), asked.id);
}

/**
 * Some fields anew, by somebody who saw the whole record in a version: the same history, so that whoever edits on a device learns of it.
 * Sent again it is harmless. @throws {Problem} not-found, not-allowed, changed-meanwhile, invalid-input
 */
export async function writeFields(act: Act, kind: Kind, id: string, version: number, given: Values): Promise<void> {
  const record = await held(act, kind, id);
  if (record.version !== version) {
    if (!Object.entries(given).every(([field, value]) => sameValue(record.values[field], value))) throw new Problem('changed-meanwhile');
    return act.unchanged();
  }
  const { fields } = await fieldsNow(act, record);
  const edits = Object.entries(given).map(([field, value]) => ({ field, value, seen: fields[field]?.version ?? 0 }));
  await keep(act, kind, record, await editFields(act, record, { id: newId(), device: newId(), notedAt: act.now.toISOString(), edits }));
}
