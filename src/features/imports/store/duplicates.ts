import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import type { House } from '../../../kernel/http/house.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { readContact } from '../../persons/domain.ts';
import { plainName } from '../../persons/domain/names.ts';
import { type PersonFacts, scorePersons, searchKeys } from '../../persons/matching/index.ts';
import { type ImportedRow, phonesOf, type RowFacts } from '../contract.ts';
import { apart, inTurns } from '../apart/run.ts';
import { type FollowedPerson, factsForMatching, likenessToPeople, namesOf, type Proposal } from '../domain/likeness.ts';
import { contactDigest } from '../domain/contact-index.ts';
import type { CandidateSeen, DuplicatePage } from '../wire.ts';
import { heldBatch, moveBatch } from './batches.ts';
import { numberIn, placeAfter } from './content.ts';
import { type KeptRow, openRows, rowSeen, sheetNames } from './rows.ts';

const PER_INSERT = 1_000;
const PAGE = 20;

/**
 * Looks for every row among the rows before it and among the people already followed, and writes down whom it may be. Rows that are
 * like nobody are new; for all the others a person decides. Nothing outside the import is written. Audit: `import.check`.
 * @throws {Problem} not-found
 */
export async function checkRows(house: House, act: Act, id: string, moveId: string): Promise<number> {
  const moved = await moveBatch(act, await heldBatch(act, id), 'check', { id: moveId });
  const nameOf = await sheetNames(house, act, id);
  const { rows, proposals } = await propose(house, act, id, nameOf);
  const doubtful = new Set(proposals.map((one) => one.rowId));
  const isNew = rows.filter((row) => !doubtful.has(row.id)).map((row) => row.id);
  const open = rows.map((row) => row.id);
  await sql`update import_row set decision = case when id = any(${isNew}) then 'new' else 'undecided' end, target_row = null, target_person = null where batch_id = ${id} and id = any(${open})`.execute(act.db);
  return moved.version;
}

/** Compares all the rows and writes down whom each may be. */
async function propose(house: House, act: Act, id: string, nameOf: (sheet: number) => string): Promise<{ rows: KeptRow[]; proposals: Proposal[] }> {
  const rows = (await openRows(house, act, id)).filter((row) => row.facts !== null && row.disposition !== 'refused');
  const known = rows.map((row) => ({ id: row.id, row: importedRow(row, nameOf) }));
  const people = await peopleLike(house, act, id, rows);
  const inSystem = await inTurns(rows, (row) => (row.facts === null ? [] : likenessToPeople(row.id, row.facts, people.get(row.id) ?? [])));
  const proposals = [...await apart('compare', { rows: known }), ...inSystem.flat()];
  await act.db.deleteFrom('import_candidate').where('batch_id', '=', id).execute();
  for (let from = 0; from < proposals.length; from += PER_INSERT) {
    await act.db.insertInto('import_candidate').values(proposals.slice(from, from + PER_INSERT).map((one) => candidateRow(act, id, one))).execute();
  }
  return { rows, proposals };
}

/**
 * Looks again for whom the rows may be after one of them was put right. The row itself is decided anew, and so are those that were held to
 * be the same person as it, or that may be now; what was decided about all the others stands.
 */
export async function proposeAgain(house: House, act: Act, id: string, rowId: string): Promise<void> {
  const { rows, proposals } = await propose(house, act, id, await sheetNames(house, act, id));
  const isLikeSomebody = proposals.some((one) => one.rowId === rowId);
  const touched = proposals.filter((one) => one.otherRow === rowId).map((one) => one.rowId);
  const isPerson = rows.some((row) => row.id === rowId);
  await sql`update import_row set decision = 'undecided', target_row = null, target_person = null
    where batch_id = ${id} and decision <> 'skip' and (target_row = ${rowId} or id = any(${touched}))`.execute(act.db);
  if (isPerson && !isLikeSomebody) await sql`update import_row set decision = 'new' where id = ${rowId}`.execute(act.db);
}

/**
 * Looks once more, at the last moment, whether rows that are to open a person are like somebody who has been met since the check: the same
 * register brought by a colleague, a person received at the desk. Those rows are asked about; what was answered before is not asked again.
 * @returns how many rows now wait for an answer
 */
