import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memberIdOf, newId, type Town, aTown, type Worker } from '../../app/testing/town.ts';
import type { Instrument } from './contract.ts';
import { eleven, labour, street } from './testing/people.ts';
import { rashidsFile } from './testing/case.ts';
import { anotherRoom } from './testing/room.ts';
import type { AnswersKept, OpenProtocols, Reading, Screening } from './wire.ts';

/** The list of eight as a later team might release it: one question fewer. */
const shorter: Instrument = { ...street, version: 2, items: street.items.filter((item) => item.code !== 'Q8') };
/** A list for adults alone, with a question that nobody may leave unheard. */
const mood: Instrument = {
  ...street, id: 'mood-for-tests', minimumAge: 18, whoMayUse: ['psychologist', 'educator'],
  items: [
    { code: 'M1', text: { it: 'Poco interesse', en: 'Little interest' } },
    { code: 'M2', text: { it: 'Pensieri di farsi del male', en: 'Thoughts of self-harm' } },
  ],
  scoring: {
    kind: 'sum-with-bands', factor: 1, gate: null, critical: [{ item: 'M2', atLeast: 1, protocol: 'self-harm' }],
    scale: [{ points: 0, text: { it: 'Mai', en: 'Never' } }, { points: 1, text: { it: 'A volte', en: 'Sometimes' } }, { points: 2, text: { it: 'Spesso', en: 'Often' } }],
    bands: [{ code: 'low', from: 0, to: 2, text: { it: 'Basso', en: 'Low' } }, { code: 'high', from: 3, to: 4, text: { it: 'Alto', en: 'High' } }],
  },
};

let town: Town;
let today: Awaited<ReturnType<typeof anotherRoom>>;
let later: Awaited<ReturnType<typeof anotherRoom>>;
beforeAll(async () => {
  town = await aTown();
  today = await anotherRoom(town, [street, eleven, labour, mood]);
  later = await anotherRoom(town, [street, shorter, eleven, labour, { ...mood, version: 2, status: { state: 'off', reason: 'licence', text: { it: 'x', en: 'x' } } }, mood]);
});
afterAll(async () => {
  await today.leave();
  await later.leave();
  await town.leave();
});

const start = (worker: Worker, caseId: string, instrument: string, more = {}) => worker.put<Screening>(`/api/screenings/${newId()}`, { caseId, instrument, language: 'it', ...more });
const write = (worker: Worker, id: string, version: number, answers: object) => worker.patch<AnswersKept>(`/api/screenings/${id}/answers`, { id: newId(), answers }, version);

describe('a new version of a list', () => {
  it('is used from then on, while answers of before keep the version under which they were given', async () => {
    const { caseId } = await rashidsFile(town, 'blessing');
    const before = await today.as('blessing');
    const old = (await start(before, caseId, 'street-quick')).body;
    await write(before, old.id, 1, { Q1: 'yes', Q8: 'yes' });
    await before.post(`/api/screenings/${old.id}/moves`, { id: newId(), move: 'complete' }, 2);

    const after = await later.as('blessing');
    const read = (await after.get<Reading>(`/api/screenings/${old.id}/reading`)).body;
    expect(read.result).toMatchObject({ instrument: { version: 1 }, present: [{ code: 'Q1' }, { code: 'Q8' }] });
    const next = (await start(after, caseId, 'street-quick', { continues: old.id })).body;
    expect(next).toMatchObject({ instrument: { version: 2 }, answers: { Q1: 'yes' } });
    expect((await write(after, next.id, 1, { Q8: 'yes' })).body.code).toBe('invalid-input');
  });

  it('that is off closes the open screenings of the versions before', async () => {
    const { caseId } = await rashidsFile(town, 'blessing');
    const open = (await start(await today.as('blessing'), caseId, 'mood-for-tests')).body;
    const refused = await write(await later.as('blessing'), open.id, 1, { M1: 1 });
    expect(refused.body).toMatchObject({ code: 'screening-locked', facts: { reason: 'instrument-off' } });
  });
});

describe('a list for adults', () => {
  it('stays closed while the age is in doubt, also for one that is already open', async () => {
    const { caseId, personId } = await rashidsFile(town, 'blessing');
    const blessing = await today.as('blessing');
    const open = (await start(blessing, caseId, 'mood-for-tests')).body;
    await (await town.as('blessing')).post(`/api/persons/${personId}/moves`, { id: newId(), move: 'raise-doubt', reason: 'Dice di avere sedici anni.' });
    expect((await write(blessing, open.id, 1, { M1: 1 })).body).toMatchObject({ code: 'screening-locked', facts: { reason: 'age-in-doubt' } });
    expect((await start(blessing, caseId, 'mood-for-tests')).body).toMatchObject({ code: 'screening-locked', facts: { reason: 'age-in-doubt' } });
    expect((await start(blessing, caseId, 'ilo-labour-adult-child')).body).toMatchObject({ column: 'child' });
  });

  it('is not for a profession that it does not name', async () => {
    const { caseId } = await rashidsFile(town, 'blessing', ['marco']);
    expect((await start(await today.as('marco'), caseId, 'mood-for-tests')).body).toMatchObject({ code: 'screening-locked', facts: { reason: 'role-not-allowed' } });
  });
});

describe('a critical answer', () => {
  it('opens its protocol at once whatever the total, for Giulia to take up, and stays open when it is taken back', async () => {
    const { caseId } = await rashidsFile(town, 'blessing', ['giulia', 'anna']);
    const [blessing, giulia, anna] = [await today.as('blessing'), await today.as('giulia'), await today.as('anna')];
    const { id } = (await start(blessing, caseId, 'mood-for-tests')).body;
    expect((await write(blessing, id, 1, { M2: 1 })).body).toMatchObject({ protocols: [{ item: 'M2', protocol: 'self-harm', takenAt: null }] });
    expect((await write(blessing, id, 2, { M2: 0 })).body.protocols).toHaveLength(1);
    const waiting = (await giulia.get<OpenProtocols>('/api/safety-protocols')).body.items.filter((one) => one.caseId === caseId);
    expect(waiting).toMatchObject([{ screeningId: id, protocol: 'self-harm', raisedBy: { id: memberIdOf('avellino', 'blessing', 'educator') } }]);
    expect((await anna.get<OpenProtocols>('/api/safety-protocols')).body.items).toEqual([]);
    expect((await anna.post(`/api/safety-protocols/${waiting[0]?.id}/taken`, {})).status).toBe(404);
    expect((await giulia.post(`/api/safety-protocols/${waiting[0]?.id}/taken`, {})).status).toBe(200);
    expect((await giulia.get<OpenProtocols>('/api/safety-protocols')).body.items.filter((one) => one.caseId === caseId)).toEqual([]);
  });
});
