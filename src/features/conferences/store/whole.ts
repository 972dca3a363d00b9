import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { colleague, moment, momentOrNull } from '../../../kernel/database/pages.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Seal, Vault } from '../../../kernel/vault/vault.ts';
import type { Colleague } from '../../cases/contract.ts';
import { type Conference, type ConferenceMove, type Decision, MinutesBody, Point, Said, type Seat } from '../contract.ts';
import { movesOffered } from '../domain.ts';
import { matterContext, voiceContext } from './calling.ts';
import { lineFrom, oneLine } from './reading.ts';

export const noteContext = (id: string): string => `conference_note.body:${id}`;
export const decisionContext = (id: string): string => `conference_decision.body:${id}`;
export const dissentContext = (id: string): string => `conference_dissent.body:${id}`;
export const minutesContext = (conferenceId: string, edition: number): string => `conference_minutes.body:${conferenceId}:${edition}`;
export const saidContext = (seatId: string): string => `conference_seat.said:${seatId}`;

type Seals = ReadonlyMap<string, Seal>;

/** Everything of a conference, for those who hold the case's files. @throws {Problem} not-found, for whoever is only invited too */
export async function readConference(act: Act, vault: Vault, id: string): Promise<Conference> {
  const line = await oneLine(act, id);
  if (!line.held) throw new Problem('not-found');
  const [head, seals] = await Promise.all([headOf(act, id), vault.seals(act, line.case_id)]);
  if (!head) throw new Problem('not-found');
  const inCase = seals.get('case');
  const matter = inCase?.open(head.matter_sealed, matterContext(id));
  const said = matter ? JSON.parse(matter) as { question: string; points: unknown[] } : null;
  const [minutes, seats, reveals, readings, voices, notes, decisions, dissents, steps, goals, holders] = await Promise.all([
    minutesOf(act, id, inCase), seatsOf(act, vault, id), revealsOf(act, id), readingsOf(act, id), voicesOf(act, id, inCase), notesOf(act, id, seals), decisionsOf(act, id, inCase), dissentsOf(act, id, inCase),
    stepsOf(act, id), goalsOf(act, line.case_id), holdersOf(act, line.case_id),
  ]);
  act.audit({ action: 'conference.read', subject: 'conference', subjectId: id, caseId: line.case_id, personId: head.person_id });
  return {
    ...lineFrom(line), caseId: line.case_id, createdBy: head.creator, createdAt: moment(head.created_at), question: said?.question ?? null, points: said ? Point.array().parse(said.points) : [],
    runs: head.runs, moves: movesOffered(line.state, { runs: head.runs, hasMinutes: minutes !== null }), seats, voices, nameAgreed: head.agreed, reveals, readings, notes, decisions, dissents, minutes,
    steps, goals, holders,
  };
}

interface Head {
  matter_sealed: Buffer;
  creator: Colleague;
  created_at: Date;
  runs: boolean;
  agreed: boolean;
  person_id: string;
}

async function headOf(act: Act, id: string): Promise<Head | undefined> {
  const { rows: [head] } = await sql<Head>`
    select k.matter_sealed, ${colleague('k.created_by')} as creator, k.created_at, conference_is_run(k.case_id) as runs, conference_name_agreed(k.id) as agreed, c.person_id
      from conference k join case_file c on c.id = k.case_id where k.id = ${id}`.execute(act.db);
  return head;
}

async function stepsOf(act: Act, id: string): Promise<Conference['steps']> {
  const { rows } = await sql<{ id: string; move: ConferenceMove; member: Colleague; at: Date; reason: string | null }>`
    select m.id, m.move, ${colleague('m.by_member')} as member, m.at, m.reason from conference_move m where m.conference_id = ${id} order by m.at`.execute(act.db);
  return rows.map((step) => ({ id: step.id, move: step.move, by: step.member, at: moment(step.at), reason: step.reason }));
}

