import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Act } from '../../../kernel/database/act.ts';
import { colleague, moment } from '../../../kernel/database/pages.ts';
import { asDocx, asPdf } from '../../../kernel/documents/making.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Vault } from '../../../kernel/vault/vault.ts';
import { type Curriculum, type CurriculumAsked, type CurriculumLine, CurriculumPaper, type CurriculumPreview, type HandCurriculum, type MakeCurriculum, PlacementTerms } from '../contract.ts';
import { curriculumPaper, slipsIn, wordsOf } from '../domain.ts';
import { entriesOf, knownOf, languagesOf } from './balance.ts';
import { COMPARTMENT, heldCase, place, sealOf, writableCase } from './common.ts';
import { sayIn } from './words.ts';

const Kept = z.object({ paper: CurriculumPaper, readWords: z.array(z.string()) });

/**
 * A curriculum as it would leave, and the words in it that may tell from where it comes. Nothing is kept. Audit: `curriculum.prepare`.
 * @throws {Problem} not-found, not-allowed
 */
export async function previewCurriculum(act: Act, vault: Vault, asked: CurriculumAsked): Promise<CurriculumPreview> {
  const held = await writableCase(act, asked.caseId);
  const preview = await composed(act, vault, held.personId, asked);
  act.audit({ action: 'curriculum.prepare', subject: 'case', subjectId: asked.caseId, caseId: asked.caseId, personId: held.personId });
  return preview;
}

async function composed(act: Act, vault: Vault, personId: string, asked: CurriculumAsked): Promise<CurriculumPreview> {
  const seal = (await vault.seals(act, asked.caseId)).get(COMPARTMENT);
  const name = await act.db.selectFrom('person_name').select('text').where('person_id', '=', personId).where('removed_at', 'is', null).orderBy('preferred', 'desc').orderBy('created_at').limit(1).executeTakeFirst();
  const paper = curriculumPaper(asked, {
    name: name?.text ?? null, entries: await entriesOf(act, seal, asked.caseId), languages: await languagesOf(act, personId), known: await knownOf(act, vault, asked.caseId),
  }, sayIn(asked.language));
  return { paper, slips: slipsIn(wordsOf(paper)), fingerprint: createHash('sha256').update(JSON.stringify(paper)).digest('hex') };
}

/**
 * Keeps a curriculum exactly as its preview was read with the person. Nothing has left yet. Audit: `curriculum.make`.
 * @throws {Problem} not-found, not-allowed, changed-meanwhile when it would no longer say what was read, curriculum-tells-too-much, curriculum-empty, already-exists
 */
export async function makeCurriculum(act: Act, vault: Vault, id: string, asked: MakeCurriculum): Promise<void> {
  const held = await writableCase(act, asked.caseId);
  const before = await act.db.selectFrom('curriculum').select(['case_id', 'content_sealed']).where('id', '=', id).executeTakeFirst();
  if (before) {
    const kept = Kept.parse(JSON.parse((await sealOf(act, vault, asked.caseId)).open(before.content_sealed, place.curriculum(id))));
    return act.unchangedIf(before.case_id === asked.caseId && createHash('sha256').update(JSON.stringify(kept.paper)).digest('hex') === asked.fingerprint);
  }
  const { paper, slips, fingerprint } = await composed(act, vault, held.personId, asked);
  if (fingerprint !== asked.fingerprint) throw new Problem('changed-meanwhile');
  if (!paper.blocks.some((block) => block.kind === 'list')) throw new Problem('curriculum-empty');
  if (slips.some((word) => !asked.readWords.includes(word))) throw new Problem('curriculum-tells-too-much');
  const seal = await vault.seal(act, asked.caseId, COMPARTMENT);
  await act.db.insertInto('curriculum').values({
    id, programme_id: act.actor.programmeId, case_id: asked.caseId, language: asked.language, content_sealed: seal.close(JSON.stringify({ paper, readWords: slips }), place.curriculum(id)), author_id: act.actor.memberId, at: act.now,
  }).execute();
  act.audit({ action: 'curriculum.make', subject: 'curriculum', subjectId: id, caseId: asked.caseId, personId: held.personId, details: { language: asked.language } });
}

interface HandingRow { id: string; curriculum_id: string; to_whom: CurriculumLine['handings'][number]['toWhom']; to: string | null; agreed: CurriculumLine['handings'][number]['agreed']; agreed_on: string | null; by: CurriculumLine['by']; at: Date }

/** The curricula of a case and to whom each went, the newest first. */
export async function curriculaOf(act: Act, caseId: string): Promise<CurriculumLine[]> {
  const { rows } = await sql<{ id: string; language: CurriculumLine['language']; by: CurriculumLine['by']; at: Date }>`
    select c.id, c.language, ${colleague('c.author_id')} as by, c.at from curriculum c where c.case_id = ${caseId} order by c.at desc, c.id desc limit 60`.execute(act.db);
  const { rows: handed } = await sql<HandingRow>`
    select h.id, h.curriculum_id, h.to_whom, coalesce(organisation_called(h.organisation_id, h.at), (select e.name from placement p join employer e on e.id = p.employer_id where p.id = h.placement_id)) as to, h.agreed, h.agreed_on::text,
           ${colleague('h.author_id')} as by, h.at from curriculum_handing h where h.case_id = ${caseId} order by h.at, h.id limit 400`.execute(act.db);
  return rows.map((row) => ({
    id: row.id, language: row.language, by: row.by, at: moment(row.at),
    handings: handed.filter((one) => one.curriculum_id === row.id).map((one) => ({ id: one.id, toWhom: one.to_whom, to: one.to, agreed: one.agreed, agreedOn: one.agreed_on, by: one.by, at: moment(one.at) })),
  }));
}

