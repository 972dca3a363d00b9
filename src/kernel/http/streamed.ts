import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Act } from '../database/act.ts';

/** A reader slower than this keeps a connection of the database from others for too long. */
const LONGEST = 10 * 60_000;

/**
 * Sends a file while the act that reads for it goes on, at the pace of whoever receives it: nothing piles up in memory. The act ends with the
 * last piece, or with the receiver's leaving. What must be told in the audit trail is told *before*, by an act of its own: a receiver who
 * leaves half way has read half, and the line must stand.
 */
export function streamed(request: FastifyRequest, reply: FastifyReply, write: (act: Act) => AsyncIterable<Buffer>): FastifyReply {
  const file = new PassThrough();
  request.act(async (act) => {
    act.unchanged();
    await pipeline(write(act), file, { signal: AbortSignal.timeout(LONGEST) });
  }).catch((error: unknown) => {
    request.log.warn({ kind: error instanceof Error ? error.name : 'unknown', route: request.routeOptions.url }, 'a file was not read to its end');
    file.destroy(error instanceof Error ? error : new Error('unknown'));
  });
  return reply.send(file);
}
