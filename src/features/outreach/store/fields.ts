import { sql } from 'kysely';
import type { z } from 'zod';
import type { Act } from '../../../kernel/database/act.ts';
import type { DecideField, EditFields, FieldsNow } from '../../../kernel/fields/contract.ts';
import { decideField, editFields, type FieldRecord, fieldsNow } from '../../../kernel/fields/store.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { ContactChange, OutingFields, PlaceChange, stopField, stopOfField } from '../contract.ts';
import { knowsSign } from '../reference.ts';
import { positionColumns } from './common.ts';

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
  /** What must be written beside them, in other tables. */
  readonly beside?: (act: Act, id: string, values: Values) => Promise<void>;
}

/** A field in small letters and a column with bars say the same, where nothing else is said. */
const columnOf = (field: string): string => field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const json = new Set(['usualHours', 'seasons', 'materials', 'materialsGiven']);
const plainly = (values: Values): Record<string, unknown> => Object.fromEntries(Object.entries(values).map(([field, value]) => [columnOf(field), json.has(field) ? JSON.stringify(value) : value]));
const picked = (row: Row, fields: readonly string[]): Values => Object.fromEntries(fields.map((field) => [field, row[columnOf(field)] ?? null]));

const placeFields = ['name', 'kind', 'town', 'accessNotes', 'dangers', 'usualHours', 'languages', 'nationalities', 'seasons', 'everyWeeks'];
const contactFields = ['placeId', 'placeKind', 'zone', 'people', 'gender', 'ageBand', 'language', 'languageIs', 'nationality', 'nationalityIs', 'familiarity', 'level', 'needs', 'signs', 'informed', 'materials', 'referrals', 'agreed', 'danger', 'note'];
const outingFields = ['purposes', 'purposeWords', 'vehicle', 'materials', 'weather', 'kilometres', 'incidents', 'diary', 'materialsGiven'];

const point = (row: Row): { latitude: number; longitude: number } | null => (typeof row['latitude'] === 'number' && typeof row['longitude'] === 'number' ? { latitude: row['latitude'], longitude: row['longitude'] } : null);

const anew = { version: sql`version + 1` };

export const places: Kind = {
  kind: 'place', table: 'place', rules: PlaceChange as z.ZodType<Values>,
  values: (row) => ({ ...picked(row, placeFields), position: point(row) }),
  columns: ({ position, ...values }) => {
    const where = PlaceChange.parse({ position: position ?? null }).position;
    return { ...plainly(values), ...(position === undefined ? {} : { latitude: where?.latitude ?? null, longitude: where?.longitude ?? null }), ...anew };
  },
};

export const contacts: Kind = {
  kind: 'street-contact', table: 'street_contact', rules: ContactChange as z.ZodType<Values>,
  values: (row) => ({ ...picked(row, contactFields), position: point(row) }),
  columns: ({ position, ...values }) => {
    const { signs, position: where } = ContactChange.parse({ signs: values['signs'] ?? [], position: position ?? null });
    if (signs?.some((sign) => !knowsSign(sign))) throw new Problem('invalid-input', { errors: [{ path: 'signs', code: 'unknown-sign' }] });
    return { ...plainly(values), ...(position === undefined ? {} : positionColumns(where ?? null)), ...anew };
  },
};

const stopsOf = (row: Row): { id: string; outcome: string | null }[] => (Array.isArray(row['stops']) ? row['stops'] as { id: string; outcome: string | null }[] : []);
const ofStops = (values: Values): [string, unknown][] => Object.entries(values).flatMap(([field, value]): [string, unknown][] => { const stop = stopOfField(field); return stop === null ? [] : [[stop, value]]; });

/** The version of an outing is that of its crew, hours and stops: a word in its diary does not make whoever changes these look again. */
export const outings: Kind = {
  kind: 'outing', table: 'outing', rules: OutingFields as z.ZodType<Values>,
  values: (row) => ({ ...picked(row, outingFields), ...Object.fromEntries(stopsOf(row).map(({ id, outcome }) => [stopField(id), outcome])) }),
  columns: (values) => ({ ...plainly(Object.fromEntries(Object.entries(values).filter(([field]) => stopOfField(field) === null))), changed_at: sql`now()` }),
  beside: async (act, id, values) => {
    for (const [stop, outcome] of ofStops(values)) await sql`update outing_stop set outcome = ${outcome} where id = ${stop} and outing_id = ${id}`.execute(act.db);
  },
};

/** What somebody wrote, as the contract has it. @throws {Problem} invalid-input, field by field */
function ruled({ rules }: Kind, given: Values): Values {
  const read = rules.safeParse(given);
  if (!read.success) throw new Problem('invalid-input', { errors: read.error.issues.map((issue) => ({ path: issue.path.join('.'), code: issue.code === 'custom' ? issue.message : issue.code })) });
  return read.data;
}

/** A row as JSON; of an outing with its stops, also those that were left out since somebody noted how it went there. */
const wholeRow = ({ table }: Kind) => (table === 'outing' ? sql<Row>`to_jsonb(t) || jsonb_build_object('stops', coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'outcome', s.outcome)) from outing_stop s where s.outing_id = t.id), '[]'))` : sql<Row>`to_jsonb(t)`);

/** The record with its row held for the rest of the transaction. @throws {Problem} not-found; not-allowed for whoever reads it and may not edit it */
async function held(act: Act, kind: Kind, id: string): Promise<FieldRecord> {
  await readRow(act, kind, id);
  const { rows: [locked] } = await sql<{ row: Row }>`select ${wholeRow(kind)} as row from ${sql.table(kind.table)} t where t.id = ${id} for update of t`.execute(act.db);
  if (!locked) throw new Problem('not-allowed');
  return { kind: kind.kind, id, values: kind.values(locked.row) };
}

async function readRow(act: Act, kind: Kind, id: string): Promise<FieldRecord> {
  const { rows: [found] } = await sql<{ row: Row }>`select ${wholeRow(kind)} as row from ${sql.table(kind.table)} t where t.id = ${id}`.execute(act.db);
  if (!found) throw new Problem('not-found');
  return { kind: kind.kind, id, values: kind.values(found.row) };
}

async function keep(act: Act, kind: Kind, record: FieldRecord, changed: Values): Promise<FieldRecord> {
  if (Object.keys(changed).length === 0) return record;
  const values = ruled(kind, changed);
  await act.db.updateTable(kind.table).set(kind.columns(values)).where('id', '=', record.id).execute();
  await kind.beside?.(act, record.id, values);
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
