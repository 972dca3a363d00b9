import { sql } from 'kysely';
import { z } from 'zod';
import { declareProblems, Problem } from '../../kernel/http/problems.ts';
import { type Routes, versionSeen } from '../../kernel/http/server.ts';
import { endings, type MediaType } from '../../kernel/files/kinds.ts';
import * as contract from './contract.ts';
import { addSender, endReader, listBoxes, listSenders, nameReader, strikeSender, writeBox } from './store/boxes.ts';
import { answerMail, listMail, moveMail, readFile, readMail, readSource } from './store/messages.ts';
import { BoxReader } from './store/reading.ts';

declareProblems({ 'mail-no-sender': 409, 'mail-link-not-ours': 422 });

const { byId: params, Done } = contract;
const done = { done: true as const };
const ofFile = z.object({ id: z.uuid(), fileId: z.uuid() });
const ofReader = z.object({ id: z.uuid(), readerId: z.uuid() });

/** How often the server looks itself for letters whose term passed, in milliseconds. */
const ROUND_EVERY = 60_000;

/** The programme's mailbox: connected by who runs the accounts, read by the coordinator and whom they name. */
export const mailboxRoutes: Routes = (app, house) => {
  const { vault, gate, keyring } = house;
  const reader = new BoxReader({ gate, keyring, trust: house.mailTrust, onTrouble: (code) => app.log.error({ code }, 'mailbox') });
  if (house.readsMail) app.addHook('onReady', () => reader.start());
  app.addHook('onClose', () => reader.stop());
  const goRound = (): Promise<void> => sql`select escalate_all_mail()`.execute(gate).then(() => undefined).catch((error: unknown) => app.log.error({ kind: error instanceof Error ? error.name : 'unknown' }, 'the watch over mail'));
  const rounds = setInterval(() => void goRound(), ROUND_EVERY).unref();
  app.addHook('onReady', goRound);
  app.addHook('onClose', async () => clearInterval(rounds));
  const digestKey = keyring.derive('mail digests');
  const about = (summary: string) => ({ summary, tags: ['mailbox'] });

  app.get('/api/mailboxes', { schema: { ...about('The boxes: where they are, whether they can be read, who reads them'), response: { 200: contract.Boxes } } },
    (request) => request.act(async (act) => ({ items: await listBoxes(act), demo: house.demo, sends: house.mail !== undefined })));

  app.put('/api/mailboxes/:id', { config: { fresh: true }, schema: { ...about('Connect a box, or put one right; the password goes in and never comes out'), params, body: contract.BoxWritten, response: { 200: Done } } },
    (request) => request.act(async (act) => { await writeBox(act, vault, request.params.id, request.body, request.headers['if-match'] === undefined ? undefined : versionSeen(request)); return done; }));

  app.put('/api/mailboxes/:id/readers/:readerId', { schema: { ...about('Let a colleague of the équipe read the box'), params: ofReader, body: contract.NameReader, response: { 200: Done } } },
    (request) => request.act(async (act) => { await nameReader(act, request.params.id, request.params.readerId, request.body.memberId); return done; }));

  app.delete('/api/mailboxes/:id/readers/:readerId', { schema: { ...about('A colleague reads the box no longer'), params: ofReader, response: { 200: Done } } },
    (request) => request.act(async (act) => { await endReader(act, request.params.id, request.params.readerId); return done; }));

  app.post('/api/mailboxes/:id/looks', { schema: { ...about('Look into the box now'), params, response: { 200: z.object({ kept: z.int() }) } } }, async (request) => {
    await request.act(async (act) => {
      const known = (await listBoxes(act)).some((box) => box.id === request.params.id);
      if (!known) throw new Problem('not-found');
    });
    // Whoever asks learns only how many came.
    return { kept: (await reader.look()).kept };
  });

  app.get('/api/known-senders', { schema: { ...about('The address book of bodies that write'), response: { 200: contract.KnownSenders } } },
    (request) => request.act((act) => listSenders(act)));

  app.put('/api/known-senders/:id', { schema: { ...about('Add an address of a body; what came from it is found'), params, body: contract.KnownSenderWritten, response: { 200: Done } } },
    (request) => request.act(async (act) => { await addSender(act, digestKey, request.params.id, request.body); return done; }));

  app.delete('/api/known-senders/:id', { schema: { ...about('Strike an address'), params, response: { 200: Done } } },
    (request) => request.act(async (act) => { await strikeSender(act, request.params.id); return done; }));

  app.get('/api/mail', { schema: { ...about('Messages of a shelf, the latest first'), querystring: contract.MailQuery, response: { 200: contract.MailPage } } },
    (request) => request.act((act) => listMail(act, vault, request.query.shelf, request.query.after)));

  app.get('/api/mail/:id', { schema: { ...about('One message: text alone, files by name'), params, response: { 200: contract.MailMessage } } },
    (request) => request.act((act) => readMail(act, vault, request.params.id)));

  app.post('/api/mail/:id/moves', { schema: { ...about('Hold it, make a segnalazione of it, set it aside, open it again'), params, body: contract.MoveMail, response: { 200: contract.MailMessage } } },
    (request) => request.act(async (act) => {
      await moveMail(act, request.params.id, request.body);
      return readMail(act, vault, request.params.id);
    }));

  app.post('/api/mail/:id/answers', { schema: { ...about('Tell whoever wrote that there is news, at a personal address of this system'), params, body: contract.AnswerMail, response: { 200: Done } } }, (request) => {
    if (request.body.link !== null && !request.body.link.startsWith(`${new URL(house.publicUrl).origin}/`)) throw new Problem('mail-link-not-ours');
    return request.act(async (act) => { await answerMail(act, vault, request.params.id, request.body); return done; });
  });

  app.get('/api/mail/:id/files/:fileId', { schema: { ...about('A file that was attached, after its check'), params: ofFile } }, async (request, reply) => {
    const file = await request.act((act) => readFile(act, vault, request.params.id, request.params.fileId));
    reply.header('content-type', 'application/octet-stream').header('content-disposition', `attachment; filename="allegato.${endings[file.mediaType as MediaType]}"`).header('x-content-type-options', 'nosniff');
    return reply.send(file.bytes);
  });

  app.get('/api/mail/:id/source', { schema: { ...about('The message as it came, as plain text'), params } }, async (request, reply) => {
    const file = await request.act((act) => readSource(act, vault, request.params.id));
    reply.header('content-type', 'application/octet-stream').header('content-disposition', 'attachment; filename="messaggio.eml.txt"').header('x-content-type-options', 'nosniff');
    return reply.send(file.bytes);
  });
};
