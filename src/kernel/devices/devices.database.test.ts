import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rewrapVault } from '../../app/administration.ts';
import { asHouse } from '../../app/house-connection.ts';
import { type DemoName, demoEmail } from '../../app/people.ts';
import { smuggled } from '../../app/testing/smuggled.ts';
import { aTown, newId, type Town } from '../../app/testing/town.ts';
import { demoPassword } from '../identity/routes.ts';
import { walk } from '../testing/machines.ts';
import type { Device, Devices, Lease } from './contract.ts';
import { deviceMachine } from './domain.ts';

let town: Town;
beforeAll(async () => { town = await aTown(); });
afterAll(() => town.leave());

const headers = { 'x-requested-with': 'reti' };

/** A telephone of somebody, enrolled. @returns its id */
async function aPhone(name: DemoName, label = 'Telefono 3'): Promise<string> {
  const id = newId();
  expect((await (await town.as(name)).put(`/api/devices/${id}`, { label })).status).toBe(200);
  return id;
}
const leased = async (name: DemoName, id: string) => (await town.as(name)).post<Lease>(`/api/devices/${id}/lease`, {});

/** Somebody signed in apart from their usual seat, as on a telephone of their own. */
async function onPhone(name: DemoName) {
  const reply = await town.app.inject({ method: 'POST', url: '/api/session', headers, payload: { email: demoEmail(name), password: demoPassword } });
  const cookie = reply.cookies.map((one) => `${one.name}=${one.value}`).join('; ');
  const ask = (method: 'GET' | 'POST', url: string) => town.app.inject({ method, url, headers: { ...headers, cookie } });
  return { ask };
}

describe('Amal’s telephone', () => {
  it('is enrolled once, gets its key for a day, and the same key every time', async () => {
    const [amal, id] = [await town.as('amal'), newId()];
    expect((await amal.put(`/api/devices/${id}`, { label: 'Telefono 3' })).status).toBe(200);
    expect((await amal.put(`/api/devices/${id}`, { label: 'Telefono 3' })).status).toBe(200);
    expect((await amal.put(`/api/devices/${id}`, { label: 'Telefono 4' })).body.code).toBe('already-exists');
    const [first, second] = [await leased('amal', id), await leased('amal', id)];
    expect(Buffer.from(first.body.key, 'base64')).toHaveLength(32);
    expect(second.body.key).toBe(first.body.key);
    expect(first.body.lasts / 3_600_000).toBeCloseTo(24, 1);
    expect(await town.look('select action from audit_event where subject_id = $1 order by at, position', [id])).toHaveLength(3);
    const { body } = await amal.get<Devices>('/api/devices');
    expect(body.items).toMatchObject([{ id, label: 'Telefono 3', state: 'enrolled', owner: 'Amal Haddad', revoked: null }]);
  });

  it('has another key than her other one, and than Rubina’s on the same telephone', async () => {
    const keys = await Promise.all([leased('amal', await aPhone('amal')), leased('amal', await aPhone('amal')), leased('rubina', await aPhone('rubina'))]);
    expect(new Set(keys.map((one) => one.body.key)).size).toBe(3);
  });

  it('gives its key to nobody else: not to Rubina, not to Teresa who coordinates, not to the administrator', async () => {
    const id = await aPhone('amal');
    for (const name of ['rubina', 'teresa', 'stefano', 'vincenzo'] as const) expect((await leased(name, id)).body.code).toBe('not-found');
    await smuggled(town, 'teresa', async (ask) => {
      await expect(ask('select secret_wrapped from device where id = $1', [id])).rejects.toMatchObject({ code: '42501' });
      await expect(ask('select * from lease_device($1, 24)', [id])).rejects.toThrow('not-found');
      await expect(ask("update device set account_id = account_id where id = $1", [id])).rejects.toMatchObject({ code: '42501' });
    });
    await smuggled(town, 'rubina', async (ask) => {
      await expect(ask("select revoke_device($1, $2, 'per dispetto')", [id, newId()])).rejects.toThrow('not-found');
      expect(await ask('select id from device where id = $1', [id])).toEqual([]);
    });
  });

  it('is not for whoever does not meet people, and not without end', async () => {
    for (const name of ['vincenzo', 'carla', 'luca', 'paola', 'francesca', 'stefano'] as const) expect((await (await town.as(name)).put(`/api/devices/${newId()}`, { label: 'Telefono' })).body.code).toBe('not-allowed');
    // Nine asked for at the same moment are five.
    const oksana = await town.as('oksana');
    const asked = await Promise.all(Array.from({ length: 9 }, () => oksana.put(`/api/devices/${newId()}`, { label: 'Telefono' })));
    expect(asked.map(({ status, body }) => (status === 200 ? 'enrolled' : body.code)).toSorted()).toEqual([...Array.from({ length: 4 }, () => 'devices-too-many'), ...Array.from({ length: 5 }, () => 'enrolled')]);
    expect((await oksana.put(`/api/devices/${newId()}`, { label: 'Telefono' })).body.code).toBe('devices-too-many');
  });

  it('keeps its key when the master key is changed', async () => {
    const id = await aPhone('blessing');
    const before = (await leased('blessing', id)).body.key;
    const ring = town.keyring.rotated();
    expect(await asHouse(town.ownerUrl, (house) => rewrapVault(house, ring))).toBeGreaterThan(0);
    const [row] = await town.look<{ master_version: number; secret_wrapped: Buffer }>('select master_version, secret_wrapped from device where id = $1', [id]);
    expect(row?.master_version).toBe(ring.version);
    // Put back as it was: this town's server still runs on the ring of before.
    const secret = ring.unwrap(row?.secret_wrapped ?? Buffer.alloc(0), ring.version, `device ${id}`);
    const wrapped = town.keyring.wrap(secret, `device ${id}`);
    await town.look('update device set secret_wrapped = $2, master_version = $3 where id = $1', [id, wrapped.wrapped, wrapped.version]);
    expect((await leased('blessing', id)).body.key).toBe(before);
  });
});

