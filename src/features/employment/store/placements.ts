import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { referenceOf } from '../../../kernel/reference/own.ts';
import { colleague, moment } from '../../../kernel/database/pages.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { italianDay } from '../../../kernel/italian-day.ts';
import type { Seal, Vault } from '../../../kernel/vault/vault.ts';
import { Sector, type WageRate, WageBasis } from '../../worksheet/contract.ts';
import { type MovePlacement, type Placement, PlacementKind, type PlacementMove, PlacementState, PlacementTerms, type WriteLook, type WritePlacement } from '../contract.ts';
import { comparedPay, daysAfter, lookHolds, movesFor, placementMachine, reasonsFor } from '../domain.ts';
import { lookDays } from '../reference.ts';
import { checksOf, endChecks, planChecks } from './checks.ts';
import { COMPARTMENT, heldCase, place, sealOf, writableCase } from './common.ts';
import { employerColumns, employerOf, type EmployerRow } from './employers.ts';

interface Row {
  id: string; kind: string; state: string; employer: EmployerRow; terms_sealed: Buffer; started_on: string | null; ended_on: string | null; owner: Placement['owner']; created_at: Date; version: number;
  verdict: 'clear' | 'talk-first' | null; valid_until: string | null; looked_by: Placement['owner'] | null; looked_at: Date | null;
}
type StepRow = { id: string; placement_id: string; move: PlacementMove; reason: string | null; words_sealed: Buffer | null; by: Placement['owner']; at: Date };

/** Every line of the wage tables in force, as the worksheet's comparison takes them. */
async function ratesInUse(act: Act): Promise<WageRate[]> {
  const { rows } = await sql<Omit<WageRate, 'sector' | 'basis'> & { sector: string; basis: string }>`
    select r.id, r.source_id as "sourceId", s.title as "sourceTitle", s.reference, s.demonstration, s.verified_on::text as "verifiedOn", r.sector, r.province, r.level, r.basis, r.cents, r.ordinary_minutes as "ordinaryMinutes",
           r.overtime_percent as "overtimePercent", r.holiday_percent as "holidayPercent", r.third_element_percent as "thirdElementPercent", r.valid_from::text as "validFrom", r.valid_to::text as "validTo"
      from wage_rate r join wage_source s on s.id = r.source_id where r.superseded_at is null limit 5000`.execute(act.db);
  return rows.map((row) => ({ ...row, sector: Sector.parse(row.sector), basis: WageBasis.parse(row.basis) }));
}

/** Placements of a case with all that became of them, the newest first. */
export async function placementsOf(act: Act, seal: Seal | undefined, caseId: string, mayWrite: boolean): Promise<Placement[]> {
  const { rows } = await sql<Row>`
    select p.id, p.kind, p.state, (select to_jsonb(x) from (select ${employerColumns} from employer e where e.id = p.employer_id) x) as employer, p.terms_sealed, p.started_on::text, p.ended_on::text,
           ${colleague('p.owner_id')} as owner, p.created_at, p.version, l.verdict, l.valid_until::text, ${colleague('l.looked_by')} as looked_by, l.at as looked_at
      from placement p left join lateral (select k.* from placement_look k where k.placement_id = p.id order by k.at desc, k.id desc limit 1) l on true
     where p.case_id = ${caseId} order by p.created_at desc, p.id desc limit 60`.execute(act.db);
  if (!seal || rows.length === 0) return [];
  const { rows: steps } = await sql<StepRow>`
    select m.id, m.placement_id, m.move, m.reason, m.words_sealed, ${colleague('m.by_member')} as by, m.at from placement_move m where m.case_id = ${caseId} order by m.at, m.id`.execute(act.db);
  const checks = await checksOf(act, seal, caseId);
  const today = italianDay(act.now);
  const rates = await ratesInUse(act);
  return rows.map((row): Placement => {
    const terms = PlacementTerms.parse(JSON.parse(seal.open(row.terms_sealed, place.terms(row.id))));
    const look = row.verdict !== null && row.valid_until !== null && row.looked_by !== null && row.looked_at !== null ? { verdict: row.verdict, validUntil: row.valid_until, by: row.looked_by, at: moment(row.looked_at) } : null;
    const [kind, state] = [PlacementKind.parse(row.kind), PlacementState.parse(row.state)];
    return {
      id: row.id, kind, state, employer: employerOf(row.employer), terms, startedOn: row.started_on, endedOn: row.ended_on, owner: row.owner, createdAt: moment(row.created_at), version: row.version,
      look: look && { ...look, holds: lookHolds(look, today) }, moves: mayWrite ? movesFor(state, lookHolds(look, today)) : [],
      pay: comparedPay(kind, terms, rates, row.started_on ?? terms.from ?? today),
      steps: steps.filter((step) => step.placement_id === row.id).map((step) => ({
        id: step.id, move: step.move, at: moment(step.at), by: step.by, reason: step.reason, words: step.words_sealed && seal.open(step.words_sealed, place.moved(step.id)),
      })),
      checks: checks.get(row.id) ?? [],
    };
  });
}

/**
 * Writes a placement down as an idea, or puts right what is offered. Who offers it is never changed. Sent again it changes nothing. Audit: `placement.write`.
 * @param seen the version as read, 0 for a new one
 * @throws {Problem} not-found, not-allowed, already-exists, changed-meanwhile, illegal-move when it is over
 */
