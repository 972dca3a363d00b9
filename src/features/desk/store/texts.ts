import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import { z } from 'zod';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Seal, Vault } from '../../../kernel/vault/vault.ts';
import { type PastText, SectionContent, SectionState, type TextBeside } from '../contract.ts';
import { type Choice, covers, sameContent } from '../merge.ts';

type Compartment = TextBeside['compartment'];

/** The row of a section that somebody writes: the common one, or a mediator's own. */
export interface Lane { readonly interviewId: string; readonly caseId: string; readonly section: string; readonly compartment: Compartment }

/** What a text beside holds, sealed: with what its writer began from, so that only what they changed is brought over. */
const Kept = z.object({ state: SectionState, content: SectionContent, origin: SectionContent });

interface TextRow {
  id: string; section: string; compartment: Compartment; kind: 'beside' | 'replaced'; content_sealed: Buffer; author_id: string; author_name: string; written_at: Date; kept_at: Date;
  settled_at: Date | null; settled_as: Choice | null; settled_by: string | null; settler: string | null;
}

const contextOf = (id: string): string => `interview_text.content_sealed:${id}`;
const columns = sql`x.id, x.section, x.compartment, x.kind, x.content_sealed, x.author_id, a.name as author_name, x.written_at, x.kept_at,
  x.settled_at, x.settled_as, x.settled_by, b.name as settler
  from interview_text x join membership m on m.id = x.author_id join account a on a.id = m.account_id
  left join membership bm on bm.id = x.settled_by left join account b on b.id = bm.account_id`;

const opened = (row: TextRow, seals: ReadonlyMap<string, Seal>): z.infer<typeof Kept> | undefined => {
  const seal = seals.get(row.compartment);
  return seal && Kept.parse(JSON.parse(seal.open(row.content_sealed, contextOf(row.id))));
};

/** Texts that still stand beside a section, and how many earlier ones there are. */
export async function textsOf(act: Act, interviewId: string, seals: ReadonlyMap<string, Seal>): Promise<{ besides: TextBeside[]; pastTexts: number }> {
  const { rows } = await sql<TextRow>`select ${columns} where x.interview_id = ${interviewId} and x.kind = 'beside' and x.settled_at is null order by x.written_at, x.id limit 200`.execute(act.db);
  const { rows: [past] } = await sql<{ count: number }>`select count(*)::int as count from interview_text where interview_id = ${interviewId} and (kind = 'replaced' or settled_at is not null)`.execute(act.db);
  return {
    besides: rows.map((row) => {
      const kept = opened(row, seals);
      return { id: row.id, section: row.section, compartment: row.compartment, content: kept?.content ?? null, origin: kept?.origin ?? null, author: { id: row.author_id, name: row.author_name }, writtenAt: row.written_at.toISOString() };
    }),
    pastTexts: past?.count ?? 0,
  };
}

/** Earlier texts of an interview, the latest first. @throws {Problem} not-found */
export async function pastTextsOf(act: Act, vault: Vault, interviewId: string, after: string | undefined, atMost = 50): Promise<{ items: PastText[]; next: string | null }> {
  const interview = await act.db.selectFrom('interview').select(['case_id']).where('id', '=', interviewId).executeTakeFirst();
  if (!interview) throw new Problem('not-found');
  const seals = await vault.seals(act, interview.case_id);
  const { rows } = await sql<TextRow>`select ${columns} where x.interview_id = ${interviewId} and (x.kind = 'replaced' or x.settled_at is not null)
      and (${after ?? null}::uuid is null or (x.kept_at, x.id) < (select k.kept_at, k.id from interview_text k where k.id = ${after ?? null}::uuid))
    order by x.kept_at desc, x.id desc limit ${atMost + 1}`.execute(act.db);
  act.audit({ action: 'interview.read-past', subject: 'interview', subjectId: interviewId, caseId: interview.case_id });
  const items = rows.slice(0, atMost).map((row): PastText => ({
    id: row.id, section: row.section, compartment: row.compartment, kind: row.kind, content: opened(row, seals)?.content ?? null,
    author: { id: row.author_id, name: row.author_name }, writtenAt: row.written_at.toISOString(), keptAt: row.kept_at.toISOString(),
    settled: row.settled_at && row.settled_as && row.settled_by ? { as: row.settled_as, by: { id: row.settled_by, name: row.settler ?? '' }, at: row.settled_at.toISOString() } : null,
  }));
  return { items, next: rows.length > atMost ? items.at(-1)?.id ?? null : null };
}

