import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Seal, Vault } from '../../../kernel/vault/vault.ts';
import { type Interview, type Section, SectionContent, type SectionKept, SectionState, type SectionWrite } from '../contract.ts';
import { mayWrite } from '../domain.ts';
import { guideSection } from '../guide.ts';
import { covers, merge, sameContent } from '../merge.ts';
import { keepBeside, keepReplaced, type Lane, settle, wasReplaced } from './texts.ts';

type Compartment = Section['compartment'];

interface SectionRow {
  id: string; section: string; compartment: Compartment; state: SectionState; content_sealed: Buffer; author_id: string; author_name: string; written_at: Date; version: number;
}

const contextOfSection = (id: string): string => `interview_section.content_sealed:${id}`;
export const contextOfAddendum = (id: string): string => `interview_addendum.body_sealed:${id}`;

/** Sections that the actor may open, opened. */
export async function sectionsOf(act: Act, interviewId: string, seals: ReadonlyMap<string, Seal>): Promise<Section[]> {
  const { rows } = await sql<SectionRow>`
    select s.id, s.section, s.compartment, s.state, s.content_sealed, s.author_id, a.name as author_name, s.written_at, s.version
      from interview_section s join membership m on m.id = s.author_id join account a on a.id = m.account_id
     where s.interview_id = ${interviewId} order by s.written_at, s.id`.execute(act.db);
  return rows.map((row) => ({
    section: row.section, compartment: row.compartment, state: row.state, content: openContent(row, seals.get(row.compartment)),
    author: { id: row.author_id, name: row.author_name }, writtenAt: row.written_at.toISOString(), version: row.version,
  }));
}

const openContent = (row: { id: string; content_sealed: Buffer }, seal: Seal | undefined): SectionContent | null =>
  seal ? SectionContent.parse(JSON.parse(seal.open(row.content_sealed, contextOfSection(row.id)))) : null;

export async function addendaOf(act: Act, interviewId: string, seals: ReadonlyMap<string, Seal>): Promise<Interview['addenda']> {
  const { rows } = await sql<{ id: string; compartment: Compartment; body_sealed: Buffer; author_id: string; author_name: string; at: Date }>`
    select d.id, d.compartment, d.body_sealed, d.author_id, a.name as author_name, d.at
      from interview_addendum d join membership m on m.id = d.author_id join account a on a.id = m.account_id
     where d.interview_id = ${interviewId} order by d.at, d.id`.execute(act.db);
  return rows.map((row) => ({
    id: row.id, compartment: row.compartment, words: seals.get(row.compartment)?.open(row.body_sealed, contextOfAddendum(row.id)) ?? null,
    author: { id: row.author_id, name: row.author_name }, at: row.at.toISOString(),
  }));
}

/**
 * Keeps one section. Several may write in one interview at once and nothing is lost: different sections stand side by side; in the same
 * section, changes to different questions are brought together; where two wrote the same words, the second text is kept beside the one
 * that stands, until somebody chooses. Whatever stood and says more than the words now written is kept among the earlier texts.
 *
 * @param seen the version the words were written upon; 0 when the section was empty. What was kept already, sent again because the
 * answer was lost, is answered as if it were new. Without `origin` nothing can be brought together, and a stale version is refused.
 * @throws {Problem} changed-meanwhile, interview-signed, not-allowed, not-found
 */
export async function keepSection(act: Act, vault: Vault, interviewId: string, section: string, seen: number, given: SectionWrite): Promise<SectionKept> {
  const interview = await act.db.selectFrom('interview').select(['case_id', 'state']).where('id', '=', interviewId).executeTakeFirst();
  const guided = guideSection(section);
  if (!interview || !guided) throw new Problem('not-found');
  const compartment: Compartment = act.actor.role === 'mediator' ? 'mediation' : guided.compartment;
  if (interview.state !== 'signed' && !mayWrite(act.actor.role).includes(compartment)) throw new Problem('not-allowed');
  const lane: Lane = { interviewId, caseId: interview.case_id, section, compartment };
  if (interview.state === 'signed') return sentBeforeSigning(act, vault, lane, given);
  const seal = await vault.seal(act, interview.case_id, compartment);

  let standing = await standingSection(act, lane);
  if (!standing) {
    const begun = seen === 0 || given.origin !== undefined ? await begin(act, lane, seal, given) : undefined;
    if (begun) return told(act, lane, begun);
    standing = await standingSection(act, lane);
  }
  if (!standing) throw new Problem('changed-meanwhile');
  const theirs = contentIn(standing, seal);
  if (standing.version === seen) return told(act, lane, await goOn(act, lane, seal, standing, theirs, given), given.settles);

  const sentAgain = standing.version === seen + 1 && standing.author_id === act.actor.memberId && standing.state === given.state && sameContent(theirs, given.content);
  if (!sentAgain && given.origin === undefined) throw new Problem('changed-meanwhile');
  const { content, conflicts } = sentAgain || given.origin === undefined ? { content: theirs, conflicts: [] } : merge(given.origin, theirs, given.content);
  if (conflicts.length > 0 && given.origin !== undefined) {
    if (standing.version > seen && await isOwnFromBefore(act, lane, seal, standing, theirs, given.content)) return unchanged(act, standing, theirs, given.content);
    const beside = await keepBeside(act, lane, seal, given.besideId, { state: given.state, content: given.content, origin: given.origin });
    act.audit({ action: 'interview.write-beside', subject: 'interview', subjectId: interviewId, caseId: lane.caseId, details: { section } });
    return { version: standing.version, writtenAt: standing.written_at.toISOString(), content: theirs, beside };
  }
  if (sameContent(content, theirs) && (standing.state === given.state || sentAgain) && given.settles === undefined) {
    return unchanged(act, standing, content, given.content);
  }
  const kept = await goOn(act, lane, seal, standing, theirs, { state: given.state, content });
  return told(act, lane, { ...kept, content: sameContent(content, given.content) ? null : content }, given.settles);
}

