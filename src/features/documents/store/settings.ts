import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Database } from '../../../kernel/database/connection.ts';
import { sql } from 'kysely';
import type { DocumentSettings, KeepSettings } from '../contract.ts';

/** How large a file may be and the head of letters; where nobody has said, what a programme begins with. */
export async function readSettings(act: Act): Promise<DocumentSettings> {
  const found = await act.db.selectFrom('document_setting').selectAll().executeTakeFirst();
  return found ? { largest: found.largest_bytes, office: found.office, lines: found.office_lines, version: found.version } : { largest: 15 * 1_048_576, office: '', lines: [], version: 0 };
}

/** Audit: `document-setting.keep`. @throws {Problem} not-allowed, changed-meanwhile */
export async function keepSettings(act: Act, version: number, given: KeepSettings): Promise<void> {
  if (act.actor.role !== 'coordinator') throw new Problem('not-found');
  const said = { largest_bytes: given.largest, office: given.office, office_lines: given.lines, by_member: act.actor.memberId, changed_at: act.now };
  const before = await readSettings(act);
  if (before.version !== version) throw new Problem('changed-meanwhile');
  if (before.version === 0) await act.db.insertInto('document_setting').values({ programme_id: act.actor.programmeId, ...said }).execute();
  else await act.db.updateTable('document_setting').set({ ...said, version: version + 1 }).where('version', '=', version).execute();
  act.audit({ action: 'document-setting.keep', subject: 'document-setting', details: { largest: given.largest } });
}

/** What is kept for a day alone: files that never came to a document, and the keys of what was filled in for letters. Audit: `letter.answers-destroyed-in-time`, one line each. */
export async function endOfDay(gate: Database): Promise<void> {
  await sql`select end_stray_files(), end_letter_answers()`.execute(gate);
}
