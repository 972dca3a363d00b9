import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { heldBatch, moveBatch } from './batches.ts';
import { importMachine } from '../domain.ts';
import type { UndoPreview } from '../wire.ts';

/** What would be taken back, and what stands in the way. Audit: `import.undo-preview`. @throws {Problem} not-found */
export async function undoPreview(act: Act, id: string): Promise<UndoPreview> {
  await heldBatch(act, id);
  const made = await sql<{ people: number; notes: number; contacts: number }>`
    select count(*) filter (where kind = 'person')::int as people, count(*) filter (where kind = 'case_note')::int as notes, count(*) filter (where kind = 'person_contact')::int as contacts
      from import_made where batch_id = ${id}`.execute(act.db);
  const { rows } = await sql<{ person_id: string; case_id: string | null; code: string; what: string; how_many: number }>`
    select w.person_id, p.code, w.what, sum(w.how_many)::int as how_many, (select m.made_id from import_made m where m.batch_id = ${id} and m.kind = 'case_file' and m.person_id = w.person_id) as case_id
      from import_in_the_way(${id}) w join person p on p.id = w.person_id group by w.person_id, p.code, w.what order by p.code, w.what`.execute(act.db);
  act.audit({ action: 'import.undo-preview', subject: 'import', subjectId: id });
  const inTheWay = [...Map.groupBy(rows, (row) => row.person_id).values()].flatMap((things) => {
    const first = things[0];
    return first ? [{ personId: first.person_id, caseId: first.case_id, code: first.code, things: things.map((one) => ({ what: one.what, howMany: one.how_many })) }] : [];
  });
  return { ...(made.rows[0] ?? { people: 0, notes: 0, contacts: 0 }), inTheWay };
}

/**
 * Takes a whole import back: the people it opened go, with everything it wrote; people who were followed before lose only what it added.
 * Audit: `import.undo`, and `person.import-undo` for each person who goes.
 * @param keepTouched people to whom a colleague has added something stay as they are
 * @throws {Problem} not-found, reason-required, import-still-running, import-in-the-way when somebody would have to stay and nobody has said so
 */
export async function takeBack(act: Act, id: string, moveId: string, reason: string | undefined, keepTouched: boolean): Promise<number> {
  const batch = await heldBatch(act, id);
  importMachine.next(batch.state, 'undo', { reason: reason ?? null });
  const { rows } = await sql<{ person_id: string; case_id: string | null; went: boolean }>`select person_id, case_id, went from take_import_back(${id}, ${keepTouched})`.execute(act.db);
  for (const row of rows.filter((one) => one.went)) act.audit({ action: 'person.import-undo', subject: 'import', subjectId: id, personId: row.person_id, ...(row.case_id ? { caseId: row.case_id } : {}) });
  const moved = await moveBatch(act, batch, 'undo', { id: moveId, reason });
  const still = await act.db.selectFrom('job').select('id').where('subject_id', '=', id).where('state', 'in', ['waiting', 'running']).executeTakeFirst();
  if (still) throw new Problem('import-still-running');
  return moved.version;
}
