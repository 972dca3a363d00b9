import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { italianDay } from '../../../kernel/italian-day.ts';
import type { Vault } from '../../../kernel/vault/vault.ts';
import type { Emergency, EmergencyLine, EmergencyList, MoveEmergency, NoteCall, OpenEmergency, WriteRecord } from '../contract/emergency.ts';
import { beganAt, emergencyMachine, isRecordLate, missingForMove, movesOf, recordDue } from '../domain/emergency.ts';
import { referenceOf } from '../../../kernel/reference/own.ts';
import { deadlineOf } from '../reference.ts';
import { colleague, openOrNull, type Who } from './common.ts';

const PAGE = 50;

interface Row {
  id: string;
  kind: EmergencyLine['kind'];
  state: EmergencyLine['state'];
  outcome: EmergencyLine['outcome'];
  case_id: string | null;
  code: string | null;
  opened_by: Who;
  opened_at: Date;
  place: string;
  record_due_at: Date;
  recorded_at: Date | null;
  calls: number;
  version: number;
}

const rowsOf = (where: ReturnType<typeof sql>) => sql<Row>`
  select e.id, e.kind, e.state, e.outcome, e.case_id, p.code, ${colleague('e.opened_by')} as opened_by, e.opened_at, e.opened_at::text as place, e.record_due_at, e.recorded_at, e.version,
         (select count(*)::int from emergency_call k where k.emergency_id = e.id and k.taken_back_at is null) as calls
    from emergency e left join case_file c on c.id = e.case_id left join person p on p.id = c.person_id where ${where}`;

const lineOf = (row: Row, now: Date): EmergencyLine => ({
  id: row.id, kind: row.kind, state: row.state, outcome: row.outcome, caseId: row.case_id, code: row.code, openedBy: row.opened_by, openedAt: row.opened_at.toISOString(),
  recordDueAt: row.record_due_at.toISOString(), recordedAt: row.recorded_at?.toISOString() ?? null, recordLate: isRecordLate(row.record_due_at, row.recorded_at, now), calls: row.calls,
});

/** Emergencies that the asker may know of, the newest first. Audit: `emergency.list`. */
export async function listEmergencies(act: Act, asked: { after?: string | undefined; state: 'standing' | 'closed'; caseId?: string | undefined }): Promise<EmergencyList> {
  const [at, id] = asked.after?.split('|') ?? [];
  const { rows } = await rowsOf(sql`
    e.state ${asked.state === 'closed' ? sql`= 'closed'` : sql`<> 'closed'`} ${asked.caseId ? sql`and e.case_id = ${asked.caseId}` : sql``}
    ${at && id ? sql`and (e.opened_at, e.id) < (${at}::timestamptz, ${id}::uuid)` : sql``} order by e.opened_at desc, e.id desc limit ${PAGE + 1}`).execute(act.db);
  const shown = rows.slice(0, PAGE);
  const last = shown.at(-1);
  act.audit({ action: 'emergency.list', subject: 'emergency', ...(asked.caseId ? { caseId: asked.caseId } : {}), details: { lines: shown.length } });
  return { items: shown.map((row) => lineOf(row, act.now)), next: rows.length > PAGE && last ? `${last.place}|${last.id}` : null };
}

/** Opens an emergency; the id comes from the device, and sent again it is harmless. Audit: `emergency.open`. @throws {Problem} already-exists, not-allowed */
export async function openEmergency(act: Act, id: string, asked: OpenEmergency): Promise<void> {
  const before = await act.db.selectFrom('emergency').select('opened_by').where('id', '=', id).executeTakeFirst();
  if (before) {
    if (before.opened_by !== act.actor.memberId) throw new Problem('already-exists');
    return act.unchanged();
  }
  const opened = beganAt(asked.openedAt, act.now);
  const hours = deadlineOf(await referenceOf(act), 'emergency-record', italianDay(act.now)).hours ?? 24;
  await act.db.insertInto('emergency').values({
    id, programme_id: act.actor.programmeId, case_id: asked.caseId ?? null, kind: asked.kind, opened_by: act.actor.memberId, opened_at: opened, received_at: act.now, record_due_at: recordDue(opened, hours),
  }).execute();
  act.audit({ action: 'emergency.open', subject: 'emergency', subjectId: id, ...(asked.caseId ? { caseId: asked.caseId } : {}), details: { kind: asked.kind } });
}

