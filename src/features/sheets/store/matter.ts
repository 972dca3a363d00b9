import { sql } from 'kysely';
import { z } from 'zod';
import type { Act } from '../../../kernel/database/act.ts';
import { italianDay } from '../../../kernel/italian-day.ts';
import type { Vault } from '../../../kernel/vault/vault.ts';
import { FactCompartment, FactSource, FactValue } from '../../plans/contract.ts';
import { episodeKindOf, profileField } from '../../plans/domain.ts';
import { IdentityPart, PaperVerdict, type SheetMatter, type SheetPaper, SheetPurpose, type ToldLine } from '../contract.ts';
import { unsafeSigns } from '../domain.ts';
import { factWords, fieldLabel, uncertainWords } from '../domain/fact-words.ts';
import { topicsOf } from '../domain/topics.ts';
import { wordsIn } from '../domain/words.ts';
import { heldFile } from './common.ts';
import { writtenReaders } from './payload.ts';

type Language = SheetPaper['language'];

export interface KnownFact {
  readonly id: string;
  readonly field: string;
  /** The section of the profile; for what is told of a spell, the section that the spell belongs to. */
  readonly area: string;
  readonly episodeId: string | null;
  readonly compartment: FactCompartment;
  readonly value: FactValue;
  readonly source: FactSource;
  readonly learnedOn: string;
  readonly isConfirmed: boolean;
  readonly dueOn: string | null;
}

/** What is known now and the asker may open, in the order of the profile; what holds no longer is not told. */
export async function knownFacts(act: Act, vault: Vault, caseId: string): Promise<KnownFact[]> {
  const rows = await act.db.selectFrom('profile_fact')
    .select(['id', 'field', 'episode_id', 'compartment', 'value_sealed', 'source_kind', 'learned_on', 'confirmed_at', 'due_on', 'created_at'])
    .where('case_id', '=', caseId).where('superseded_by', 'is', null).orderBy('created_at').orderBy('id').execute();
  const seals = await vault.seals(act, caseId);
  return rows.flatMap((row): KnownFact[] => {
    const seal = seals.get(row.compartment);
    const known = profileField(row.field);
    if (!seal || !known) return [];
    const value = FactValue.parse(JSON.parse(seal.open(row.value_sealed, `profile_fact.value:${row.id}`)));
    if (value === null) return [];
    return [{
      id: row.id, field: row.field, area: row.episode_id === null ? known.section : episodeKindOf(row.field) ?? known.section, episodeId: row.episode_id,
      compartment: FactCompartment.parse(row.compartment), value, source: FactSource.parse(row.source_kind), learnedOn: row.learned_on,
      isConfirmed: row.confirmed_at !== null, dueOn: row.due_on,
    }];
  });
}

/** Who the person is, part by part, in the language of the sheet; parts that nobody knows are absent. Contacts are not among them: one asks the team. */
export async function identityOf(act: Act, personId: string, language: Language): Promise<ReadonlyMap<IdentityPart, string>> {
  const words = wordsIn(language);
  const name = await act.db.selectFrom('person_name').select('text').where('person_id', '=', personId).where('removed_at', 'is', null).orderBy('preferred', 'desc').orderBy('created_at').limit(1).executeTakeFirst();
  const birth = await act.db.selectFrom('person_birth').select(['precision', 'year']).where('person_id', '=', personId).executeTakeFirst();
  const person = await act.db.selectFrom('person').select('gender').where('id', '=', personId).executeTakeFirst();
  const nations = await act.db.selectFrom('person_nationality').select('country').where('person_id', '=', personId).orderBy('country').execute();
  const spoken = await spokenBy(act, personId);
  const regions = new Intl.DisplayNames([language], { type: 'region' });
  const tongues = new Intl.DisplayNames([language], { type: 'language' });
  const said = (part: IdentityPart, text: string | undefined): [IdentityPart, string][] => (text === undefined || text === '' ? [] : [[part, text]]);
  const genders: Readonly<Record<string, string>> = words.genders;
  return new Map([
    ...said('name', name?.text),
    ...said('birth-year', birth?.year ? uncertainWords({ precision: z.enum(['exact', 'estimated', 'declared', 'unknown']).parse(birth.precision), year: birth.year, month: null, day: null }, language) : undefined),
    ...said('gender', person && person.gender !== 'unknown' ? genders[person.gender] : undefined),
    ...said('nationality', nations.map(({ country }) => (country === 'XS' ? words.stateless : regions.of(country) ?? country)).join(', ')),
    ...said('languages', spoken.map((one) => tongues.of(one) ?? one).join(', ')),
  ]);
}

