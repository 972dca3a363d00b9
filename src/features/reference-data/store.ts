import { sql } from 'kysely';
import type { Act } from '../../kernel/database/act.ts';
import { Problem } from '../../kernel/http/problems.ts';
import { italianDay } from '../../kernel/italian-day.ts';
import { type Collection, type Given, holdsOn, markOf } from '../../kernel/reference/collection.ts';
import { type Body, type CollectionShown, type EntryShown, type MoveValue, type ReferenceData, type Stretch, ValueState, type Verification, type WriteCheck, type WriteValue } from './contract.ts';
import { beyond, movesFor, needsAnother, stretchesOf } from './domain.ts';

/** Every collection by its name, as the rooms that own them declare them. */
export type Collections = Readonly<Record<WriteValue['collection'], Collection<unknown>>>;

const writers = new Set(['coordinator', 'prefecture']);
const verifiers = new Set(['coordinator', 'prefecture', 'legal']);

interface ValueRow {
  readonly id: string;
  readonly collection: string;
  readonly entry: string;
  readonly body: Body | null;
  readonly validFrom: string;
  readonly validUntil: string | null;
  readonly source: string;
  readonly note: string | null;
  readonly state: string;
  readonly writtenBy: string;
  readonly writtenAt: Date;
  readonly isMine: boolean;
  readonly verification: Verification | null;
  readonly withdrawal: { readonly by: string; readonly reason: string } | null;
}

const nameOf = (member: string) => sql<string>`(select a.name from membership m join account a on a.id = m.account_id where m.id = ${sql.ref(member)})`;

const valueRows = (act: Act) => sql<ValueRow>`
  select v.id, v.collection, v.entry, v.body, v.valid_from::text as "validFrom", v.valid_until::text as "validUntil", v.source, v.note, v.state, ${nameOf('v.written_by')} as "writtenBy", v.written_at as "writtenAt",
      (select m.account_id = ${act.actor.accountId} from membership m where m.id = v.written_by) as "isMine",
      case when v.state = 'verified' then (select jsonb_build_object('by', ${nameOf('k.by_member')}, 'on', k.looked_on, 'source', k.source) from reference_value_move k where k.value_id = v.id and k.move = 'verify' order by k.at desc limit 1) end as verification,
      (select jsonb_build_object('by', ${nameOf('k.by_member')}, 'reason', k.reason) from reference_value_move k where k.value_id = v.id and k.move = 'withdraw' limit 1) as withdrawal
    from reference_value v where v.programme_id = ${act.actor.programmeId} order by v.collection, v.entry, v.valid_from, v.written_at`;

const checkRows = (act: Act) => sql<Verification & { readonly mark: string; readonly outcome: string }>`
  select distinct on (c.mark) c.mark, c.outcome, ${nameOf('c.by_member')} as by, c.looked_on::text as on, c.source from reference_check c where c.programme_id = ${act.actor.programmeId} order by c.mark, c.at desc, c.id desc`;

/** Every term and rule with its days. Audit: `reference.read`. */
export async function readReferenceData(act: Act, collections: Collections): Promise<ReferenceData> {
  act.audit({ action: 'reference.read', subject: 'programme', subjectId: act.actor.programmeId });
  return found(act, collections);
}

/** The same, to leave the house as a file. Audit: `reference.export`. */
export async function exportReferenceData(act: Act, collections: Collections, format: string): Promise<ReferenceData> {
  act.audit({ action: 'reference.export', subject: 'programme', subjectId: act.actor.programmeId, details: { format } });
  return found(act, collections);
}

