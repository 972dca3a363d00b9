import { sql } from 'kysely';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Act } from '../../../kernel/database/act.ts';
import { streamed } from '../../../kernel/http/streamed.ts';
import { italianDay } from '../../../kernel/italian-day.ts';
import type { Cell } from '../../../kernel/tables/cells.ts';
import { csv } from '../../../kernel/tables/csv.ts';
import { workbook } from '../../../kernel/tables/workbook.ts';
import type { CaseExportAsked, CaseState, ClosingReason, Risk } from '../contract.ts';
import en from '../text/en.json' with { type: 'json' };
import it from '../text/it.json' with { type: 'json' };
import { narrowed } from './cases.ts';

/** So many cases are read at once: a piece of some tens of kilobytes. */
const BATCH = 250;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

interface Row {
  code: string;
  name: string | null;
  state: CaseState;
  risk: Risk;
  minor: boolean;
  opened_on: string;
  changed_on: string;
  closed_on: string | null;
  closing_reason: ClosingReason | null;
  owner: string | null;
  languages: string[] | null;
  needs: string[] | null;
}

type Words = (key: string) => string;

/** The columns in their order. Whoever is meant is told by code alone, unless names were asked for. */
const columns: Readonly<Record<string, (row: Row, words: Words, tongues: Intl.DisplayNames) => Cell>> = {
  'column.code': (row) => row.code,
  'column.name': (row) => row.name,
  'column.state': (row, words) => words(`state.${row.state}`),
  'column.risk': (row, words) => words(`risk.${row.risk}`),
  'alert.minor': (row, words) => (row.minor ? words('export.yes') : null),
  'export.opened': (row) => ({ day: row.opened_on }),
  'column.changed': (row) => ({ day: row.changed_on }),
  'export.closed': (row) => (row.closed_on === null ? null : { day: row.closed_on }),
  'export.closing-reason': (row, words) => (row.closing_reason === null ? null : words(`closing-reason.${row.closing_reason}`)),
  'column.owner': (row) => row.owner,
  'column.languages': (row, _, tongues) => row.languages?.map((code) => tongues.of(code) ?? code).join(', ') ?? null,
  'export.needs': (row, words) => row.needs?.map((need) => words(`said.need.domain.${need}`)).join(', ') ?? null,
};

/** The same cases that the list shows. */
const carriedAway = (act: Act, asked: CaseExportAsked) => sql`a.member_id = ${act.actor.memberId} and a.valid_until > now() and ${sql.join(narrowed(act, asked), sql` and `)}`;

/**
 * Sends the cases of the list, all of them, as a file. The coordinator alone; what is in it is what this coordinator holds. The line
 * `case.export` stands in the trail with the reason and the count before the first byte leaves. @throws {Problem} not-allowed
 */
export async function exportCases(request: FastifyRequest, reply: FastifyReply, asked: CaseExportAsked): Promise<FastifyReply> {
  const lines = await request.act(async (act) => {
    await sql`select must_coordinate()`.execute(act.db);
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from case_access a join case_file c on c.id = a.case_id where ${carriedAway(act, asked)}`.execute(act.db);
    const count = rows[0]?.n ?? 0;
    act.audit({ action: 'case.export', subject: 'case', reason: asked.reason, details: { lines: count, names: asked.names, format: asked.format } });
    return count;
  });
  const texts: Readonly<Record<string, string>> = asked.language === 'en' ? en : it;
  const words: Words = (key) => texts[`cases.${key}`] ?? key;
  const chosen = Object.entries(columns).filter(([key]) => asked.names || key !== 'column.name');
  const tongues = new Intl.DisplayNames([asked.language], { type: 'language', fallback: 'code' });
  const head = chosen.map(([key]) => words(key));
  // Whatever lies about on a desk or in a list of downloads names nobody.
  reply.header('content-type', asked.format === 'csv' ? 'text/csv; charset=utf-8' : XLSX)
    .header('content-disposition', `attachment; filename="reti-${italianDay(new Date())}.${asked.format}"`)
    .header('x-lines', lines);
  return streamed(request, reply, (act) => {
    const rows = cellsOf(act, asked, (row) => chosen.map(([, write]) => write(row, words, tongues)));
    return asked.format === 'csv' ? csv(head, rows, { separator: asked.language === 'it' ? ';' : ',', mark: asked.mark }) : workbook(words('export.sheet'), head, rows);
  });
}

/** The cases, last changed first, as one statement sees them: whatever changes meanwhile, no case comes twice and none is lost. */
async function* cellsOf(act: Act, asked: CaseExportAsked, show: (row: Row) => readonly Cell[]): AsyncGenerator<readonly (readonly Cell[])[]> {
  const day = (column: string) => sql`(${sql.ref(column)} at time zone 'Europe/Rome')::date::text`;
  const name = asked.names
    ? sql`left join (select distinct on (n.person_id) n.person_id, n.text from person_name n where n.removed_at is null order by n.person_id, n.preferred desc, n.created_at) called on called.person_id = a.person_id`
    : sql``;
  // Planned for the whole answer, not for its first lines.
  await sql`set local cursor_tuple_fraction = 1`.execute(act.db);
  await sql`declare exported no scroll cursor for
    select p.code, ${asked.names ? sql`called.text` : sql`null`} as name, c.state, c.risk, p.minor_track as minor, ${day('c.opened_at')} as opened_on, ${day('a.last_change_at')} as changed_on,
           ${day('c.closed_at')} as closed_on, c.closing_reason, who.name as owner, spoken.languages, needed.needs
      from case_access a join case_file c on c.id = a.case_id join person p on p.id = a.person_id
      left join membership hat on hat.id = c.owner_id left join account who on who.id = hat.account_id
      left join (select l.person_id, array_agg(l.language order by case l.speaks when 'mother-tongue' then 0 when 'well' then 1 else 2 end, l.language) as languages
                   from person_language l group by l.person_id) spoken on spoken.person_id = a.person_id
      left join (select n.case_id, array_agg(n.domain order by n.level desc, n.domain) as needs from need n where n.superseded_by is null and n.level > 0 group by n.case_id) needed on needed.case_id = c.id
      ${name}
     where ${carriedAway(act, asked)}
     order by a.last_change_at desc, a.case_id`.execute(act.db);
  for (;;) {
    const { rows } = await sql<Row>`fetch ${sql.lit(BATCH)} from exported`.execute(act.db);
    if (rows.length === 0) return;
    yield rows.map(show);
  }
}
