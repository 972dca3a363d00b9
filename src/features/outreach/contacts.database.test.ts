import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { smuggled } from '../../app/testing/smuggled.ts';
import { aTown, newId, type Town, type Worker } from '../../app/testing/town.ts';
import { signInWorker } from '../../app/worker.ts';
import type { BecamePerson, Concern, ConcernList, ContactPage, Coverage, Encounter, EncounterDetail, OutingCards, OutreachFigures, Presence, StreetContact, StreetHour, StreetMap } from './contract.ts';
import { cardMark, newCardSecret } from './domain.ts';
import { guest, sent } from '../intake/testing/report.ts';
import { aTileServer, type TileServer } from './testing/tiles.ts';
import { onPlane } from './ui/map/projection.ts';
import { anOuting, aPlace, meet, member, now, tap, write } from './testing/street.ts';
import { italianDay } from '../../kernel/italian-day.ts';

let town: Town;
let amal: Worker;
let blessing: Worker;
let teresa: Worker;
let cartographer: TileServer;
beforeAll(async () => {
  cartographer = await aTileServer();
  town = await aTown({ mapTiles: cartographer.settings });
  [amal, blessing, teresa] = await Promise.all([town.as('amal'), town.as('blessing'), town.as('teresa')]);
});
afterAll(async () => {
  await town.leave();
  await cartographer.close();
});

const closed = async (outingId: string) => {
  await tap(amal, outingId, 'start', { deviceAt: now(9) });
  await tap(amal, outingId, 'check-out');
  expect((await amal.post(`/api/outings/${outingId}/moves`, { id: newId(), move: 'close' })).status).toBe(200);
};
const secret = () => newCardSecret(crypto.getRandomValues(new Uint8Array(26)));

describe('a contact', () => {
  it('of one person whose name nobody asked is kept once, however often and under whichever session it is sent', async () => {
    const { outing, place } = await anOuting(town);
    const id = newId();
    const noted = { people: 1, gender: 'female', ageBand: 'young-adult', language: 'fr', needs: ['housing'], signs: ['F07'], level: 3, agreed: ['comes-to-desk'], position: { latitude: 40.84312, longitude: 15.01877 } };
    const first = await meet(amal, outing.id, { ...noted, placeId: place.id }, id);
    expect(first.body).toMatchObject({ ...noted, place: { id: place.id }, position: { latitude: 40.84, longitude: 15.02 }, isLate: false, takenBackAt: null, mayChange: true, version: 1 });
    const again = await signInWorker(town.app, 'amal');
    expect((await meet(again, outing.id, noted, id)).body).toMatchObject({ id, version: 1 });
    expect((await meet(blessing, outing.id, noted, id)).body).toMatchObject({ code: 'already-exists' });
    expect((await amal.get<ContactPage>(`/api/street-contacts?outingId=${outing.id}`)).body.items).toHaveLength(1);
    expect((await amal.put(`/api/outings/${outing.id}/checks/${id}`, { kind: 'check-in', deviceAt: now() })).status).toBe(200);
  });

  it('is held to about a kilometre whatever a telephone sends, also when its position comes later, and the database itself keeps it so', async () => {
    const { outing } = await anOuting(town);
    const exact = await meet(amal, outing.id, { position: { latitude: 40.84312, longitude: 15.01877, exact: true } });
    expect(exact.body.position).toEqual({ latitude: 40.84, longitude: 15.02 });
    const later = await meet(amal, outing.id);
    expect((await write(amal, `/api/street-contacts/${later.body.id}`, { position: { latitude: 40.84312, longitude: 15.01877 } })).body.fields['position']?.value).toEqual({ latitude: 40.84, longitude: 15.02 });
    await expect(smuggled(town, 'amal', (ask) => ask("insert into street_contact (id, programme_id, at, device_at, recorded_by, place_kind, latitude, longitude) select $1, programme_id, now(), now(), id, 'farm', 40.84312, 15.01877 from membership where id = $2", [newId(), member('amal', 'mediator')]))).rejects.toThrow('contact_position_is_coarse');
  });

  it('holds no telephone number, no plate and no sign of one’s own making', async () => {
    const { outing } = await anOuting(town);
    const refused = async (given: Record<string, unknown>) => (await meet(amal, outing.id, given)).body as { code?: string; errors?: unknown };
    expect(await refused({ note: 'chiamare 347 1234567' })).toMatchObject({ code: 'invalid-input', errors: [{ path: 'note', code: 'phone-in-words' }] });
    expect(await refused({ note: 'furgone bianco AB123CD' })).toMatchObject({ errors: [{ path: 'note', code: 'plate-in-words' }] });
    expect(await refused({ signs: ['Z99'] })).toMatchObject({ errors: [{ path: 'signs', code: 'unknown-sign' }] });
    expect(await refused({ note: 'x'.repeat(281) })).toMatchObject({ errors: [{ path: 'note', code: 'too_big' }] });
    expect((await amal.get<{ signs: unknown[] }>('/api/street-words')).body.signs).toHaveLength(11);
  });

  it('that arrives after the closing is kept, and called late; then who coordinates puts it right, and what stood before stays', async () => {
    const { outing } = await anOuting(town);
    const early = (await meet(amal, outing.id, { deviceAt: now(5), people: 3 })).body;
    await closed(outing.id);
    const late = (await meet(blessing, outing.id, { deviceAt: now(4) })).body;
    expect(late).toMatchObject({ isLate: true, outingId: outing.id, mayChange: false });
    expect((await write(amal, `/api/street-contacts/${early.id}`, { people: 4 })).body).toMatchObject({ code: 'not-allowed' });
    expect((await write(teresa, `/api/street-contacts/${early.id}`, { people: 4 })).body.fields['people']).toMatchObject({ value: 4, version: 1 });
    expect((await teresa.get<StreetContact>(`/api/street-contacts/${early.id}`)).body).toMatchObject({ people: 4, version: 2 });
    expect((await amal.get<{ items: unknown[] }>(`/api/street-contacts/${early.id}/history`)).body.items).toEqual([expect.objectContaining({ before: { people: 3 }, by: expect.objectContaining({ name: 'Teresa Iannaccone' }) })]);
  });

  it('is read by the team alone, and written into no other programme’s outing', async () => {
    const { outing } = await anOuting(town);
    const contact = (await meet(amal, outing.id)).body;
    for (const who of ['vincenzo', 'carla', 'luca', 'paola', 'stefano', 'francesca', 'silvia', 'rosa', 'youssef'] as const) {
      const worker = await town.as(who);
      expect({ who, status: (await worker.get(`/api/street-contacts/${contact.id}`)).status }).toEqual({ who, status: 404 });
      expect({ who, items: (await worker.get<ContactPage>(`/api/street-contacts?outingId=${outing.id}`)).body.items }).toEqual({ who, items: [] });
      expect({ who, ok: (await meet(worker, outing.id)).status === 200 }).toEqual({ who, ok: false });
    }
  });
});

