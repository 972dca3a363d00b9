import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { MARK_WEIGHTS, ONE_BY_ONE, ROW_PROBLEMS } from '../contract.ts';
import type { BulkDecision, RowDecision } from '../wire.ts';
import { type Batch, heldBatch } from './batches.ts';
import { unsettled } from './rows.ts';

/** The codes that bring a row before a person; other marks travel with it and hold nothing back. */
const reviewable = [...Object.entries(MARK_WEIGHTS).filter(([, weight]) => weight === 'review').map(([code]) => code), ...Object.keys(ROW_PROBLEMS)];

/** Rows, in SQL, that a person has to look at one by one and has not yet looked at. */
const waitsAlone = sql<boolean>`(marks && ${[...ONE_BY_ONE]}::text[] and disposition = 'to-review' and looked_at is null)`;

/** Decisions are taken between the check and the start; afterwards they are what the import follows. @throws {Problem} not-found, illegal-move */
async function openToDecisions(act: Act, id: string): Promise<Batch> {
  const batch = await heldBatch(act, id);
  if (batch.state !== 'checked') throw new Problem('illegal-move', { facts: { state: batch.state, move: 'decide' } });
  return batch;
}

/**
 * Keeps what was decided of single rows. Audit: `import.decide`.
 * @throws {Problem} not-found; illegal-move before the check or after the start; invalid-input for a row that is no person, a row decided
 * to be the same as a later one, or as somebody whom the coordinator does not know; import-one-by-one for a row that is looked at alone and
 * came with others
 */
export async function decideRows(act: Act, id: string, items: readonly RowDecision[]): Promise<{ rows: number; version: number }> {
  const batch = await openToDecisions(act, id);
  const asked = JSON.stringify(items.map((one) => ({
    row_id: one.rowId, decision: one.decision ?? null, target_row: one.decision === 'same-as' ? (one.targetRow ?? null) : null, target_person: one.decision === 'same-as' ? (one.targetPerson ?? null) : null,
    looked: one.isLookedAt ?? null, choices: one.choices ?? null,
  })));
  const wrong = await sql<{ n: number }>`
    select count(*)::int as n from jsonb_to_recordset(${asked}::jsonb) as a (row_id uuid, decision text, target_row uuid, target_person uuid)
      left join import_row r on r.id = a.row_id and r.batch_id = ${id} and r.disposition not in ('not-a-person', 'refused')
      left join import_row t on t.id = a.target_row and t.batch_id = ${id} and t.disposition not in ('not-a-person', 'refused')
     where r.id is null or (a.target_row is not null and (t.id is null or t.place >= r.place))
        or (a.decision = 'same-as' and (a.target_row is null) = (a.target_person is null))
        or (a.target_person is not null and not exists (select from case_access c where c.person_id = a.target_person and c.member_id = ${act.actor.memberId}))`.execute(act.db);
  if ((wrong.rows[0]?.n ?? 0) > 0) throw new Problem('invalid-input', { errors: [{ path: 'items', code: 'row' }] });
  const settled = items.filter((one) => one.isLookedAt === true || one.decision === 'skip').map((one) => one.rowId);
  if (items.length > 1 && settled.length > 0) {
    const alone = await act.db.selectFrom('import_row').select('id').where('batch_id', '=', id).where('id', 'in', settled).where(waitsAlone).limit(1).executeTakeFirst();
    if (alone) throw new Problem('import-one-by-one');
  }
  await sql`
    update import_row r set
      decision = coalesce(a.decision, r.decision),
      target_row = case when a.decision is null then r.target_row else a.target_row end,
      target_person = case when a.decision is null then r.target_person else a.target_person end,
      looked_at = case when a.looked is null then r.looked_at when a.looked then ${act.now} end,
      looked_by = case when a.looked is null then r.looked_by when a.looked then ${act.actor.memberId}::uuid end,
      choices = coalesce(a.choices, r.choices)
      from jsonb_to_recordset(${asked}::jsonb) as a (row_id uuid, decision text, target_row uuid, target_person uuid, looked boolean, choices jsonb)
     where r.id = a.row_id and r.batch_id = ${id}`.execute(act.db);
  act.audit({ action: 'import.decide', subject: 'import', subjectId: id, details: { rows: items.length } });
  return { rows: items.length, version: batch.version };
}

/**
 * Decides many rows by one sentence; rows that are looked at one by one wait on. Audit: `import.decide-many`.
 * @throws {Problem} not-found, illegal-move; import-one-by-one when what is to be accepted is never accepted together
 */
export async function decideMany(act: Act, id: string, given: BulkDecision): Promise<{ rows: number; version: number }> {
  const batch = await openToDecisions(act, id);
  if (given.rule === 'looked-at' && given.codes.some((code) => ONE_BY_ONE.some((alone) => alone === code))) throw new Problem('import-one-by-one');
  const { numAffectedRows } = await bulkUpdate(act, id, given);
  const rows = Number(numAffectedRows ?? 0n);
  act.audit({ action: 'import.decide-many', subject: 'import', subjectId: id, details: { rule: given.rule, rows } });
  return { rows, version: batch.version };
}

function bulkUpdate(act: Act, id: string, given: BulkDecision) {
  switch (given.rule) {
    case 'certain-in-file':
      return sql`
        update import_row r set decision = 'same-as', target_row = c.other_row, target_person = null
          from (select distinct on (row_id) row_id, other_row from import_candidate where batch_id = ${id} and certain and other_row is not null order by row_id, probability desc) c
         where c.row_id = r.id and r.batch_id = ${id} and r.decision = 'undecided'`.execute(act.db);
    case 'certain-in-system':
      return sql`
        update import_row r set decision = 'same-as', target_row = null, target_person = c.other_person
          from (select distinct on (row_id) row_id, other_person from import_candidate where batch_id = ${id} and certain and other_person is not null order by row_id, probability desc) c
         where c.row_id = r.id and r.batch_id = ${id} and r.decision = 'undecided'`.execute(act.db);
    case 'others-are-new':
      return sql`update import_row set decision = 'new' where batch_id = ${id} and decision = 'undecided' and disposition not in ('not-a-person', 'refused')`.execute(act.db);
    case 'skip-unsettled':
      return sql`update import_row set decision = 'skip', target_row = null, target_person = null where batch_id = ${id} and ${unsettled} and not ${waitsAlone}`.execute(act.db);
    case 'looked-at':
      // A row is looked at when every one of its reasons is among those that the coordinator accepts.
      return sql`
        update import_row r set looked_at = ${act.now}, looked_by = ${act.actor.memberId}
         where r.batch_id = ${id} and r.disposition = 'to-review' and r.looked_at is null
           and array(select code from unnest(r.marks || r.problems) code where code = any(${reviewable})) <@ ${given.codes}::text[]`.execute(act.db);
  }
}

