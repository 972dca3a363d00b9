import { sql } from 'kysely';
import { z } from 'zod';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Seal, Vault } from '../../../kernel/vault/vault.ts';
import { Computation, SuggestedIndex, type SuggestionList, type WageRate, WageRate as WageRateShape, WorksheetContent, WorksheetMove, WorksheetState } from '../contract.ts';
import { compute, suggestedIndices, worksheetMachine } from '../domain.ts';
import type { ChangeContent, Colleague, Difference, Kept, MoveWorksheet, Worksheet, WorksheetLine, WorksheetList } from '../wire.ts';
import { colleague, heldCase, type HeldCase } from './common.ts';
import { ratesInUse } from './tables.ts';

const COMPARTMENT = 'work';
const place = (id: string, column: 'content_sealed' | 'computed_sealed'): string => `worksheet.${column}:${id}`;
/** What is kept of a computation: the result, and every line of the tables that it rests on, word for word. */
const Snapshot = z.object({ result: Computation, rates: z.array(WageRateShape), indices: z.array(SuggestedIndex) });

interface Row {
  id: string; case_id: string; continues_id: string | null; continued_by: string | null; state: WorksheetState; content_sealed: Buffer; computed_sealed: Buffer | null; last_change: string;
  author: Colleague; signed_by: Colleague | null; started_at: Date; computed_at: Date | null; signed_at: Date | null; version: number;
}

const rowsWhere = (act: Act, where: ReturnType<typeof sql>) => sql<Row>`
  select w.id, w.case_id, w.continues_id, (select n.id from worksheet n where n.continues_id = w.id and n.state <> 'set-aside' order by n.started_at desc limit 1) as continued_by,
         w.state, w.content_sealed, w.computed_sealed, w.last_change, ${colleague('w.author_id')} as author,
         (select jsonb_build_object('id', hat.id, 'name', who.name, 'role', hat.role) from worksheet_move m join membership hat on hat.id = m.by_member join account who on who.id = hat.account_id
           where m.worksheet_id = w.id and m.move = 'sign') as signed_by,
         w.started_at, w.computed_at, w.signed_at, w.version
    from worksheet w where ${where} order by w.started_at desc, w.id desc limit 200`.execute(act.db);

/** @throws {Problem} not-found */
async function rowOf(act: Act, id: string): Promise<Row> {
  const [row] = (await rowsWhere(act, sql`w.id = ${id}`)).rows;
  if (!row) throw new Problem('not-found');
  return row;
}

/** @throws {Problem} content-destroyed when the person's content was erased */
async function sealOf(act: Act, vault: Vault, caseId: string): Promise<Seal> {
  const seal = (await vault.seals(act, caseId)).get(COMPARTMENT);
  if (!seal) throw new Problem('content-destroyed');
  return seal;
}

const contentOf = (seal: Seal, row: Row): WorksheetContent => WorksheetContent.parse(JSON.parse(seal.open(row.content_sealed, place(row.id, 'content_sealed'))));
const computedOf = (seal: Seal, row: Row): z.infer<typeof Snapshot> | null =>
  (row.computed_sealed === null ? null : Snapshot.parse(JSON.parse(seal.open(row.computed_sealed, place(row.id, 'computed_sealed')))));

function lineOf(seal: Seal, row: Row): WorksheetLine {
  const computed = computedOf(seal, row);
  return {
    id: row.id, state: WorksheetState.parse(row.state), author: row.author, startedAt: row.started_at.toISOString(), computedAt: row.computed_at?.toISOString() ?? null,
    signedAt: row.signed_at?.toISOString() ?? null, signedBy: row.signed_by, version: row.version, continues: row.continues_id, continuedBy: row.continued_by,
    episodes: contentOf(seal, row).episodes.length, gap: computed?.result.gap ?? null, demonstration: computed?.result.demonstration ?? false,
  };
}

/** Worksheets of a case, the newest first. Audit: `worksheet.list`. @throws {Problem} not-found */
export async function listWorksheets(act: Act, vault: Vault, caseId: string): Promise<WorksheetList> {
  const held = await heldCase(act, caseId);
  const { rows } = await rowsWhere(act, sql`w.case_id = ${caseId}`);
  const seal = rows.length > 0 ? (await vault.seals(act, caseId)).get(COMPARTMENT) : undefined;
  act.audit({ action: 'worksheet.list', subject: 'case', subjectId: caseId, caseId, personId: held.personId });
  // Erased content has no key any more; what was never readable is not shown as if it were empty.
  return { items: seal ? rows.map((row) => lineOf(seal, row)) : [], may: { begin: !held.inEmergency } };
}