/** Goals of the plan to which a decision may be put as a step. */
async function goalsOf(act: Act, caseId: string): Promise<Conference['goals']> {
  const { rows } = await sql<Conference['goals'][number]>`
    select g.id, g.words from goal g join plan p on p.id = g.plan_id where g.case_id = ${caseId} and p.state in ('draft', 'active', 'in-review') order by g.position`.execute(act.db);
  return rows;
}

/** Colleagues who may be given what was decided. */
async function holdersOf(act: Act, caseId: string): Promise<Colleague[]> {
  const { rows } = await sql<Colleague>`
    select m.id as "memberId", w.name, m.role from membership m join account w on w.id = m.account_id
     where m.programme_id = ${act.actor.programmeId} and m.ended_at is null and (m.role = 'coordinator' or exists (select from case_assignment s where s.case_id = ${caseId} and s.member_id = m.id and s.ended_at is null))
       and may_take_task(m.id, ${caseId}) order by w.name`.execute(act.db);
  return rows;
}

async function minutesOf(act: Act, id: string, seal: Seal | undefined): Promise<Conference['minutes']> {
  const row = await act.db.selectFrom('conference_minutes').select(['edition', 'body_sealed', 'at']).where('conference_id', '=', id).orderBy('edition', 'desc').limit(1).executeTakeFirst();
  if (!row) return null;
  const body = seal?.open(row.body_sealed, minutesContext(id, row.edition));
  return { edition: row.edition, at: moment(row.at), body: body ? MinutesBody.parse(JSON.parse(body)) : null };
}

async function seatsOf(act: Act, vault: Vault, id: string): Promise<Seat[]> {
  const [{ rows }, before] = await Promise.all([
    sql<Omit<Seat, 'leftAt' | 'saidEdition' | 'saidWords' | 'saidBefore' | 'revealedUntil'> & { left_at: Date | null; said_edition: number | null; said_sealed: Buffer | null; until: Date | null }>`
      select s.id, ${colleague('s.member_id')} as member, o.name as organisation, c.purpose, s.answer, s.present, s.left_at, s.said, s.said_edition, s.said_sealed,
             s.left_at is null and conference_may_invite(s.case_id, s.member_id, s.organisation_id, s.consent_id) as stands,
             array(select p.kind from conference_part p where p.seat_id = s.id and p.kind <> 'minutes') as parts,
             (select max(r.until) from conference_reveal r where r.seat_id = s.id and r.withdrawn_at is null and r.until > now()) as until
        from conference_seat s left join organisation o on o.id = s.organisation_id left join consent c on c.id = s.consent_id
       where s.conference_id = ${id} order by s.organisation_id nulls first, s.at, s.id`.execute(act.db),
    act.db.selectFrom('conference_said').select(['id', 'seat_id', 'edition', 'said', 'words_sealed', 'at']).where('conference_id', '=', id).orderBy('at').orderBy('id').execute(),
  ]);
  const seals = await vault.sealsOf(act, rows.filter((row) => row.said_sealed !== null || before.some((one) => one.seat_id === row.id)).map((row) => row.id));
  const wordsOf = (seatId: string, sealed: Buffer | null): string | null => (sealed === null ? null : seals.get(`${seatId} conference`)?.open(sealed, saidContext(seatId)) ?? null);
  return rows.map(({ left_at, said_edition, said_sealed, until, ...row }) => ({
    ...row, leftAt: momentOrNull(left_at), saidEdition: said_edition, revealedUntil: momentOrNull(until),
    saidWords: wordsOf(row.id, said_sealed),
    saidBefore: before.filter((one) => one.seat_id === row.id).slice(-100).map((one) => ({ id: one.id, edition: one.edition, said: Said.parse(one.said), words: wordsOf(row.id, one.words_sealed), at: moment(one.at) })),
  }));
}

