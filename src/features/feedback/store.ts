import { sql } from 'kysely';
import type { Act } from '../../kernel/database/act.ts';
import { paged, PAGE, placeAfter } from '../../kernel/database/pages.ts';
import { Problem } from '../../kernel/http/problems.ts';
import { italianDay } from '../../kernel/italian-day.ts';
import type { Vault } from '../../kernel/vault/vault.ts';
import { type Complaint, type ComplaintLine, type ComplaintList, ComplaintMove, ComplaintState, ComplaintWords, type MoveComplaint, RandomId, type Satisfaction, SatisfactionFigures, type WriteComplaint } from './contract.ts';
import { complaintMachine, dayAfter, isLate } from './domain.ts';
import { referenceOf } from '../../kernel/reference/own.ts';
import { answerWithin } from './reference.ts';

interface Row {
  id: string;
  state: string;
  received_on: string;
  answer_due_on: string;
  about_coordination: boolean;
  is_theirs: boolean;
}

const columns = sql`c.id, c.state, c.received_on::text as received_on, c.answer_due_on::text as answer_due_on, c.about_coordination, answers_complaint(c.id) as is_theirs`;

function lineOf(row: Row, today: string): ComplaintLine {
  const state = ComplaintState.parse(row.state);
  return { id: row.id, state, receivedOn: row.received_on, answerDueOn: row.answer_due_on, late: isLate(state, row.answer_due_on, today), aboutCoordination: row.about_coordination, isTheirs: row.is_theirs };
}

/** Complaints to answer, or that one took down oneself; the latest first, without a word of them. Audit: `complaint.list`. */
export async function listComplaints(act: Act, after: string | undefined): Promise<ComplaintList> {
  const place = placeAfter(after, 2);
  const today = italianDay(act.now);
  const { rows } = await sql<Row>`select ${columns} from complaint c
    ${place ? sql`where (c.received_on, c.id) < (${place[0]}::date, ${place[1]}::uuid)` : sql``} order by c.received_on desc, c.id desc limit ${PAGE + 1}`.execute(act.db);
  act.audit({ action: 'complaint.list', subject: 'complaint', details: { lines: Math.min(rows.length, PAGE) } });
  return { ...paged(rows, (row) => [row.received_on, row.id], (row) => lineOf(row, today)), answerWithin: answerWithin(await referenceOf(act), today) };
}

/**
 * Takes a complaint down. Whoever writes it makes its key and never holds it again. Audit: `complaint.receive`.
 * @throws {Problem} already-exists, not-allowed, invalid-input for a day that has not come
 */
export async function receiveComplaint(act: Act, vault: Vault, id: string, { aboutCoordination, receivedOn, ...told }: WriteComplaint): Promise<void> {
  if (receivedOn > italianDay(act.now)) throw new Problem('invalid-input', { errors: [{ path: 'receivedOn', code: 'future' }] });
  const before = await act.db.selectFrom('complaint').select('written_by').where('id', '=', id).executeTakeFirst();
  if (before) {
    if (before.written_by !== act.actor.memberId) throw new Problem('already-exists');
    return act.unchanged();
  }
  await act.db.insertInto('complaint').values({
    id, programme_id: act.actor.programmeId, about_coordination: aboutCoordination, received_on: receivedOn, answer_due_on: dayAfter(receivedOn, answerWithin(await referenceOf(act), receivedOn).days), written_by: act.actor.memberId, written_at: act.now,
  }).execute();
  const seal = await vault.firstSeal(act, id, 'complaint');
  await act.db.insertInto('complaint_words').values({ id, programme_id: act.actor.programmeId, complaint_id: id, body_sealed: seal.close(JSON.stringify(told), `complaint_words.body:${id}`) }).execute();
  act.audit({ action: 'complaint.receive', subject: 'complaint', subjectId: id });
}

