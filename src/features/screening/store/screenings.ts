import { v7 as newId } from 'uuid';
import { z } from 'zod';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Seal, Vault } from '../../../kernel/vault/vault.ts';
import { Answers, Column, type Instrument, type TeamRole, type KnownAge } from '../contract.ts';
import { heldAt } from '../../../kernel/held-at.ts';
import { answerProblems, evaluate, goesBeside, instrumentAllowed, languagesToAskIn, markOfAnswers, screeningMachine } from '../domain.ts';
import { askAgain } from '../domain/again.ts';
import { italianDay } from '../domain/day.ts';
import type { Instruments } from '../instruments.ts';
import { referenceOf } from '../../../kernel/reference/own.ts';
import { intervalOf } from '../reference.ts';
import type { AnswersKept, ChangeAnswers, InstrumentsOffered, MoveScreening, Screening, ScreeningLine, StartScreening } from '../wire.ts';
import { beginAssessment } from './beginning.ts';
import { ageOf, heldCase } from './common.ts';
import { protocolsOf, raiseProtocols } from './protocols.ts';

const place = (id: string): string => `screening.answers_sealed:${id}`;

/**
 * Every instrument, in its newest version, with what keeps it closed for this person or this colleague. Nothing is hidden: a list that is
 * missing without a word makes people wonder. @throws {Problem} not-found
 */
export async function offerInstruments(act: Act, instruments: Instruments, caseId: string): Promise<InstrumentsOffered> {
  const held = await heldCase(act, caseId);
  const { age, basis } = await ageOf(act, held.personId);
  const again = await againOf(act, caseId);
  const wordings = await act.db.selectFrom('instrument_wording').select(['id', 'instrument_id', 'instrument_version', 'language', 'edition']).where('state', '=', 'approved').orderBy('language').execute();
  return {
    age, basis,
    items: instruments.newest().map((instrument) => {
      const permission = allowed(instruments, instrument, { role: held.role, age });
      const mayKeep = held.compartment !== null;
      return {
        id: instrument.id, version: instrument.version, title: instrument.title, intro: instrument.intro, questions: instrument.items.length,
        verified: instrument.verified.state === 'verified',
        lock: !permission.allowed ? permission.reason : mayKeep ? null : 'role-not-allowed',
        off: instrument.status.state === 'off' ? { reason: instrument.status.reason, text: instrument.status.text } : null,
        column: permission.allowed && mayKeep ? permission.column : null, askedIn: languagesToAskIn(instrument), languages: Object.keys(instrument.languages),
        licence: instrument.licence, source: instrument.source, minimumAge: instrument.minimumAge, whoMayUse: instrument.whoMayUse,
        wordings: wordings.filter((one) => one.instrument_id === instrument.id && one.instrument_version === instrument.version).map(({ id, language, edition }) => ({ id, language, edition })),
        again: again.get(instrument.id) ?? null,
      };
    }),
  };
}

/** When each instrument that is asked at intervals may and should be asked again in this case, after its last completed asking. */
async function againOf(act: Act, caseId: string): Promise<Map<string, NonNullable<InstrumentsOffered['items'][number]['again']>>> {
  const rows = await act.db.selectFrom('screening').select((build) => ['instrument_id', build.fn.max('completed_at').as('last')]).where('case_id', '=', caseId).where('state', '=', 'completed').groupBy('instrument_id').execute();
  const today = italianDay(act.now);
  const reference = await referenceOf(act);
  return new Map(rows.flatMap(({ instrument_id, last }) => {
    const interval = last && intervalOf(reference, instrument_id, today);
    return last && interval ? [[instrument_id, { ...askAgain(italianDay(last), interval, today), reason: interval.reason }] as const] : [];
  }));
}

/** Permission under the version of the answers; an instrument that was switched off since is closed in every version. */
function allowed(instruments: Instruments, instrument: Instrument, person: { role: TeamRole; age: KnownAge; language?: string }) {
  const newest = instruments.newest().find((one) => one.id === instrument.id) ?? instrument;
  return instrumentAllowed(newest.status.state === 'off' ? newest : instrument, person);
}

