import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { markOfBeside, markOfHeading, markOfSection } from '../domain.ts';

/** What of an interview stands now for the reader, as marks that say nothing of what was said. @throws {Problem} not-found */
export async function whatStands(act: Act, interviewId: string): Promise<string[]> {
  const interview = await act.db.selectFrom('interview').select(['version', 'state']).where('id', '=', interviewId).executeTakeFirst();
  if (!interview) throw new Problem('not-found');
  const sections = await act.db.selectFrom('interview_section').select(['section', 'compartment', 'author_id', 'version']).where('interview_id', '=', interviewId).execute();
  const besides = await act.db.selectFrom('interview_text').select(['id', 'written_at']).where('interview_id', '=', interviewId).where('kind', '=', 'beside').where('settled_at', 'is', null).execute();
  return [
    markOfHeading(interview),
    ...sections.map((one) => markOfSection({ section: one.section, compartment: one.compartment, authorId: one.author_id, version: one.version })),
    ...besides.map((one) => markOfBeside({ id: one.id, writtenAt: one.written_at.toISOString() })),
  ];
}

/** The name by which colleagues know the one who acts. */
export async function colleagueName(act: Act): Promise<string> {
  const { rows: [row] } = await sql<{ name: string }>`select a.name from account a where a.id = ${act.actor.accountId}`.execute(act.db);
  return row?.name ?? '';
}