export async function askOfNewlyMet(house: House, act: Act, id: string): Promise<number> {
  const rows = await openRows(house, act, id, (query) => query.where('decision', '=', 'new'));
  const people = await peopleLike(house, act, id, rows);
  const known = new Set((await act.db.selectFrom('import_candidate').select(['row_id', 'other_person']).where('batch_id', '=', id).where('other_person', 'is not', null).execute()).map((one) => `${one.row_id} ${one.other_person}`));
  const found = await inTurns(rows, (row) => (row.facts === null ? [] : likenessToPeople(row.id, row.facts, people.get(row.id) ?? [])));
  const unheard = found.flat().filter((one) => !known.has(`${one.rowId} ${one.otherPerson}`));
  if (unheard.length === 0) return 0;
  for (let from = 0; from < unheard.length; from += PER_INSERT) {
    await act.db.insertInto('import_candidate').values(unheard.slice(from, from + PER_INSERT).map((one) => candidateRow(act, id, one))).execute();
  }
  const asked = [...new Set(unheard.map((one) => one.rowId))];
  await sql`update import_row set decision = 'undecided' where batch_id = ${id} and id = any(${asked})`.execute(act.db);
  act.audit({ action: 'import.met-meanwhile', subject: 'import', subjectId: id, details: { rows: asked.length } });
  return asked.length;
}

const candidateRow = (act: Act, batchId: string, one: Proposal) => ({
  programme_id: act.actor.programmeId, batch_id: batchId, row_id: one.rowId, other_row: one.otherRow, other_person: one.otherPerson, band: one.band, probability: one.probability, certain: one.isCertain,
});

const importedRow = (row: KeptRow, nameOf: (sheet: number) => string): ImportedRow => ({
  sheet: nameOf(row.sheet), row: row.number, sort: row.sort, disposition: row.disposition, original: [...row.original], facts: row.facts, marks: row.marks, problems: row.problems,
});

interface Found {
  readonly row_id: string;
  readonly person_id: string;
  readonly by_phone: boolean;
  readonly shared: boolean | null;
}

/** The people whom the indexes find for each row: by the sound of the name, by the telephone, and by the row itself when it was brought in before. */
async function peopleLike(house: House, act: Act, batchId: string, rows: readonly KeptRow[]): Promise<Map<string, FollowedPerson[]>> {
  const digest = contactDigest(house.keyring, act.actor.programmeId);
  const asked = rows.flatMap((row) => {
    const { facts } = row;
    if (facts === null) return [];
    const [phones, names] = [phoneIndexes(facts, digest), namesOf(facts)];
    return [...phones.map((phone) => ({ id: row.id, sought: [] as string[], words: '', phone })), ...names.map((name) => ({ id: row.id, sought: searchKeys(name), words: plainName(name), phone: null as string | null }))];
  });
  const { rows: found } = await sql<Found>`select row_id, person_id, by_phone, shared from people_of_register(${JSON.stringify(asked)}::jsonb)`.execute(act.db);
  const { rows: before } = await sql<{ row_id: string; person_id: string }>`
    select mine.id as row_id, earlier.person_id from import_row mine
      join import_row earlier on earlier.programme_id = mine.programme_id and earlier.content_digest = mine.content_digest and earlier.batch_id <> mine.batch_id
       and earlier.outcome in ('person-opened', 'added-to-person', 'kept-after-undo') and earlier.person_id is not null
      join case_access a on a.person_id = earlier.person_id and a.member_id = ${act.actor.memberId}
     where mine.batch_id = ${batchId} and mine.sort = 'person'`.execute(act.db);
  const facts = await factsOfPeople(act, [...new Set([...found, ...before].map((one) => one.person_id))]);
  const byRow = new Map<string, Map<string, FollowedPerson>>();
  const numbersOf = new Map(rows.map((row) => [row.id, row.facts === null ? [] : phonesOf(row.facts).map((phone) => phone.number)]));
  for (const one of [...found, ...before.map((same) => ({ ...same, by_phone: false, shared: null, same: true }))]) {
    const known = facts.get(one.person_id);
    if (!known) continue;
    const people = byRow.get(one.row_id) ?? new Map<string, FollowedPerson>();
    const met = people.get(one.person_id);
    const phones = one.by_phone ? numbersOf.get(one.row_id)?.map((number) => ({ number, shared: one.shared ?? false })) : met?.facts.phones;
    people.set(one.person_id, { id: one.person_id, facts: { ...known.facts, phones }, fromSameRow: (met?.fromSameRow ?? false) || 'same' in one });
    byRow.set(one.row_id, people);
  }
  return new Map([...byRow].map(([row, people]) => [row, [...people.values()]]));
}

const phoneIndexes = (facts: RowFacts, digest: (recognised: string) => Buffer): string[] =>
  phonesOf(facts).map((phone) => readContact('phone', phone.number)).filter((read) => read !== undefined).map((read) => digest(read.recognised).toString('hex'));

interface KnownPerson {
  readonly code: string;
  readonly caseId: string;
  readonly birth: string;
  readonly facts: PersonFacts;
}