/**
 * Begins a screening with the newest version of an instrument, or goes on from an earlier one: its answers are taken along and the earlier
 * one stays as it was. The column of weights follows from what the file says of the age. Audit: `screening.start`.
 * @throws {Problem} not-found; screening-locked (with the reason); screening-open when one's own earlier one can simply be written on; wording-not-approved where nobody
 *   answers for the words it would be asked in
 */
export async function startScreening(act: Act, vault: Vault, instruments: Instruments, id: string, asked: StartScreening): Promise<Screening> {
  const held = await heldCase(act, asked.caseId);
  const again = await screeningRows(act).where('screening.id', '=', id).executeTakeFirst();
  if (again) {
    if (again.case_id !== asked.caseId || again.author_id !== act.actor.memberId) throw new Problem('already-exists');
    act.unchanged();
    return opened(act, instruments, again, await sealOf(act, vault, again));
  }
  const instrument = instruments.newest().find((one) => one.id === asked.instrument);
  if (!instrument) throw new Problem('not-found');
  if (!held.compartment) throw locked('role-not-allowed');
  const permission = allowed(instruments, instrument, { role: held.role, age: (await ageOf(act, held.personId)).age, language: asked.language });
  if (!permission.allowed) throw locked(permission.reason);

  if (asked.wordingId !== undefined) await refuseOtherWords(act, asked);

  const answers = asked.continues ? await answersTakenAlong(act, vault, { ...asked, continues: asked.continues }, instrument) : {};
  const seal = await vault.seal(act, asked.caseId, held.compartment);
  const { opened_at: openedAt } = await act.db.selectFrom('case_file').select('opened_at').where('id', '=', asked.caseId).executeTakeFirstOrThrow();
  const startedAt = hourOf(asked.notedAt, openedAt, act.now);
  await act.db.insertInto('screening').values({
    id, programme_id: act.actor.programmeId, case_id: asked.caseId, interview_id: asked.interviewId ?? null, continues_id: asked.continues ?? null,
    instrument_id: instrument.id, instrument_version: instrument.version, weights: permission.column, language: asked.language, wording_id: asked.wordingId ?? null, compartment: held.compartment,
    answers_sealed: seal.close(JSON.stringify({ answers, changes: [] } satisfies Kept), place(id)), last_change: id, author_id: act.actor.memberId, started_at: startedAt,
  }).execute();
  await moved(act, { id: newId(), caseId: asked.caseId, screeningId: id, move: asked.continues ? 'continue' : 'start', at: startedAt, notedAt: asked.notedAt });
  if (held.hears) await beginAssessment(act, asked.caseId);
  act.audit({ action: 'screening.start', subject: 'screening', subjectId: id, caseId: asked.caseId, personId: held.personId });
  return opened(act, instruments, await screeningRow(act, id), seal);
}

/** Words are asked in while somebody answers for them. A device without a network may have asked in those of an hour before: that they were answered for then is enough. @throws {Problem} wording-not-approved */
async function refuseOtherWords(act: Act, { wordingId, instrument, language, notedAt }: StartScreening): Promise<void> {
  const found = await act.db.selectFrom('instrument_wording').select(['state', 'approved_at']).where('id', '=', wordingId ?? '').where('instrument_id', '=', instrument).where('language', '=', language).executeTakeFirst();
  if (!found?.approved_at || (found.state !== 'approved' && notedAt === undefined)) throw new Problem('wording-not-approved');
}

async function answersTakenAlong(act: Act, vault: Vault, asked: StartScreening & { continues: string }, instrument: Instrument): Promise<Answers> {
  const earlier = await screeningRow(act, asked.continues);
  if (earlier.case_id !== asked.caseId || earlier.instrument_id !== instrument.id) throw new Problem('not-found');
  if (earlier.state === 'open' && earlier.author_id === act.actor.memberId) throw new Problem('screening-open');
  const answers = openAnswers(await sealOf(act, vault, earlier), earlier);
  // The list may have changed between two versions: what the new one cannot hold stays with the old.
  const strangers = new Set(answerProblems(instrument, answers).map((problem) => problem.path));
  return Object.fromEntries(Object.entries(answers).filter(([code]) => !strangers.has(code)));
}

