import { Transform, type TransformCallback } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../http/problems.ts';

type Payload = NodeJS.ReadableStream & { receivedEncodedLength?: number };

/**
 * The body of a request that came packed with gzip, unpacked as it is read and no further than `most` bytes: a small body that unpacks to
 * a huge one is refused at that size, and what follows is never unpacked.
 * @throws {Problem} unsupported-media for any other packing; in the stream too-large, invalid-input
 */
export function unpacked(request: FastifyRequest, payload: Payload, most: number): Payload {
  const packing = request.headers['content-encoding'];
  if (packing === undefined || packing === 'identity') return payload;
  if (packing !== 'gzip') throw new Problem('unsupported-media');
  const gunzip = createGunzip();
  let [packedBytes, plainBytes] = [0, 0];
  const counted: Transform & { receivedEncodedLength?: number } = new Transform({
    transform(piece: Buffer, _encoding, done: TransformCallback) {
      plainBytes += piece.length;
      if (plainBytes > most) done(new Problem('too-large'));
      else done(null, piece);
    },
    destroy(error, done) {
      payload.unpipe(gunzip);
      gunzip.destroy();
      // The rest of the request is read and dropped, so that whoever sends it hears the answer.
      payload.resume();
      done(error);
    },
  });
  payload.on('data', (piece: Buffer) => {
    packedBytes += piece.length;
    counted.receivedEncodedLength = packedBytes;
  });
  payload.on('error', (error) => counted.destroy(error));
  gunzip.on('error', () => counted.destroy(new Problem('invalid-input')));
  payload.pipe(gunzip).pipe(counted);
  return counted;
}
