import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Vault } from '../../../kernel/vault/vault.ts';
import { ServiceCategory, WithoutPapers } from '../../directory/contract.ts';
import { freshnessOf, italianDay } from '../../directory/domain.ts';
import { referenceOf } from '../../../kernel/reference/own.ts';
import { verificationDays } from '../../directory/reference.ts';
import { KnownValue, type LetterField, type MatchAsked, type Matched, type Proposal } from '../contract.ts';
import { byFit, fitOf } from '../domain/fit.ts';
import { factsOf, fieldsFor, recipientProfiles } from '../profiles.ts';
import { personOfHeldCase, sharingConsents } from './common.ts';

/** Services for what is sought, the best first, each with its reasons. Says nothing about anybody, so it needs no case. */
export async function matchServices(act: Act, asked: MatchAsked): Promise<Matched> {
  let query = act.db.selectFrom('service').innerJoin('organisation', 'organisation.id', 'service.organisation_id').selectAll('service').select('organisation.name as organisation')
    .where('service.active', '=', true).orderBy('service.name').limit(200);
  if (asked.category !== null) query = query.where('service.category', '=', asked.category);
  const today = italianDay(act.now);
  const rows = await query.execute();
  const freshFor = verificationDays(await referenceOf(act), today);
  act.unchanged();
  return {
    items: rows.map((row) => ({
      service: { id: row.id, name: row.name }, organisation: { id: row.organisation_id, name: row.organisation }, category: row.category, howToRefer: row.how_to_refer, accessRule: row.access_rule,
      confidentialAddress: row.confidential_address,
      fit: fitOf({ category: row.category, withoutPapers: WithoutPapers.parse(row.without_papers), languages: row.languages, freshness: freshnessOf(row.verified_on, today, freshFor).state, active: row.active }, asked),
    })).sort((one, other) => byFit(one.fit, other.fit)),
  };
}

/** What this kind of service needs to be told, with what is already known that could be said; the consents beside it. Audit: `referral.prepare`. */
export async function proposeFields(act: Act, vault: Vault, caseId: string, serviceId: string): Promise<Proposal> {
  const personId = await personOfHeldCase(act, caseId);
  const service = await act.db.selectFrom('service').innerJoin('organisation', 'organisation.id', 'service.organisation_id')
    .select(['service.id', 'service.name', 'service.category', 'service.organisation_id', 'organisation.name as organisation']).where('service.id', '=', serviceId).executeTakeFirst();
  if (!service) throw new Problem('not-found');
  const category = ServiceCategory.parse(service.category);
  const { proposed, purpose } = recipientProfiles[category];
  const fields = fieldsFor(category);
  const facts = await knownFacts(act, vault, caseId, fields);
  const own = await knownOfPerson(act, personId, fields);
  act.audit({ action: 'referral.prepare', subject: 'case', subjectId: caseId, caseId, personId });
  return {
    service: { id: service.id, name: service.name }, organisation: { id: service.organisation_id, name: service.organisation }, purpose,
    fields: fields.map((field) => ({ field, proposed: proposed.includes(field), known: [...(own[field] ?? []), ...(factsOf[field] ?? []).flatMap((key) => facts.get(key) ?? [])] })),
    consents: await sharingConsents(act, caseId, service.organisation_id),
  };
}

/** Current facts that the asker may open; what lies in another compartment is simply not known to them. */
async function knownFacts(act: Act, vault: Vault, caseId: string, fields: readonly LetterField[]): Promise<ReadonlyMap<string, KnownValue[]>> {
  const wanted = fields.flatMap((field) => factsOf[field] ?? []);
  if (wanted.length === 0) return new Map();
  const rows = await act.db.selectFrom('profile_fact').select(['id', 'field', 'compartment', 'value_sealed']).where('case_id', '=', caseId).where('episode_id', 'is', null).where('superseded_by', 'is', null).where('field', 'in', wanted).execute();
  const seals = await vault.seals(act, caseId);
  return new Map(rows.flatMap((row) => {
    const seal = seals.get(row.compartment);
    const value: unknown = seal ? JSON.parse(seal.open(row.value_sealed, `profile_fact.value:${row.id}`)) : null;
    const known = KnownValue.safeParse({ kind: 'fact', key: row.field, value });
    return known.success ? [[row.field, [known.data]] as const] : [];
  }));
}

async function knownOfPerson(act: Act, personId: string, fields: readonly LetterField[]): Promise<Partial<Record<LetterField, KnownValue[]>>> {
  const { rows } = await sql<{ name: string | null; gender: string; year: number | null; countries: string[]; languages: string[] }>`
    select (select n.text from person_name n where n.person_id = p.id and n.removed_at is null order by n.preferred desc, n.created_at limit 1) as name,
           p.gender, (select b.year from person_birth b where b.person_id = p.id) as year,
           array(select n.country from person_nationality n where n.person_id = p.id order by 1) as countries,
           array(select l.language from person_language l where l.person_id = p.id order by 1) as languages
      from person p where p.id = ${personId}`.execute(act.db);
  const person = rows[0];
  if (!person) return {};
  const known: Partial<Record<LetterField, KnownValue[]>> = {
    name: person.name === null ? [] : [{ kind: 'name', key: 'name', value: person.name }],
    gender: person.gender === 'unknown' ? [] : [{ kind: 'gender', key: 'gender', value: person.gender }],
    'birth-year': person.year === null ? [] : [{ kind: 'birth-year', key: 'birth-year', value: person.year }],
    nationality: person.countries.map((value) => ({ kind: 'country', key: 'country', value })),
    languages: person.languages.map((value) => ({ kind: 'language', key: 'language', value })),
  };
  return Object.fromEntries(Object.entries(known).filter(([field]) => fields.some((one) => one === field)));
}
