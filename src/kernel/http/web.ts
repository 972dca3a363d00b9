import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import { Problem } from './problems.ts';
import type { App } from './app.ts';

/** The built web app: hashed files for a year, the page itself asked for anew each time, and the page for every address of a screen. */
export async function serveWeb(app: App, folder: string): Promise<void> {
  if (!existsSync(join(folder, 'index.html'))) return;
  await app.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (response, path) => {
      response.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  app.get('/*', { schema: { hide: true }, config: { open: true } }, async (request, reply) => {
    const path = request.url.split('?')[0] ?? '';
    if (path.startsWith('/api/') || path.includes('.')) throw new Problem('not-found');
    return reply.header('cache-control', 'no-cache').sendFile('index.html');
  });
}
