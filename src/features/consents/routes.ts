import { z } from 'zod';
import { declareConstraintProblems, declareProblems } from '../../kernel/http/problems.ts';
import type { Routes } from '../../kernel/http/server.ts';
import { soundRefusals } from '../../kernel/files/sound.ts';
import { LaunchLanguage } from '../spoken/contract.ts';
import * as contract from './contract.ts';
import { askConsent, consentChoices, consentRecord, consentsOf, listRecipients, moveConsent, withdrawalEffects } from './store/consents.ts';
import { listen } from './store/recordings.ts';
import { takeAway } from './store/paper.ts';
import { approveNoticeText, currentNotice, issueNotice, keepDelivery, noticeBoard, readNoticeText, writeNoticeText } from './store/notices.ts';

declareProblems({ ...Object.fromEntries(soundRefusals.map((code) => [`consent-${code}`, 422])), 'evidence-required': 422, 'consent-open-already': 409, 'consent-evidence-stays': 409, 'notice-not-in-force': 409 });
declareConstraintProblems({ consent_open_once: 'consent-open-already', notice_text_notice_id_language_edition_key: 'changed-meanwhile', notice_version_programme_id_number_key: 'changed-meanwhile' });

const byId = z.object({ id: z.uuid() });
const byCase = z.object({ caseId: z.uuid() });
const tags = ['consents'];

/** The notice that is given, and the consents that the person decides. */
export const consentsRoutes: Routes = (app, { vault }) => {
  app.get('/api/notices/current', { config: { inCalls: true }, schema: { summary: 'The notice in force, in every language it has', tags, response: { 200: contract.Notice } } },
    (request) => request.act(currentNotice));

  app.get('/api/notices', { schema: { summary: 'Every version of the notice with its editions', tags, response: { 200: contract.NoticeBoard } } },
    (request) => request.act(noticeBoard));

  app.get('/api/notice-texts/:id', { schema: { summary: 'The words of one edition', tags, params: byId, response: { 200: contract.NoticeText } } },
    (request) => request.act((act) => readNoticeText(act, request.params.id)));

  app.put('/api/notices/:id', { schema: { summary: 'Issue the next version of the notice', tags, params: byId, body: contract.NewNotice, response: { 200: contract.Notice } } },
    (request) => request.act(async (act) => {
      await issueNotice(act, request.params.id, request.body);
      return currentNotice(act);
    }));

  app.put('/api/notice-texts/:id', { schema: { summary: 'Correct the words of one language', tags, params: byId, body: contract.NewNoticeText, response: { 200: contract.Notice } } },
    (request) => request.act(async (act) => {
      await writeNoticeText(act, request.params.id, request.body);
      return currentNotice(act);
    }));

  app.post('/api/notice-texts/:id/approval', { schema: { summary: 'A mediator answers for the words in their language', tags, params: byId, response: { 200: contract.Notice } } },
    (request) => request.act(async (act) => {
      await approveNoticeText(act, request.params.id);
      return currentNotice(act);
    }));

  app.put('/api/notice-deliveries/:id', { config: { inCalls: true }, schema: { summary: 'The person was told', tags, params: byId, body: contract.NewDelivery, response: { 200: contract.CaseConsents } } },
    (request) => request.act(async (act) => {
      await keepDelivery(act, request.params.id, request.body);
      return consentsOf(act, request.body.caseId);
    }));

  app.get('/api/cases/:caseId/consents', { config: { inCalls: true }, schema: { summary: 'Notice and consents of a case', tags, params: byCase, response: { 200: contract.CaseConsents } } },
    (request) => request.act((act) => consentsOf(act, request.params.caseId)));

  app.get('/api/cases/:caseId/recipients', { schema: { summary: 'Who received something about the person', tags, params: byCase, response: { 200: contract.RecipientList } } },
    (request) => request.act(async (act) => ({ items: await listRecipients(act, request.params.caseId) })));

  app.get('/api/cases/:caseId/consents/record', { schema: { summary: 'Notice, answers with their evidence, and recipients, to be printed', tags, params: byCase, response: { 200: contract.ConsentRecord } } },
    (request) => request.act((act) => consentRecord(act, vault, request.params.caseId)));

  app.get('/api/cases/:caseId/consents/paper', { schema: { summary: 'What the person decided, as a PDF in their language, to take away', tags, params: byCase, querystring: z.object({ language: LaunchLanguage }) } },
    async (request, reply) => {
      const { bytes, name } = await request.act((act) => takeAway(act, request.params.caseId, request.query.language));
      reply.header('content-type', 'application/pdf').header('content-disposition', `attachment; filename="${name}"`);
      return reply.send(bytes);
    });

  app.get('/api/consents/:id/effects', { schema: { summary: 'What withdrawing this consent would stop, and who already has something', tags, params: byId, response: { 200: contract.WithdrawalEffects } } },
    (request) => request.act((act) => withdrawalEffects(act, request.params.id)));

  app.get('/api/consents/choices', { config: { inCalls: true }, schema: { summary: 'Bodies one may share with, colleagues who may attest', tags, response: { 200: contract.ConsentChoices } } },
    (request) => request.act(consentChoices));

  app.put('/api/consents/:id', { config: { inCalls: true }, schema: { summary: 'Ask for a consent', tags, params: byId, body: contract.NewConsent, response: { 200: contract.Consent } } },
    (request) => request.act((act) => askConsent(act, request.params.id, request.body)));

  app.post('/api/consent-moves/:id/listenings', { schema: { summary: 'Listen to the person saying yes; each listening stands in the trail', tags, params: byId } },
    async (request, reply) => {
      const { bytes, mediaType } = await request.act((act) => listen(act, vault, request.params.id));
      return reply.header('content-type', mediaType).header('content-disposition', 'attachment; filename="voce"').header('content-security-policy', "default-src 'none'; sandbox").send(bytes);
    });

  app.post('/api/consents/:id/moves', { config: { inCalls: true }, schema: { summary: 'Given, refused, withdrawn', tags, params: byId, body: contract.ConsentMoveRequest, response: { 200: contract.ConsentMoved } } },
    (request) => request.act((act) => moveConsent(act, vault, request.params.id, request.body)));
};
