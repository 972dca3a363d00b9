import type { Routes } from '../../../kernel/http/server.ts';
import * as contract from '../contract.ts';
import { followConcern, listConcerns, readConcern } from '../store/concerns.ts';

/** A danger, or perhaps a minor, seen on the street: until somebody says what was done. */
export const concernRoutes: Routes = (app) => {
  const about = (summary: string) => ({ summary, tags: ['outreach'] });

  app.get('/api/street-concerns', { config: { inCalls: true }, schema: { ...about('Contacts with a danger, or perhaps a minor, that wait for somebody'), querystring: contract.ConcernQuery, response: { 200: contract.ConcernList } } },
    (request) => request.act((act) => listConcerns(act, request.query)));
  app.get('/api/street-contacts/:id/concern', { config: { inCalls: true }, schema: { ...about('How it stands with the danger, or the doubt of minor age, of a contact'), params: contract.byId, response: { 200: contract.Concern } } },
    (request) => request.act((act) => readConcern(act, request.params.id)));
  app.post('/api/street-contacts/:id/concern', { config: { inCalls: true }, schema: { ...about('Say what was done about it, or that it is to be followed again'), params: contract.byId, body: contract.FollowUpGiven, response: { 200: contract.Concern } } },
    (request) => request.act((act) => followConcern(act, request.params.id, request.body)));
};
