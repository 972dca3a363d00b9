import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TileSettings } from '../../../kernel/tiles/settings.ts';

export interface TileServer {
  readonly settings: TileSettings;
  /** What was asked for, in order. */
  readonly asked: { readonly path: string; readonly headers: IncomingHttpHeaders }[];
  /** What is answered from now on: a picture, a page, something endless, or another address. */
  answers: 'picture' | 'page' | 'endless' | 'elsewhere';
  close(): Promise<void>;
}

/** The smallest PNG: one grey point. */
const picture = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==', 'base64');

/** Somebody else's server of map pictures, on this machine. */
export async function aTileServer(): Promise<TileServer> {
  const asked: TileServer['asked'] = [];
  const server = createServer((request, reply) => {
    asked.push({ path: request.url ?? '', headers: request.headers });
    if (here.answers === 'elsewhere') return reply.writeHead(302, { location: '/9/9/9.png' }).end();
    if (here.answers === 'page') return reply.writeHead(200, { 'content-type': 'image/png' }).end('<!doctype html><script>alert(1)</script>');
    reply.writeHead(200, { 'content-type': 'text/html' });
    return here.answers === 'picture' ? reply.end(picture) : reply.end(Buffer.concat([picture, Buffer.alloc(500_000)]));
  });
  await new Promise<void>((ready) => { server.listen(0, '127.0.0.1', ready); });
  const { port } = server.address() as AddressInfo;
  const here: TileServer = {
    settings: { address: `http://127.0.0.1:${port}/{z}/{x}/{y}.png?stile=chiaro`, attribution: '© chi ha disegnato la mappa' }, asked, answers: 'picture',
    close: async () => {
      server.closeAllConnections();
      await new Promise((gone) => { server.close(gone); });
    },
  };
  return here;
}
