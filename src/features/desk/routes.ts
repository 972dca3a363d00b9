import { z } from 'zod';
import { paperTypes } from '../../kernel/documents/making.ts';
import { declareProblems } from '../../kernel/http/problems.ts';
import { type Routes, versionSeen } from '../../kernel/http/server.ts';
import * as contract from './contract.ts';
import { markOfContent } from './domain.ts';
import { addAddendum, changeHeading, changeRoom, countersign, interviewsOf, moveInterview, openInterview, readInterview, unsignedInterviews } from './store/interviews.ts';
import { hereBoard } from './here.ts';
import { colleagueName, whatStands } from './store/here.ts';
import { printInterview } from './store/print.ts';
import { keepInterviewSettings, readInterviewSettings, takeSignature } from './store/person-signature.ts';
import { keepSection } from './store/sections.ts';
import { pastTextsOf } from './store/texts.ts';

declareProblems({
  'interview-signed': 409,
  'interview-not-signed': 409,
  'interview-not-as-signed': 409,
  'only-author-signs': 403,
  'interview-signed-by-person': 409,
  'interview-not-stopped': 409,
  'interview-texts-open': 409,
  'person-signature-off': 409,
  'interview-not-as-read': 409,
});

const byId = z.object({ id: z.uuid() });
const byCase = z.object({ caseId: z.uuid() });
const paged = z.object({ after: z.uuid().optional() });
const tags = ['desk'];

