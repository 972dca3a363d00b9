import { sql } from 'kysely';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Act } from '../../../kernel/database/act.ts';
import { referenceOf } from '../../../kernel/reference/own.ts';
import { colleague, exactly, paged, PAGE, type Page, placeAfter } from '../../../kernel/database/pages.ts';
import { streamed } from '../../../kernel/http/streamed.ts';
import { italianDay } from '../../../kernel/italian-day.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Cell } from '../../../kernel/tables/cells.ts';
import { csv } from '../../../kernel/tables/csv.ts';
import { workbook } from '../../../kernel/tables/workbook.ts';
import type { PlacementExport, PlacementLine, PlacementQuery, Retention } from '../contract.ts';
import { checkDays } from '../reference.ts';
import { sayIn } from './words.ts';

type Line = Omit<PlacementLine, 'caseId' | 'startedOn' | 'nextCheck' | 'waitsForLook'> & {
  case_id: string; started_on: string | null; after_days: number | null; due_on: string | null; waits: boolean; exactly: string; verdict: PlacementLine['look'];
};

const beforeStart = sql`p.state in ('proposed', 'agreed', 'applying')`;

/** The placements of the cases whose work facts the reader holds, with the check that comes next and the last look. */
const lines = (act: Act, { whose, show }: Pick<PlacementQuery, 'whose' | 'show'>, today: string) => sql`
  select p.id, p.case_id, who.code, p.kind, p.state, e.name as employer, p.started_on::text, ${colleague('p.owner_id')} as owner, n.after_days, n.due_on::text, l.verdict,
         ${beforeStart} and not coalesce(l.verdict = 'clear' and l.valid_until >= ${today}::date, false) as waits, ${exactly('p.created_at')} as exactly, p.created_at
    from case_access a join placement p on p.case_id = a.case_id join person who on who.id = a.person_id join employer e on e.id = p.employer_id
    left join lateral (select k.after_days, k.due_on from placement_check k where k.placement_id = p.id and k.state = 'planned' order by k.due_on, k.id limit 1) n on true
    left join lateral (select k.verdict, k.valid_until from placement_look k where k.placement_id = p.id order by k.at desc, k.id desc limit 1) l on true
   where a.member_id = ${act.actor.memberId} and a.valid_until > now() and 'work' = any (a.compartments) ${whose === 'mine' ? sql`and p.owner_id = ${act.actor.memberId}` : sql``}
     and ${{
      'all': sql`true`, 'open': sql`p.state not in ('ended', 'not-started')`, 'over': sql`p.state in ('ended', 'not-started')`, 'checks-due': sql`n.due_on <= ${today}::date`,
      'to-look-at': sql`${beforeStart} and not coalesce(l.verdict = 'clear' and l.valid_until >= ${today}::date, false)`,
    }[show]}`;

const lineOf = (row: Line, today: string): PlacementLine => ({
  id: row.id, caseId: row.case_id, code: row.code, kind: row.kind, state: row.state, employer: row.employer, startedOn: row.started_on, owner: row.owner, look: row.verdict, waitsForLook: row.waits,
  nextCheck: row.after_days === null || row.due_on === null ? null : { afterDays: row.after_days, dueOn: row.due_on, isLate: row.due_on < today },
});

/** One page of placements, the newest first. Audit: `placement.list`. */
export async function listPlacements(act: Act, asked: PlacementQuery): Promise<Page<PlacementLine>> {
  const [after, today] = [placeAfter(asked.after, 2), italianDay(act.now)];
  const { rows } = await sql<Line>`${lines(act, asked, today)} ${after ? sql`and (p.created_at, p.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql``} order by p.created_at desc, p.id desc limit ${PAGE + 1}`.execute(act.db);
  act.audit({ action: 'placement.list', subject: 'placement', details: { lines: Math.min(rows.length, PAGE), show: asked.show } });
  return paged(rows, (row) => [row.exactly, row.id], (row) => lineOf(row, today));
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** More placements than an office finds in years; a file goes out in one piece. */
const MOST = 5_000;

/**
 * The same list as a file: by code, never a name; without the employer, whom nobody needs to count, and by whom a person could be found.
 * The line in the trail, with the reason, stands before the first byte leaves. @throws {Problem} not-allowed
 */
export async function exportPlacements(request: FastifyRequest, reply: FastifyReply, asked: PlacementExport): Promise<FastifyReply> {
  const today = italianDay(new Date());
  const rows = await request.act(async (act) => {
    if (act.actor.role !== 'coordinator' && act.actor.role !== 'labour') throw new Problem('not-allowed');
    const found = await sql<Line>`${lines(act, asked, today)} order by p.created_at desc, p.id desc limit ${MOST}`.execute(act.db);
    act.audit({ action: 'placement.export', subject: 'placement', reason: asked.reason, details: { lines: found.rows.length, format: asked.format, show: asked.show } });
    return found.rows;
  });
  const say = sayIn(asked.language);
  const day = (of: string | null): Cell => (of === null ? null : { day: of });
  const head = ['code', 'kind', 'state', 'started', 'next-check', 'owner'].map((column) => say(`employment.column.${column}`));
  const cells = rows.map((row): readonly Cell[] => [row.code, say(`employment.kind.${row.kind}`), say(`employment.state.${row.state}`), day(row.started_on), day(row.due_on), row.owner.name]);
  reply.header('content-type', asked.format === 'csv' ? 'text/csv; charset=utf-8' : XLSX).header('content-disposition', `attachment; filename="reti-${today}.${asked.format}"`).header('x-lines', rows.length);
  return streamed(request, reply, () => (asked.format === 'csv' ? csv(head, batched(cells), { separator: asked.language === 'it' ? ';' : ',', mark: asked.mark }) : workbook(say('employment.title.all'), head, batched(cells))));
}

async function* batched(rows: readonly (readonly Cell[])[]): AsyncGenerator<readonly (readonly Cell[])[]> {
  for (let at = 0; at < rows.length; at += 250) yield rows.slice(at, at + 250);
}

/** Whether the work held, five placements at a time; with fewer the database gives no figure. Audit: `placement.figures`. @throws {Problem} not-allowed */
export async function retention(act: Act): Promise<Retention> {
  const { rows } = await sql<{ after_days: number; outcome: 'yes' | 'no' | 'unknown'; placements: number }>`select * from placement_retention()`.execute(act.db);
  act.audit({ action: 'placement.figures', subject: 'placement' });
  const by = Map.groupBy(rows, (row) => row.after_days);
  const items = [...by].map(([afterDays, found]) => {
    const of = (outcome: 'yes' | 'no' | 'unknown'): number => found.find((one) => one.outcome === outcome)?.placements ?? 0;
    return { afterDays, yes: of('yes'), no: of('no'), unknown: of('unknown'), counted: found.reduce((sum, one) => sum + one.placements, 0) };
  }).filter((one) => one.counted > 0);
  return { items, days: checkDays(await referenceOf(act), italianDay(act.now)) };
}
