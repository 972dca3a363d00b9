import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Database } from '../../../kernel/database/connection.ts';
import { sql } from 'kysely';
import { colleague, moment } from '../../../kernel/database/pages.ts';
import type { Colleague } from '../../cases/contract.ts';
import type { DocumentSettings, Emblem, KeepSettings } from '../contract.ts';

/** Emblems that stand over the office's papers today. */
export async function standingEmblems(act: Act): Promise<Emblem[]> {
  const { rows } = await sql<{ id: string; place: Emblem['place']; words: string; by: Colleague; since: Date }>`
    select e.id, e.place, e.words, ${colleague('e.by_member')} as by, e.since from letterhead_emblem e
     where e.programme_id = ${act.actor.programmeId} and e.ended_at is null order by array_position(array['start', 'centre', 'end'], e.place)`.execute(act.db);
  return rows.map((row) => ({ ...row, since: moment(row.since) }));
}

/** How large a file may be and the head of letters; where nobody has said, what a programme begins with. */
export async function readSettings(act: Act): Promise<DocumentSettings> {
  const found = await act.db.selectFrom('document_setting').selectAll().executeTakeFirst();
  const emblems = await standingEmblems(act);
  return found
    ? { largest: found.largest_bytes, office: found.office, lines: found.office_lines, foot: found.foot, cup: found.cup, projectCode: found.project_code, emblems, version: found.version }
    : { largest: 15 * 1_048_576, office: '', lines: [], foot: '', cup: '', projectCode: '', emblems, version: 0 };
}

/** Audit: `document-setting.keep`. @throws {Problem} not-allowed, changed-meanwhile */
export async function keepSettings(act: Act, version: number, given: KeepSettings): Promise<void> {
  if (act.actor.role !== 'coordinator') throw new Problem('not-found');
  const said = { largest_bytes: given.largest, office: given.office, office_lines: given.lines, foot: given.foot, cup: given.cup, project_code: given.projectCode, by_member: act.actor.memberId, changed_at: act.now };
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
