import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { declareProblems, Problem } from '../../kernel/http/problems.ts';
import { type Routes, versionSeen } from '../../kernel/http/server.ts';
import { streamed } from '../../kernel/http/streamed.ts';
import { refusals } from '../../kernel/files/kinds.ts';
import { paperTypes } from '../../kernel/documents/making.ts';
import { wordRefusals } from '../../kernel/documents/word/opening.ts';
import * as contract from './contract.ts';
import * as letters from './contract/letters.ts';
import { FoundFields } from './contract/fields.ts';
import { bringContent } from './store/contents.ts';
import { changeDocument, keepDocument, keepVersion, listDocuments, moveDocument, readDocument } from './store/documents.ts';
import { beginReading, countOf, fileOf, openPages, pictureOf, tellPage } from './store/reading.ts';
import { emblemPicture, headSample, putBackEmblem, putEmblem, removeEmblem } from './store/emblems.ts';
import { beginRun, checkRun, copiesOf, letterBodies, letterStep, lettersJob, listRuns, previewLetter, readRun, resumeRun } from './store/runs.ts';
import { endOfDay, keepSettings, readSettings } from './store/settings.ts';
import { bringTemplate, fieldsOfTemplate, fileForWriter, previewFile } from './store/template-files.ts';
import { listTemplates, moveTemplate, readTemplate, writeTemplate } from './store/templates.ts';
import { zipped } from './store/zip.ts';

declareProblems({ ...Object.fromEntries(refusals.map((code) => [`document-${code}`, 422])), 'content-missing': 409, 'pages-not-pictures': 422, 'letter-field-unknown': 422, 'letter-in-use': 409, 'letter-not-in-use': 409, 'letter-answers-missing': 422, 'letter-body-missing': 422, 'letter-run-over': 410, 'letter-docx-only': 422, 'letter-file-missing': 422, 'emblem-kind': 422, 'emblem-place-taken': 409,
  ...Object.fromEntries(wordRefusals.map((code) => [`letter-${code}`, 422])),
});

const { ById } = contract;
const SWEEP_EVERY = 3_600_000;

/** A file with what is said of it: first `about`, as JSON, then `file`. @throws {Problem} invalid-input */
async function sent<Shape extends z.ZodType>(request: FastifyRequest, shape: Shape): Promise<{ given: z.infer<Shape>; bytes: Buffer | undefined }> {
  let said: unknown;
  let bytes: Buffer | undefined;
  if (!request.isMultipart()) throw new Problem('invalid-input', { errors: [{ path: 'about', code: 'missing' }] });
  for await (const part of request.parts()) {
    if (part.type === 'file') bytes = await part.toBuffer();
    else if (part.fieldname === 'about') said = asJson(String(part.value));
  }
  const given = shape.safeParse(said);
  if (!given.success) throw new Problem('invalid-input', { errors: given.error.issues.map((issue) => ({ path: ['about', ...issue.path].join('.'), code: issue.code })) });
  return { given: given.data, bytes };
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem('invalid-input', { errors: [{ path: 'about', code: 'format' }] });
  }
}

