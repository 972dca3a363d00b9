import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DemoName, idOf } from '../../app/people.ts';
import { aTown, newId, type Town } from '../../app/testing/town.ts';
import type { Service, ServicePage } from './contract.ts';

let town: Town;
const clinic = newId();
const refuge = newId();
const asl = idOf('avellino asl');
const written = { organisationId: asl, name: 'Ambulatorio STP', category: 'health', description: 'Visite senza appuntamento', languages: ['fr', 'it'], withoutPapers: 'yes', area: 'Avellino', hours: 'lun-ven 9-12', howToRefer: 'Telefonata o lettera' };

beforeAll(async () => {
  town = await aTown();
  const teresa = await town.as('teresa');
  await teresa.put(`/api/services/${clinic}`, written);
  await teresa.put(`/api/services/${refuge}`, { organisationId: idOf('avellino dedalus'), name: 'Accoglienza protetta', category: 'anti-trafficking', confidentialAddress: true, howToRefer: 'Tramite il Numero Verde' });
});
afterAll(() => town.leave());

const found = async (name: DemoName, search: Record<string, unknown> = {}): Promise<string[]> => {
  const { body } = await (await town.as(name)).post<ServicePage>('/api/services/search', search);
  return body.items.map((one) => one.name);
};

describe('the directory', () => {
  it('shows the clinic to everyone of the programme, and nothing to another programme', async () => {
    for (const name of ['amal', 'giulia', 'vincenzo', 'carla', 'luca', 'paola', 'francesca', 'stefano', 'davide'] as const) expect(await found(name)).toContain('Ambulatorio STP');
    for (const name of ['rosa', 'youssef', 'pietro'] as const) {
      expect(await found(name)).toEqual([]);
      expect((await (await town.as(name)).get(`/api/services/${clinic}`)).body.code).toBe('not-found');
    }
  });

  it('shows a protected place to the team alone: not to the prefecture, not to the administrator, not to other bodies', async () => {
    for (const name of ['amal', 'giulia', 'marco', 'teresa', 'blessing'] as const) expect(await found(name)).toContain('Accoglienza protetta');
    for (const name of ['vincenzo', 'carla', 'luca', 'paola', 'antonio', 'francesca', 'stefano', 'silvia', 'davide', 'rosa'] as const) {
      expect(await found(name)).not.toContain('Accoglienza protetta');
      expect(await found(name, { words: 'protetta' })).toEqual([]);
      const worker = await town.as(name);
      const [hidden, unknown] = [await worker.get(`/api/services/${refuge}`), await worker.get(`/api/services/${newId()}`)];
      expect([hidden.status, hidden.body]).toEqual([unknown.status, unknown.body]);
    }
  });

  it('cannot hold the place or the hours of a protected place, whoever writes them', async () => {
    const teresa = await town.as('teresa');
    const known = await teresa.get<Service>(`/api/services/${refuge}`);
    const { organisation: _organisation, ...fields } = known.body;
    expect((await teresa.patch(`/api/services/${refuge}`, { ...fields, area: 'Ariano Irpino' }, known.body.version)).body).toMatchObject({ code: 'service-tells-place', errors: [{ path: 'area' }] });
    await expect(town.look(`update service set hours = 'sempre' where id = $1`, [refuge])).rejects.toThrow('service_keeps_its_place_secret');
  });

  it('does not let the administrator, who works at the prefecture, make or unmake a protected place', async () => {
    const stefano = await town.as('stefano');
    expect((await stefano.put(`/api/services/${newId()}`, { organisationId: asl, name: 'Rifugio', category: 'anti-violence', confidentialAddress: true })).status).toBe(403);
    expect((await stefano.put(`/api/services/${newId()}`, { organisationId: asl, name: 'Consultorio', category: 'health' })).status).toBe(200);
  });

  it('finds by words of the service or of its body, by category, language and papers', async () => {
    expect(await found('giulia', { words: 'senza appuntam' })).toEqual(['Ambulatorio STP']);
    expect(await found('giulia', { words: 'ambulatorio consultorio' })).toEqual(['Ambulatorio STP']);
    expect(await found('giulia', { category: 'health', language: 'fr', withoutPapersOnly: true })).toEqual(['Ambulatorio STP']);
    expect(await found('giulia', { language: 'bn' })).toEqual([]);
    expect(await found('giulia', { words: '100%' })).toEqual([]);
  });

  it('says when nobody has made sure yet, and believes it again once Paola has', async () => {
    const paola = await town.as('paola');
    expect((await paola.get<Service>(`/api/services/${clinic}`)).body).toMatchObject({ freshness: { state: 'never' }, verified: null, mayChange: true });
    expect((await paola.post<Service>(`/api/services/${clinic}/verifications`, {})).body).toMatchObject({ freshness: { state: 'fresh', days: 0 }, verified: { by: 'Paola Russo' } });
    await town.look(`update service set verified_on = current_date - 120 where id = $1`, [clinic]);
    expect((await paola.get<Service>(`/api/services/${clinic}`)).body.freshness).toMatchObject({ state: 'stale', limit: 90 });
    expect(await found('giulia', { staleOnly: true, category: 'health' })).toContain('Ambulatorio STP');
  });

  it('is changed by those who run the service, not by another body nor by the rest of the team', async () => {
    const paola = await town.as('paola');
    const { version } = (await paola.get<Service>(`/api/services/${clinic}`)).body;
    for (const name of ['antonio', 'giulia', 'luca', 'vincenzo', 'francesca'] as const) {
      const other = await town.as(name);
      expect((await other.patch(`/api/services/${clinic}`, { ...written, name: 'Chiuso' }, version)).status).toBe(403);
      expect((await other.post(`/api/services/${clinic}/verifications`, {})).status).toBe(403);
      expect((await other.put(`/api/services/${newId()}`, written)).status).toBe(403);
    }
    expect((await paola.patch<Service>(`/api/services/${clinic}`, { ...written, hours: 'mar 15-18' }, version)).body).toMatchObject({ hours: 'mar 15-18', version: version + 1 });
    expect((await paola.patch(`/api/services/${clinic}`, { ...written, hours: 'mai' }, version)).body.code).toBe('changed-meanwhile');
  });

  it('is written once when the call is sent twice', async () => {
    const teresa = await town.as('teresa');
    const id = newId();
    const once = await teresa.put<Service>(`/api/services/${id}`, { ...written, name: 'Sportello CAF' });
    const twice = await teresa.put<Service>(`/api/services/${id}`, { ...written, name: 'Sportello CAF' });
    expect(twice.body).toEqual(once.body);
  });

  it('gives its pages without losing or repeating a service', async () => {
    const teresa = await town.as('teresa');
    for (let index = 0; index < 45; index += 1) await teresa.put(`/api/services/${newId()}`, { organisationId: idOf('avellino cpia'), name: `Corso ${index % 5}`, category: 'language' });
    const first = (await teresa.post<ServicePage>('/api/services/search', { category: 'language' })).body;
    const second = (await teresa.post<ServicePage>('/api/services/search', { category: 'language', after: first.next })).body;
    expect(new Set([...first.items, ...second.items].map((one) => one.id)).size).toBe(45);
    expect(second.next).toBeNull();
    expect((await teresa.post('/api/services/search', { after: 'x' })).body.code).toBe('invalid-input');
  });
});
