import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { type DistanceReading, DistanceMoment, type DistanceWritten, GoalDomain, NeedDomain, type NeedReading, NeedSource, type NeedWritten, RatedBy } from '../contract.ts';
import { heldCase, namesOf } from './common.ts';

/** Every reading of the needs of a case, oldest first. */
export async function readNeeds(act: Act, caseId: string): Promise<NeedReading[]> {
  const held = await heldCase(act, caseId);
  act.audit({ action: 'needs.read', subject: 'needs', subjectId: caseId, caseId, personId: held.personId });
  return readings(act, await needRows(act).where('case_id', '=', caseId).orderBy('assessed_at').orderBy('id').execute());
}

/**
 * Writes a new reading of one need; the earlier one stays for the picture of the way. Audit: `need.assess`.
 * @throws {Problem} changed-meanwhile when another reading stands there than the writer saw
 */
export async function keepNeed(act: Act, id: string, written: NeedWritten): Promise<NeedReading> {
  const held = await heldCase(act, written.caseId);
  const again = await needRows(act).where('id', '=', id).where('case_id', '=', written.caseId).executeTakeFirst();
  if (again) {
    act.unchanged();
    return onlyOne(await readings(act, [again]));
  }
  if (written.replaces) {
    const stepped = await act.db.updateTable('need').set({ superseded_by: id })
      .where('id', '=', written.replaces).where('case_id', '=', written.caseId).where('domain', '=', written.domain).where('superseded_by', 'is', null).executeTakeFirst();
    if (stepped.numUpdatedRows === 0n) throw new Problem('changed-meanwhile');
  }
  await act.db.insertInto('need').values({
    id, programme_id: act.actor.programmeId, case_id: written.caseId, domain: written.domain, level: written.level, own_priority: written.ownPriority,
    words: written.words, assessed_by: act.actor.memberId, source_kind: written.source, superseded_by: null,
  }).execute();
  act.audit({ action: 'need.assess', subject: 'need', subjectId: id, caseId: written.caseId, personId: held.personId, details: { domain: written.domain, level: written.level } });
  return onlyOne(await readings(act, [await needRows(act).where('id', '=', id).executeTakeFirstOrThrow()]));
}

/** Distance travelled, oldest first; the plan shows it. */
export async function distanceOf(act: Act, caseId: string): Promise<DistanceReading[]> {
  const rows = await act.db.selectFrom('distance_reading').select(['id', 'domain', 'moment', 'rated_by', 'value', 'at'])
    .where('case_id', '=', caseId).orderBy('at').orderBy('id').execute();
  return rows.map((row) => ({
    id: row.id, domain: GoalDomain.parse(row.domain), moment: DistanceMoment.parse(row.moment), ratedBy: RatedBy.parse(row.rated_by), value: row.value, at: row.at.toISOString(),
  }));
}

/** One rating, by the person or by the worker; the two are never mixed. Audit: `distance.rate`. */
export async function keepDistance(act: Act, id: string, written: DistanceWritten): Promise<DistanceReading> {
  const held = await heldCase(act, written.caseId);
  const inserted = await act.db.insertInto('distance_reading').values({
    id, programme_id: act.actor.programmeId, case_id: written.caseId, domain: written.domain, moment: written.moment, rated_by: written.ratedBy,
    value: written.value, author_id: act.actor.memberId, at: act.now,
  }).onConflict((conflict) => conflict.column('id').doNothing()).executeTakeFirst();
  if (inserted.numInsertedOrUpdatedRows === 0n) act.unchanged();
  else act.audit({ action: 'distance.rate', subject: 'distance-reading', subjectId: id, caseId: written.caseId, personId: held.personId, details: { domain: written.domain } });
  const kept = (await distanceOf(act, written.caseId)).find((one) => one.id === id);
  if (!kept) throw new Problem('already-exists');
  return kept;
}

const needRows = (act: Act) => act.db.selectFrom('need').select(['id', 'domain', 'level', 'own_priority', 'words', 'assessed_by', 'assessed_at', 'source_kind', 'superseded_by']);
type NeedRow = Awaited<ReturnType<ReturnType<typeof needRows>['execute']>>[number];

async function readings(act: Act, rows: readonly NeedRow[]): Promise<NeedReading[]> {
  const nameOf = await namesOf(act, rows.map((row) => row.assessed_by));
  return rows.map((row) => ({
    id: row.id, domain: NeedDomain.parse(row.domain), level: row.level, ownPriority: row.own_priority, words: row.words,
    assessedBy: nameOf(row.assessed_by), assessedAt: row.assessed_at.toISOString(), source: NeedSource.parse(row.source_kind), current: row.superseded_by === null,
  }));
}

function onlyOne(items: readonly NeedReading[]): NeedReading {
  const item = items[0];
  if (!item) throw new Problem('not-found');
  return item;
}
