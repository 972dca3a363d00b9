import type { Routes } from '../../kernel/http/server.ts';
import * as contract from './contract.ts';
import { italianDay } from '../../kernel/italian-day.ts';
import { referenceOf } from '../../kernel/reference/own.ts';
import { kindsOn } from './reference.ts';
import { endFlag, flagsOf, raiseFlag } from './store.ts';

const settled = (work: Promise<void>) => work.then(() => ({ done: true }) as const);

/** What must be known at once by whoever opens a case. */
export const flagsRoutes: Routes = (app, house) => {
  const about = (summary: string) => ({ summary, tags: ['flags'] });

  app.get('/api/cases/:caseId/flags', { schema: { ...about('The flags of a case that one may know of, and the kinds that can be raised'), params: contract.byCase, response: { 200: contract.Flags } } },
    (request) => request.act((act) => flagsOf(act, house.vault, request.params.caseId)));

  app.get('/api/flag-kinds', { schema: { ...about('The kinds of flag that can be raised today'), response: { 200: contract.FlagKinds } } },
    (request) => request.act(async (act) => ({ items: kindsOn(await referenceOf(act), italianDay(act.now)) })));

  app.put('/api/flags/:id', { schema: { ...about('Raise a flag on a case'), params: contract.byId, body: contract.NewFlag, response: { 200: contract.Done } } },
    (request) => settled(request.act((act) => raiseFlag(act, house.vault, request.params.id, request.body))));

  app.post('/api/flags/:id/end', { schema: { ...about('End a flag, and say why'), params: contract.byId, body: contract.FlagEnded, response: { 200: contract.Done } } },
    (request) => settled(request.act((act) => endFlag(act, request.params.id, request.body.id, request.body.reason))));
};
