import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import type { House } from '../../../kernel/http/house.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { type Birth, BirthPrecision, BelongsTo, ContactKind, type ContactLine, DocumentKind, Gender, type Heading, IdentityLevel, type MoveLine, MoveName, NameKind, type PersonName, type SafeContactCard, Speaks } from '../contract.ts';
import { openLabel } from '../domain/contacts.ts';
import { scriptsOf } from '../domain/names.ts';
import { about, heldCase } from './held.ts';

/**
 * Everything that stands at the head of a person's file, on record. What the reader's hat does not hold (for a mediator, the history of
 * documents seen, and the birth and nationality that colleagues wrote) is absent; whether it is known at all is told.
 * @throws {Problem} not-found
 */
export async function readHeading(house: House, act: Act, personId: string): Promise<Heading> {
  const caseId = await heldCase(act, personId);
  const person = await act.db.selectFrom('person').selectAll().where('id', '=', personId).executeTakeFirst();
  if (!person) throw new Problem('not-found');
  const { rows: [known] } = await sql<{ birth: boolean; nationality: boolean }>`select birth, nationality from identity_facts_known(${personId})`.execute(act.db);
  const heading: Heading = {
    id: personId, caseId, code: person.code, identityLevel: IdentityLevel.parse(person.identity_level), gender: Gender.parse(person.gender),
    minorTrack: person.minor_track, minorReason: person.minor_reason, version: person.version, createdAt: person.created_at.toISOString(),
    names: await namesOf(act, personId),
    birth: await birthOf(act, personId),
    birthIsKnown: known?.birth ?? false,
    nationalityIsKnown: known?.nationality ?? false,
    nationalities: (await act.db.selectFrom('person_nationality').select('country').where('person_id', '=', personId).orderBy('country').execute()).map((row) => row.country),
    languages: await languagesOf(act, personId),
    contacts: await contactsOf(house, act, personId),
    safeContact: await cardOf(act, personId),
    moves: await movesOf(act, personId),
    formerCodes: await formerCodes(act, personId),
    cases: await casesHeld(act, personId),
  };
  act.audit({ action: 'person.read', ...about(personId, caseId) });
  return heading;
}

/**
 * Of the head of a file what a telephone keeps for a talk of the day: who they are, which languages they speak, how to reach them safely. Not how they were
 * identified, nor why there is a doubt of age, nor other codes and files.
 */
export async function readAtHand(house: House, act: Act, personId: string): Promise<Heading> {
  return { ...await readHeading(house, act, personId), minorReason: null, moves: [], formerCodes: [], cases: [] };
}

async function namesOf(act: Act, personId: string): Promise<PersonName[]> {
  const rows = await act.db.selectFrom('person_name').select(['id', 'kind', 'text', 'given_name', 'family_name', 'preferred', 'created_at'])
    .where('person_id', '=', personId).where('removed_at', 'is', null).orderBy('preferred', 'desc').orderBy('created_at').limit(100).execute();
  return rows.map((row) => ({
    id: row.id, kind: NameKind.parse(row.kind), text: row.text, givenName: row.given_name, familyName: row.family_name, preferred: row.preferred,
    scripts: scriptsOf(row.text), createdAt: row.created_at.toISOString(),
  }));
}

async function birthOf(act: Act, personId: string): Promise<(Birth & { version: number }) | null> {
  const row = await act.db.selectFrom('person_birth').select(['precision', 'year', 'month', 'day', 'version']).where('person_id', '=', personId).executeTakeFirst();
  return row ? { ...row, precision: BirthPrecision.parse(row.precision) } : null;
}

/** The one spoken best first: what is done next begins in it. */
async function languagesOf(act: Act, personId: string): Promise<Heading['languages']> {
  const rows = await act.db.selectFrom('person_language').select(['language', 'speaks', 'reads', 'interpreter']).where('person_id', '=', personId)
    .orderBy(sql`case speaks when 'mother-tongue' then 0 when 'well' then 1 else 2 end`).orderBy('language').execute();
  return rows.map(({ language, speaks, reads, interpreter }) => ({ language, speaks: Speaks.parse(speaks), reads, interpreter }));
}

