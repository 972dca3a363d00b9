import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { smuggled } from '../../app/testing/smuggled.ts';
import { newId, type Town, type Worker } from '../../app/testing/town.ts';
import { italianDay } from '../../kernel/italian-day.ts';
import { instantOf } from '../agenda/domain/days.ts';
import { outsiders } from '../cases/testing/case.ts';
import { bodies, consentGiven, fatouFollowedBy } from '../referrals/testing/fatou.ts';
import type { Conference, ConferenceLine, Material, NewConferenceGiven, NameSaid, Sheet } from './contract.ts';
import { PartKind } from './contract.ts';
import { partFits } from './domain.ts';
import { aTable, type Called, inHours, type Table } from './testing/table.ts';

let town: Town;
let giulia: Worker;
let marco: Worker;
let amal: Worker;
let chiara: Worker;
let paola: Worker;
let antonio: Worker;
let teresa: Worker;
let called: Table['called'];
let whole: Table['whole'];
let sheet: Table['sheet'];
let move: Table['move'];
let withdraw: Table['withdraw'];
beforeAll(async () => {
  ({ town, giulia, marco, amal, chiara, paola, antonio, teresa, called, whole, sheet, move, withdraw } = await aTable());
});
afterAll(() => town.leave());

describe('Giulia calls Marco, Chiara, Amal and Paola to a conference on Fatou', () => {
  it('and each reads the sheet that was made for them, by code, exactly as it was previewed', async () => {
    const one = await called();
    const [paolas, chiaras, amals] = [await sheet(paola, one), await sheet(chiara, one), await sheet(amal, one)];
    expect(paolas.body).toMatchObject({ conference: { caseId: null, code: one.fatou.code, place: 'Sportello, stanza 2', state: 'called' }, named: null, minutes: null });
    expect(paolas.body.parts.map((part) => part.kind)).toEqual(['question', 'situation', 'wish', 'needs']);
    expect(paolas.body.parts[0]?.body).toEqual({ words: 'Può avere un posto protetto prima di Natale?', items: [{ code: 'housing', level: null, words: 'Dove dorme adesso' }] });
    expect(chiaras.body.parts.map((part) => part.kind)).toEqual(['question', 'situation', 'wish', 'needs']);
    expect(amals.body.parts.map((part) => part.kind)).toEqual(['question', 'situation', 'languages']);
    for (const reply of [paolas, chiaras, amals]) expect(JSON.stringify(reply.body)).not.toMatch(/Fatou|Camara|passaporto|cugino/);
  });

  it('leaves everything else of the case closed to those who do not follow it', async () => {
    const one = await called();
    for (const who of [paola, chiara, amal]) {
      expect((await who.get(`/api/conferences/${one.id}`)).status).toBe(404);
      expect((await who.get(`/api/cases/${one.fatou.caseId}`)).status).toBe(404);
      expect((await who.get(`/api/cases/${one.fatou.caseId}/conferences`)).status).toBe(404);
      expect((await who.get(`/api/conference-seats/${one.seats.marco}/sheet`)).body.code).toBe('not-found');
    }
    const seen = await smuggled(town, 'paola', async (ask) => [
      await ask('select 1 from conference_seat where conference_id = $1 and member_id <> $2', [one.id, paola.memberId]), await ask("select 1 from conference_part where conference_id = $1 and kind = 'story'", [one.id]),
      await ask('select 1 from conference_voice where conference_id = $1', [one.id]), await ask('select 1 from conference_decision where conference_id = $1', [one.id]), await ask('select 1 from person where id = $1', [one.fatou.personId]),
      await ask('select 1 from case_timeline where case_id = $1', [one.fatou.caseId]),
    ]);
    expect(seen).toEqual([[], [], [], [], [], []]);
  });

  it('keeps the hour of Giulia, who called it, and of the colleagues she asked, saying nothing of what; who says no is free again, and so is everybody once it is put off', async () => {
    const one = await called({ startsAt: inHours(50) });
    const other = await fatouFollowedBy(town, 'giulia', ['marco']);
    const [startsAt, endsAt] = [inHours(50.25), inHours(50.5)];
    const taken = async (): Promise<string[]> => (await teresa.get<{ items: { memberId: string; why: string }[] }>(`/api/agenda/not-free?from=${startsAt}&minutes=15`)).body.items.map(({ memberId, why }) => `${[giulia, marco, chiara, amal, teresa].findIndex((who) => who.memberId === memberId)} ${why}`).toSorted();
    const book = async () => (await giulia.put(`/api/appointments/${newId()}`, { caseId: other.caseId, kind: 'follow-up', language: 'fr', memberId: giulia.memberId, startsAt, endsAt })).body.state ?? 'refused';
    expect(await taken()).toEqual(['0 taken', '1 taken', '2 taken', '3 taken']);
    expect(await book()).toBe('refused');
    await chiara.post(`/api/conference-seats/${one.seats.chiara}/answer`, { coming: false });
    expect(await taken()).toEqual(['0 taken', '1 taken', '3 taken']);
    expect((await move(one, 'postpone', { reason: 'La clinica chiede un altro giorno' })).status).toBe(200);
    expect([await taken(), await book()]).toEqual([[], 'booked']);
    expect((await (await town.as('vincenzo')).get(`/api/agenda/not-free?from=${startsAt}&minutes=15`)).body).toEqual({ items: [] });
  });

  it('is not known to anybody who was not asked', async () => {
    const one = await called();
    for (const name of outsiders.filter((who) => who !== 'paola')) {
      const worker = await town.as(name);
      expect([name, (await worker.get(`/api/conferences/${one.id}/sheet`)).body.code]).toEqual([name, 'not-found']);
    }
  });

  it('leaves a receipt when Paola opens her sheet, and none before', async () => {
    const one = await called();
    expect((await whole(one)).readings).toEqual([]);
    await sheet(paola, one);
    await sheet(paola, one);
    expect((await whole(one)).readings).toMatchObject([{ seatId: one.seats.paola, what: 'sheet' }]);
  });

  it('writes down what left for the clinic, so that a withdrawal lists it', async () => {
    const one = await called();
    expect(await town.look('select what from sharing_record where case_id = $1', [one.fatou.caseId])).toEqual([{ what: ['conference-needs', 'conference-question', 'conference-situation', 'conference-wish'] }]);
  });

  it('tells on the day of those who were asked, and the answer reaches Giulia', async () => {
    // In two hours may be tomorrow.
    const one = await called({ startsAt: instantOf(italianDay(new Date()), '23:59').toISOString() });
    const paolas = (await paola.get<{ items: { kind: string; id: string; code: string | null }[] }>('/api/today')).body.items;
    expect(paolas.filter((item) => item.id === one.id)).toMatchObject([{ kind: 'conference', code: one.fatou.code }, { kind: 'conference-asked', code: one.fatou.code }]);
    expect((await paola.post(`/api/conference-seats/${one.seats.paola}/answer`, { coming: true })).status).toBe(200);
    expect((await whole(one)).seats.find((seat) => seat.id === one.seats.paola)?.answer).toBe('coming');
    expect((await chiara.post(`/api/conference-seats/${one.seats.paola}/answer`, { coming: false })).body.code).toBe('not-found');
    expect((await paola.get<{ items: ConferenceLine[] }>('/api/conferences')).body.items.some((line) => line.id === one.id)).toBe(true);
  });
});