/** Screenings of a case that the asker may read, the newest first. Audit: `screening.list`. @throws {Problem} not-found */
export async function listScreenings(act: Act, vault: Vault, instruments: Instruments, caseId: string): Promise<ScreeningLine[]> {
  const held = await heldCase(act, caseId);
  const rows = await screeningRows(act).where('screening.case_id', '=', caseId).orderBy('screening.started_at', 'desc').orderBy('screening.id', 'desc').limit(200).execute();
  const seals = await vault.seals(act, caseId);
  act.audit({ action: 'screening.list', subject: 'case', subjectId: caseId, caseId, personId: held.personId });
  return rows.flatMap((row) => {
    // Erased content has no key any more; what was never readable is not shown as if it were empty.
    const seal = seals.get(row.compartment);
    return seal ? [lineOf(act, instruments, row, openAnswers(seal, row))] : [];
  });
}

/** One screening with its answers. Audit: `screening.read`. @throws {Problem} not-found, content-destroyed */
export async function readScreening(act: Act, vault: Vault, instruments: Instruments, id: string): Promise<Screening> {
  const row = await screeningRow(act, id);
  const screening = await opened(act, instruments, row, await sealOf(act, vault, row));
  act.audit({ action: 'screening.read', subject: 'screening', subjectId: id, caseId: screening.caseId, personId: screening.personId });
  return screening;
}

/** How many changes of a list are known by their ids: more than a device sends of it before it hears of the first. */
const KNOWN_CHANGES = 100;

/**
 * Keeps the answers that were just given; all others stay as they are. Whoever wrote upon an older version is told so and loses nothing:
 * they fetch the newest and send the same answers again; what a device noted without a network goes in beside the others, unless the same question was answered
 * otherwise meanwhile. Audit: `screening.answer`.
 * @param seen the version the answers were given upon
 * @throws {Problem} not-found, not-allowed (somebody else's), screening-completed, changed-meanwhile, screening-locked, invalid-input
 */
export async function changeAnswers(act: Act, vault: Vault, instruments: Instruments, id: string, seen: number, change: ChangeAnswers): Promise<AnswersKept> {
  const row = await screeningRow(act, id);
  if (row.author_id !== act.actor.memberId) throw new Problem('not-allowed');
  const instrument = instruments.find(row.instrument_id, row.instrument_version);
  const seal = await sealOf(act, vault, row);
  const kept = openKept(seal, row);
  // A screen with a network that learns that others came after its change looks anew; what a device sends from its queue is only to be known.
  const isKnown = row.last_change === change.id || (change.before !== undefined && kept.changes.includes(change.id));
  if (isKnown) {
    act.unchanged();
    const { completeness } = evaluate(instrument, kept.answers, { column: Column.parse(row.weights) });
    return { version: row.version, completeness, protocols: await protocolsOf(act, id) };
  }
  if (row.state === 'completed') throw new Problem('screening-completed');
  if (row.version !== seen && !goesBeside(change, kept.answers)) throw new Problem('changed-meanwhile');
  const upon = row.version;

  const held = await heldCase(act, row.case_id);
  const permission = allowed(instruments, instrument, { role: held.role, age: (await ageOf(act, held.personId)).age });
  if (!permission.allowed) throw locked(permission.reason);
  const problems = answerProblems(instrument, change.answers);
  if (problems.length > 0) throw new Problem('invalid-input', { errors: problems.map(({ path, code }) => ({ path: `answers.${path}`, code })) });

  const answers = { ...kept.answers, ...change.answers };
  const changes = [...kept.changes, change.id].slice(-KNOWN_CHANGES);
  const written = await act.db.updateTable('screening')
    .set({ answers_sealed: seal.close(JSON.stringify({ answers, changes } satisfies Kept), place(id)), last_change: change.id, weights: permission.column, version: upon + 1 })
    .where('id', '=', id).where('version', '=', upon).where('state', '=', 'open').executeTakeFirst();
  if (written.numUpdatedRows === 0n) throw new Problem('changed-meanwhile');
  const result = evaluate(instrument, answers, { column: permission.column });
  await raiseProtocols(act, { screeningId: id, caseId: row.case_id, personId: held.personId }, result);
  act.audit({ action: 'screening.answer', subject: 'screening', subjectId: id, caseId: row.case_id, personId: held.personId });
  return { version: upon + 1, completeness: result.completeness, protocols: await protocolsOf(act, id) };
}

