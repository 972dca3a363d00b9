import { z } from 'zod';
import { declareConstraintProblems, declareProblems } from '../../kernel/http/problems.ts';
import type { Routes } from '../../kernel/http/server.ts';
import * as contract from './contract.ts';
import { lookAtItem, moveAll, moveHandover, passableOf, propose, tellPerson } from './store/proposing.ts';
import { handoversOf, listHandovers, readHandover, receivers } from './store/reading.ts';

declareProblems({ 'handover-not-possible': 422, 'handover-already-waiting': 409, 'handover-interview-unsigned': 409, 'handover-stale': 409 });
declareConstraintProblems({ handover_waits_once: 'handover-already-waiting' });

const { byId: params, Done } = contract;
const settled = (work: Promise<void>) => work.then(() => ({ done: true }) as const);

/** Cases that pass from one colleague to another, and substitutes while somebody is away. */
export const handoversRoutes: Routes = (app, house) => {
  const about = (summary: string) => ({ summary, tags: ['handovers'] });

  app.get('/api/handovers', { schema: { ...about('Handovers that came to oneself, left oneself, or wait for an answer'), querystring: contract.HandoverQuery, response: { 200: contract.HandoverPage } } },
    (request) => request.act((act) => listHandovers(act, request.query)));

  app.put('/api/handovers/:id', { schema: { ...about('Propose to pass a case, or several, to a colleague; the id is the bundle\'s'), params, body: contract.NewHandover, response: { 200: Done } } },
    (request) => settled(request.act((act) => propose(act, house.vault, request.params.id, request.body))));

  app.get('/api/handovers/receivers', { schema: { ...about('Colleagues who could receive a case'), response: { 200: contract.Receivers } } },
    (request) => request.act(async (act) => ({ items: await receivers(act) })));

  app.get('/api/handovers/:id', { schema: { ...about('One handover, with its note and what is open'), params, response: { 200: contract.Handover } } },
    (request) => request.act((act) => readHandover(act, house.vault, request.params.id)));

  app.post('/api/handovers/:id/moves', { schema: { ...about('Accept, decline, take back, or end a substitution early'), params, body: contract.HandoverMoveGiven, response: { 200: Done } } },
    (request) => settled(request.act(async (act) => {
      const { id, move, reason } = request.body;
      if (!await moveHandover(act, request.params.id, { id, move, reason })) act.unchanged();
    })));

  app.post('/api/handover-moves', { schema: { ...about('Take the same step with several handovers, all of them or none'), body: contract.HandoverMovesGiven, response: { 200: Done } } },
    (request) => settled(request.act((act) => moveAll(act, request.body.move, request.body.reason, request.body.items))));

  app.post('/api/handovers/:id/told', { schema: { ...about('Write down whether the person knows'), params, body: contract.Told, response: { 200: Done } } },
    (request) => settled(request.act((act) => tellPerson(act, request.params.id, request.body.told))));

  app.post('/api/handover-items/:id/look', { schema: { ...about('Go through a line of what is open'), params, body: contract.Looked, response: { 200: Done } } },
    (request) => settled(request.act((act) => lookAtItem(act, request.params.id, request.body.looked))));

  app.get('/api/cases/:caseId/handovers', { schema: { ...about('Every handover of a case'), params: contract.byCase, response: { 200: z.object({ items: z.array(contract.HandoverLine) }) } } },
    (request) => request.act(async (act) => ({ items: await handoversOf(act, request.params.caseId) })));

  app.get('/api/handovers/cases-of/:memberId', { schema: { ...about('The cases that a colleague could pass on'), params: contract.byMember, response: { 200: contract.Passable } } },
    (request) => request.act((act) => passableOf(act, request.params.memberId)));
};
