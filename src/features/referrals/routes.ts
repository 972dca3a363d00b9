import { z } from 'zod';
import { declareProblems } from '../../kernel/http/problems.ts';
import type { Routes } from '../../kernel/http/app.ts';
import { versionSeen } from '../../kernel/http/server.ts';
import * as contract from './contract.ts';
import { matchServices, proposeFields } from './store/choosing.ts';
import { answerReceived, moveReferral } from './store/moves.ts';
import { readReceived, receivedBy, writeToSender } from './store/received.ts';
import { changeDraft, proposeReferral, readReferral, referralsOfCase, writeToPartner } from './store/sent.ts';
import { unreadNotices, waitingFor } from './store/waiting.ts';

declareProblems({
  'consent-missing': 409,
  'preview-changed': 412,
  'referral-not-ready': 422,
  'referral-not-sent': 409,
  'referral-already-sent': 409,
  'referral-stopped': 409,
  'referral-service-closed': 409,
  'transfer-needs-programme': 422,
});

const ById = z.object({ id: z.uuid() });

/** Referrals to services: proposed, consented and sent by those who hold the case; answered by the organisation that receives them. */
export const referralsRoutes: Routes = (app, { vault }) => {
  app.get('/api/cases/:id/referrals', { schema: { summary: 'Every referral of a case, with its way so far', tags: ['referrals'], params: ById, response: { 200: contract.CaseReferrals } } },
    (request) => request.act((act) => referralsOfCase(act, vault, request.params.id)));

  app.post('/api/referrals/match', { schema: { summary: 'Services for what is sought, with the reasons', tags: ['referrals'], body: contract.MatchAsked, response: { 200: contract.Matched } } },
    (request) => request.act((act) => matchServices(act, request.body)));

  app.post('/api/referrals/proposal', { schema: { summary: 'What a service needs to be told, and what is known of it', tags: ['referrals'], body: z.object({ caseId: z.uuid(), serviceId: z.uuid() }), response: { 200: contract.Proposal } } },
    (request) => request.act((act) => proposeFields(act, vault, request.body.caseId, request.body.serviceId)));

  app.get('/api/referrals/waiting', { schema: { summary: 'Late answers, referrals that ended without another way, and who came back', tags: ['referrals'], querystring: z.object({ after: z.string().max(400).optional() }), response: { 200: contract.Waiting } } },
    (request) => request.act((act) => waitingFor(act, request.query.after)));

  app.get('/api/referrals/notices', { schema: { summary: 'What happened to referrals that concern me', tags: ['referrals'], response: { 200: contract.Notices } } },
    (request) => request.act((act) => unreadNotices(act)));

  app.get('/api/referrals/:id', { schema: { summary: 'One referral, with the letter as it is read', tags: ['referrals'], params: ById, response: { 200: contract.Referral } } },
    (request) => request.act((act) => readReferral(act, vault, request.params.id)));

  app.put('/api/referrals/:id', { schema: { summary: 'Propose a referral; nothing leaves yet', tags: ['referrals'], params: ById, body: contract.ReferralProposed, response: { 200: contract.Referral } } },
    (request) => request.act((act) => proposeReferral(act, vault, request.params.id, request.body)));

  app.patch('/api/referrals/:id', { schema: { summary: 'Write the draft anew', tags: ['referrals'], params: ById, body: contract.DraftChanged, response: { 200: contract.Referral } } },
    (request) => request.act((act) => changeDraft(act, vault, request.params.id, request.body, versionSeen(request))));

  app.post('/api/referrals/:id/moves', { schema: { summary: 'Consent, send, write down an answer, withdraw, close', tags: ['referrals'], params: ById, body: contract.MoveGiven, response: { 200: contract.Referral } } },
    (request) => request.act(async (act) => {
      await moveReferral(act, vault, request.params.id, request.body);
      return readReferral(act, vault, request.params.id);
    }));

  app.post('/api/referrals/:id/messages', { schema: { summary: 'Write to the receiving organisation', tags: ['referrals'], params: ById, body: contract.MessageWritten, response: { 200: contract.Referral } } },
    (request) => request.act(async (act) => {
      await writeToPartner(act, vault, request.params.id, request.body);
      return readReferral(act, vault, request.params.id);
    }));

  app.get('/api/referrals/received', { schema: { summary: 'What my organisation received', tags: ['referrals'], querystring: z.object({ owed: z.enum(['yes', 'no']).default('no'), after: z.string().max(200).optional() }), response: { 200: contract.ReceivedPage } } },
    (request) => request.act((act) => receivedBy(act, request.query.owed === 'yes', request.query.after)));

  app.get('/api/referrals/received/:id', { schema: { summary: 'A referral that my organisation received', tags: ['referrals'], params: ById, response: { 200: contract.Received } } },
    (request) => request.act((act) => readReceived(act, vault, request.params.id)));

  app.post('/api/referrals/received/:id/moves', { schema: { summary: 'Answer a referral', tags: ['referrals'], params: ById, body: contract.MoveGiven, response: { 200: contract.Received } } },
    (request) => request.act(async (act) => {
      await answerReceived(act, vault, request.params.id, request.body);
      return readReceived(act, vault, request.params.id);
    }));

  app.post('/api/referrals/received/:id/messages', { schema: { summary: 'Write to the sender', tags: ['referrals'], params: ById, body: contract.MessageWritten, response: { 200: contract.Received } } },
    (request) => request.act(async (act) => {
      await writeToSender(act, vault, request.params.id, request.body);
      return readReceived(act, vault, request.params.id);
    }));
};