/**
 * Ends a screening: its answers stay as they are, for ever. Nothing else follows from it. One that was completed on a device without a network names its
 * answers by their mark, and holds for those alone: where others stand here by now nothing is completed, and its author looks again. Audit: `screening.complete`.
 * @param seen the version that was on the screen; null where the mark of the answers stands in its place
 * @throws {Problem} not-found, not-allowed (somebody else's), screening-completed, changed-meanwhile, screening-not-as-completed
 */
export async function completeScreening(act: Act, vault: Vault, instruments: Instruments, id: string, seen: number | null, asked: MoveScreening): Promise<Screening> {
  const row = await screeningRow(act, id);
  if (row.author_id !== act.actor.memberId) throw new Problem('not-allowed');
  const seal = await sealOf(act, vault, row);
  const sentAgain = await act.db.selectFrom('screening_move').select('id').where('id', '=', asked.id).where('screening_id', '=', id).executeTakeFirst();
  if (sentAgain) {
    act.unchanged();
    return opened(act, instruments, row, seal);
  }
  const isThese = asked.content !== undefined && asked.content === await markOfAnswers({ instrument: { id: row.instrument_id, version: row.instrument_version }, language: row.language, answers: openAnswers(seal, row) });
  if (row.state === 'completed') {
    if (!isThese) throw new Problem('screening-completed');
    // The very same answers, completed from another device of theirs meanwhile: what they meant is done, and nobody need look.
    act.unchanged();
    return opened(act, instruments, row, seal);
  }
  if (asked.content !== undefined && !isThese) throw new Problem('screening-not-as-completed');
  const at = hourOf(asked.notedAt, row.started_at, act.now);
  const day = italianDay(at);
  const interval = intervalOf(await referenceOf(act), row.instrument_id, day);
  const againOn = interval && askAgain(day, interval, day).dueOn;
  const upon = seen ?? row.version;
  const ended = await act.db.updateTable('screening').set({ state: screeningMachine.next('open', 'complete'), completed_at: at, again_on: againOn, version: upon + 1 })
    .where('id', '=', id).where('version', '=', upon).where('state', '=', 'open').executeTakeFirst();
  if (ended.numUpdatedRows === 0n) throw new Problem('changed-meanwhile');
  await moved(act, { id: asked.id, caseId: row.case_id, screeningId: id, move: 'complete', at, notedAt: asked.notedAt, mark: asked.content });
  const screening = await opened(act, instruments, await screeningRow(act, id), seal);
  act.audit({ action: 'screening.complete', subject: 'screening', subjectId: id, caseId: row.case_id, personId: screening.personId });
  return screening;
}

const hourOf = (notedAt: string | undefined, stepBefore: Date, now: Date): Date => heldAt(notedAt === undefined ? undefined : new Date(notedAt), stepBefore, now);

// ── Rows and what they say ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Screenings that the asker may read, with the name of whoever filled them in and the person they are about. */
export const screeningRows = (act: Act) => act.db.selectFrom('screening').innerJoin('membership', 'membership.id', 'screening.author_id')
  .innerJoin('account', 'account.id', 'membership.account_id').innerJoin('case_file', 'case_file.id', 'screening.case_id')
  .leftJoin('instrument_wording', 'instrument_wording.id', 'screening.wording_id')
  .selectAll('screening').select(['account.name as author_name', 'case_file.person_id', 'instrument_wording.edition as wording_edition']);
export type ScreeningRow = Awaited<ReturnType<ReturnType<typeof screeningRows>['executeTakeFirstOrThrow']>>;

