import fastifyCookie from '@fastify/cookie';
import fastifyHelmet from '@fastify/helmet';
import fastifyMultipart from '@fastify/multipart';
import fastifyRateLimit from '@fastify/rate-limit';
import Fastify, { type FastifyRequest, LogController } from 'fastify';
import { hasZodFastifySchemaValidationErrors, type ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Act } from '../database/act.ts';
import type { App, Routes } from './app.ts';
import type { House } from './house.ts';
import { describeApi, zodAlone } from './openapi.ts';
import { type FieldProblem, Problem, problemOf } from './problems.ts';
import { isScreen, serveWeb } from './web.ts';

export type { App, Routes };

export interface ServerOptions {
  readonly house: House;
  readonly rooms: readonly Routes[];
  /** Folder of the built web app; absent in tests that only call the interface. */
  readonly webFolder?: string | undefined;
  /** What an installed window is called. */
  readonly appName?: string | undefined;
  readonly logger?: boolean;
  /** The one neighbour that is believed when it says for whom it calls. */
  readonly trustedProxy?: string | undefined;
  /** Requests per minute and address; sign-in routes set their own, lower. */
  readonly requestsPerMinute?: number;
}

const safe = new Set(['GET', 'HEAD', 'OPTIONS']);
const BODY_LIMIT = 1_048_576;

