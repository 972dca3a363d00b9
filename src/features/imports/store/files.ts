import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import type { Database } from '../../../kernel/database/connection.ts';
import type { FileKeeping } from '../wire.ts';
import { heldBatch } from './batches.ts';

const KEPT_DAYS = 30;

/**
 * Destroys the uploaded file of an import, and its key with it; rows already read stay. Asked again it changes nothing.
 * Audit: `import.destroy-file`. @throws {Problem} not-found, import-still-running
 */
export async function destroyFile(act: Act, id: string): Promise<number> {
  const batch = await heldBatch(act, id);
  const { rows } = await sql<{ destroyed: boolean }>`select destroy_import_file(${id}) as destroyed`.execute(act.db);
  if (rows[0]?.destroyed !== true) {
    act.unchanged();
    return batch.version;
  }
  act.audit({ action: 'import.destroy-file', subject: 'import', subjectId: id });
  return batch.version + 1;
}

/** For how many days uploaded files are kept after the last thing done with them. */
export async function readFileKeeping(act: Act): Promise<FileKeeping> {
  const row = await act.db.selectFrom('import_setting').select('keep_file_days').where('programme_id', '=', act.actor.programmeId).executeTakeFirst();
  return { days: row?.keep_file_days ?? KEPT_DAYS };
}

/** Audit: `import.keep-files`. @throws {Problem} not-allowed to whoever does not coordinate */
export async function keepFilesFor(act: Act, { days }: FileKeeping): Promise<FileKeeping> {
  const row = { keep_file_days: days, by_member: act.actor.memberId, changed_at: act.now };
  await act.db.insertInto('import_setting').values({ programme_id: act.actor.programmeId, ...row }).onConflict((conflict) => conflict.column('programme_id').doUpdateSet(row)).execute();
  act.audit({ action: 'import.keep-files', subject: 'import', details: { days } });
  return { days };
}

/** Destroys the files whose time is over, in every programme. Audit: `import.file-destroyed-in-time`, one line each. */
export async function destroyDueFiles(gate: Database): Promise<void> {
  await sql`select destroy_due_import_files()`.execute(gate);
}
