import type { Routes } from '../../kernel/http/server.ts';
import * as contract from './contract.ts';
import { endingOf } from './domain.ts';
import { handOver, listHanded, moveHanded, readHanded, readHandedFile } from './store.ts';

const { byId: params, Done } = contract;
const done = { done: true as const };

/** What a device could not send any more, handed over to who coordinates. */
export const handedNotesRoutes: Routes = (app, house) => {
  const { vault } = house;
  const about = (summary: string) => ({ summary, tags: ['handed-notes'] });

  app.put('/api/handed-notes/:id', { config: { inCalls: true }, schema: { ...about('Hand over what waited on a device under a hat of one\'s own, also an ended one; the id is that of the call'), params, body: contract.HandOver, response: { 200: Done } } },
    (request) => request.act(async (act) => { await handOver(act, house, request.params.id, request.body); return done; }));

  app.get('/api/handed-notes', { schema: { ...about('Notes handed over, without their words'), querystring: contract.HandedQuery, response: { 200: contract.HandedPage } } },
    (request) => request.act((act) => listHanded(act, request.query)));

  app.get('/api/handed-notes/:id', { schema: { ...about('One note with its words, for who coordinates'), params, response: { 200: contract.HandedNote } } },
    (request) => request.act((act) => readHanded(act, vault, request.params.id)));

  app.post('/api/handed-notes/:id/readings', { schema: { ...about('The file that came with a note; each reading stands in the trail, and what the check of contents refused goes as bytes alone'), params } },
    async (request, reply) => {
      const { bytes, mediaType } = await request.act((act) => readHandedFile(act, vault, request.params.id));
      reply.header('content-type', mediaType ?? 'application/octet-stream');
      reply.header('content-disposition', `attachment; filename="nota.${endingOf(mediaType)}"`);
      reply.header('content-security-policy', "default-src 'none'; sandbox");
      return reply.send(bytes);
    });

  app.post('/api/handed-notes/:id/moves', { schema: { ...about('A step of a note: taken, with where it was written; set aside or opened again, with the reason'), params, body: contract.MoveHanded, response: { 200: contract.HandedNote } } },
    (request) => request.act(async (act) => {
      await moveHanded(act, vault, request.params.id, request.body);
      return readHanded(act, vault, request.params.id);
    }));
};
