import { endings } from '../../kernel/files/kinds.ts';
import { declareProblems, Problem } from '../../kernel/http/problems.ts';
import { paperTypes } from '../../kernel/documents/making.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import type { Routes } from '../../kernel/http/app.ts';
import { versionSeen } from '../../kernel/http/server.ts';
import { z } from 'zod';
import { italianDay } from '../../kernel/italian-day.ts';
import * as contract from './contract.ts';
import { LARGEST_FILE } from './domain.ts';
import { referenceOf } from '../../kernel/reference/own.ts';
import { termsOn } from './reference.ts';
import { alikeOfBody, signedBefore } from './store/before.ts';
import { readBeside } from './store/beside.ts';
import { listDoors, makeDoor, reportThroughDoor, revokeDoor, seeDoor, stateThroughDoor } from './store/doors.ts';
import { attachArrived, attachFile, attachThroughDoor, type Brought, mayAttachThroughDoor, openFile } from './store/files.ts';
import { inboundOfCase, listInbox, listPatterns, readInbound } from './store/inbox.ts';
import { callMeeting, moveMeeting } from './store/meetings.ts';
import { moveContact, moveInbound, writeMessage } from './store/moves.ts';
import { printInbound, printSent } from './store/print.ts';
import { heldByDoor, heldByReceipt, standsOutside, writeFromOutside } from './store/outside.ts';
import { keepIntakeSettings, readIntakeSettings, reportPublicly, seePublicDoor } from './store/public.ts';
import { listSent, readSent } from './store/sent.ts';
import { keepReport } from './store/writing.ts';

declareProblems({ 'report-not-ready': 422, 'letter-identifies': 422, 'report-files-full': 409 });

const { byId: params, Done } = contract;
const done = { done: true as const };
const byCase = z.object({ caseId: z.uuid() });
const AfterAsked = z.object({ after: z.string().max(400).optional() });

const LONGEST_NAME = 200;

/** The one file of a form (`multipart/form-data`, field `file`). @throws {Problem} invalid-input */
async function brought(request: FastifyRequest): Promise<Brought> {
  const part = request.isMultipart() ? await request.file({ limits: { fileSize: LARGEST_FILE } }) : undefined;
  if (!part) throw new Problem('invalid-input', { errors: [{ path: 'file', code: 'missing' }] });
  return { name: part.filename.slice(-LONGEST_NAME), bytes: await part.toBuffer() };
}

const sendPaper = (reply: FastifyReply, form: keyof typeof paperTypes, { bytes, name }: { readonly bytes: Buffer; readonly name: string }): FastifyReply =>
  reply.header('content-type', paperTypes[form]).header('content-disposition', `attachment; filename="${name}"`).send(bytes);

/** How often the server looks itself for terms that passed, in milliseconds. */
const ROUND_EVERY = 60_000;