/** @throws {Problem} not-found */
export async function screeningRow(act: Act, id: string): Promise<ScreeningRow> {
  const row = await screeningRows(act).where('screening.id', '=', id).executeTakeFirst();
  if (!row) throw new Problem('not-found');
  return row;
}

/** @throws {Problem} content-destroyed when the person's content was erased */
export async function sealOf(act: Act, vault: Vault, row: Pick<ScreeningRow, 'case_id' | 'compartment'>): Promise<Seal> {
  const seal = (await vault.seals(act, row.case_id)).get(row.compartment);
  if (!seal) throw new Problem('content-destroyed');
  return seal;
}

/** What lies sealed: the answers, and by which changes they came. Before there was a list of changes the answers lay there alone. */
const Kept = z.strictObject({ answers: Answers, changes: z.array(z.uuid()) });
type Kept = z.infer<typeof Kept>;

function openKept(seal: Seal, row: Pick<ScreeningRow, 'id' | 'answers_sealed'>): Kept {
  const found: unknown = JSON.parse(seal.open(row.answers_sealed, place(row.id)));
  return Kept.safeParse(found).data ?? { answers: Answers.parse(found), changes: [] };
}

export const openAnswers = (seal: Seal, row: Pick<ScreeningRow, 'id' | 'answers_sealed'>): Answers => openKept(seal, row).answers;

/** A screening as a line of a list: how much was answered, never what it adds up to. */
export function lineOf(act: Act, instruments: Instruments, row: ScreeningRow, answers: Answers): ScreeningLine {
  const instrument = instruments.find(row.instrument_id, row.instrument_version);
  const column = Column.parse(row.weights);
  return {
    id: row.id, instrument: { id: instrument.id, version: instrument.version, title: instrument.title }, state: row.state === 'open' ? 'open' : 'completed',
    compartment: row.compartment === 'mediation' ? 'mediation' : 'restricted', column, language: row.language,
    author: { id: row.author_id, name: row.author_name }, mine: row.author_id === act.actor.memberId,
    startedAt: row.started_at.toISOString(), completedAt: row.completed_at?.toISOString() ?? null,
    completeness: evaluate(instrument, answers, { column }).completeness, version: row.version, interviewId: row.interview_id, continues: row.continues_id,
    wording: row.wording_id === null ? null : { id: row.wording_id, edition: row.wording_edition ?? 0 },
  };
}

async function opened(act: Act, instruments: Instruments, row: ScreeningRow, seal: Seal): Promise<Screening> {
  const answers = openAnswers(seal, row);
  return { ...lineOf(act, instruments, row, answers), caseId: row.case_id, personId: row.person_id, answers, protocols: await protocolsOf(act, row.id), completedOnDevice: await completedOnDevice(act, row.id) };
}

async function completedOnDevice(act: Act, screeningId: string): Promise<Screening['completedOnDevice']> {
  const row = await act.db.selectFrom('screening_move').select(['noted_at', 'arrived_at']).where('screening_id', '=', screeningId).where('move', '=', 'complete').where('content_mark', 'is not', null).executeTakeFirst();
  return row?.noted_at && row.arrived_at ? { notedAt: row.noted_at.toISOString(), arrivedAt: row.arrived_at.toISOString() } : null;
}

const locked = (reason: string): Problem => new Problem('screening-locked', { facts: { reason } });

interface Moved {
  readonly id: string;
  readonly caseId: string;
  readonly screeningId: string;
  readonly move: 'start' | 'continue' | 'complete';
  readonly at: Date;
  /** By the clock of the device that noted it. */
  readonly notedAt?: string | undefined;
  readonly mark?: string | undefined;
}

async function moved(act: Act, { id, caseId, screeningId, move, at, notedAt, mark }: Moved): Promise<void> {
  await act.db.insertInto('screening_move').values({
    id, programme_id: act.actor.programmeId, case_id: caseId, screening_id: screeningId, move, by_member: act.actor.memberId, at,
    noted_at: notedAt ?? null, arrived_at: act.now, content_mark: mark ?? null,
  }).execute();
}
