import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { Act } from '../../../kernel/database/act.ts';
import { asDocx, asPdf, paperTypes } from '../../../kernel/documents/making.ts';
import { officeHead } from '../../../kernel/documents/office.ts';
import type { Letterhead } from '../../../kernel/documents/paper.ts';
import { wordOf } from '../../../kernel/documents/word/filling.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { italianDay } from '../../../kernel/italian-day.ts';
import { beginJob, type Step } from '../../../kernel/jobs/runner.ts';
import type { Vault } from '../../../kernel/vault/vault.ts';
import { type CheckedCase, type CheckedRun, type CheckRun, type LetterRun, type LetterTemplate, NewRun, type PreviewLetter, type RunList } from '../contract/letters.ts';
import { ASKED, toldBy } from '../domain/fields.ts';
import { fieldsOf, letterPaper, missingFrom, unanswered, type Values } from '../domain/letters.ts';
import { keepLetter } from './documents.ts';
import { readSettings } from './settings.ts';
import { partsOf } from './template-files.ts';
import { checkFields, readTemplate } from './templates.ts';
import { type Gathered, gathered } from './values.ts';
import { dayWords, demoValues, signaturesIn } from './words.ts';

export const lettersJob = 'letters';
/** Letters of one step: a step that fails takes back no more than these. */
const PER_STEP = 5;
const KEPT_HOURS = 24;

/** A template looked at with a person who does not exist. @throws {Problem} letter-field-unknown */
export async function previewLetter(act: Act, given: PreviewLetter): Promise<Buffer> {
  checkFields(given.body);
  const answers = new Proxy({}, { get: (_, ask) => `[${String(ask)}]` });
  const values = demoValues(given.language);
  const paper = letterPaper({
    name: given.name, language: given.language, body: given.body, values, answers, head: await headOf(act, given.plainHead), today: dayWords(italianDay(act.now), given.language), signer: values['scrivente.nome'] ?? '', signature: signaturesIn(given.language),
  });
  return given.format === 'pdf' ? asPdf(paper, { at: act.now }) : asDocx(paper, { at: act.now });
}

/** What was filled in is about a person as often as not: it is sealed with a key that nobody but the writer holds, for a day. */
const LETTER_KEY = 'letter';
const placeOf = (id: string): string => `letter_run.answers:${id}`;

/** Asks for letters: one case or many. They are made beside the requests. Audit: `letter.run`. @throws {Problem} not-found, not-allowed, letter-not-in-use, letter-docx-only, letter-answers-missing, letter-body-missing, already-exists */
export async function beginRun(vault: Vault, act: Act, id: string, given: NewRun): Promise<void> {
  const before = await act.db.selectFrom('letter_run').select('template_id').where('id', '=', id).executeTakeFirst();
  if (before) {
    if (before.template_id !== given.templateId) throw new Problem('already-exists');
    return act.unchanged();
  }
  const template = await readTemplate(act, given.templateId);
  if (template.state !== 'in-use' || template.purpose !== 'letter') throw new Problem('letter-not-in-use');
  // Nothing here draws a file of a word processor as its writer sees it: a PDF of it would be another paper.
  if (template.madeOf === 'word-file' && given.format === 'pdf') throw new Problem('letter-docx-only');
  if (unanswered(template.asks, given.answers).length > 0) throw new Problem('letter-answers-missing');
  if (template.toBody !== (given.organisationId !== null)) throw new Problem('letter-body-missing');
  await act.db.insertInto('letter_run').values({
    id, programme_id: act.actor.programmeId, template_id: given.templateId, format: given.format, organisation_id: given.organisationId, by_member: act.actor.memberId, answers_sealed: null,
  }).execute();
  if (template.asks.length > 0) {
    const answers = JSON.stringify(Object.fromEntries(template.asks.map((ask) => [ask, given.answers[ask] ?? ''])));
    const seal = await vault.firstSeal(act, id, LETTER_KEY);
    await act.db.updateTable('letter_run').set({ answers_sealed: seal.close(answers, placeOf(id)) }).where('id', '=', id).execute();
  }
  await act.db.insertInto('letter_run_case').values([...new Set(given.caseIds)].map((caseId, position) => ({ run_id: id, case_id: caseId, position }))).execute();
  await beginJob(act, lettersJob, id);
  act.audit({ action: 'letter.run', subject: 'letter-run', subjectId: id, details: { cases: given.caseIds.length, format: given.format } });
}

/** Goes on with letters that stopped, as the person who says so; what was made is not made again. Audit: `letter.resume`. @throws {Problem} not-found, illegal-move */
export async function resumeRun(act: Act, id: string): Promise<void> {
  const { state } = await readRun(act, id);
  if (state !== 'paused') throw new Problem('illegal-move', { facts: { state, move: 'resume' } });
  await beginJob(act, lettersJob, id);
  act.audit({ action: 'letter.resume', subject: 'letter-run', subjectId: id });
}

