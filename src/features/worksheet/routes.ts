import { Readable } from 'node:stream';
import { z } from 'zod';
import { paperTypes } from '../../kernel/documents/making.ts';
import { declareConstraintProblems, declareProblems, Problem } from '../../kernel/http/problems.ts';
import { type Routes, versionSeen } from '../../kernel/http/server.ts';
import { workbook } from '../../kernel/tables/workbook.ts';
import { SuggestionList, WageRate } from './contract.ts';
import { tableColumns, templateTitles } from './domain/tables.ts';
import { provinces } from './provinces.ts';
import { printAnnex } from './store/print.ts';
import { correctRate, knownLevels, ratesInUse, readTables, tryTable, verifySource, withdrawSource, writeSource } from './store/tables.ts';
import { beginWorksheet, changeContent, differenceNow, listWorksheets, lookOver, moveWorksheet, readWorksheet, suggestionsOf } from './store/worksheets.ts';
import * as wire from './wire.ts';

declareProblems({
  'table-file-refused': 422,
  'wage-overlap': 409,
  'wage-superseded': 409,
  'worksheet-not-draft': 409,
  'worksheet-not-signed': 409,
  'worksheet-not-computed': 409,
  'worksheet-empty': 422,
});
declareConstraintProblems({ wage_rate_one_at_a_time: 'wage-overlap' });

