import { declareConstraintProblems, declareProblems } from '../../kernel/http/problems.ts';
import type { Routes } from '../../kernel/http/server.ts';
import * as contract from './contract.ts';
import { moveReadyStep, proposeReadyStep, readReadySteps } from './store.ts';

declareProblems({ 'ready-step-proposed-already': 409 });
declareConstraintProblems({ ready_step_proposed_once: 'ready-step-proposed-already', ready_step_programme_id_key_edition_key: 'ready-step-proposed-already' });

const { byId: params, Done } = contract;

/** What is usually done about a need: the programme's own sets in their editions. */
export const readyStepsRoutes: Routes = (app) => {
  const about = (summary: string) => ({ summary, tags: ['ready-steps'] });

  app.get('/api/ready-steps', { schema: { ...about('Every ready step, with what may be done with it'), response: { 200: contract.ReadySteps } } },
    (request) => request.act(async (act) => ({ items: await readReadySteps(act) })));

  app.put('/api/ready-steps/:id', { schema: { ...about('Propose a ready step, or the next edition of one'), params, body: contract.ReadyStepWritten, response: { 200: Done } } },
    (request) => request.act(async (act) => { await proposeReadyStep(act, request.params.id, request.body); return { done: true } as const; }));

  app.post('/api/ready-steps/:id/moves', { schema: { ...about('Accept, refuse or withdraw a ready step'), params, body: contract.ReadyStepMoved, response: { 200: Done } } },
    (request) => request.act(async (act) => { await moveReadyStep(act, request.params.id, request.body); return { done: true } as const; }));
};