/** That somebody was called. Audit: `emergency.call`. @throws {Problem} not-found, already-exists */
export async function noteCall(act: Act, id: string, call: NoteCall): Promise<void> {
  const about = await known(act, call.emergencyId);
  const before = await act.db.selectFrom('emergency_call').select('by_member').where('id', '=', id).executeTakeFirst();
  if (before) {
    if (before.by_member !== act.actor.memberId) throw new Problem('already-exists');
    return act.unchanged();
  }
  await act.db.insertInto('emergency_call').values({
    id, programme_id: act.actor.programmeId, emergency_id: call.emergencyId, whom: call.whom, contact_id: call.contactId ?? null, at: beganAt(call.at, act.now), by_member: act.actor.memberId,
  }).execute();
  act.audit({ action: 'emergency.call', subject: 'emergency', subjectId: call.emergencyId, ...about });
}

/** Strikes a tap that was a mistake; the line stays. Audit: `emergency.call-taken-back`. @throws {Problem} not-found, not-allowed */
export async function takeBackCall(act: Act, id: string): Promise<void> {
  const found = await act.db.selectFrom('emergency_call').select(['emergency_id', 'taken_back_at']).where('id', '=', id).executeTakeFirst();
  if (!found) throw new Problem('not-found');
  if (found.taken_back_at) return act.unchanged();
  const about = await known(act, found.emergency_id);
  const { numUpdatedRows } = await act.db.updateTable('emergency_call').set({ taken_back_at: act.now }).where('id', '=', id).executeTakeFirst();
  if (numUpdatedRows === 0n) throw new Problem('not-allowed');
  act.audit({ action: 'emergency.call-taken-back', subject: 'emergency', subjectId: found.emergency_id, ...about });
}

/** What happened, sealed; the first one stops the clock. Audit: `emergency.record`. @throws {Problem} not-found, already-exists */
export async function writeRecord(act: Act, vault: Vault, id: string, { emergencyId, what, basis }: WriteRecord): Promise<void> {
  const about = await known(act, emergencyId);
  const before = await act.db.selectFrom('emergency_record').select('author_id').where('id', '=', id).executeTakeFirst();
  if (before) {
    if (before.author_id !== act.actor.memberId) throw new Problem('already-exists');
    return act.unchanged();
  }
  const seal = await vault.seal(act, emergencyId, 'emergency');
  await act.db.insertInto('emergency_record').values({
    id, programme_id: act.actor.programmeId, emergency_id: emergencyId, body_sealed: seal.close(JSON.stringify({ what, basis }), `emergency_record.body:${id}`), author_id: act.actor.memberId, at: act.now,
  }).execute();
  await act.db.updateTable('emergency').set({ recorded_at: act.now, version: sql`version + 1` }).where('id', '=', emergencyId).where('recorded_at', 'is', null).execute();
  act.audit({ action: 'emergency.record', subject: 'emergency', subjectId: emergencyId, ...about });
}

/** A step of its way. Audit: `emergency.<move>`. @throws {Problem} not-found, illegal-move, outcome-missing, record-first, changed-meanwhile */
export async function moveEmergency(act: Act, vault: Vault, emergencyId: string, version: number, given: MoveEmergency): Promise<void> {
  const found = await act.db.selectFrom('emergency').select(['state', 'version', 'recorded_at', 'case_id']).where('id', '=', emergencyId).forUpdate().executeTakeFirst();
  if (!found) throw new Problem('not-found');
  const before = await act.db.selectFrom('emergency_move').select('emergency_id').where('id', '=', given.id).executeTakeFirst();
  if (before) return act.unchanged();
  if (found.version !== version) throw new Problem('changed-meanwhile');
  const from = found.state as EmergencyLine['state'];
  const to = emergencyMachine.next(from, given.move, { reason: given.reason });
  const missing = missingForMove(given.move, { outcome: given.outcome, recorded: found.recorded_at !== null });
  if (missing) throw new Problem(missing);
  const seal = await vault.seal(act, emergencyId, 'emergency');
  await act.db.updateTable('emergency').set({ state: to, version: version + 1, ...(given.move === 'stabilise' ? { outcome: given.outcome ?? null } : {}) }).where('id', '=', emergencyId).execute();
  await act.db.insertInto('emergency_move').values({
    id: given.id, programme_id: act.actor.programmeId, emergency_id: emergencyId, move: given.move, from_state: from, to_state: to, by_member: act.actor.memberId, at: act.now,
    reason_sealed: seal.close(given.reason, `emergency_move.reason:${given.id}`),
  }).execute();
  act.audit({ action: `emergency.${given.move}`, subject: 'emergency', subjectId: emergencyId, ...(found.case_id ? { caseId: found.case_id } : {}) });
}

