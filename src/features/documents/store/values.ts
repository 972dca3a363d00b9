import { sql } from 'kysely';
import { z } from 'zod';
import type { Act } from '../../../kernel/database/act.ts';
import { italianDay } from '../../../kernel/italian-day.ts';
import type { Vault } from '../../../kernel/vault/vault.ts';
import { FactValue } from '../../plans/contract.ts';
import { SheetPurpose } from '../../sheets/contract.ts';
import { factWords, uncertainWords } from '../../sheets/domain/fact-words.ts';
import { wordsIn } from '../../sheets/domain/words.ts';
import type { LetterField } from '../contract/fields.ts';
import type { LetterTemplate } from '../contract/letters.ts';
import { sourceOf } from '../domain/fields.ts';
import type { Values } from '../domain/letters.ts';
import { readSettings } from './settings.ts';
import { dayWords, sayIn } from './words.ts';
import { worksheetValues } from './worksheet-values.ts';

type Language = LetterTemplate['language'];

const hourWords = (at: Date): string => new Intl.DateTimeFormat('it-IT', { hour: '2-digit', minute: '2-digit', timeZone: 'Europe/Rome' }).format(at);

export interface Asked {
  readonly language: Language;
  /** The body that the letter goes to. */
  readonly organisationId: string | null;
  readonly compartment: LetterTemplate['compartment'];
  readonly fields: readonly LetterField[];
}

export interface Gathered {
  readonly values: Values;
  /** Fields that the writer may not read in this case: not the same as empty. */
  readonly closed: readonly LetterField[];
  readonly personId: string;
  readonly code: string;
  readonly writer: string;
  /** On what a letter to that body rests; null where the person has not agreed. */
  readonly consentId: string | null;
}

interface CaseRow {
  readonly person_id: string;
  readonly compartments: readonly string[];
  readonly code: string;
  readonly gender: string;
  readonly opened_at: Date;
  readonly name: string | null;
  readonly writer: string;
  readonly role: string;
  readonly programme: string;
  readonly owner: string | null;
  readonly starts_at: Date | null;
  readonly room: string | null;
  readonly body: string | null;
  readonly consent_id: string | null;
}

async function caseOf(act: Act, caseId: string, { organisationId, compartment }: Asked): Promise<CaseRow | undefined> {
  const { rows: [known] } = await sql<CaseRow>`
    select c.person_id, x.compartments, p.code, p.gender, c.opened_at,
           (select n.text from person_name n where n.person_id = c.person_id and n.removed_at is null order by n.preferred desc, n.created_at limit 1) as name,
           a.name as writer, m.role, pr.name as programme,
           (select oa.name from membership om join account oa on oa.id = om.account_id where om.id = c.owner_id) as owner,
           next.starts_at, next.room,
           (select o.name from organisation o where o.id = ${organisationId}) as body,
           (select s.id from consent s where s.case_id = c.id and s.switch = 'sharing' and s.recipient_id = ${organisationId} and consent_stands(s) limit 1) as consent_id
      from case_file c join case_access x on x.case_id = c.id and x.member_id = ${act.actor.memberId} and x.valid_until > now() and 'case' = any (x.compartments) and ${compartment} = any (x.compartments)
      join person p on p.id = c.person_id join membership m on m.id = ${act.actor.memberId} join account a on a.id = m.account_id join programme pr on pr.id = c.programme_id
      left join lateral (select a.starts_at, a.room from appointment a join appointment_matter t on t.appointment_id = a.id
        where t.case_id = c.id and a.state = 'booked' and a.starts_at > ${act.now} order by a.starts_at limit 1) next on true
     where c.id = ${caseId}`.execute(act.db);
  return known;
}

/**
 * What the fields of a letter say of one case: as much as its writer may read there, and nothing that was not asked.
 * @returns undefined for a case whose files, or the compartment of the letter, they do not hold
 */
