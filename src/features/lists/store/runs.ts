import { sql } from 'kysely';
import type { Act, Actor, AsActor } from '../../../kernel/database/act.ts';
import { Problem, problemOf } from '../../../kernel/http/problems.ts';
import type { Step } from '../../../kernel/jobs/runner.ts';
import type { Vault } from '../../../kernel/vault/vault.ts';
import { BulkLine, type BulkRun, type BulkRuns, type Chosen, DeedGiven, DeedName, deedFacts, type NewBulk } from '../contract.ts';
import type { Deed, Deeds, Trace } from '../deeds.ts';
import { undoUntil } from '../domain.ts';
import { casesBehind } from './lines.ts';

export interface Workshop {
  readonly asActor: AsActor;
  readonly vault: Vault;
  readonly deeds: Deeds;
}

/** The distinct cases chosen, or behind a whole list. */
export const chosenCases = (act: Act, chosen: Chosen): Promise<string[]> => ('caseIds' in chosen ? Promise.resolve([...new Set(chosen.caseIds)]) : casesBehind(act, chosen.kind, chosen.narrowed, chosen.count));

/**
 * Writes down what is asked, and of which cases; nothing is done yet. Asked again with the same id it goes on where it stopped.
 * Audit: `bulk.ask`. @returns how many cases @throws {Problem} not-allowed, list-changed, too-many-chosen, already-exists
 */
export async function askForMany(act: Act, id: string, asked: NewBulk): Promise<number> {
  const { rows: [before] } = await sql<{ same: boolean; case_ids: string[] }>`
    select r.given = ${JSON.stringify(asked.given)}::jsonb as same, array(select w.case_id from bulk_row w where w.run_id = r.id) as case_ids from bulk_run r where r.id = ${id}`.execute(act.db);
  if (before) {
    // Other words or other people under the same number would be called done though nobody did them.
    const isAsked = before.same && (!('caseIds' in asked.chosen) || new Set([...asked.chosen.caseIds, ...before.case_ids]).size === before.case_ids.length && new Set(asked.chosen.caseIds).size === before.case_ids.length);
    if (!isAsked) throw new Problem('already-exists');
    act.unchanged();
    return before.case_ids.length;
  }
  if (!deedFacts[asked.given.deed].roles.some((role) => role === act.actor.role)) throw new Problem('not-allowed');
  const caseIds = await chosenCases(act, asked.chosen);
  if (caseIds.length === 0) throw new Problem('invalid-input', { errors: [{ path: 'chosen', code: 'missing' }] });
  await act.db.insertInto('bulk_run').values({ id, programme_id: act.actor.programmeId, by_member: act.actor.memberId, deed: asked.given.deed, given: JSON.stringify(asked.given) }).execute();
  await act.db.insertInto('bulk_row').values(caseIds.map((caseId, position) => ({ run_id: id, case_id: caseId, position }))).execute();
  act.audit({ action: 'bulk.ask', subject: 'bulk-run', subjectId: id, details: { deed: asked.given.deed, cases: caseIds.length } });
  return caseIds.length;
}

interface Found {
  readonly deed: DeedName;
  readonly given: DeedGiven;
  readonly waiting: readonly string[];
}

/** The deed of a run and the next cases of it. */
async function nextOf(act: Act, runId: string, way: 'do' | 'undo', most: number): Promise<Found> {
  const run = await act.db.selectFrom('bulk_run').select(['deed', 'given']).where('id', '=', runId).executeTakeFirst();
  if (!run) throw new Problem('not-found');
  const isWaiting = way === 'do' ? sql`done_at is null` : sql`outcome = 'done' and undone_at is null and undo_problem is null`;
  // Taken back in the other order, so that the last stands first.
  const { rows } = await sql<{ case_id: string }>`select case_id from bulk_row where run_id = ${runId} and ${isWaiting} order by position ${way === 'do' ? sql`asc` : sql`desc`} limit ${most}`.execute(act.db);
  act.unchanged();
  return { deed: DeedName.parse(run.deed), given: DeedGiven.parse(run.given), waiting: rows.map((row) => row.case_id) };
}