/** What stood in a section and says something that the words now written do not say. */
export async function keepReplaced(act: Act, lane: Lane, seal: Seal, stood: { state: SectionState; content: SectionContent; authorId: string; writtenAt: Date }): Promise<void> {
  const id = newId();
  await act.db.insertInto('interview_text').values({
    id, programme_id: act.actor.programmeId, case_id: lane.caseId, interview_id: lane.interviewId, section: lane.section, compartment: lane.compartment, kind: 'replaced',
    content_sealed: seal.close(JSON.stringify({ state: stood.state, content: stood.content, origin: stood.content }), contextOf(id)),
    author_id: stood.authorId, written_at: stood.writtenAt, kept_at: act.now,
  }).execute();
}

/** Whether these very words of this writer stood in the section before: what a device sends again, with newer words behind it, is no second text. */
export async function wasReplaced(act: Act, lane: Lane, seal: Seal, content: SectionContent): Promise<boolean> {
  const rows = await act.db.selectFrom('interview_text').select(['id', 'content_sealed']).where('interview_id', '=', lane.interviewId).where('section', '=', lane.section).where('compartment', '=', lane.compartment)
    .where('kind', '=', 'replaced').where('author_id', '=', act.actor.memberId).orderBy('kept_at', 'desc').limit(50).execute();
  return rows.some((row) => sameContent(Kept.parse(JSON.parse(seal.open(row.content_sealed, contextOf(row.id)))).content, content));
}

/**
 * Keeps a text beside the one that stands; sent again under the same id it takes the place of what its writer had there. One that was
 * decided about meanwhile stays as it was, and the words stand under an id of their own.
 *
 * @returns the id under which the text stands
 */
export async function keepBeside(act: Act, lane: Lane, seal: Seal, wanted: string | undefined, given: { state: SectionState; content: SectionContent; origin: SectionContent }): Promise<string> {
  const sealed = (id: string): Buffer => seal.close(JSON.stringify(given), contextOf(id));
  if (wanted !== undefined) {
    const before = await act.db.selectFrom('interview_text').select(['content_sealed', 'written_at'])
      .where('id', '=', wanted).where('interview_id', '=', lane.interviewId).where('section', '=', lane.section).where('compartment', '=', lane.compartment)
      .where('author_id', '=', act.actor.memberId).where('kind', '=', 'beside').where('settled_at', 'is', null).forUpdate().executeTakeFirst();
    if (before) {
      const said = Kept.parse(JSON.parse(seal.open(before.content_sealed, contextOf(wanted))));
      if (!covers(given.content, said.content)) await keepReplaced(act, lane, seal, { state: said.state, content: said.content, authorId: act.actor.memberId, writtenAt: before.written_at });
      await act.db.updateTable('interview_text').set({ content_sealed: sealed(wanted), written_at: act.now }).where('id', '=', wanted).execute();
      return wanted;
    }
  }
  const insert = async (id: string): Promise<boolean> => {
    const kept = await act.db.insertInto('interview_text').values({
      id, programme_id: act.actor.programmeId, case_id: lane.caseId, interview_id: lane.interviewId, section: lane.section, compartment: lane.compartment, kind: 'beside',
      content_sealed: sealed(id), author_id: act.actor.memberId, written_at: act.now, kept_at: act.now,
    }).onConflict((conflict) => conflict.column('id').doNothing()).executeTakeFirst();
    return kept.numInsertedOrUpdatedRows === 1n;
  };
  if (wanted !== undefined && await insert(wanted)) return wanted;
  const id = newId();
  await insert(id);
  return id;
}

/** Writes down what was chosen about texts that stood beside. Those that somebody else decided about meanwhile stay as they decided. */
export async function settle(act: Act, lane: Lane, settles: readonly { id: string; as: Choice }[]): Promise<void> {
  for (const { id, as } of settles) {
    await act.db.updateTable('interview_text').set({ settled_at: act.now, settled_by: act.actor.memberId, settled_as: as })
      .where('id', '=', id).where('interview_id', '=', lane.interviewId).where('section', '=', lane.section).where('compartment', '=', lane.compartment)
      .where('kind', '=', 'beside').where('settled_at', 'is', null).execute();
  }
}
