import { createHash, randomInt } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { colleague, moment, momentOrNull } from '../../../kernel/database/pages.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { speakableCode } from '../../persons/domain.ts';
import type { Card, Colleague, ContactLinked, Encounter, EncounterDetail, EncounterQuery, NewCard, NewEncounter, OutingCards, StreetContact } from '../contract.ts';
import { linkContact } from './contacts.ts';

/** So many in a row are taken only where a programme has met nearly as many people as there are codes. */
const ATTEMPTS = 30;
const digestOf = (secret: string): Buffer => createHash('sha256').update(`reti card ${secret}`).digest();

interface EncounterRow {
  readonly id: string; readonly code: string; readonly alias: string | null; readonly created_at: Date; readonly contacts: number; readonly first_at: Date | null; readonly last_at: Date | null; readonly last_place: Encounter['lastPlace']; readonly has_card: boolean; readonly version: number;
}
const lines = (where: RawBuilder<unknown>) => sql<EncounterRow>`
  select e.id, e.code, e.alias, e.created_at, e.version, m.contacts, m.first_at, m.last_at, exists (select from encounter_card k where k.encounter_id = e.id and k.stopped_at is null) as has_card,
         (select jsonb_build_object('id', w.id, 'name', w.name, 'town', w.town) from encounter_link l join street_contact c on c.id = l.contact_id join place w on w.id = c.place_id where l.encounter_id = e.id and l.ended_at is null and c.taken_back_at is null order by c.at desc limit 1) as last_place
    from encounter e cross join lateral (select count(*)::int as contacts, min(c.at) as first_at, max(c.at) as last_at from encounter_link l join street_contact c on c.id = l.contact_id where l.encounter_id = e.id and l.ended_at is null and c.taken_back_at is null) m
   where ${where} order by m.last_at desc nulls last, e.id limit 50`;
const encounterOf = (row: EncounterRow): Encounter => ({
  id: row.id, code: row.code, alias: row.alias, createdAt: moment(row.created_at), contacts: row.contacts, firstMetAt: momentOrNull(row.first_at), lastMetAt: momentOrNull(row.last_at), lastPlace: row.last_place, hasCard: row.has_card, version: row.version,
});

