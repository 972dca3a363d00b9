import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { Act } from '../database/act.ts';
import { declareProblems, Problem } from '../http/problems.ts';
import type { Seal } from '../vault/vault.ts';
import type { DecideField, EditFields, FieldConflict, FieldHistory, FieldNow, FieldsNow } from './contract.ts';
import { after, type Beside, settledBy, type Standing, verdictOn } from './merge.ts';

declareProblems({ 'conflict-decided': 409 });

/** A record of some room, as far as its fields are edited one by one. */
export interface FieldRecord {
  /** The name under which the room called `fields_follow` in its policies. */
  readonly kind: string;
  readonly id: string;
  /** What its fields say now, as the room keeps them. A field that is not named here is not edited this way. The room holds a lock on the row. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Seals what these fields said, where the room seals them. */
  readonly seal?: { readonly with: Seal; readonly fields: ReadonlySet<string> };
  /** Whose record it is, for the trail. */
  readonly about?: { readonly caseId?: string; readonly personId?: string };
}

interface HistoryRow { id: string; edit_id: string; field: string; field_version: number | null; device_id: string; outcome: 'kept' | 'same' | 'beside'; plain: unknown; sealed: Buffer | null; by: { id: string; name: string }; at: Date; noted_at: Date }

const author = sql<{ id: string; name: string }>`(select jsonb_build_object('id', m.id, 'name', a.name) from membership m join account a on a.id = m.account_id where m.id = h.by_member)`;

const contextOf = (id: string): string => `field_history.sealed:${id}`;

function valueOf(record: FieldRecord, row: Pick<HistoryRow, 'id' | 'plain' | 'sealed'>): unknown {
  if (!row.sealed) return row.plain;
  // Whoever may not open the seal reads that there was something, never what.
  return record.seal ? (JSON.parse(record.seal.with.open(row.sealed, contextOf(row.id))) as unknown) : null;
}

/** Values that wait for a choice, open ones alone. */
async function openConflicts(act: Act, record: FieldRecord): Promise<(HistoryRow & { since: Date })[]> {
  const { rows } = await sql<HistoryRow & { since: Date }>`
    select h.id, h.edit_id, h.field, h.field_version, c.device_id, h.outcome, h.plain, h.sealed, ${author} as by, h.at, h.noted_at, c.since
      from field_conflict c join field_history h on h.id = c.id
     where c.record_kind = ${record.kind} and c.record_id = ${record.id} and c.choice is null order by c.since, c.id`.execute(act.db);
  return rows;
}

async function standings(act: Act, record: FieldRecord): Promise<Map<string, Standing>> {
  const { rows } = await sql<{ field: string; devices: string[] }>`
    select field, array_agg(device_id::text order by field_version) as devices from field_history
     where record_kind = ${record.kind} and record_id = ${record.id} and field_version is not null group by field`.execute(act.db);
  const devices = new Map(rows.map((row) => [row.field, row.devices]));
  return new Map(Object.entries(record.values).map(([field, value]) => [field, { value, version: devices.get(field)?.length ?? 0, devices: devices.get(field) ?? [] }]));
}

interface Written { readonly editId: string; readonly device: string; readonly notedAt: Date; readonly edits: readonly { readonly field: string; readonly value: unknown; readonly seen: number }[] }

/** Whether this very edit came before. @throws {Problem} already-exists when it is somebody else's, or of another record: said to be kept, it would be nowhere */
async function cameBefore(act: Act, record: FieldRecord, editId: string): Promise<boolean> {
  const { rows } = await sql<{ by_member: string; record_kind: string; record_id: string }>`select by_member, record_kind, record_id from field_history where edit_id = ${editId} limit 1`.execute(act.db);
  const [before] = rows;
  if (before && (before.by_member !== act.actor.memberId || before.record_kind !== record.kind || before.record_id !== record.id)) throw new Problem('already-exists');
  return rows.length > 0;
}

async function write(act: Act, record: FieldRecord, written: Written): Promise<Record<string, unknown>> {
  const [now, open] = [await standings(act, record), await openConflicts(act, record)];
  let beside: Beside[] = open.map((row) => ({ id: row.id, field: row.field, device: row.device_id, value: valueOf(record, row) }));
  const changed: Record<string, unknown> = {};
  for (const { field, value, seen } of written.edits) {
    const standing = now.get(field);
    if (!standing || seen > standing.version) throw new Problem('invalid-input', { errors: [{ path: field, code: standing ? 'version-unknown' : 'field-unknown' }] });
    const edit = { value: value ?? null, seen, device: written.device };
    const verdict = verdictOn(standing, edit);
    const next = after(standing, edit);
    now.set(field, next);
    const id = newId();
    const isSealed = record.seal?.fields.has(field) ?? false;
    const sealed = isSealed && record.seal ? record.seal.with.close(JSON.stringify(edit.value), contextOf(id)) : null;
    await sql`insert into field_history (id, programme_id, record_kind, record_id, field, edit_id, device_id, outcome, field_version, plain, sealed, by_member, noted_at)
      values (${id}, ${act.actor.programmeId}, ${record.kind}, ${record.id}, ${field}, ${written.editId}, ${written.device}, ${verdict}, ${verdict === 'kept' ? next.version : null},
        ${isSealed ? null : JSON.stringify(edit.value)}::jsonb, ${sealed}, ${act.actor.memberId}, ${written.notedAt})`.execute(act.db);
    if (verdict === 'kept') changed[field] = edit.value;
    for (const { id: settled, how } of settledBy(beside, field, edit, next.value)) await settle(act, settled, how);
    const gone = new Set(settledBy(beside, field, edit, next.value).map((one) => one.id));
    beside = beside.filter((one) => !gone.has(one.id));
    if (verdict === 'beside') {
      beside = [...beside, { id, field, device: written.device, value: edit.value }];
      await sql`insert into field_conflict (id, programme_id, record_kind, record_id, field, device_id, by_member)
        values (${id}, ${act.actor.programmeId}, ${record.kind}, ${record.id}, ${field}, ${written.device}, ${act.actor.memberId})`.execute(act.db);
    }
  }
  act.audit({ action: `${record.kind}.edit`, subject: record.kind, subjectId: record.id, ...record.about, details: { fields: written.edits.map(({ field }) => field).join(' '), beside: beside.length } });
  return changed;
}