export async function spokenBy(act: Act, personId: string): Promise<string[]> {
  const rows = await act.db.selectFrom('person_language').select('language').where('person_id', '=', personId)
    .orderBy(sql`case speaks when 'mother-tongue' then 0 when 'well' then 1 else 2 end`).orderBy('language').execute();
  return rows.map((row) => row.language);
}

/** What left about the person: of every reader the day and the topics, the latest first. */
export async function toldAbout(act: Act, vault: Vault, caseId: string): Promise<ToldLine[]> {
  const { rows } = await sql<{ id: string; organisation: string; what: unknown; at: Date }>`
    select s.id, organisation_called(s.organisation_id, s.at) as organisation, s.what, s.at from sharing_record s where s.case_id = ${caseId} order by s.at desc, s.id limit 100`.execute(act.db);
  const { rows: sheets } = await sql<{ id: string; areas: string[]; at: Date }>`
    select s.id, s.areas, m.at from profile_sheet s join profile_sheet_move m on m.sheet_id = s.id and m.move = 'hand-over'
     where s.case_id = ${caseId} and s.basis = 'vital-interest' and s.organisation_id is null order by m.at desc limit 100`.execute(act.db);
  const readers = await writtenReaders(act, vault, sheets.map((sheet) => sheet.id));
  return [
    ...rows.map((row) => ({ id: row.id, to: row.organisation, on: italianDay(row.at), topics: topicsOf(z.array(z.string()).parse(row.what)) })),
    ...sheets.map((row) => ({ id: row.id, to: readers.get(row.id) ?? '—', on: italianDay(row.at), topics: topicsOf(row.areas.map((area) => `area.${area}`)) })),
  ].toSorted((one, other) => other.on.localeCompare(one.on));
}

/** Whether a paper is safe with the person, and which of the known facts speak against it. One that somebody has written to be unsafe stays so. */
export async function paperSafety(act: Act, caseId: string, facts: readonly KnownFact[]): Promise<{ verdict: PaperVerdict; signs: string[] }> {
  const { rows: [written] } = await sql<{ verdict: string | null }>`select paper_safety(${caseId}) as verdict`.execute(act.db);
  const signs = facts.filter((fact) => fact.episodeId === null && unsafeSigns.some(({ field, values }) => field === fact.field && values.includes(fact.value as string | boolean))).map((fact) => fact.field);
  const verdict = PaperVerdict.parse(written?.verdict ?? 'ask');
  return { verdict: signs.length > 0 ? 'not-safe' : verdict, signs };
}

/** Consents to share in force today. */
export async function consentsInForce(act: Act, caseId: string): Promise<SheetMatter['consents']> {
  const rows = await act.db.selectFrom('consent').select(['id', 'recipient_id', 'purpose', 'valid_until'])
    .where('case_id', '=', caseId).where('switch', '=', 'sharing').where(sql<boolean>`consent_stands(consent)`).orderBy('requested_at', 'desc').limit(200).execute();
  return rows.flatMap((row) => (row.recipient_id ? [{ id: row.id, organisationId: row.recipient_id, purpose: SheetPurpose.parse(row.purpose), validUntil: row.valid_until }] : []));
}

/** Everything one chooses from when a sheet is put together. Audit: `sheet.prepare`. @throws {Problem} not-found */
export async function readMatter(act: Act, vault: Vault, caseId: string, language: 'it' | 'en'): Promise<SheetMatter> {
  const held = await heldFile(act, caseId);
  const facts = await knownFacts(act, vault, caseId);
  const person = await act.db.selectFrom('person').select('code').where('id', '=', held.personId).executeTakeFirstOrThrow();
  const bodies = await act.db.selectFrom('organisation').select(['id', 'name', 'kind']).where('kind', 'not in', ['prefecture', 'team-partner']).orderBy('name').limit(2_000).execute();
  act.audit({ action: 'sheet.prepare', subject: 'profile', subjectId: caseId, caseId, personId: held.personId });
  return {
    caseId, code: person.code, bodies,
    facts: facts.map((fact) => ({
      id: fact.id, field: fact.field, area: fact.area, episodeId: fact.episodeId, compartment: fact.compartment, label: fieldLabel(fact.field, language),
      words: factWords(fact.field, fact.value, language) ?? '', learnedOn: fact.learnedOn, source: fact.source, isConfirmed: fact.isConfirmed,
    })),
    identity: [...(await identityOf(act, held.personId, language)).keys()],
    told: await toldAbout(act, vault, caseId), spoken: await spokenBy(act, held.personId),
    consents: await consentsInForce(act, caseId), paper: await paperSafety(act, caseId, facts),
  };
}
