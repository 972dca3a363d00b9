import { type RawBuilder, sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { moment, PAGE, type Page, paged, placeAfter } from '../../../kernel/database/pages.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Seal, Vault } from '../../../kernel/vault/vault.ts';
import { v7 as newId } from 'uuid';
import { type ConferenceLine, type ConferenceQuery, MinutesBody, type NameSaid, type Part, PartBody, PartKind, type Sheet } from '../contract.ts';
import { compartmentOf } from '../domain.ts';
import { partContext } from './calling.ts';

interface LineRow {
  id: string;
  case_id: string;
  held: boolean;
  code: string | null;
  state: ConferenceLine['state'];
  starts_at: Date;
  lasts: number;
  way: ConferenceLine['way'];
  place: string | null;
  seat_id: string | null;
  answer: 'none' | 'coming' | 'not-coming';
  owes: boolean;
  at: string;
}

async function linesWhere(act: Act, whose: RawBuilder<unknown>, tail: RawBuilder<unknown>): Promise<LineRow[]> {
  const { rows } = await sql<LineRow>`
    with page as (select k.* from conference k where k.programme_id = ${act.actor.programmeId} and ${whose} ${tail})
    select k.id, k.case_id, case_opens(k.case_id, 'case') as held, cover.code, k.state, k.starts_at, k.lasts, k.way, k.place, s.id as seat_id, s.answer, k.starts_at::text as at,
           k.state = 'held' and coalesce(s.present, false) and (select max(p.edition) from conference_part p where p.seat_id = s.id and p.kind = 'minutes') is distinct from s.said_edition
             and exists (select from conference_part p where p.seat_id = s.id and p.kind = 'minutes') as owes
      from page k left join conference_covers(array(select id from page)) cover on cover.conference_id = k.id
      left join conference_seat s on s.conference_id = k.id and s.member_id = ${act.actor.memberId} and s.left_at is null`.execute(act.db);
  return rows;
}

export const lineFrom = (row: LineRow): ConferenceLine => ({
  id: row.id, caseId: row.held ? row.case_id : null, code: row.code, state: row.state, startsAt: moment(row.starts_at), lasts: row.lasts, way: row.way, place: row.place,
  seat: row.seat_id === null ? null : { id: row.seat_id, answer: row.answer, owesMinutes: row.owes },
});

const isOver = sql`k.state in ('closed', 'cancelled')`;

/** Conferences that one called or is asked to, the nearest first; past ones, the latest first. */
export async function listConferences(act: Act, { box, after }: ConferenceQuery): Promise<Page<ConferenceLine>> {
  const place = placeAfter(after, 2);
  const mine = sql`k.id = any(array(select s.conference_id from conference_seat s where s.member_id = ${act.actor.memberId} and s.left_at is null union select c.id from conference c where c.created_by = ${act.actor.memberId}))`;
  const coming = box === 'coming';
  const further = place ? coming ? sql`and (k.starts_at, k.id) > (${place[0]}::timestamptz, ${place[1]}::uuid)` : sql`and (k.starts_at, k.id) < (${place[0]}::timestamptz, ${place[1]}::uuid)` : sql``;
  const rows = await linesWhere(act, sql`${mine} and ${coming ? sql`not ${isOver}` : isOver} ${further}`, coming ? sql`order by k.starts_at, k.id limit ${PAGE + 1}` : sql`order by k.starts_at desc, k.id desc limit ${PAGE + 1}`);
  const inOrder = rows.toSorted((one, other) => (one.starts_at.getTime() - other.starts_at.getTime() || one.id.localeCompare(other.id)) * (coming ? 1 : -1));
  act.audit({ action: 'conference.list', subject: 'conference', details: { lines: Math.min(rows.length, PAGE) } });
  return paged(inOrder, (row) => [row.at, row.id], lineFrom);
}

/** Every conference of a case, the latest first. @throws {Problem} not-found */
export async function conferencesOf(act: Act, caseId: string): Promise<ConferenceLine[]> {
  const held = await act.db.selectFrom('case_access').select(['person_id', 'compartments']).where('member_id', '=', act.actor.memberId).where('case_id', '=', caseId).where('valid_until', '>', act.now).executeTakeFirst();
  if (!held?.compartments.includes('case')) throw new Problem('not-found');
  const rows = await linesWhere(act, sql`k.case_id = ${caseId}`, sql`order by k.starts_at desc limit 200`);
  act.audit({ action: 'conference.list', subject: 'case', subjectId: caseId, caseId, personId: held.person_id, details: { lines: rows.length } });
  return rows.toSorted((one, other) => other.starts_at.getTime() - one.starts_at.getTime()).map(lineFrom);
}

/** @throws {Problem} not-found */
export async function oneLine(act: Act, id: string): Promise<LineRow> {
  const [row] = await linesWhere(act, sql`k.id = ${id}`, sql`limit 1`);
  if (!row) throw new Problem('not-found');
  return row;
}

/** The blocks of a sheet that the reader's rights open, in their order. A seal that is gone leaves a block out: its content was destroyed. */
export async function partsOf(act: Act, seatId: string, seal: Seal | undefined): Promise<Part[]> {
  const rows = await act.db.selectFrom('conference_part').select(['kind', 'body_sealed']).where('seat_id', '=', seatId).where('kind', '<>', 'minutes').execute();
  const parts = rows.flatMap((row): Part[] => {
    const kind = PartKind.parse(row.kind);
    const body = seal?.open(row.body_sealed, partContext(seatId, kind, 0));
    return body ? [{ kind, compartment: compartmentOf(kind), body: PartBody.parse(JSON.parse(body)) }] : [];
  });
  return parts.toSorted((one, other) => PartKind.options.indexOf(one.kind) - PartKind.options.indexOf(other.kind));
}

/** What one reads who is asked to a conference: their sheet, and the minutes once they go round. Leaves a receipt. @throws {Problem} not-found */
export async function readSheet(act: Act, vault: Vault, id: string): Promise<Sheet> {
  const row = await oneLine(act, id);
  if (row.seat_id === null) throw new Problem('not-found');
  const seal = (await vault.seals(act, row.seat_id)).get('conference');
  const parts = await partsOf(act, row.seat_id, seal);
  const kept = await act.db.selectFrom('conference_part').select(['edition', 'body_sealed', 'at']).where('seat_id', '=', row.seat_id).where('kind', '=', 'minutes').orderBy('edition', 'desc').limit(1).executeTakeFirst();
  const body = kept && seal?.open(kept.body_sealed, partContext(row.seat_id, 'minutes', kept.edition));
  const seat = await act.db.selectFrom('conference_seat').select(['present', 'said', 'said_edition']).where('id', '=', row.seat_id).executeTakeFirstOrThrow();
  const { rows: [named] } = await sql<{ id: string; until: Date }>`
    select r.id, r.until from conference_reveal r join conference_name n on n.reveal_id = r.id where r.seat_id = ${row.seat_id} order by r.until desc limit 1`.execute(act.db);
  if (parts.length > 0) await leaveReceipt(act, row, row.seat_id, 'sheet');
  if (kept) await leaveReceipt(act, row, row.seat_id, 'minutes');
  act.audit({ action: 'conference.read-sheet', subject: 'conference', subjectId: id, caseId: row.case_id });
  return {
    conference: lineFrom(row), parts, minutes: kept ? { edition: kept.edition, at: moment(kept.at), body: body ? MinutesBody.parse(JSON.parse(body)) : null } : null,
    present: seat.present, said: seat.said as Sheet['said'], saidEdition: seat.said_edition, named: named ? { revealId: named.id, until: moment(named.until) } : null,
  };
}

/** The name, for the one it was said to, while it may be read. Leaves a receipt. @throws {Problem} not-found once it is over */
export async function readName(act: Act, vault: Vault, revealId: string): Promise<NameSaid> {
  const { rows: [row] } = await sql<{ body_sealed: Buffer; seat_id: string; conference_id: string; case_id: string; until: Date }>`
    select n.body_sealed, r.seat_id, r.conference_id, r.case_id, r.until from conference_name n join conference_reveal r on r.id = n.reveal_id where n.reveal_id = ${revealId}`.execute(act.db);
  const words = row && (await vault.seals(act, revealId)).get('conference-name')?.open(row.body_sealed, nameContext(revealId));
  if (!row || !words) throw new Problem('not-found');
  await leaveReceipt(act, { id: row.conference_id, case_id: row.case_id }, row.seat_id, 'name');
  act.audit({ action: 'conference.read-name', subject: 'conference', subjectId: row.conference_id, caseId: row.case_id });
  return { names: JSON.parse(words) as string[], until: moment(row.until) };
}

export const nameContext = (revealId: string): string => `conference_name.body:${revealId}`;

/** Who opened what, when: a screen that reads itself again within a quarter of an hour is the same opening. */
export async function leaveReceipt(act: Act, of: { id: string; case_id: string }, seatId: string, what: 'sheet' | 'name' | 'minutes' | 'paper'): Promise<void> {
  await sql`
    insert into conference_reading (id, programme_id, conference_id, seat_id, case_id, what)
    select ${newId()}, ${act.actor.programmeId}, ${of.id}, ${seatId}, ${of.case_id}, ${what}
     where not exists (select from conference_reading r where r.conference_id = ${of.id} and r.seat_id = ${seatId} and r.what = ${what} and r.at > now() - interval '15 minutes')`.execute(act.db);
}

/** The sheet of one seat as its reader finds it, for who made it. @throws {Problem} not-found */
export async function readSeatSheet(act: Act, vault: Vault, seatId: string): Promise<{ parts: Part[] }> {
  const seat = await act.db.selectFrom('conference_seat').select(['case_id', 'conference_id']).where('id', '=', seatId).executeTakeFirst();
  if (!seat) throw new Problem('not-found');
  const parts = await partsOf(act, seatId, (await vault.seals(act, seatId)).get('conference'));
  act.audit({ action: 'conference.read-sheet-of', subject: 'conference', subjectId: seat.conference_id, caseId: seat.case_id });
  return { parts };
}
