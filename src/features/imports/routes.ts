import type { FastifyReply } from 'fastify';
import { declareProblems, Problem } from '../../kernel/http/problems.ts';
import { type Routes, versionSeen } from '../../kernel/http/server.ts';
import { dayIn } from '../plans/domain.ts';
import { FileProblemCode } from './contract.ts';
import { FileRefused } from './reading/workbook.ts';
import { keepUpload, listBatches } from './store/batches.ts';
import { correctCell } from './store/corrections.ts';
import { decideMany, decideRows } from './store/decisions.ts';
import { keepOperators, readImport } from './store/detail.ts';
import { checkRows, readDuplicates } from './store/duplicates.ts';
import { exportImport } from './store/export.ts';
import { destroyDueFiles, destroyFile, keepFilesFor, readFileKeeping } from './store/files.ts';
import { mapColumns, proposalsFor, readRows, setHeader } from './store/rows.ts';
import { dryRun, failImport, importJob, importStep, resumeImport, startImport } from './store/running.ts';
import { takeBack, undoPreview } from './store/undo.ts';
import * as wire from './wire.ts';

declareProblems({
  ...Object.fromEntries(FileProblemCode.options.map((code) => [code, 422])),
  'import-mapping': 422, 'import-undecided': 409, 'import-still-running': 409, 'import-another-running': 409, 'import-has-written': 409, 'import-in-the-way': 409, 'import-one-by-one': 409, 'import-file-destroyed': 410, 'job-session-ended': 409,
});

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const LONGEST_NAME = 200;
const SWEEP_EVERY = 3_600_000;

