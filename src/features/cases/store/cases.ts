import { type RawBuilder, sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Vault } from '../../../kernel/vault/vault.ts';
import type { CaseHeader, CaseLine, CaseListQuery, CaseState, Closing, Colleague, Compartment, HeaderChange, Risk, Via } from '../contract.ts';
import { alertsOf, movesOffered, usualCompartment } from '../domain.ts';
import { closingOf } from './closings.ts';
import { knownCase } from './known.ts';
import { exactly, moment, momentOrNull, PAGE, type Page, paged, placeAfter } from '../../../kernel/database/pages.ts';

interface LineRow {
  id: string;
  person_id: string;
  code: string;
  name: string | null;
  languages: string[];
  state: CaseState;
  risk: Risk;
  owner: Colleague | null;
  next_step_on: string | null;
  minor: boolean;
  do_not_call: boolean;
  permit_due_on: string | null;
  closing_asked: boolean;
  interview_unsigned: boolean;
  via: Via;
  valid_until: Date | null;
  last_change_at: Date;
  place: string;
}

/** What `case_beside` tells of each case: its person's heading, the next step, what must not be overlooked. */
const beside = sql`beside.code, beside.minor, beside.name, beside.languages, beside.owner, beside.next_step_on, beside.do_not_call, beside.permit_due_on, beside.closing_asked,
  beside.interview_unsigned, nullif(page.valid_until, 'infinity') as valid_until`;

/** What narrows the list, said of `a` (the access) and `c` (the case); the export narrows by the same. */
export function narrowed(act: Act, asked: Omit<CaseListQuery, 'after'>): RawBuilder<unknown>[] {
  const conditions: RawBuilder<unknown>[] = [sql`true`];
  if (asked.filter === 'mine') conditions.push(sql`(a.via <> 'coordinator' or c.owner_id = ${act.actor.memberId})`);
  if (asked.filter === 'unassigned') conditions.push(sql`c.state <> 'closed' and c.owner_id is null`);
  if (asked.state) conditions.push(sql`c.state = ${asked.state}`);
  if (asked.risk) conditions.push(sql`c.risk = ${asked.risk}`);
  if (asked.code) {
    // As a range, which the index answers whatever is asked; codes are plain letters, digits and hyphens, all of which stand before the tilde.
    const code = asked.code.toLowerCase();
    conditions.push(sql`a.person_id in (select q.id from person q where q.programme_id = ${act.actor.programmeId} and q.code >= ${code} and q.code < ${`${code}~`})`);
  }
  return conditions;
}

/** The cases this colleague holds, last changed first. */
export async function listCases(act: Act, asked: CaseListQuery): Promise<Page<CaseLine>> {
  const place = placeAfter(asked.after, 2);
  const conditions = narrowed(act, asked);
  // Both bear the moment of the case's last change. Those without a case manager are few among all that a coordinator holds, and have an index of
  // their own on the case; everybody's own list is read in the order of what they hold.
  const [changed, id] = asked.filter === 'unassigned' ? [sql`c.last_change_at`, sql`c.id`] : [sql`a.last_change_at`, sql`a.case_id`];
  if (asked.filter === 'unassigned') conditions.push(sql`c.programme_id = ${act.actor.programmeId}`);
  if (place) conditions.push(sql`${changed} <= ${place[0]}::timestamptz and (${changed} < ${place[0]}::timestamptz or ${id} > ${place[1]}::uuid)`);

  const { rows } = await sql<LineRow>`
    with page as (
      select c.id, a.person_id, a.via, a.valid_until, a.last_change_at, c.state, c.risk, c.owner_id
        from case_access a join case_file c on c.id = a.case_id
       where a.member_id = ${act.actor.memberId} and a.valid_until > now() and ${sql.join(conditions, sql` and `)}
       order by ${changed} desc, ${id} limit ${PAGE + 1}
    )
    select page.id, page.person_id, page.state, page.risk, page.via, page.last_change_at, ${exactly('page.last_change_at')} as place, ${beside}
      from page join case_beside(array(select id from page)) beside on beside.case_id = page.id
     order by page.last_change_at desc, page.id`.execute(act.db);
  act.audit({ action: 'case.list', subject: 'case', details: { lines: Math.min(rows.length, PAGE) } });
  return paged(rows, (row) => [row.place, row.id], (row) => lineOf(row, act.now));
}