/**
 * What the signed worksheets of a case speak of; one that a later signed worksheet continues gives way to it. Audit: `worksheet.suggestions`.
 * @throws {Problem} not-found
 */
export async function suggestionsOf(act: Act, vault: Vault, caseId: string): Promise<SuggestionList> {
  const held = await heldCase(act, caseId);
  const { rows } = await rowsWhere(act, sql`w.case_id = ${caseId} and w.state = 'signed' and not exists (select from worksheet l where l.continues_id = w.id and l.state = 'signed')`);
  const seal = rows.length > 0 ? (await vault.seals(act, caseId)).get(COMPARTMENT) : undefined;
  act.audit({ action: 'worksheet.suggestions', subject: 'case', subjectId: caseId, caseId, personId: held.personId });
  return {
    items: seal ? rows.flatMap((row) => {
      const computed = computedOf(seal, row);
      return (computed?.indices ?? []).map((one) => ({ ...one, worksheetId: row.id, signedAt: (row.signed_at ?? row.started_at).toISOString(), signedBy: row.signed_by?.name ?? '', demonstration: computed?.result.demonstration ?? false }));
    }) : [],
  };
}

/**
 * Begins a worksheet, or goes on from one that was signed: what was told there is taken along, and the signed one stays as it was.
 * Audit: `worksheet.begin`. @throws {Problem} not-found, not-allowed (from a file opened in an emergency), already-exists, worksheet-not-signed
 */
export async function beginWorksheet(act: Act, vault: Vault, id: string, asked: { caseId: string; continues?: string | undefined }): Promise<Worksheet> {
  const held = await heldCase(act, asked.caseId);
  const [again] = (await rowsWhere(act, sql`w.id = ${id}`)).rows;
  if (again) {
    if (again.case_id !== asked.caseId || again.author.id !== act.actor.memberId) throw new Problem('already-exists');
    act.unchanged();
    return opened(act, vault, again, held);
  }
  if (held.inEmergency) throw new Problem('not-allowed');
  const seal = await vault.seal(act, asked.caseId, COMPARTMENT);
  const content = asked.continues ? contentOf(seal, await signedBefore(act, asked.caseId, asked.continues)) : { episodes: [] };
  await act.db.insertInto('worksheet').values({
    id, programme_id: act.actor.programmeId, case_id: asked.caseId, continues_id: asked.continues ?? null, content_sealed: seal.close(JSON.stringify(content), place(id, 'content_sealed')),
    last_change: id, author_id: act.actor.memberId, started_at: act.now,
  }).execute();
  act.audit({ action: 'worksheet.begin', subject: 'worksheet', subjectId: id, caseId: asked.caseId, personId: held.personId });
  return opened(act, vault, await rowOf(act, id), held);
}

async function signedBefore(act: Act, caseId: string, id: string): Promise<Row> {
  const before = await rowOf(act, id);
  if (before.case_id !== caseId) throw new Problem('not-found');
  if (before.state !== 'signed') throw new Problem('worksheet-not-signed');
  return before;
}

/** One worksheet, whole. Audit: `worksheet.read`. @throws {Problem} not-found, content-destroyed */
export async function readWorksheet(act: Act, vault: Vault, id: string): Promise<Worksheet> {
  const row = await rowOf(act, id);
  const held = await heldCase(act, row.case_id);
  act.audit({ action: 'worksheet.read', subject: 'worksheet', subjectId: id, caseId: row.case_id, personId: held.personId });
  return opened(act, vault, row, held);
}

/** The same for a paper that leaves the screen. Audit: `worksheet.print`. @throws {Problem} not-found, content-destroyed, worksheet-not-computed */
export async function worksheetForPrint(act: Act, vault: Vault, id: string, form: string): Promise<Worksheet & { computed: NonNullable<Worksheet['computed']> }> {
  const row = await rowOf(act, id);
  const held = await heldCase(act, row.case_id);
  const worksheet = await opened(act, vault, row, held);
  const { computed } = worksheet;
  if (!computed) throw new Problem('worksheet-not-computed');
  act.audit({ action: 'worksheet.print', subject: 'worksheet', subjectId: id, caseId: row.case_id, personId: held.personId, details: { form, state: row.state } });
  return { ...worksheet, computed };
}

