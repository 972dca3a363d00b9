import { randomInt } from 'node:crypto';
import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { Act } from '../../../kernel/database/act.ts';
import type { House } from '../../../kernel/http/house.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { closeLabel, readContact, speakableCode } from '../../persons/domain.ts';
import { plainName } from '../../persons/domain/names.ts';
import { blockingKeys } from '../../persons/matching/index.ts';
import { contactDigest } from '../domain/contact-index.ts';
import type { PersonToBe } from '../domain/becoming.ts';
import it from '../text/it.json' with { type: 'json' };
import { type KnownFile, knownFiles } from './known.ts';
import { sealsFor } from './keys.ts';

/** A person as the register tells of them, with the ids under which they are or will be kept. */
export interface PersonToWrite extends PersonToBe {
  readonly personId: string;
  readonly caseId: string;
  readonly rowIds: readonly string[];
}

/** A record that the import wrote, for the day on which it is taken back. */
interface Made {
  readonly personId: string;
  readonly kind: string;
  readonly id: string;
  readonly part?: string;
}

/** Midday in Italy, near enough: the register knows the day of a contact and not the hour. */
const middayOf = (day: string | null, now: Date): string => (day === null ? now.toISOString() : `${day}T11:00:00Z`);

/**
 * Writes people and everything their rows tell, in few statements however many they are. Somebody already followed only gains what was
 * not known: nothing that colleagues have written is changed, but for a "do not call", which is always heeded.
 */
export async function writePeople(house: House, act: Act, batchId: string, people: readonly PersonToWrite[]): Promise<void> {
  const known = await knownFiles(house, act, people);
  const fileOf = (one: PersonToWrite): KnownFile | undefined => known.get(one.personId);
  const opened = people.filter((one) => !fileOf(one));
  const made: Made[] = await openFiles(act, opened);

  const isMine = { programme_id: act.actor.programmeId, created_by: act.actor.memberId, created_at: act.now };
  const names = people.flatMap((one) => one.names.filter((name) => !fileOf(one)?.names.has(name.text.toLowerCase())).map((name, index) => ({
    id: newId(), ...isMine, person_id: one.personId, kind: fileOf(one) && name.kind === 'declared' ? 'other-spelling' : name.kind, text: name.text, given_name: name.given, family_name: name.family,
    preferred: !fileOf(one) && index === 0, removed_at: null,
  })));
  if (names.length > 0) await act.db.insertInto('person_name').values(names).execute();
  const keys = names.flatMap((name) => blockingKeys([name.text]).map((key) => ({ programme_id: name.programme_id, key, name_id: name.id, person_id: name.person_id, plain: plainName(name.text) })));
  if (keys.length > 0) await act.db.insertInto('person_name_key').values(keys).execute();
  made.push(...names.map((row) => ({ personId: row.person_id, kind: 'person_name', id: row.id })));

  made.push(...await writeFacts(act, people, fileOf), ...await writeHeadings(act, opened), ...await raiseMinorDoubts(act, people, fileOf), ...await writeSealed(house, act, people, fileOf), ...await writeCards(act, people, fileOf), ...await assign(act, opened));
  await act.db.insertInto('import_made').values(made.map((one) => ({ programme_id: act.actor.programmeId, batch_id: batchId, person_id: one.personId, kind: one.kind, made_id: one.id, part: one.part ?? '' })))
    .onConflict((conflict) => conflict.doNothing()).execute();
  await closeRows(act, opened, people);
  for (const one of people) act.audit({ action: fileOf(one) ? 'person.import-add' : 'person.import', subject: 'import', subjectId: batchId, personId: one.personId, caseId: one.caseId, details: { rows: one.rowIds.length } });
}

const attempts = 30;