/** Segnalazioni: the sender's side, the inbox of the team, and what both write to each other. */
export const intakeRoutes: Routes = (app, house) => {
  const { vault } = house;
  const goRound = (): Promise<void> => sql`select escalate_all_inbound()`.execute(house.gate).then(() => undefined).catch((error: unknown) => app.log.error({ kind: error instanceof Error ? error.name : 'unknown' }, 'the watch over segnalazioni'));
  const rounds = setInterval(() => void goRound(), ROUND_EVERY).unref();
  app.addHook('onReady', goRound);
  app.addHook('onClose', async () => clearInterval(rounds));
  const about = (summary: string) => ({ summary, tags: ['intake'] });

  app.get('/api/intake-terms', { schema: { ...about('Within how long segnalazioni are decided and answered, with where each term comes from'), response: { 200: contract.IntakeTerms } } },
    (request) => request.act(async (act) => ({ terms: termsOn(await referenceOf(act), italianDay(act.now)) })));

  app.put('/api/inbound-referrals/:id', { config: { inCalls: true }, schema: { ...about('Write a segnalazione or a nameless consultation as a draft, or send it; with `If-Match: "0"` it is only begun, and what stands stays'), params, body: contract.ReportWritten, response: { 200: Done } } },
    (request) => request.act(async (act) => { await keepReport(act, house, request.params.id, request.body, request.headers['if-match'] === '"0"'); return done; }));

  app.get('/api/inbound-referrals', { schema: { ...about('The inbox of the team, by clock'), querystring: contract.InboxQuery, response: { 200: contract.Inbox } } },
    (request) => request.act((act) => listInbox(act, request.query)));

  app.get('/api/inbound-referrals/beside', { schema: { ...about('What waits beside the segnalazioni: letters, what is held apart, notes handed over'), response: { 200: contract.Beside } } },
    (request) => request.act((act) => readBeside(act)));

  app.get('/api/inbound-referrals/sent', { schema: { ...about('What one’s body sent, and one’s own drafts'), querystring: AfterAsked, response: { 200: contract.SentPage } } },
    (request) => request.act((act) => listSent(act, vault, request.query.after)));

  app.get('/api/inbound-referrals/as-before', { schema: { ...about('How one signed the last time, so that it is not typed again'), response: { 200: contract.AsBefore } } },
    (request) => request.act((act) => signedBefore(act, house)));

  app.post('/api/inbound-referrals/alike', { schema: { ...about('What one’s body sent already about whom it calls the same'), body: contract.AlikeAsked, response: { 200: contract.Alike } } },
    (request) => request.act((act) => alikeOfBody(act, house, request.body)));

  app.get('/api/inbound-referrals/:id/sent', { schema: { ...about('One that one’s body sent, as the sender may know it'), params, response: { 200: contract.Sent } } },
    (request) => request.act((act) => readSent(act, vault, request.params.id)));

  app.get('/api/inbound-referrals/:id', { schema: { ...about('One segnalazione for the team: its head while it waits, its words for who handles it'), params, response: { 200: contract.Inbound } } },
    (request) => request.act((act) => readInbound(act, vault, request.params.id)));

  app.get('/api/inbound-referrals/:id/paper', { schema: { ...about('A segnalazione for the team as a file, PDF or DOCX, with what of it one may read'), params, querystring: contract.ReportPaperAsked } },
    async (request, reply) => sendPaper(reply, request.query.form, await request.act((act) => printInbound(act, vault, request.params.id, request.query))));

  app.get('/api/inbound-referrals/:id/sent/paper', { schema: { ...about('One that one’s body sent as a file, as the sender may know it'), params, querystring: contract.ReportPaperAsked } },
    async (request, reply) => sendPaper(reply, request.query.form, await request.act((act) => printSent(act, vault, request.params.id, request.query))));

  app.post('/api/inbound-referrals/:id/moves', { schema: { ...about('A step: receive, take, give, rank, decide, withdraw'), params, body: contract.MoveInboundGiven, response: { 200: Done } } },
    (request) => request.act(async (act) => { await moveInbound(act, vault, request.params.id, request.body); return done; }));

  app.post('/api/inbound-referrals/:id/messages', { schema: { ...about('Write to the other side; a question is owed an answer'), params, body: contract.WriteMessage, response: { 200: Done } } },
    (request) => request.act(async (act) => { await writeMessage(act, vault, request.params.id, request.body); return done; }));

  app.post('/api/inbound-referrals/:id/contact-moves', { schema: { ...about('A step of reaching the person of one that was accepted'), params, body: contract.MoveContactGiven, response: { 200: Done } } },
    (request) => request.act(async (act) => { await moveContact(act, vault, request.params.id, request.body); return done; }));

  app.put('/api/inbound-referrals/:id/meetings/:meetingId', { schema: { ...about('Call sender and colleagues together on what is no case yet'), params: contract.OneMeeting, body: contract.NewMeeting, response: { 200: Done } } },
    (request) => request.act(async (act) => { await callMeeting(act, request.params.id, request.params.meetingId, request.body); return done; }));

  app.post('/api/inbound-referrals/:id/meetings/:meetingId/moves', { schema: { ...about('A joint meeting was held, with what was agreed; or it is called off'), params: contract.OneMeeting, body: contract.MoveMeeting, response: { 200: Done } } },
    (request) => request.act(async (act) => { await moveMeeting(act, vault, request.params.id, request.params.meetingId, request.body); return done; }));

  app.put('/api/inbound-referrals/:id/arrived-files/:fileId', { config: { inCalls: true }, schema: { ...about('Attach a file that came in pieces, to what one wrote or handles: checked by its content, sealed; a refused one changes nothing'), params: contract.OneFile, body: contract.ArrivedFile, response: { 200: Done } } },
    (request) => request.act(async (act) => { await attachArrived(act, house, request.params.id, request.params.fileId, request.body); return done; }));

  app.put('/api/inbound-referrals/:id/files/:fileId', { schema: { ...about('Attach a file (multipart, field `file`) to what one wrote or handles: checked by its content, sealed; a refused one changes nothing'), params: contract.OneFile, response: { 200: Done } } }, async (request) => {
    if (!request.actor) throw new Problem('session-required');
    const file = await brought(request);
    return request.act(async (act) => { await attachFile(act, house, request.params.id, request.params.fileId, file); return done; });
  });

  app.get('/api/inbound-referrals/:id/files/:fileId', { schema: { ...about('A file of a segnalazione, for who handles it'), params: contract.OneFile } }, async (request, reply) => {
    const { mediaType, bytes } = await request.act((act) => openFile(act, vault, request.params.id, request.params.fileId));
    reply.header('content-type', 'application/octet-stream').header('content-disposition', `attachment; filename="allegato.${endings[mediaType]}"`).header('x-content-type-options', 'nosniff');
    return reply.send(bytes);
  });

  app.get('/api/cases/:caseId/inbound-referrals', { schema: { ...about('From which segnalazioni a case came'), params: byCase, response: { 200: contract.CaseInbound } } },
    (request) => request.act((act) => inboundOfCase(act, vault, request.params.caseId)));

  app.get('/api/inbound-patterns', { schema: { ...about('How many segnalazioni speak of the same place or intermediary'), response: { 200: contract.PatternNotices } } },
    (request) => request.act((act) => listPatterns(act)));

  app.get('/api/report-doors', { schema: { ...about('Links and keys by which bodies without an account report'), response: { 200: contract.Doors } } },
    (request) => request.act(async (act) => ({ items: await listDoors(act) })));

  app.put('/api/report-doors/:id', { config: { fresh: true }, schema: { ...about('Make a link or a key for one body; its secret is told this once'), params, body: contract.NewDoor, response: { 200: contract.DoorMade } } },
    (request) => request.act((act) => makeDoor(act, request.params.id, request.body)));

  app.post('/api/report-doors/:id/revocation', { schema: { ...about('Close a link or a key for good'), params, response: { 200: Done } } },
    (request) => request.act(async (act) => { await revokeDoor(act, request.params.id); return done; }));

  // Through a link the secret stands in the address, which is logged nowhere; another system sends its key in the header `x-reti-key`.
  const throughLink = z.object({ secret: z.string().min(20).max(100) });
  const oneThroughLink = throughLink.extend({ id: z.uuid() });
  const open = { config: { open: true as const, rateLimit: { max: house.demo ? 300 : 30, timeWindow: '1 minute' } } };
  const withKey = z.object({ 'x-reti-key': z.string().min(20).max(100) });
  const openToKeys = { config: { open: true, rateLimit: { max: house.demo ? 3_000 : 300, timeWindow: '1 minute' } } };

  app.get('/api/intake-settings', { schema: { ...about('Whether anybody may report here'), response: { 200: contract.IntakeSettings } } }, (request) => request.act((act) => readIntakeSettings(act)));
  app.put('/api/intake-settings', { schema: { ...about('Switch reports from anybody on or off'), body: contract.KeepIntakeSettings, response: { 200: contract.IntakeSettings } } },
    (request) => request.act((act) => keepIntakeSettings(act, versionSeen(request), request.body.publicOpen)));

  // From anybody, where the programme takes it. Few from one address, and never more of the answer than a receipt or a state.
  const toAnybody = { config: { open: true as const, rateLimit: { max: house.demo ? 300 : 6, timeWindow: '1 minute' } } };
  const ofProgramme = z.object({ programmeId: z.uuid() });
  app.get('/api/public-reports/:programmeId', { ...open, schema: { ...about('Whether a programme takes reports from anybody'), params: ofProgramme, response: { 200: contract.PublicDoor } } },
    (request) => seePublicDoor(house, request.params.programmeId));
  app.put('/api/public-reports/:programmeId/:id', { ...toAnybody, schema: { ...about('Report without an account, where the programme takes it; answered with a receipt alone, and the same again changes nothing'), params: ofProgramme.extend({ id: z.uuid() }), body: contract.PublicReport, response: { 200: contract.PublicReceipt } } },
    (request) => reportPublicly(house, request.params.programmeId, request.params.id, request.body));
  app.post('/api/public-report-states', { ...toAnybody, schema: { ...about('Where a report stands and what was answered, for whoever holds its receipt'), body: contract.AskByReceipt, response: { 200: contract.PublicState } } },
    async (request) => (await standsOutside(house, heldByReceipt(request.body.receipt))).state);
  app.post('/api/public-report-letters', { ...toAnybody, schema: { ...about('Answer the team, for whoever holds the receipt of a report'), body: contract.WriteByReceipt, response: { 200: Done } } }, async (request) => {
    const { receipt, ...letter } = request.body;
    await writeFromOutside(house, heldByReceipt(receipt), letter);
    return done;
  });

  app.get('/api/open-reports/:secret', { ...open, schema: { ...about('What a personal link is for, and until when'), params: throughLink, response: { 200: contract.DoorSeen } } },
    (request) => seeDoor(house, request.params.secret));

  app.put('/api/open-reports/:secret/:id', { ...open, schema: { ...about('Report through a personal link; the same again changes nothing'), params: oneThroughLink, body: contract.ReportThroughDoor, response: { 200: contract.DoorState } } },
    (request) => reportThroughDoor(house, request.params.secret, request.params.id, request.body));

  app.get('/api/open-reports/:secret/:id', { ...open, schema: { ...about('Where one stands that came through this link, with what was answered and asked, and nothing of what it says'), params: oneThroughLink, response: { 200: contract.DoorState } } },
    (request) => stateThroughDoor(house, request.params.secret, request.params.id));

  // A receipt is asked for slowly: nobody tries many, and it opens nothing without the link by which its report came.
  app.post('/api/open-reports/:secret/receipts', { ...toAnybody, schema: { ...about('Which report of this link a receipt belongs to'), params: throughLink, body: contract.AskByReceipt, response: { 200: contract.FoundByReceipt } } },
    async (request) => ({ id: (await standsOutside(house, heldByReceipt(request.body.receipt, request.params.secret))).id }));

  app.post('/api/open-reports/:secret/:id/messages', { ...open, schema: { ...about('Answer the team on one that came through this link'), params: oneThroughLink, body: contract.WriteFromOutside, response: { 200: Done } } },
    async (request) => { await writeFromOutside(house, heldByDoor(request.params.secret, request.params.id), request.body); return done; });

  app.put('/api/open-reports/:secret/:id/files/:fileId', { ...open, schema: { ...about('Attach a file (multipart, field `file`) to one that came through this link in the last day'), params: oneThroughLink.extend({ fileId: z.uuid() }), response: { 200: Done } } }, async (request) => {
    const { secret, id, fileId } = request.params;
    await mayAttachThroughDoor(house, secret, id);
    await attachThroughDoor(house, secret, id, fileId, await brought(request));
    return done;
  });

  app.put('/api/organisation-reports/:id/files/:fileId', { ...openToKeys, schema: { ...about('Attach a file (multipart, field `file`) to one that came with this key in the last day'), params: contract.OneFile, headers: withKey, response: { 200: Done } } }, async (request) => {
    const secret = request.headers['x-reti-key'];
    await mayAttachThroughDoor(house, secret, request.params.id);
    await attachThroughDoor(house, secret, request.params.id, request.params.fileId, await brought(request));
    return done;
  });

  app.put('/api/organisation-reports/:id', { ...openToKeys, schema: { ...about('Report from another system, with the key of an organisation; the same again changes nothing'), params, headers: withKey, body: contract.ReportThroughDoor, response: { 200: contract.DoorState } } },
    (request) => reportThroughDoor(house, request.headers['x-reti-key'], request.params.id, request.body));

  app.get('/api/organisation-reports/:id', { ...openToKeys, schema: { ...about('Where one stands that came with this key, with what was answered and asked'), params, headers: withKey, response: { 200: contract.DoorState } } },
    (request) => stateThroughDoor(house, request.headers['x-reti-key'], request.params.id));

  app.post('/api/organisation-reports/:id/messages', { ...openToKeys, schema: { ...about('Answer the team on one that came with this key'), params, headers: withKey, body: contract.WriteFromOutside, response: { 200: Done } } },
    async (request) => { await writeFromOutside(house, heldByDoor(request.headers['x-reti-key'], request.params.id), request.body); return done; });
};
