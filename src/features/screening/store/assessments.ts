import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Seal, Vault } from '../../../kernel/vault/vault.ts';
import { AssessmentState, Outcome, StandingMove, TeamRole } from '../contract.ts';
import { afterAssessment, afterAuthority, assessmentMachine } from '../domain.ts';
import type { AssessmentFile, CaseAssessment, MoveAssessment, WriteAssessment, WrittenAssessment } from '../wire.ts';
import { beginAssessment, inProgress, standingIn } from './beginning.ts';
import { type HeldCase, heldCase } from './common.ts';

/**
 * The trail of this room names the deed and never the outcome: colleagues who may not know what was concluded read who opened a file.
 * That is why a conclusion, a second reading and an authority's act leave lines that look alike.
 */
const assessing: ReadonlySet<TeamRole> = new Set(['psychologist', 'legal', 'educator']);
export const placeOfReason = (id: string): string => `assessment.reason_sealed:${id}`;
const placeOfMove = (id: string): string => `assessment_move.reason_sealed:${id}`;
export const placeOfReading = (id: string): string => `second_reading.reason_sealed:${id}`;

/** Everything written about the assessment of a case. Audit: `assessment.read`. @throws {Problem} not-found, for whoever may not know as well */
export async function readCaseAssessment(act: Act, vault: Vault, caseId: string): Promise<CaseAssessment> {
  const held = await hearingCase(act, caseId);
  act.audit({ action: 'assessment.read', subject: 'case', subjectId: caseId, caseId, personId: held.personId });
  return caseAssessment(act, vault, held);
}

async function caseAssessment(act: Act, vault: Vault, held: HeldCase): Promise<CaseAssessment> {
  const state = await standingIn(act, held.caseId);
  const items = await writtenIn(act, await sealOfCase(act, vault, held.caseId), { caseId: held.caseId });
  return {
    state,
    may: {
      assess: assessing.has(held.role) && !held.inEmergency && (state === inProgress || state === assessmentMachine.initial),
      readSecond: !held.inEmergency && await awaitsMe(act, held.caseId),
      moves: held.inEmergency ? [] : StandingMove.options.filter((move) =>
        assessmentMachine.can(state, move) && (move !== 'withdraw-proposal' || items.some((item) => item.mine && item.state === state))),
    },
    items,
  };
}

/** One assessment with everything a second reader needs. Audit: `assessment.read`. @throws {Problem} not-found */
export async function readAssessment(act: Act, vault: Vault, id: string): Promise<AssessmentFile> {
  const row = await act.db.selectFrom('assessment').innerJoin('person', 'person.id', 'assessment.person_id')
    .select(['assessment.case_id', 'assessment.person_id', 'assessment.state', 'person.code']).where('assessment.id', '=', id).executeTakeFirst();
  if (!row) throw new Problem('not-found');
  const held = await hearingCase(act, row.case_id);
  act.audit({ action: 'assessment.read', subject: 'assessment', subjectId: id, caseId: row.case_id, personId: row.person_id });
  return {
    caseId: row.case_id, personId: row.person_id, code: row.code,
    assessment: await writtenOne(act, await sealOfCase(act, vault, row.case_id), id),
    mayReadSecond: row.state === 'awaiting-second-reading' && !held.inEmergency && await awaitsMe(act, row.case_id),
  };
}

/**
 * Writes a professional's own conclusion. A presumed victim of trafficking first awaits another person's reading. No score is asked.
 * Audit: `assessment.write`.
 * @throws {Problem} not-found; not-allowed (mediator, labour, coordinator, a file opened in an emergency); illegal-move while another stands
 */
export async function writeAssessment(act: Act, vault: Vault, id: string, written: WriteAssessment): Promise<CaseAssessment> {
  const held = await hearingCase(act, written.caseId);
  const again = await act.db.selectFrom('assessment').select(['case_id', 'author_id']).where('id', '=', id).executeTakeFirst();
  if (again) {
    if (again.case_id !== written.caseId || again.author_id !== act.actor.memberId) throw new Problem('already-exists');
    act.unchanged();
    return caseAssessment(act, vault, held);
  }
  if (!assessing.has(held.role) || held.inEmergency) throw new Problem('not-allowed');
  await beginAssessment(act, written.caseId);
  const from = await standingIn(act, written.caseId);
  const to = afterAssessment(from, { outcome: written.outcome, reason: written.reason, profession: held.role, basedOn: written.basedOn });
  await onlyScreeningsOf(act, written.caseId, written.basedOn);

  const seal = await vault.seal(act, written.caseId, 'restricted');
  await act.db.insertInto('assessment').values({
    id, programme_id: act.actor.programmeId, case_id: written.caseId, person_id: held.personId, outcome: written.outcome,
    reason_sealed: seal.close(written.reason, placeOfReason(id)), based_on: written.basedOn, author_id: act.actor.memberId, author_account: act.actor.accountId,
    author_profession: held.role, state: to, asked_reader: null, at: act.now,
  }).execute();
  await recordMove(act, { id: newId(), caseId: written.caseId, assessmentId: id, move: moveBetween(from, to), from, to, reasonSealed: null });
  act.audit({ action: 'assessment.write', subject: 'assessment', subjectId: id, caseId: written.caseId, personId: held.personId });
  return caseAssessment(act, vault, held);
}

