import type { Routes } from '../../kernel/http/server.ts';
import * as contract from './contract.ts';
import { keepSatisfaction, listComplaints, moveComplaint, readComplaint, readFigures, receiveComplaint } from './store.ts';

const { byId: params, Done } = contract;
const done = { done: true as const };

/** What people say of us: complaints, and how it went. */
export const feedbackRoutes: Routes = (app, { vault }) => {
  const about = (summary: string) => ({ summary, tags: ['feedback'] });

  app.get('/api/complaints', { schema: { ...about('Complaints to answer, or that one took down: day and state'), querystring: contract.ComplaintQuery, response: { 200: contract.ComplaintList } } },
    (request) => request.act((act) => listComplaints(act, request.query.after)));

  app.put('/api/complaints/:id', { schema: { ...about('Take a complaint down'), params, body: contract.WriteComplaint, response: { 200: Done } } },
    (request) => request.act(async (act) => { await receiveComplaint(act, vault, request.params.id, request.body); return done; }));

  app.get('/api/complaints/:id', { schema: { ...about('A complaint with its words, for whoever must answer it'), params, response: { 200: contract.Complaint } } },
    (request) => request.act((act) => readComplaint(act, vault, request.params.id)));

  app.post('/api/complaints/:id/moves', { schema: { ...about('A step of a complaint, with its reason or the answer given'), params, body: contract.MoveComplaint, response: { 200: contract.Complaint } } },
    (request) => request.act(async (act) => {
      await moveComplaint(act, vault, request.params.id, request.body);
      return readComplaint(act, vault, request.params.id);
    }));

  app.put('/api/satisfaction-answers/:id', { schema: { ...about('How it went: three answers, no name'), params, body: contract.Satisfaction, response: { 200: Done } } },
    (request) => request.act(async (act) => { await keepSatisfaction(act, request.params.id, request.body); return done; }));

  app.get('/api/satisfaction-figures', { schema: { ...about('How it went, by quarter: sums of five answers or more'), response: { 200: contract.SatisfactionFigures } } },
    (request) => request.act((act) => readFigures(act)));
};