describe('a telephone that Giulia lost', () => {
  it('is taken out of use by Teresa, who learns its name and nothing of what is on it', async () => {
    const phone = await onPhone('giulia');
    const id = await aPhone('giulia', 'Telefono verde');
    expect((await phone.ask('POST', `/api/devices/${id}/lease`)).statusCode).toBe(200);
    expect((await phone.ask('GET', `/api/session?devices=${id}`)).json()).toMatchObject({ stage: 'signed-in', device: id, revokedDevices: [] });

    const teresa = await town.as('teresa');
    const found = (await teresa.get<Devices>('/api/devices/of-colleagues')).body.items.find((one) => one.id === id);
    expect(Object.keys(found ?? {}).toSorted()).toEqual(['contactAt', 'enrolledAt', 'id', 'label', 'leaseUntil', 'owner', 'revoked', 'state']);
    const move = { id: newId(), reason: 'perso sul treno' };
    expect((await teresa.post(`/api/devices/${id}/moves`, move)).status).toBe(200);
    expect((await teresa.post(`/api/devices/${id}/moves`, move)).status).toBe(200);
    expect((await teresa.post(`/api/devices/${id}/moves`, { ...move, id: newId() })).body.code).toBe('illegal-move');

    expect(await town.look('select state, secret_wrapped from device where id = $1', [id])).toEqual([{ state: 'revoked', secret_wrapped: null }]);
    expect((await leased('giulia', id)).body).toMatchObject({ code: 'device-revoked' });
    expect((await leased('giulia', id)).status).toBe(410);
    // The sign-in that was open on it is over, and whoever holds it learns at once that it is to be wiped, signed in or not.
    expect([401, 403]).toContain((await phone.ask('GET', '/api/agenda?day=2026-11-29')).statusCode);
    expect(await town.look('select 1 from session s join device d on d.session_id = s.id where d.id = $1 and s.ended_at is null', [id])).toEqual([]);
    expect((await town.app.inject({ url: `/api/session?devices=${newId()},${id}` })).json()).toMatchObject({ stage: 'none', device: null, revokedDevices: [id] });
    const trail = await town.look<{ action: string; reason: string }>("select action, reason from audit_event where subject_id = $1 and action = 'device.revoke'", [id]);
    expect(trail).toEqual([{ action: 'device.revoke', reason: 'perso sul treno' }]);
  });

  it('is taken out of use by herself too, without ending the sign-in at which she says so; by a colleague never, by the other programme never', async () => {
    const id = await aPhone('giulia');
    const giulia = await town.as('giulia');
    await leased('giulia', id);
    for (const name of ['amal', 'vincenzo', 'francesca', 'rosa'] as const) {
      const answer = await (await town.as(name)).post(`/api/devices/${id}/moves`, { id: newId(), reason: 'una prova' });
      expect(answer.body.code).toBe('not-found');
    }
    expect((await giulia.post(`/api/devices/${id}/moves`, { id: newId(), reason: 'cambiato telefono' })).status).toBe(200);
    expect((await giulia.get('/api/devices')).status).toBe(200);
    const own = (await giulia.get<Devices>('/api/devices')).body.items.find((one: Device) => one.id === id);
    expect(own).toMatchObject({ state: 'revoked', revoked: { by: 'Giulia Ferrara', reason: 'cambiato telefono' } });
  });
});

