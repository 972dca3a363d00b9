import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** Days are written `YYYY-MM-DD`; the last one counts. */
interface Days {
  readonly validFrom: string;
  readonly validUntil: string | null;
}

/** What the system comes with: one value of an entry, from a dated file of `reference/`. */
export interface Given<Body> extends Days {
  readonly entry: string;
  readonly meaning: { readonly it: string; readonly en: string } | null;
  readonly body: Body;
  readonly source: string;
  readonly verified: boolean;
}

/** How far a programme may go from what the system comes with, for one number of the body. */
export interface Limit {
  readonly least?: number;
  readonly most?: number;
}

/** Why nobody changes an entry: the law sets it, or its own name says what it holds. */
export type Fixed = 'law' | 'name';

/** A kind of dated value: its shape, what the system comes with, and what no programme may undo. */
export interface Collection<Body> {
  readonly name: string;
  readonly body: z.ZodType<Body>;
  /** In the order of the file. @throws {z.ZodError} when the file does not say what it must; a test reads every one */
  given(): readonly Given<Body>[];
  /** Names that a programme may add; where none is told, it has only those that the system comes with. */
  readonly added?: RegExp;
  fixed?(entry: string): Fixed | null;
  /** Where a norm or the instrument itself sets a bound: what no programme goes past. */
  limits?(given: Given<Body>): Readonly<Record<string, Limit>>;
}

/** One value of the programme's own. A body of null gives the entry back to what the system comes with. */
export interface OwnValue extends Days {
  readonly id: string;
  readonly collection: string;
  readonly entry: string;
  readonly body: unknown;
  readonly source: string;
  readonly verified: boolean;
}

/** What a programme says of its own, and which of the system's values somebody there has checked. */
export interface Reference {
  readonly values: readonly OwnValue[];
  /** Marks of the values that were checked: see {@link markOf}. */
  readonly checks: ReadonlySet<string>;
}

/** A programme that has changed and checked nothing yet. */
export const asItComes: Reference = { values: [], checks: new Set() };

/** The value of an entry that holds on a day. */
export interface Held<Body> extends Days {
  readonly entry: string;
  readonly body: Body;
  readonly source: string;
  readonly verified: boolean;
  /** The programme's own, and not what the system comes with. */
  readonly isOwn: boolean;
}

const folder = join(import.meta.dirname, '../../../reference');

/** A collection over its dated file `reference/<name>.json`, read once. */
export function collection<Body>(name: string, body: z.ZodType<Body>, bounds: Pick<Collection<Body>, 'added' | 'fixed' | 'limits'> = {}): Collection<Body> {
  const shape = z.array(z.strictObject({
    entry: z.string().min(1).max(60), meaning: z.object({ it: z.string(), en: z.string() }).optional().transform((meaning) => meaning ?? null), body, source: z.string().min(2), validFrom: z.iso.date(), validUntil: z.iso.date().nullable(), verified: z.boolean(),
  }));
  let known: readonly Given<Body>[] | undefined;
  return { name, body, ...bounds, given: () => (known ??= shape.parse(JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')))) };
}

export const holdsOn = ({ validFrom, validUntil }: Days, day: string): boolean => validFrom <= day && (validUntil === null || day <= validUntil);

const marks = new WeakMap<object, string>();

/** By which a value that the system comes with is known again, word for word: who checked it has not checked another one that came with a later edition of the program. */
export function markOf(name: string, given: Given<unknown>): string {
  const mark = marks.get(given) ?? createHash('sha256').update(JSON.stringify([name, given.entry, given.validFrom, given.body])).digest('hex');
  marks.set(given, mark);
  return mark;
}

const bodies = new WeakMap<OwnValue, unknown>();

function ownBody<Body>(of: Collection<Body>, value: OwnValue): Body {
  const known = bodies.get(value) ?? of.body.parse(value.body);
  bodies.set(value, known);
  return known as Body;
}

const asGiven = <Body>(of: Collection<Body>, reference: Reference, given: Given<Body>): Held<Body> =>
  ({ entry: given.entry, body: given.body, source: given.source, validFrom: given.validFrom, validUntil: given.validUntil, verified: given.verified || (reference.checks.size > 0 && reference.checks.has(markOf(of.name, given))), isOwn: false });

const asOwn = <Body>(of: Collection<Body>, value: OwnValue): Held<Body> =>
  ({ entry: value.entry, body: ownBody(of, value), source: value.source, validFrom: value.validFrom, validUntil: value.validUntil, verified: value.verified, isOwn: true });

/** The value of an entry on a day: the programme's own where one holds, else what the system comes with. */
export function valueOn<Body>(of: Collection<Body>, reference: Reference, entry: string, day: string): Held<Body> | undefined {
  const own = reference.values.find((one) => one.collection === of.name && one.entry === entry && one.body !== null && holdsOn(one, day));
  if (own) return asOwn(of, own);
  const given = of.given().find((one) => one.entry === entry && holdsOn(one, day));
  return given && asGiven(of, reference, given);
}

/** As {@link valueOn}. @throws {Error} where nothing holds on that day; a test reads every file before anybody works with it */
export function certainOn<Body>(of: Collection<Body>, reference: Reference, entry: string, day: string): Held<Body> {
  const held = valueOn(of, reference, entry, day);
  if (!held) throw new Error(`the reference data names no ${entry} of ${of.name} for ${day}`);
  return held;
}

/** Every entry with the value that holds on a day: first those that the system comes with, in their order, then the programme's own. */
export function valuesOn<Body>(of: Collection<Body>, reference: Reference, day: string): Held<Body>[] {
  const names = new Set([...of.given().map((one) => one.entry), ...reference.values.filter((one) => one.collection === of.name).map((one) => one.entry)]);
  return [...names].flatMap((entry) => valueOn(of, reference, entry, day) ?? []);
}

/** Every value of every day, the programme's own first: for what was recorded once, and for days that are reckoned ahead. */
export function everyValue<Body>(of: Collection<Body>, reference: Reference): Held<Body>[] {
  return [...reference.values.filter((one) => one.collection === of.name && one.body !== null).map((one) => asOwn(of, one)), ...of.given().map((one) => asGiven(of, reference, one))];
}