interface RunRow {
  id: string;
  name: string;
  format: LetterRun['format'];
  at: Date;
  total: number;
  done: number;
  job: string | null;
}

const runsWhere = (where: ReturnType<typeof sql>) => sql<RunRow>`
  select r.id, t.name, r.format, r.at, (select count(*)::int from letter_run_case c where c.run_id = r.id) as total, (select count(*)::int from letter_run_case c where c.run_id = r.id and c.done_at is not null) as done,
         (select j.state from job j where j.subject_id = r.id order by j.created_at desc limit 1) as job
    from letter_run r join letter_template t on t.id = r.template_id where ${where} order by r.at desc limit 50`;

function runOf(row: RunRow, now: Date): Omit<LetterRun, 'lines'> {
  const until = new Date(row.at.getTime() + KEPT_HOURS * 3_600_000);
  const state = row.done < row.total ? (row.job === 'paused' ? 'paused' : 'working') : until < now ? 'over' : 'done';
  return { id: row.id, name: row.name, format: row.format, at: row.at.toISOString(), until: until.toISOString(), total: row.total, done: row.done, state };
}

/** The writer's own runs, the newest first. */
export async function listRuns(act: Act): Promise<RunList> {
  const { rows } = await runsWhere(sql`true`).execute(act.db);
  return { items: rows.map((row) => runOf(row, act.now)) };
}

/** @throws {Problem} not-found */
export async function readRun(act: Act, id: string): Promise<LetterRun> {
  const { rows: [row] } = await runsWhere(sql`r.id = ${id}`).execute(act.db);
  if (!row) throw new Problem('not-found');
  const { rows: lines } = await sql<{ case_id: string; code: string | null; document_id: string | null; problem: string | null }>`
    select l.case_id, p.code, l.document_id, l.problem from letter_run_case l left join case_file c on c.id = l.case_id left join person p on p.id = c.person_id where l.run_id = ${id} order by l.position`.execute(act.db);
  return { ...runOf(row, act.now), lines: lines.map((line) => ({ caseId: line.case_id, code: line.code, documentId: line.document_id, problem: line.problem })) };
}

interface Run {
  readonly id: string;
  readonly templateId: string;
  readonly format: LetterRun['format'];
  readonly organisationId: string | null;
  readonly answers: Readonly<Record<string, string>>;
}

/** @throws {Problem} content-destroyed once the day is over */
async function answersOf(vault: Vault, act: Act, id: string, sealed: Buffer | null): Promise<Run['answers']> {
  if (!sealed) return {};
  const seal = (await vault.seals(act, id)).get(LETTER_KEY);
  if (!seal) throw new Problem('content-destroyed');
  return NewRun.shape.answers.parse(JSON.parse(seal.open(sealed, placeOf(id))));
}

/** The next letters of a run; one that cannot be made says why, and the others are made. */
export async function letterStep(vault: Vault, act: Act, runId: string): Promise<Step> {
  const found = await act.db.selectFrom('letter_run').select(['id', 'template_id', 'format', 'organisation_id', 'answers_sealed']).where('id', '=', runId).executeTakeFirst();
  if (!found) throw new Problem('not-found');
  const run: Run = { id: found.id, templateId: found.template_id, format: found.format as Run['format'], organisationId: found.organisation_id, answers: await answersOf(vault, act, runId, found.answers_sealed) };
  const template = await readTemplate(act, run.templateId);
  const next = await act.db.selectFrom('letter_run_case').select('case_id').where('run_id', '=', runId).where('done_at', 'is', null).orderBy('position').limit(PER_STEP).execute();
  for (const { case_id: caseId } of next) {
    const made = await letterFor(vault, act, run, template, caseId);
    await act.db.updateTable('letter_run_case').set({ document_id: made.documentId ?? null, problem: made.problem ?? null, done_at: act.now }).where('run_id', '=', runId).where('case_id', '=', caseId).execute();
  }
  if (next.length === 0) act.unchanged();
  const { rows: [so] } = await sql<{ done: number; total: number }>`select count(*) filter (where done_at is not null)::int as done, count(*)::int as total from letter_run_case where run_id = ${runId}`.execute(act.db);
  return { done: so?.done ?? 0, total: so?.total ?? 0, isFinished: (so?.done ?? 0) >= (so?.total ?? 0) };
}

