import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { italianDay } from '../../../kernel/italian-day.ts';
import type { Seal, Vault } from '../../../kernel/vault/vault.ts';
import type { Reference } from '../../../kernel/reference/collection.ts';
import { referenceOf } from '../../../kernel/reference/own.ts';
import { holidays } from '../../referrals/reference.ts';
import { workingDaysAfter } from '../../referrals/domain/working-days.ts';
import type { CaseMinor, KeepStep, MinorPath, MovePath, PathStep, StepKind, WriteAge } from '../contract/minor.ts';
import { clockOf, type Deed, dueOf, endsDoubt, minorPathMachine, missingForPath, stepsOf } from '../domain/minor.ts';
import { deadlineOf } from '../reference.ts';
import { colleague, openOrNull, type Who } from './common.ts';

interface PathRow { id: string; case_id: string; person_id: string; state: MinorPath['state']; opened_at: Date; opened_by: Who; version: number }
interface StepRow { id: string; kind: StepKind; state: PathStep['state']; at: Date; words_sealed: Buffer; by: Who }
interface AgeRow { id: string; authority: MinorPath['ages'][number]['authority']; outcome: MinorPath['ages'][number]['outcome']; decided_on: string; reference_sealed: Buffer; by: Who; at: Date }
interface MoveRow { id: string; move: MinorPath['moves'][number]['move']; to_state: MinorPath['state']; reason_sealed: Buffer; by: Who; at: Date }

const pathsWhere = (where: ReturnType<typeof sql>) => sql<PathRow>`
  select p.id, p.case_id, p.person_id, p.state, p.opened_at, ${colleague('p.opened_by')} as opened_by, p.version from minor_path p where ${where} order by p.opened_at desc limit 20`;
/** The last word on each kind of step. */
const stepsOfPath = (pathId: string) => sql<StepRow>`
  select distinct on (s.kind) s.id, s.kind, s.state, s.at, s.words_sealed, ${colleague('s.by_member')} as by from minor_step s where s.path_id = ${pathId} order by s.kind, s.written_at desc, s.id desc`;

/** Whether there is a doubt of age, and the paths that were gone. Audit: `minor-path.read`. @throws {Problem} not-found */
export async function readMinorOfCase(act: Act, vault: Vault, caseId: string): Promise<CaseMinor> {
  const { rows: [known] } = await sql<{ doubt: boolean }>`select p.minor_track as doubt from case_file c join person p on p.id = c.person_id where c.id = ${caseId} and case_opens(c.id, 'case')`.execute(act.db);
  if (!known) throw new Problem('not-found');
  const { rows } = await pathsWhere(sql`p.case_id = ${caseId}`).execute(act.db);
  const seal = (await vault.seals(act, caseId)).get('case');
  act.audit({ action: 'minor-path.read', subject: 'case', subjectId: caseId, caseId });
  const paths: MinorPath[] = [];
  for (const row of rows) paths.push(await shown(act, seal, row));
  return { doubt: known.doubt, paths };
}

async function shown(act: Act, seal: Seal | undefined, row: PathRow): Promise<MinorPath> {
  const [{ rows: steps }, { rows: ages }, { rows: moves }] = await Promise.all([
    stepsOfPath(row.id).execute(act.db),
    sql<AgeRow>`select a.id, a.authority, a.outcome, a.decided_on::text, a.reference_sealed, ${colleague('a.author_id')} as by, a.at from age_outcome a where a.path_id = ${row.id} order by a.at, a.id`.execute(act.db),
    sql<MoveRow>`select m.id, m.move, m.to_state, m.reason_sealed, ${colleague('m.by_member')} as by, m.at from minor_path_move m where m.path_id = ${row.id} order by m.at, m.id`.execute(act.db),
  ]);
  const deeds = steps.map(deedOf);
  const reference = await referenceOf(act);
  const byKind = new Map(steps.map((step) => [step.kind, step]));
  return {
    id: row.id, state: row.state, openedAt: row.opened_at.toISOString(), openedBy: row.opened_by, version: row.version,
    steps: stepsOf(row.state, deeds).map((kind) => {
      const step = byKind.get(kind);
      const { clock, due } = dueIn(reference, kind, row.opened_at, deeds);
      const state = step?.state ?? 'to-do';
      return {
        kind, state, dueOn: due, atOnce: clock?.days === 0, late: state === 'to-do' && due !== null && due < italianDay(act.now), source: clock?.source ?? null, verified: clock?.verified ?? false,
        doneAt: state === 'to-do' ? null : step?.at.toISOString() ?? null, by: step?.by ?? null, words: step ? openOrNull(seal, step.words_sealed, `minor_step.words:${step.id}`) : null,
      };
    }),
    ages: ages.map((age) => ({ id: age.id, authority: age.authority, outcome: age.outcome, decidedOn: age.decided_on, reference: openOrNull(seal, age.reference_sealed, `age_outcome.reference:${age.id}`), by: age.by, at: age.at.toISOString() })),
    moves: moves.map((move) => ({ id: move.id, move: move.move, to: move.to_state, reason: openOrNull(seal, move.reason_sealed, `minor_path_move.reason:${move.id}`), by: move.by, at: move.at.toISOString() })),
    may: minorPathMachine.movesFrom(row.state).filter((move) => missingForPath(move, { deeds, ages: ages.map((age) => age.outcome) }) === undefined),
  };
}