const settle = (act: Act, id: string, choice: 'standing' | 'offered' | 'other' | 'same' | 'replaced') =>
  sql`update field_conflict set choice = ${choice}, decided_by = ${act.actor.memberId}, decided_at = ${act.now} where id = ${id}`.execute(act.db);

const noted = (act: Act, notedAt: string): Date => new Date(Math.min(Date.parse(notedAt), act.now.getTime()));

/**
 * Takes in what somebody wrote into fields of a record, inside the room's own transaction: fields that others changed meanwhile stay as they
 * stand, with the new value waiting beside. Every value goes into the history. Audit: `<kind>.edit`.
 * @returns what the room must now write into its own row; nothing, when this edit came before
 * @throws {Problem} invalid-input, already-exists, not-allowed
 */
export async function editFields(act: Act, record: FieldRecord, asked: EditFields): Promise<Readonly<Record<string, unknown>>> {
  if (await cameBefore(act, record, asked.id)) {
    act.unchanged();
    return {};
  }
  if (new Set(asked.edits.map(({ field }) => field)).size < asked.edits.length) throw new Problem('invalid-input', { errors: [{ path: 'edits', code: 'same-field' }] });
  return write(act, record, { editId: asked.id, device: asked.device, notedAt: noted(act, asked.notedAt), edits: asked.edits.map(({ field, value, seen }) => ({ field, value, seen })) });
}

/**
 * A person's choice between what stands and what waits beside it. What is not chosen stays in the history. Audit: `<kind>.decide`.
 * @returns what the room must now write into its own row
 * @throws {Problem} not-found, conflict-decided, not-allowed
 */
export async function decideField(act: Act, record: FieldRecord, asked: DecideField): Promise<Readonly<Record<string, unknown>>> {
  const { rows } = await sql<{ field: string; choice: string | null; decided_by: string | null }>`
    select field, choice, decided_by from field_conflict where id = ${asked.conflictId} and record_kind = ${record.kind} and record_id = ${record.id}`.execute(act.db);
  const [conflict] = rows;
  if (!conflict) throw new Problem('not-found');
  if (conflict.choice !== null) {
    act.unchangedIf(conflict.choice === asked.choice && conflict.decided_by === act.actor.memberId);
    return {};
  }
  const offered = (await openConflicts(act, record)).find(({ id }) => id === asked.conflictId);
  await settle(act, asked.conflictId, asked.choice);
  act.audit({ action: `${record.kind}.decide`, subject: record.kind, subjectId: record.id, ...record.about, details: { field: conflict.field, choice: asked.choice } });
  if (asked.choice === 'standing') return {};
  const value = asked.choice === 'offered' ? offered && valueOf(record, offered) : asked.value;
  return write(act, record, { editId: asked.id, device: asked.device, notedAt: noted(act, asked.notedAt), edits: [{ field: conflict.field, value, seen: asked.seen }] });
}

/**
 * What the fields of a record say, in which version and by whom, and what waits beside them.
 * @param editId in the answer to an edit: says also which of its own fields wait
 */
export async function fieldsNow(act: Act, record: FieldRecord, editId?: string): Promise<FieldsNow> {
  const { rows } = await sql<{ field: string; version: number; by: { id: string; name: string }; at: Date }>`
    select distinct on (h.field) h.field, h.field_version as version, ${author} as by, h.at from field_history h
     where h.record_kind = ${record.kind} and h.record_id = ${record.id} and h.field_version is not null order by h.field, h.field_version desc`.execute(act.db);
  const stamps = new Map(rows.map((row) => [row.field, row]));
  const fields: Record<string, FieldNow> = Object.fromEntries(Object.entries(record.values).map(([field, value]) => {
    const stamp = stamps.get(field);
    return [field, { value: value ?? null, version: stamp?.version ?? 0, by: stamp?.by ?? null, at: stamp?.at.toISOString() ?? null }];
  }));
  const open = await openConflicts(act, record);
  const conflicts: FieldConflict[] = open.slice(0, 200)
    .map((row) => ({ id: row.id, field: row.field, value: valueOf(record, row) ?? null, by: row.by, at: row.at.toISOString(), notedAt: row.noted_at.toISOString() }));
  return { fields, conflicts, ...(editId === undefined ? {} : { beside: open.filter((row) => row.edit_id === editId).map(({ field }) => field) }) };
}

/** Everything that the fields of a record ever said, the newest first. Audit: the room's, which is asked for it. */
export async function fieldHistory(act: Act, record: FieldRecord): Promise<FieldHistory> {
  const { rows } = await sql<HistoryRow>`
    select h.id, h.edit_id, h.field, h.field_version, h.device_id, h.outcome, h.plain, h.sealed, ${author} as by, h.at, h.noted_at from field_history h
     where h.record_kind = ${record.kind} and h.record_id = ${record.id} order by h.at desc, h.id desc limit 500`.execute(act.db);
  return { items: rows.map((row) => ({ id: row.id, field: row.field, value: valueOf(record, row) ?? null, outcome: row.outcome, by: row.by, at: row.at.toISOString(), notedAt: row.noted_at.toISOString() })) };
}