/** Opens the files of new people; a code that is taken undoes the attempt and not the step. */
async function openFiles(act: Act, people: readonly PersonToWrite[]): Promise<Made[]> {
  for (let attempt = 0; people.length > 0; attempt++) {
    const files = people.map((one) => ({ person: one.personId, file: one.caseId, code: speakableCode(randomInt), gender: one.gender }));
    await sql`savepoint codes`.execute(act.db);
    try {
      await sql`select open_person_file(f.person, f.file, f.code, f.gender, 'import')
        from jsonb_to_recordset(${JSON.stringify(files)}::jsonb) as f (person uuid, file uuid, code text, gender text)`.execute(act.db);
      await sql`release savepoint codes`.execute(act.db);
      break;
    } catch (error) {
      if (attempt === attempts || !isTakenCode(error)) throw error;
      await sql`rollback to savepoint codes`.execute(act.db);
      // It stands open after that, and steps written under it are not found when the transaction ends.
      await sql`release savepoint codes`.execute(act.db);
    }
  }
  return people.flatMap((one) => [{ personId: one.personId, kind: 'person', id: one.personId }, { personId: one.personId, kind: 'case_file', id: one.caseId }]);
}

function isTakenCode(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false;
  return error.code === 'RT002' || (error.code === '23505' && 'constraint' in error && error.constraint === 'person_programme_id_code_key');
}

type FileOf = (one: PersonToWrite) => KnownFile | undefined;

/** Birth, nationalities, languages. */
async function writeFacts(act: Act, people: readonly PersonToWrite[], fileOf: FileOf): Promise<Made[]> {
  const programme_id = act.actor.programmeId;
  const births = people.flatMap((one) => (one.birth === null || fileOf(one)?.hasBirth ? [] : [{ person_id: one.personId, programme_id, ...one.birth }]));
  if (births.length > 0) await act.db.insertInto('person_birth').values(births).execute();
  const countries = people.flatMap((one) => one.nationalities.filter((country) => !fileOf(one)?.countries.has(country)).map((country) => ({ programme_id, person_id: one.personId, country })));
  if (countries.length > 0) await act.db.insertInto('person_nationality').values(countries).execute();
  const languages = people.flatMap((one) => one.languages.filter((language) => !fileOf(one)?.languages.has(language)).map((language) => ({ programme_id, person_id: one.personId, language, reads: null })));
  if (languages.length > 0) await act.db.insertInto('person_language').values(languages).execute();
  return [
    ...births.map((row) => ({ personId: row.person_id, kind: 'person_birth', id: row.person_id })),
    ...countries.map((row) => ({ personId: row.person_id, kind: 'person_nationality', id: row.person_id, part: row.country })),
    ...languages.map((row) => ({ personId: row.person_id, kind: 'person_language', id: row.person_id, part: row.language })),
  ];
}

/** How far it is known who new people are: a name that the office wrote down is a declared one, and the step is on record. */
async function writeHeadings(act: Act, opened: readonly PersonToWrite[]): Promise<Made[]> {
  const climbed = opened.filter((one) => one.level !== 'anonymous');
  if (climbed.length === 0) return [];
  await sql`update person p set identity_level = h.level from jsonb_to_recordset(${JSON.stringify(climbed.map((one) => ({ id: one.personId, level: one.level })))}::jsonb) as h (id uuid, level text) where p.id = h.id`.execute(act.db);
  const moves = climbed.map((one) => moveRow(act, one.personId, 'identity', one.level === 'declared' ? 'declare-name' : 'give-pseudonym', 'anonymous', one.level, it['imports.note.from-register']));
  await act.db.insertInto('person_move').values(moves).execute();
  return moves.map((row) => ({ personId: row.person_id, kind: 'person_move', id: row.id }));
}

