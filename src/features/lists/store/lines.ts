import { type RawBuilder, sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { PAGE, paged, placeAfter } from '../../../kernel/database/pages.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { CaseState } from '../../cases/contract.ts';
import { alertsOf } from '../../cases/domain.ts';
import { type CellValue, type ListAsked, type ListLine, type ListLines, MOST_CASES, MOST_COUNTED, type Narrowed } from '../contract.ts';
import { narrowingOf, orderOf } from '../domain.ts';
import { factsOf, type KindName } from '../kinds.ts';
import { type Order, type Source, sources } from './sources.ts';

interface Row {
  id: string;
  case_id: string | null;
  person_id: string | null;
  code: string;
  place: string[];
  own: Record<string, CellValue>;
  name: string | null;
  languages: string[] | null;
  owner: { name: string } | null;
  next_step_on: string | null;
  minor: boolean | null;
  do_not_call: boolean | null;
  permit_due_on: string | null;
  closing_asked: boolean | null;
  interview_unsigned: boolean | null;
  state: CaseState | null;
}

/** What is asked today, and nothing else. @throws {Problem} not-allowed, list-filter-gone where a filter is not known */
function understood(act: Act, kind: KindName, asked: Narrowed): Narrowed {
  if (act.actor.role === 'mediator' && !factsOf(kind).forMediators) throw new Problem('not-allowed');
  const { narrowed, lost } = narrowingOf(kind, asked);
  if (lost.length > 0) throw new Problem('list-filter-gone');
  return narrowed;
}

const allOf = (conditions: readonly RawBuilder<unknown>[]): RawBuilder<unknown> => sql.join([sql`true`, ...conditions], sql` and `);

const listed = (parts: readonly RawBuilder<unknown>[]): RawBuilder<unknown> => sql.join(parts, sql`, `);

function sortedBy(source: Source, kind: KindName, sorted: string): Order {
  const order = source.order[orderOf(kind, sorted)];
  if (!order) throw new Error(`the list ${kind} has no order ${sorted}`);
  return order;
}

const wayOf = (down: boolean | undefined): RawBuilder<unknown> => (down ? sql`desc` : sql`asc`);

/** What comes after a place, in the order of the list. */
function laterThan(id: RawBuilder<unknown>, { by, down, idAgainst }: Order, place: readonly string[]): RawBuilder<unknown> {
  const columns = listed(by.map((key) => key.by));
  const begun = listed(by.map((key, number) => sql`${place[number]}::${sql.raw(key.as)}`));
  const lastId = sql`${place[by.length]}::uuid`;
  const beyond = down ? sql`<` : sql`>`;
  if (!idAgainst) return sql`(${columns}, ${id}) ${beyond} (${begun}, ${lastId})`;
  // The first half is what an index is entered by.
  return sql`(${columns}) ${beyond}= (${begun}) and ((${columns}) ${beyond} (${begun}) or ${id} ${down ? sql`>` : sql`<`} ${lastId})`;
}

/**
 * A page of lines, or so many, in their order; the person's heading and the case's alerts are told of what the reader holds. Ordered, and begun after
 * a place, by the columns themselves and at last by the id: as text they are written only into the place of the next page, to the microsecond.
 */
async function rowsOf(act: Act, source: Source, order: Order, limit: number, place?: readonly string[], further: readonly RawBuilder<unknown>[] = []): Promise<Row[]> {
  const { by, down, idAgainst } = order;
  const keys = by.map((_, number) => sql.ref(`page.key_${number}`));
  const ordered = (columns: readonly RawBuilder<unknown>[], id: RawBuilder<unknown>) => listed([...columns.map((column) => sql`${column} ${wayOf(down)}`), sql`${id} ${wayOf(idAgainst ? !down : down)}`]);
  const { rows } = await sql<Row>`
    with page as (
      select ${source.id} as id, ${source.caseId} as case_id, a.person_id, ${source.code} as code, ${source.cells} as own, c.state, ${listed(by.map((key, number) => sql`${key.by} as ${sql.id(`key_${number}`)}`))}
        ${source.from} where ${allOf([...source.where, ...(place ? [laterThan(source.id, order, place)] : []), ...further])} order by ${ordered(by.map((key) => key.by), source.id)} limit ${limit}
    )
    select page.id, page.case_id, page.person_id, page.code, page.own, page.state, array[${listed(keys.map((key) => sql`${key}::text`))}] as place,
           beside.name, beside.languages, beside.owner, beside.next_step_on, beside.minor, beside.do_not_call, beside.permit_due_on, beside.closing_asked, beside.interview_unsigned
      from page left join case_beside(array(select case_id from page where case_id is not null)) beside on beside.case_id = page.case_id
     order by ${ordered(keys, sql.ref('page.id'))}`.execute(act.db);
  return rows;
}

function lineOf(row: Row, now: Date): ListLine {
  const beside: Record<string, CellValue> = row.case_id === null || row.state === null ? {} : {
    name: row.name, languages: row.languages ?? [], owner: row.owner?.name ?? null, next: row.state === 'closed' ? null : row.next_step_on, 'case-state': row.state,
    alerts: alertsOf({
      minor: row.minor ?? false, doNotCall: row.do_not_call ?? false, permitDueOn: row.permit_due_on, closingAsked: row.closing_asked ?? false, interviewUnsigned: row.interview_unsigned ?? false,
      hasOwner: row.owner !== null, state: row.state,
    }, now),
  };
  return { id: row.id, caseId: row.case_id, cells: { ...beside, ...row.own, code: row.code } };
}

/** How many lines, up to so many. */
async function countOf(act: Act, source: Source, most = MOST_COUNTED): Promise<{ count: number; more: boolean }> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from (select 1 ${source.from} where ${allOf(source.where)} limit ${most + 1}) counted`.execute(act.db);
  const n = rows[0]?.n ?? 0;
  return { count: Math.min(n, most), more: n > most };
}

/** The lines of a list that the reader may see, page by page; the first page says how many there are. Audit: `list.read`. @throws {Problem} list-filter-gone, not-allowed */
export async function readLines(act: Act, asked: ListAsked): Promise<ListLines> {
  const source = sources[asked.kind](act, understood(act, asked.kind, asked.narrowed));
  const order = sortedBy(source, asked.kind, asked.sorted);
  const place = placeAfter(asked.after, order.by.length + 1);
  const rows = await rowsOf(act, source, order, PAGE + 1, place);
  const counted = place ? null : await countOf(act, source);
  act.audit({ action: 'list.read', subject: 'list', details: { kind: asked.kind, lines: Math.min(rows.length, PAGE) } });
  return { ...paged(rows, (row) => [...row.place, row.id], (row) => lineOf(row, act.now)), count: counted?.count ?? null, more: counted?.more ?? false };
}

/** How many lines a list holds for the reader today, up to so many. */
export const countLines = (act: Act, kind: KindName, narrowed: Narrowed, most: number): Promise<{ count: number; more: boolean }> => countOf(act, sources[kind](act, understood(act, kind, narrowed)), most);

/**
 * The cases behind all the lines of a list. `count` is what the screen said: where it is no longer so, whoever asks is told, and nothing is done.
 * @throws {Problem} list-changed, too-many-chosen, list-filter-gone
 */
export async function casesBehind(act: Act, kind: KindName, asked: Narrowed, count: number): Promise<string[]> {
  const source = sources[kind](act, understood(act, kind, asked));
  const { count: now, more } = await countOf(act, source);
  if (now !== count || more) throw new Problem('list-changed', { facts: { count: now } });
  const { rows } = await sql<{ case_id: string }>`select distinct ${source.caseId} as case_id ${source.from} where ${allOf([...source.where, sql`${source.caseId} is not null`])} limit ${MOST_CASES + 1}`.execute(act.db);
  if (rows.length > MOST_CASES) throw new Problem('too-many-chosen');
  return rows.map((row) => row.case_id);
}

/** The lines that go out as a file, with whose they are. @throws {Problem} too-many-chosen, list-filter-gone */
export async function linesToExport(act: Act, asked: Omit<ListAsked, 'after'>, caseIds: readonly string[] | undefined): Promise<{ line: ListLine; personId: string | null }[]> {
  const source = sources[asked.kind](act, understood(act, asked.kind, asked.narrowed));
  // Whose case is not held is not carried away either.
  const further = [sql`${source.caseId} is not null`, ...(caseIds ? [sql`${source.caseId} = any (${[...caseIds]}::uuid[])`] : [])];
  const rows = await rowsOf(act, source, sortedBy(source, asked.kind, asked.sorted), MOST_CASES + 1, undefined, further);
  if (rows.length > MOST_CASES) throw new Problem('too-many-chosen');
  return rows.map((row) => ({ line: lineOf(row, act.now), personId: row.person_id }));
}