describe('a danger, or perhaps a minor, seen on the street', () => {
  const day = async (who: Worker, id: string) => (await who.get<{ items: { kind: string; id: string; section: string; facts: Record<string, unknown> }[] }>('/api/today')).body.items.find((one) => one.kind === 'street-concern' && one.id === id);
  const told = async (id: string) => (await teresa.get<{ items: { kind: string; subjectId: string; readAt: string | null }[] }>('/api/notifications')).body.items.filter((one) => one.kind === 'street-concern' && one.subjectId === id);
  const waits = async (id: string) => (await teresa.get<ConcernList>('/api/street-concerns')).body.items.some(({ contact }) => contact.id === id);
  const follow = (who: Worker, id: string, given: Record<string, unknown>) => who.post<Concern>(`/api/street-contacts/${id}/concern`, { id: newId(), ...given });

  it('is told to who coordinates when it arrives, and stands on their day and the crew’s until somebody says what was done', async () => {
    const { outing } = await anOuting(town);
    const { id } = (await meet(amal, outing.id, { danger: true, ageBand: 'possibly-minor', note: 'Dorme nel furgone.' })).body;
    expect(await told(id)).toHaveLength(1);
    expect(await day(teresa, id)).toMatchObject({ section: 'dangerous', facts: { why: 'danger' } });
    expect(await day(blessing, id)).toBeDefined();
    expect(await day(await town.as('marco'), id)).toBeUndefined();
    expect((await amal.get<Concern>(`/api/street-contacts/${id}/concern`)).body).toEqual({ why: ['danger', 'possibly-minor'], waits: true, steps: [] });

    expect((await follow(amal, id, { how: 'handed-on' })).body).toMatchObject({ code: 'reason-required' });
    expect((await follow(amal, id, { how: 'called', words: 'richiamare 347 1234567' })).body).toMatchObject({ code: 'invalid-input' });
    const given = { id: newId(), how: 'handed-on', words: 'Al pronto intervento sociale del Comune.' };
    expect((await follow(blessing, id, given)).body).toMatchObject({ waits: false, steps: [{ how: 'handed-on', words: given.words, by: { name: 'Blessing Okoro' } }] });
    expect((await follow(blessing, id, given)).body.steps).toHaveLength(1);
    expect((await follow(amal, id, given)).body).toMatchObject({ code: 'already-exists' });
    expect([await day(teresa, id), await waits(id), (await told(id))[0]?.readAt === null]).toEqual([undefined, false, false]);

    expect((await follow(teresa, id, { how: 'again', words: 'Non è mai arrivata.' })).body.waits).toBe(true);
    expect([(await day(teresa, id))?.kind, await waits(id)]).toEqual(['street-concern', true]);
  });

  const becoming = () => ({ personId: newId(), caseId: newId(), noteId: newId(), linkId: newId(), doubtId: newId() });

  it('that is perhaps a minor is taken over by the file that opens the minors’ path, not by an hour of the desk; also for who may not know of the file', async () => {
    const { outing } = await anOuting(town);
    const { id } = (await meet(amal, outing.id, { ageBand: 'possibly-minor' })).body;
    await amal.put(`/api/street-contacts/${id}/outcomes/${newId()}`, { kind: 'appointment', subjectId: newId() });
    expect(await waits(id)).toBe(true);
    await amal.put<BecamePerson>(`/api/street-contacts/${id}/person`, becoming());
    expect((await (await town.as('marco')).get<Concern>(`/api/street-contacts/${id}/concern`)).body).toMatchObject({ waits: false, steps: [] });
  });

  it('that is a danger stays on Teresa’s day when Amal only opens a file, or begins a segnalazione, until the segnalazione is sent', async () => {
    const { id } = (await meet(amal, null, { danger: true, ageBand: 'possibly-minor' })).body;
    await amal.put<BecamePerson>(`/api/street-contacts/${id}/person`, becoming());
    const draft = newId();
    await amal.put(`/api/inbound-referrals/${draft}`, { ...guest, source: 'street', senderKind: 'street-unit', streetContactId: id, send: false });
    await amal.put(`/api/street-contacts/${id}/outcomes/${newId()}`, { kind: 'inbound-referral', subjectId: draft });
    expect([(await day(teresa, id))?.kind, await waits(id)]).toEqual(['street-concern', true]);
    await sent(town, 'amal', { source: 'street', senderKind: 'street-unit', streetContactId: id });
    expect([await day(teresa, id), await waits(id)]).toEqual([undefined, false]);
  });

  it('is told when it is noted afterwards, and no more once the contact was taken back', async () => {
    const { outing } = await anOuting(town);
    const calm = (await meet(amal, outing.id)).body;
    expect(await told(calm.id)).toHaveLength(0);
    await write(amal, `/api/street-contacts/${calm.id}`, { danger: true });
    expect(await told(calm.id)).toMatchObject([{ readAt: null }]);
    await write(amal, `/api/street-contacts/${calm.id}`, { note: 'Una parola in più.' });
    expect(await told(calm.id)).toHaveLength(1);
    await amal.put(`/api/street-contacts/${calm.id}/taken-back`, { takenBack: true });
    expect([await waits(calm.id), (await told(calm.id))[0]?.readAt === null]).toEqual([false, false]);
  });
});

