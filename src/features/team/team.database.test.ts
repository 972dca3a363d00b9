import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aTown, newId, type Town } from '../../app/testing/town.ts';
import type { Invitations, Members, Organisations } from './contract.ts';

let town: Town;
beforeAll(async () => { town = await aTown(); });
afterAll(() => town.leave());

describe('who works here', () => {
  it('is known by name to all who work in the programme, by address to those who run accounts, and not at all to the other programme', async () => {
    const read = async (who: 'stefano' | 'teresa' | 'vincenzo' | 'pietro') => (await (await town.as(who)).get<Members>('/api/team/members')).body.items;
    expect((await read('stefano')).find((member) => member.name === 'Amal Haddad')).toMatchObject({ email: 'amal@demo.reti.example', languages: ['ar', 'fr', 'it'] });
    expect((await read('teresa')).find((member) => member.name === 'Amal Haddad')?.email).toBe('amal@demo.reti.example');
    expect((await read('vincenzo')).find((member) => member.name === 'Amal Haddad')).toMatchObject({ email: null });
    expect((await read('pietro')).map((member) => member.name)).not.toContain('Amal Haddad');
  });

  it('loses everything with the hat, in the very next call, not at the next sign-in', async () => {
    const [stefano, silvia] = [await town.as('stefano'), await town.as('silvia')];
    expect((await silvia.get('/api/team/members')).status).toBe(200);
    expect((await stefano.post(`/api/team/members/${silvia.memberId}/end`, { reason: 'fine del contratto' })).status).toBe(200);
    const after = await silvia.get<Members>('/api/team/members');
    expect(after.status === 200 ? after.body.items : []).toEqual([]);
  });

  it('is not ended by oneself, nor by a colleague who is no administrator', async () => {
    const [stefano, teresa, amal] = [await town.as('stefano'), await town.as('teresa'), await town.as('amal')];
    expect((await stefano.post(`/api/team/members/${stefano.memberId}/end`, { reason: 'prova' })).body.code).toBe('own-membership');
    expect((await teresa.post(`/api/team/members/${amal.memberId}/end`, { reason: 'prova' })).body.code).toBe('not-found');
    expect((await (await town.as('pietro')).post(`/api/team/members/${amal.memberId}/end`, { reason: 'prova' })).body.code).toBe('not-found');
  });
});

describe('an invitation', () => {
  it('is made by the administrator, shows its link once, and opens the door until it is withdrawn', async () => {
    const stefano = await town.as('stefano');
    const { body } = await stefano.get<Organisations>('/api/team/organisations');
    const id = newId();
    const made = await stefano.put<{ link: string }>(`/api/team/invitations/${id}`, { email: 'Nuova@Ente.example', role: 'educator', organisationId: body.items[0]?.id });
    const token = made.body.link.split('/').at(-1) ?? '';
    expect((await stefano.get<Invitations>('/api/team/invitations')).body.items).toEqual([expect.objectContaining({ email: 'nuova@ente.example', state: 'waiting', invitedBy: 'Stefano De Luca' })]);
    expect(JSON.stringify(await town.look('select * from invitation'))).not.toContain(token);
    expect((await town.app.inject({ url: `/api/invitations/${token}` })).statusCode).toBe(200);
    expect((await stefano.delete(`/api/team/invitations/${id}`)).status).toBe(200);
    expect((await town.app.inject({ url: `/api/invitations/${token}` })).json()).toMatchObject({ code: 'invitation-expired' });
  });

  it('opens at once when its hat reads about nobody', async () => {
    const stefano = await town.as('stefano');
    const { body } = await stefano.get<Organisations>('/api/team/organisations');
    const made = await stefano.put<{ link: string; needsApproval: boolean }>(`/api/team/invitations/${newId()}`, { email: 'corsista@ente.example', role: 'trainee', organisationId: body.items[0]?.id });
    expect(made.body.needsApproval).toBe(false);
    expect((await town.app.inject({ url: `/api/invitations/${made.body.link.split('/').at(-1)}` })).json()).toMatchObject({ isAwaited: false, needsCode: false });
  });

  it('is made by nobody else, and read by the coordinator where it needs her word', async () => {
    for (const who of ['teresa', 'giulia', 'vincenzo', 'francesca'] as const) {
      const worker = await town.as(who);
      const { body } = await worker.get<Organisations>('/api/team/organisations');
      expect((await worker.put(`/api/team/invitations/${newId()}`, { email: 'x@y.example', role: 'admin', organisationId: body.items[0]?.id })).status).toBe(403);
      const seen = (await worker.get<Invitations>('/api/team/invitations')).body.items.map((one) => one.role);
      expect(seen).toEqual(who === 'teresa' ? ['educator'] : []);
    }
  });
});

describe('an organisation', () => {
  it('is added once, however often the call is sent, and corrected only by someone who read its last version', async () => {
    const stefano = await town.as('stefano');
    const id = newId();
    for (let i = 0; i < 2; i++) expect((await stefano.put(`/api/team/organisations/${id}`, { name: 'Caritas di Avellino', kind: 'charity' })).status).toBe(200);
    expect((await stefano.patch(`/api/team/organisations/${id}`, { name: 'Caritas diocesana', kind: 'charity' }, 1)).status).toBe(200);
    expect((await stefano.patch(`/api/team/organisations/${id}`, { name: 'Altro nome', kind: 'charity' }, 1)).body.code).toBe('changed-meanwhile');
    expect((await (await town.as('teresa')).patch(`/api/team/organisations/${id}`, { name: 'Altro nome', kind: 'charity' }, 2)).body.code).toBe('not-allowed');
  });
});
