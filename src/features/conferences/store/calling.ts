import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Vault } from '../../../kernel/vault/vault.ts';
import { v7 as newId } from 'uuid';
import { type Bodies, type Material, type MoreSeats, type NewConference, type NewSeat, type Part, PartBody, type PartKind } from '../contract.ts';
import { compartmentOf, isEmpty, namesIn, partFits } from '../domain.ts';

export const matterContext = (conferenceId: string): string => `conference.matter:${conferenceId}`;
export const voiceContext = (voiceId: string): string => `conference_voice.body:${voiceId}`;
export const partContext = (seatId: string, kind: string, edition: number): string => `conference_part.body:${seatId}:${kind}:${edition}`;

export interface RunCase {
  readonly personId: string;
  readonly code: string;
  readonly compartments: readonly string[];
}

/** The case, for one who may call a conference on it. @throws {Problem} not-found, not-allowed for who came in by an emergency or reads the heading alone */
export async function runCase(act: Act, caseId: string): Promise<RunCase> {
  const { rows: [found] } = await sql<RunCase & { via: string }>`
    select a.person_id as "personId", p.code, a.compartments, a.via from case_access a join person p on p.id = a.person_id
     where a.member_id = ${act.actor.memberId} and a.case_id = ${caseId} and a.valid_until > now()`.execute(act.db);
  if (!found) throw new Problem('not-found');
  if (found.via === 'break-glass' || !found.compartments.includes('case')) throw new Problem('not-allowed');
  return found;
}

/** What stands in the file today and could be put on a sheet, and who could be asked. Reading it leaves a line. @throws {Problem} not-found, not-allowed */
export async function readMaterial(act: Act, caseId: string): Promise<Material> {
  const held = await runCase(act, caseId);
  const { rows: [file] } = await sql<{ wish: string; summary: string; risk: string; languages: string[]; needs: PartBody['items']; goals: PartBody['items']; services: PartBody['items'] }>`
    select c.wish, c.summary, c.risk,
      array(select l.language from person_language l where l.person_id = c.person_id order by l.language) as languages,
      (select coalesce(jsonb_agg(jsonb_build_object('code', n.domain, 'level', n.level) order by n.level desc, n.domain), '[]') from need n where n.case_id = c.id and n.superseded_by is null and n.level > 0) as needs,
      (select coalesce(jsonb_agg(jsonb_build_object('code', g.domain, 'words', g.words) order by g.position), '[]') from goal g join plan p on p.id = g.plan_id where g.case_id = c.id and p.state not in ('completed', 'interrupted')) as goals,
      (select coalesce(jsonb_agg(jsonb_build_object('words', s.name) order by s.name), '[]') from referral_matter m join referral r on r.id = m.referral_id join service s on s.id = r.service_id
        where m.case_id = c.id and r.sent_at is not null and r.stopped_at is null and r.state not in ('declined', 'closed')) as services
      from case_file c where c.id = ${caseId}`.execute(act.db);
  if (!file) throw new Problem('not-found');
  const part = (kind: PartKind, given: Partial<PartBody>): Part => ({ kind, compartment: compartmentOf(kind), body: PartBody.parse({ words: '', items: [], ...given }) });
  const parts = [
    part('question', {}), part('situation', { words: file.summary }), part('wish', { words: file.wish }), part('languages', { items: file.languages.map((code) => ({ code, level: null, words: null })) }),
    part('risk', { items: [{ code: file.risk, level: null, words: null }] }), part('needs', { items: file.needs }), part('plan', { items: file.goals }), part('services', { items: file.services }),
    part('work', {}), part('story', {}),
  ].filter((one) => held.compartments.includes(one.compartment));
  const { rows: colleagues } = await sql<Material['colleagues'][number]>`
    select m.id as "memberId", w.name, m.role, exists (select from case_assignment s where s.case_id = ${caseId} and s.member_id = m.id and s.ended_at is null) as follows
      from membership m join account w on w.id = m.account_id where m.programme_id = ${act.actor.programmeId} and m.ended_at is null
       and m.role in ('mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator') and m.id <> ${act.actor.memberId} order by 4 desc, w.name limit 500`.execute(act.db);
  const { rows: network } = await sql<Material['network'][number]>`
    select distinct on (w.name, m.id) m.id as "memberId", w.name, m.role, o.id as "organisationId", o.name as organisation, c.id as "consentId", c.purpose
      from consent c join organisation o on o.id = c.recipient_id join membership m on m.organisation_id = o.id and m.programme_id = c.programme_id join account w on w.id = m.account_id
     where c.case_id = ${caseId} and c.switch = 'sharing' and consent_stands(c) and m.ended_at is null and m.role in ('partner', 'reporter')
     order by w.name, m.id, c.requested_at desc limit 500`.execute(act.db);
  act.audit({ action: 'conference.prepare', subject: 'case', subjectId: caseId, caseId, personId: held.personId });
  return { code: held.code, parts, colleagues, network };
}