describe('a telephone that works for two programmes', () => {
  it('is known to the coordinator of each, who can stop it, and opens by itself for the shorter of the two times', async () => {
    const [id, other, phone] = [await aPhone('rubina', 'Telefono dei due'), await town.as('rosa'), await onPhone('rubina')];
    const stopped = async (): Promise<unknown> => (await other.post(`/api/devices/${id}/moves`, { id: newId(), reason: 'perso in stazione' })).body.code;
    const seen = async (): Promise<unknown> => (await other.get<Devices>('/api/devices/of-colleagues')).body.items.flatMap(({ label }) => (label === 'Telefono dei due' ? [label] : []));
    expect([await seen(), await stopped()]).toEqual([[], 'not-found']);
    await town.look(`insert into membership (id, programme_id, account_id, organisation_id, role, languages) select gen_random_uuid(), o.programme_id, (select id from account where email = $1), o.organisation_id, 'mediator', '{it}' from membership o where o.id = $2`, [demoEmail('rubina'), other.memberId]);
    await town.look('insert into device_setting (programme_id, lease_hours, by_member) select programme_id, 2, id from membership where id = $1', [other.memberId]);
    expect((await phone.ask('POST', `/api/devices/${id}/lease`)).json<Lease>().lasts / 3_600_000).toBeCloseTo(2, 1);
    expect([await seen(), await stopped(), (await leased('rubina', id)).body]).toMatchObject([['Telefono dei due'], undefined, { code: 'device-revoked' }]);
    await town.look('delete from device_setting', []);
  });
});

describe('a telephone whose owner left the team', () => {
  it('is told so at its next contact, signed in or not, and opens by itself no more; what waits on it is still read after a sign-in', async () => {
    const phone = await onPhone('marco');
    const id = await aPhone('marco');
    expect((await phone.ask('GET', `/api/session?devices=${id}`)).json()).toMatchObject({ device: id, closedDevices: [] });
    const before = (await leased('marco', id)).body;
    const hats = "update membership set ended_at = $2 where id in (select m.id from membership m join account a on a.id = m.account_id where a.email = $1)";
    await town.look('alter table membership disable trigger user');
    try {
      await town.look(hats, [demoEmail('marco'), new Date()]);
      expect((await town.app.inject({ url: `/api/session?devices=${id}` })).json()).toMatchObject({ stage: 'none', closedDevices: [id], revokedDevices: [] });
      const after = (await phone.ask('POST', `/api/devices/${id}/lease`)).json<Lease>();
      // The clocks of the house and of its database may differ by a hair.
      expect([after.key === before.key, after.lasts < 1_000]).toEqual([true, true]);
    } finally {
      await town.look(hats, [demoEmail('marco'), null]);
      await town.look('alter table membership enable trigger user');
    }
    expect((await town.app.inject({ url: `/api/session?devices=${id}` })).json()).toMatchObject({ closedDevices: [] });
  });

  it('is known among forty on one telephone that goes from hand to hand', async () => {
    const all = Array.from({ length: 40 }, () => newId());
    expect((await town.app.inject({ url: `/api/session?devices=${all.join()}` })).statusCode).toBe(200);
  });
});

describe('for how long a telephone opens by itself', () => {
  it('is said by Teresa for the programme, and counts from the next key on', async () => {
    const [teresa, giulia, id] = [await town.as('teresa'), await town.as('giulia'), await aPhone('marco')];
    expect((await giulia.get('/api/device-settings')).body).toMatchObject({ leaseHours: 24, version: 0 });
    expect((await giulia.put('/api/device-settings', { leaseHours: 72 }, 0)).body.code).toBe('not-found');
    expect((await teresa.put('/api/device-settings', { leaseHours: 500 }, 0)).body.code).toBe('invalid-input');
    expect((await teresa.put('/api/device-settings', { leaseHours: 8 }, 0)).body).toMatchObject({ leaseHours: 8, version: 1 });
    expect((await teresa.put('/api/device-settings', { leaseHours: 12 }, 0)).body.code).toBe('changed-meanwhile');
    expect((await leased('marco', id)).body.lasts / 3_600_000).toBeCloseTo(8, 1);
  });
});

describe('the way of a device', () => {
  it('ends when it is taken out of use, whatever is tried afterwards', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('revoke' as const), { maxLength: 5 }), (moves) => {
      expect(walk(deviceMachine, moves).at(-1)).toBe(moves.length > 0 ? 'revoked' : 'enrolled');
    }));
  });
});
