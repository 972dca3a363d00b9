import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Note } from '../../features/cases/contract.ts';
import type { Heading, OpenedPerson, SearchAnswer } from '../../features/persons/contract.ts';
import { aTown, newId, type Town } from '../testing/town.ts';

let town: Town;
beforeAll(async () => {
  town = await aTown();
});
afterAll(() => town.leave());

const blessed = () => ({ caseId: newId(), name: { id: newId(), kind: 'declared', text: 'Blessing Osagie' }, note: { id: newId(), body: 'Chiede un medico e un corso di italiano.' } });

describe('somebody met for the first time', () => {
  it('is opened by Marco with her name and her first words in one call, is found by it, and the trail tells all three', async () => {
    const marco = await town.as('marco');
    const [personId, given] = [newId(), blessed()];
    const { status, body } = await marco.put<OpenedPerson>(`/api/persons/${personId}/meeting`, given);
    expect([status, body.caseId]).toEqual([200, given.caseId]);
    expect((await marco.get<Heading>(`/api/persons/${personId}`)).body.names).toMatchObject([{ text: 'Blessing Osagie', preferred: true }]);
    expect((await marco.get<{ items: Note[] }>(`/api/cases/${given.caseId}/notes`)).body.items).toMatchObject([{ body: given.note.body, compartment: 'secret-legal', own: true }]);
    const found = await marco.post<SearchAnswer>('/api/persons/search', { words: 'Blesing Osagi' });
    expect(found.body.items[0]).toMatchObject({ kind: 'open', personId });
    const lines = await town.look<{ action: string }>('select action from audit_event where case_id = $1 order by chain, position', [given.caseId]);
    expect(lines.slice(0, 3).map((line) => line.action)).toEqual(['person.open', 'person.name-add', 'note.write']);
  });

  it('is sent again by a weak network, and nothing stands there twice', async () => {
    const giulia = await town.as('giulia');
    const [personId, given] = [newId(), blessed()];
    const first = await giulia.put(`/api/persons/${personId}/meeting`, given);
    const again = await giulia.put(`/api/persons/${personId}/meeting`, given);
    expect(again.body).toEqual(first.body);
    for (const [table, column, id] of [['case_file', 'person_id', personId], ['person_name', 'person_id', personId], ['case_note', 'case_id', given.caseId]] as const) {
      expect(await town.look(`select from ${table} where ${column} = $1`, [id])).toHaveLength(1);
    }
  });

  it('is not opened at all when one part cannot be kept', async () => {
    const giulia = await town.as('giulia');
    const taken = blessed();
    await giulia.put(`/api/persons/${newId()}/meeting`, taken);
    const [personId, given] = [newId(), blessed()];
    const refused = await giulia.put(`/api/persons/${personId}/meeting`, { ...given, name: { ...given.name, id: taken.name.id, text: 'Un altro nome' } });
    expect([refused.status, refused.body.code]).toEqual([409, 'already-exists']);
    expect(await town.look('select from person where id = $1', [personId])).toEqual([]);
    expect(await town.look('select from case_note where id = $1', [given.note.id])).toEqual([]);
  });

  it('needs neither name nor words', async () => {
    const amal = await town.as('amal');
    const { status, body } = await amal.put<OpenedPerson>(`/api/persons/${newId()}/meeting`, { caseId: newId() });
    expect(status).toBe(200);
    expect(body.code).toMatch(/^[a-z]+-[a-z]+-\d{2}$/);
  });

  it('is given to Amal for her own words only, who writes them where mediators write', async () => {
    const amal = await town.as('amal');
    const given = blessed();
    await amal.put(`/api/persons/${newId()}/meeting`, given);
    expect((await amal.get<{ items: Note[] }>(`/api/cases/${given.caseId}/notes`)).body.items).toMatchObject([{ compartment: 'mediation', body: given.note.body }]);
  });

  it.each(['stefano', 'carla', 'luca', 'francesca', 'vincenzo', 'paola'] as const)('is not opened by %s, who is not of the team', async (name) => {
    expect((await (await town.as(name)).put(`/api/persons/${newId()}/meeting`, blessed())).body.code).toBe('not-allowed');
  });

  it('is opened in full view of Teresa, and unknown to Anna until she follows the case', async () => {
    const personId = newId();
    const { body } = await (await town.as('marco')).put<OpenedPerson>(`/api/persons/${personId}/meeting`, blessed());
    expect((await (await town.as('teresa')).get(`/api/cases/${body.caseId}`)).status).toBe(200);
    const anna = await town.as('anna');
    expect((await anna.get(`/api/cases/${body.caseId}`)).status).toBe(404);
    expect((await anna.put(`/api/persons/${personId}/meeting`, blessed())).body.code).toBe('not-allowed');
    await (await town.as('teresa')).put(`/api/case-assignments/${newId()}`, { caseId: body.caseId, memberId: anna.memberId });
    expect((await anna.get(`/api/cases/${body.caseId}`)).status).toBe(200);
  });
});