async function opened(act: Act, vault: Vault, row: Row, held: HeldCase): Promise<Worksheet> {
  const seal = await sealOf(act, vault, row.case_id);
  const computed = computedOf(seal, row);
  const { rows: steps } = await sql<{ id: string; move: string; by: Colleague; at: Date; reason_sealed: Buffer | null }>`
    select m.id, m.move, ${colleague('m.by_member')} as by, m.at, m.reason_sealed from worksheet_move m where m.worksheet_id = ${row.id} order by m.at, m.id`.execute(act.db);
  const { rows: looks } = await sql<{ by: Colleague; at: Date }>`
    select ${colleague('l.reader_id')} as by, l.at from worksheet_look l where l.worksheet_id = ${row.id} order by l.at`.execute(act.db);
  const mayFill = !held.inEmergency && row.state !== 'signed';
  return {
    ...lineOf(seal, row), caseId: row.case_id, code: held.code, content: contentOf(seal, row),
    computed: computed && row.computed_at ? { ...computed, at: row.computed_at.toISOString() } : null,
    steps: steps.map((step) => ({ id: step.id, move: WorksheetMove.parse(step.move), by: step.by, at: step.at.toISOString(), reason: step.reason_sealed && seal.open(step.reason_sealed, `worksheet_move.reason_sealed:${step.id}`) })),
    looks: looks.map((look) => ({ by: look.by, at: look.at.toISOString() })),
    may: {
      fill: mayFill, sign: mayFill && row.state === 'computed' && ['labour', 'legal'].includes(act.actor.role),
      look: !held.inEmergency && computed !== null && row.author.id !== act.actor.memberId && !looks.some((look) => look.by.id === act.actor.memberId),
    },
  };
}

/**
 * Keeps what is told, whole. Whoever wrote upon an older version is told so and loses nothing. Audit: `worksheet.fill`.
 * @param seen the version it was written upon
 * @throws {Problem} not-found, worksheet-not-draft, changed-meanwhile, not-allowed
 */
export async function changeContent(act: Act, vault: Vault, id: string, seen: number, change: ChangeContent): Promise<Kept> {
  const row = await rowOf(act, id);
  if (row.last_change === change.id) {
    act.unchanged();
    return { version: row.version };
  }
  const held = await heldCase(act, row.case_id);
  if (row.state !== 'draft') throw new Problem('worksheet-not-draft');
  if (row.version !== seen) throw new Problem('changed-meanwhile');
  const seal = await sealOf(act, vault, row.case_id);
  const kept = await act.db.updateTable('worksheet').set({ content_sealed: seal.close(JSON.stringify(change.content), place(id, 'content_sealed')), last_change: change.id, version: seen + 1 })
    .where('id', '=', id).where('version', '=', seen).where('state', '=', 'draft').executeTakeFirst();
  if (kept.numUpdatedRows === 0n) throw new Problem(held.inEmergency ? 'not-allowed' : 'changed-meanwhile');
  act.audit({ action: 'worksheet.fill', subject: 'worksheet', subjectId: id, caseId: row.case_id, personId: held.personId });
  return { version: seen + 1 };
}

/**
 * Takes a step. Computing keeps the result together with the lines of the tables of that moment; opening again lets both go.
 * Audit: `worksheet.<move>`. @throws {Problem} not-found, illegal-move, reason-required, changed-meanwhile, not-allowed, worksheet-empty
 */
