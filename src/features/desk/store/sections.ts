import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Seal, Vault } from '../../../kernel/vault/vault.ts';
import { type Interview, type Section, SectionContent, type SectionKept, type SectionState, type SectionWrite } from '../contract.ts';
import { guideSection } from '../guide.ts';

type Compartment = Section['compartment'];

interface SectionRow {
  id: string; section: string; compartment: Compartment; state: SectionState; content_sealed: Buffer; author_id: string; author_name: string; written_at: Date; version: number;
}

const contextOfSection = (id: string): string => `interview_section.content_sealed:${id}`;
export const contextOfAddendum = (id: string): string => `interview_addendum.body_sealed:${id}`;

/** Where words of this role may go. A mediator writes into `mediation` whatever the section; the database checks it all again. */
export function mayWrite(role: string): Compartment[] {
  if (role === 'mediator') return ['mediation'];
  return role === 'labour' ? ['work'] : ['case', 'work', 'restricted'];
}

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
 * Keeps one section. Each has its own version, so two professionals in one interview never overwrite each other: different sections
 * stand side by side, and the same section written upon an older version answers `changed-meanwhile`.
 *
 * @param seen the version the words were written upon; 0 when the section was empty. What was kept already, sent again because the
 * answer was lost, is answered as if it were new.
 */
export async function keepSection(act: Act, vault: Vault, interviewId: string, section: string, seen: number, given: SectionWrite): Promise<SectionKept> {
  const interview = await act.db.selectFrom('interview').select(['case_id', 'state']).where('id', '=', interviewId).executeTakeFirst();
  const guided = guideSection(section);
  if (!interview || !guided) throw new Problem('not-found');
  if (interview.state === 'signed') throw new Problem('interview-signed');
  const compartment: Compartment = act.actor.role === 'mediator' ? 'mediation' : guided.compartment;
  if (!mayWrite(act.actor.role).includes(compartment)) throw new Problem('not-allowed');
  const seal = await vault.seal(act, interview.case_id, compartment);
  const lane = { interviewId, section, compartment };

  const kept = seen === 0 ? await begin(act, lane, interview.case_id, seal, given) : await continueFrom(act, lane, seen, seal, given);
  if (kept) {
    act.audit({ action: 'interview.write', subject: 'interview', subjectId: interviewId, caseId: interview.case_id, details: { section, version: kept.version } });
    return kept;
  }
  const standing = await standingSection(act, lane);
  const sentAgain = standing?.version === seen + 1 && standing.author_id === act.actor.memberId && standing.state === given.state
    && isDeepStrictEqual(openContent(standing, seal), given.content);
  if (!standing || !sentAgain) throw new Problem('changed-meanwhile');
  act.unchanged();
  return { version: standing.version, writtenAt: standing.written_at.toISOString() };
}

interface Lane { readonly interviewId: string; readonly section: string; readonly compartment: Compartment }

async function begin(act: Act, lane: Lane, caseId: string, seal: Seal, given: SectionWrite): Promise<SectionKept | undefined> {
  const id = newId();
  const begun = await act.db.insertInto('interview_section').values({
    id, programme_id: act.actor.programmeId, case_id: caseId, interview_id: lane.interviewId, section: lane.section, compartment: lane.compartment,
    state: given.state, content_sealed: seal.close(JSON.stringify(given.content), contextOfSection(id)), author_id: act.actor.memberId, written_at: act.now,
  }).onConflict((conflict) => conflict.doNothing()).executeTakeFirst();
  return begun.numInsertedOrUpdatedRows === 1n ? { version: 1, writtenAt: act.now.toISOString() } : undefined;
}

async function continueFrom(act: Act, lane: Lane, seen: number, seal: Seal, given: SectionWrite): Promise<SectionKept | undefined> {
  const standing = await standingSection(act, lane);
  if (standing?.version !== seen) return undefined;
  const continued = await act.db.updateTable('interview_section').set({
    state: given.state, content_sealed: seal.close(JSON.stringify(given.content), contextOfSection(standing.id)), author_id: act.actor.memberId, written_at: act.now, version: seen + 1,
  }).where('id', '=', standing.id).where('version', '=', seen).executeTakeFirst();
  return continued.numUpdatedRows === 1n ? { version: seen + 1, writtenAt: act.now.toISOString() } : undefined;
}

async function standingSection(act: Act, lane: Lane) {
  const standing = act.db.selectFrom('interview_section').select(['id', 'state', 'content_sealed', 'author_id', 'written_at', 'version'])
    .where('interview_id', '=', lane.interviewId).where('section', '=', lane.section).where('compartment', '=', lane.compartment);
  // Mediators have a lane each.
  return (lane.compartment === 'mediation' ? standing.where('author_id', '=', act.actor.memberId) : standing).executeTakeFirst();
}