export async function gathered(act: Act, vault: Vault, caseId: string, asked: Asked): Promise<Gathered | undefined> {
  const known = await caseOf(act, caseId, asked);
  if (!known) return undefined;
  const { language } = asked;
  const wants = (...begins: readonly string[]): boolean => asked.fields.some((field) => begins.some((one) => field.startsWith(one)));
  const say = sayIn(language);
  const settings = await readSettings(act);
  const day = (at: Date): string => dayWords(italianDay(at), language);
  const values: Partial<Record<LetterField, string>> = {
    'oggi': day(act.now), 'ufficio': settings.office, 'scrivente.nome': known.writer, 'scrivente.ruolo': say(`documents.role.${known.role}`), 'servizio': known.body ?? '',
    'programma.nome': known.programme, 'programma.cup': settings.cup, 'programma.codice-progetto': settings.projectCode,
    'persona.codice': known.code, 'persona.nome': known.name ?? '', 'persona.genere': known.gender === 'unknown' ? '' : genders(language)[known.gender] ?? '',
    'caso.aperto-il': day(known.opened_at), 'caso.responsabile': known.owner ?? '',
    'appuntamento.giorno': known.starts_at ? day(known.starts_at) : '', 'appuntamento.ora': known.starts_at ? hourWords(known.starts_at) : '', 'appuntamento.luogo': known.room ?? '',
    ...(wants('persona.') ? await personValues(act, known.person_id, language) : {}),
    ...(wants('permesso.', 'casa.') ? await factValues(act, vault, caseId, language) : {}),
    ...(wants('caso.equipe') ? { 'caso.equipe': await teamOf(act, caseId, language) } : {}),
    ...(wants('piano.') ? await planValues(act, caseId, language) : {}),
    ...(wants('consensi.') ? { 'consensi.in-vigore': await consentsFor(act, caseId, asked) } : {}),
    ...(wants('prospetto.') && known.compartments.includes('work') ? await worksheetValues(act, vault, caseId, language) : {}),
  };
  const closed = asked.fields.filter((field) => sourceOf(field) === 'work' && !known.compartments.includes('work'));
  return { values: Object.fromEntries(asked.fields.map((field) => [field, values[field] ?? ''])), closed, personId: known.person_id, code: known.code, writer: known.writer, consentId: known.consent_id };
}

const genders = (language: Language): Readonly<Record<string, string>> => wordsIn(language).genders;

async function personValues(act: Act, personId: string, language: Language): Promise<Values> {
  const birth = await act.db.selectFrom('person_birth').select(['precision', 'year', 'month', 'day']).where('person_id', '=', personId).executeTakeFirst();
  const nations = await act.db.selectFrom('person_nationality').select('country').where('person_id', '=', personId).orderBy('country').execute();
  const spoken = await act.db.selectFrom('person_language').select(['language', 'interpreter']).where('person_id', '=', personId)
    .orderBy(sql`case speaks when 'mother-tongue' then 0 when 'well' then 1 else 2 end`).orderBy('language').execute();
  const regions = new Intl.DisplayNames([language], { type: 'region' });
  const tongues = new Intl.DisplayNames([language], { type: 'language' });
  const names = (rows: readonly { readonly language: string }[]): string => rows.map((one) => tongues.of(one.language) ?? one.language).join(', ');
  const say = sayIn(language);
  const interpreted = spoken.filter((one) => one.interpreter);
  return {
    // Nobody's birth is said more surely than it is known.
    'persona.nascita': birth?.year ? uncertainWords({ precision: z.enum(['exact', 'estimated', 'declared', 'unknown']).parse(birth.precision), year: birth.year, month: birth.month, day: birth.day }, language) : '',
    'persona.cittadinanza': nations.map(({ country }) => (country === 'XS' ? wordsIn(language).stateless : regions.of(country) ?? country)).join(', '),
    'persona.lingue': names(spoken),
    'persona.interprete': spoken.length === 0 ? '' : interpreted.length === 0 ? say('documents.paper.no-interpreter') : say('documents.paper.interpreter', { languages: names(interpreted) }),
  };
}