const Done = z.object({ done: z.literal(true) });
const done = { done: true as const };
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Wage tables, and the worksheets that are compared with them. */
export const worksheetRoutes: Routes = (app, { vault }) => {
  const { ById } = wire;
  const about = (summary: string) => ({ summary, tags: ['worksheet'] });

  app.get('/api/wage-tables', { schema: { ...about('Wage tables with every line, those that gave way included'), response: { 200: wire.WageTables } } },
    (request) => request.act(readTables));

  app.get('/api/wage-tables/in-force', { schema: { ...about('The lines that hold, as the comparison takes them'), response: { 200: z.object({ items: z.array(WageRate) }) } } },
    (request) => request.act(async (act) => ({ items: await ratesInUse(act) })));

  app.get('/api/wage-tables/levels', { schema: { ...about('Levels that the tables know'), response: { 200: wire.KnownLevels } } },
    (request) => request.act(knownLevels));

  app.get('/api/wage-tables/provinces', { schema: { ...about('Provinces by their two letters'), response: { 200: z.object({ items: z.array(z.object({ code: z.string(), name: z.string() })) }) } } },
    () => ({ items: [...provinces()].map(([code, name]) => ({ code, name })) }));

  app.get('/api/wage-tables/template', { schema: about('An empty table to fill in, XLSX') }, (request, reply) => {
    if (!request.actor) throw new Problem('session-required');
    reply.header('content-type', XLSX).header('content-disposition', 'attachment; filename="tabella-retributiva.xlsx"');
    return reply.send(Readable.from(workbook('Tabella', tableColumns.map((column) => templateTitles[column]), nothing())));
  });

  app.post('/api/wage-tables/dry-run', { schema: { ...about('Read a file (multipart: `file`, and `mapping` as JSON) without keeping anything: its columns, its lines, and what is wrong with each'), response: { 200: wire.DryRun } } },
    async (request) => {
      const part = request.isMultipart() ? await request.file() : undefined;
      if (!part) throw new Problem('invalid-input', { errors: [{ path: 'file', code: 'missing' }] });
      const bytes = await part.toBuffer();
      const given = part.fields['mapping'];
      const mapping = given && !Array.isArray(given) && given.type === 'field' ? mappingFrom(String(given.value)) : undefined;
      return request.act(async (act) => {
        act.unchanged();
        return tryTable(act, bytes, mapping);
      });
    });

  app.put('/api/wage-sources/:id', { schema: { ...about('Keep a source with its lines'), params: ById, body: wire.WriteSource, response: { 200: Done } } },
    async (request) => {
      await request.act((act) => writeSource(act, request.params.id, request.body));
      return done;
    });

  app.post('/api/wage-sources/:id/verified', { schema: { ...about('Say that one has checked a source against its document'), params: ById, response: { 200: Done } } },
    async (request) => {
      await request.act((act) => verifySource(act, request.params.id, versionSeen(request)));
      return done;
    });

  app.post('/api/wage-sources/:id/withdrawn', { schema: { ...about('Take every line of a source out of use'), params: ById, body: wire.WithdrawSource, response: { 200: Done } } },
    async (request) => {
      await request.act((act) => withdrawSource(act, request.params.id, request.body.reason));
      return done;
    });

  app.put('/api/wage-rates/:id', { schema: { ...about('Correct a line by a new one in its place'), params: ById, body: wire.CorrectRate, response: { 200: Done } } },
    async (request) => {
      await request.act((act) => correctRate(act, request.params.id, request.body));
      return done;
    });

  app.get('/api/cases/:id/worksheets', { schema: { ...about('Worksheets of a case'), params: ById, response: { 200: wire.WorksheetList } } },
    (request) => request.act((act) => listWorksheets(act, vault, request.params.id)));

  app.get('/api/cases/:id/worksheet-suggestions', { schema: { ...about('Indices of art. 603-bis that signed worksheets speak of, for a professional to confirm or not'), params: ById, response: { 200: SuggestionList } } },
    (request) => request.act((act) => suggestionsOf(act, vault, request.params.id)));

  app.put('/api/worksheets/:id', { schema: { ...about('Begin a worksheet, or go on from a signed one'), params: ById, body: wire.BeginWorksheet, response: { 200: wire.Worksheet } } },
    async (request, reply) => {
      const worksheet = await request.act((act) => beginWorksheet(act, vault, request.params.id, request.body));
      reply.header('etag', `"${worksheet.version}"`);
      return worksheet;
    });

  app.get('/api/worksheets/:id', { schema: { ...about('A worksheet, whole'), params: ById, response: { 200: wire.Worksheet } } },
    async (request, reply) => {
      const worksheet = await request.act((act) => readWorksheet(act, vault, request.params.id));
      reply.header('etag', `"${worksheet.version}"`);
      return worksheet;
    });

  app.put('/api/worksheets/:id/content', { schema: { ...about('Keep what is told'), params: ById, body: wire.ChangeContent, response: { 200: wire.Kept } } },
    async (request, reply) => {
      const kept = await request.act((act) => changeContent(act, vault, request.params.id, versionSeen(request), request.body));
      reply.header('etag', `"${kept.version}"`);
      return kept;
    });

  app.post('/api/worksheets/:id/moves', { schema: { ...about('Compute, open again, sign, set aside, take up'), params: ById, body: wire.MoveWorksheet, response: { 200: wire.Worksheet } } },
    (request) => request.act((act) => moveWorksheet(act, vault, request.params.id, versionSeen(request), request.body)));

  app.post('/api/worksheets/:id/looks', { schema: { ...about('Say that one has looked over it'), params: ById, body: wire.LookOver, response: { 200: wire.Worksheet } } },
    (request) => request.act((act) => lookOver(act, vault, request.params.id, request.body.id)));

  app.get('/api/worksheets/:id/annex', { schema: { ...about('The annex for a lawyer or a union, PDF or DOCX'), params: ById, querystring: wire.AnnexAsked } },
    async (request, reply) => {
      const { bytes, name } = await request.act((act) => printAnnex(act, vault, request.params.id, request.query));
      reply.header('content-type', paperTypes[request.query.form]).header('content-disposition', `attachment; filename="${name}"`);
      return reply.send(bytes);
    });

  app.get('/api/worksheets/:id/difference', { schema: { ...about('What today’s tables make of it, beside what stands'), params: ById, response: { 200: wire.Difference } } },
    (request) => request.act((act) => differenceNow(act, vault, request.params.id)));
};

/** @throws {Problem} invalid-input when it is no mapping of ours */
function mappingFrom(words: string): wire.Mapping {
  const read = z.string().transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue({ code: 'custom', message: 'no JSON' });
      return z.NEVER;
    }
  }).pipe(wire.Mapping).safeParse(words);
  if (!read.success) throw new Problem('invalid-input', { errors: [{ path: 'mapping', code: 'format' }] });
  return read.data;
}

async function* nothing(): AsyncGenerator<never> {}
