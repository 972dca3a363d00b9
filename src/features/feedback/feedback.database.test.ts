import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { smuggled } from '../../app/testing/smuggled.ts';
import { idOf } from '../../app/people.ts';
import { aTown, newId, type Town } from '../../app/testing/town.ts';
import { italianDay } from '../../kernel/italian-day.ts';
import type { Today } from '../today/contract.ts';
import type { Complaint, ComplaintList, SatisfactionFigures } from './contract.ts';

let town: Town;
beforeAll(async () => { town = await aTown(); });
afterAll(() => town.leave());

type Name = Parameters<Town['as']>[0];
const today = italianDay(new Date());
const words = 'আমাকে তিন ঘণ্টা অপেক্ষা করতে হয়েছে এবং কেউ কিছু বলেনি।';
const told = { words, language: 'bn', toldBy: 'anonymous', answerTo: '', aboutCoordination: false, receivedOn: today };
const taken = async (name: Name, more: Partial<Record<keyof typeof told, unknown>> = {}, id = newId()): Promise<string> => {
  expect((await (await town.as(name)).put(`/api/complaints/${id}`, { ...told, ...more })).status).toBe(200);
  return id;
};
const list = async (name: Name) => (await (await town.as(name)).get<ComplaintList>('/api/complaints')).body.items;
const read = async (name: Name, id: string) => (await town.as(name)).get<Complaint>(`/api/complaints/${id}`);
const moved = async (name: Name, id: string, move: string, said = 'Parlo con chi era allo sportello.', moveId = newId()) => (await town.as(name)).post<Complaint>(`/api/complaints/${id}/moves`, { id: moveId, move, words: said });
const dayOf = async (name: Name) => (await (await town.as(name)).get<Today>('/api/today')).body.items.filter((item) => item.kind === 'complaint-waiting');

describe('a complaint that Rubina takes down at the desk', () => {
  it('is read by Teresa; Rubina goes on knowing that it came and where it stands, and every other hat nothing at all', async () => {
    const id = await taken('rubina');
    await taken('rubina', {}, id);
    expect((await read('teresa', id)).body).toMatchObject({ state: 'received', writtenBy: 'Rubina Akter', content: { words, language: 'bn', toldBy: 'anonymous' }, moves: ['look-into', 'withdraw'] });
    expect((await list('rubina')).find((one) => one.id === id)).toMatchObject({ state: 'received', receivedOn: today, isTheirs: false });
    const nobody = await read('giulia', newId());
    for (const name of ['rubina', 'giulia', 'marco', 'francesca', 'vincenzo', 'paola', 'luca', 'stefano'] as const) {
      const answer = await read(name, id);
      expect({ name, status: answer.status, body: answer.body }).toEqual({ name, status: nobody.status, body: nobody.body });
      expect((await list(name)).filter((one) => one.id === id)).toHaveLength(name === 'rubina' ? 1 : 0);
      expect((await moved(name, id, 'look-into')).body).toMatchObject({ code: 'not-found' });
    }
    expect(await town.look('select 1 from complaint_words where position(convert_to($1, \'UTF8\') in body_sealed) > 0', [words])).toEqual([]);
  });

  it('gives its words to nobody who slips a statement into a request, and moves by no hand but the function’s', async () => {
    const id = await taken('rubina');
    const asked: unknown[] = [];
    await smuggled(town, 'giulia', async (ask) => {
      for (const from of ['complaint', 'complaint_words', 'complaint_move', "vault_key where compartment = 'complaint'"]) asked.push(await ask(`select count(*)::int as found from ${from}`));
    });
    expect(asked).toEqual([1, 2, 3, 4].map(() => [{ found: 0 }]));
    await expect(smuggled(town, 'teresa', async (ask) => { await ask("update complaint set state = 'closed' where id = $1", [id]); })).rejects.toThrow('permission denied');
    await expect(smuggled(town, 'teresa', async (ask) => { await ask("select move_complaint($1, $2, 'close', 'x')", [id, newId()]); })).rejects.toThrow('illegal-move');
    await expect(smuggled(town, 'rubina', async (ask) => { await ask("select move_complaint($1, $2, 'withdraw', 'x')", [id, newId()]); })).rejects.toThrow('not-found');
  });

  it('goes its way with words at every step, is opened again when the answer did not settle it, and each step is kept once', async () => {
    const [id, step] = [await taken('rubina'), newId()];
    expect((await moved('teresa', id, 'answer')).body).toMatchObject({ code: 'illegal-move' });
    await moved('teresa', id, 'look-into', 'Parlo con chi era allo sportello.', step);
    expect((await moved('teresa', id, 'look-into', 'Parlo con chi era allo sportello.', step)).body).toMatchObject({ state: 'looking-into' });
    expect((await moved('teresa', id, 'answer', 'Le abbiamo chiesto scusa: da lunedì si chiama per numero.')).body).toMatchObject({ state: 'answered' });
    expect((await moved('teresa', id, 'reopen', 'È successo di nuovo.')).body).toMatchObject({ state: 'looking-into' });
    await moved('teresa', id, 'answer', 'Abbiamo cambiato i turni.');
    const { body } = await moved('teresa', id, 'close', 'Ha detto che va bene.');
    expect(body.steps.map(({ move, words: said, by }) => [move, said, by])).toEqual([
      ['look-into', 'Parlo con chi era allo sportello.', 'Teresa Iannaccone'], ['answer', 'Le abbiamo chiesto scusa: da lunedì si chiama per numero.', 'Teresa Iannaccone'],
      ['reopen', 'È successo di nuovo.', 'Teresa Iannaccone'], ['answer', 'Abbiamo cambiato i turni.', 'Teresa Iannaccone'], ['close', 'Ha detto che va bene.', 'Teresa Iannaccone'],
    ]);
    expect((await list('rubina')).find((one) => one.id === id)).toMatchObject({ state: 'closed' });
  });

  it('typed from a paper of last month is late at once, in Teresa’s day and in nobody else’s; a day that has not come is refused', async () => {
    const id = await taken('giulia', { receivedOn: '2026-10-01' });
    expect((await dayOf('teresa')).find((item) => item.id === id)).toMatchObject({ overdue: true, at: '2026-10-31' });
    expect(await dayOf('giulia')).toEqual([]);
    expect((await list('teresa')).find((one) => one.id === id)).toMatchObject({ late: true, answerDueOn: '2026-10-31' });
    expect((await (await town.as('giulia')).put(`/api/complaints/${newId()}`, { ...told, receivedOn: '2099-01-01' })).body).toMatchObject({ code: 'invalid-input' });
  });
});