export async function writePlacement(act: Act, vault: Vault, id: string, seen: number, given: WritePlacement): Promise<void> {
  const held = await writableCase(act, given.caseId);
  const seal = await vault.seal(act, given.caseId, COMPARTMENT);
  const said = JSON.stringify(given.terms);
  const before = await act.db.selectFrom('placement').select(['case_id', 'kind', 'employer_id', 'state', 'terms_sealed', 'version']).where('id', '=', id).executeTakeFirst();
  if (before) {
    if (before.case_id !== given.caseId || before.employer_id !== given.employerId || before.kind !== given.kind) throw new Problem('already-exists');
    if (before.version === seen + 1 && seal.open(before.terms_sealed, place.terms(id)) === said) return act.unchanged();
    if (before.state === 'ended' || before.state === 'not-started') throw new Problem('illegal-move', { facts: { state: before.state, move: 'write' } });
    const { numUpdatedRows } = await act.db.updateTable('placement').set({ terms_sealed: seal.close(said, place.terms(id)), version: seen + 1 }).where('id', '=', id).where('version', '=', seen).executeTakeFirst();
    if (numUpdatedRows === 0n) throw new Problem('changed-meanwhile');
  } else {
    if (seen !== 0 || !await act.db.selectFrom('employer').select('id').where('id', '=', given.employerId).executeTakeFirst()) throw new Problem('not-found');
    await act.db.insertInto('placement').values({
      id, programme_id: act.actor.programmeId, case_id: given.caseId, kind: given.kind, employer_id: given.employerId, owner_id: act.actor.memberId, terms_sealed: seal.close(said, place.terms(id)),
      created_by: act.actor.memberId, created_at: act.now,
    }).execute();
  }
  act.audit({ action: 'placement.write', subject: 'placement', subjectId: id, caseId: given.caseId, personId: held.personId, details: { kind: given.kind } });
}

/**
 * One step. With the start the days are set on which it is asked whether the work holds; with the end, those that remain are let go.
 * Audit: `placement.<move>`.
 * @throws {Problem} not-found, not-allowed, illegal-move, reason-required, invalid-input (a reason of another step, a day that is missing or lies ahead), placement-not-looked-at, changed-meanwhile
 */
export async function movePlacement(act: Act, vault: Vault, id: string, asked: MovePlacement): Promise<void> {
  const found = await act.db.selectFrom('placement').select(['case_id', 'state', 'started_on', 'ended_on', 'version']).where('id', '=', id).executeTakeFirst();
  if (!found) throw new Problem('not-found');
  const held = await writableCase(act, found.case_id);
  if (await act.db.selectFrom('placement_move').select('id').where('id', '=', asked.id).where('placement_id', '=', id).executeTakeFirst()) return act.unchanged();
  const from = PlacementState.parse(found.state);
  const to = placementMachine.next(from, asked.move, { reason: asked.reason ?? null });
  if (asked.reason !== undefined && !reasonsFor(asked.move).includes(asked.reason)) throw new Problem('invalid-input', { errors: [{ path: 'reason', code: 'not-of-this-step' }] });
  const days = daysOfMove(asked, found, italianDay(act.now));
  const seal = await sealOf(act, vault, found.case_id);
  const { numUpdatedRows } = await act.db.updateTable('placement').set({ state: to, ...days, version: found.version + 1 }).where('id', '=', id).where('version', '=', found.version).executeTakeFirst();
  if (numUpdatedRows === 0n) throw new Problem('changed-meanwhile');
  await act.db.insertInto('placement_move').values({
    id: asked.id, programme_id: act.actor.programmeId, case_id: found.case_id, placement_id: id, move: asked.move, from_state: from, to_state: to, reason: asked.reason ?? null,
    words_sealed: asked.words ? seal.close(asked.words, place.moved(asked.id)) : null, by_member: act.actor.memberId, at: act.now,
  }).execute();
  if (to === 'started' && days.started_on !== null) await planChecks(act, found.case_id, id, days.started_on);
  if (asked.move === 'end' || asked.move === 'not-yet') await endChecks(act, found.case_id, id);
  act.audit({ action: `placement.${asked.move}`, subject: 'placement', subjectId: id, caseId: found.case_id, personId: held.personId });
}

/** The days that stand after a step. @throws {Problem} invalid-input */
function daysOfMove({ move, on }: MovePlacement, { started_on, ended_on }: { started_on: string | null; ended_on: string | null }, today: string): { started_on: string | null; ended_on: string | null } {
  const wrong = (code: string): never => { throw new Problem('invalid-input', { errors: [{ path: 'on', code }] }); };
  if (move === 'resume') return { started_on, ended_on: null };
  if (move !== 'start' && move !== 'end') return { started_on: null, ended_on: null };
  if (on === undefined) return wrong('missing');
  if (on > today) return wrong('lies-ahead');
  if (move === 'start') return { started_on: on, ended_on };
  return started_on !== null && on < started_on ? wrong('before-the-start') : { started_on, ended_on: on };
}

/** Whoever coordinates has looked at a placement. The reason is asked of nobody and kept nowhere. Audit: `placement.look`. @throws {Problem} not-found, not-allowed */
export async function lookAt(act: Act, id: string, { placementId, verdict }: WriteLook): Promise<void> {
  const found = await act.db.selectFrom('placement').select('case_id').where('id', '=', placementId).executeTakeFirst();
  if (!found) throw new Problem('not-found');
  const held = await heldCase(act, found.case_id);
  if (act.actor.role !== 'coordinator') throw new Problem('not-allowed');
  if (await act.db.selectFrom('placement_look').select('id').where('id', '=', id).where('placement_id', '=', placementId).executeTakeFirst()) return act.unchanged();
  const today = italianDay(act.now);
  await act.db.insertInto('placement_look').values({
    id, programme_id: act.actor.programmeId, case_id: found.case_id, placement_id: placementId, verdict, valid_until: daysAfter(today, lookDays(await referenceOf(act), today)), looked_by: act.actor.memberId, at: act.now,
  }).execute();
  act.audit({ action: 'placement.look', subject: 'placement', subjectId: placementId, caseId: found.case_id, personId: held.personId });
}