describe('somebody who is met again', () => {
  it('is found by what they want to be called, by a code, or by a card that says nothing to whoever finds it', async () => {
    const { outing, place } = await anOuting(town);
    const first = (await meet(amal, outing.id, { placeId: place.id, deviceAt: now(30) })).body;
    const id = newId();
    const opened = await amal.put<Encounter>(`/api/encounters/${id}`, { alias: 'Zio Bah', contactId: first.id });
    expect(opened.body.code).toMatch(/^[a-z]+-[a-z]+-\d\d$/);
    expect((await amal.put<Encounter>(`/api/encounters/${id}`, { alias: 'Zio Bah', contactId: first.id })).body.code).toBe(opened.body.code);
    const second = (await meet(blessing, outing.id, { placeId: place.id, encounterId: id })).body;
    expect(second.encounter).toMatchObject({ id, alias: 'Zio Bah' });

    const [cardId, held] = [newId(), secret()];
    for (let twice = 0; twice < 2; twice += 1) expect((await amal.put<EncounterDetail>(`/api/encounters/${id}/cards/${cardId}`, { secret: held })).body).toMatchObject({ hasCard: true, contacts: 2, cards: [{ id: cardId, reason: null }] });
    for (const found of [await blessing.get<{ items: Encounter[] }>('/api/encounters?alias=zio'), await blessing.get<{ items: Encounter[] }>(`/api/encounters?code=${opened.body.code.replaceAll('-', '%20').toUpperCase()}`)]) {
      expect(found.body.items).toEqual([expect.objectContaining({ id, contacts: 2, lastPlace: expect.objectContaining({ id: place.id }) })]);
    }
    expect((await blessing.post<EncounterDetail>('/api/encounters/by-card', { secret: held.toUpperCase() })).body.id).toBe(id);
    expect((await town.look<{ one: string }>('select row_to_json(c)::text as one from encounter_card c where id = $1', [cardId]))[0]?.one).not.toContain(held);

    await amal.put(`/api/encounters/${id}/cards/${newId()}`, { secret: secret() });
    expect((await blessing.post('/api/encounters/by-card', { secret: held })).status).toBe(404);
    expect((await (await town.as('rosa')).get<{ items: Encounter[] }>('/api/encounters?alias=zio')).body.items).toEqual([]);

    expect((await amal.get<ContactPage>(`/api/street-contacts?encounterId=${id}`)).body.items.map((one) => one.id)).toEqual([second.id, first.id]);
    expect((await amal.put<StreetContact>(`/api/street-contacts/${second.id}/encounter`, { encounterId: null })).body.encounter).toBeNull();
    expect((await amal.get<EncounterDetail>(`/api/encounters/${id}`)).body.contacts).toBe(1);
  });

  it('by a card that was read with no network: found when the call arrives, known at once on a telephone of the outing, and kept where the card is nobody’s', async () => {
    const { outing, place } = await anOuting(town);
    const [id, held] = [newId(), secret()];
    const before = (await meet(amal, outing.id, { placeId: place.id, deviceAt: now(50) })).body;
    await amal.put(`/api/encounters/${id}`, { alias: 'Awa', contactId: before.id });
    await amal.put(`/api/encounters/${id}/cards/${newId()}`, { secret: held });
    const stranger = newId();
    await amal.put(`/api/encounters/${stranger}`, { alias: 'Altrove', contactId: (await meet(amal, null)).body.id });
    await amal.put(`/api/encounters/${stranger}/cards/${newId()}`, { secret: secret() });

    // What the telephone carries: those of its own stops alone, by marks of this outing; neither secret nor digest.
    const carried = (await blessing.get<OutingCards>(`/api/outings/${outing.id}/cards`)).body.items;
    expect(carried).toEqual([{ mark: await cardMark(held, outing.id), id, code: expect.any(String), alias: 'Awa' }]);
    expect(await cardMark(held, newId())).not.toBe(carried[0]?.mark);
    expect((await (await town.as('rosa')).get<OutingCards>(`/api/outings/${outing.id}/cards`)).body.items ?? []).toEqual([]);

    // At five in the morning, and the calls arrive at noon, and again.
    const link = (contactId: string, cardSecret: string) => blessing.put<StreetContact>(`/api/street-contacts/${contactId}/encounter`, { cardSecret });
    const again = (await meet(blessing, outing.id, { placeId: place.id })).body;
    for (let twice = 0; twice < 2; twice += 1) expect((await link(again.id, held)).body.encounter).toMatchObject({ id, alias: 'Awa' });
    const unknown = (await meet(blessing, outing.id)).body;
    expect((await link(unknown.id, secret())).body).toMatchObject({ code: 'card-unknown' });
    await amal.put(`/api/encounters/${id}/cards/${newId()}`, { secret: secret() });
    expect((await link(unknown.id, held)).body).toMatchObject({ code: 'card-unknown' });
    expect((await blessing.get<StreetContact>(`/api/street-contacts/${unknown.id}`)).body).toMatchObject({ encounter: null, takenBackAt: null });
    expect((await blessing.put(`/api/street-contacts/${unknown.id}/encounter`, { cardSecret: held, encounterId: id })).status).toBe(422);
    expect((await link(again.id, 'tessera')).status).toBe(422);
    expect((await town.look<{ n: number }>("select count(*)::int as n from audit_event e where e::text like '%' || $1 || '%'", [held]))[0]?.n).toBe(0);
  });
});