async function contactsOf(house: House, act: Act, personId: string): Promise<ContactLine[]> {
  const rows = await act.db.selectFrom('person_contact').select(['id', 'kind', 'belongs_to', 'label_sealed', 'created_at', 'key_holder'])
    .where('person_id', '=', personId).where('removed_at', 'is', null).orderBy('created_at').limit(100).execute();
  const holders = [...new Set(rows.filter((row) => row.label_sealed).map((row) => row.key_holder ?? personId))];
  const seals = new Map(await Promise.all(holders.map(async (holder) => [holder, (await house.vault.seals(act, holder)).get('contact')] as const)));
  return rows.map((row) => ({
    id: row.id, kind: ContactKind.parse(row.kind), belongsTo: BelongsTo.parse(row.belongs_to), label: openLabel(seals.get(row.key_holder ?? personId), row.id, row.label_sealed), createdAt: row.created_at.toISOString(),
  }));
}

/** The safe-contact card as it stands now, or null where nobody has written one. */
export async function cardOf(act: Act, personId: string): Promise<SafeContactCard | null> {
  const row = await act.db.selectFrom('safe_contact_card').innerJoin('membership', 'membership.id', 'safe_contact_card.written_by').innerJoin('account', 'account.id', 'membership.account_id')
    .selectAll('safe_contact_card').select('account.name as writer').where('person_id', '=', personId).executeTakeFirst();
  if (!row) return null;
  return {
    doNotCall: row.do_not_call, whoMayCall: row.who_may_call, whenToCall: row.when_to_call, language: row.language, mayBeSaid: row.may_be_said,
    mustNotAnswer: row.must_not_answer, leaveMessages: row.leave_messages, version: row.version, writtenAt: row.written_at.toISOString(), writtenBy: row.writer,
  };
}

/** The codes of files that were united with this one; each still finds the person. */
async function formerCodes(act: Act, personId: string): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`select code from former_codes(${personId})`.execute(act.db);
  return rows.map(({ code }) => code);
}

/** Of the person's cases those the reader holds; another's is not even counted. */
async function casesHeld(act: Act, personId: string): Promise<Heading['cases']> {
  const rows = await act.db.selectFrom('case_file').select(['id', 'state', 'opened_at', 'closed_at']).where('person_id', '=', personId).orderBy('opened_at', 'desc').limit(50).execute();
  return rows.map((row) => ({ caseId: row.id, state: row.state, openedAt: row.opened_at.toISOString(), closedAt: row.closed_at?.toISOString() ?? null }));
}

async function movesOf(act: Act, personId: string): Promise<MoveLine[]> {
  const rows = await act.db.selectFrom('person_move as m')
    .innerJoin('membership as by_membership', 'by_membership.id', 'm.by_member').innerJoin('account as by_account', 'by_account.id', 'by_membership.account_id')
    .leftJoin('membership as seer', 'seer.id', 'm.seen_by').leftJoin('account as seer_account', 'seer_account.id', 'seer.account_id')
    .select(['m.id', 'm.machine', 'm.move', 'm.from_state', 'm.to_state', 'm.reason', 'm.document_kind', 'm.seen_on', 'm.at', 'by_account.name as by', 'seer_account.name as seen_by'])
    .where('m.person_id', '=', personId).orderBy('m.at', 'desc').limit(200).execute();
  return rows.map((row) => ({
    id: row.id, machine: row.machine === 'minor' ? 'minor' : 'identity', move: MoveName.parse(row.move), from: row.from_state, to: row.to_state, reason: row.reason,
    document: row.document_kind !== null && row.seen_on !== null ? { kind: DocumentKind.parse(row.document_kind), seenOn: row.seen_on, seenBy: row.seen_by ?? '' } : null,
    by: row.by, at: row.at.toISOString(),
  }));
}