const deedOf = (step: StepRow): Deed => ({ kind: step.kind, state: step.state, day: italianDay(step.at) });

function dueIn(reference: Reference, kind: StepKind, opened: Date, deeds: readonly Deed[]) {
  const id = clockOf(kind);
  // A path keeps the clocks of the day on which it was opened.
  const clock = id ? deadlineOf(reference, id, italianDay(opened)) : undefined;
  const due = dueOf(kind, italianDay(opened), deeds, clock, (day, count) => workingDaysAfter(day, count, holidays(reference)));
  return { clock, due };
}

/** Opens a path by hand, where a doubt stands and no path does. Audit: `minor-path.open`. @throws {Problem} not-found, no-doubt-of-age, already-exists */
export async function openPath(act: Act, id: string, caseId: string): Promise<void> {
  const { rows: [known] } = await sql<{ person_id: string; doubt: boolean }>`select c.person_id, p.minor_track as doubt from case_file c join person p on p.id = c.person_id where c.id = ${caseId} and case_opens(c.id, 'case')`.execute(act.db);
  if (!known) throw new Problem('not-found');
  const before = await act.db.selectFrom('minor_path').select('opened_by').where('id', '=', id).executeTakeFirst();
  if (before) return act.unchanged();
  if (!known.doubt) throw new Problem('no-doubt-of-age');
  await act.db.insertInto('minor_path').values({ id, programme_id: act.actor.programmeId, case_id: caseId, person_id: known.person_id, opened_by: act.actor.memberId, opened_at: act.now, owed_on: italianDay(act.now) }).execute();
  act.audit({ action: 'minor-path.open', subject: 'minor-path', subjectId: id, caseId, personId: known.person_id });
}

/** That a step was done, does not apply, or is to be done after all. Audit: `minor-path.step`. @throws {Problem} not-found, illegal-move, already-exists */
export async function keepStep(act: Act, vault: Vault, id: string, given: KeepStep): Promise<string> {
  const path = await standing(act, given.pathId);
  const before = await act.db.selectFrom('minor_step').select('by_member').where('id', '=', id).executeTakeFirst();
  if (before) {
    if (before.by_member !== act.actor.memberId) throw new Problem('already-exists');
    act.unchanged();
    return path.case_id;
  }
  const seal = await vault.seal(act, path.case_id, 'case');
  const at = new Date(Math.min(Date.parse(given.at), act.now.getTime()));
  await act.db.insertInto('minor_step').values({
    id, programme_id: act.actor.programmeId, case_id: path.case_id, path_id: path.id, kind: given.kind, state: given.state, at, by_member: act.actor.memberId, written_at: act.now,
    words_sealed: seal.close(given.words, `minor_step.words:${id}`),
  }).execute();
  await workOutOwed(act, path);
  act.audit({ action: 'minor-path.step', subject: 'minor-path', subjectId: path.id, caseId: path.case_id, details: { kind: given.kind, state: given.state } });
  return path.case_id;
}

/** What an authority found about the age, with its act. Audit: `minor-path.age`. @throws {Problem} not-found, illegal-move, invalid-input */
export async function writeAge(act: Act, vault: Vault, id: string, given: WriteAge): Promise<string> {
  const path = await standing(act, given.pathId);
  const before = await act.db.selectFrom('age_outcome').select('author_id').where('id', '=', id).executeTakeFirst();
  if (before) {
    if (before.author_id !== act.actor.memberId) throw new Problem('already-exists');
    act.unchanged();
    return path.case_id;
  }
  if (given.decidedOn > italianDay(act.now)) throw new Problem('invalid-input', { errors: [{ path: 'decidedOn', code: 'in-the-future' }] });
  const seal = await vault.seal(act, path.case_id, 'case');
  await act.db.insertInto('age_outcome').values({
    id, programme_id: act.actor.programmeId, case_id: path.case_id, path_id: path.id, authority: given.authority, outcome: given.outcome, decided_on: given.decidedOn, author_id: act.actor.memberId, at: act.now,
    reference_sealed: seal.close(given.reference, `age_outcome.reference:${id}`),
  }).execute();
  act.audit({ action: 'minor-path.age', subject: 'minor-path', subjectId: path.id, caseId: path.case_id });
  return path.case_id;
}

