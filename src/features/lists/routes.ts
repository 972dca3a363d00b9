import { declareProblems, Problem } from '../../kernel/http/problems.ts';
import { type App, type Routes, versionSeen } from '../../kernel/http/server.ts';
import type { House } from '../../kernel/http/house.ts';
import { beginJob } from '../../kernel/jobs/runner.ts';
import * as contract from './contract.ts';
import type { Deeds, WordsIn } from './deeds.ts';
import { exportList } from './store/export.ts';
import { readLines } from './store/lines.ts';
import { askForMany, askToGoOn, askToUndo, chosenCases, listRuns, readRun, takeStep } from './store/runs.ts';
import { changeList, keepList, pinList, pinnedLists, savedList, savedLists } from './store/saved.ts';
import { z } from 'zod';

declareProblems({ 'list-filter-gone': 409, 'list-changed': 409, 'too-many-chosen': 422, 'too-many-pinned': 422, 'case-without-owner': 409, 'bulk-working': 409, 'bulk-not-undoable': 409 });

const { byId: params, Done } = contract;
const settled = (work: Promise<void>) => work.then(() => ({ done: true }) as const);
const Version = z.object({ version: z.int() });
/** Cases of one step beside the requests. */
const PER_STEP = 10;
const kindOf = { do: 'bulk', undo: 'bulk-undo' } as const;

/** Lists kept under a name, and what is done to many of their lines at once. @param deeds what the other rooms can do to a case */
export const listsRoutes = (deeds: Deeds, wordsIn: WordsIn): Routes => (app: App, house: House) => {
  const about = (summary: string) => ({ summary, tags: ['lists'] });
  const shop = { asActor: house.asActor, vault: house.vault, deeds };
  for (const way of ['do', 'undo'] as const) house.jobs.does(kindOf[way], (actor, id) => takeStep(shop, actor, id, way, PER_STEP));

  app.get('/api/lists', { schema: { ...about('Lists one kept, and those shared with the team'), response: { 200: contract.SavedLists } } },
    (request) => request.act(async (act) => ({ items: await savedLists(act) })));

  app.get('/api/lists/pinned', { config: { inCalls: true }, schema: { ...about('The lists on one\'s first screen, with how many lines each holds today'), response: { 200: contract.PinnedLists } } },
    (request) => request.act(async (act) => ({ items: await pinnedLists(act) })));

  app.get('/api/lists/:id', { schema: { ...about('A list: what narrows it, its columns, its order'), params, response: { 200: contract.SavedList } } },
    (request) => request.act((act) => savedList(act, request.params.id)));

  app.put('/api/lists/:id', { schema: { ...about('Keep a list under a name'), params, body: contract.NewList, response: { 200: Done } } },
    (request) => settled(request.act((act) => keepList(act, request.params.id, request.body))));

  app.patch('/api/lists/:id', { schema: { ...about('Change a list, share it with the team, take it away or bring it back'), params, body: contract.ListChange, response: { 200: Version } } },
    (request) => request.act(async (act) => ({ version: await changeList(act, request.params.id, request.body, versionSeen(request)) })));

  app.put('/api/lists/:id/pin', { schema: { ...about('Put a list on one\'s first screen, or take it from there'), params, body: contract.Pin, response: { 200: Done } } },
    (request) => settled(request.act((act) => pinList(act, request.params.id, request.body.pinned))));

  app.post('/api/list-lines', { schema: { ...about('The lines of a list that one may see, page by page'), body: contract.ListAsked, response: { 200: contract.ListLines } } },
    (request) => request.act((act) => readLines(act, request.body)));

  app.post('/api/list-cases', { schema: { ...about('The cases behind all the lines of a list, when they are as many as was said'), body: contract.Chosen, response: { 200: contract.CaseIds } } },
    (request) => request.act(async (act) => {
      act.unchanged();
      return { caseIds: await chosenCases(act, request.body) };
    }));

  app.post('/api/list-exports', { schema: { ...about('A list, or the lines chosen in it, as a file; one line in the trail for each person'), body: contract.ListExportAsked } },
    (request, reply) => exportList(request, reply, request.body, wordsIn));

  app.get('/api/bulk-runs', { schema: { ...about('What one did to many cases at once, in the last days'), response: { 200: contract.BulkRuns } } },
    (request) => request.act(listRuns));

  app.get('/api/bulk-runs/:id', { schema: { ...about('How something done to many went, case by case'), params, response: { 200: contract.BulkRun } } },
    (request) => request.act((act) => readRun(act, request.params.id)));

  /** A few at once, many beside the requests. */
  const goOn = async (request: Parameters<typeof versionSeen>[0], id: string, way: 'do' | 'undo', ask: () => Promise<number>): Promise<contract.BulkRun> => {
    const { actor } = request;
    if (!actor) throw new Problem('session-required');
    const cases = await ask();
    if (cases <= contract.DONE_AT_ONCE) {
      for (let step = await takeStep(shop, actor, id, way, contract.DONE_AT_ONCE); !step.isFinished;) step = await takeStep(shop, actor, id, way, contract.DONE_AT_ONCE);
    } else {
      await house.asActor(actor, (act) => {
        act.unchanged();
        return beginJob(act, kindOf[way], id);
      });
      house.jobs.wake();
    }
    return house.asActor(actor, (act) => readRun(act, id));
  };

  app.put('/api/bulk-runs/:id', { schema: { ...about('Do the same to many cases, each as if it were done alone'), params, body: contract.NewBulk, response: { 200: contract.BulkRun } } },
    (request) => goOn(request, request.params.id, 'do', () => request.act((act) => askForMany(act, request.params.id, request.body))));

  app.post('/api/bulk-runs/:id/undo', { schema: { ...about('Take back what was done to many, where nobody went on with it'), params, response: { 200: contract.BulkRun } } },
    (request) => goOn(request, request.params.id, 'undo', () => request.act((act) => askToUndo(act, request.params.id))));

  app.post('/api/bulk-runs/:id/resume', { schema: { ...about('Go on with what stopped half way; what is done stays done'), params, response: { 200: contract.BulkRun } } },
    async (request) => {
      const { way, cases } = await request.act((act) => askToGoOn(act, request.params.id));
      return goOn(request, request.params.id, way, () => Promise.resolve(cases));
    });
};
