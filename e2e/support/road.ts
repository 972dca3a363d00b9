import { createServer, request, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inject } from 'vitest';

/** A road to the system that can be closed and opened again, as a network is; and that can tell of a newer build. */
export interface Road {
  readonly address: string;
  /** The server can no longer be reached from here: nobody answers. */
  close(): Promise<void>;
  open(): Promise<void>;
  /** The network hangs: what is asked of the server from now on waits, unanswered. */
  hang(): void;
  /** It answers again, also what was asked meanwhile. */
  answer(): void;
  /** The next bundle of calls reaches the server, which does it all; its answer does not come, or breaks off half way. @returns once the server has done it */
  loseAnswer(how: 'whole' | 'half'): Promise<void>;
  /** From now on the server says that it serves this build, and has lost these files of the one before. */
  build(name: string, lost: RegExp): void;
}

export async function aRoad(): Promise<Road> {
  const system = new URL(inject('address'));
  let newer: { name: string; lost: RegExp } | undefined;
  let losing: { how: 'whole' | 'half'; done: () => void } | undefined;

  let held: (() => void)[] | undefined;

  const pass = (asked: IncomingMessage, answer: ServerResponse): void => {
    if (held && asked.url?.startsWith('/api/')) {
      held.push(() => pass(asked, answer));
      return;
    }
    if (newer?.lost.test(asked.url ?? '')) {
      answer.writeHead(404, { 'content-type': 'text/plain' }).end();
      return;
    }
    const onward = request({ host: '127.0.0.1', port: system.port, path: asked.url, method: asked.method, headers: asked.headers }, (reply) => {
      const headers: OutgoingHttpHeaders = { ...reply.headers, ...(newer && asked.url?.startsWith('/api/') ? { 'x-reti-build': newer.name } : {}) };
      const lost = asked.url === '/api/calls' ? losing : undefined;
      if (lost) losing = undefined;
      if (!lost) {
        answer.writeHead(reply.statusCode ?? 502, headers);
        reply.pipe(answer);
        return;
      }
      const pieces: Buffer[] = [];
      reply.on('data', (piece: Buffer) => pieces.push(piece));
      reply.on('end', () => {
        const whole = Buffer.concat(pieces);
        if (lost.how === 'half') answer.writeHead(reply.statusCode ?? 502, { ...headers, 'content-length': whole.length }).write(whole.subarray(0, whole.length / 2), () => answer.destroy());
        lost.done();
      });
    });
    onward.on('error', () => answer.destroy());
    asked.pipe(onward);
  };

  let server = createServer(pass);
  const listen = (port: number): Promise<void> => new Promise((ready) => { server.listen(port, '127.0.0.1', ready); });
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://localhost:${port}`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
    hang: () => { held = []; },
    answer: () => {
      const waiting = held ?? [];
      held = undefined;
      for (const each of waiting) each();
    },
    open: () => {
      server = createServer(pass);
      return listen(port);
    },
    loseAnswer: (how) => new Promise((done) => { losing = { how, done }; }),
    build: (name, lost) => { newer = { name, lost }; },
  };
}
