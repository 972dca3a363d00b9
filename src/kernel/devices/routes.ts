import { declareProblems } from '../http/problems.ts';
import { type Routes, versionSeen } from '../http/server.ts';
import * as contract from './contract.ts';
import * as store from './store.ts';

declareProblems({ 'device-revoked': 410, 'devices-too-many': 409 });

const done = { done: true } as const;

/** Devices that open without a network: enrolled, given their key for a time, taken out of use. */
export const devicesRoutes: Routes = (app, house) => {
  const about = (summary: string) => ({ summary, tags: ['devices'] });

  app.get('/api/devices', { schema: { ...about('One\'s own devices'), response: { 200: contract.Devices } } },
    async (request) => ({ items: await request.act((act) => store.readDevices(act, 'own')) }));

  app.get('/api/devices/of-colleagues', { schema: { ...about('The devices of the programme, for whoever coordinates or runs accounts; nothing of what is on them'), response: { 200: contract.Devices } } },
    async (request) => ({ items: await request.act((act) => store.readDevices(act, 'all')) }));

  app.put('/api/devices/:id', { schema: { ...about('Enrol the device one is at'), params: contract.byId, body: contract.NewDevice, response: { 200: contract.Done } } },
    async (request) => {
      await request.act((act) => store.enrol(act, house.keyring, request.params.id, request.body.label));
      return done;
    });

  app.post('/api/devices/:id/lease', { schema: { ...about('The key of one\'s own device, for a time that begins anew; 410 once it was taken out of use'), params: contract.byId, response: { 200: contract.Lease } } },
    (request) => request.act((act) => store.lease(act, house.keyring, request.params.id)));

  app.post('/api/devices/:id/moves', { schema: { ...about('Take a device out of use for ever: one\'s own, or a colleague\'s that was lost'), params: contract.byId, body: contract.Revocation, response: { 200: contract.Done } } },
    async (request) => {
      await request.act((act) => store.revoke(act, request.params.id, request.body.id, request.body.reason));
      return done;
    });

  app.get('/api/device-settings', { schema: { ...about('For how long a device opens without asking'), response: { 200: contract.DeviceSettings } } },
    (request) => request.act(store.readSettings));

  app.put('/api/device-settings', { schema: { ...about('Say for how long a device opens without asking; it counts from each device\'s next contact'), body: contract.KeepDeviceSettings, response: { 200: contract.DeviceSettings } } },
    (request) => request.act(async (act) => {
      await store.keepSettings(act, versionSeen(request), request.body.leaseHours);
      return store.readSettings(act);
    }));
};