/** The server with every room in it, not yet listening. */
export async function buildServer(options: ServerOptions): Promise<App> {
  const { house } = options;
  const secure = house.publicUrl.startsWith('https:');
  const app: App = Fastify({
    bodyLimit: BODY_LIMIT,
    trustProxy: options.trustedProxy ?? false,
    // Addresses may be typed into the path or the query by mistake: only the pattern of a route is ever logged.
    logController: new LogController({ disableRequestLogging: true }),
    logger: options.logger ? { level: 'info', redact: ['req', 'res', 'err.detail', 'err.where', 'err.query'] } : false,
    routerOptions: { maxParamLength: 200 },
    // An address that cannot be decoded would be answered before any of the guards below are put on.
    rewriteUrl: ({ url = '/' }) => (isReadable(url) ? url : '/api/not-an-address'),
    schemaController: zodAlone,
  }).withTypeProvider<ZodTypeProvider>();

  await app.register(fastifyHelmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"], scriptSrc: ["'self'"], styleSrc: ["'self'"], imgSrc: ["'self'", 'data:', 'blob:'], fontSrc: ["'self'"], mediaSrc: ['blob:'], connectSrc: ["'self'"],
        manifestSrc: ["'self'"], workerSrc: ["'self'"], formAction: ["'self'"], frameAncestors: ["'none'"], baseUri: ["'none'"], objectSrc: ["'none'"],
        ...(secure ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: secure ? { maxAge: 63_072_000, includeSubDomains: true } : false,
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
  });
  await app.register(fastifyCookie);
  await app.register(fastifyMultipart, { limits: { fileSize: 25 * BODY_LIMIT, files: 1, fields: 8, parts: 9, fieldSize: 20_000, fieldNameSize: 100, headerPairs: 40 } });
  await app.register(fastifyRateLimit, {
    max: options.requestsPerMinute ?? 1_200,
    timeWindow: '1 minute',
    errorResponseBuilder: () => new Problem('too-many-requests'),
  });

  app.decorateRequest('actor', null);
  app.decorateRequest('act', function act<T>(this: FastifyRequest, work: (act: Act) => Promise<T>): Promise<T> {
    if (!this.actor) throw new Problem('session-required');
    return house.asActor(this.actor, async (current) => {
      const result = await work(current);
      if (!safe.has(this.method) && !current.accounted) throw new Error(`${this.method} ${this.routeOptions.url ?? ''} wrote without a line in the audit trail`);
      return result;
    });
  });

  app.addHook('onRequest', async (request, reply) => {
    reply.header('permissions-policy', 'camera=(self), microphone=(self), geolocation=(self), payment=(), usb=()');
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
    if (!safe.has(request.method)) refuseOtherOrigins(request, house.publicUrl);
  });
  app.addHook('onResponse', async (request, reply) => {
    request.log.info({ method: request.method, route: request.routeOptions.url ?? 'unknown', status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, 'request');
  });

  app.setErrorHandler((error, request, reply) => {
    const problem = hasZodFastifySchemaValidationErrors(error)
      ? new Problem('invalid-input', { errors: error.validation.map(fieldProblem) })
      : frameworkProblem(error) ?? problemOf(error);
    if (problem.status >= 500) {
      const kind = error instanceof Error ? `${error.name}: ${'code' in error ? String(error.code) : ''}` : 'unknown';
      // The message of a database error can quote a value; the place in our code cannot.
      const place = error instanceof Error ? error.stack?.split('\n').filter((line) => line.includes('/src/')).slice(0, 6) : [];
      request.log.error({ kind, place, route: request.routeOptions.url }, 'unexpected');
    }
    return sendProblem(reply, problem);
  });
  app.setNotFoundHandler((request, reply) => {
    // Nothing is given back: an answer that is handed back is waited for, and each wait listens on it once more.
    if (options.webFolder && isScreen(request)) void reply.header('cache-control', 'no-cache').sendFile('index.html');
    else sendProblem(reply, new Problem('not-found'));
  });

  describeApi(app, house);
  for (const room of options.rooms) await room(app, house);
  // When every room has said which work it does, and has put in order what its own start puts in order.
  app.addHook('onReady', async () => house.jobs.start());
  app.addHook('onClose', () => house.jobs.stop());
  if (options.webFolder) await serveWeb(app, options.webFolder, options.appName);
  return app;
}

function sendProblem(reply: { code(status: number): unknown; header(name: string, value: string): unknown; serializer(write: (payload: unknown) => string): unknown; send(payload: unknown): unknown }, problem: Problem): unknown {
  reply.code(problem.status);
  reply.header('content-type', 'application/problem+json');
  reply.header('cache-control', 'no-store');
  reply.serializer((payload) => JSON.stringify(payload));
  return reply.send({
    type: `/problems/${problem.code}`,
    title: problem.code,
    status: problem.status,
    code: problem.code,
    ...(problem.errors ? { errors: problem.errors } : {}),
    ...(problem.facts ? { facts: problem.facts } : {}),
  });
}

function isReadable(url: string): boolean {
  if (!url.includes('%')) return true;
  try {
    decodeURIComponent(url.split('?')[0] ?? '');
    return true;
  } catch {
    return false;
  }
}

/** A page of another site may send a form here; it cannot set this header, nor pretend to be this origin. */
function refuseOtherOrigins(request: FastifyRequest, publicUrl: string): void {
  const { origin, host } = request.headers;
  const ours = origin === undefined || origin === new URL(publicUrl).origin || (URL.canParse(origin) && new URL(origin).host === host);
  if (!ours || request.headers['x-requested-with'] !== 'reti') throw new Problem('origin-refused');
}

/** Where and what; a rule of a room's own says its code as its message, such as `phone-in-words`. */
function fieldProblem(issue: { instancePath: string; keyword: string; message?: string | undefined }): FieldProblem {
  const own = issue.keyword === 'custom' && issue.message !== undefined && /^[a-z]+(-[a-z]+)*$/.test(issue.message) ? issue.message : undefined;
  return { path: issue.instancePath.replace(/^\//, '').replaceAll('/', '.'), code: own ?? issue.keyword };
}

/** Fastify's own refusals, in the words of the house. */
function frameworkProblem(error: unknown): Problem | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE' || error.code === 'FST_REQ_FILE_TOO_LARGE') return new Problem('too-large');
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return new Problem('unsupported-media');
  if (error.code === 'FST_ERR_CTP_INVALID_JSON_BODY' || error.code === 'FST_ERR_CTP_EMPTY_JSON_BODY' || error.code === 'FST_ERR_CTP_INVALID_CONTENT_LENGTH') return new Problem('invalid-input');
  return undefined;
}

/** The version a change was made upon, from `If-Match`. @throws {Problem} version-required */
export function versionSeen(request: FastifyRequest): number {
  const version = Number(/^(?:W\/)?"(\d+)"$/.exec(request.headers['if-match'] ?? '')?.[1]);
  if (!Number.isInteger(version)) throw new Problem('version-required');
  return version;
}
