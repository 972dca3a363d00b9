import { sql } from 'kysely';
import type { Act } from '../../kernel/database/act.ts';
import { Problem } from '../../kernel/http/problems.ts';
import { type Organisations, type Service, ServiceCategory, type ServiceChanged, type ServicePage, type ServiceSearch, type ServiceWritten, WithoutPapers } from './contract.ts';
import { freshnessOf, italianDay, tellingTheirPlace } from './domain.ts';
import type { Reference } from '../../kernel/reference/collection.ts';
import { referenceOf } from '../../kernel/reference/own.ts';
import { verificationDays } from './reference.ts';

const PAGE = 40;

/** Services that fit the search, by name. What the asker may not know of is not there; no counts are given. */
export async function findServices(act: Act, search: ServiceSearch): Promise<ServicePage> {
  const today = italianDay(act.now);
  const reference = await referenceOf(act);
  let query = serviceRows(act).orderBy('service.name').orderBy('service.id').limit(PAGE + 1);
  for (const word of search.words.split(/\s+/).filter(Boolean).slice(0, 8)) {
    const like = `%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
    query = query.where((e) => e.or([
      e(sql<string>`service.name || ' ' || service.description || ' ' || service.access_rule || ' ' || service.area`, 'ilike', like),
      e('organisation.name', 'ilike', like),
    ]));
  }
  if (search.category) query = query.where('service.category', '=', search.category);
  if (search.language) query = query.where(sql<boolean>`${search.language} = any (service.languages)`);
  if (search.withoutPapersOnly) query = query.where('service.without_papers', '=', 'yes');
  if (search.staleOnly) query = query.where((e) => e.or([e('service.verified_on', 'is', null), e('service.verified_on', '<', sql<string>`${today}::date - ${verificationDays(reference, today)}::integer`)]));
  if (search.mineOnly) query = query.where('service.organisation_id', '=', act.actor.organisationId);
  const place = placeIn(search.after);
  if (place) query = query.where(sql<boolean>`(service.name, service.id) > (${place[0]}, ${place[1]}::uuid)`);
  const rows = await query.execute();
  act.unchanged();
  const shown = rows.slice(0, PAGE);
  const last = shown.at(-1);
  return { items: shown.map((row) => shownAs(reference, act, row)), next: rows.length > PAGE && last ? Buffer.from(JSON.stringify([last.name, last.id])).toString('base64url') : null };
}

/** The bodies of the programme, by name: to say whose a new service is. */
export async function readOrganisations(act: Act): Promise<Organisations> {
  return { items: await act.db.selectFrom('organisation').select(['id', 'name']).orderBy('name').limit(1_000).execute() };
}

/** @throws {Problem} not-found */
export async function readService(act: Act, id: string): Promise<Service> {
  const row = await serviceRows(act).where('service.id', '=', id).executeTakeFirst();
  if (!row) throw new Problem('not-found');
  return shownAs(await referenceOf(act), act, row);
}

/** Writes down a service; the same call again changes nothing. Audit: `service.add`. @throws {Problem} not-allowed, service-tells-place */
export async function keepService(act: Act, id: string, written: ServiceWritten): Promise<Service> {
  const there = await serviceRows(act).where('service.id', '=', id).executeTakeFirst();
  if (there) {
    act.unchanged();
    return shownAs(await referenceOf(act), act, there);
  }
  await act.db.insertInto('service').values({
    id, programme_id: act.actor.programmeId, organisation_id: written.organisationId, created_by: act.actor.memberId, ...columnsOf(written),
  }).execute();
  act.audit({ action: 'service.add', subject: 'service', subjectId: id });
  return readService(act, id);
}

/** Audit: `service.change`. @throws {Problem} not-found, not-allowed, changed-meanwhile, service-tells-place */
export async function changeService(act: Act, id: string, changed: ServiceChanged, version: number): Promise<Service> {
  const known = await readService(act, id);
  if (!known.mayChange) throw new Problem('not-allowed');
  if (known.version !== version) throw new Problem('changed-meanwhile');
  const { numUpdatedRows } = await act.db.updateTable('service').set({ ...columnsOf(changed), version: version + 1 }).where('id', '=', id).where('version', '=', version).executeTakeFirst();
  if (numUpdatedRows === 0n) throw new Problem('changed-meanwhile');
  act.audit({ action: 'service.change', subject: 'service', subjectId: id });
  return readService(act, id);
}

/** Says that everything written about the service was made sure of today. Audit: `service.verify`. @throws {Problem} not-found, not-allowed */
export async function verifyService(act: Act, id: string): Promise<Service> {
  const known = await readService(act, id);
  if (!known.mayChange) throw new Problem('not-allowed');
  await act.db.updateTable('service').set({ verified_on: italianDay(act.now), verified_by: act.actor.memberId, version: known.version + 1 }).where('id', '=', id).execute();
  act.audit({ action: 'service.verify', subject: 'service', subjectId: id });
  return readService(act, id);
}

function columnsOf(fields: ServiceChanged) {
  const telling = tellingTheirPlace(fields);
  if (telling.length > 0) throw new Problem('service-tells-place', { errors: telling.map((path) => ({ path, code: 'must-be-empty' })) });
  return {
    name: fields.name, category: fields.category, description: fields.description, languages: [...new Set(fields.languages)], access_rule: fields.accessRule,
    documents_needed: fields.documentsNeeded, without_papers: fields.withoutPapers, cost: fields.cost, hours: fields.hours, area: fields.area,
    how_to_refer: fields.howToRefer, confidential_address: fields.confidentialAddress, active: fields.active,
  };
}

const serviceRows = (act: Act) => act.db.selectFrom('service').innerJoin('organisation', 'organisation.id', 'service.organisation_id')
  .leftJoin('membership', 'membership.id', 'service.verified_by').leftJoin('account', 'account.id', 'membership.account_id')
  .selectAll('service').select(['organisation.name as organisation', 'account.name as verifier']);

type ServiceRow = Awaited<ReturnType<ReturnType<typeof serviceRows>['executeTakeFirstOrThrow']>>;

function shownAs(reference: Reference, act: Act, row: ServiceRow): Service {
  const { actor, now } = act;
  const today = italianDay(now);
  return {
    id: row.id, organisation: { id: row.organisation_id, name: row.organisation }, name: row.name, category: ServiceCategory.parse(row.category),
    description: row.description, languages: row.languages, accessRule: row.access_rule, documentsNeeded: row.documents_needed,
    withoutPapers: WithoutPapers.parse(row.without_papers), cost: row.cost, hours: row.hours, area: row.area, howToRefer: row.how_to_refer,
    confidentialAddress: row.confidential_address, active: row.active,
    verified: row.verified_on === null ? null : { on: row.verified_on, by: row.verifier ?? '' },
    freshness: freshnessOf(row.verified_on, today, verificationDays(reference, today)),
    // Only to spare a button that the database would refuse; the rule itself stands in policies.sql.
    mayChange: actor.role === 'coordinator' || (actor.role === 'admin' && !row.confidential_address) || (actor.role === 'partner' && actor.organisationId === row.organisation_id),
    version: row.version,
  };
}

/** @throws {Problem} invalid-input for a place that no list gave */
function placeIn(after: string | null): readonly [string, string] | undefined {
  if (after === null) return undefined;
  const wrong = () => new Problem('invalid-input', { errors: [{ path: 'after', code: 'format' }] });
  let place: unknown;
  try {
    place = JSON.parse(Buffer.from(after, 'base64url').toString());
  } catch {
    throw wrong();
  }
  if (!Array.isArray(place) || typeof place[0] !== 'string' || typeof place[1] !== 'string') throw wrong();
  return [place[0], place[1]];
}