/** Says whose case it is about, or that it is about none. Audit: `emergency.link`. @throws {Problem} not-found, not-allowed, changed-meanwhile */
export async function linkEmergency(act: Act, emergencyId: string, version: number, caseId: string | null): Promise<void> {
  const found = await act.db.selectFrom('emergency').select(['version', 'case_id']).where('id', '=', emergencyId).executeTakeFirst();
  if (!found) throw new Problem('not-found');
  if (found.case_id === caseId) return act.unchanged();
  if (found.version !== version) throw new Problem('changed-meanwhile');
  await act.db.updateTable('emergency').set({ case_id: caseId, version: version + 1 }).where('id', '=', emergencyId).execute();
  const of = caseId ?? found.case_id;
  act.audit({ action: caseId ? 'emergency.link' : 'emergency.unlink', subject: 'emergency', subjectId: emergencyId, ...(of ? { caseId: of } : {}) });
}

interface Parts {
  calls: { id: string; whom: Emergency['calls'][number]['whom']; contact: string | null; at: Date; by_member: Who; taken_back_at: Date | null }[];
  records: { id: string; body_sealed: Buffer; author: Who; at: Date }[];
  moves: { id: string; move: Emergency['moves'][number]['move']; to_state: Emergency['state']; reason_sealed: Buffer; by_member: Who; at: Date }[];
}

/** Everything of one emergency. Audit: `emergency.read`. @throws {Problem} not-found */
export async function readEmergency(act: Act, vault: Vault, id: string): Promise<Emergency> {
  const { rows: [row] } = await rowsOf(sql`e.id = ${id}`).execute(act.db);
  if (!row) throw new Problem('not-found');
  const [calls, records, moves, contacts, seals] = await Promise.all([
    sql<Parts['calls'][number]>`select k.id, k.whom, c.name as contact, k.at, ${colleague('k.by_member')} as by_member, k.taken_back_at from emergency_call k left join emergency_contact c on c.id = k.contact_id where k.emergency_id = ${id} order by k.at, k.id`.execute(act.db),
    sql<Parts['records'][number]>`select r.id, r.body_sealed, ${colleague('r.author_id')} as author, r.at from emergency_record r where r.emergency_id = ${id} order by r.at, r.id`.execute(act.db),
    sql<Parts['moves'][number]>`select m.id, m.move, m.to_state, m.reason_sealed, ${colleague('m.by_member')} as by_member, m.at from emergency_move m where m.emergency_id = ${id} order by m.at, m.id`.execute(act.db),
    sql<{ id: string; at: Date }>`select c.id, c.at from contact_outcome o join street_contact c on c.id = o.contact_id where o.kind = 'emergency' and o.subject_id = ${id} order by c.at, c.id`.execute(act.db),
    vault.seals(act, id),
  ]);
  const seal = seals.get('emergency');
  act.audit({ action: 'emergency.read', subject: 'emergency', subjectId: id, ...(row.case_id ? { caseId: row.case_id } : {}) });
  return {
    ...lineOf(row, act.now), version: row.version, contacts: contacts.rows.map((one) => ({ id: one.id, at: one.at.toISOString() })), may: movesOf(row.state, row.recorded_at !== null),
    calls: calls.rows.map((one) => ({ id: one.id, whom: one.whom, contact: one.contact, at: one.at.toISOString(), by: one.by_member, takenBackAt: one.taken_back_at?.toISOString() ?? null, mine: one.by_member.memberId === act.actor.memberId })),
    records: records.rows.map((one) => {
      const text = openOrNull(seal, one.body_sealed, `emergency_record.body:${one.id}`);
      const body = text === null ? null : JSON.parse(text) as { what: string; basis: string };
      return { id: one.id, what: body?.what ?? null, basis: body?.basis ?? null, by: one.author, at: one.at.toISOString() };
    }),
    moves: moves.rows.map((one) => ({ id: one.id, move: one.move, to: one.to_state, reason: openOrNull(seal, one.reason_sealed, `emergency_move.reason:${one.id}`), by: one.by_member, at: one.at.toISOString() })),
  };
}

async function known(act: Act, emergencyId: string): Promise<{ caseId?: string }> {
  const found = await act.db.selectFrom('emergency').select('case_id').where('id', '=', emergencyId).executeTakeFirst();
  if (!found) throw new Problem('not-found');
  return found.case_id ? { caseId: found.case_id } : {};
}