/** What an assessment rests on must be of the same case, and read by its author. */
async function onlyScreeningsOf(act: Act, caseId: string, ids: readonly string[]): Promise<void> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return;
  const found = await act.db.selectFrom('screening').select('id').where('case_id', '=', caseId).where('id', 'in', wanted).execute();
  if (found.length !== wanted.length) throw new Problem('invalid-input', { errors: [{ path: 'basedOn', code: 'not-of-this-case' }] });
}

/**
 * Withdraws a proposal, reopens a conclusion or records what an authority decided. Audit: `assessment.move`.
 * @throws {Problem} not-found, not-allowed (somebody else's proposal), illegal-move, reason-required, changed-meanwhile
 */
export async function moveAssessment(act: Act, vault: Vault, id: string, seen: number, asked: MoveAssessment): Promise<CaseAssessment> {
  const row = await assessmentRow(act, id);
  const held = await hearingCase(act, row.case_id);
  const again = await act.db.selectFrom('assessment_move').select('id').where('id', '=', asked.id).where('assessment_id', '=', id).executeTakeFirst();
  if (again) {
    act.unchanged();
    return caseAssessment(act, vault, held);
  }
  if (asked.move === 'withdraw-proposal' && row.author_account !== act.actor.accountId) throw new Problem('not-allowed');
  const from = AssessmentState.parse(row.state);
  const to = stateAfter(from, asked);
  await changeState(act, id, seen, to);
  const seal = await vault.seal(act, row.case_id, 'restricted');
  await recordMove(act, { id: asked.id, caseId: row.case_id, assessmentId: id, move: asked.move, from, to, reasonSealed: seal.close(asked.reason, placeOfMove(asked.id)) });
  act.audit({ action: 'assessment.move', subject: 'assessment', subjectId: id, caseId: row.case_id, personId: held.personId });
  return caseAssessment(act, vault, held);
}

function stateAfter(from: AssessmentState, { move, reason }: MoveAssessment): AssessmentState {
  if (move === 'authority-identifies') return afterAuthority(from, 'identified-victim', reason);
  if (move === 'authority-does-not-confirm') return afterAuthority(from, 'not-confirmed', reason);
  return assessmentMachine.next(from, move, { reason });
}

/** The row was changed by nobody else since it was seen, and the database agrees that the move may be made. @throws {Problem} changed-meanwhile */
export async function changeState(act: Act, id: string, seen: number, to: AssessmentState): Promise<void> {
  const changed = await act.db.updateTable('assessment').set({ state: to, version: seen + 1 }).where('id', '=', id).where('version', '=', seen).executeTakeFirst();
  if (changed.numUpdatedRows === 0n) throw new Problem('changed-meanwhile');
}

interface Move { id: string; caseId: string; assessmentId: string; move: string; from: AssessmentState; to: AssessmentState; reasonSealed: Buffer | null }

export async function recordMove(act: Act, made: Move): Promise<void> {
  await act.db.insertInto('assessment_move').values({
    id: made.id, programme_id: act.actor.programmeId, case_id: made.caseId, assessment_id: made.assessmentId, move: made.move, from_state: made.from, to_state: made.to,
    reason_sealed: made.reasonSealed, by_member: act.actor.memberId, at: act.now,
  }).execute();
}

/** The name of the conclusion that led from one state to another. */
function moveBetween(from: AssessmentState, to: AssessmentState): string {
  const found = assessmentMachine.movesFrom(from).find((move) => assessmentMachine.moves[move].to === to);
  if (!found) throw new Problem('illegal-move');
  return found;
}

// ── Rows and what they say ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** The case, when the asker hears its story. @throws {Problem} not-found */
export async function hearingCase(act: Act, caseId: string): Promise<HeldCase> {
  const held = await heldCase(act, caseId);
  if (!held.hears) throw new Problem('not-found');
  return held;
}