/** The imports room: an old register comes in, step by step, and can be taken back whole. */
export const importsRoutes: Routes = (app, house) => {
  const { jobs } = house;
  jobs.does(importJob, (actor, id) => house.asActor(actor, (act) => importStep(house, act, id)));
  // Files whose time is over go at the start and every hour; a database that cannot be reached now is asked again.
  const endDueFiles = (): Promise<void> => destroyDueFiles(house.gate).catch((error: unknown) => app.log.error({ kind: error instanceof Error ? error.name : 'unknown' }, 'import files'));
  const sweeping = setInterval(() => void endDueFiles(), SWEEP_EVERY).unref();
  app.addHook('onReady', endDueFiles);
  app.addHook('onClose', async () => clearInterval(sweeping));

  const about = (summary: string) => ({ summary, tags: ['imports'] });
  const at = (reply: FastifyReply, version: number): number => {
    reply.header('etag', `"${version}"`);
    return version;
  };

  app.get('/api/imports', { schema: { ...about('Registers brought in, newest first'), querystring: wire.After, response: { 200: wire.ImportList } } },
    (request) => request.act((act) => listBatches(house, act, request.query.after)));

  app.put('/api/imports/:id', { schema: { ...about('Bring in a file (multipart, field `file`): XLSX or CSV. It is read and kept sealed; nothing is imported yet'), params: wire.ById, response: { 200: wire.ImportDetail } } },
    async (request, reply) => {
      if (request.actor?.role !== 'coordinator') throw new Problem('not-found');
      const part = request.isMultipart() ? await request.file() : undefined;
      if (!part) throw new Problem('invalid-input', { errors: [{ path: 'file', code: 'missing' }] });
      const bytes = await part.toBuffer();
      return request.act(async (act) => {
        const sheets = await proposalsFor(house, act, bytes).catch(refused);
        await keepUpload(house, act, request.params.id, { name: part.filename.slice(0, LONGEST_NAME), bytes, sheets });
        const detail = await readImport(house, act, request.params.id);
        at(reply, detail.version);
        return detail;
      });
    });

  app.get('/api/imports/:id', { schema: { ...about('Where an import stands'), params: wire.ById, response: { 200: wire.ImportDetail } } }, async (request, reply) => {
    const detail = await request.act((act) => readImport(house, act, request.params.id));
    at(reply, detail.version);
    return detail;
  });

  app.put('/api/imports/:id/header', { schema: { ...about('Where the titles of a sheet stand; its columns are proposed anew and rows read before are forgotten'), params: wire.ById, body: wire.HeaderGiven, response: { 200: wire.ImportMoved } } },
    async (request, reply) => ({ state: 'draft' as const, version: at(reply, await request.act((act) => setHeader(house, act, request.params.id, request.body, versionSeen(request)))) }));

  app.delete('/api/imports/:id/file', { schema: { ...about('Destroy the uploaded file and its key; rows already read stay'), params: wire.ById, response: { 200: wire.Changed } } },
    async (request, reply) => ({ rows: 0, version: at(reply, await request.act((act) => destroyFile(act, request.params.id))) }));

  app.get('/api/import-files', { schema: { ...about('For how many days uploaded registers are kept after the last thing done with them'), response: { 200: wire.FileKeeping } } },
    (request) => request.act((act) => readFileKeeping(act)));

  app.put('/api/import-files', { schema: { ...about('Say for how many days uploaded registers are kept'), body: wire.FileKeeping, response: { 200: wire.FileKeeping } } },
    (request) => request.act((act) => keepFilesFor(act, request.body)));

  app.put('/api/imports/:id/rows/:rowId/cell', { schema: { ...about('Put one cell right; its row is read anew and decided again, and what stood there is kept'), params: wire.OfRow, body: wire.CellGiven, response: { 200: wire.RowSeen } } },
    (request) => request.act((act) => correctCell(house, act, request.params.id, request.params.rowId, request.body, dayIn(act.now))));

  app.put('/api/imports/:id/mapping', { schema: { ...about('What each column means; every row is read anew, and the meaning is remembered'), params: wire.ById, body: wire.MappingGiven, response: { 200: wire.ImportMoved } } },
    async (request, reply) => ({ state: 'mapped' as const, version: at(reply, await request.act((act) => mapColumns(house, act, request.params.id, request.body, versionSeen(request), dayIn(act.now)))) }));

  app.put('/api/imports/:id/operators', { schema: { ...about('Which colleagues the register\'s words mean'), params: wire.ById, body: wire.OperatorsGiven, response: { 200: wire.Changed } } },
    async (request, reply) => ({ rows: request.body.words.length, version: at(reply, await request.act((act) => keepOperators(house, act, request.params.id, request.body.words, versionSeen(request)))) }));

  app.get('/api/imports/:id/rows', { schema: { ...about('Rows as they were read, with what was assumed'), params: wire.ById, querystring: wire.RowsAsked, response: { 200: wire.RowPage } } },
    (request) => request.act((act) => readRows(house, act, request.params.id, request.query.filter, request.query.after)));

  app.get('/api/imports/:id/duplicates', { schema: { ...about('Rows that may be somebody already met, side by side with whom'), params: wire.ById, querystring: wire.DuplicatesAsked, response: { 200: wire.DuplicatePage } } },
    (request) => request.act((act) => readDuplicates(house, act, request.params.id, request.query.only, request.query.after)));

  app.put('/api/imports/:id/decisions', { schema: { ...about('Decide single rows'), params: wire.ById, body: wire.Decisions, response: { 200: wire.Changed } } },
    (request) => request.act((act) => decideRows(act, request.params.id, request.body.items)));

  app.post('/api/imports/:id/decisions', { schema: { ...about('Decide many rows by one sentence'), params: wire.ById, body: wire.BulkDecision, response: { 200: wire.Changed } } },
    (request) => request.act((act) => decideMany(act, request.params.id, request.body)));

  app.get('/api/imports/:id/dry-run', { schema: { ...about('What would be written now; nothing is'), params: wire.ById, response: { 200: wire.DryRun } } },
    (request) => request.act((act) => dryRun(house, act, request.params.id)));

  app.post('/api/imports/:id/moves', { schema: { ...about('Check, run, give up, or take back a whole import'), params: wire.ById, body: wire.ImportMoveGiven, response: { 200: wire.ImportMoved } } }, async (request, reply) => {
    const { id, move, reason, keepTouched } = request.body;
    const moved = await request.act(async (act): Promise<wire.ImportMoved> => {
      switch (move) {
        case 'check': return { state: 'checked', version: await checkRows(house, act, request.params.id, id) };
        case 'run': return startImport(house, act, request.params.id, id);
        case 'fail': return { state: 'failed', version: await failImport(act, request.params.id, id, reason) };
        case 'undo': return { state: 'undone', version: await takeBack(act, request.params.id, id, reason, keepTouched) };
      }
    });
    if (move === 'run') jobs.wake();
    at(reply, moved.version);
    return moved;
  });

  app.post('/api/imports/:id/resume', { schema: { ...about('Go on with an import that stopped'), params: wire.ById, response: { 200: wire.ImportMoved } } }, async (request, reply) => {
    const version = await request.act((act) => resumeImport(act, request.params.id));
    jobs.wake();
    return { state: 'running' as const, version: at(reply, version) };
  });

  app.get('/api/imports/:id/undo', { schema: { ...about('What taking the import back would take away, and what stands in the way'), params: wire.ById, response: { 200: wire.UndoPreview } } },
    (request) => request.act((act) => undoPreview(act, request.params.id)));

  app.get('/api/imports/:id/export', { schema: { ...about('The file as it came, with what became of each row (XLSX)'), params: wire.ById, querystring: wire.ExportAsked } }, async (request, reply) => {
    const bytes = await request.act((act) => exportImport(house, act, request.params.id, request.query.restricted === 'yes', request.query.language));
    reply.header('content-type', XLSX).header('content-disposition', 'attachment; filename="registro-con-esito.xlsx"');
    return reply.send(bytes);
  });
};

function refused(error: unknown): never {
  if (error instanceof FileRefused) throw new Problem(error.code);
  throw error;
}