/** Whoever may be under age is held to be a child until somebody has looked. */
async function raiseMinorDoubts(act: Act, people: readonly PersonToWrite[], fileOf: FileOf): Promise<Made[]> {
  const doubted = people.filter((one) => one.isMinorTrack && fileOf(one)?.isMinorTrack !== true);
  if (doubted.length === 0) return [];
  const reason = it['imports.note.possibly-minor'];
  const isKnown = (one: PersonToWrite): boolean => fileOf(one) !== undefined;
  await sql`update person p set minor_track = true, minor_reason = ${reason}, version = p.version + d.known
    from jsonb_to_recordset(${JSON.stringify(doubted.map((one) => ({ id: one.personId, known: isKnown(one) ? 1 : 0 })))}::jsonb) as d (id uuid, known integer) where p.id = d.id`.execute(act.db);
  const moves = doubted.map((one) => moveRow(act, one.personId, 'minor', 'raise-doubt', fileOf(one)?.wasDoubted ? 'reclassified' : 'no-doubt', 'minor-track', reason));
  await act.db.insertInto('person_move').values(moves).execute();
  // A doubt about somebody already followed outlives the import: it was raised, and only a person may settle it.
  return moves.filter((row) => !people.some((one) => one.personId === row.person_id && isKnown(one))).map((row) => ({ personId: row.person_id, kind: 'person_move', id: row.id }));
}

const moveRow = (act: Act, personId: string, machine: 'identity' | 'minor', move: string, from: string, to: string, reason: string) => ({
  id: newId(), programme_id: act.actor.programmeId, person_id: personId, machine, move, from_state: from, to_state: to, reason, document_kind: null, seen_on: null, seen_by: null, by_member: act.actor.memberId, at: act.now,
});

/** Telephones, notes, the permit: what is sealed with the keys of each person and case; and the needs. */
async function writeSealed(house: House, act: Act, people: readonly PersonToWrite[], fileOf: FileOf): Promise<Made[]> {
  const sealOf = await sealsFor(house, act, people.flatMap((one) => [
    ...(one.phones.length > 0 ? [{ holderId: one.personId, compartment: 'contact' }] : []),
    ...[...new Set([...one.notes.map((note) => note.compartment), ...(one.permit ? ['case'] : [])])].map((compartment) => ({ holderId: one.caseId, compartment })),
  ]));
  const digest = contactDigest(house.keyring, act.actor.programmeId);
  const programme_id = act.actor.programmeId;
  const author_id = act.actor.memberId;

  const contacts = people.flatMap((one) => one.phones.filter((phone) => !fileOf(one)?.phones.has(phone.number)).flatMap((phone) => {
    const read = readContact('phone', phone.number);
    if (!read) throw new Problem('invalid-input', { errors: [{ path: 'phone', code: 'unreadable' }] });
    const id = newId();
    return [{
      id, programme_id, person_id: one.personId, kind: 'phone', value_sealed: sealOf(one.personId, 'contact').close(read.value, `person_contact.value_sealed:${id}`), blind_index: digest(read.recognised),
      belongs_to: phone.belongsTo, label_sealed: closeLabel(sealOf(one.personId, 'contact'), id, phone.label), created_by: author_id, created_at: act.now,
    }];
  }));
  if (contacts.length > 0) await act.db.insertInto('person_contact').values(contacts).execute();

  const notes = people.flatMap((one) => one.notes.map((note) => {
    const id = newId();
    return { personId: one.personId, row: { id, programme_id, case_id: one.caseId, compartment: note.compartment, body_sealed: sealOf(one.caseId, note.compartment).close(note.body, `case_note.body:${id}`), author_id, at: middayOf(note.day, act.now), source: 'import', corrects: null } };
  }));
  if (notes.length > 0) await act.db.insertInto('case_note').values(notes.map((note) => note.row)).execute();

  const permits = people.flatMap((one) => {
    if (one.permit === null || fileOf(one)?.hasPermit) return [];
    const id = newId();
    return [{ personId: one.personId, row: {
      id, programme_id, case_id: one.caseId, section: 'status', field: 'status-permit', compartment: 'case', value_sealed: sealOf(one.caseId, 'case').close(JSON.stringify(one.permit.choice), `profile_fact.value:${id}`),
      source_kind: 'import', source_id: null, learned_on: one.permit.learnedOn, author_id, due_on: one.permit.dueOn, confirmed_at: null, confirmed_by: null, superseded_by: null,
    } }];
  });
  if (permits.length > 0) await act.db.insertInto('profile_fact').values(permits.map((permit) => permit.row)).execute();

  const needs = people.flatMap((one) => one.needs.filter((need) => !fileOf(one)?.needs.has(need.domain)).map((need) => ({ personId: one.personId, row: {
    id: newId(), programme_id, case_id: one.caseId, domain: need.domain, level: 1, own_priority: null, words: need.words, assessed_by: author_id,
    assessed_at: middayOf(one.notes.findLast((note) => note.day !== null)?.day ?? null, act.now), source_kind: 'import', superseded_by: null,
  } })));
  if (needs.length > 0) await act.db.insertInto('need').values(needs.map((need) => need.row)).execute();

  return [
    ...contacts.map((row) => ({ personId: row.person_id, kind: 'person_contact', id: row.id })),
    ...notes.map(({ personId, row }) => ({ personId, kind: 'case_note', id: row.id })),
    ...permits.map(({ personId, row }) => ({ personId, kind: 'profile_fact', id: row.id })),
    ...needs.map(({ personId, row }) => ({ personId, kind: 'need', id: row.id })),
  ];
}