describe('what is refused before anything leaves', () => {
  it('a sheet that says the name, with the place where it stands', async () => {
    const fatou = await fatouFollowedBy(town, 'giulia');
    const { status, body } = await giulia.put(`/api/conferences/${newId()}`, {
      caseId: fatou.caseId, startsAt: inHours(2), way: 'remote', question: 'Che cosa può fare Fatou?', points: [], voice: { knows: 'not-yet', words: '' }, bodies: { situation: { words: 'La signora Camàra dorme dal datore.' } },
      seats: [{ id: newId(), memberId: marco.memberId, parts: ['situation'] }],
    });
    expect([status, body.code]).toEqual([422, 'conference-names-person']);
    expect((body as { errors?: { path: string }[] }).errors?.map((error) => error.path).toSorted()).toEqual(['question', 'situation']);
  });

  it('a call that was put right after an answer that never came, instead of being called done', async () => {
    const fatou = await fatouFollowedBy(town, 'giulia', ['marco']);
    const call = {
      caseId: fatou.caseId, startsAt: inHours(2), way: 'remote', question: 'Dove può dormire?', points: [{ id: newId(), domain: 'housing', words: 'Il posto' }], voice: { knows: 'told', words: '' }, bodies: {},
      seats: [{ id: newId(), memberId: marco.memberId, parts: [] }],
    } satisfies NewConferenceGiven;
    const path = `/api/conferences/${newId()}`;
    for (let times = 0; times < 2; times += 1) expect((await giulia.put(path, call)).status).toBe(200);
    expect((await giulia.put(path, { ...call, question: 'Dove può dormire da lunedì?' })).body.code).toBe('already-exists');
    expect((await giulia.put(path, { ...call, seats: [...call.seats, { id: newId(), memberId: chiara.memberId, parts: [] }] })).body.code).toBe('already-exists');
    // Nor where the person's wish was put right, or what one of them reads.
    expect((await giulia.put(path, { ...call, voice: { knows: 'told', nameSaid: 'refuses', words: '' } })).body.code).toBe('already-exists');
    expect((await giulia.put(path, { ...call, bodies: { situation: { words: 'Vive dal datore.' } }, seats: call.seats.map((seat) => ({ ...seat, parts: ['situation'] })) })).body.code).toBe('already-exists');
  });

  it('an invitation whose sheet was put right after an answer that never came, instead of being called done', async () => {
    const fatou = await fatouFollowedBy(town, 'giulia', ['marco']);
    const [id, seat] = [newId(), newId()];
    await giulia.put(`/api/conferences/${id}`, { caseId: fatou.caseId, startsAt: inHours(2), way: 'remote', question: 'Dove può dormire?', points: [], voice: { knows: 'told', words: '' }, bodies: {}, seats: [{ id: newId(), memberId: marco.memberId, parts: [] }] });
    const invite = (words: string, more: readonly string[] = []) => giulia.post(`/api/conferences/${id}/seats`, { bodies: { situation: { words } }, seats: [{ id: seat, memberId: chiara.memberId, parts: ['situation'] }, ...more.map((memberId) => ({ id: newId(), memberId, parts: [] }))] });
    for (let times = 0; times < 2; times += 1) expect((await invite('Vive dal datore.')).status).toBe(200);
    expect((await invite('Vive dal cugino.')).body.code).toBe('already-exists');
    // Nobody is asked in beside it either; sent again as it was with one more, that one is asked.
    expect((await invite('Vive dal cugino.', [amal.memberId])).body.code).toBe('already-exists');
    expect((await invite('Vive dal datore.', [amal.memberId])).status).toBe(200);
    expect((await giulia.get<Conference>(`/api/conferences/${id}`)).body.seats.map((one) => one.member.name).toSorted()).toEqual(['Amal Haddad', 'Chiara Fusco', 'Marco D’Alessio']);
    expect((await chiara.get<Sheet>(`/api/conferences/${id}/sheet`)).body.parts.map((part) => part.body.words)).toContain('Vive dal datore.');
  });

  it('somebody of a body with which she did not agree to share, as one who has left', async () => {
    const one = await called();
    const more = async (memberId: string, consentId?: string) => (await giulia.post(`/api/conferences/${one.id}/seats`, { bodies: {}, seats: [{ id: newId(), memberId, ...(consentId ? { consentId } : {}), parts: [] }] })).body.code;
    expect([await more(antonio.memberId, one.consent), await more(antonio.memberId), await more((await town.as('vincenzo')).memberId), await more((await town.as('carla')).memberId)]).toEqual(Array.from({ length: 4 }, () => 'conference-seat-not-possible'));
  });

  it('a block that its reader may not read, by the screen’s rule and by the database’s alike', async () => {
    const one = await called();
    const seats = [[one.seats.amal, 'mediator', null], [one.seats.chiara, 'psychologist', null], [one.seats.paola, 'partner', 'health']] as const;
    for (const [seat, role, purpose] of seats) {
      for (const kind of PartKind.options) {
        const [answer] = await town.look<{ fits: boolean }>("select conference_part_fits($1, $2, case when $2 in ('question','situation','wish','languages') then 'base' when $2 = 'work' then 'work' when $2 = 'story' then 'restricted' else 'case' end) as fits", [seat, kind]);
        expect([role, kind, answer?.fits]).toEqual([role, kind, partFits(kind, role, purpose)]);
      }
    }
    const { body } = await giulia.post(`/api/conferences/${one.id}/seats`, { bodies: { story: { words: 'Qualcuno le tiene il passaporto.' } }, seats: [{ id: newId(), memberId: (await town.as('anna')).memberId, parts: ['story'] }] });
    expect(body.code).toBe('conference-part-not-allowed');
  });

  it('a call by Rubina, who does not follow her, or by whoever opened the file in an emergency', async () => {
    const one = await called();
    expect((await (await town.as('rubina')).get(`/api/cases/${one.fatou.caseId}/conference-material`)).status).toBe(404);
    await chiara.put(`/api/break-glass/${newId()}`, { caseId: one.fatou.caseId, reason: 'Chiama dalla stazione, è in pericolo.' });
    expect((await chiara.get(`/api/cases/${one.fatou.caseId}/conference-material`)).body.code).toBe('not-allowed');
    expect((await move(one, 'cancel', { reason: 'Non serve più' }, chiara)).body.code).toBe('not-allowed');
  });

  it('offers of the network only those of bodies she agreed with', async () => {
    const one = await called();
    const { body } = await giulia.get<Material>(`/api/cases/${one.fatou.caseId}/conference-material`);
    expect(body.network).toMatchObject([{ name: 'Paola Russo', organisationId: bodies.asl, consentId: one.consent, purpose: 'health' }]);
  });
});

