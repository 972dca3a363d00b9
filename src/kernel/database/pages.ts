import { type RawBuilder, sql } from 'kysely';
import { Problem } from '../http/problems.ts';

/** How many lines a page holds; one more is asked for, to know whether there is a next. */
export const PAGE = 50;

/** A page of lists: what is shown, and where the next begins. */
export interface Page<Item> {
  items: Item[];
  next: string | null;
}

/**
 * The first {@link PAGE} rows, shown, and the place after the last of them.
 * @param rows one more than a page when there is a next page
 * @param place the sort key of a row, times as PostgreSQL wrote them: a Date would lose the microseconds and repeat or skip rows
 */
export function paged<Row, Item>(rows: readonly Row[], place: (row: Row) => readonly string[], show: (row: Row) => Item, size = PAGE): Page<Item> {
  const shown = rows.slice(0, size);
  const last = shown.at(-1);
  return { items: shown.map(show), next: rows.length > size && last !== undefined ? Buffer.from(JSON.stringify(place(last))).toString('base64url') : null };
}

/** The sort key inside `?after=`. @throws {Problem} invalid-input when it was not written by {@link paged} */
export function placeAfter(after: string | undefined, parts: number): readonly string[] | undefined {
  if (after === undefined) return undefined;
  let place: unknown;
  try {
    place = JSON.parse(Buffer.from(after, 'base64url').toString());
  } catch {
    throw new Problem('invalid-input', { errors: [{ path: 'after', code: 'format' }] });
  }
  if (!Array.isArray(place) || place.length !== parts || !place.every((part): part is string => typeof part === 'string')) {
    throw new Problem('invalid-input', { errors: [{ path: 'after', code: 'format' }] });
  }
  return place;
}

/** A time as PostgreSQL keeps it, to the microsecond, for the sort key of a page. */
export const exactly = (column: string): RawBuilder<string> => sql<string>`${sql.ref(column)}::text`;

/** A colleague as the wire shows them, by the membership in a column or expression; null where that is. */
export const colleague = (member: string | RawBuilder<unknown>): RawBuilder<unknown> => sql`(
  select jsonb_build_object('memberId', hat.id, 'name', who.name, 'role', hat.role) from membership hat join account who on who.id = hat.account_id where hat.id = ${typeof member === 'string' ? sql.ref(member) : member})`;

export const moment = (at: Date): string => at.toISOString();
export const momentOrNull = (at: Date | null): string | null => at?.toISOString() ?? null;