/**
 * Calls a conference: what is asked, who comes, what each of them reads, what the person wishes. All of it stands or falls together.
 * @throws {Problem} not-found, not-allowed, conference-names-person, conference-part-not-allowed, conference-seat-not-possible, already-exists
 */
export async function callConference(act: Act, vault: Vault, id: string, asked: NewConference): Promise<void> {
  const held = await runCase(act, asked.caseId);
  const seal = await vault.seal(act, asked.caseId, 'case');
  const matter = JSON.stringify({ question: asked.question, points: asked.points });
  const question: PartBody = { words: asked.question, items: asked.points.map(({ domain, words }) => ({ code: domain, level: null, words })) };
  const bodies: Bodies = { ...asked.bodies, question };
  const before = await act.db.selectFrom('conference').select(['case_id', 'created_by', 'way', 'place', 'lasts', 'matter_sealed']).where('id', '=', id).executeTakeFirst();
  if (before) {
    // The day is not compared: it may have been called again on another. What was put right since the answer that never came is not called done.
    const there = await seatsThere(act, vault, asked.seats.map((seat) => seat.id));
    // What the person wished when it was called: more may have been said since.
    const voice = await act.db.selectFrom('conference_voice').select(['id', 'knows', 'name_said', 'body_sealed']).where('conference_id', '=', id).where('moment', '=', 'before').orderBy('at').orderBy('id').limit(1).executeTakeFirst();
    const isSameVoice = voice?.knows === asked.voice.knows && voice.name_said === asked.voice.nameSaid && seal.open(voice.body_sealed, voiceContext(voice.id)) === asked.voice.words;
    return act.unchangedIf(before.case_id === asked.caseId && before.created_by === act.actor.memberId && before.way === asked.way && before.place === (asked.place || null) && before.lasts === asked.lasts
      && seal.open(before.matter_sealed, matterContext(id)) === matter && isSameVoice && asked.seats.every((seat) => isAsItStands(there.get(seat.id), id, seat, bodies)));
  }
  await mustNotName(act, held.personId, [...wordsOf(bodies), ...(asked.place === undefined ? [] : [['place', asked.place] as const])]);
  await act.db.insertInto('conference').values({
    id, programme_id: act.actor.programmeId, case_id: asked.caseId, starts_at: new Date(asked.startsAt), lasts: asked.lasts, way: asked.way, place: asked.place || null,
    matter_sealed: seal.close(matter, matterContext(id)), created_by: act.actor.memberId,
  }).execute();
  const voiceId = newId();
  await act.db.insertInto('conference_voice').values({
    id: voiceId, programme_id: act.actor.programmeId, conference_id: id, case_id: asked.caseId, moment: 'before', knows: asked.voice.knows, name_said: asked.voice.nameSaid,
    body_sealed: seal.close(asked.voice.words, voiceContext(voiceId)), by_member: act.actor.memberId,
  }).execute();
  await giveSeats(act, vault, { id, caseId: asked.caseId }, bodies, asked.seats);
  act.audit({ action: 'conference.call', subject: 'conference', subjectId: id, caseId: asked.caseId, personId: held.personId, details: { seats: asked.seats.length } });
}

