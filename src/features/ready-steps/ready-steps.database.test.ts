import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aTown, newId, type Town, type Worker } from '../../app/testing/town.ts';
import type { ReadySteps } from './contract.ts';
import { inUse } from './domain.ts';

let town: Town;
let giulia: Worker;
let teresa: Worker;
beforeAll(async () => {
  town = await aTown();
  [giulia, teresa] = await Promise.all([town.as('giulia'), town.as('teresa')]);
});
afterAll(() => town.leave());

const injury = {
  key: 'injury-at-work', domain: 'work-rights', fromLevel: 3, goalDomain: 'rights-justice', source: 'Pratica dell’équipe',
  steps: [{ title: { it: 'Pronto soccorso e certificato', en: 'Emergency room and certificate' }, days: 2 }, { title: { it: 'Incontro con il sindacato', en: 'Meet the union' }, days: 10 }],
};
const listed = async (who: Worker) => (await who.get<ReadySteps>('/api/ready-steps')).body.items;
const moved = (who: Worker, id: string, move: string, reason?: string, moveId = newId()) => who.post(`/api/ready-steps/${id}/moves`, { id: moveId, move, reason });

describe('what is done about an injury at work', () => {
  it('is proposed by Giulia, put into use by Teresa and not by herself, and gives its place to a better edition', async () => {
    const [first, second] = [newId(), newId()];
    expect((await giulia.put(`/api/ready-steps/${first}`, injury)).status).toBe(200);
    expect((await giulia.put(`/api/ready-steps/${first}`, injury)).status).toBe(200);
    expect((await giulia.put(`/api/ready-steps/${newId()}`, injury)).body.code).toBe('ready-step-proposed-already');
    expect((await moved(giulia, first, 'accept')).body.code).toBe('not-allowed');
    expect(inUse(await listed(giulia))).toEqual([]);
    expect((await moved(teresa, first, 'accept')).status).toBe(200);

    expect((await teresa.put(`/api/ready-steps/${second}`, { ...injury, fromLevel: 2 })).status).toBe(200);
    expect((await moved(giulia, second, 'accept')).status).toBe(200);
    expect((await listed(giulia)).map(({ edition, state, fromLevel, writtenBy }) => ({ edition, state, fromLevel, writtenBy }))).toEqual([
      { edition: 2, state: 'in-use', fromLevel: 2, writtenBy: 'Teresa Iannaccone' }, { edition: 1, state: 'replaced', fromLevel: 3, writtenBy: 'Giulia Ferrara' },
    ]);
    expect((await moved(giulia, second, 'withdraw')).body.code).toBe('reason-required');
    expect((await moved(giulia, second, 'withdraw', 'il sindacato ha chiuso')).status).toBe(200);
    expect((await listed(giulia))[0]).toMatchObject({ state: 'withdrawn', reason: 'il sindacato ha chiuso' });
    expect((await moved(giulia, second, 'accept')).body.code).toBe('illegal-move');
  });

  it('is proposed by a mediator too, who may take it back and decide nothing else', async () => {
    const amal = await town.as('amal');
    const id = newId();
    expect((await amal.put(`/api/ready-steps/${id}`, { ...injury, key: 'phone-card' })).status).toBe(200);
    expect((await moved(amal, id, 'accept')).body.code).toBe('not-allowed');
    const once = newId();
    expect((await moved(amal, id, 'refuse', 'ci ho ripensato', once)).status).toBe(200);
    expect((await moved(amal, id, 'refuse', 'ci ho ripensato', once)).status).toBe(200);
    expect((await town.look('select count(*)::int as n from ready_step_move where ready_step_id = $1', [id]))[0]).toEqual({ n: 1 });
  });

  it('is nobody else’s business: not the prefecture’s, not a partner’s, not another programme’s', async () => {
    const id = newId();
    await giulia.put(`/api/ready-steps/${id}`, { ...injury, key: 'house-visit' });
    for (const name of ['vincenzo', 'carla', 'paola', 'luca', 'stefano', 'francesca', 'silvia'] as const) {
      const who = await town.as(name);
      expect([name, (await listed(who)).length, (await moved(who, id, 'accept')).status]).toEqual([name, 0, 404]);
    }
  });
});