/**
 * A step of the path itself. Where it ends the doubt (an authority said adult, or the birthday came) the person leaves the minor track in the same breath.
 * Audit: `minor-path.<move>`. @throws {Problem} not-found, illegal-move, reports-first, authority-outcome-missing, changed-meanwhile
 */
export async function movePath(act: Act, vault: Vault, pathId: string, version: number, given: MovePath): Promise<string> {
  const { rows: [path] } = await pathsWhere(sql`p.id = ${pathId}`).execute(act.db);
  if (!path) throw new Problem('not-found');
  const before = await act.db.selectFrom('minor_path_move').select('path_id').where('id', '=', given.id).executeTakeFirst();
  if (before) {
    act.unchanged();
    return path.case_id;
  }
  if (path.version !== version) throw new Problem('changed-meanwhile');
  const to = minorPathMachine.next(path.state, given.move, { reason: given.reason });
  const [{ rows: steps }, ages] = await Promise.all([stepsOfPath(pathId).execute(act.db), act.db.selectFrom('age_outcome').select('outcome').where('path_id', '=', pathId).orderBy('at').orderBy('id').execute()]);
  const missing = missingForPath(given.move, { deeds: steps.map(deedOf), ages: ages.map(({ outcome }) => outcome as AgeRow['outcome']) });
  if (missing) throw new Problem(missing);
  const seal = await vault.seal(act, path.case_id, 'case');
  const { numUpdatedRows } = await act.db.updateTable('minor_path').set({ state: to, version: version + 1 }).where('id', '=', pathId).where('version', '=', version).executeTakeFirst();
  if (numUpdatedRows === 0n) throw new Problem('changed-meanwhile');
  await act.db.insertInto('minor_path_move').values({
    id: given.id, programme_id: act.actor.programmeId, case_id: path.case_id, path_id: pathId, move: given.move, from_state: path.state, to_state: to, by_member: act.actor.memberId, at: act.now,
    reason_sealed: seal.close(given.reason, `minor_path_move.reason:${given.id}`),
  }).execute();
  await workOutOwed(act, { ...path, state: to });
  if (endsDoubt(to)) await endDoubt(act, path, given.reason);
  act.audit({ action: `minor-path.${given.move}`, subject: 'minor-path', subjectId: pathId, caseId: path.case_id, personId: path.person_id });
  return path.case_id;
}

async function endDoubt(act: Act, path: PathRow, reason: string): Promise<void> {
  const person = await act.db.selectFrom('person').select(['minor_track', 'version']).where('id', '=', path.person_id).forUpdate().executeTakeFirst();
  if (!person?.minor_track) return;
  await act.db.insertInto('person_move').values({
    id: newId(), programme_id: act.actor.programmeId, person_id: path.person_id, machine: 'minor', move: 'reclassify', from_state: 'minor-track', to_state: 'reclassified', reason, by_member: act.actor.memberId, at: act.now,
  }).execute();
  await act.db.updateTable('person').set({ minor_track: false, minor_reason: null, version: person.version + 1 }).where('id', '=', path.person_id).execute();
}

async function standing(act: Act, pathId: string): Promise<PathRow> {
  const { rows: [path] } = await pathsWhere(sql`p.id = ${pathId}`).execute(act.db);
  if (!path) throw new Problem('not-found');
  if (minorPathMachine.ends.includes(path.state)) throw new Problem('illegal-move', { facts: { state: path.state, move: 'write' } });
  return path;
}

/** The nearest day by which something is to be done, kept beside the path so that the day's list need not reckon. */
async function workOutOwed(act: Act, path: PathRow): Promise<void> {
  const { rows } = await stepsOfPath(path.id).execute(act.db);
  const deeds = rows.map(deedOf);
  const reference = await referenceOf(act);
  const settled = new Set(rows.filter((step) => step.state !== 'to-do').map((step) => step.kind));
  const dues = minorPathMachine.ends.includes(path.state) ? [] : stepsOf(path.state, deeds).filter((kind) => !settled.has(kind)).flatMap((kind) => dueIn(reference, kind, path.opened_at, deeds).due ?? []);
  await act.db.updateTable('minor_path').set({ owed_on: dues.toSorted()[0] ?? null }).where('id', '=', path.id).execute();
}