/** One complaint with its words, for whoever must answer it. Audit: `complaint.read`. @throws {Problem} not-found, also for who wrote it down */
export async function readComplaint(act: Act, vault: Vault, id: string): Promise<Complaint> {
  const { rows: [row] } = await sql<Row & { written_by: string }>`
    select ${columns}, a.name as written_by from complaint c join membership m on m.id = c.written_by join account a on a.id = m.account_id where c.id = ${id}`.execute(act.db);
  if (!row?.is_theirs) throw new Problem('not-found');
  const words = await act.db.selectFrom('complaint_words').select(['id', 'body_sealed']).where('complaint_id', '=', id).executeTakeFirst();
  const steps = await act.db.selectFrom('complaint_move').innerJoin('membership', 'membership.id', 'complaint_move.by_member').innerJoin('account', 'account.id', 'membership.account_id')
    .select(['complaint_move.id', 'move', 'to_state', 'words_sealed', 'account.name', 'at']).where('complaint_id', '=', id).orderBy('at').orderBy('complaint_move.id').execute();
  const seal = (await vault.seals(act, id)).get('complaint');
  act.audit({ action: 'complaint.read', subject: 'complaint', subjectId: id });
  const line = lineOf(row, italianDay(act.now));
  return {
    ...line, writtenBy: row.written_by, moves: complaintMachine.movesFrom(line.state),
    content: seal && words ? ComplaintWords.parse(JSON.parse(seal.open(words.body_sealed, `complaint_words.body:${words.id}`))) : null,
    steps: steps.map((step) => ({ id: step.id, move: ComplaintMove.parse(step.move), to: ComplaintState.parse(step.to_state), words: seal ? seal.open(step.words_sealed, `complaint_move.words:${step.id}`) : null, by: step.name, at: step.at.toISOString() })),
  };
}

/** A step of its way, with its words. Audit: `complaint.<move>`. @throws {Problem} not-found, illegal-move */
export async function moveComplaint(act: Act, vault: Vault, id: string, moved: MoveComplaint): Promise<void> {
  const seal = (await vault.seals(act, id)).get('complaint');
  if (!seal) throw new Problem('not-found');
  const { rows: [taken] } = await sql<{ is_new: boolean }>`select move_complaint(${id}, ${moved.id}, ${moved.move}, ${seal.close(moved.words, `complaint_move.words:${moved.id}`)}) as is_new`.execute(act.db);
  if (!taken?.is_new) return act.unchanged();
  act.audit({ action: `complaint.${moved.move}`, subject: 'complaint', subjectId: id });
}

/**
 * How it went, as a person said on the shared screen. The trail knows that a colleague handed the screen over and not which answer came back.
 * Audit: `satisfaction.answer`, without an id. @throws {Problem} invalid-input for an id that keeps an hour
 */
export async function keepSatisfaction(act: Act, id: string, given: Satisfaction): Promise<void> {
  if (!RandomId.safeParse(id).success) throw new Problem('invalid-input', { errors: [{ path: 'id', code: 'format' }] });
  const { rowCount } = await sql`insert into satisfaction_answer (id, programme_id, answered_on, understood, respected, helped)
    values (${id}, ${act.actor.programmeId}, ${italianDay(act.now)}, ${given.understood}, ${given.respected}, ${given.helped}) on conflict do nothing`.execute(act.db).then((done) => ({ rowCount: done.numAffectedRows }));
  if (rowCount === 0n) return act.unchanged();
  act.audit({ action: 'satisfaction.answer', subject: 'satisfaction' });
}

/** Sums by quarter and question; those of fewer than five answers are withheld by the database. Audit: `satisfaction.figures`. @throws {Problem} not-allowed */
export async function readFigures(act: Act): Promise<SatisfactionFigures> {
  const { rows } = await sql<{ quarter: string; question: string; answers: number[] }>`
    select quarter::text as quarter, question, array_agg(answers order by answer) as answers from satisfaction_figures() group by 1, 2
     order by 1 desc, array_position(array['understood', 'respected', 'helped'], question)`.execute(act.db);
  act.audit({ action: 'satisfaction.figures', subject: 'satisfaction', details: { lines: rows.length } });
  return SatisfactionFigures.parse({ items: rows.map(({ quarter, question, answers }) => ({ quarter, question, counts: answers.some((count) => count > 0) ? answers : null })) });
}
