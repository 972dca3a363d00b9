import { z } from 'zod';
import { declareProblems } from '../../kernel/http/problems.ts';
import type { Routes } from '../../kernel/http/server.ts';
import * as contract from './contract.ts';
import { followUpsOf, keepAttempt, listFollowUps, moveFollowUp } from './store/followups.ts';

declareProblems({ 'follow-up-do-not-call': 409, 'follow-up-no-consent': 409, 'follow-up-outcome-missing': 422 });

const { Done } = contract;
const settled = (work: Promise<void>) => work.then(() => ({ done: true }) as const);
const byAttempt = contract.byId.extend({ attemptId: z.uuid() });

/** Asking after people whose case is closed. */
export const followupsRoutes: Routes = (app, house) => {
  const about = (summary: string) => ({ summary, tags: ['follow-ups'] });

  app.get('/api/follow-ups', { schema: { ...about('The times of asking after somebody that are due, the nearest first'), querystring: contract.FollowUpQuery, response: { 200: contract.FollowUpPage } } },
    (request) => request.act((act) => listFollowUps(act, request.query)));

  app.get('/api/cases/:caseId/follow-ups', { schema: { ...about('Every time of asking after this person, with the safe-contact card'), params: contract.byCase, response: { 200: contract.FollowUpsOfCase } } },
    (request) => request.act((act) => followUpsOf(act, house.vault, request.params.caseId)));

  app.put('/api/follow-ups/:id/attempts/:attemptId', { schema: { ...about('The person was sought, or came by'), params: byAttempt, body: contract.AttemptGiven, response: { 200: Done } } },
    (request) => settled(request.act((act) => keepAttempt(act, request.params.id, request.params.attemptId, request.body))));

  app.post('/api/follow-ups/:id/moves', { schema: { ...about('How it ended; where the person was reached, how they are'), params: contract.byId, body: contract.FollowUpMoveGiven, response: { 200: Done } } },
    (request) => settled(request.act((act) => moveFollowUp(act, house.vault, request.params.id, request.body))));
};
