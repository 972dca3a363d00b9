import { version } from '../../../app/build.ts';
import { type DemoName, demoEmail } from '../../../app/people.ts';
import type { Answer, Town, Worker } from '../../../app/testing/town.ts';
import { openPrepared } from '../../../kernel/database/open.ts';
import type { House } from '../../../kernel/http/house.ts';
import { buildServer } from '../../../kernel/http/server.ts';
import { demoPassword, identityRoutes } from '../../../kernel/identity/routes.ts';
import { vaultWith } from '../../../kernel/vault/vault.ts';
import type { Instrument } from '../contract.ts';
import { catalogue } from '../instruments.ts';
import { screeningRoom } from '../routes.ts';

/** The screening room of a town over other instruments than those of the house: as it will be next year, or with a list for tests alone. */
export async function anotherRoom(town: Town, instruments: readonly Instrument[]) {
  const open = await openPrepared(town.ownerUrl, town.keyring, 3);
  const house: House = { ...open, keyring: town.keyring, vault: vaultWith(town.keyring), publicUrl: 'http://localhost:3000', demo: true, version };
  const app = await buildServer({ house, rooms: [identityRoutes, (room, into) => screeningRoom(room, into, catalogue(instruments))], requestsPerMinute: 100_000 });
  await app.ready();

  const as = async (person: DemoName): Promise<Worker> => {
    const headers = { 'x-requested-with': 'reti', 'content-type': 'application/json' };
    const signedIn = await app.inject({ method: 'POST', url: '/api/session', headers, payload: { email: demoEmail(person), password: demoPassword } });
    const cookie = signedIn.cookies.map((one) => `${one.name}=${one.value}`).join('; ');
    const session = await app.inject({ url: '/api/session', headers: { cookie } });
    const call = async <T>(method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE', url: string, body?: unknown, ifMatch?: number): Promise<Answer<T>> => {
      const answer = await app.inject({
        method, url, headers: { ...headers, cookie, ...(ifMatch === undefined ? {} : { 'if-match': `"${ifMatch}"` }) },
        ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
      });
      return { status: answer.statusCode, body: answer.json(), headers: answer.headers };
    };
    return {
      memberId: (session.json() as { hat: { id: string } }).hat.id,
      get: (path) => call('GET', path),
      put: (path, body, ifMatch) => call('PUT', path, body, ifMatch),
      post: (path, body, ifMatch) => call('POST', path, body, ifMatch),
      patch: (path, body, ifMatch) => call('PATCH', path, body, ifMatch),
      delete: (path, ifMatch) => call('DELETE', path, undefined, ifMatch),
    };
  };
  return {
    as,
    async leave() {
      await app.close();
      await open.close();
    },
  };
}
