import { type RawBuilder, sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Colleague, NewTask, Task, TaskChange } from '../contract.ts';
import { knownCase } from './known.ts';
import { colleague, momentOrNull, PAGE, type Page, paged, placeAfter } from '../../../kernel/database/pages.ts';

interface TaskRow {
  id: string;
  case_id: string | null;
  code: string | null;
  title: string;
  owner: Colleague;
  due_on: string | null;
  done_at: Date | null;
  done_words: string | null;
  creator: Colleague;
  version: number;
  kind: Task['kind'];
  organisation: string | null;
  months: number | null;
  outcome: Task['outcome'];
}

async function listTasks(act: Act, whose: RawBuilder<unknown>, asked: { after?: string | undefined; done: 'yes' | 'no' }): Promise<Page<Task>> {
  const place = placeAfter(asked.after, 2);
  const due = sql`coalesce(t.due_on, 'infinity'::date)`;
  const { rows } = await sql<TaskRow>`
    select t.id, t.case_id, p.code, t.title, ${colleague('t.owner_id')} as owner, t.due_on, t.done_at, t.done_words, ${colleague('t.created_by')} as creator, t.version,
           t.kind, o.name as organisation, t.months, t.outcome
      from task t left join organisation o on o.id = t.organisation_id left join case_file c on c.id = t.case_id left join person p on p.id = c.person_id
     where ${whose} and t.taken_back_at is null and t.done_at is ${asked.done === 'yes' ? sql`not null` : sql`null`} ${place ? sql`and (${due}, t.id) > (${place[0]}::date, ${place[1]}::uuid)` : sql``}
     order by ${due}, t.id limit ${PAGE + 1}`.execute(act.db);
  return paged(rows, (row) => [row.due_on ?? 'infinity', row.id], (row) => ({
    id: row.id, caseId: row.case_id, code: row.code, title: row.title, owner: row.owner, dueOn: row.due_on, doneAt: momentOrNull(row.done_at), doneWords: row.done_words, createdBy: row.creator, version: row.version,
    kind: row.kind, organisation: row.organisation, months: row.months, outcome: row.outcome,
  }));
}

/** One's own tasks, the nearest first, those without a date last. */
export async function listMyTasks(act: Act, asked: { after?: string | undefined; done: 'yes' | 'no' }): Promise<Page<Task>> {
  const page = await listTasks(act, sql`t.owner_id = ${act.actor.memberId}`, asked);
  act.audit({ action: 'task.list', subject: 'task', details: { lines: page.items.length } });
  return page;
}

/** The tasks of a case. @throws {Problem} not-found */
export async function listTasksOfCase(act: Act, caseId: string, asked: { after?: string | undefined; done: 'yes' | 'no' }): Promise<Page<Task>> {
  const known = await knownCase(act, caseId);
  const page = await listTasks(act, sql`t.case_id = ${caseId}`, asked);
  act.audit({ action: 'task.list', subject: 'case', subjectId: caseId, caseId, personId: known.personId, details: { lines: page.items.length } });
  return page;
}

/** Gives a task, to oneself or to a colleague who may take it. @throws {Problem} not-found, owner-not-following, already-exists */
export async function keepTask(act: Act, id: string, task: NewTask): Promise<void> {
  if (task.caseId) await knownCase(act, task.caseId);
  const before = await act.db.selectFrom('task').select(['created_by']).where('id', '=', id).executeTakeFirst();
  if (before) {
    if (before.created_by !== act.actor.memberId) throw new Problem('already-exists');
    return act.unchanged();
  }
  await mustBeAbleToTake(act, task.ownerId, task.caseId ?? null);
  await act.db.insertInto('task').values({
    id, programme_id: act.actor.programmeId, case_id: task.caseId ?? null, title: task.title, owner_id: task.ownerId, due_on: task.dueOn ?? null, created_by: act.actor.memberId,
  }).execute();
  act.audit({ action: 'task.give', subject: 'task', subjectId: id, ...(task.caseId ? { caseId: task.caseId } : {}) });
}

/**
 * Changes a task, or says that it is done. Those that became follow-ups are told as they were, and changed no more.
 * @throws {Problem} not-found, changed-meanwhile, owner-not-following, illegal-move
 */
export async function changeTask(act: Act, id: string, change: TaskChange, version: number): Promise<number> {
  const found = await act.db.selectFrom('task').select(['case_id', 'version', 'done_at', 'kind']).where('id', '=', id).where('taken_back_at', 'is', null).executeTakeFirst();
  if (!found) throw new Problem('not-found');
  if (found.version !== version) throw new Problem('changed-meanwhile');
  if (found.kind === 'follow-up') throw new Problem('illegal-move', { facts: { state: 'follow-up', move: 'change' } });
  if (change.ownerId) await mustBeAbleToTake(act, change.ownerId, found.case_id);
  const { numUpdatedRows } = await act.db.updateTable('task').set({
    version: version + 1,
    ...(change.title === undefined ? {} : { title: change.title }),
    ...(change.ownerId === undefined ? {} : { owner_id: change.ownerId }),
    ...(change.dueOn === undefined ? {} : { due_on: change.dueOn }),
    ...(change.done === undefined ? {} : { done_at: change.done ? found.done_at ?? act.now : null }),
    ...(change.doneWords === undefined ? {} : { done_words: change.doneWords }),
  }).where('id', '=', id).where('version', '=', version).executeTakeFirst();
  if (numUpdatedRows === 0n) throw new Problem('changed-meanwhile');
  act.audit({ action: change.done ? 'task.done' : 'task.change', subject: 'task', subjectId: id, ...(found.case_id ? { caseId: found.case_id } : {}) });
  return version + 1;
}

/**
 * Takes back a task that was given by mistake: it is no longer to be done, and never shown as done. Audit: `task.take-back`.
 * @param version as it was given: whoever has touched it since has made it theirs @throws {Problem} not-found, changed-meanwhile
 */
export async function takeBackTask(act: Act, id: string, version: number): Promise<void> {
  const found = await act.db.selectFrom('task').select(['case_id', 'version', 'done_at']).where('id', '=', id).executeTakeFirst();
  if (!found) throw new Problem('not-found');
  const { numUpdatedRows } = await act.db.updateTable('task').set({ done_at: act.now, taken_back_at: act.now, version: version + 1 })
    .where('id', '=', id).where('version', '=', version).where('done_at', 'is', null).executeTakeFirst();
  if (numUpdatedRows === 0n) throw new Problem('changed-meanwhile');
  act.audit({ action: 'task.take-back', subject: 'task', subjectId: id, ...(found.case_id ? { caseId: found.case_id } : {}) });
}

async function mustBeAbleToTake(act: Act, memberId: string, caseId: string | null): Promise<void> {
  const { rows } = await sql<{ fits: boolean }>`select may_take_task(${memberId}, ${caseId}) as fits`.execute(act.db);
  if (!rows[0]?.fits) throw new Problem('owner-not-following');
}
