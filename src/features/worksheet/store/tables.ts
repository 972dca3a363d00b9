import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { italianDay } from '../../../kernel/italian-day.ts';
import { apart } from '../../imports/apart/run.ts';
import { FileRefused } from '../../imports/reading/workbook.ts';
import { Sector, type WageRate, WageBasis, type WageRateInput } from '../contract.ts';
import { WHOLE_COUNTRY, sameLevel } from '../domain/rates.ts';
import { guessMapping, readTable, type TableCell } from '../domain/tables.ts';
import { provinces } from '../provinces.ts';
import type { CorrectRate, DryRun, KnownLevels, Mapping, RateLine, Source, WageTables, WriteSource } from '../wire.ts';
import { colleague, foundSource } from './common.ts';

const writers: ReadonlySet<string> = new Set(['labour', 'legal', 'coordinator']);

interface RateRow extends Record<string, unknown> {
  id: string; source_id: string; title: string; reference: string; demonstration: boolean; verified_on: string | null; sector: string; province: string; level: string; basis: string; cents: number;
  ordinary_minutes: number | null; overtime_percent: number | null; holiday_percent: number | null; third_element_percent: number | null; valid_from: string; valid_to: string | null;
  corrects_id: string | null; reason: string | null; superseded_at: Date | null;
}
const rateRows = (act: Act, further = sql`true`) => sql<RateRow>`
  select r.id, r.source_id, s.title, s.reference, s.demonstration, s.verified_on::text, r.sector, r.province, r.level, r.basis, r.cents, r.ordinary_minutes, r.overtime_percent, r.holiday_percent,
         r.third_element_percent, r.valid_from::text, r.valid_to::text, r.corrects_id, r.reason, r.superseded_at
    from wage_rate r join wage_source s on s.id = r.source_id where ${further}
   order by r.sector, r.province, lower(r.level), r.valid_from, r.created_at, r.id limit 5000`.execute(act.db);

const rateOf = (row: RateRow): WageRate => ({
  id: row.id, sourceId: row.source_id, sourceTitle: row.title, reference: row.reference, demonstration: row.demonstration, verifiedOn: row.verified_on,
  sector: Sector.parse(row.sector), province: row.province, level: row.level, basis: WageBasis.parse(row.basis), cents: row.cents, ordinaryMinutes: row.ordinary_minutes,
  overtimePercent: row.overtime_percent, holidayPercent: row.holiday_percent, thirdElementPercent: row.third_element_percent, validFrom: row.valid_from, validTo: row.valid_to,
});

/** Every line in force, as the comparison takes them. */
export async function ratesInUse(act: Act): Promise<WageRate[]> {
  const { rows } = await rateRows(act, sql`r.superseded_at is null`);
  return rows.map(rateOf);
}

/** Sources with all their lines, those that gave way included. Staff reference data: nothing of it is personal, so that no line of the trail is owed. */
export async function readTables(act: Act): Promise<WageTables> {
  const { rows } = await rateRows(act);
  const { rows: sources } = await sql<{ id: string; title: string; reference: string; demonstration: boolean; created_by: Source['createdBy']; created_at: Date; verified_by: Source['verifiedBy']; verified_on: string | null; version: number }>`
    select s.id, s.title, s.reference, s.demonstration, ${colleague('s.created_by')} as created_by, s.created_at, ${colleague('s.verified_by')} as verified_by, s.verified_on::text, s.version
      from wage_source s order by s.created_at desc, s.id`.execute(act.db);
  return {
    may: { write: writers.has(act.actor.role) },
    sources: sources.map((row) => ({
      id: row.id, title: row.title, reference: row.reference, demonstration: row.demonstration, createdBy: row.created_by, createdAt: row.created_at.toISOString(), verifiedBy: row.verified_by,
      verifiedOn: row.verified_on, version: row.version,
    })),
    rates: rows.map((row): RateLine => ({ ...rateOf(row), correctsId: row.corrects_id, reason: row.reason, supersededAt: row.superseded_at?.toISOString() ?? null })),
  };
}

export async function knownLevels(act: Act): Promise<KnownLevels> {
  const { rows } = await sql<{ sector: string; province: string; level: string }>`
    select distinct sector, province, level from wage_rate where superseded_at is null order by 1, 2, 3 limit 1000`.execute(act.db);
  return { items: rows.map((row) => ({ ...row, sector: Sector.parse(row.sector) })) };
}

/**
 * What the first sheet of a file would become, line by line, against what is in force; nothing is kept.
 * @throws {Problem} table-file-refused with the reason; not-allowed
 */
export async function tryTable(act: Act, bytes: Uint8Array, given: Mapping | undefined): Promise<DryRun> {
  if (!writers.has(act.actor.role)) throw new Problem('not-allowed');
  const grids = await apart('read', { bytes }).catch((error: unknown): never => {
    if (error instanceof FileRefused) throw new Problem('table-file-refused', { facts: { reason: error.code } });
    throw error;
  });
  const sheet = grids.find((grid) => !grid.hiddenSheet && grid.rows.some((row) => row.some((cell) => cell.text !== ''))) ?? grids[0];
  if (!sheet) throw new Problem('table-file-refused', { facts: { reason: 'file-empty' } });
  const head = sheet.rows.findIndex((row) => row.filter((cell) => cell.text.trim() !== '').length >= 2);
  const titles = (sheet.rows[head] ?? []).map((cell) => cell.text.trim());
  const mapping = given ?? guessMapping(titles);
  const lines = sheet.rows.flatMap((row, at) => (at <= head || row.every((cell) => cell.text.trim() === '') ? []
    : [{ row: at + 1, cells: row.map((cell): TableCell => ({ text: cell.text, isNumber: cell.kind === 'number' || (cell.kind === 'formula' && typeof cell.value === 'number') })) }]));
  const standing = await ratesInUse(act);
  return {
    sheet: sheet.sheet, titles, mapping,
    rows: readTable(lines, mapping, new Set([WHOLE_COUNTRY, ...provinces().keys()])).map(({ row, rate, problems }) => {
      const inTheWay = rate !== null && standing.some((one) => meets(one, rate));
      const said = inTheWay ? [...problems, { column: 'validFrom' as const, code: 'overlaps-table' as const }] : problems;
      const cells = sheet.rows[row - 1] ?? [];
      return { row, rate: inTheWay ? null : rate, problems: said.map((problem) => ({ ...problem, cell: cells[mapping[problem.column] ?? -1]?.text ?? '' })) };
    }),
  };
}

