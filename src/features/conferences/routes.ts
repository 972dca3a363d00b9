import { z } from 'zod';
import { paperTypes } from '../../kernel/documents/making.ts';
import { declareProblems } from '../../kernel/http/problems.ts';
import type { Routes } from '../../kernel/http/server.ts';
import * as contract from './contract.ts';
import { callConference, inviteMore, readMaterial } from './store/calling.ts';
import { answerMinutes, doToSeat, keepDecision, keepDissent, keepNote, keepVoice, moveConference, revealName, takeDecisionBack, takeNameBack } from './store/deeds.ts';
import { printMinutes, sendMinutes } from './store/minutes.ts';
import { conferencesOf, listConferences, readName, readSeatSheet, readSheet } from './store/reading.ts';
import { readConference } from './store/whole.ts';

declareProblems({
  'conference-names-person': 422, 'conference-part-not-allowed': 422, 'conference-seat-not-possible': 422, 'conference-name-not-agreed': 409, 'conference-no-name': 409, 'conference-too-early': 409,
  'conference-day-needed': 422, 'conference-minutes-missing': 409,
});

const { byId: params, Done } = contract;
const settled = (work: Promise<void>) => work.then(() => ({ done: true }) as const);

/** Conferences on a case, for those who call them and for those who are asked to come. */
export const conferencesRoutes: Routes = (app, { vault }) => {
  const about = (summary: string) => ({ summary, tags: ['conferences'] });

  app.get('/api/conferences', { schema: { ...about('Conferences that one called or is asked to'), querystring: contract.ConferenceQuery, response: { 200: contract.ConferencePage } } },
    (request) => request.act((act) => listConferences(act, request.query)));

  app.get('/api/cases/:caseId/conferences', { schema: { ...about('Every conference of a case'), params: contract.byCase, response: { 200: z.object({ items: z.array(contract.ConferenceLine) }) } } },
    (request) => request.act(async (act) => ({ items: await conferencesOf(act, request.params.caseId) })));

  app.get('/api/cases/:caseId/conference-material', { schema: { ...about('What may be put on a sheet, and who may be asked'), params: contract.byCase, response: { 200: contract.Material } } },
    (request) => request.act((act) => readMaterial(act, request.params.caseId)));

  app.put('/api/conferences/:id', { schema: { ...about('Call a conference'), params, body: contract.NewConference, response: { 200: Done } } },
    (request) => settled(request.act((act) => callConference(act, vault, request.params.id, request.body))));

  app.post('/api/conferences/:id/seats', { schema: { ...about('Ask more people to come'), params, body: contract.MoreSeats, response: { 200: Done } } },
    (request) => settled(request.act((act) => inviteMore(act, vault, request.params.id, request.body))));

  app.get('/api/conferences/:id', { schema: { ...about('A conference, for those who hold the case'), params, response: { 200: contract.Conference } } },
    (request) => request.act((act) => readConference(act, vault, request.params.id)));

  app.get('/api/conferences/:id/sheet', { schema: { ...about('One\'s own sheet; opening it leaves a receipt'), params, response: { 200: contract.Sheet } } },
    (request) => request.act((act) => readSheet(act, vault, request.params.id)));

  app.post('/api/conferences/:id/moves', { schema: { ...about('Hold, put off, call again, cancel, approve the minutes, close'), params, body: contract.MoveGiven, response: { 200: Done } } },
    (request) => settled(request.act((act) => moveConference(act, request.params.id, request.body))));

  app.get('/api/conferences/:id/minutes/paper', { schema: { ...about('The minutes as PDF or DOCX'), params, querystring: contract.PaperAsked } },
    async (request, reply) => {
      const { bytes, name } = await request.act((act) => printMinutes(act, vault, request.params.id, request.query));
      return reply.header('content-type', paperTypes[request.query.form]).header('content-disposition', `attachment; filename="${name}"`).send(bytes);
    });

  app.put('/api/conference-minutes/:id', { schema: { ...about('Send the minutes round'), params, body: contract.NewMinutes, response: { 200: Done } } },
    (request) => settled(request.act((act) => sendMinutes(act, vault, request.params.id, request.body))));

  app.get('/api/conference-seats/:id/sheet', { schema: { ...about('The sheet of one seat as its reader finds it'), params, response: { 200: contract.SeatSheet } } },
    (request) => request.act((act) => readSeatSheet(act, vault, request.params.id)));

  app.post('/api/conference-seats/:id/answer', { schema: { ...about('Say whether one comes'), params, body: contract.SeatAnswer, response: { 200: Done } } },
    (request) => settled(request.act((act) => doToSeat(act, request.params.id, 'answer', request.body.coming))));

  app.post('/api/conference-seats/:id/present', { schema: { ...about('Write down who came'), params, body: contract.Presence, response: { 200: Done } } },
    (request) => settled(request.act((act) => doToSeat(act, request.params.id, 'present', request.body.present))));

  app.post('/api/conference-seats/:id/leave', { schema: { ...about('Take an invitation back'), params, response: { 200: Done } } },
    (request) => settled(request.act((act) => doToSeat(act, request.params.id, 'leave'))));

  app.post('/api/conference-seats/:id/minutes', { schema: { ...about('Approve the minutes, or with reservations'), params, body: contract.MinutesAnswer, response: { 200: Done } } },
    (request) => settled(request.act((act) => answerMinutes(act, vault, request.params.id, request.body))));

  app.put('/api/conference-reveals/:id', { schema: { ...about('Say the name to one participant for a time'), params, body: contract.NewReveal, response: { 200: Done } } },
    (request) => settled(request.act((act) => revealName(act, vault, request.params.id, request.body))));

  app.get('/api/conference-reveals/:id', { schema: { ...about('The name, while it may be read; leaves a receipt'), params, response: { 200: contract.NameSaid } } },
    (request) => request.act((act) => readName(act, vault, request.params.id)));

  app.post('/api/conference-reveals/:id/take-back', { schema: { ...about('Take the name back before its moment'), params, response: { 200: Done } } },
    (request) => settled(request.act((act) => takeNameBack(act, request.params.id))));

  app.put('/api/conference-notes/:id', { schema: { ...about('Write a note of a conference'), params, body: contract.NewConferenceNote, response: { 200: Done } } },
    (request) => settled(request.act((act) => keepNote(act, vault, request.params.id, request.body))));

  app.put('/api/conference-decisions/:id', { schema: { ...about('Write a decision; the step or task it becomes bears the same id'), params, body: contract.NewDecision, response: { 200: Done } } },
    (request) => settled(request.act((act) => keepDecision(act, vault, request.params.id, request.body))));

  app.post('/api/conference-decisions/:id/take-back', { schema: { ...about('Take a decision back'), params, response: { 200: Done } } },
    (request) => settled(request.act((act) => takeDecisionBack(act, request.params.id))));

  app.put('/api/conference-dissents/:id', { schema: { ...about('Write who did not agree'), params, body: contract.NewDissent, response: { 200: Done } } },
    (request) => settled(request.act((act) => keepDissent(act, vault, request.params.id, request.body))));

  app.put('/api/conference-voices/:id', { schema: { ...about('Write what the person wishes, or was told'), params, body: contract.NewVoice, response: { 200: Done } } },
    (request) => settled(request.act((act) => keepVoice(act, vault, request.params.id, request.body))));
};
