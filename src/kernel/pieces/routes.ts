import { declareProblems, Problem } from '../http/problems.ts';
import type { Routes } from '../http/server.ts';
import * as contract from './contract.ts';
import { beginUpload, endStrayUploads, keepPiece } from './store.ts';

declareProblems({ 'uploads-too-many': 429, 'piece-differs': 409, 'upload-incomplete': 409, 'upload-taken': 409, 'upload-damaged': 422 });

const SWEEP_EVERY = 3_600_000;

/** Files on their way, in pieces. What becomes of a whole one is said by the room that takes it. */
export const piecesRoutes: Routes = (app, { vault, gate }) => {
  const about = (summary: string) => ({ summary, tags: ['uploads'] });
  const sweep = (): Promise<void> => endStrayUploads(gate).catch((error: unknown) => app.log.error({ kind: error instanceof Error ? error.name : 'unknown' }, 'uploads that stood still'));
  const sweeping = setInterval(() => void sweep(), SWEEP_EVERY).unref();
  app.addHook('onReady', sweep);
  app.addHook('onClose', async () => clearInterval(sweeping));
  app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer', bodyLimit: contract.LARGEST_PIECE }, (_request, body, done) => done(null, body));

  app.put('/api/uploads/:id', { schema: { ...about('Announce a file that comes in pieces, or ask which of them are here'), params: contract.Upload.pick({ id: true }), body: contract.NewUpload, response: { 200: contract.Upload } } },
    (request) => request.act((act) => beginUpload(act, vault, request.params.id, request.body)));

  app.put('/api/uploads/:id/pieces/:number', { schema: { ...about('One piece (application/octet-stream); the same again changes nothing, other bytes in its place are refused'), params: contract.PieceOf, response: { 200: contract.PieceKept } } },
    async (request) => {
      const { body } = request;
      if (!request.actor) throw new Problem('session-required');
      if (!Buffer.isBuffer(body)) throw new Problem('unsupported-media');
      return { have: await request.act((act) => keepPiece(act, vault, request.params.id, request.params.number, body)) };
    });
};