export async function moveWorksheet(act: Act, vault: Vault, id: string, seen: number, asked: MoveWorksheet): Promise<Worksheet> {
  const row = await rowOf(act, id);
  const held = await heldCase(act, row.case_id);
  const again = await act.db.selectFrom('worksheet_move').select('id').where('id', '=', asked.id).where('worksheet_id', '=', id).executeTakeFirst();
  if (again) {
    act.unchanged();
    return opened(act, vault, row, held);
  }
  const to = worksheetMachine.next(row.state, asked.move, asked.reason === undefined ? {} : { reason: asked.reason });
  if (row.version !== seen) throw new Problem('changed-meanwhile');
  if (held.inEmergency || (asked.move === 'sign' && !['labour', 'legal'].includes(act.actor.role))) throw new Problem('not-allowed');
  const seal = await sealOf(act, vault, row.case_id);
  const content = contentOf(seal, row);
  if (asked.move === 'compute' && content.episodes.length === 0) throw new Problem('worksheet-empty');
  const made = asked.move === 'compute' ? snapshot(content, await ratesInUse(act)) : null;
  const computed = made ? { computed_sealed: seal.close(JSON.stringify(made), place(id, 'computed_sealed')), computed_at: act.now, rate_ids: made.rates.map((rate) => rate.id) } : {};
  const cleared = to === 'draft' || to === 'set-aside' ? { computed_sealed: null, computed_at: null, rate_ids: [] } : {};
  const moved = await act.db.updateTable('worksheet').set({ state: to, version: seen + 1, ...computed, ...cleared, ...(to === 'signed' ? { signed_at: act.now } : {}) })
    .where('id', '=', id).where('version', '=', seen).where('state', '=', row.state).executeTakeFirst();
  if (moved.numUpdatedRows === 0n) throw new Problem('changed-meanwhile');
  await act.db.insertInto('worksheet_move').values({
    id: asked.id, programme_id: act.actor.programmeId, case_id: row.case_id, worksheet_id: id, move: asked.move, from_state: row.state, to_state: to,
    reason_sealed: asked.reason ? seal.close(asked.reason, `worksheet_move.reason_sealed:${asked.id}`) : null, by_member: act.actor.memberId, at: act.now,
  }).execute();
  act.audit({ action: `worksheet.${asked.move}`, subject: 'worksheet', subjectId: id, caseId: row.case_id, personId: held.personId });
  return opened(act, vault, await rowOf(act, id), held);
}

function snapshot(content: WorksheetContent, rates: readonly WageRate[]): z.infer<typeof Snapshot> {
  const result = compute(content, rates);
  const used = new Set(result.months.flatMap((month) => month.rateIds));
  return { result, rates: rates.filter((rate) => used.has(rate.id)), indices: suggestedIndices(result) };
}

/** A second colleague has looked over what was computed. Audit: `worksheet.look`. @throws {Problem} not-found, not-allowed (one's own, or an emergency), worksheet-not-computed */
export async function lookOver(act: Act, vault: Vault, id: string, lookId: string): Promise<Worksheet> {
  const row = await rowOf(act, id);
  const held = await heldCase(act, row.case_id);
  const again = await act.db.selectFrom('worksheet_look').select('id').where('worksheet_id', '=', id).where('reader_id', '=', act.actor.memberId).executeTakeFirst();
  if (again) {
    act.unchanged();
    return opened(act, vault, row, held);
  }
  if (held.inEmergency || row.author.id === act.actor.memberId) throw new Problem('not-allowed');
  if (row.computed_sealed === null) throw new Problem('worksheet-not-computed');
  await act.db.insertInto('worksheet_look').values({ id: lookId, programme_id: act.actor.programmeId, case_id: row.case_id, worksheet_id: id, reader_id: act.actor.memberId, at: act.now }).execute();
  act.audit({ action: 'worksheet.look', subject: 'worksheet', subjectId: id, caseId: row.case_id, personId: held.personId });
  return opened(act, vault, row, held);
}

/** What today's tables make of the same content, beside what stands; nothing is changed. Audit: `worksheet.compare`. @throws {Problem} not-found, worksheet-not-computed */
export async function differenceNow(act: Act, vault: Vault, id: string): Promise<Difference> {
  const row = await rowOf(act, id);
  const held = await heldCase(act, row.case_id);
  const seal = await sealOf(act, vault, row.case_id);
  const before = computedOf(seal, row)?.result;
  if (!before) throw new Problem('worksheet-not-computed');
  const now = compute(contentOf(seal, row), await ratesInUse(act));
  const earlier = new Map(before.months.map((month) => [`${month.episodeId} ${month.month}`, month.gap]));
  const months = now.months.map((month) => ({ episodeId: month.episodeId, month: month.month, before: earlier.get(`${month.episodeId} ${month.month}`) ?? null, now: month.gap }))
    .filter((month) => JSON.stringify(month.before) !== JSON.stringify(month.now));
  act.audit({ action: 'worksheet.compare', subject: 'worksheet', subjectId: id, caseId: row.case_id, personId: held.personId });
  return { before, now, months, changed: months.length > 0 };
}