/** Of the profile only these, with the day on which they end. */
const facts = { 'status-permit': ['permesso.tipo', 'permesso.scade-il'], 'housing-kind': ['casa.sistemazione', 'casa.fino-al'] } as const;

async function factValues(act: Act, vault: Vault, caseId: string, language: Language): Promise<Values> {
  const rows = await act.db.selectFrom('profile_fact').select(['id', 'field', 'compartment', 'value_sealed', 'due_on']).where('case_id', '=', caseId)
    .where('field', 'in', Object.keys(facts)).where('superseded_by', 'is', null).where('episode_id', 'is', null).execute();
  const seals = await vault.seals(act, caseId);
  return Object.fromEntries(rows.flatMap((row) => {
    const seal = seals.get(row.compartment);
    const [kind, until] = facts[row.field as keyof typeof facts];
    const value = seal ? factWords(row.field, FactValue.parse(JSON.parse(seal.open(row.value_sealed, `profile_fact.value:${row.id}`))), language) : undefined;
    return value === undefined ? [] : [[kind, value], [until, row.due_on ? dayWords(row.due_on, language) : '']];
  }));
}

async function teamOf(act: Act, caseId: string, language: Language): Promise<string> {
  const say = sayIn(language);
  const { rows } = await sql<{ name: string; role: string }>`
    select a.name, m.role from case_assignment s join membership m on m.id = s.member_id join account a on a.id = m.account_id
     where s.case_id = ${caseId} and s.ended_at is null order by s.since, a.name`.execute(act.db);
  return rows.map(({ name, role }) => `${name} (${say(`documents.role.${role}`)})`).join(', ');
}

/** The plan that the person agreed to and that is under way. */
async function planValues(act: Act, caseId: string, language: Language): Promise<Values> {
  const plan = await act.db.selectFrom('plan').select(['id', 'review_on', 'agreed_at']).where('case_id', '=', caseId).where('state', 'in', ['active', 'in-review']).orderBy('edition', 'desc').executeTakeFirst();
  if (!plan) return {};
  const goals = await act.db.selectFrom('goal').select('words').where('plan_id', '=', plan.id).orderBy('position').execute();
  return {
    'piano.obiettivi': goals.map(({ words }) => words).join('; '), 'piano.riesame-il': plan.review_on ? dayWords(plan.review_on, language) : '',
    'piano.concordato-il': plan.agreed_at ? dayWords(italianDay(plan.agreed_at), language) : '',
  };
}

/** Consents to share in force: for the body that the letter goes to; for all, where it goes to none. One on each line. */
async function consentsFor(act: Act, caseId: string, { organisationId, language }: Asked): Promise<string> {
  const say = sayIn(language);
  const { rows } = await sql<{ body: string; purpose: string; given_at: Date | null; valid_until: string | null }>`
    select organisation_called(c.recipient_id, ${act.now}) as body, c.purpose, (select max(m.at) from consent_move m where m.consent_id = c.id and m.move = 'give') as given_at, c.valid_until::text as valid_until
      from consent c where c.case_id = ${caseId} and c.switch = 'sharing' and consent_stands(c) and (${organisationId}::uuid is null or c.recipient_id = ${organisationId}) order by c.requested_at, c.id`.execute(act.db);
  return rows.map((row) => [
    `${row.body}: ${wordsIn(language).purposes[SheetPurpose.parse(row.purpose)]}`,
    ...(row.given_at ? [say('documents.paper.consent-given', { day: dayWords(italianDay(row.given_at), language) })] : []),
    ...(row.valid_until ? [say('documents.paper.consent-until', { day: dayWords(row.valid_until, language) })] : []),
  ].join(', ')).join('\n');
}