/** One curriculum, word by word, and to whom it may go now. Audit: `curriculum.read`. @throws {Problem} not-found, content-destroyed */
export async function readCurriculum(act: Act, vault: Vault, id: string): Promise<Curriculum> {
  const { caseId, held, paper } = await opened(act, vault, id);
  const seal = await sealOf(act, vault, caseId);
  const line = (await curriculaOf(act, caseId)).find((one) => one.id === id);
  if (!line) throw new Problem('not-found');
  const { rows: organisations } = await sql<{ id: string; name: string }>`
    select distinct o.id, o.name from consent c join organisation o on o.id = c.recipient_id where c.case_id = ${caseId} and c.switch = 'sharing' and c.purpose = 'work' and consent_stands(c) and o.kind not in ('prefecture', 'police') order by o.name limit 60`.execute(act.db);
  const { rows: placements } = await sql<{ id: string; name: string; terms_sealed: Buffer }>`
    select p.id, e.name, p.terms_sealed from placement p join employer e on e.id = p.employer_id where p.case_id = ${caseId} and p.state in ('agreed', 'applying', 'started') order by p.created_at desc limit 60`.execute(act.db);
  act.audit({ action: 'curriculum.read', subject: 'curriculum', subjectId: id, caseId, personId: held.personId });
  return {
    ...line, caseId, code: held.code, paper, may: { hand: !held.inEmergency }, organisations,
    placements: placements.map((one) => ({ id: one.id, name: one.name, title: PlacementTerms.parse(JSON.parse(seal.open(one.terms_sealed, place.terms(one.id)))).title })),
  };
}

async function opened(act: Act, vault: Vault, id: string): Promise<{ caseId: string; held: Awaited<ReturnType<typeof heldCase>>; paper: CurriculumPaper }> {
  const row = await act.db.selectFrom('curriculum').select(['case_id', 'content_sealed']).where('id', '=', id).executeTakeFirst();
  if (!row) throw new Problem('not-found');
  const held = await heldCase(act, row.case_id);
  const { paper } = Kept.parse(JSON.parse((await sealOf(act, vault, row.case_id)).open(row.content_sealed, place.curriculum(id))));
  return { caseId: row.case_id, held, paper };
}

/** The bytes of a curriculum. Audit: `curriculum.print`. @throws {Problem} not-found, content-destroyed */
export async function printCurriculum(act: Act, vault: Vault, id: string, form: 'pdf' | 'docx'): Promise<{ bytes: Buffer; name: string }> {
  const { caseId, held, paper } = await opened(act, vault, id);
  act.audit({ action: 'curriculum.print', subject: 'curriculum', subjectId: id, caseId, personId: held.personId, details: { form } });
  // The name of the file says nothing of whose it is; the file itself nothing of where it was made.
  return { bytes: await (form === 'pdf' ? asPdf : asDocx)(paper, { at: act.now }), name: `curriculum.${form}` };
}

/**
 * Writes down that a curriculum was given out, and how the person said yes to it. To a body it goes on a consent that names it for work, and stands in the register
 * of what left; to an employer only where whoever coordinates has looked. Audit: `curriculum.hand-out`.
 * @throws {Problem} not-found, not-allowed, curriculum-consent-missing, curriculum-not-for-them, curriculum-not-agreed, placement-not-looked-at, already-exists
 */
export async function handCurriculum(act: Act, id: string, given: HandCurriculum): Promise<void> {
  const row = await act.db.selectFrom('curriculum').select('case_id').where('id', '=', given.curriculumId).executeTakeFirst();
  if (!row) throw new Problem('not-found');
  const held = await writableCase(act, row.case_id);
  const before = await act.db.selectFrom('curriculum_handing').select(['curriculum_id', 'to_whom', 'organisation_id', 'placement_id']).where('id', '=', id).executeTakeFirst();
  if (before) return act.unchangedIf(before.curriculum_id === given.curriculumId && before.to_whom === given.toWhom && before.organisation_id === given.organisationId && before.placement_id === given.placementId);
  const body = given.organisationId ?? (given.placementId === null ? null : (await act.db.selectFrom('placement').innerJoin('employer', 'employer.id', 'placement.employer_id').select('employer.organisation_id')
    .where('placement.id', '=', given.placementId).where('placement.case_id', '=', row.case_id).executeTakeFirst())?.organisation_id ?? null);
  const consent = body === null ? undefined : await act.db.selectFrom('consent').select('id').where('case_id', '=', row.case_id).where('switch', '=', 'sharing').where('recipient_id', '=', body).where('purpose', '=', 'work')
    .where(sql<boolean>`consent_stands(consent)`).executeTakeFirst();
  await act.db.insertInto('curriculum_handing').values({
    id, programme_id: act.actor.programmeId, case_id: row.case_id, person_id: held.personId, curriculum_id: given.curriculumId, to_whom: given.toWhom, organisation_id: given.organisationId, placement_id: given.placementId,
    consent_id: consent?.id ?? null, agreed: given.agreed, agreed_on: given.agreedOn, author_id: act.actor.memberId, at: act.now,
  }).execute();
  act.audit({ action: 'curriculum.hand-out', subject: 'curriculum', subjectId: given.curriculumId, caseId: row.case_id, personId: held.personId, details: { to: given.toWhom } });
}
