import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { App } from './app.ts';

/** The built web app: hashed files for a year, the page itself asked for anew each time. Every answer names the build, so that a window left open learns of a newer one. */
export async function serveWeb(app: App, folder: string, appName?: string): Promise<void> {
  const readBuild = (): string | undefined => /name="reti-build" content="(\w+)"/.exec(readFileSync(join(folder, 'index.html'), 'utf8'))?.[1];
  let build = readBuild();
  app.addHook('onRequest', async (request, reply) => {
    if (build !== undefined && request.url.startsWith('/api/')) reply.header('x-reti-build', build);
  });
  if (appName !== undefined) {
    // The name that this house gave to the installed window, in place of the neutral one that it comes with.
    app.get('/manifest.webmanifest', { config: { open: true }, schema: { hide: true } }, async (_request, reply) => {
      const manifest = JSON.parse(readFileSync(join(folder, 'manifest.webmanifest'), 'utf8')) as Record<string, unknown>;
      return reply.type('application/manifest+json').header('cache-control', 'no-cache').send(JSON.stringify({ ...manifest, name: appName, short_name: appName.slice(0, 12) }));
    });
  }
  await app.register(fastifyStatic, {
    root: folder,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (response, path) => {
      // Pages may have been built again beneath a running server: what it says must fit the page that it just gave.
      if (path.endsWith('index.html')) build = readBuild();
      response.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}

/** True for the address of a screen, which the page itself resolves: `/persone/…`, never a file or a call. */
export function isScreen(request: { method: string; url: string }): boolean {
  const path = request.url.split('?')[0] ?? '';
  return request.method === 'GET' && !path.startsWith('/api/') && !path.includes('.');
}