/** Names, birth and nationality of the people one holds, in one query. */
async function factsOfPeople(act: Act, ids: readonly string[]): Promise<ReadonlyMap<string, KnownPerson>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; code: string; case_id: string; gender: string; precision: string | null; year: number | null; month: number | null; day: number | null; names: string[] | null; country: string | null }>`
    select p.id, p.code, p.gender, b.precision, b.year, b.month, b.day, held.case_id,
           (select array_agg(n.text order by n.preferred desc, n.created_at) from person_name n where n.person_id = p.id and n.removed_at is null) as names,
           (select min(c.country) from person_nationality c where c.person_id = p.id) as country
      from person p left join person_birth b on b.person_id = p.id
      join lateral (select a.case_id from case_access a where a.person_id = p.id and a.member_id = ${act.actor.memberId} order by a.last_change_at desc limit 1) held on true
     where p.id = any(${ids})`.execute(act.db);
  return new Map(rows.map((row) => [row.id, {
    code: row.code, caseId: row.case_id, birth: [row.year, row.month, row.day].filter((part) => part !== null).map((part) => String(part).padStart(2, '0')).join('-'),
    facts: {
      names: row.names ?? [], gender: row.gender === 'unknown' ? undefined : row.gender, nationality: row.country ?? undefined,
      birth: row.year === null ? undefined : { precision: row.precision as 'exact' | 'estimated' | 'declared', year: row.year, month: row.month ?? undefined, day: row.day ?? undefined },
    },
  }]));
}

/** Rows that may be somebody, side by side with whom, and why. Audit: `import.duplicates-read`. @throws {Problem} not-found */
export async function readDuplicates(house: House, act: Act, id: string, only: 'undecided' | 'all', after: string | undefined): Promise<DuplicatePage> {
  const from = numberIn(after);
  const nameOf = await sheetNames(house, act, id);
  const rows = await openRows(house, act, id, (query) => query.where('place', '>', from)
    .where((where) => where.exists(where.selectFrom('import_candidate').select('row_id').whereRef('import_candidate.row_id', '=', 'import_row.id')))
    .$if(only === 'undecided', (some) => some.where('decision', '=', 'undecided')).limit(PAGE + 1));
  const shown = rows.slice(0, PAGE);
  const candidates = shown.length === 0 ? [] : await act.db.selectFrom('import_candidate').select(['row_id', 'other_row', 'other_person', 'band', 'certain'])
    .where('row_id', 'in', shown.map((row) => row.id)).orderBy('probability', 'desc').execute();
  const otherIds = [...new Set(candidates.map((one) => one.other_row).filter((one) => one !== null))];
  const others = new Map(otherIds.length === 0 ? [] : (await openRows(house, act, id, (query) => query.where('id', 'in', otherIds))).map((row) => [row.id, row]));
  const people = await factsOfPeople(act, candidates.map((one) => one.other_person).filter((one) => one !== null));
  const items = shown.map((row) => ({
    row: rowSeen(row, nameOf), targetRow: row.targetRow, targetPerson: row.targetPerson,
    candidates: candidates.filter((one) => one.row_id === row.id).flatMap((one): CandidateSeen[] => {
      const base = { band: one.band as CandidateSeen['band'], isCertain: one.certain };
      const other = one.other_row === null ? undefined : others.get(one.other_row);
      if (other?.facts) return [{ ...base, ...ofRow(other, other.facts, nameOf), reasons: reasonsOf(row.facts, factsForMatching(other.facts)) }];
      const person = one.other_person === null ? undefined : people.get(one.other_person);
      if (!person || one.other_person === null) return [];
      return [{
        ...base, rowId: null, personId: one.other_person, caseId: person.caseId, code: person.code, sheet: null, row: null, name: person.facts.names[0] ?? '', birth: person.birth,
        phone: null, nationality: person.facts.nationality ?? null, reasons: reasonsOf(row.facts, person.facts),
      }];
    }),
  }));
  const last = shown.at(-1);
  act.audit({ action: 'import.duplicates-read', subject: 'import', subjectId: id, details: { count: items.length } });
  return { items, next: rows.length > PAGE && last ? placeAfter(last.place) : null };
}

const ofRow = (row: KeptRow, facts: RowFacts, nameOf: (sheet: number) => string) => ({
  rowId: row.id, personId: null, caseId: null, code: null, sheet: nameOf(row.sheet), row: row.number, name: namesOf(facts)[0] ?? '',
  birth: facts.birth?.day ?? String(facts.birth?.year ?? ''), phone: facts.phone?.number ?? null, nationality: facts.nationalities[0] ?? null,
});

function reasonsOf(facts: RowFacts | null, other: PersonFacts): CandidateSeen['reasons'] {
  if (facts === null) throw new Problem('not-found');
  return scorePersons(factsForMatching(facts), other).reasons.map((reason) => ({
    code: reason.code,
    ...('parts' in reason ? { parts: reason.parts.some((part) => typeof part === 'string') ? reason.parts.filter((part) => typeof part === 'string') : reason.parts.filter((part) => typeof part !== 'string').map((part) => ({ a: part.a, b: part.b })) } : {}),
    ...('year' in reason ? { year: reason.year } : {}), ...('years' in reason ? { years: reason.years } : {}),
  }));
}
