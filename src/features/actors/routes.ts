import { declareProblems } from '../../kernel/http/problems.ts';
import { type Routes, versionSeen } from '../../kernel/http/server.ts';
import * as contract from './contract.ts';
import { readReserved, searchActors, strikeLink, strikeNaming, writeActor, writeLink, writeNaming, writeTie } from './store/actors.ts';
import { addToDuty, opineOnDuty, signDuty, writeDuty } from './store/duties.ts';

declareProblems({ 'already-signed': 409 });

const { ById, Reserved } = contract;

/** What is reserved to the coordinator and the legal operators of a case. To everybody else each of these answers as for a case that nobody has. */
export const actorsRoutes: Routes = (app, { vault }) => {
  const about = (summary: string) => ({ summary, tags: ['reserved'] });

  app.get('/api/cases/:id/reserved', { schema: { ...about('Duty to report and alleged actors of a case'), params: ById, response: { 200: Reserved } } },
    (request) => request.act((act) => readReserved(act, vault, request.params.id)));

  app.put('/api/duty-decisions/:id', { schema: { ...about('Write a draft of a decision on a duty to report'), params: ById, body: contract.WriteDuty, response: { 200: Reserved } } },
    (request) => request.act(async (act) => {
      await writeDuty(act, vault, request.params.id, versionSeen(request), request.body);
      return readReserved(act, vault, request.body.caseId);
    }));

  app.post('/api/duty-decisions/:id/moves', { schema: { ...about('Sign a decision: from then on it does not change'), params: ById, body: contract.SignDuty, response: { 200: Reserved } } },
    (request) => request.act(async (act) => readReserved(act, vault, await signDuty(act, request.params.id, versionSeen(request)))));

  app.put('/api/duty-addenda/:id', { schema: { ...about('Add to a signed decision'), params: ById, body: contract.WriteAddendum, response: { 200: Reserved } } },
    (request) => request.act(async (act) => readReserved(act, vault, await addToDuty(act, vault, request.params.id, request.body))));

  app.put('/api/duty-opinions/:id', { schema: { ...about('A second opinion on a signed decision'), params: ById, body: contract.WriteOpinion, response: { 200: Reserved } } },
    (request) => request.act(async (act) => readReserved(act, vault, await opineOnDuty(act, vault, request.params.id, request.body))));

  app.put('/api/alleged-actors/:id', { schema: { ...about('Write an alleged actor, or put one right'), params: ById, body: contract.WriteActor, response: { 200: Reserved } } },
    (request) => request.act(async (act) => {
      await writeActor(act, vault, request.params.id, versionSeen(request), request.body);
      return readReserved(act, vault, request.body.caseId);
    }));

  app.put('/api/actor-links/:id', { schema: { ...about('A relation between alleged actors, or with the person'), params: ById, body: contract.WriteLink, response: { 200: Reserved } } },
    (request) => request.act(async (act) => {
      await writeLink(act, vault, request.params.id, request.body);
      return readReserved(act, vault, request.body.caseId);
    }));

  app.put('/api/actor-links/:id/struck', { schema: { ...about('Strike a relation that was wrong'), params: ById, response: { 200: Reserved } } },
    (request) => request.act(async (act) => readReserved(act, vault, await strikeLink(act, request.params.id))));

  app.put('/api/actor-namings/:id/struck', { schema: { ...about('Strike that somebody named in a worksheet was taken for an alleged actor'), params: ById, response: { 200: Reserved } } },
    (request) => request.act(async (act) => readReserved(act, vault, await strikeNaming(act, request.params.id))));

  app.put('/api/actor-namings/:id', { schema: { ...about('That who a worksheet names is an alleged actor'), params: ById, body: contract.WriteNaming, response: { 200: Reserved } } },
    (request) => request.act(async (act) => {
      await writeNaming(act, vault, request.params.id, request.body);
      return readReserved(act, vault, request.body.caseId);
    }));

  app.put('/api/actor-ties/:id', { schema: { ...about('That a colleague may be connected'), params: ById, body: contract.WriteTie, response: { 200: Reserved } } },
    (request) => request.act(async (act) => {
      await writeTie(act, vault, request.params.id, request.body);
      return readReserved(act, vault, request.body.caseId);
    }));

  app.post('/api/alleged-actors/search', { schema: { ...about('The same name in the cases that one may read'), body: contract.SearchActors, response: { 200: contract.FoundActors } } },
    (request) => request.act((act) => searchActors(act, vault, request.body.words)));
};