async function found(act: Act, collections: Collections): Promise<ReferenceData> {
  const { rows: values } = await valueRows(act).execute(act.db);
  const { rows: looked } = await checkRows(act).execute(act.db);
  const checks = new Map(looked.filter((one) => one.outcome === 'verified').map((one) => [one.mark, { by: one.by, on: one.on, source: one.source }]));
  const me = { mayWrite: writers.has(act.actor.role), mayVerify: verifiers.has(act.actor.role), today: italianDay(act.now) };
  return {
    today: me.today, mayWrite: me.mayWrite, mayVerify: me.mayVerify,
    collections: (Object.entries(collections) as [WriteValue['collection'], Collection<unknown>][]).map(([name, of]) => shown(name, of, values.filter((one) => one.collection === name), checks, me)),
  };
}

interface Reader {
  readonly mayWrite: boolean;
  readonly mayVerify: boolean;
  readonly today: string;
}

function shown(name: WriteValue['collection'], of: Collection<unknown>, values: readonly ValueRow[], checks: ReadonlyMap<string, Verification>, me: Reader): CollectionShown {
  const given = Map.groupBy(of.given(), (one) => one.entry);
  const own = Map.groupBy(values, (one) => one.entry);
  const entries = [...new Set([...given.keys(), ...own.keys()])];
  return { name, mayAdd: of.added !== undefined, entries: entries.map((entry) => entryOf(name, of, entry, given.get(entry) ?? [], own.get(entry) ?? [], checks, me)) };
}

function entryOf(name: WriteValue['collection'], of: Collection<unknown>, entry: string, given: readonly Given<unknown>[], own: readonly ValueRow[], checks: ReadonlyMap<string, Verification>, me: Reader): EntryShown {
  const today = given.find((one) => holdsOn(one, me.today)) ?? given.at(-1);
  const fixed = today ? of.fixed?.(entry) ?? null : null;
  // A row without a body gives its days back: it holds nothing itself.
  const standing = own.filter((one) => one.state !== 'withdrawn' && one.body !== null);
  const stretches = stretchesOf(given, standing).map(({ from, until, row }): Stretch => {
    const time = until !== null && until < me.today ? 'past' : from > me.today ? 'coming' : 'today';
    const common = { from, until, time, source: row.source, validFrom: row.validFrom } as const;
    if (!('id' in row)) {
      const verification = checks.get(markOf(name, row)) ?? null;
      return { ...common, valueId: null, body: row.body as Body, note: null, verified: row.verified || verification !== null, verification, writtenBy: null, writtenAt: null, needsAnother: false, moves: me.mayVerify && !row.verified ? [verification ? 'doubt' : 'verify'] : [] };
    }
    const state = ValueState.parse(row.state);
    return {
      ...common, valueId: row.id, body: row.body ?? {}, note: row.note, verified: state === 'verified', verification: row.verification, writtenBy: row.writtenBy, writtenAt: row.writtenAt.toISOString(),
      needsAnother: state === 'proposed' && row.isMine && needsAnother(name), moves: movesFor({ state, collection: name, validFrom: row.validFrom }, me.today, { ...me, wroteIt: row.isMine }),
    };
  });
  return {
    entry, meaning: today?.meaning ?? null, fixed, added: given.length === 0, limits: today ? of.limits?.(today) ?? {} : {}, comesWith: today ? today.body as Body : null, stretches,
    givenBack: own.filter((one) => one.state !== 'withdrawn' && one.body === null && one.validFrom > me.today).map((one) => ({ id: one.id, from: one.validFrom, writtenBy: one.writtenBy, source: one.source, mayWithdraw: me.mayWrite })),
    withdrawn: own.flatMap((one) => (one.withdrawal ? [{ id: one.id, body: one.body, validFrom: one.validFrom, writtenBy: one.writtenBy, ...one.withdrawal }] : [])),
  };
}

const invalid = (path: string, code: string): Problem => new Problem('invalid-input', { errors: [{ path, code }] });