/** Who was met before, by what they want to be called (or how it begins) or by their code; the last met first. */
export async function findEncounters(act: Act, asked: EncounterQuery): Promise<Encounter[]> {
  const begins = `${(asked.alias ?? '').toLowerCase().replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  const { rows } = await lines(sql`e.programme_id = ${act.actor.programmeId} and ${asked.code ? sql`e.code = ${asked.code}` : sql`lower(e.alias) like ${begins}`}`).execute(act.db);
  act.audit({ action: 'encounter.search', subject: 'encounter', details: { lines: rows.length, by: asked.code ? 'code' : 'alias' } });
  return rows.map(encounterOf);
}

interface CardRow {
  readonly id: string; readonly issued_at: Date; readonly by: Colleague; readonly stopped_at: Date | null; readonly reason: Card['reason'];
}
/** Somebody who is met again, with the cards that they were given. @throws {Problem} not-found */
export async function readEncounter(act: Act, id: string): Promise<EncounterDetail> {
  const { rows: [row] } = await lines(sql`e.id = ${id}`).execute(act.db);
  if (!row) throw new Problem('not-found');
  const cards = await sql<CardRow>`select k.id, k.issued_at, ${colleague('k.issued_by')} as by, k.stopped_at, k.reason from encounter_card k where k.encounter_id = ${id} order by k.issued_at desc limit 100`.execute(act.db);
  act.audit({ action: 'encounter.read', subject: 'encounter', subjectId: id });
  return { ...encounterOf(row), cards: cards.rows.map((card) => ({ id: card.id, issuedAt: moment(card.issued_at), by: card.by, stoppedAt: momentOrNull(card.stopped_at), reason: card.reason })) };
}

/** Opens an encounter, with the contact in which they were met; sent again it answers the same code. @throws {Problem} already-exists, not-found, unavailable */
export async function openEncounter(act: Act, id: string, given: NewEncounter): Promise<{ id: string; code: string }> {
  const codes = Array.from({ length: ATTEMPTS }, () => speakableCode(randomInt));
  const { rows: [opened] } = await sql<{ is_new: boolean; code: string }>`select * from open_encounter(${id}, ${codes}, ${given.alias})`.execute(act.db);
  if (!opened) throw new Problem('unavailable');
  if (opened.is_new) act.audit({ action: 'encounter.open', subject: 'encounter', subjectId: id });
  else act.unchanged();
  if (given.contactId !== undefined) await linkContact(act, given.contactId, id);
  return { id, code: opened.code };
}

/** What they want to be called. @throws {Problem} not-found, changed-meanwhile */
export async function changeAlias(act: Act, id: string, version: number, alias: string | null): Promise<EncounterDetail> {
  const changed = await act.db.updateTable('encounter').set({ alias, version: version + 1 }).where('id', '=', id).where('version', '=', version).executeTakeFirst();
  if (changed.numUpdatedRows === 0n) throw new Problem(await act.db.selectFrom('encounter').select('id').where('id', '=', id).executeTakeFirst() ? 'changed-meanwhile' : 'not-found');
  act.audit({ action: 'encounter.alias', subject: 'encounter', subjectId: id });
  return readEncounter(act, id);
}

/** Gives a card; the house keeps a digest. Sent again it is harmless. @throws {Problem} not-found, already-exists */
export async function issueCard(act: Act, encounterId: string, id: string, given: NewCard): Promise<EncounterDetail> {
  const { rows: [answer] } = await sql<{ made: boolean }>`select issue_card(${id}, ${encounterId}, ${digestOf(given.secret)}, ${given.replaces}) as made`.execute(act.db);
  if (answer?.made) act.audit({ action: 'encounter-card.issue', subject: 'encounter', subjectId: encounterId });
  else act.unchanged();
  return readEncounter(act, encounterId);
}

/** A card that finds nobody any more. @throws {Problem} not-found */
export async function stopCard(act: Act, encounterId: string, id: string, reason: NonNullable<Card['reason']>): Promise<EncounterDetail> {
  const card = await act.db.selectFrom('encounter_card').select('id').where('id', '=', id).where('encounter_id', '=', encounterId).executeTakeFirst();
  if (!card) throw new Problem('not-found');
  const { rows: [answer] } = await sql<{ stopped: boolean }>`select stop_card(${id}, ${reason}) as stopped`.execute(act.db);
  if (answer?.stopped) act.audit({ action: 'encounter-card.stop', subject: 'encounter', subjectId: encounterId, details: { reason } });
  else act.unchanged();
  return readEncounter(act, encounterId);
}

const ofCard = async (act: Act, secret: string): Promise<string | null> => {
  const { rows: [found] } = await sql<{ id: string | null }>`select encounter_of_card(${digestOf(secret)}) as id`.execute(act.db);
  return found?.id ?? null;
};

/** Whose card it is. @throws {Problem} not-found where it was stopped, or never given */
export async function encounterByCard(act: Act, secret: string): Promise<EncounterDetail> {
  const id = await ofCard(act, secret);
  if (id === null) throw new Problem('not-found');
  return readEncounter(act, id);
}

/**
 * Says who was met: somebody known, nobody, or whoever carries the card that was read.
 * @throws {Problem} not-found, card-unknown where the card was never given, or was stopped: the contact stays as it is
 */
export async function linkAsGiven(act: Act, contactId: string, given: ContactLinked): Promise<StreetContact> {
  if (given.cardSecret === undefined) return linkContact(act, contactId, given.encounterId ?? null);
  const id = await ofCard(act, given.cardSecret);
  if (id === null) throw new Problem('card-unknown');
  return linkContact(act, contactId, id);
}

/** Whom a telephone of this outing knows by their card with no network. */
export async function cardsOfOuting(act: Act, outingId: string): Promise<OutingCards> {
  const { rows } = await sql<OutingCards['items'][number]>`select mark, id, code, alias from cards_of_outing(${outingId})`.execute(act.db);
  act.audit({ action: 'encounter-card.carry', subject: 'outing', subjectId: outingId, details: { lines: rows.length } });
  return { items: rows };
}
