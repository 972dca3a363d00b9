import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { asDocx, asPdf } from '../../../kernel/documents/making.ts';
import { officeHead } from '../../../kernel/documents/office.ts';
import type { Say } from '../../../kernel/documents/words.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Vault } from '../../../kernel/vault/vault.ts';
import { v7 as newId } from 'uuid';
import { type Conference, MinutesBody, type NewMinutes, type PaperAsked, type Seat, type Who } from '../contract.ts';
import { minutesPaper, withoutNames, withoutNaming, withoutNotes } from '../domain.ts';
import en from '../text/en.json' with { type: 'json' };
import it from '../text/it.json' with { type: 'json' };
import { everyName, mustNotName, partContext, runCase } from './calling.ts';
import { leaveReceipt, readSheet } from './reading.ts';
import { minutesContext, readConference } from './whole.ts';

/** Texts of the room for a paper. */
function sayIn(language: 'it' | 'en'): Say {
  const texts: Readonly<Record<string, string>> = language === 'it' ? it : en;
  return (key, values = {}) => (texts[key] ?? key).replaceAll(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
}

const whoSits = ({ member, organisation }: Seat): Who => ({ name: member.name, role: member.role, organisation });

function bodyOf(conference: Conference, summary: string): MinutesBody {
  const seated = new Map(conference.seats.map((seat) => [seat.id, whoSits(seat)]));
  const decided = new Map(conference.decisions.map((one) => [one.id, one.what]));
  const caller: Who = { name: conference.createdBy.name, role: conference.createdBy.role, organisation: null };
  const notesAt = (pointId: string | null): string[] => conference.notes.filter((note) => note.pointId === pointId && note.compartment === 'case').flatMap((note) => note.words ?? []);
  const asked = conference.seats.filter((seat) => seat.leftAt === null);
  const elsewhere = notesAt(null);
  return {
    question: conference.question ?? '', summary,
    points: [...conference.points.map((point) => ({ domain: point.domain, words: point.words, notes: notesAt(point.id) })), ...(elsewhere.length === 0 ? [] : [{ domain: null, words: '—', notes: elsewhere }])],
    present: [caller, ...asked.filter((seat) => seat.present).map(whoSits)], absent: asked.filter((seat) => !seat.present).map(whoSits),
    decisions: conference.decisions.filter((one) => one.withdrawnAt === null).map((one) => ({
      what: one.what ?? '', by: one.owner ? { name: one.owner.name, role: one.owner.role, organisation: null } : null, byWords: one.ownerWords, dueOn: one.dueOn,
    })),
    dissents: conference.dissents.map((one) => ({ words: one.words ?? '', about: one.decisionId ? decided.get(one.decisionId) ?? null : null, by: one.seatId ? seated.get(one.seatId) ?? null : null })),
  };
}

/** What was written at the table or after it, by where it stands. */
const writtenIn = (body: MinutesBody): (readonly [string, string])[] => [
  ['summary', body.summary], ['decisions', body.decisions.map((one) => `${one.what} ${one.byWords ?? ''}`).join('\n')], ['dissents', body.dissents.map((one) => one.words).join('\n')],
];

/** The minutes kept in the case as readers outside may have them now. @throws {Problem} conference-names-person where a name learned since stands in what was written */
async function forNetwork(act: Act, personId: string, body: MinutesBody): Promise<MinutesBody> {
  await mustNotName(act, personId, writtenIn(body));
  return withoutNames(withoutNaming(body, await everyName(act, personId)));
}

/**
 * Sends the minutes round as they stand: the whole of them stays in the case, each seat gets a copy of its own, those outside the team one
 * without names. Whoever had answered an earlier edition is asked again.
 * @throws {Problem} not-found, not-allowed, illegal-move, changed-meanwhile, conference-names-person, already-exists where another summary stands under that id
 */
export async function sendMinutes(act: Act, vault: Vault, id: string, { conferenceId, edition, summary }: NewMinutes): Promise<void> {
  const conference = await readConference(act, vault, conferenceId);
  const held = await runCase(act, conference.caseId);
  const seal = await vault.seal(act, conference.caseId, 'case');
  const before = await act.db.selectFrom('conference_minutes').select(['conference_id', 'edition', 'body_sealed']).where('id', '=', id).executeTakeFirst();
  if (before) {
    const kept = seal.open(before.body_sealed, minutesContext(before.conference_id, before.edition));
    return act.unchangedIf(before.conference_id === conferenceId && before.edition === edition && MinutesBody.parse(JSON.parse(kept)).summary === summary);
  }
  if (conference.state !== 'held') throw new Problem('illegal-move', { facts: { state: conference.state, move: 'send-minutes' } });
  if (edition !== (conference.minutes?.edition ?? 0) + 1) throw new Problem('changed-meanwhile');
  const body = bodyOf(conference, summary);
  await mustNotName(act, held.personId, writtenIn(body));
  await act.db.insertInto('conference_minutes').values({
    id, programme_id: act.actor.programmeId, conference_id: conferenceId, case_id: conference.caseId, edition, body_sealed: seal.close(JSON.stringify(body), minutesContext(conferenceId, edition)), by_member: act.actor.memberId,
  }).execute();
  // The question was frozen at the call; a name that was learned since stays out of what leaves.
  const leaving = withoutNaming(body, await everyName(act, held.personId));
  for (const seat of conference.seats.filter((one) => one.stands)) {
    const own = seat.organisation === null ? withoutNotes(leaving) : withoutNames(leaving);
    const ofSeat = await vault.seal(act, seat.id, 'conference');
    await act.db.insertInto('conference_part').values({
      id: newId(), programme_id: act.actor.programmeId, conference_id: conferenceId, seat_id: seat.id, case_id: conference.caseId, kind: 'minutes', compartment: 'base', edition,
      body_sealed: ofSeat.close(JSON.stringify(own), partContext(seat.id, 'minutes', edition)), by_member: act.actor.memberId,
    }).execute();
  }
  act.audit({ action: 'conference.send-minutes', subject: 'conference', subjectId: conferenceId, caseId: conference.caseId, personId: held.personId, details: { edition } });
}

/**
 * The minutes as a file. Those who hold the case choose for whom it is; whoever is only invited gets their own copy, as it was sent to them.
 * @throws {Problem} not-found, conference-minutes-missing, conference-names-person for a copy that goes outside
 */
export async function printMinutes(act: Act, vault: Vault, id: string, asked: PaperAsked): Promise<{ bytes: Buffer; name: string }> {
  const { rows: [known] } = await sql<{ held: boolean; person_id: string | null }>`
    select case_opens(k.case_id, 'case') as held, c.person_id from conference k left join case_file c on c.id = k.case_id where k.id = ${id}`.execute(act.db);
  if (!known) throw new Problem('not-found');
  const { line, minutes, answers } = known.held ? await fromCase(act, vault, id, asked.to) : await fromSeat(act, vault, id);
  if (!minutes?.body || line.code === null) throw new Problem('conference-minutes-missing');
  const { rows: [office] } = await sql<{ programme: string; body: string }>`
    select p.name as programme, o.name as body from programme p join organisation o on o.id = ${act.actor.organisationId} where p.id = ${act.actor.programmeId}`.execute(act.db);
  const paper = minutesPaper(known.held && known.person_id !== null && asked.to === 'network' ? await forNetwork(act, known.person_id, minutes.body) : minutes.body, sayIn(asked.language), {
    language: asked.language, letterhead: await officeHead(act, { office: office?.programme ?? '', lines: [] }), code: line.code, heldOn: new Date(line.startsAt), edition: minutes.edition,
    isApproved: line.state === 'minutes-approved' || line.state === 'closed', answers,
  });
  act.audit({ action: 'conference.print', subject: 'conference', subjectId: id, ...(line.caseId ? { caseId: line.caseId } : {}), details: { form: asked.form, to: asked.to } });
  return { bytes: await (asked.form === 'pdf' ? asPdf : asDocx)(paper, { at: act.now }), name: `verbale-${line.code}.${asked.form}` };
}

async function fromCase(act: Act, vault: Vault, id: string, to: PaperAsked['to']) {
  const conference = await readConference(act, vault, id);
  const answered = conference.seats.flatMap((seat) => (seat.said && seat.saidEdition === conference.minutes?.edition ? [{ who: whoSits(seat), said: seat.said, words: seat.saidWords }] : []));
  return { line: conference, minutes: conference.minutes, answers: to === 'team' ? answered : [] };
}

async function fromSeat(act: Act, vault: Vault, id: string) {
  const sheet = await readSheet(act, vault, id);
  const seat = await act.db.selectFrom('conference_seat').select(['id', 'case_id']).where('conference_id', '=', id).where('member_id', '=', act.actor.memberId).executeTakeFirstOrThrow();
  if (sheet.minutes) await leaveReceipt(act, { id, case_id: seat.case_id }, seat.id, 'paper');
  return { line: sheet.conference, minutes: sheet.minutes, answers: [] };
}
