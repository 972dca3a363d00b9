import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { smuggled } from '../../app/testing/smuggled.ts';
import { newId, type Town, type Worker } from '../../app/testing/town.ts';
import type { ConferenceLine } from './contract.ts';
import { aTable, type Called, inHours, type Table } from './testing/table.ts';

let town: Town;
let giulia: Worker;
let marco: Worker;
let amal: Worker;
let chiara: Worker;
let paola: Worker;
let teresa: Worker;
let called: Table['called'];
let whole: Table['whole'];
let sheet: Table['sheet'];
let move: Table['move'];
let withdraw: Table['withdraw'];
beforeAll(async () => {
  ({ town, giulia, marco, amal, chiara, paola, teresa, called, whole, sheet, move, withdraw } = await aTable());
});
afterAll(() => town.leave());

describe('on the day of those whom it concerns', () => {
  // A day shows twelve lines of a kind, the nearest first: those of the sentences above are long over.
  beforeAll(async () => { await town.look("update conference set starts_at = starts_at - interval '30 days'"); });
  const today = async (who: Worker, { id }: Called) => (await who.get<{ items: { section: string; kind: string; id: string; code: string | null }[] }>('/api/today')).body.items.filter((item) => item.id === id);
  /** What waits there beside the hour itself, which stands there only on its own day. */
  const waits = async (who: Worker, one: Called) => (await today(who, one)).filter((item) => item.kind !== 'conference').map((item) => `${item.section} ${item.kind}`);

  it('stands for Giulia, who called it, for Marco, who follows the case, and for Amal, who does not; no more for Chiara, who is not coming, nor ever for Teresa', async () => {
    const one = await called();
    await town.look("update conference set starts_at = ((now() at time zone 'Europe/Rome')::date + time '12:00') at time zone 'Europe/Rome' where id = $1", [one.id]);
    await chiara.post(`/api/conference-seats/${one.seats.chiara}/answer`, { coming: false });
    const hour = async (who: Worker) => (await today(who, one)).filter((item) => item.kind === 'conference').map((item) => `${item.section} ${item.code}`);
    expect([await hour(giulia), await hour(marco), await hour(amal)]).toEqual([[`agenda ${one.fatou.code}`], [`agenda ${one.fatou.code}`], [`agenda ${one.fatou.code}`]]);
    expect([await hour(chiara), await hour(teresa)]).toEqual([[], []]);
  });

  it('waits for an answer, is told as put off or called off, and leaves with whoever may not come any more', async () => {
    const one = await called({ startsAt: inHours(60) });
    expect([await waits(marco, one), await waits(amal, one), await waits(paola, one), await waits(giulia, one)]).toEqual([['decisions conference-asked'], ['decisions conference-asked'], ['owed conference-asked'], []]);
    await giulia.post(`/api/conference-seats/${one.seats.amal}/leave`, {});
    expect([await waits(amal, one), await waits(marco, one)]).toEqual([[], ['decisions conference-asked']]);
    await move(one, 'postpone', { reason: 'Manca l’avvocata' });
    expect([await waits(paola, one), await waits(chiara, one), await waits(amal, one)]).toEqual([['fresh conference-changed'], ['fresh conference-changed'], []]);
    await move(one, 'call-again', { startsAt: inHours(70) });
    expect(await waits(paola, one)).toEqual(['owed conference-asked']);
    await withdraw(one);
    await move(one, 'cancel', { reason: 'Non la vuole più' });
    expect([await waits(paola, one), await waits(chiara, one)]).toEqual([[], ['fresh conference-changed']]);
    await town.look("update conference set starts_at = now() - interval '4 days' where id = $1", [one.id]);
    expect(await waits(chiara, one)).toEqual([]);
  });

  it('waits for the minutes to be approved by Marco and Paola, who were there, until they said so of the edition that went round last', async () => {
    const one = await called();
    await move(one, 'hold');
    for (const seat of [one.seats.marco, one.seats.paola]) await giulia.post(`/api/conference-seats/${seat}/present`, { present: true });
    const sent = async (edition: number) => giulia.put(`/api/conference-minutes/${newId()}`, { conferenceId: one.id, edition, summary: 'Si chiede il posto.' });
    expect(await waits(paola, one)).toEqual([]);
    await sent(1);
    expect([await waits(marco, one), await waits(paola, one), await waits(chiara, one)]).toEqual([['decisions conference-minutes'], ['owed conference-minutes'], []]);
    await paola.post(`/api/conference-seats/${one.seats.paola}/minutes`, { edition: 1, said: 'approved' });
    expect([await waits(marco, one), await waits(paola, one)]).toEqual([['decisions conference-minutes'], []]);
    await sent(2);
    expect(await waits(paola, one)).toEqual(['owed conference-minutes']);
    await withdraw(one);
    expect([await waits(marco, one), await waits(paola, one)]).toEqual([['decisions conference-minutes'], []]);
  });

  it('and is listed for Giulia, who does not sit there, and for Amal, but not for Teresa, who holds the case and was not asked', async () => {
    const one = await called();
    const listed = async (who: Worker) => (await who.get<{ items: ConferenceLine[] }>('/api/conferences')).body.items.filter((line) => line.id === one.id).map((line) => line.seat?.answer ?? null);
    expect([await listed(giulia), await listed(amal), await listed(teresa)]).toEqual([[null], ['none'], []]);
  });
});