function lineOf(row: Omit<LineRow, 'place'>, now: Date): CaseLine {
  return {
    id: row.id, personId: row.person_id, code: row.code, name: row.name, languages: row.languages, state: row.state, risk: row.risk,
    // What was still planned when a way ended is no next step any more.
    owner: row.owner, nextStepOn: row.state === 'closed' ? null : row.next_step_on, via: row.via, until: momentOrNull(row.valid_until), lastChangeAt: moment(row.last_change_at),
    alerts: alertsOf({
      minor: row.minor, doNotCall: row.do_not_call, permitDueOn: row.permit_due_on, closingAsked: row.closing_asked,
      interviewUnsigned: row.interview_unsigned, hasOwner: row.owner !== null, state: row.state,
    }, now),
  };
}

/** A case as the database tells it for its header. */
export interface HeaderRow extends Omit<LineRow, 'place'> {
  wish: string;
  summary: string;
  opened_at: Date;
  closed_at: Date | null;
  closing_reason: CaseHeader['closingReason'];
  compartments: Compartment[];
  notice_given: boolean;
  version: number;
}

/** One case as its header shows it, with what this colleague may do in it. @throws {Problem} not-found */
export async function readHeader(act: Act, vault: Vault, caseId: string): Promise<CaseHeader> {
  const { rows } = await sql<HeaderRow>`
    with page as (
      select c.*, a.via, a.valid_until, a.compartments from case_access a join case_file c on c.id = a.case_id
       where a.member_id = ${act.actor.memberId} and a.case_id = ${caseId} and a.valid_until > now()
    )
    select page.id, page.person_id, page.state, page.risk, page.via, page.last_change_at, page.wish, page.summary, page.opened_at, page.closed_at, page.closing_reason,
           page.compartments, page.version, case_notice_given(page.id) as notice_given, ${beside}
      from page join case_beside(array(select id from page)) beside on beside.case_id = page.id`.execute(act.db);
  const row = rows[0];
  if (!row) throw new Problem('not-found');
  const closing = row.compartments.includes('case') ? await closingOf(act, vault, caseId) : null;
  act.audit({ action: 'case.read', subject: 'case', subjectId: caseId, caseId, personId: row.person_id, details: { via: row.via } });
  return headerOf(act, row, closing);
}

/** The header as it crosses the wire, with what this colleague may do in the case. */
export function headerOf(act: Act, row: HeaderRow, closing: Closing | null): CaseHeader {
  return {
    ...lineOf(row, act.now),
    wish: row.wish, summary: row.summary, openedAt: moment(row.opened_at), closedAt: momentOrNull(row.closed_at), closingReason: row.closing_reason,
    compartments: row.compartments, noteCompartment: usualCompartment(act.actor.role, row.compartments), version: row.version, closing,
    moves: row.compartments.includes('case') ? movesOffered(row.state, { noticeGiven: row.notice_given, ownerId: row.owner?.memberId ?? null, risk: row.risk }) : [],
  };
}

/**
 * Keeps the heading: risk, wish, summary, who answers for it.
 * @throws {Problem} not-found, not-allowed, changed-meanwhile, owner-not-following
 */
export async function changeHeader(act: Act, caseId: string, change: HeaderChange, version: number): Promise<number> {
  const known = await knownCase(act, caseId);
  if (!known.keepsFiles) throw new Problem('not-allowed');
  if (known.version !== version) throw new Problem('changed-meanwhile');
  if (change.ownerId) await mustFollow(act, caseId, change.ownerId);
  const changed = {
    ...(change.risk === undefined ? {} : { risk: change.risk }),
    ...(change.wish === undefined ? {} : { wish: change.wish }),
    ...(change.summary === undefined ? {} : { summary: change.summary }),
    ...(change.ownerId === undefined ? {} : { owner_id: change.ownerId }),
  };
  const fields = Object.keys(changed);
  if (fields.length === 0) {
    act.unchanged();
    return version;
  }
  const { numUpdatedRows } = await act.db.updateTable('case_file').set({ ...changed, version: version + 1 })
    .where('id', '=', caseId).where('version', '=', version).executeTakeFirst();
  if (numUpdatedRows === 0n) throw new Problem('changed-meanwhile');
  act.audit({ action: 'case.change', subject: 'case', subjectId: caseId, caseId, personId: known.personId, details: { fields: fields.join(' ') } });
  return version + 1;
}

/** Who answers for a case follows it: assigned, or a coordinator. @throws {Problem} owner-not-following */
export async function mustFollow(act: Act, caseId: string, memberId: string): Promise<void> {
  const { rows } = await sql`
    select from membership m where m.id = ${memberId} and m.programme_id = ${act.actor.programmeId} and m.ended_at is null
       and (m.role = 'coordinator' or (m.role <> 'mediator' and exists (select from case_assignment s where s.case_id = ${caseId} and s.member_id = m.id and s.ended_at is null)))`.execute(act.db);
  if (rows.length === 0) throw new Problem('owner-not-following');
}