/** More people are asked to a conference that stands. @throws {Problem} what {@link callConference} throws (already-exists where a seat was given under that id with another sheet), illegal-move */
export async function inviteMore(act: Act, vault: Vault, id: string, { bodies: given, seats }: MoreSeats): Promise<void> {
  const known = await act.db.selectFrom('conference').select(['case_id', 'state', 'matter_sealed']).where('id', '=', id).executeTakeFirst();
  if (!known) throw new Problem('not-found');
  const held = await runCase(act, known.case_id);
  const seal = await vault.seal(act, known.case_id, 'case');
  const matter = JSON.parse(seal.open(known.matter_sealed, matterContext(id)) ?? '{}') as { question?: string; points?: { domain: string | null; words: string }[] };
  const question: PartBody = { words: matter.question ?? '', items: (matter.points ?? []).map(({ domain, words }) => ({ code: domain, level: null, words })) };
  const bodies: Bodies = { ...given, question };
  const there = await seatsThere(act, vault, seats.map((seat) => seat.id));
  const fresh = seats.filter((seat) => !there.has(seat.id));
  if (fresh.length < seats.length) act.unchangedIf(seats.every((seat) => !there.has(seat.id) || isAsItStands(there.get(seat.id), id, seat, bodies)));
  if (fresh.length === 0) return;
  if (!['called', 'postponed', 'held'].includes(known.state)) throw new Problem('illegal-move', { facts: { state: known.state, move: 'invite' } });
  // The question too: a name may have been learned since the others were asked.
  await mustNotName(act, held.personId, wordsOf(bodies));
  await giveSeats(act, vault, { id, caseId: known.case_id }, bodies, fresh);
  act.audit({ action: 'conference.invite', subject: 'conference', subjectId: id, caseId: known.case_id, personId: held.personId, details: { seats: fresh.length } });
}

/** Who could be given each of these seats, in their order; nothing is told of the difference between one who is barred, has left or was never there. */
async function knownFor(act: Act, caseId: string, seats: readonly NewSeat[]) {
  const { rows } = await sql<{ place: number; role: string; recipient_id: string | null; purpose: string | null; possible: boolean }>`
    select w.place::int as place, m.role, c.recipient_id, c.purpose, conference_may_invite(${caseId}, m.id, c.recipient_id, w.consent_id) as possible
      from unnest(${seats.map((seat) => seat.memberId)}::uuid[], ${seats.map((seat) => seat.consentId ?? null)}::uuid[]) with ordinality as w (member_id, consent_id, place)
      join membership m on m.id = w.member_id left join consent c on c.id = w.consent_id and c.case_id = ${caseId}`.execute(act.db);
  return seats.map((_, place) => rows.find((row) => row.place === place + 1));
}

async function giveSeats(act: Act, vault: Vault, of: { id: string; caseId: string }, bodies: Bodies, seats: readonly NewSeat[]): Promise<void> {
  const all = await knownFor(act, of.caseId, seats);
  const given = seats.map((seat, place) => {
    const known = all[place];
    // One who is barred, one who has left and one whose body the person does not agree with are refused in the same words.
    if (!known?.possible || seat.memberId === act.actor.memberId) throw new Problem('conference-seat-not-possible');
    const kinds = kindsOf(seat, bodies);
    const refused = kinds.filter((kind) => !partFits(kind, known.role, known.purpose));
    if (refused.length > 0) throw new Problem('conference-part-not-allowed', { errors: refused.map((kind) => ({ path: `parts.${kind}`, code: 'not-for-this-reader' })) });
    return { seat, kinds, recipientId: known.recipient_id };
  });
  await act.db.insertInto('conference_seat').values(given.map(({ seat, recipientId }) => ({
    id: seat.id, programme_id: act.actor.programmeId, conference_id: of.id, case_id: of.caseId, member_id: seat.memberId, organisation_id: recipientId, consent_id: seat.consentId ?? null, by_member: act.actor.memberId,
  }))).execute();
  // Their keys leave together; each is answered in its turn.
  const sealed = await Promise.all(given.map(async (one) => ({ ...one, seal: await vault.firstSeal(act, one.seat.id, 'conference') })));
  const parts = sealed.flatMap(({ seat, kinds, seal }) => kinds.map((kind) => ({
    id: newId(), programme_id: act.actor.programmeId, conference_id: of.id, seat_id: seat.id, case_id: of.caseId, kind, compartment: compartmentOf(kind),
    body_sealed: seal.close(JSON.stringify(bodies[kind]), partContext(seat.id, kind, 0)), by_member: act.actor.memberId,
  })));
  if (parts.length > 0) await act.db.insertInto('conference_part').values(parts).execute();
}

