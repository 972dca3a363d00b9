import { type DeedName, deedFacts, type Narrowed, type SavedList, UNDO_MINUTES } from './contract.ts';
import { factsOf, type KindName, type ListFilter } from './kinds.ts';

const knows = (filter: ListFilter, value: string): boolean => (filter.values === 'languages' ? /^[a-z]{2,3}$/.test(value) : filter.values.includes(value));

/**
 * What was kept, read against what the list asks today. A filter or a value that is no longer asked is told apart, never passed over: without it the
 * list holds more people than whoever kept it meant.
 */
export function narrowingOf(kind: KindName, kept: Narrowed): { narrowed: Narrowed; lost: SavedList['lost'] } {
  const { filters } = factsOf(kind);
  const narrowed: Record<string, string[]> = {};
  const lost: SavedList['lost'] = [];
  for (const [key, values] of Object.entries(kept)) {
    if (values.length === 0) continue;
    const filter = filters.find((one) => one.key === key);
    const known = filter ? [...new Set(values.filter((value) => knows(filter, value)))] : [];
    const gone = values.filter((value) => !known.includes(value));
    const tooMany = filter && !filter.many ? known.slice(1) : [];
    if (known.length > 0) narrowed[key] = known.filter((value) => !tooMany.includes(value));
    if (gone.length + tooMany.length > 0) lost.push({ filter: key, values: [...gone, ...tooMany] });
  }
  return { narrowed, lost };
}

/** The columns of a list among those that were asked for, in the order of the list; the code always stands first. */
export function columnsOf(kind: KindName, asked: readonly string[]) {
  return factsOf(kind).columns.filter((column) => column.key === 'code' || asked.includes(column.key));
}
export const usualColumns = (kind: KindName): string[] => factsOf(kind).columns.filter((column) => !column.isExtra).map((column) => column.key);
export const usualOrder = (kind: KindName): string => factsOf(kind).orders[0] ?? '';
/** The order that was kept, or the usual one where it is no longer offered: an order hides nobody. */
export const orderOf = (kind: KindName, asked: string): string => (factsOf(kind).orders.includes(asked) ? asked : usualOrder(kind));

/** Until when something done to many can be taken back; null where it never can. */
export const undoUntil = (deed: DeedName, at: Date): Date | null => (deedFacts[deed].canUndo ? new Date(at.getTime() + UNDO_MINUTES * 60_000) : null);

/** The list as an address: kind, what narrows it, order and columns. Codes alone, never a word that somebody typed. */
export function addressOf(kind: KindName, view: { narrowed: Narrowed; sorted: string; shown: readonly string[] }): string {
  const query = new URLSearchParams({ kind });
  for (const [key, values] of Object.entries(view.narrowed)) if (values.length > 0) query.set(`f-${key}`, values.join('.'));
  if (view.sorted !== usualOrder(kind)) query.set('order', view.sorted);
  if (view.shown.join('.') !== usualColumns(kind).join('.')) query.set('columns', view.shown.join('.'));
  return `/lists/view?${query}`;
}

/** The list that an address means; parts that are no longer known are told as lost. */
export function viewIn(kind: KindName, query: Readonly<Record<string, unknown>>): { narrowed: Narrowed; lost: SavedList['lost']; sorted: string; shown: string[] } {
  const kept: Record<string, string[]> = {};
  for (const [key, value] of Object.entries(query)) if (key.startsWith('f-')) kept[key.slice(2)] = String(value).split('.').filter(Boolean);
  const shown = typeof query['columns'] === 'string' ? query['columns'].split('.') : usualColumns(kind);
  return { ...narrowingOf(kind, kept), sorted: orderOf(kind, typeof query['order'] === 'string' ? query['order'] : ''), shown: columnsOf(kind, shown).map((column) => column.key) };
}
