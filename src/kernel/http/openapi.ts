import Fastify, { type FastifyServerOptions, type RouteOptions } from 'fastify';
import { jsonSchemaTransform, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { House } from './house.ts';
import { type Described as Document, finished } from './openapi-document.ts';
import { readablePage } from './openapi-page.ts';
import type { App } from './app.ts';

/** What every error of the interface looks like (RFC 9457). */
export const ProblemReply = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  errors: z.array(z.object({ path: z.string(), code: z.string() })).optional(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
});

type Described = Pick<RouteOptions, 'method' | 'url' | 'schema'>;

/** Zod reads and writes every message. Named at the making, so that Fastify never loads the compilers it would bring; its types know only those. */
export const zodAlone = { compilersFactory: { buildValidator: () => validatorCompiler, buildSerializer: () => serializerCompiler } } as unknown as NonNullable<FastifyServerOptions['schemaController']>;

/**
 * Describes the interface from its contracts, and serves the description for programs (`/api/openapi.json`) and for people (`/api/`).
 * It is written when somebody first asks for it: most days nobody does, and what writes it would stay in memory.
 */
export function describeApi(app: App, house: House): void {
  const routes: Described[] = [];
  let written: Promise<Document> | undefined;
  const description = (): Promise<Document> => (written ??= describe(routes, house));
  app.addHook('onRoute', ({ method, url, schema }) => {
    if (method !== 'HEAD') routes.push({ method, url, ...(schema ? { schema } : {}) });
  });

  app.get('/api/status', {
    schema: { summary: 'Whether the system answers', tags: ['house'], security: [], response: { 200: z.object({ status: z.literal('up'), version: z.string() }) } },
    config: { open: true },
  }, async () => ({ status: 'up' as const, version: house.version }));

  app.get('/api/openapi.json', { schema: { hide: true }, config: { open: true } }, async (_request, reply) =>
    reply.type('application/json').send(JSON.stringify(await description())));
  app.get('/api/', { schema: { hide: true }, config: { open: true } }, async (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(readablePage(await description())));
}

/** Puts the same routes up once more on a server that never listens, beside the library that reads them. */
async function describe(routes: readonly Described[], house: House): Promise<Document> {
  const { default: fastifySwagger } = await import('@fastify/swagger');
  const silent = Fastify({ schemaController: zodAlone });
  await silent.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'RE.T.I.',
        summary: 'Outreach, case work and governance against trafficking and labour exploitation',
        description: 'Every call is made by somebody, wearing one hat; what they may see is decided in the database. New things are PUT under an id (UUID version 7) that the caller makes: sending one again is harmless. Edits carry If-Match with the version that was read, in quotes; a stale one answers 412.',
        version: house.version,
        license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
        contact: { name: 'RE.T.I.', url: house.publicUrl },
        'x-summary': 'Working system of a territorial project against trafficking and labour exploitation',
      } as never,
      servers: [{ url: house.publicUrl, description: 'This installation' }],
      components: { securitySchemes: { session: { type: 'http', scheme: 'bearer', description: 'The token of a signed-in session. Browsers carry it in an HttpOnly cookie set at sign-in; a program may send the value of that cookie as a bearer' } } },
      security: [{ session: [] }],
    },
    transform: jsonSchemaTransform,
  });
  for (const route of routes) silent.route({ ...route, handler: () => undefined });
  await silent.ready();
  return finished(silent.swagger() as unknown as Document, z.toJSONSchema(ProblemReply, { target: 'draft-2020-12' }));
}
