import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { type ListChange, ListKind, MOST_ON_MARK, MOST_PINNED, Narrowed, type NewList, type PinnedList, type SavedList } from '../contract.ts';
import { columnsOf, narrowingOf, orderOf } from '../domain.ts';
import { factsOf } from '../kinds.ts';
import { countLines } from './lines.ts';

interface Row {
  id: string;
  kind: string;
  name: string;
  narrowed: unknown;
  shown: string[];
  sorted: string;
  shared: boolean;
  created_by: string;
  by: string;
  pinned: boolean;
  version: number;
}

/** The lists the reader may know of; those of a kind that this version of the program no longer has are left where they are. */
async function rowsFor(act: Act, where = sql`true`): Promise<SavedList[]> {
  const { rows } = await sql<Row>`
    select l.id, l.kind, l.name, l.narrowed, l.shown, l.sorted, l.shared, l.created_by, (select w.name from membership h join account w on w.id = h.account_id where h.id = l.created_by) as by,
           exists (select from saved_list_pin p where p.list_id = l.id and p.member_id = ${act.actor.memberId}) as pinned, l.version
      from saved_list l where l.removed_at is null and ${where} order by lower(l.name), l.id limit 400`.execute(act.db);
  return rows.flatMap((row) => {
    const kind = ListKind.safeParse(row.kind).data;
    if (!kind || (act.actor.role === 'mediator' && !factsOf(kind).forMediators)) return [];
    return [{
      id: row.id, kind, name: row.name, ...narrowingOf(kind, Narrowed.parse(row.narrowed)), shown: columnsOf(kind, row.shown).map((column) => column.key), sorted: orderOf(kind, row.sorted),
      shared: row.shared, own: row.created_by === act.actor.memberId, by: row.by, pinned: row.pinned, version: row.version,
    }];
  });
}

/** One's own lists and those shared with the team, by name. */
export const savedLists = (act: Act): Promise<SavedList[]> => rowsFor(act);

/** @throws {Problem} not-found */
export async function savedList(act: Act, id: string): Promise<SavedList> {
  const [found] = await rowsFor(act, sql`l.id = ${id}`);
  if (!found) throw new Problem('not-found');
  return found;
}

/** @throws {Problem} list-filter-gone where something is kept that the list does not ask */
function mustBeKnown(kind: ListKind, narrowed: Narrowed): string {
  const read = narrowingOf(kind, narrowed);
  if (read.lost.length > 0) throw new Problem('list-filter-gone');
  return JSON.stringify(read.narrowed);
}

/** Keeps a list under a name. Audit: `list.keep`. @throws {Problem} list-filter-gone, not-allowed to share unless one coordinates, already-exists */
export async function keepList(act: Act, id: string, list: NewList): Promise<void> {
  const before = await act.db.selectFrom('saved_list').select('created_by').where('id', '=', id).executeTakeFirst();
  if (before) {
    if (before.created_by !== act.actor.memberId) throw new Problem('already-exists');
    return act.unchanged();
  }
  const narrowed = mustBeKnown(list.kind, list.narrowed);
  await act.db.insertInto('saved_list').values({
    id, programme_id: act.actor.programmeId, created_by: act.actor.memberId, kind: list.kind, name: list.name, narrowed, shown: columnsOf(list.kind, list.shown).map((column) => column.key),
    sorted: orderOf(list.kind, list.sorted), shared: list.shared,
  }).execute();
  act.audit({ action: 'list.keep', subject: 'saved-list', subjectId: id, details: { kind: list.kind, shared: list.shared } });
}

/** Changes a list, shares it, takes it away or brings it back. Audit: `list.change`. @throws {Problem} not-found, not-allowed, changed-meanwhile, list-filter-gone */
export async function changeList(act: Act, id: string, change: ListChange, version: number): Promise<number> {
  const found = await act.db.selectFrom('saved_list').select(['kind', 'version']).where('id', '=', id).executeTakeFirst();
  const kind = ListKind.safeParse(found?.kind).data;
  if (!found || !kind) throw new Problem('not-found');
  if (found.version !== version) throw new Problem('changed-meanwhile');
  const { numUpdatedRows } = await act.db.updateTable('saved_list').set({
    version: version + 1,
    ...(change.name === undefined ? {} : { name: change.name }),
    ...(change.narrowed === undefined ? {} : { narrowed: mustBeKnown(kind, change.narrowed) }),
    ...(change.shown === undefined ? {} : { shown: columnsOf(kind, change.shown).map((column) => column.key) }),
    ...(change.sorted === undefined ? {} : { sorted: orderOf(kind, change.sorted) }),
    ...(change.shared === undefined ? {} : { shared: change.shared }),
    ...(change.removed === undefined ? {} : { removed_at: change.removed ? act.now : null }),
  }).where('id', '=', id).where('version', '=', version).executeTakeFirst();
  if (numUpdatedRows === 0n) throw new Problem('not-allowed');
  act.audit({ action: 'list.change', subject: 'saved-list', subjectId: id, details: { fields: Object.keys(change).join(' ') } });
  return version + 1;
}

/** Puts a list on one's first screen, or takes it from there. Audit: `list.pin`. @throws {Problem} not-found, too-many-pinned */
export async function pinList(act: Act, id: string, pinned: boolean): Promise<void> {
  const list = await savedList(act, id);
  if (list.pinned === pinned) return act.unchanged();
  if (!pinned) await act.db.deleteFrom('saved_list_pin').where('list_id', '=', id).where('member_id', '=', act.actor.memberId).execute();
  else {
    const { rows } = await sql`select from saved_list_pin p join saved_list l on l.id = p.list_id where p.member_id = ${act.actor.memberId} and l.removed_at is null`.execute(act.db);
    if (rows.length >= MOST_PINNED) throw new Problem('too-many-pinned');
    await act.db.insertInto('saved_list_pin').values({ list_id: id, member_id: act.actor.memberId, programme_id: act.actor.programmeId }).execute();
  }
  act.audit({ action: 'list.pin', subject: 'saved-list', subjectId: id, details: { pinned } });
}

/** The lists on one's first screen, each with how many lines it holds today under one's own rights, up to {@link MOST_ON_MARK}. */
export async function pinnedLists(act: Act): Promise<PinnedList[]> {
  const lists = (await rowsFor(act, sql`exists (select from saved_list_pin p where p.list_id = l.id and p.member_id = ${act.actor.memberId})`)).slice(0, MOST_PINNED);
  // They leave together: the connection answers one after another, without a way there and back between two.
  return Promise.all(lists.map(async ({ id, name, kind, narrowed, lost }) => ({ id, name, kind, ...await countLines(act, kind, narrowed, MOST_ON_MARK), isWhole: lost.length === 0 })));
}