async function revealsOf(act: Act, id: string): Promise<Conference['reveals']> {
  const { rows } = await sql<{ id: string; seat_id: string; reason: string; by: Colleague; at: Date; until: Date; withdrawn_at: Date | null }>`
    select r.id, r.seat_id, r.reason, ${colleague('r.by_member')} as by, r.at, r.until, r.withdrawn_at from conference_reveal r where r.conference_id = ${id} order by r.at desc`.execute(act.db);
  return rows.map((row) => ({ id: row.id, seatId: row.seat_id, reason: row.reason, by: row.by, at: moment(row.at), until: moment(row.until), withdrawnAt: momentOrNull(row.withdrawn_at) }));
}

async function readingsOf(act: Act, id: string): Promise<Conference['readings']> {
  const rows = await act.db.selectFrom('conference_reading').select(['seat_id', 'what', 'at']).where('conference_id', '=', id).orderBy('at', 'desc').limit(500).execute();
  return rows.map((row) => ({ seatId: row.seat_id, what: row.what as Conference['readings'][number]['what'], at: moment(row.at) }));
}

async function voicesOf(act: Act, id: string, seal: Seal | undefined): Promise<Conference['voices']> {
  const { rows } = await sql<Omit<Conference['voices'][number], 'at' | 'words'> & { body_sealed: Buffer; at: Date }>`
    select v.id, v.moment, v.knows, v.name_said as "nameSaid", v.body_sealed, ${colleague('v.by_member')} as by, v.at from conference_voice v where v.conference_id = ${id} order by v.at`.execute(act.db);
  return rows.map(({ body_sealed, at, ...row }) => ({ ...row, words: seal?.open(body_sealed, voiceContext(row.id)) ?? null, at: moment(at) }));
}

async function notesOf(act: Act, id: string, seals: Seals): Promise<Conference['notes']> {
  const { rows } = await sql<{ id: string; pointId: string | null; compartment: 'case' | 'restricted'; body_sealed: Buffer; author: Colleague; at: Date }>`
    select n.id, n.point_id as "pointId", n.compartment, n.body_sealed, ${colleague('n.author_id')} as author, n.at from conference_note n where n.conference_id = ${id} order by n.at, n.id`.execute(act.db);
  return rows.map(({ body_sealed, at, ...row }) => ({ ...row, words: seals.get(row.compartment)?.open(body_sealed, noteContext(row.id)) ?? null, at: moment(at) }));
}

/** What was decided; the step or the task that it became bears the same id. */
async function decisionsOf(act: Act, id: string, seal: Seal | undefined): Promise<Decision[]> {
  const { rows } = await sql<{ id: string; body_sealed: Buffer; owner: Colleague | null; due_on: string | null; withdrawn_at: Date | null; became: Decision['became'] }>`
    select d.id, d.body_sealed, ${colleague('d.owner_id')} as owner, d.due_on, d.withdrawn_at,
           case when exists (select from plan_step s where s.id = d.id) then 'step' when exists (select from task t where t.id = d.id) then 'task' end as became
      from conference_decision d where d.conference_id = ${id} order by d.at, d.id`.execute(act.db);
  return rows.map((row) => {
    const words = seal?.open(row.body_sealed, decisionContext(row.id));
    const body = words ? JSON.parse(words) as { what: string; ownerWords: string | null } : null;
    return { id: row.id, what: body?.what ?? null, owner: row.owner, ownerWords: body?.ownerWords ?? null, dueOn: row.due_on, withdrawnAt: momentOrNull(row.withdrawn_at), became: row.became };
  });
}

async function dissentsOf(act: Act, id: string, seal: Seal | undefined): Promise<Conference['dissents']> {
  const rows = await act.db.selectFrom('conference_dissent').select(['id', 'decision_id', 'seat_id', 'body_sealed', 'at']).where('conference_id', '=', id).orderBy('at').orderBy('id').execute();
  return rows.map((row) => ({ id: row.id, decisionId: row.decision_id, seatId: row.seat_id, words: seal?.open(row.body_sealed, dissentContext(row.id)) ?? null, at: moment(row.at) }));
}