describe('a complaint about who coordinates', () => {
  it('goes to Francesca, who answers it; Teresa does not learn that there is one', async () => {
    const id = await taken('amal', { aboutCoordination: true, words: 'La responsabile ha detto il mio nome davanti a tutti.', language: 'fr', toldBy: 'self' });
    expect((await list('teresa')).filter((one) => one.id === id)).toEqual([]);
    expect((await read('teresa', id)).body).toMatchObject({ code: 'not-found' });
    expect((await dayOf('teresa')).filter((item) => item.id === id)).toEqual([]);
    expect(await dayOf('francesca')).toContainEqual(expect.objectContaining({ id }));
    expect((await read('francesca', id)).body.content?.words).toBe('La responsabile ha detto il mio nome davanti a tutti.');
    expect((await moved('francesca', id, 'look-into')).body).toMatchObject({ state: 'looking-into', steps: [{ by: 'Francesca Romano' }] });
  });

  it('written down by Teresa herself is for Francesca too', async () => {
    const id = await taken('teresa', { aboutCoordination: true });
    expect((await read('teresa', id)).body).toMatchObject({ code: 'not-found' });
    expect((await list('teresa')).find((one) => one.id === id)).toMatchObject({ state: 'received', isTheirs: false });
  });
});

describe('how it went', () => {
  const answer = async (name: Name, given: Record<string, number | null>, id: string = randomUUID()) => (await town.as(name)).put(`/api/satisfaction-answers/${id}`, { understood: null, respected: null, helped: null, ...given });

  /** As if it had been given on an earlier day: the figures hold whole days only. */
  const earlier = (day: string, understood: number) => town.look('insert into satisfaction_answer (id, programme_id, answered_on, understood) select gen_random_uuid(), id, $1, $2 from programme where id = $3', [day, understood, idOf('avellino')]);
  const figures = async () => (await (await town.as('teresa')).get<SatisfactionFigures>('/api/satisfaction-figures')).body.items;

  it('shows no figure for fewer than five, then five at a time and whole days only, so that the sixth is found out by nobody', async () => {
    const [amal, twice] = [await town.as('amal'), randomUUID()];
    for (let sent = 0; sent < 2; sent += 1) expect((await amal.put(`/api/satisfaction-answers/${twice}`, { understood: 1, respected: null, helped: 1 })).status).toBe(200);
    expect(await town.look('select understood from satisfaction_answer')).toEqual([{ understood: 1 }]);
    for (const given of [5, 4, 5, 5]) await earlier('2026-04-10', given);
    expect(await figures()).toEqual([{ quarter: '2026-04-01', question: 'understood', counts: null }]);
    await earlier('2026-04-11', 3);
    const five = [{ quarter: '2026-04-01', question: 'understood', counts: [0, 0, 1, 1, 3] }];
    expect(await figures()).toEqual(five);
    for (const given of [1, 1, 2, 2]) await earlier('2026-04-12', given);
    expect(await figures()).toEqual(five);
    await earlier('2026-05-30', 5);
    expect(await figures()).toEqual([{ quarter: '2026-04-01', question: 'understood', counts: [2, 2, 1, 1, 4] }]);
  });

  it('keeps a day and the answers, no hour and no colleague, and the trail does not say which answer came back', async () => {
    expect((await answer('amal', {})).body).toMatchObject({ code: 'invalid-input' });
    expect((await answer('amal', { helped: 3 }, newId())).body).toMatchObject({ code: 'invalid-input' });
    const [columns] = await town.look<{ columns: string[] }>("select array_agg(column_name::text order by column_name) as columns from information_schema.columns where table_name = 'satisfaction_answer'");
    expect(columns?.columns).toEqual(['answered_on', 'helped', 'id', 'programme_id', 'respected', 'understood']);
    const traces = await town.look<{ subject_id: string | null }>("select distinct subject_id from audit_event where action = 'satisfaction.answer'");
    expect(traces).toEqual([{ subject_id: null }]);
  });

  it('is read answer by answer by nobody, and summed up for Teresa alone', async () => {
    await expect(smuggled(town, 'teresa', async (ask) => { await ask('select * from satisfaction_answer'); })).rejects.toThrow('permission denied');
    for (const name of ['amal', 'giulia', 'francesca', 'vincenzo', 'paola', 'stefano'] as const) expect((await (await town.as(name)).get('/api/satisfaction-figures')).body).toMatchObject({ code: 'not-allowed' });
    expect((await answer('paola', { helped: 5 })).body).toMatchObject({ code: 'not-allowed' });
  });
});