describe('what a contact becomes', () => {
  it('is a person with a case, and nothing is typed twice: language, nationality, the doubt of age, the note, and the hour that was given', async () => {
    const { outing, place } = await anOuting(town);
    const contact = (await meet(amal, outing.id, { placeId: place.id, gender: 'female', ageBand: 'possibly-minor', language: 'fr', languageIs: 'declared', nationality: 'CI', nationalityIs: 'declared', level: 4, note: 'Chiede dove dormire stanotte.' })).body;
    const [hourId, appointmentId, at] = [newId(), newId(), new Date(Date.now() + 30 * 86_400_000)];
    await teresa.put<StreetHour>(`/api/street-hours/${hourId}`, { outingId: outing.id, forMemberId: member('amal', 'mediator'), appointmentId, startsAt: at.toISOString(), endsAt: new Date(at.getTime() + 3_600_000).toISOString(), memberId: member('marco', 'legal') });
    await amal.post(`/api/street-hours/${hourId}/give`, { id: newId(), contactId: contact.id, code: 'Awa', language: 'fr' });

    const becoming = { personId: newId(), caseId: newId(), linkId: newId(), noteId: newId(), doubtId: newId(), name: { id: newId(), text: 'Awa', kind: 'nickname', preferred: true } };
    const became = await amal.put<BecamePerson>(`/api/street-contacts/${contact.id}/person`, becoming);
    expect(became).toMatchObject({ status: 200, body: { personId: becoming.personId, caseId: becoming.caseId } });
    expect((await amal.put<BecamePerson>(`/api/street-contacts/${contact.id}/person`, becoming)).body).toEqual(became.body);
    const heading = await amal.get(`/api/persons/${becoming.personId}`);
    expect(heading.body).toMatchObject({ gender: 'female', minorTrack: true, languages: [{ language: 'fr', interpreter: true }], names: [{ text: 'Awa' }] });
    const known = await town.look<{ country: string; notes: number; origin: string; path: number; links: number }>(
      `select (select country from person_nationality where person_id = $1) as country, (select count(*)::int from case_note where case_id = $2) as notes, (select origin from case_file where id = $2) as origin,
              (select count(*)::int from minor_path where case_id = $2) as path, (select count(*)::int from contact_case where case_id = $2) as links`, [becoming.personId, becoming.caseId]);
    expect(known).toEqual([{ country: 'CI', notes: 1, origin: 'street', path: 1, links: 1 }]);
    const agenda = await amal.get<{ items: { id: string; caseId: string | null; code: string }[] }>(`/api/agenda?day=${italianDay(at)}`);
    expect(agenda.body.items.find((one) => one.id === appointmentId)).toMatchObject({ caseId: becoming.caseId, code: became.body.code });

    // Chiara is of the team and does not follow her: the contact she reads tells her of no file, and of no code.
    const seen = (await (await town.as('chiara')).get<StreetContact>(`/api/street-contacts/${contact.id}`)).body;
    expect(seen.outcomes.map((one) => one.kind)).toEqual(['appointment']);
    expect(JSON.stringify(seen)).not.toContain(becoming.caseId);
    expect((await amal.get<ContactPage>(`/api/street-contacts?caseId=${becoming.caseId}`)).body.items.map((one) => one.id)).toEqual([contact.id]);
    // Her way begins where she was met, for those of the team who hold the case; whoever reads nothing of the street finds no line of it.
    const line = async (who: Worker) => (await who.get<{ items: { id: string; kind: string; at: string; detail: Record<string, string | null> }[] }>(`/api/cases/${becoming.caseId}/timeline`)).body.items?.filter((one) => one.kind === 'street-contact') ?? [];
    expect(await line(amal)).toEqual([expect.objectContaining({ id: contact.id, at: contact.at, detail: { place: 'Rotonda dei braccianti', town: 'Montella', said: 'place' } })]);
    expect(await line(await town.as('vincenzo'))).toEqual([]);
    await smuggled(town, 'vincenzo', async (ask) => expect(await ask("select * from case_timeline where kind = 'street-contact'")).toEqual([]));
    expect((await (await town.as('chiara')).get<ContactPage>(`/api/street-contacts?caseId=${becoming.caseId}`)).body.items).toEqual([]);
  });

  it('carries over nothing that was only supposed', async () => {
    const contact = (await meet(amal, null, { gender: 'mixed', people: 3, language: 'ar', nationality: 'MA' })).body;
    const becoming = { personId: newId(), caseId: newId(), linkId: newId(), noteId: newId(), doubtId: newId() };
    await amal.put(`/api/street-contacts/${contact.id}/person`, becoming);
    expect((await amal.get(`/api/persons/${becoming.personId}`)).body).toMatchObject({ gender: 'unknown', minorTrack: false, languages: [], nationalities: [] });
  });

  it('of five men is a person as often as one of them wants it: each once, tied to the one contact, and the counts know all five', async () => {
    const today = italianDay(new Date());
    const counted = async () => (await teresa.get<OutreachFigures>(`/api/outreach-figures?from=${today}&to=${today}`)).body;
    const before = await counted();
    const { outing } = await anOuting(town);
    const contact = (await meet(amal, outing.id, { gender: 'male', people: 5 })).body;
    const hour = async (alias: string, minutes: number) => {
      const [hourId, appointmentId, at] = [newId(), newId(), Date.now() + 31 * 86_400_000 + minutes * 60_000];
      await teresa.put<StreetHour>(`/api/street-hours/${hourId}`, { outingId: outing.id, forMemberId: member('amal', 'mediator'), appointmentId, startsAt: new Date(at).toISOString(), endsAt: new Date(at + 1_800_000).toISOString(), memberId: member('marco', 'legal') });
      expect((await amal.post(`/api/street-hours/${hourId}/give`, { id: newId(), contactId: contact.id, code: alias, language: 'fr' })).status).toBe(200);
      return appointmentId;
    };
    const hours = [await hour('Ali', 0), await hour('Sami', 60)];
    const two = [0, 1].map(() => ({ personId: newId(), caseId: newId(), linkId: newId(), noteId: newId(), doubtId: newId() }));
    for (const becoming of [...two, ...two]) expect((await amal.put(`/api/street-contacts/${contact.id}/person`, becoming)).status).toBe(200);
    const seen = (await amal.get<StreetContact>(`/api/street-contacts/${contact.id}`)).body;
    expect(seen.outcomes.filter(({ kind }) => kind === 'person').map(({ subjectId }) => subjectId).sort()).toEqual(two.map(({ caseId }) => caseId).sort());
    // Whose the two hours are, of five, nobody guesses.
    expect(await town.look('select appointment_id from appointment_matter where appointment_id = any ($1::uuid[])', [hours])).toEqual([]);
    const after = await counted();
    expect([after.identified - before.identified, after.unidentified - before.unidentified, after.counts.people - before.counts.people, after.counts.outcomes.persons - before.counts.outcomes.persons]).toEqual([2, 3, 5, 2]);
  });

  it('is a segnalazione or an emergency by its id alone, said once however often it is sent', async () => {
    const contact = (await meet(amal, null, { danger: true })).body;
    const [link, subject] = [newId(), newId()];
    for (let twice = 0; twice < 2; twice += 1) expect((await amal.put(`/api/street-contacts/${contact.id}/outcomes/${link}`, { kind: 'inbound-referral', subjectId: subject })).status).toBe(200);
    expect((await amal.get<StreetContact>(`/api/street-contacts/${contact.id}`)).body.outcomes).toEqual([expect.objectContaining({ kind: 'inbound-referral', subjectId: subject, code: null })]);
  });
});