/** What must be read before any call. A card that stands is left as it is, unless the register forbids calling and the card does not. */
async function writeCards(act: Act, people: readonly PersonToWrite[], fileOf: FileOf): Promise<Made[]> {
  const cards = people.flatMap((one) => (one.card === null || fileOf(one)?.card ? [] : [{
    person_id: one.personId, programme_id: act.actor.programmeId, do_not_call: one.card.doNotCall, when_to_call: one.card.words, language: null, written_by: act.actor.memberId, written_at: act.now,
  }]));
  if (cards.length > 0) await act.db.insertInto('safe_contact_card').values(cards).execute();
  const forbidden = people.filter((one) => one.card?.doNotCall === true && fileOf(one)?.card?.doNotCall === false).map((one) => one.personId);
  if (forbidden.length > 0) {
    await sql`update safe_contact_card set do_not_call = true, version = version + 1, written_by = ${act.actor.memberId}, written_at = ${act.now},
      when_to_call = trim(when_to_call || ' ' || ${it['imports.note.do-not-call']}) where person_id = any(${forbidden})`.execute(act.db);
  }
  return cards.map((row) => ({ personId: row.person_id, kind: 'safe_contact_card', id: row.person_id }));
}

/** Gives new files to the colleagues whom the register names, as the coordinator has said who they are; those who have left are passed over. */
async function assign(act: Act, opened: readonly PersonToWrite[]): Promise<Made[]> {
  const wanted = [...new Set(opened.flatMap((one) => one.members))];
  if (wanted.length === 0) return [];
  const here = new Set((await act.db.selectFrom('membership').select('id').where('id', 'in', wanted).where('ended_at', 'is', null).execute()).map((row) => row.id));
  const rows = opened.flatMap((one) => one.members.filter((id) => here.has(id)).map((memberId) => ({
    personId: one.personId, row: { id: newId(), programme_id: act.actor.programmeId, case_id: one.caseId, member_id: memberId, assigned_by: act.actor.memberId, since: act.now, ended_at: null },
  })));
  if (rows.length > 0) await act.db.insertInto('case_assignment').values(rows.map((one) => one.row)).execute();
  return rows.map(({ personId, row }) => ({ personId, kind: 'case_assignment', id: row.id }));
}

/** The first row of a new person opened the file; all the others added to it. */
async function closeRows(act: Act, opened: readonly PersonToWrite[], people: readonly PersonToWrite[]): Promise<void> {
  const opening = opened.map((one) => one.rowIds[0]).filter((id) => id !== undefined);
  await sql`update import_row set done_at = ${act.now}, outcome = case when id = any(${opening}) then 'person-opened' else 'added-to-person' end
    where id = any(${people.flatMap((one) => one.rowIds)})`.execute(act.db);
}