const meets = (one: WageRateInput, other: WageRateInput): boolean => one.sector === other.sector && one.province === other.province && sameLevel(one.level, other.level)
  && (one.validTo === null || other.validFrom <= one.validTo) && (other.validTo === null || one.validFrom <= other.validTo);

/** Keeps a source with its lines. Audit: `wage-source.write`. @throws {Problem} wage-overlap when a line meets one in force; already-exists */
export async function writeSource(act: Act, id: string, given: WriteSource): Promise<void> {
  const standing = await act.db.selectFrom('wage_source').select(['title', 'created_by']).where('id', '=', id).executeTakeFirst();
  if (standing) {
    if (standing.created_by !== act.actor.memberId || standing.title !== given.title) throw new Problem('already-exists');
    return act.unchanged();
  }
  await act.db.insertInto('wage_source').values({
    id, programme_id: act.actor.programmeId, title: given.title, reference: given.reference, demonstration: given.demonstration, created_by: act.actor.memberId, created_at: act.now,
  }).execute();
  for (const rate of given.rates) await insertRate(act, newId(), id, rate, null, null);
  act.audit({ action: 'wage-source.write', subject: 'wage-source', subjectId: id, details: { lines: given.rates.length, demonstration: given.demonstration } });
}

async function insertRate(act: Act, id: string, sourceId: string, rate: WageRateInput, correctsId: string | null, reason: string | null): Promise<void> {
  if (rate.province !== WHOLE_COUNTRY && !provinces().has(rate.province)) throw new Problem('invalid-input', { errors: [{ path: 'province', code: 'unknown' }] });
  await act.db.insertInto('wage_rate').values({
    id, programme_id: act.actor.programmeId, source_id: sourceId, sector: rate.sector, province: rate.province, level: rate.level, basis: rate.basis, cents: rate.cents,
    ordinary_minutes: rate.ordinaryMinutes, overtime_percent: rate.overtimePercent, holiday_percent: rate.holidayPercent, third_element_percent: rate.thirdElementPercent,
    valid_from: rate.validFrom, valid_to: rate.validTo, corrects_id: correctsId, reason, created_by: act.actor.memberId, created_at: act.now,
  }).execute();
}

/** Says that one has checked a source against its document. Audit: `wage-source.verify`. @throws {Problem} not-found, changed-meanwhile */
export async function verifySource(act: Act, id: string, seen: number): Promise<void> {
  const done = await act.db.updateTable('wage_source').set({ verified_by: act.actor.memberId, verified_on: italianDay(act.now), version: seen + 1 })
    .where('id', '=', id).where('version', '=', seen).where('verified_by', 'is', null).executeTakeFirst();
  if (done.numUpdatedRows === 0n) {
    await foundSource(act, id);
    throw new Problem('changed-meanwhile');
  }
  act.audit({ action: 'wage-source.verify', subject: 'wage-source', subjectId: id });
}

/** A new line in the place of an old one, which stays readable. Audit: `wage-rate.correct`. @throws {Problem} not-found, wage-superseded, wage-overlap */
export async function correctRate(act: Act, id: string, given: CorrectRate): Promise<void> {
  const before = await act.db.selectFrom('wage_rate').select(['source_id', 'superseded_at']).where('id', '=', given.corrects).executeTakeFirst();
  if (!before) throw new Problem('not-found');
  const again = await act.db.selectFrom('wage_rate').select('corrects_id').where('id', '=', id).executeTakeFirst();
  if (again?.corrects_id === given.corrects) return act.unchanged();
  const done = await act.db.updateTable('wage_rate').set({ superseded_at: act.now, changed_by: act.actor.memberId }).where('id', '=', given.corrects).where('superseded_at', 'is', null).executeTakeFirst();
  if (done.numUpdatedRows === 0n) throw new Problem(before.superseded_at ? 'wage-superseded' : 'not-allowed');
  await insertRate(act, id, before.source_id, given.rate, given.corrects, given.reason);
  act.audit({ action: 'wage-rate.correct', subject: 'wage-rate', subjectId: id, reason: given.reason });
}

/** Takes every line of a source out of use: what was computed under them keeps saying so. Audit: `wage-source.withdraw`. @throws {Problem} not-found, not-allowed */
export async function withdrawSource(act: Act, id: string, reason: string): Promise<void> {
  await foundSource(act, id);
  if (!writers.has(act.actor.role)) throw new Problem('not-allowed');
  const done = await act.db.updateTable('wage_rate').set({ superseded_at: act.now, changed_by: act.actor.memberId }).where('source_id', '=', id).where('superseded_at', 'is', null).executeTakeFirst();
  if (done.numUpdatedRows === 0n) return act.unchanged();
  act.audit({ action: 'wage-source.withdraw', subject: 'wage-source', subjectId: id, reason, details: { lines: Number(done.numUpdatedRows) } });
}