/** The deed as it takes what was given to it: the discriminated union holds them together, which TypeScript cannot follow through an index. */
const deedOf = (deeds: Deeds, given: DeedGiven): Deed<DeedGiven> => deeds[given.deed] as Deed<DeedGiven>;

const lockRow = async (act: Act, runId: string, caseId: string) =>
  (await sql<{ trace: Trace | null; done_at: Date | null; undone_at: Date | null; undo_problem: string | null }>`
    select trace, done_at, undone_at, undo_problem from bulk_row where run_id = ${runId} and case_id = ${caseId} for update`.execute(act.db)).rows[0];

/** One case, in a transaction of its own: done with its line in the trail, or untouched and told why. */
async function doOne({ asActor, vault, deeds }: Workshop, actor: Actor, runId: string, caseId: string, given: DeedGiven): Promise<void> {
  try {
    await asActor(actor, async (act) => {
      const row = await lockRow(act, runId, caseId);
      if (!row || row.done_at) return act.unchanged();
      const trace = await deedOf(deeds, given).does(act, vault, caseId, given);
      await act.db.updateTable('bulk_row').set({ outcome: trace ? 'done' : 'unchanged', trace: trace ? JSON.stringify(trace) : null, done_at: act.now }).where('run_id', '=', runId).where('case_id', '=', caseId).execute();
    });
  } catch (error) {
    const problem = refusalIn(error);
    await asActor(actor, async (act) => {
      act.unchanged();
      await act.db.updateTable('bulk_row').set({ outcome: 'refused', problem, done_at: act.now }).where('run_id', '=', runId).where('case_id', '=', caseId).where('done_at', 'is', null).execute();
    });
  }
}

async function undoOne({ asActor, vault, deeds }: Workshop, actor: Actor, runId: string, caseId: string, given: DeedGiven): Promise<void> {
  try {
    await asActor(actor, async (act) => {
      const row = await lockRow(act, runId, caseId);
      const { undoes } = deedOf(deeds, given);
      if (!row?.trace || !undoes || row.undone_at || row.undo_problem) return act.unchanged();
      await undoes(act, vault, caseId, given, row.trace);
      await act.db.updateTable('bulk_row').set({ undone_at: act.now }).where('run_id', '=', runId).where('case_id', '=', caseId).execute();
    });
  } catch (error) {
    const problem = refusalIn(error);
    await asActor(actor, async (act) => {
      act.unchanged();
      await act.db.updateTable('bulk_row').set({ undo_problem: problem }).where('run_id', '=', runId).where('case_id', '=', caseId).where('undone_at', 'is', null).execute();
    });
  }
}

/** Why a case was refused, as a code. What is no refusal but a failure of the machine stops the whole, and nothing is written of the case. */
function refusalIn(error: unknown): string {
  const { code, status } = problemOf(error);
  if (status >= 500) throw error;
  return code;
}

/** The next cases of a run, forwards or back. */
export async function takeStep(shop: Workshop, actor: Actor, runId: string, way: 'do' | 'undo', most: number): Promise<Step> {
  const { given, waiting } = await shop.asActor(actor, (act) => nextOf(act, runId, way, most));
  for (const caseId of waiting) await (way === 'do' ? doOne : undoOne)(shop, actor, runId, caseId, given);
  const [done, total] = await shop.asActor(actor, async (act) => {
    act.unchanged();
    const { rows: [so] } = await sql<{ done: number; tried: number; had: number; total: number }>`
      select count(done_at)::int as done, count(*)::int as total, count(*) filter (where outcome = 'done')::int as had, count(*) filter (where undone_at is not null or undo_problem is not null)::int as tried
        from bulk_row where run_id = ${runId}`.execute(act.db);
    return way === 'do' ? [so?.done ?? 0, so?.total ?? 0] : [so?.tried ?? 0, so?.had ?? 0];
  });
  return { done, total, isFinished: done >= total };
}

/** Asks that a run be taken back. Audit: `bulk.undo`. @returns how many cases @throws {Problem} not-found, bulk-not-undoable, bulk-working */
export async function askToUndo(act: Act, id: string): Promise<number> {
  const run = await readRun(act, id);
  if (run.state === 'taking-back' || run.state === 'taken-back') act.unchanged();
  else {
    if (run.waiting > 0) throw new Problem('bulk-working');
    if (!run.undoUntil || Date.parse(run.undoUntil) < act.now.getTime()) throw new Problem('bulk-not-undoable');
    await act.db.updateTable('bulk_run').set({ undo_asked_at: act.now }).where('id', '=', id).execute();
    act.audit({ action: 'bulk.undo', subject: 'bulk-run', subjectId: id, details: { cases: run.done } });
  }
  return run.done;
}

