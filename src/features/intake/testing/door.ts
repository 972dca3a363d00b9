import { demoEmail, type DemoName } from '../../../app/people.ts';
import { newId, type Town } from '../../../app/testing/town.ts';
import { demoPassword } from '../../../kernel/identity/routes.ts';

const headers = { 'x-requested-with': 'reti', 'content-type': 'application/json' };

/** What bodies without an account do, in a town. */
export const atTheDoor = (town: Town) => ({
  knock: async (method: 'GET' | 'PUT' | 'POST', url: string, body?: unknown, key?: string) => {
    const answer = await town.app.inject({ method, url, headers: { ...headers, ...(key ? { 'x-reti-key': key } : {}) }, ...(body === undefined ? {} : { payload: JSON.stringify(body) }) });
    return { status: answer.statusCode, body: answer.json() as Record<string, unknown> };
  },
  /** A link or a key for a body, made by Teresa. */
  door: async (organisationId: string, given: Record<string, unknown> = {}) => {
    const id = newId();
    const { status, body } = await (await town.as('teresa')).put<{ secret: string }>(`/api/report-doors/${id}`, { kind: 'link', organisationId, label: 'Per la riunione di martedì', ...given });
    if (status !== 200) throw new Error(`no door: ${JSON.stringify(body)}`);
    return { id, secret: body.secret };
  },
  /** Signs somebody in. @returns the cookie */
  enter: async (person: DemoName) => {
    const answer = await town.app.inject({ method: 'POST', url: '/api/session', headers, payload: { email: demoEmail(person), password: demoPassword } });
    return answer.cookies.map((one) => `${one.name}=${one.value}`).join('; ');
  },
  /** Hands a file over, as a form of a browser does: with a key, or as somebody who is signed in. */
  hand: async (url: string, file: { readonly name: string; readonly bytes: Buffer }, { key, cookie }: { readonly key?: string; readonly cookie?: string } = {}) => {
    const form = new FormData();
    form.append('file', new Blob([Uint8Array.from(file.bytes)]), file.name);
    const packed = new Response(form);
    const answer = await town.app.inject({ method: 'PUT', url, headers: { 'x-requested-with': 'reti', 'content-type': packed.headers.get('content-type') ?? '', ...(key ? { 'x-reti-key': key } : {}), ...(cookie ? { cookie } : {}) }, payload: Buffer.from(await packed.arrayBuffer()) });
    return { status: answer.statusCode, body: answer.json() as Record<string, unknown> };
  },
});
