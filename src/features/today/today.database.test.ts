import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { italianDay } from '../../kernel/italian-day.ts';
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

  it('says to each who else will be in the room: to Giulia the mediator, to Amal the psychologist, to Teresa both', async () => {
    const [giulia, amal, teresa] = [await town.as('giulia'), await town.as('amal'), await town.as('teresa')];
    const [personId, caseId, id] = [newId(), newId(), newId()];
    await giulia.put(`/api/persons/${personId}`, { caseId });
    const noon = new Date(`${italianDay(new Date())}T11:00:00Z`);
    await giulia.put(`/api/appointments/${id}`, { caseId, kind: 'in-depth', startsAt: noon.toISOString(), endsAt: new Date(noon.getTime() + 3_600_000).toISOString(), language: 'ar', memberId: giulia.memberId, mediatorId: amal.memberId, room: null });
    const lineOf = async (who: typeof giulia, address = '/api/today') => (await who.get<Today>(address)).body.items.find((item) => item.id === id)?.facts;
    expect(await lineOf(giulia)).toMatchObject({ with: null, mediator: 'Amal Haddad' });
    expect(await lineOf(amal)).toMatchObject({ with: 'Giulia Ferrara', mediator: null });
    expect(await lineOf(teresa)).toMatchObject({ with: 'Giulia Ferrara', mediator: 'Amal Haddad' });
    expect(await lineOf(amal, '/api/today/at-hand')).toMatchObject({ with: 'Giulia Ferrara' });
  });

  it('shows a colleague who does not follow the person nothing of her', async () => {
    expect(kinds((await (await town.as('anna')).get<Today>('/api/today')).body)).toEqual([]);
  });

  it('tells Teresa of a decision once, and no more after she took it; Francesca still learns of the emergency that Teresa looked at', async () => {
    const [giulia, teresa, marco, francesca] = [await town.as('giulia'), await town.as('teresa'), await town.as('marco'), await town.as('francesca')];
    const [personId, caseId, asking, opening] = [newId(), newId(), newId(), newId()];
    const { body: { code } } = await giulia.put<{ code: string }>(`/api/persons/${personId}`, { caseId });
    await (await town.as('anna')).put(`/api/access-requests/${asking}`, { code, reason: 'mi ha chiesto aiuto per il lavoro' });
    await marco.put(`/api/break-glass/${opening}`, { code, reason: 'chiamata dalla stazione, è in pericolo' });
    const sections = async (who: typeof teresa) => (await who.get<Today>('/api/today')).body.items.filter(({ id, facts }) => [asking, opening].includes(id) || [asking, opening].includes(String(facts?.['subjectId']))).map(({ section, kind }) => `${section} ${kind}`);
    expect(await sections(teresa)).toEqual(['dangerous break-glass-to-review', 'decisions access-asked']);
    expect(await sections(francesca)).toEqual(['dangerous break-glass-to-review']);
    await teresa.post(`/api/access-requests/${asking}/decision`, { decision: 'refuse' });
    await teresa.post(`/api/break-glass/${opening}/review`, { words: 'Marco era alla stazione con lei.' });
    expect(await sections(teresa)).toEqual([]);
    expect(await sections(francesca)).toEqual(['fresh notification']);
  });
});