/** @throws {Problem} not-found */
export async function assessmentRow(act: Act, id: string) {
  const row = await act.db.selectFrom('assessment').select(['case_id', 'person_id', 'state', 'author_account', 'version']).where('id', '=', id).executeTakeFirst();
  if (!row) throw new Problem('not-found');
  return row;
}

async function awaitsMe(act: Act, caseId: string): Promise<boolean> {
  const row = await act.db.selectFrom('assessment').select('author_account').where('case_id', '=', caseId).where('state', '=', 'awaiting-second-reading').executeTakeFirst();
  return row !== undefined && row.author_account !== act.actor.accountId;
}

export async function sealOfCase(act: Act, vault: Vault, caseId: string): Promise<Seal | undefined> {
  return (await vault.seals(act, caseId)).get('restricted');
}

/** @throws {Problem} not-found */
export async function writtenOne(act: Act, seal: Seal | undefined, id: string): Promise<WrittenAssessment> {
  const [found] = await writtenIn(act, seal, { id });
  if (!found) throw new Problem('not-found');
  return found;
}

interface WrittenRow {
  id: string; outcome: string; reason_sealed: Buffer; based_on: string[]; author_id: string; author_name: string; author_profession: string; author_account: string;
  at: Date; state: string; version: number; asked_id: string | null; asked_name: string | null;
  reading_id: string | null; agrees: boolean; reading_sealed: Buffer | null; reader_id: string; reader_name: string; reader_profession: string; read_at: Date;
}

/** Assessments with their readings and moves, the newest first: two queries whatever their number. */
async function writtenIn(act: Act, seal: Seal | undefined, of: { caseId: string } | { id: string }): Promise<WrittenAssessment[]> {
  const { rows } = await sql<WrittenRow>`
    select s.id, s.outcome, s.reason_sealed, s.based_on, s.author_id, author.name as author_name, s.author_profession, s.author_account, s.at, s.state, s.version,
           s.asked_reader as asked_id, asked.name as asked_name,
           r.id as reading_id, r.agrees, r.reason_sealed as reading_sealed, r.reader_id, reader.name as reader_name, r.reader_profession, r.at as read_at
      from assessment s join account author on author.id = s.author_account
      left join membership am on am.id = s.asked_reader left join account asked on asked.id = am.account_id
      left join second_reading r on r.assessment_id = s.id left join account reader on reader.id = r.reader_account
     where ${'id' in of ? sql`s.id = ${of.id}` : sql`s.case_id = ${of.caseId}`} order by s.at desc, s.id desc limit 100`.execute(act.db);
  if (rows.length === 0) return [];
  // Without a key the words were erased, and with them what they were about.
  if (!seal) throw new Problem('content-destroyed');
  const moves = await act.db.selectFrom('assessment_move').innerJoin('membership', 'membership.id', 'assessment_move.by_member').innerJoin('account', 'account.id', 'membership.account_id')
    .select(['assessment_move.id', 'assessment_id', 'move', 'reason_sealed', 'by_member', 'account.name', 'assessment_move.at'])
    .where('assessment_id', 'in', rows.map((row) => row.id)).where('reason_sealed', 'is not', null).orderBy('assessment_move.at').execute();
  return rows.map((row) => ({
    id: row.id, outcome: Outcome.parse(row.outcome), reason: seal.open(row.reason_sealed, placeOfReason(row.id)), basedOn: row.based_on,
    author: { id: row.author_id, name: row.author_name, profession: TeamRole.parse(row.author_profession) }, mine: row.author_account === act.actor.accountId,
    at: row.at.toISOString(), state: AssessmentState.parse(row.state), version: row.version,
    askedReader: row.asked_id && row.asked_name !== null ? { id: row.asked_id, name: row.asked_name } : null,
    reading: row.reading_id === null ? null : {
      id: row.reading_id, agrees: row.agrees, at: row.read_at.toISOString(),
      reader: { id: row.reader_id, name: row.reader_name, profession: TeamRole.parse(row.reader_profession) },
      reason: row.reading_sealed ? seal.open(row.reading_sealed, placeOfReading(row.reading_id)) : null,
    },
    moves: moves.flatMap((move) => (move.assessment_id === row.id && move.reason_sealed
      ? [{ id: move.id, move: StandingMove.parse(move.move), reason: seal.open(move.reason_sealed, placeOfMove(move.id)), by: { id: move.by_member, name: move.name }, at: move.at.toISOString() }]
      : [])),
  }));
}