describe('the name is said to Paola for an hour', () => {
  const said = async (one: Called, hours: 1 | 72 = 1) => {
    const id = newId();
    const { status, body } = await giulia.put(`/api/conference-reveals/${id}`, { seatId: one.seats.paola, reason: 'Deve preparare la cartella per la visita.', hours });
    return { id, status, code: body.code };
  };
  const read = async (id: string, who = paola) => who.get<NameSaid>(`/api/conference-reveals/${id}`);

  it('and she alone reads it, with a receipt; Giulia may take it back at once', async () => {
    const one = await called();
    const { id } = await said(one);
    expect((await read(id)).body.names).toEqual(['Fatou Camara']);
    expect([(await read(id, chiara)).status, (await read(id, antonio)).status]).toEqual([404, 404]);
    expect((await whole(one)).readings.map((reading) => reading.what)).toContain('name');
    await giulia.post(`/api/conference-reveals/${id}/take-back`, {});
    expect((await read(id)).status).toBe(404);
    expect(await smuggled(town, 'paola', async (ask) => [await ask('select 1 from conference_name where reveal_id = $1', [id]), await ask('select 1 from vault_key where holder_id = $1', [id])])).toEqual([[], []]);
  });

  it('until its moment, when the database closes row and key by its own clock', async () => {
    const one = await called();
    const { id } = await said(one, 72);
    const seen = async () => smuggled(town, 'paola', async (ask) => [(await ask('select 1 from conference_name where reveal_id = $1', [id])).length, (await ask('select 1 from vault_key where holder_id = $1', [id])).length]);
    expect(await seen()).toEqual([1, 1]);
    await town.look("update conference_reveal set at = now() - interval '2 hours', until = now() - interval '1 second' where id = $1", [id]);
    expect([await seen(), (await read(id)).status]).toEqual([[0, 0], 404]);
  });

  it('not without her yes, and no longer once she changes her mind or withdraws the consent', async () => {
    const silent = await called({ voice: { knows: 'told', nameSaid: 'refuses', words: 'Il nome no.' } });
    expect((await said(silent)).code).toBe('conference-name-not-agreed');
    const one = await called();
    const { id } = await said(one);
    await giulia.put(`/api/conference-voices/${newId()}`, { conferenceId: one.id, moment: 'before', knows: 'told', nameSaid: 'refuses', words: 'Ho cambiato idea.' });
    expect((await read(id)).status).toBe(404);
    const other = await called();
    const second = await said(other);
    await withdraw(other);
    expect([(await read(second.id)).status, (await sheet(paola, other)).status]).toEqual([404, 404]);
    expect((await whole(other)).seats.find((seat) => seat.id === other.seats.paola)?.stands).toBe(false);
  });

  it('never longer than three days, whoever writes it', async () => {
    const one = await called();
    await expect(smuggled(town, 'giulia', async (ask) => ask(
      "insert into conference_reveal (id, programme_id, conference_id, seat_id, case_id, reason, by_member, until) select $1, programme_id, conference_id, id, case_id, 'per sempre, così non ci penso più', $2, now() + interval '4 days' from conference_seat where id = $3",
      [newId(), giulia.memberId, one.seats.paola]))).rejects.toThrow(/check constraint/);
  });
});