function unchanged(act: Act, standing: Standing, stands: SectionContent, sent: SectionContent): SectionKept {
  act.unchanged();
  return { version: standing.version, writtenAt: standing.written_at.toISOString(), content: sameContent(stands, sent) ? null : stands, beside: null };
}

/** Words that their writer's device sends again although they arrived, and newer ones of the same hand after them: they stand in the section, or among its earlier texts. */
const isOwnFromBefore = async (act: Act, lane: Lane, seal: Seal, standing: Standing, stands: SectionContent, sent: SectionContent): Promise<boolean> =>
  (standing.author_id === act.actor.memberId && covers(stands, sent)) || await wasReplaced(act, lane, seal, sent);

/** After the signature nothing is written; but words that arrived before it, sent again because their answer was lost, are where they were. @throws {Problem} interview-signed */
async function sentBeforeSigning(act: Act, vault: Vault, lane: Lane, given: SectionWrite): Promise<SectionKept> {
  const standing = await standingSection(act, lane, false);
  const seal = standing && (await vault.seals(act, lane.caseId)).get(lane.compartment);
  const stands = standing && seal && contentIn(standing, seal);
  if (!stands || !await isOwnFromBefore(act, lane, seal, standing, stands, given.content)) throw new Problem('interview-signed');
  return unchanged(act, standing, stands, given.content);
}

async function told(act: Act, lane: Lane, kept: SectionKept, settles: SectionWrite['settles'] = []): Promise<SectionKept> {
  await settle(act, lane, settles);
  act.audit({ action: 'interview.write', subject: 'interview', subjectId: lane.interviewId, caseId: lane.caseId, details: { section: lane.section, version: kept.version } });
  return kept;
}

type Standing = NonNullable<Awaited<ReturnType<typeof standingSection>>>;

const contentIn = (standing: Standing, seal: Seal): SectionContent => SectionContent.parse(JSON.parse(seal.open(standing.content_sealed, contextOfSection(standing.id))));

/** @returns undefined when somebody else began it in the same moment */
async function begin(act: Act, lane: Lane, seal: Seal, given: SectionWrite): Promise<SectionKept | undefined> {
  const id = newId();
  const begun = await act.db.insertInto('interview_section').values({
    id, programme_id: act.actor.programmeId, case_id: lane.caseId, interview_id: lane.interviewId, section: lane.section, compartment: lane.compartment,
    state: given.state, content_sealed: seal.close(JSON.stringify(given.content), contextOfSection(id)), author_id: act.actor.memberId, written_at: act.now,
  }).onConflict((conflict) => conflict.doNothing()).executeTakeFirst();
  return begun.numInsertedOrUpdatedRows === 1n ? { version: 1, writtenAt: act.now.toISOString(), content: null, beside: null } : undefined;
}

/** Writes upon the standing text, which is held until the end of the act, and keeps it among the earlier ones where it said something else. */
async function goOn(act: Act, lane: Lane, seal: Seal, standing: Standing, stood: SectionContent, given: Pick<SectionWrite, 'state' | 'content'>): Promise<SectionKept> {
  if (!covers(given.content, stood)) await keepReplaced(act, lane, seal, { state: SectionState.parse(standing.state), content: stood, authorId: standing.author_id, writtenAt: standing.written_at });
  const version = standing.version + 1;
  await act.db.updateTable('interview_section').set({
    state: given.state, content_sealed: seal.close(JSON.stringify(given.content), contextOfSection(standing.id)), author_id: act.actor.memberId, written_at: act.now, version,
  }).where('id', '=', standing.id).execute();
  return { version, writtenAt: act.now.toISOString(), content: null, beside: null };
}

/** The text that stands, held until the end of the act: whoever writes there at the same time waits, and then sees it. Where nobody writes any more it is only read. */
async function standingSection(act: Act, lane: Lane, isHeld = true) {
  const found = act.db.selectFrom('interview_section').select(['id', 'state', 'content_sealed', 'author_id', 'written_at', 'version'])
    .where('interview_id', '=', lane.interviewId).where('section', '=', lane.section).where('compartment', '=', lane.compartment);
  const standing = isHeld ? found.forUpdate() : found;
  // Mediators have a lane each.
  return (lane.compartment === 'mediation' ? standing.where('author_id', '=', act.actor.memberId) : standing).executeTakeFirst();
}