/** The blocks that stand on somebody's sheet: those chosen for them and not empty, and always the question. */
const kindsOf = (seat: NewSeat, bodies: Bodies): PartKind[] => [...new Set<PartKind>(['question', ...seat.parts])].filter((kind) => !isEmpty(bodies[kind] ?? { words: '', items: [] }));

interface SeatThere {
  readonly conferenceId: string;
  readonly memberId: string;
  readonly consentId: string | null;
  /** The sheet as it was made, block by block. */
  readonly sheet: ReadonlyMap<string, string>;
}

/** Seats that were given already, with what was put on their sheets. */
async function seatsThere(act: Act, vault: Vault, ids: readonly string[]): Promise<ReadonlyMap<string, SeatThere>> {
  const seats = ids.length === 0 ? [] : await act.db.selectFrom('conference_seat').select(['id', 'conference_id', 'member_id', 'consent_id']).where('id', 'in', [...ids]).execute();
  if (seats.length === 0) return new Map();
  const parts = await act.db.selectFrom('conference_part').select(['seat_id', 'kind', 'edition', 'body_sealed']).where('seat_id', 'in', seats.map((seat) => seat.id)).where('edition', '=', 0).execute();
  const seals = await vault.sealsOf(act, seats.map((seat) => seat.id));
  return new Map(seats.map((seat) => [seat.id, {
    conferenceId: seat.conference_id, memberId: seat.member_id, consentId: seat.consent_id,
    sheet: new Map(parts.filter((part) => part.seat_id === seat.id).map((part) => [part.kind, seals.get(`${seat.id} conference`)?.open(part.body_sealed, partContext(seat.id, part.kind, part.edition)) ?? ''])),
  }]));
}

/** Whether a seat that was given is the one asked for now, with the same sheet word by word. */
function isAsItStands(there: SeatThere | undefined, conferenceId: string, seat: NewSeat, bodies: Bodies): boolean {
  const kinds = kindsOf(seat, bodies);
  return there !== undefined && there.conferenceId === conferenceId && there.memberId === seat.memberId && there.consentId === (seat.consentId ?? null)
    && there.sheet.size === kinds.length && kinds.every((kind) => there.sheet.get(kind) === JSON.stringify(bodies[kind]));
}

const wordsOf = (bodies: Bodies): (readonly [string, string])[] =>
  Object.entries(bodies).map(([kind, body]) => [kind, [body.words, ...body.items.map((item) => item.words ?? '')].join('\n')] as const);

/** Every name the person was ever known by, those that were taken away too. */
export async function everyName(act: Act, personId: string): Promise<string[]> {
  const { rows: [known] } = await sql<{ names: string[] }>`select names_ever(${personId}) as names`.execute(act.db);
  return known?.names ?? [];
}

/** Words that go to people who may not know whose case it is do not say the name. @throws {Problem} conference-names-person, with where */
export async function mustNotName(act: Act, personId: string, texts: readonly (readonly [where: string, words: string])[]): Promise<void> {
  const known = await everyName(act, personId);
  const found = texts.filter(([, words]) => namesIn(words, known).length > 0);
  if (found.length > 0) throw new Problem('conference-names-person', { errors: found.map(([where]) => ({ path: where, code: 'names-person' })) });
}
