import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aTown, newId, type Town } from '../../app/testing/town.ts';
import type { Today } from './contract.ts';

let town: Town;
beforeAll(async () => { town = await aTown(); });
afterAll(() => town.leave());

const kinds = (today: Today) => today.items.map((item) => item.kind);

describe('the day', () => {
  it('shows Giulia the person she just opened, by code, and Teresa that nobody owns the case yet', async () => {
    const [giulia, teresa] = [await town.as('giulia'), await town.as('teresa')];
    const [personId, caseId] = [newId(), newId()];
    expect((await giulia.put(`/api/persons/${personId}`, { caseId })).status).toBeLessThan(300);

    const mine = (await giulia.get<Today>('/api/today')).body;
    expect(mine.items.find((item) => item.kind === 'case-followed')).toMatchObject({ caseId, code: expect.stringMatching(/^[a-z]+-[a-z]+-\d\d$/) });
    expect(mine.counts).toBeNull();

    const hers = (await teresa.get<Today>('/api/today')).body;
    expect(hers.items.find((item) => item.kind === 'case-unowned')).toMatchObject({ caseId, section: 'unassigned' });
    expect(hers.counts).toMatchObject({ open: 1, unowned: 1, danger: 0 });
  });

  it('puts an extreme risk first in Teresa\'s day, and keeps her counts true as things change', async () => {
    const teresa = await town.as('teresa');
    const [found] = await town.look<{ id: string }>('select id from case_file limit 1');
    await town.look("update case_file set risk = 'extreme', owner_id = (select id from membership where role = 'psychologist' limit 1) where id = $1", [found?.id]);
    const today = (await teresa.get<Today>('/api/today')).body;
    expect(today.items[0]).toMatchObject({ kind: 'case-in-danger', facts: { risk: 'extreme', owned: true } });
    expect(today.counts).toMatchObject({ open: 1, unowned: 0, danger: 1 });
    const [counted] = await town.look<{ same: boolean }>('select (select sum(change) from case_tally) = (select count(*) from case_file) as same');
    expect(counted?.same).toBe(true);
  });

  it('shows the prefecture, the immigration desk, bodies, the administrator and the other programme nothing of any person', async () => {
    for (const who of ['vincenzo', 'carla', 'luca', 'paola', 'stefano', 'silvia', 'davide', 'rosa', 'youssef'] as const) {
      const { body } = await (await town.as(who)).get<Today>('/api/today');
      expect({ who, kinds: kinds(body) }).toEqual({ who, kinds: [] });
      expect(body.counts === null || body.counts.open === 0).toBe(true);
    }
  });

  it('shows a colleague who does not follow the person nothing of her', async () => {
    expect(kinds((await (await town.as('anna')).get<Today>('/api/today')).body)).toEqual([]);
  });
});