/** The body as its owner reads it. @throws {Problem} invalid-input where it is no value of this entry, reference-fixed, reference-beyond-norm */
function accepted(of: Collection<unknown>, { entry, body, validFrom }: WriteValue): Body | null {
  const given = of.given().find((one) => one.entry === entry && holdsOn(one, validFrom)) ?? of.given().findLast((one) => one.entry === entry);
  if (!given && !of.added?.test(entry)) throw invalid('entry', 'unknown');
  if (given && (of.fixed?.(entry) ?? null) !== null) throw new Problem('reference-fixed');
  if (body === null) return null;
  const read = of.body.safeParse(body);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw invalid(['body', ...(issue?.path ?? [])].join('.'), issue?.code === 'custom' ? issue.message : 'value');
  }
  const told = read.data as Body;
  // A term in days does not become one in hours: the screens that show it say days.
  if (given && Object.keys(given.body as Body).toSorted().join(' ') !== Object.keys(told).toSorted().join(' ')) throw invalid('body', 'shape');
  const [past] = given ? beyond(told, of.limits?.(given) ?? {}) : [];
  if (past !== undefined) throw new Problem('reference-beyond-norm', { errors: [{ path: `body.${past}`, code: 'beyond-norm' }] });
  return told;
}

/**
 * Says something of the programme's own, from a day on. The same again changes nothing. Audit: `reference.write`.
 * @throws {Problem} not-allowed, invalid-input, reference-fixed, reference-beyond-norm, reference-too-soon, reference-day-taken, already-exists
 */
export async function writeValue(act: Act, collections: Collections, id: string, given: WriteValue): Promise<void> {
  const body = accepted(collections[given.collection], given);
  const { rows: [row] } = await sql<{ is_new: boolean }>`
    select set_reference_value(${id}, ${given.collection}, ${given.entry}, ${body === null ? null : JSON.stringify(body)}::jsonb, ${given.validFrom}::date, ${given.validUntil}::date, ${given.source}, ${given.note}) as is_new`.execute(act.db);
  if (!row?.is_new) return act.unchanged();
  act.audit({ action: 'reference.write', subject: 'reference-value', subjectId: id, details: { collection: given.collection, entry: given.entry, validFrom: given.validFrom } });
}

/** Verifies, doubts or withdraws a value. Audit: `reference.<move>`. @throws {Problem} not-found, not-allowed, illegal-move, reference-needs-another, reference-in-force, reason-required */
export async function moveValue(act: Act, id: string, moved: MoveValue): Promise<void> {
  const { rows: [row] } = await sql<{ is_new: boolean }>`
    select move_reference_value(${id}, ${moved.id}, ${moved.move}, ${moved.reason ?? null}, ${moved.source ?? null}, ${moved.lookedOn ?? null}::date) as is_new`.execute(act.db);
  if (!row?.is_new) return act.unchanged();
  act.audit({ action: `reference.${moved.move}`, subject: 'reference-value', subjectId: id });
}

/** Says that one has looked at a value that the system comes with. Audit: `reference.check`. @throws {Problem} not-found, not-allowed, already-exists */
export async function writeCheck(act: Act, collections: Collections, id: string, { collection, entry, validFrom, outcome, source, lookedOn }: WriteCheck): Promise<void> {
  const looked = collections[collection].given().find((one) => one.entry === entry && one.validFrom === validFrom);
  if (!looked) throw new Problem('not-found');
  const mark = markOf(collection, looked);
  const before = await act.db.selectFrom('reference_check').select(['mark', 'by_member', 'outcome']).where('id', '=', id).executeTakeFirst();
  if (before) return act.unchangedIf(before.mark === mark && before.by_member === act.actor.memberId && before.outcome === outcome);
  if (lookedOn > italianDay(act.now)) throw invalid('lookedOn', 'future');
  await act.db.insertInto('reference_check').values({ id, programme_id: act.actor.programmeId, collection, entry, valid_from: validFrom, mark, outcome, source, looked_on: lookedOn, by_member: act.actor.memberId }).execute();
  act.audit({ action: 'reference.check', subject: 'reference-check', subjectId: id, details: { collection, entry, outcome } });
}
