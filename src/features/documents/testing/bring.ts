import { demoEmail, type DemoName } from '../../../app/people.ts';
import type { Answer, Town, Worker } from '../../../app/testing/town.ts';
import { demoPassword } from '../../../kernel/identity/routes.ts';
import type { Content } from '../contract.ts';

/** Somebody who can bring files and take copies, as a browser does. */
export interface Bringer {
  readonly worker: Worker;
  file(path: string): Promise<{ readonly status: number; readonly bytes: Buffer; readonly headers: Record<string, unknown> }>;
  /** Sends a file with what is said of it, as a browser does: what is said goes first. */
  form<T>(path: string, about: unknown, file?: { readonly name: string; readonly bytes: Buffer }, ifMatch?: number): Promise<Answer<T>>;
}

const plain = { 'x-requested-with': 'reti' };
const known = new WeakMap<Town, Map<DemoName, Promise<Bringer>>>();

async function signedIn(town: Town, name: DemoName): Promise<Bringer> {
  const answer = await town.app.inject({ method: 'POST', url: '/api/session', headers: { ...plain, 'content-type': 'application/json' }, payload: { email: demoEmail(name), password: demoPassword } });
  const cookie = answer.cookies.map((one) => `${one.name}=${one.value}`).join('; ');
  return {
    worker: await town.as(name),
    async file(path) {
      const reply = await town.app.inject({ url: path, headers: { cookie } });
      return { status: reply.statusCode, bytes: reply.rawPayload, headers: reply.headers };
    },
    async form<T>(path: string, about: unknown, file?: { readonly name: string; readonly bytes: Buffer }, ifMatch?: number) {
      const form = new FormData();
      form.append('about', JSON.stringify(about));
      if (file) form.append('file', new Blob([Uint8Array.from(file.bytes)]), file.name);
      const packed = new Response(form);
      const headers = { ...plain, cookie, 'content-type': packed.headers.get('content-type') ?? '', ...(ifMatch === undefined ? {} : { 'if-match': `"${ifMatch}"` }) };
      const reply = await town.app.inject({ method: 'PUT', url: path, headers, payload: Buffer.from(await packed.arrayBuffer()) });
      return { status: reply.statusCode, body: reply.json<Answer<T>['body']>(), headers: reply.headers };
    },
  };
}

export function bringerOf(town: Town, name: DemoName): Promise<Bringer> {
  const here = known.get(town) ?? new Map<DemoName, Promise<Bringer>>();
  known.set(town, here);
  const found = here.get(name) ?? signedIn(town, name);
  here.set(name, found);
  return found;
}

/** Sends a file on its way to a document. */
export const bring = async (who: Bringer, id: string, place: Readonly<Record<string, unknown>>, file: { readonly name: string; readonly bytes: Buffer }): Promise<Answer<Content>> =>
  who.worker.put<Content>(`/api/document-contents/${id}`, { ...place, name: file.name, upload: await who.worker.sendFile(file.bytes) });
