import { paperTypes } from '../../kernel/documents/making.ts';
import { declareProblems } from '../../kernel/http/problems.ts';
import { type Routes, versionSeen } from '../../kernel/http/server.ts';
import * as contract from './contract.ts';
import { askCorrection, keepAsIs, listCorrections } from './store/corrections.ts';
import { readMatter } from './store/matter.ts';
import { listSheets, makeSheet, moveSheet, printSheet, readSheet } from './store/sheets.ts';
import { previewSheet } from './store/writing.ts';

declareProblems({
  'sheet-consent-missing': 422,
  'sheet-cannot-be-made': 422,
  'sheet-not-for-prefecture': 422,
  'sheet-not-handed-over': 409,
  'sheet-paper-not-safe': 409,
  'sheet-is-frozen': 409,
  'correction-answered': 409,
});

const { ById: params, Done } = contract;
const done = { done: true as const };

/** Sheets of the profile for one reader and one purpose; what the person asks to correct. */
export const sheetsRoutes: Routes = (app, { vault }) => {
  const about = (summary: string) => ({ summary, tags: ['sheets'] });

  app.get('/api/cases/:id/sheet-matter', { schema: { ...about('What one chooses from when a sheet is put together'), params, querystring: contract.MatterQuery, response: { 200: contract.SheetMatter } } },
    (request) => request.act((act) => readMatter(act, vault, request.params.id, request.query.language)));

  app.post('/api/sheet-previews/:id', { schema: { ...about('The sheet as its reader will have it; nothing is kept'), params, body: contract.SheetAsked, response: { 200: contract.SheetPreview } } },
    (request) => request.act((act) => previewSheet(act, vault, request.params.id, request.body)));

  app.get('/api/cases/:id/sheets', { schema: { ...about('The sheets of a case: to whom, why, what became of them'), params, querystring: contract.ListQuery, response: { 200: contract.SheetList } } },
    (request) => request.act((act) => listSheets(act, vault, request.params.id, request.query.after)));

  app.put('/api/sheets/:id', { schema: { ...about('Make a sheet, frozen as its preview was'), params, body: contract.SheetMade, response: { 200: contract.Sheet } } },
    (request) => request.act(async (act) => {
      await makeSheet(act, vault, request.params.id, request.body);
      return readSheet(act, vault, request.params.id);
    }));

  app.get('/api/sheets/:id', { schema: { ...about('A sheet as it was given'), params, response: { 200: contract.Sheet } } },
    (request) => request.act((act) => readSheet(act, vault, request.params.id)));

  app.post('/api/sheets/:id/moves', { schema: { ...about('Hand a sheet over, take it back, or say that it was an error'), params, body: contract.MoveSheet, response: { 200: contract.Sheet } } },
    (request) => request.act(async (act) => {
      await moveSheet(act, vault, request.params.id, request.body, versionSeen(request));
      return readSheet(act, vault, request.params.id);
    }));

  app.get('/api/sheets/:id/paper', { schema: { ...about('A sheet that was handed over, as PDF or DOCX'), params, querystring: contract.PaperAsked } },
    async (request, reply) => {
      const { bytes, name } = await request.act((act) => printSheet(act, vault, request.params.id, request.query.form));
      return reply.header('content-type', paperTypes[request.query.form]).header('content-disposition', `attachment; filename="${name}"`).send(bytes);
    });

  app.put('/api/fact-corrections/:id', { schema: { ...about('Mark that the person says a fact is not so'), params, body: contract.AskCorrection, response: { 200: Done } } },
    (request) => request.act(async (act) => { await askCorrection(act, vault, request.params.id, request.body); return done; }));

  app.get('/api/cases/:id/fact-corrections', { schema: { ...about('What the person asked to correct'), params, querystring: contract.MatterQuery, response: { 200: contract.Corrections } } },
    (request) => request.act((act) => listCorrections(act, vault, request.params.id, request.query.language)));

  app.post('/api/fact-corrections/:id/answer', { schema: { ...about('Say that a fact stays as it is, and why'), params, body: contract.KeepAsIs, response: { 200: Done } } },
    (request) => request.act(async (act) => { await keepAsIs(act, vault, request.params.id, request.body); return done; }));
};
