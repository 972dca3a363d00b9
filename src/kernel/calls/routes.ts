import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyRequest } from 'fastify';
import { declareProblems, Problem } from '../http/problems.ts';
import type { App } from '../http/server.ts';
import { type Answer, Answers, type Call, Calls, MOST_BYTES } from './contract.ts';
import { unpacked } from './unpacked.ts';

declareProblems({ 'not-in-calls': 403, 'waits-for-another': 424 });

/** Reads that are made at once: the others of the house need connections too. */
const READS_AT_ONCE = 3;
/** When the answers together are heavier than this, in bytes, what is left is answered `unavailable` and asked for again. */
const MOST_ANSWERED = 6_000_000;
/** Below this, packing costs more than it saves, in bytes. */
const WORTH_PACKING = 1_024;

const packed = promisify(gzip);

/** What of the outer request speaks for who asks, and from where. */
const carried = /^(?:cookie|authorization|host|origin|user-agent|x-requested-with|x-reti-[\w-]+)$/;

const isDone = (status: number): boolean => (status >= 200 && status < 300) || status === 304;
const refused = (id: string, code: string): Answer => {
  const { status } = new Problem(code);
  return { id, status, body: { type: `/problems/${code}`, title: code, status, code } };
};

/**
 * Many calls in one request, for whoever comes back from a field without a network.
 *
 * Each is made through the whole server, as if it had come alone: the same hooks, the same session and hat, its own transaction, its own
 * count towards the limit of requests. Only routes that say `inCalls` of themselves are reached, so never a sign-in, a file, or this one.
 */
export function callsRoutes(app: App): void {
  const within = new AsyncLocalStorage<true>();
  app.addHook('onRequest', async (request) => {
    if (within.getStore() && !request.routeOptions.config.inCalls) throw new Problem(request.is404 ? 'not-found' : 'not-in-calls');
  });

  const made = async (outer: FastifyRequest, { id, method, path, body, seen, ifNoneMatch }: Call): Promise<{ answer: Answer; bytes: number }> => {
    const headers: Record<string, string> = {};
    for (const [name, value] of Object.entries(outer.headers)) if (carried.test(name) && typeof value === 'string') headers[name] = value;
    if (seen !== undefined) headers['if-match'] = `"${seen}"`;
    if (body !== undefined) headers['content-type'] = 'application/json';
    const asked = { method, url: path, headers, remoteAddress: outer.ip, ...(body === undefined ? {} : { payload: JSON.stringify(body) }) };
    // Made only once somebody waits for it: that must happen within, too.
    const reply = await within.run(true, async () => await app.inject(asked));
    const status = reply.statusCode;
    const bytes = reply.rawPayload.length;
    const isJson = bytes > 0 && String(reply.headers['content-type'] ?? '').includes('json');
    if (method !== 'GET' || !isDone(status)) return { answer: { id, status, ...(isJson ? { body: reply.json<unknown>() } : {}) }, bytes };
    const etag = createHash('sha256').update(reply.rawPayload).digest('base64url').slice(0, 22);
    return etag === ifNoneMatch ? { answer: { id, status: 304, etag }, bytes: 0 } : { answer: { id, status, etag, ...(isJson ? { body: reply.json<unknown>() } : {}) }, bytes };
  };

  app.post('/api/calls', {
    bodyLimit: MOST_BYTES,
    preParsing: async (request, _reply, payload) => unpacked(request, payload, MOST_BYTES),
    onSend: async (request, reply, payload: unknown) => {
      if (typeof payload !== 'string' || payload.length < WORTH_PACKING || !String(request.headers['accept-encoding'] ?? '').includes('gzip')) return payload;
      reply.header('content-encoding', 'gzip').header('vary', 'accept-encoding').removeHeader('content-length');
      return packed(payload);
    },
    schema: { summary: 'Many calls in one request, each as if made alone and each with its own answer; the body may be packed with gzip', tags: ['house'], body: Calls, response: { 200: Answers } },
  }, async (request) => {
    const { calls } = request.body;
    if (new Set(calls.map(({ id }) => id)).size < calls.length) throw new Problem('invalid-input', { errors: [{ path: 'calls', code: 'same-id' }] });
    const answers = new Map<string, Answer>();
    let answered = 0;
    const make = async (call: Call): Promise<void> => {
      const waits = call.after?.some((id) => !isDone(answers.get(id)?.status ?? 0)) ?? false;
      if (waits) answers.set(call.id, refused(call.id, 'waits-for-another'));
      else if (answered > MOST_ANSWERED) answers.set(call.id, refused(call.id, 'unavailable'));
      else {
        const { answer, bytes } = await made(request, call).catch((error: unknown) => {
          // One that cannot even be made (a body nested without end) takes no other along.
          request.log.error({ kind: error instanceof Error ? error.name : 'unknown' }, 'a call that could not be made');
          return { answer: refused(call.id, 'unexpected'), bytes: 0 };
        });
        answered += bytes;
        answers.set(call.id, answer);
      }
    };
    // What is written is written one after the other, as it was on the device; reads that stand together go together.
    for (let at = 0; at < calls.length;) {
      let end = at;
      while (calls[end]?.method === 'GET' && calls[end]?.after === undefined && end - at < READS_AT_ONCE) end += 1;
      const together = calls.slice(at, Math.max(end, at + 1));
      await Promise.all(together.map(make));
      at += together.length;
    }
    return { answers: calls.flatMap(({ id }) => answers.get(id) ?? []) };
  });
}