describe('an emergency that was opened from a contact', () => {
  const open = async (who: Worker, contactId: string): Promise<string> => {
    const [id, link] = [newId(), newId()];
    expect((await who.put(`/api/emergencies/${id}`, { kind: 'violence-now', openedAt: now() })).status).toBe(200);
    // A telephone that heard no answer says it twice.
    for (let twice = 0; twice < 2; twice += 1) expect((await who.put(`/api/street-contacts/${contactId}/outcomes/${link}`, { kind: 'emergency', subjectId: id })).status).toBe(200);
    return id;
  };
  const become = async (who: Worker, contactId: string): Promise<string> => {
    const caseId = newId();
    expect((await who.put(`/api/street-contacts/${contactId}/person`, { personId: newId(), caseId, linkId: newId(), noteId: newId(), doubtId: newId() })).status).toBe(200);
    return caseId;
  };
  /** Amal says how it went, writes what happened, and closes it. */
  const close = async (id: string): Promise<void> => {
    const version = async () => (await amal.get<{ version: number }>(`/api/emergencies/${id}`)).body.version;
    const step = async (move: string, more: Record<string, unknown> = {}) => amal.post<{ state: string }>(`/api/emergencies/${id}/moves`, { id: newId(), move, reason: 'È con la vicina, la porta è chiusa.', ...more }, await version());
    await step('stabilise', { outcome: 'made-safe' });
    await amal.put(`/api/emergency-records/${newId()}`, { emergencyId: id, what: 'È andata dalla vicina.', basis: 'Rischio per la sua vita.' });
    expect((await step('close')).body).toMatchObject({ state: 'closed' });
  };
  const onLine = async (who: Worker, caseId: string) => ((await who.get<{ items: { id: string; kind: string }[] }>(`/api/cases/${caseId}/timeline`)).body.items ?? []).filter(({ kind }) => kind === 'emergency').map(({ id }) => id);
  const about = async (who: Worker, id: string) => (await who.get<{ caseId: string | null; contacts: { id: string }[] }>(`/api/emergencies/${id}`)).body;

  it('stands on the contact’s page, is to be followed until it is closed, and is of the file that she gets, whichever came first', async () => {
    const met = (await meet(amal, null, { danger: true, gender: 'female' })).body;
    const first = await open(amal, met.id);
    expect((await amal.get<StreetContact>(`/api/street-contacts/${met.id}`)).body.outcomes).toEqual([expect.objectContaining({ kind: 'emergency', subjectId: first, code: 'violence-now' })]);
    const waits = async () => (await amal.get<Concern>(`/api/street-contacts/${met.id}/concern`)).body.waits;
    expect(await waits()).toBe(true);
    expect(await about(amal, first)).toMatchObject({ caseId: null, contacts: [{ id: met.id }] });
    const caseId = await become(amal, met.id);
    const second = await open(amal, met.id);
    expect([await about(amal, first), await about(amal, second)]).toMatchObject([{ caseId }, { caseId }]);
    expect((await onLine(amal, caseId)).sort()).toEqual([first, second].sort());
    await close(first);
    expect(await waits()).toBe(true);
    await close(second);
    expect(await waits()).toBe(false);
  });

  it('tells a colleague that there is one, and nothing of what it is', async () => {
    const met = (await meet(amal, null, { danger: true })).body;
    const id = await open(amal, met.id);
    expect((await blessing.get<StreetContact>(`/api/street-contacts/${met.id}`)).body.outcomes).toMatchObject([{ kind: 'emergency', code: null }]);
    expect((await blessing.get(`/api/emergencies/${id}`)).status).toBe(404);
  });

  it('of a colleague, or in a group, takes no file by itself: it stands on the line of time for those who may know of it, until somebody says whose it is', async () => {
    const met = (await meet(amal, null, { danger: true, people: 3 })).body;
    const [hers, mine] = [await open(blessing, met.id), await open(amal, met.id)];
    const caseId = await become(amal, met.id);
    expect((await about(amal, mine)).caseId).toBeNull();
    expect((await about(blessing, hers)).caseId).toBeNull();
    expect(await onLine(amal, caseId)).toEqual([mine]);
  });
});