describe('at the table and afterwards', () => {
  /** Held, with Marco and Paola there, a note, a decision for Marco, and Paola's dissent by name. */
  async function held(): Promise<Called & { decision: string }> {
    const one = await called();
    await move(one, 'hold');
    for (const seat of [one.seats.marco, one.seats.paola]) await giulia.post(`/api/conference-seats/${seat}/present`, { present: true });
    await giulia.put(`/api/conference-notes/${newId()}`, { conferenceId: one.id, words: 'Il cugino la aspetta fuori.' });
    await giulia.put(`/api/conference-notes/${newId()}`, { conferenceId: one.id, compartment: 'restricted', words: 'Il passaporto lo tiene il capo squadra.' });
    const decision = newId();
    await giulia.put(`/api/conference-decisions/${decision}`, { conferenceId: one.id, what: 'Chiedere il posto protetto', ownerId: marco.memberId, dueOn: '2027-01-15' });
    await giulia.put(`/api/conference-dissents/${newId()}`, { conferenceId: one.id, decisionId: decision, seatId: one.seats.paola, words: 'Prima la visita.' });
    return { ...one, decision };
  }
  const send = async (one: Called, edition = 1, summary = 'Si chiede il posto protetto.') => giulia.put(`/api/conference-minutes/${newId()}`, { conferenceId: one.id, edition, summary });
  const says = async (who: Worker, seat: string, edition: number, words?: string) => who.post(`/api/conference-seats/${seat}/minutes`, { edition, said: words ? 'with-reservations' : 'approved', ...(words ? { words } : {}) });

  it('a decision becomes a task of Marco’s by one tap, and only once', async () => {
    const one = await held();
    for (let times = 0; times < 2; times += 1) await giulia.put(`/api/tasks/${one.decision}`, { caseId: one.fatou.caseId, title: 'Chiedere il posto protetto', ownerId: marco.memberId, dueOn: '2027-01-15' });
    expect((await whole(one)).decisions).toMatchObject([{ became: 'task', owner: { name: 'Marco D’Alessio' }, dueOn: '2027-01-15' }]);
    expect(await town.look('select count(*)::int as tasks from task where case_id = $1', [one.fatou.caseId])).toEqual([{ tasks: 1 }]);
  });

  it('is given only to somebody who follows the case', async () => {
    const one = await held();
    expect((await giulia.put(`/api/conference-decisions/${newId()}`, { conferenceId: one.id, what: 'Telefonare', ownerId: chiara.memberId })).body.code).toBe('owner-not-following');
  });

  it('the minutes reach Paola without names and notes, Chiara without notes; the restricted note stays out of all of them', async () => {
    const one = await held();
    expect((await send(one)).status).toBe(200);
    const [paolas, chiaras] = [JSON.stringify((await sheet(paola, one)).body.minutes), JSON.stringify((await sheet(chiara, one)).body.minutes)];
    for (const never of ['Giulia', 'Marco', 'Paola', 'cugino', 'passaporto', 'Fatou']) expect(paolas).not.toContain(never);
    expect(paolas).toContain('Chiedere il posto protetto');
    expect(chiaras).toContain('Marco D’Alessio');
    for (const never of ['cugino', 'passaporto']) expect(chiaras).not.toContain(never);
    const kept = JSON.stringify((await whole(one)).minutes);
    expect([kept.includes('cugino'), kept.includes('passaporto')]).toEqual([true, false]);
  });

  it('lose no word put right after an answer that never came, and Fatou’s no is never taken for the yes that was sent first', async () => {
    const one = await held();
    const [note, decision, dissent, voice, minutes] = [newId(), newId(), newId(), newId(), newId()];
    const twice = async (path: string, first: object, other: object) => {
      for (let times = 0; times < 2; times += 1) expect([path, (await giulia.put(path, { conferenceId: one.id, ...first })).status]).toEqual([path, 200]);
      return (await giulia.put(path, { conferenceId: one.id, ...first, ...other })).body.code;
    };
    expect(await twice(`/api/conference-voices/${voice}`, { moment: 'before', knows: 'told', nameSaid: 'agrees', words: 'Sì' }, { nameSaid: 'refuses' })).toBe('already-exists');
    expect(await twice(`/api/conference-notes/${note}`, { words: 'Dorme dal datore.' }, { words: 'Dorme dal datore, fino a lunedì.' })).toBe('already-exists');
    expect(await twice(`/api/conference-decisions/${decision}`, { what: 'Telefonare al dormitorio' }, { dueOn: '2027-01-20' })).toBe('already-exists');
    expect(await twice(`/api/conference-dissents/${dissent}`, { words: 'Troppo presto.' }, { seatId: one.seats.marco })).toBe('already-exists');
    expect(await twice(`/api/conference-minutes/${minutes}`, { edition: 1, summary: 'Si chiede il posto.' }, { summary: 'Si chiede il posto dopo la visita.' })).toBe('already-exists');
  });

  it('do not leave while they say the name', async () => {
    const one = await held();
    expect((await send(one, 1, 'Fatou avrà il posto.')).body.code).toBe('conference-names-person');
  });

  it('nor say in the question a name that was learned only after the call; nobody else is asked in with it either', async () => {
    const one = await called({ question: 'Può dormire lontano da Speranza?', points: [{ id: newId(), domain: null, words: 'Chi è Speranza' }, { id: newId(), domain: 'housing', words: 'Il posto' }] });
    await move(one, 'hold');
    expect((await giulia.put(`/api/persons/${one.fatou.personId}/names/${newId()}`, { kind: 'declared', text: 'Speranza Camara' })).status).toBe(200);
    expect((await giulia.post(`/api/conferences/${one.id}/seats`, { bodies: {}, seats: [{ id: newId(), memberId: (await town.as('anna')).memberId, parts: [] }] })).body.code).toBe('conference-names-person');
    expect((await send(one)).status).toBe(200);
    for (const who of [paola, chiara]) {
      const { minutes } = (await sheet(who, one)).body;
      expect(JSON.stringify(minutes)).not.toContain('Speranza');
      expect(minutes?.body?.points.map((point) => point.words)).toEqual(['Il posto']);
    }
    expect((await whole(one)).minutes?.body?.question).toContain('Speranza');
    // Nor does it come out on a copy that is printed later for the network, when another name is known.
    expect((await giulia.get(`/api/conferences/${one.id}/minutes/paper?form=docx&to=network`)).status).toBe(200);
    await giulia.put(`/api/persons/${one.fatou.personId}/names/${newId()}`, { kind: 'declared', text: 'Protetto' });
    expect((await giulia.get(`/api/conferences/${one.id}/minutes/paper?form=docx&to=network`)).body.code).toBe('conference-names-person');
  });

  it('change no more once they are approved, nor does a copy slip in afterwards', async () => {
    const one = await held();
    await send(one);
    const slip = () => smuggled(town, 'giulia', async (ask) => ask(
      "insert into conference_part (id, programme_id, conference_id, seat_id, case_id, kind, compartment, edition, body_sealed, by_member) select $1, programme_id, conference_id, id, case_id, 'minutes', 'base', 7, 'x', $2 from conference_seat where id = $3",
      [newId(), giulia.memberId, one.seats.paola]));
    await expect(slip()).rejects.toThrow('row-level security');
    await move(one, 'approve-minutes', { reason: 'Hanno approvato a voce' });
    await expect(slip()).rejects.toThrow('row-level security');
    expect((await send(one, 2)).body.code).toBe('illegal-move');
  });

  it('are approved by those who were there, with reservations if they like; a new edition asks them again', async () => {
    const one = await held();
    await send(one);
    expect((await says(chiara, one.seats.chiara, 1)).body.code).toBe('illegal-move');
    await says(marco, one.seats.marco, 1);
    await says(paola, one.seats.paola, 1, 'Prima la visita, poi la casa.');
    expect((await whole(one)).seats.filter((seat) => seat.said).map((seat) => [seat.member.name, seat.said, seat.saidWords])).toEqual([['Marco D’Alessio', 'approved', null], ['Paola Russo', 'with-reservations', 'Prima la visita, poi la casa.']]);
    await send(one, 2, 'Si chiede il posto, dopo la visita.');
    expect((await says(paola, one.seats.paola, 1)).body.code).toBe('changed-meanwhile');
    expect((await move(one, 'approve-minutes')).body.code).toBe('reason-required');
    await says(marco, one.seats.marco, 2);
    await says(paola, one.seats.paola, 2, 'Anche la visita ha una data?');
    await says(paola, one.seats.paola, 2);
    // What she held against it is not written over by her yes.
    expect((await whole(one)).seats.find((seat) => seat.id === one.seats.paola)).toMatchObject({ said: 'approved', saidEdition: 2, saidWords: null, saidBefore: [
      { edition: 1, said: 'with-reservations', words: 'Prima la visita, poi la casa.' }, { edition: 2, said: 'with-reservations', words: 'Anche la visita ha una data?' }] });
    expect((await move(one, 'approve-minutes')).status).toBe(200);
    expect((await giulia.put(`/api/conference-notes/${newId()}`, { conferenceId: one.id, words: 'Dopo.' })).body.code).toBe('illegal-move');
  });

  it('close once the person was told, or with the reason why not; then nothing is left to Paola', async () => {
    const one = await held();
    await send(one);
    await move(one, 'approve-minutes', { reason: 'Hanno approvato a voce' });
    expect((await sheet(paola, one)).body).toMatchObject({ parts: [], minutes: { edition: 1 } });
    expect((await move(one, 'close')).body.code).toBe('reason-required');
    await giulia.put(`/api/conference-voices/${newId()}`, { conferenceId: one.id, moment: 'after', knows: 'told', words: 'È contenta, vuole vedere la casa prima.' });
    expect((await move(one, 'close')).status).toBe(200);
    expect([(await sheet(paola, one)).status, (await sheet(chiara, one)).status]).toEqual([404, 200]);
    expect(await smuggled(town, 'paola', async (ask) => [
      await ask('select 1 from conference where id = $1', [one.id]), await ask('select 1 from conference_seat where conference_id = $1', [one.id]), await ask('select 1 from conference_part where conference_id = $1', [one.id]), await ask('select 1 from vault_key where holder_id = $1', [one.seats.paola]),
    ])).toEqual([[], [], [], []]);
  });

  it('come out on paper, for Paola her own copy alone', async () => {
    const one = await held();
    await send(one);
    for (const [who, form, magic] of [[giulia, 'pdf', '%PDF'], [paola, 'docx', 'PK']] as const) {
      const { status, body } = await who.get<{ text: string }>(`/api/conferences/${one.id}/minutes/paper?form=${form}`);
      expect([status, body.text.slice(0, magic.length)]).toEqual([200, magic]);
    }
    expect((await whole(one)).readings.map((reading) => reading.what)).toContain('paper');
  });

  it('nobody moves it who may only sit there, and every step stands in the trail', async () => {
    const one = await held();
    expect([(await move(one, 'approve-minutes', {}, paola)).body.code, (await move(one, 'cancel', { reason: 'No' }, amal)).body.code]).toEqual(['not-allowed', 'not-allowed']);
    const actions = (await town.look<{ action: string }>("select distinct action from audit_event where subject = 'conference' and subject_id = $1", [one.id])).map((line) => line.action);
    expect(actions).toEqual(expect.arrayContaining(['conference.call', 'conference.hold', 'conference.decide', 'conference.note', 'conference.dissent']));
  });
});