/** Interviews. */
export const deskRoutes: Routes = (app, house) => {
  const { vault } = house;
  const board = hereBoard();

  app.get('/api/cases/:caseId/interviews', { schema: { summary: 'Interviews of a case', tags, params: byCase, querystring: paged, response: { 200: contract.InterviewList } } },
    (request) => request.act((act) => interviewsOf(act, request.params.caseId, request.query.after)));

  app.get('/api/interviews/unsigned', { config: { inCalls: true }, schema: { summary: 'Interviews one has not signed yet', tags, response: { 200: contract.InterviewList } } },
    (request) => request.act(async (act) => ({ items: await unsignedInterviews(act), next: null })));

  app.put('/api/interviews/:id', { config: { inCalls: true }, schema: { summary: 'Open an interview', tags, params: byId, body: contract.NewInterview, response: { 200: contract.Interview } } },
    (request) => request.act(async (act) => {
      await openInterview(act, request.params.id, request.body);
      return readInterview(act, vault, request.params.id);
    }));

  app.get('/api/interviews/:id', { config: { inCalls: true }, schema: { summary: 'An interview, with what of it one may read', tags, params: byId, response: { 200: contract.Interview } } },
    (request, reply) => request.act(async (act) => {
      const interview = await readInterview(act, vault, request.params.id);
      reply.header('etag', `"${interview.version}"`);
      return interview;
    }));

  app.patch('/api/interviews/:id', { config: { inCalls: true }, schema: { summary: 'Who is in the room, the language, the preparation', tags, params: byId, body: contract.HeadingChange, response: { 200: contract.Interview } } },
    (request) => request.act(async (act) => {
      await changeHeading(act, request.params.id, versionSeen(request), request.body);
      return readInterview(act, vault, request.params.id);
    }));

  app.post('/api/interviews/:id/moves', { config: { inCalls: true }, schema: { summary: 'Start, pause, resume, stop, sign', tags, params: byId, body: contract.InterviewMoveRequest, response: { 200: contract.Interview } } },
    (request) => request.act(async (act) => {
      await moveInterview(act, vault, request.params.id, request.body);
      return readInterview(act, vault, request.params.id);
    }));

  app.post('/api/interviews/:id/room', { config: { inCalls: true }, schema: { summary: 'Somebody came into the room or left it', tags, params: byId, body: contract.RoomChange, response: { 200: contract.Interview } } },
    (request) => request.act(async (act) => {
      await changeRoom(act, request.params.id, request.body);
      return readInterview(act, vault, request.params.id);
    }));

  app.put('/api/interviews/:id/sections/:section', { config: { inCalls: true }, schema: { summary: 'Keep one section; version 0 when it was empty', tags, params: byId.extend({ section: z.string().min(2).max(60) }), body: contract.SectionWrite, response: { 200: contract.SectionKept } } },
    (request, reply) => request.act(async (act) => {
      const kept = await keepSection(act, vault, request.params.id, request.params.section, versionSeen(request), request.body);
      reply.header('etag', `"${kept.version}"`);
      return kept;
    }));

  app.get('/api/interviews/:id/past-texts', { schema: { summary: 'Texts that stood in an interview or beside it before', tags, params: byId, querystring: paged, response: { 200: contract.PastTextList } } },
    (request) => request.act((act) => pastTextsOf(act, vault, request.params.id, request.query.after)));

  app.post('/api/interviews/:id/here', { schema: { summary: 'Who else has the interview open, and whether something changed since', tags, params: byId, body: contract.HereRequest, response: { 200: contract.HereReply } } },
    (request) => request.act(async (act) => {
      const { id } = request.params;
      const { section, known } = request.body;
      const stands = await whatStands(act, id);
      act.unchanged();
      return { others: board.beat(id, { id: act.actor.memberId, name: await colleagueName(act), role: act.actor.role, section }, act.now), hasChanged: stands.some((one) => !known.includes(one)) };
    }));

  app.get('/api/interviews/:id/report', { schema: { summary: 'The report of a signed interview, PDF or DOCX, with what of it one may read', tags, params: byId, querystring: contract.ReportAsked } },
    async (request, reply) => {
      const { bytes, name } = await request.act((act) => printInterview(act, vault, request.params.id, request.query));
      reply.header('content-type', paperTypes[request.query.form]).header('content-disposition', `attachment; filename="${name}"`);
      return reply.send(bytes);
    });

  app.put('/api/interviews/:id/countersignatures/:countersignature', { schema: { summary: 'Put one’s name under what one wrote in a colleague’s interview', tags, params: byId.extend({ countersignature: z.uuid() }), response: { 200: contract.Interview } } },
    (request) => request.act(async (act) => {
      await countersign(act, request.params.id, request.params.countersignature);
      return readInterview(act, vault, request.params.id);
    }));

  app.put('/api/interviews/:id/person-signatures/:signatureId', { config: { inCalls: true }, schema: { summary: 'What was read back to the person: signed, with its evidence, or not', tags, params: z.object({ id: z.uuid(), signatureId: z.uuid() }), body: contract.PersonSignatureRequest, response: { 200: contract.Interview } } },
    (request) => request.act(async (act) => {
      await takeSignature(act, vault, request.params.id, request.params.signatureId, request.body, async () => markOfContent(await readInterview(act, vault, request.params.id)));
      return readInterview(act, vault, request.params.id);
    }));

  app.get('/api/interview-settings', { config: { inCalls: true }, schema: { summary: 'How interviews are held in this programme', tags, response: { 200: contract.InterviewSettings } } },
    (request) => request.act(readInterviewSettings));

  app.put('/api/interview-settings', { schema: { summary: 'Say how interviews are held', tags, body: contract.KeepInterviewSettings, response: { 200: contract.InterviewSettings } } },
    (request) => request.act(async (act) => {
      await keepInterviewSettings(act, versionSeen(request), request.body);
      return readInterviewSettings(act);
    }));

  app.put('/api/interviews/:id/addenda/:addendum', { config: { inCalls: true }, schema: { summary: 'Add to a signed interview', tags, params: byId.extend({ addendum: z.uuid() }), body: contract.NewAddendum, response: { 200: contract.Interview } } },
    (request) => request.act(async (act) => {
      await addAddendum(act, vault, request.params.id, request.params.addendum, request.body);
      return readInterview(act, vault, request.params.id);
    }));
};