describe('a segnalazione that names its contact', () => {
  it('is tied to it once it is sent, and not while it is a draft', async () => {
    const contact = (await meet(amal, null, { level: 4 })).body;
    const from = { source: 'street', senderKind: 'street-unit', streetContactId: contact.id };
    expect((await amal.put(`/api/inbound-referrals/${newId()}`, { ...guest, ...from, send: false })).status).toBe(200);
    const id = await sent(town, 'amal', from);
    expect((await amal.get<StreetContact>(`/api/street-contacts/${contact.id}`)).body.outcomes).toEqual([expect.objectContaining({ kind: 'inbound-referral', subjectId: id })]);
  });
});

describe('afterwards', () => {
  it('says what is due of Teresa’s places, who was met where, and estimates persons only with a declared coefficient', async () => {
    const month = Number(now().slice(5, 7));
    const [here, there] = [await aPlace(amal, { name: 'Campo A', seasons: [{ activity: 'castagne', months: [month] }] }), await aPlace(amal, { name: 'Campo B', seasons: [{ activity: 'nocciole', months: [(month % 12) + 1] }] })];
    const visited = await anOuting(town);
    await meet(amal, visited.outing.id, { placeId: visited.place.id, people: 7, gender: 'male', language: 'pa', materials: [{ kind: 'contact-card', language: 'pa', quantity: 7 }, { kind: 'contact-card', language: 'en', quantity: 2 }] });
    const { body } = await teresa.get<Coverage>('/api/coverage');
    const due = new Map(body.items.map((one) => [one.place.id, one]));
    expect(due.get(here.id)).toMatchObject({ due: 'never-visited', activities: ['castagne'] });
    expect(due.get(there.id)).toMatchObject({ due: 'out-of-season', inSeason: false });
    expect(due.get(visited.place.id)).toMatchObject({ due: 'in-time', weeks: 0 });
    expect(body.items.findIndex((one) => one.place.id === here.id)).toBeLessThan(body.items.findIndex((one) => one.place.id === visited.place.id));

    const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Rome' }).format(new Date());
    const presence = await teresa.get<Presence>(`/api/places/${visited.place.id}/presence?from=${today}&to=${today}`);
    expect(presence.body).toMatchObject({ items: [{ contacts: 1, people: 7, women: 0, visits: 1 }], languages: [{ language: 'pa', people: 7 }] });
    const figures = (await teresa.get<OutreachFigures>(`/api/outreach-figures?from=${today}&to=${today}`)).body;
    expect(figures.estimate).toMatchObject({ coefficient: 3, verified: false, persons: figures.identified + Math.round(figures.unidentified / 3), source: expect.stringMatching(/^https:/), citation: { it: expect.stringContaining('p. 165') } });
    expect(figures.materials.filter(({ kind }) => kind === 'contact-card')).toEqual([{ kind: 'contact-card', language: 'en', given: 0, noted: 2 }, { kind: 'contact-card', language: 'pa', given: 0, noted: 7 }]);
    expect(figures.counts.people).toBeGreaterThanOrEqual(figures.unidentified);
    // The same for Marco, who holds none of the files that came of them: a number is no one's own.
    expect(figures.counts.outcomes.persons).toBeGreaterThan(0);
    expect((await (await town.as('marco')).get<OutreachFigures>(`/api/outreach-figures?from=${today}&to=${today}`)).body).toEqual(figures);
  });
});