/** What remains of a run that stopped half way, whichever way it went. Audit: `bulk.resume`. @throws {Problem} not-found */
export async function askToGoOn(act: Act, id: string): Promise<{ way: 'do' | 'undo'; cases: number }> {
  const run = await readRun(act, id);
  const found = await act.db.selectFrom('bulk_run').select('undo_asked_at').where('id', '=', id).executeTakeFirst();
  if (run.state === 'paused') act.audit({ action: 'bulk.resume', subject: 'bulk-run', subjectId: id, details: { deed: run.deed } });
  else act.unchanged();
  return found?.undo_asked_at ? { way: 'undo', cases: run.done } : { way: 'do', cases: run.total };
}

interface RunRow {
  id: string;
  deed: string;
  at: Date;
  undo_asked_at: Date | null;
  total: number;
  done: number;
  unchanged: number;
  refused: number;
  waiting: number;
  undone: number;
  not_undone: number;
  job: string | null;
}

const runsWhere = (where: ReturnType<typeof sql>) => sql<RunRow>`
  select r.id, r.deed, r.at, r.undo_asked_at, n.*, (select j.state from job j where j.subject_id = r.id and j.kind like 'bulk%' order by j.created_at desc limit 1) as job
    from bulk_run r cross join lateral (
      select count(*)::int as total, count(*) filter (where outcome = 'done')::int as done, count(*) filter (where outcome = 'unchanged')::int as unchanged, count(*) filter (where outcome = 'refused')::int as refused,
             count(*) filter (where done_at is null)::int as waiting, count(undone_at)::int as undone, count(undo_problem)::int as not_undone from bulk_row w where w.run_id = r.id
    ) n where ${where} order by r.at desc, r.id desc limit 20`;

function runOf(row: RunRow, now: Date): Omit<BulkRun, 'lines'> {
  const deed = DeedName.parse(row.deed);
  const until = undoUntil(deed, row.at);
  const isBack = row.undone + row.not_undone >= row.done;
  const state = row.undo_asked_at ? (isBack ? 'taken-back' : row.job === 'paused' ? 'paused' : 'taking-back') : row.waiting > 0 ? (row.job === 'paused' ? 'paused' : 'working') : 'done';
  return {
    id: row.id, deed, at: row.at.toISOString(), state, total: row.total, done: row.done, unchanged: row.unchanged, refused: row.refused, waiting: row.waiting, undone: row.undone, notUndone: row.not_undone,
    undoUntil: until && until > now && !row.undo_asked_at && row.done > 0 ? until.toISOString() : null,
  };
}

/** How far a run has come, case by case. @throws {Problem} not-found */
export async function readRun(act: Act, id: string): Promise<BulkRun> {
  const { rows: [row] } = await runsWhere(sql`r.id = ${id}`).execute(act.db);
  if (!row) throw new Problem('not-found');
  const { rows: lines } = await sql<{ case_id: string; code: string | null; outcome: string | null; problem: string | null; undone_at: Date | null; undo_problem: string | null }>`
    select w.case_id, p.code, w.outcome, w.problem, w.undone_at, w.undo_problem from bulk_row w left join case_file c on c.id = w.case_id left join person p on p.id = c.person_id
     where w.run_id = ${id} order by w.position`.execute(act.db);
  return {
    ...runOf(row, act.now),
    lines: lines.map((line) => BulkLine.parse({ caseId: line.case_id, code: line.code, outcome: line.outcome, problem: line.problem, undone: line.undone_at !== null, undoProblem: line.undo_problem })),
  };
}

/** One's own last runs, the newest first. */
export async function listRuns(act: Act): Promise<BulkRuns> {
  const { rows } = await runsWhere(sql`r.at > now() - interval '7 days'`).execute(act.db);
  return { items: rows.map((row) => runOf(row, act.now)) };
}