/** The documents of a case, and how they are kept. */
export const documentsRoutes: Routes = (app, { vault, gate, asActor, jobs }) => {
  jobs.does(lettersJob, (actor, id) => asActor(actor, (act) => letterStep(vault, act, id)));
  const about = (summary: string) => ({ summary, tags: ['documents'] });
  const sweep = (): Promise<void> => endOfDay(gate).catch((error: unknown) => app.log.error({ kind: error instanceof Error ? error.name : 'unknown' }, 'what is kept for a day'));
  const sweeping = setInterval(() => void sweep(), SWEEP_EVERY).unref();
  app.addHook('onReady', sweep);
  app.addHook('onClose', async () => clearInterval(sweeping));

  app.get('/api/cases/:caseId/documents', { schema: { ...about('Documents of a case that one may read'), params: contract.ByCase, querystring: contract.ListQuery, response: { 200: contract.DocumentList } } },
    (request) => request.act((act) => listDocuments(act, vault, request.params.caseId, request.query)));

  app.put('/api/document-contents/:id', { config: { inCalls: true }, schema: { ...about('Keep a file that came in pieces: it is checked by its content, a picture is drawn anew, and it is sealed; it belongs to no document yet'), params: ById, body: contract.BringContent, response: { 200: contract.Content } } },
    (request) => request.act((act) => bringContent(act, vault, request.params.id, request.body)));

  app.put('/api/documents/:id', { config: { inCalls: true }, schema: { ...about('Make a document of what was brought; several pictures become one PDF'), params: ById, body: contract.NewDocument, response: { 200: contract.DocumentDetail } } },
    (request) => request.act(async (act) => {
      await keepDocument(act, vault, request.params.id, request.body);
      return readDocument(act, vault, request.params.id);
    }));

  app.get('/api/documents/:id', { schema: { ...about('A document: versions, moves, who read it'), params: ById, response: { 200: contract.DocumentDetail } } },
    async (request, reply) => {
      const detail = await request.act((act) => readDocument(act, vault, request.params.id));
      reply.header('etag', `"${detail.version}"`);
      return detail;
    });

  app.patch('/api/documents/:id', { schema: { ...about('Put right what it is and until when it is valid'), params: ById, body: contract.DocumentFacts, response: { 200: contract.DocumentDetail } } },
    (request) => request.act(async (act) => {
      await changeDocument(act, vault, request.params.id, versionSeen(request), request.body);
      return readDocument(act, vault, request.params.id);
    }));

  app.put('/api/document-versions/:id', { config: { inCalls: true }, schema: { ...about('A newer version beside the older ones'), params: ById, body: contract.NewVersion, response: { 200: contract.DocumentDetail } } },
    (request) => request.act(async (act) => {
      await keepVersion(act, vault, request.params.id, request.body);
      return readDocument(act, vault, request.body.documentId);
    }));

  app.post('/api/documents/:id/moves', { schema: { ...about('Take a document from sight, or put it back, with a reason'), params: ById, body: contract.MoveDocument, response: { 200: contract.DocumentDetail } } },
    (request) => request.act(async (act) => {
      await moveDocument(act, vault, request.params.id, versionSeen(request), request.body);
      return readDocument(act, vault, request.params.id);
    }));

  app.get('/api/document-versions/:id/file', { schema: { ...about('The bytes of a version; only a picture is shown in the page, all else is handed over as a file'), params: ById, querystring: contract.FileQuery } },
    async (request, reply) => {
      const file = await request.act((act) => beginReading(act, request.params.id, request.query.show));
      const isPicture = file.mediaType.startsWith('image/');
      reply.header('content-type', file.mediaType === 'text/plain' ? 'text/plain; charset=utf-8' : file.mediaType);
      reply.header('content-length', file.bytes);
      reply.header('content-disposition', `${request.query.show && isPicture ? 'inline' : 'attachment'}; filename="${file.name}"`);
      reply.header('content-security-policy', "default-src 'none'; sandbox");
      return streamed(request, reply, (act) => fileOf(act, vault, file));
    });

  app.get('/api/document-versions/:id/pages', { schema: { ...about('How many pages of a version can be shown as pictures'), params: ById, response: { 200: contract.PageCount } } },
    async (request) => ({ pages: await countOf(await request.act((act) => openPages(act, vault, request.params.id))) }));

  app.get('/api/document-versions/:id/pages/:page', { schema: { ...about('A page of a PDF, as a picture: as it was photographed here, or drawn'), params: contract.PageAsked } },
    async (request, reply) => {
      const { id, page: number } = request.params;
      const picture = await pictureOf(await request.act((act) => openPages(act, vault, id)), number);
      await request.act((act) => tellPage(act, id, number));
      reply.header('content-type', 'image/jpeg').header('content-disposition', 'inline').header('content-security-policy', "default-src 'none'; sandbox");
      return reply.send(picture);
    });

  app.get('/api/document-settings', { schema: { ...about('How large a file may be, and the head of letters'), response: { 200: contract.DocumentSettings } } },
    (request) => request.act(readSettings));

  app.put('/api/document-settings', { schema: { ...about('Say how large a file may be, and the head of letters'), body: contract.KeepSettings, response: { 200: contract.DocumentSettings } } },
    (request) => request.act(async (act) => {
      await keepSettings(act, versionSeen(request), request.body);
      return readSettings(act);
    }));

  app.put('/api/letterhead-emblems/:id', { schema: { ...about('Put an emblem over the office\'s papers (multipart: `about` as JSON, then `file`)'), params: ById, response: { 200: contract.DocumentSettings } } },
    async (request) => {
      const { given, bytes } = await sent(request, contract.NewEmblem);
      if (!bytes) throw new Problem('invalid-input', { errors: [{ path: 'file', code: 'missing' }] });
      return request.act(async (act) => {
        await putEmblem(act, request.params.id, given, bytes);
        return readSettings(act);
      });
    });

  app.delete('/api/letterhead-emblems/:id', { schema: { ...about('Take an emblem from the papers to come'), params: ById, response: { 200: contract.DocumentSettings } } },
    (request) => request.act(async (act) => {
      await removeEmblem(act, request.params.id);
      return readSettings(act);
    }));

  app.post('/api/letterhead-emblems/:id/put-back', { schema: { ...about('Put back an emblem that was taken away'), params: ById, response: { 200: contract.DocumentSettings } } },
    (request) => request.act(async (act) => {
      await putBackEmblem(act, request.params.id);
      return readSettings(act);
    }));

  app.get('/api/letterhead-emblems/:id/picture', { schema: { ...about('An emblem as it is printed'), params: ById } },
    async (request, reply) => {
      const picture = await request.act((act) => emblemPicture(act, request.params.id));
      return reply.header('content-type', 'image/png').header('content-disposition', 'inline').header('content-security-policy', "default-src 'none'; sandbox").send(picture);
    });

  app.get('/api/letterhead-sample', { schema: about('A paper that says nothing, under the head of today, PDF') },
    async (request, reply) => reply.header('content-type', paperTypes.pdf).header('content-disposition', 'attachment; filename="carta-intestata.pdf"').send(await request.act(headSample)));

  app.get('/api/letter-templates', { schema: { ...about('Letters of the programme; whoever does not coordinate sees those in use'), response: { 200: letters.TemplateList } } },
    (request) => request.act(async (act) => ({ items: await listTemplates(act) })));

  app.put('/api/letter-templates/:id', { schema: { ...about('Write a letter: a draft, or the next edition of one in use'), params: ById, body: letters.WriteTemplate, response: { 200: letters.LetterTemplate } } },
    (request) => request.act(async (act) => {
      await writeTemplate(act, request.params.id, versionSeen(request), request.body);
      return readTemplate(act, request.params.id);
    }));

  app.put('/api/letter-templates/:id/file', { schema: { ...about('Bring a DOCX as a template (multipart: `about` as JSON, then `file`, which may be left out where one is kept): a draft, or the next edition of one in use'), params: ById, response: { 200: letters.LetterTemplate } } },
    async (request) => {
      const { given, bytes } = await sent(request, letters.BringTemplate);
      return request.act(async (act) => {
        await bringTemplate(act, vault, request.params.id, versionSeen(request), given, bytes);
        return readTemplate(act, request.params.id);
      });
    });

  app.get('/api/letter-templates/:id/fields', { schema: { ...about('The fields of a template made of a file: what each is, and where it stands'), params: ById, response: { 200: FoundFields } } },
    (request) => request.act((act) => fieldsOfTemplate(act, vault, request.params.id)));

  app.get('/api/letter-templates/:id/file', { schema: { ...about('The file of a template, as it was brought and looked at'), params: ById } },
    async (request, reply) => reply.header('content-type', paperTypes.docx).header('content-disposition', 'attachment; filename="modello.docx"').send(await request.act((act) => fileForWriter(act, vault, request.params.id))));

  app.get('/api/letter-templates/:id/preview', { schema: { ...about('A template made of a file, filled for a person who does not exist'), params: ById } },
    async (request, reply) => reply.header('content-type', paperTypes.docx).header('content-disposition', 'attachment; filename="anteprima.docx"').send(await request.act((act) => previewFile(act, vault, request.params.id))));

  app.post('/api/letter-templates/:id/moves', { schema: { ...about('Put a letter in use, or retire it'), params: ById, body: letters.MoveTemplate, response: { 200: letters.LetterTemplate } } },
    (request) => request.act(async (act) => {
      await moveTemplate(act, request.params.id, versionSeen(request), request.body);
      return readTemplate(act, request.params.id);
    }));

  app.post('/api/letter-previews', { schema: { ...about('A letter as it would look, with a person who does not exist'), body: letters.PreviewLetter } },
    async (request, reply) => {
      const bytes = await request.act((act) => {
        act.unchanged();
        return previewLetter(act, request.body);
      });
      return reply.header('content-type', paperTypes[request.body.format]).header('content-disposition', `attachment; filename="anteprima.${request.body.format}"`).send(bytes);
    });

  app.get('/api/letter-choices', { schema: { ...about('Bodies that a letter may go to'), response: { 200: letters.LetterChoices } } },
    (request) => request.act(async (act) => ({ bodies: await letterBodies(act) })));

  app.post('/api/letter-checks', { schema: { ...about('What a letter would lack, case by case, asked before it is made'), body: letters.CheckRun, response: { 200: letters.CheckedRun } } },
    (request) => request.act((act) => checkRun(vault, act, request.body)));

  app.get('/api/letter-runs', { schema: { ...about('Letters that one made, the newest first'), response: { 200: letters.RunList } } },
    (request) => request.act(listRuns));

  app.put('/api/letter-runs/:id', { schema: { ...about('Make a letter for one case or many'), params: ById, body: letters.NewRun, response: { 200: letters.LetterRun } } },
    async (request) => {
      const run = await request.act(async (act) => {
        await beginRun(vault, act, request.params.id, request.body);
        return readRun(act, request.params.id);
      });
      jobs.wake();
      return run;
    });

  app.get('/api/letter-runs/:id', { schema: { ...about('How far a run has come, case by case'), params: ById, response: { 200: letters.LetterRun } } },
    (request) => request.act((act) => readRun(act, request.params.id)));

  app.post('/api/letter-runs/:id/resume', { schema: { ...about('Go on with letters that stopped'), params: ById, response: { 200: letters.LetterRun } } },
    async (request) => {
      const run = await request.act(async (act) => {
        await resumeRun(act, request.params.id);
        return readRun(act, request.params.id);
      });
      jobs.wake();
      return run;
    });

  app.get('/api/letter-runs/:id/file', { schema: { ...about('All letters of a run in one ZIP, for a day; each copy is told in the trail of its case'), params: ById } },
    async (request, reply) => {
      const files = await request.act(async (act) => {
        const ids = await copiesOf(act, request.params.id);
        const found = [];
        for (const id of ids) found.push(await beginReading(act, id, false));
        return found;
      });
      reply.header('content-type', 'application/zip').header('content-disposition', `attachment; filename="lettere-${request.params.id.slice(-6)}.zip"`);
      return streamed(request, reply, (act) => zipped(act, vault, files));
    });
};
