import { createHash } from 'node:crypto';
import { v7 as newId } from 'uuid';
import { demoPassword } from '../kernel/identity/routes.ts';
import { PIECE, type SentFile } from '../kernel/pieces/contract.ts';
import { piecesOf } from '../kernel/pieces/domain.ts';
import type { App } from '../kernel/http/server.ts';
import { demoEmail } from './people.ts';

export interface Answer<T = Record<string, unknown>> {
  readonly status: number;
  /** The reply, or the problem. */
  readonly body: T & { code?: string };
  readonly headers: Record<string, unknown>;
}

/** Somebody who works with the system, through its public interface. */
export interface Worker {
  readonly memberId: string;
  get<T = Record<string, unknown>>(path: string): Promise<Answer<T>>;
  put<T = Record<string, unknown>>(path: string, body: unknown, ifMatch?: number): Promise<Answer<T>>;
  post<T = Record<string, unknown>>(path: string, body: unknown, ifMatch?: number): Promise<Answer<T>>;
  patch<T = Record<string, unknown>>(path: string, body: unknown, ifMatch?: number): Promise<Answer<T>>;
  /** Sends bytes that are no JSON. */
  putBytes<T = Record<string, unknown>>(path: string, bytes: Buffer): Promise<Answer<T>>;
  /** Sends a file in pieces, as a device does. @returns how a call names it @throws when a piece is refused */
  sendFile(bytes: Buffer): Promise<SentFile>;
  delete<T = Record<string, unknown>>(path: string, ifMatch?: number): Promise<Answer<T>>;
}

/** Signs one of the demonstration's people in, without a network in between. @throws when the sign-in is refused */
export async function signInWorker(app: App, person: string): Promise<Worker> {
  const headers = { 'x-requested-with': 'reti', 'content-type': 'application/json' };
  const reply = await app.inject({ method: 'POST', url: '/api/session', headers, payload: { email: demoEmail(person), password: demoPassword } });
  const cookie = reply.cookies.map((one) => `${one.name}=${one.value}`).join('; ');
  if (reply.statusCode !== 200) throw new Error(`${person} could not sign in: ${reply.body}`);
  const session = await app.inject({ url: '/api/session', headers: { cookie } });
  const memberId = (session.json() as { hat: { id: string } }).hat.id;

  const call = async <T>(method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE', url: string, body?: unknown, ifMatch?: number): Promise<Answer<T>> => {
    const answer = await app.inject({
      method, url,
      headers: { ...(body === undefined ? { 'x-requested-with': 'reti' } : headers), cookie, ...(ifMatch === undefined ? {} : { 'if-match': `"${ifMatch}"` }) },
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    });
    const isJson = String(answer.headers['content-type'] ?? '').includes('json');
    return { status: answer.statusCode, body: (isJson ? answer.json() : { text: answer.body }) as Answer<T>['body'], headers: answer.headers };
  };
  const putBytes = async <T>(url: string, bytes: Buffer): Promise<Answer<T>> => {
    const answer = await app.inject({ method: 'PUT', url, headers: { 'x-requested-with': 'reti', cookie, 'content-type': 'application/octet-stream' }, payload: bytes });
    return { status: answer.statusCode, body: answer.json() as Answer<T>['body'], headers: answer.headers };
  };
  return {
    memberId,
    get: (path) => call('GET', path),
    put: (path, body, ifMatch) => call('PUT', path, body, ifMatch),
    post: (path, body, ifMatch) => call('POST', path, body, ifMatch),
    patch: (path, body, ifMatch) => call('PATCH', path, body, ifMatch),
    putBytes,
    async sendFile(bytes) {
      const id = newId();
      const answers = [await call('PUT', `/api/uploads/${id}`, { bytes: bytes.length, piece: PIECE })];
      for (let number = 0; number < piecesOf(bytes.length, PIECE); number += 1) answers.push(await putBytes(`/api/uploads/${id}/pieces/${number}`, bytes.subarray(number * PIECE, (number + 1) * PIECE)));
      const refused = answers.find(({ status }) => status !== 200);
      if (refused) throw new Error(`a file was refused: ${JSON.stringify(refused.body)}`);
      return { id, digest: createHash('sha256').update(bytes).digest('hex') };
    },
    delete: (path, ifMatch) => call('DELETE', path, undefined, ifMatch),
  };
}