describe('the map', () => {
  const ariano = { latitude: 41.15312, longitude: 15.09441 };
  const tile = (z: number, spot = ariano): string => {
    const { x, y } = onPlane(spot);
    return `/api/map-tiles/${z}/${Math.floor(x * 2 ** z)}/${Math.floor(y * 2 ** z)}`;
  };

  it('shows Teresa by kilometre and month how many were met, fewer than five as few, also of those whose place alone is known; and nobody else anything', async () => {
    const place = await aPlace(amal, { name: 'Capannone', town: 'Ariano', position: ariano });
    await meet(amal, null, { people: 7, position: { latitude: 41.21, longitude: 15.41 } });
    await meet(amal, null, { people: 2, placeId: place.id });
    const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Rome' }).format(new Date());
    const path = `/api/street-map?from=${today}&to=${today}`;
    const { body } = await teresa.get<StreetMap>(path);
    const on = `${today.slice(0, 7)}-01`;
    expect(body).toMatchObject({ few: 5, tiles: { attribution: '© chi ha disegnato la mappa' } });
    expect(body.cells).toEqual(expect.arrayContaining([{ latitude: 41.21, longitude: 15.41, on, people: 7 }, { latitude: 41.15, longitude: 15.09, on, people: null }]));
    expect(body.places).toContainEqual({ placeId: place.id, on, people: 2, contacts: 1 });
    for (const name of ['vincenzo', 'rosa', 'silvia'] as const) expect((await (await town.as(name)).get<StreetMap>(path)).body).toMatchObject({ places: [], cells: [], nowhere: [] });
  });

  it('has a background that this server alone fetches, once, of our land alone, and without a word of who looks', async () => {
    for (let twice = 0; twice < 2; twice += 1) {
      const { status, headers } = await teresa.get(tile(14));
      expect([status, headers['content-type'], headers['x-content-type-options']]).toEqual([200, 'image/png', 'nosniff']);
    }
    expect(cartographer.asked).toHaveLength(1);
    expect([cartographer.asked[0]?.path, Object.keys(cartographer.asked[0]?.headers ?? {}).filter((name) => /cookie|referer|origin|forwarded/.test(name))]).toEqual([`${tile(14).replace('/api/map-tiles', '')}.png?stile=chiaro`, []]);
    const rome = { latitude: 41.9, longitude: 12.49 };
    for (const refused of [tile(14, rome), '/api/map-tiles/14/1/99999999', '/api/map-tiles/2/2/1', '/api/map-tiles/23/1/1']) expect([refused, (await teresa.get(refused)).status]).toEqual([refused, 404]);
    for (const refused of ['/api/map-tiles/14/8878/..%2f..%2fetc', '/api/map-tiles/14/1.5/2', '/api/map-tiles/14/-1/2']) expect([refused, (await teresa.get(refused)).status]).toEqual([refused, 422]);
    expect((await (await town.as('vincenzo')).get(tile(14))).status).toBe(404);
    expect(cartographer.asked).toHaveLength(1);
  });

  it('is drawn without one where that server sends a page, too much, another address, or nothing', async () => {
    for (const [index, answers] of (['page', 'endless', 'elsewhere'] as const).entries()) {
      cartographer.answers = answers;
      // Asked again at once, it is not troubled again.
      for (let twice = 0; twice < 2; twice += 1) expect([answers, (await teresa.get(tile(15 + index))).body]).toEqual([answers, expect.objectContaining({ code: 'map-tile-missing' })]);
    }
    expect(cartographer.asked).toHaveLength(4);
    await cartographer.close();
    expect((await teresa.get(tile(12))).body).toMatchObject({ code: 'map-tile-missing' });
  });
});