describe('what happens to a conference', () => {
  it('put off closes the sheets; called on another day it opens them and asks everybody anew', async () => {
    const one = await called();
    await paola.post(`/api/conference-seats/${one.seats.paola}/answer`, { coming: true });
    expect((await move(one, 'postpone')).body.code).toBe('reason-required');
    await move(one, 'postpone', { reason: 'Manca l’avvocata' });
    expect((await sheet(paola, one)).body.parts).toEqual([]);
    expect((await move(one, 'call-again')).body.code).toBe('conference-day-needed');
    await move(one, 'call-again', { startsAt: inHours(3) });
    const again = await sheet(paola, one);
    expect([again.body.parts.length, again.body.conference.seat?.answer]).toEqual([4, 'none']);
  });

  it('does not begin days before its day', async () => {
    const one = await called({ startsAt: inHours(60) });
    expect((await move(one, 'hold')).body.code).toBe('conference-too-early');
  });

  it('closes Paola’s sheet a day after it by itself, though nobody wrote that it was held', async () => {
    const one = await called();
    await town.look("update conference set starts_at = now() - interval '27 hours' where id = $1", [one.id]);
    expect((await sheet(paola, one)).body.parts).toEqual([]);
    expect((await sheet(chiara, one)).body.parts.length).toBe(4);
    expect(await smuggled(town, 'paola', async (ask) => ask('select 1 from vault_key where holder_id = $1', [one.seats.paola]))).toEqual([]);
  });

  it('ends at once for Chiara when she is barred from the case, also under another hat', async () => {
    const one = await called();
    expect((await sheet(chiara, one)).status).toBe(200);
    await teresa.put(`/api/case-bars/${newId()}`, { caseId: one.fatou.caseId, memberId: chiara.memberId, askedBy: 'person', reason: 'Conosce la famiglia' });
    expect((await sheet(chiara, one)).status).toBe(404);
  });

  it('and is not given back to her by itself when the bar is lifted, nor the name that was said to her', async () => {
    const one = await called();
    const [reveal, bar] = [newId(), newId()];
    expect((await giulia.put(`/api/conference-reveals/${reveal}`, { seatId: one.seats.chiara, reason: 'La incontra oggi in ambulatorio.', hours: 72 })).status).toBe(200);
    await teresa.put(`/api/case-bars/${bar}`, { caseId: one.fatou.caseId, memberId: chiara.memberId, askedBy: 'person', reason: 'Conosce la famiglia' });
    expect((await teresa.post(`/api/case-bars/${bar}/lift`, {})).status).toBe(200);
    expect([(await sheet(chiara, one)).status, (await chiara.get(`/api/conference-reveals/${reveal}`)).status]).toEqual([404, 404]);
    expect((await whole(one)).seats.find((seat) => seat.id === one.seats.chiara)?.leftAt).not.toBeNull();
  });

  it('asks Paola again after Fatou withdrew and agreed anew, on the new consent alone, and Amal whose invitation was taken back by mistake', async () => {
    const one = await called();
    await withdraw(one);
    const consent = await consentGiven(town, one.fatou, bodies.asl, 'health');
    expect((await sheet(paola, one)).status).toBe(404);
    const again = async (memberId: string, more: object = {}) => giulia.post(`/api/conferences/${one.id}/seats`, { bodies: { situation: { words: 'Vive ancora dal datore.' } }, seats: [{ id: newId(), memberId, parts: ['situation'], ...more }] });
    for (const seat of [one.seats.paola, one.seats.amal]) expect((await giulia.post(`/api/conference-seats/${seat}/leave`, {})).status).toBe(200);
    expect([(await again(paola.memberId, { consentId: consent })).status, (await again(amal.memberId)).status]).toEqual([200, 200]);
    expect((await again(amal.memberId)).body.code).toBe('already-exists');
    for (const who of [paola, amal]) expect((await sheet(who, one)).body.parts.map((part) => part.body.words)).toContain('Vive ancora dal datore.');
    expect((await paola.get<{ items: ConferenceLine[] }>('/api/conferences')).body.items.filter((line) => line.id === one.id)).toHaveLength(1);
  });

  it('is found on the case’s line of time by those who hold it', async () => {
    const one = await called();
    await move(one, 'hold');
    const { body } = await marco.get<{ items: { kind: string; detail: Record<string, string> }[] }>(`/api/cases/${one.fatou.caseId}/timeline`);
    expect(body.items.filter((event) => event.kind === 'conference').map((event) => event.detail['move']).toSorted()).toEqual(['call', 'hold']);
  });
});