async function letterFor(vault: Vault, act: Act, run: Run, template: LetterTemplate, caseId: string): Promise<{ documentId?: string; problem?: string }> {
  const known = await gathered(act, vault, caseId, { language: template.language, organisationId: run.organisationId, compartment: template.compartment, fields: fieldsOf(template.body) });
  if (!known) return { problem: 'not-found' };
  // A run asked for before the words were sealed, and not done by then, has lost them.
  if (unanswered(template.asks, run.answers).length > 0) return { problem: 'letter-answers-missing' };
  if (template.toBody && !known.consentId) return { problem: 'letter-consent-missing' };
  const [hole] = missingFrom(template.body, known.values);
  if (hole) return { problem: `letter-without.${hole}` };
  const bytes = template.madeOf === 'word-file' ? await fromFile(vault, act, run, template, known.values) : await fromWords(act, run, template, known);
  const documentId = newId();
  await keepLetter(act, vault, documentId, { caseId, compartment: template.compartment, kind: template.keptAs, title: template.name, issuedOn: italianDay(act.now), expiresOn: null }, { mediaType: paperTypes[run.format], bytes });
  if (template.toBody && run.organisationId) {
    await sql`insert into sharing_record (id, programme_id, case_id, person_id, consent_id, organisation_id, what)
      values (${newId()}, ${act.actor.programmeId}, ${caseId}, ${known.personId}, ${known.consentId}, ${run.organisationId}, ${JSON.stringify(toldBy(fieldsOf(template.body)))}::jsonb)`.execute(act.db);
  }
  act.audit({ action: 'letter.write', subject: 'document', subjectId: documentId, caseId, personId: known.personId, details: { template: template.id, format: run.format } });
  return { documentId };
}

async function fromWords(act: Act, run: Run, template: LetterTemplate, { values, code, writer }: Gathered): Promise<Buffer> {
  const paper = letterPaper({
    name: template.name, language: template.language, body: template.body, values, answers: run.answers, head: await headOf(act, template.plainHead), today: dayWords(italianDay(act.now), template.language),
    reference: code, signer: writer, signature: signaturesIn(template.language),
  });
  return run.format === 'pdf' ? asPdf(paper, { at: act.now }) : asDocx(paper, { at: act.now });
}

async function fromFile(vault: Vault, act: Act, run: Run, template: LetterTemplate, values: Values): Promise<Buffer> {
  const said: Readonly<Record<string, string>> = values;
  return wordOf(await partsOf(act, vault, template.id), { at: act.now, said: (name) => (name.startsWith(ASKED) ? run.answers[name.slice(ASKED.length).trim()] : said[name]) });
}

/** The head of the office's letters; a plain one says who writes in words alone. */
async function headOf(act: Act, isPlain: boolean): Promise<Letterhead> {
  const { office, lines } = await readSettings(act);
  return isPlain ? { office, lines } : officeHead(act, { office, lines });
}

/**
 * What a run would find in each case, asked before it: of a case whose files the writer holds, which fields have nothing to say and never what the others say. Audit: `letter.check`, one line for all; what is read for a letter is told when it is written.
 * @throws {Problem} not-found, letter-body-missing
 */
export async function checkRun(vault: Vault, act: Act, { templateId, caseIds, organisationId }: CheckRun): Promise<CheckedRun> {
  const template = await readTemplate(act, templateId);
  if (template.toBody !== (organisationId !== null)) throw new Problem('letter-body-missing');
  const items: CheckedCase[] = [];
  for (const caseId of new Set(caseIds)) {
    const known = await gathered(act, vault, caseId, { language: template.language, organisationId, compartment: template.compartment, fields: fieldsOf(template.body) });
    if (!known) {
      items.push({ caseId, code: null, problem: 'not-found', missing: [] });
      continue;
    }
    items.push({
      caseId, code: known.code, problem: template.toBody && !known.consentId ? 'letter-consent-missing' : null,
      missing: missingFrom(template.body, known.values).map((field) => ({ field, why: known.closed.includes(field) ? 'closed' : 'empty' })),
    });
  }
  act.audit({ action: 'letter.check', subject: 'letter-template', subjectId: template.id, details: { cases: items.length } });
  return { items };
}

/** The newest copies of a run, to be handed over together. Each is told in the trail of its own case. @throws {Problem} not-found, letter-run-over */
export async function copiesOf(act: Act, id: string): Promise<readonly string[]> {
  const run = await readRun(act, id);
  if (run.state !== 'done') throw new Problem('letter-run-over');
  const { rows } = await sql<{ id: string }>`
    select v.id from letter_run_case l join document d on d.id = l.document_id and d.state = 'kept' join document_version v on v.document_id = d.id and v.number = 1 where l.run_id = ${id} order by l.position`.execute(act.db);
  return rows.map((row) => row.id);
}

/** Bodies that a letter may go to. */
export const letterBodies = (act: Act): Promise<{ id: string; name: string }[]> => act.db.selectFrom('organisation').select(['id', 'name']).orderBy('name').limit(2_000).execute();
