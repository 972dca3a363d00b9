import { z } from 'zod';
import { declareConstraintProblems, declareProblems } from '../../kernel/http/problems.ts';
import { paperTypes } from '../../kernel/documents/making.ts';
import { type Routes, versionSeen } from '../../kernel/http/server.ts';
import * as contract from './contract.ts';
import { changeHeader, listCases, readHeader } from './store/cases.ts';
import { askToClose, closingsOf, decideClosing, listClosings, readinessToClose } from './store/closings.ts';
import { askForAccess, breakTheGlass, decideAccess, listAccessRequests, listBreakGlass, reviewBreakGlass } from './store/emergencies.ts';
import { exportCases } from './store/export.ts';
import { readAudience, readTimeline, readTrail, timelineAuthors, trailMembers, unusualAccesses } from './store/history.ts';
import { moveCase } from './store/moves.ts';
import { printTimeline } from './store/print.ts';
import { keepNote, listNotes } from './store/notes.ts';
import { listNotifications, markRead } from './store/notifications.ts';
import { changeTask, keepTask, listMyTasks, listTasksOfCase } from './store/tasks.ts';
import { assign, bar, endAssignment, endSecond, liftBar, nameSecond, readTeam } from './store/team.ts';

declareProblems({
  'care-not-ready': 409,
  'closing-not-ready': 409,
  'own-work': 403,
  'owner-not-following': 422,
  'colleague-barred': 409,
  'case-already-held': 409,
  'case-already-open': 409,
});
declareConstraintProblems({ case_open_once: 'case-already-open', case_closing_open_once: 'already-exists' });

const { ById: params, Done } = contract;
const done = { done: true } as const;
/** The answer to what asks for nothing back. */
const settled = (work: Promise<void>) => work.then(() => done);
const byPage = z.object({ after: contract.After });
const Version = z.object({ version: z.int() });

/** Cases, who follows and who opened them, notes, tasks, and the notices that tell colleagues of each other's requests. */
export const casesRoutes: Routes = (app, house) => {
  const about = (summary: string) => ({ summary, tags: ['cases'] });

  app.get('/api/cases', { schema: { ...about('The cases one holds, last changed first'), querystring: contract.CaseListQuery, response: { 200: contract.CasePage } } },
    (request) => request.act((act) => listCases(act, request.query)));

  app.post('/api/case-exports', { schema: { ...about('The cases one coordinates as a file (CSV, XLSX): by code, or with names; the reason stays in the trail'), body: contract.CaseExportAsked } },
    (request, reply) => exportCases(request, reply, request.body));

  app.get('/api/cases/:id', { schema: { ...about('The header of a case, with what one may do in it'), params, response: { 200: contract.CaseHeader } } },
    (request, reply) => request.act(async (act) => {
      const header = await readHeader(act, house.vault, request.params.id);
      reply.header('etag', `"${header.version}"`);
      return header;
    }));

  app.patch('/api/cases/:id', { schema: { ...about('Keep risk, wish, summary and owner'), params, body: contract.HeaderChange, response: { 200: Version } } },
    (request) => request.act(async (act) => ({ version: await changeHeader(act, request.params.id, request.body, versionSeen(request)) })));

  app.post('/api/cases/:id/moves', { schema: { ...about('Move a case along its way'), params, body: contract.MoveGiven, response: { 200: z.object({ state: contract.CaseState }) } } },
    (request) => request.act(async (act) => ({ state: await moveCase(act, request.params.id, request.body) })));

  app.get('/api/case-closings', { schema: { ...about('Requests to close that wait for a decision'), querystring: byPage, response: { 200: contract.page(contract.Closing) } } },
    (request) => request.act((act) => listClosings(act, house.vault, request.query.after)));

  app.put('/api/case-closings/:id', { schema: { ...about('Ask to close a case'), params, body: contract.ClosingAsked, response: { 200: Done } } },
    (request) => settled(request.act((act) => askToClose(act, house.vault, request.params.id, request.body))));

  app.post('/api/case-closings/:id/decision', { schema: { ...about('Approve a closing, or send it back with words'), params, body: contract.ClosingDecision, response: { 200: Done } } },
    (request) => settled(request.act((act) => decideClosing(act, house.vault, request.params.id, request.body))));

  app.get('/api/cases/:id/team', { schema: { ...about('Who holds a case and why; bars, for the coordinator'), params, response: { 200: contract.CaseTeam } } },
    (request) => request.act((act) => readTeam(act, request.params.id)));

  app.put('/api/case-seconds/:id', { schema: { ...about('Name who may approve beside the coordinator'), params, body: contract.Second, response: { 200: Done } } },
    (request) => settled(request.act((act) => nameSecond(act, request.params.id, request.body))));

  app.post('/api/case-seconds/:id/end', { schema: { ...about('Take back that they may approve'), params, response: { 200: Done } } },
    (request) => settled(request.act((act) => endSecond(act, request.params.id))));

  app.get('/api/cases/:id/closings', { schema: { ...about('Every closing of a case, with its reason and outcome'), params, response: { 200: contract.Closings } } },
    (request) => request.act(async (act) => ({ items: await closingsOf(act, house.vault, request.params.id) })));

  app.get('/api/cases/:id/closing-readiness', { schema: { ...about('What to know before asking to close'), params, response: { 200: contract.ClosingReadiness } } },
    (request) => request.act((act) => readinessToClose(act, request.params.id)));

  app.put('/api/case-assignments/:id', { schema: { ...about('Give a case to a colleague'), params, body: contract.Assignment, response: { 200: Done } } },
    (request) => settled(request.act((act) => assign(act, request.params.id, request.body))));

  app.post('/api/case-assignments/:id/end', { schema: { ...about('Take a case back from a colleague, or give up one\'s own'), params, response: { 200: Done } } },
    (request) => settled(request.act((act) => endAssignment(act, request.params.id))));

  app.put('/api/case-bars/:id', { schema: { ...about('Bar a named colleague, or oneself, from a case'), params, body: contract.Bar, response: { 200: Done } } },
    (request) => settled(request.act((act) => bar(act, request.params.id, request.body))));

  app.post('/api/case-bars/:id/lift', { schema: { ...about('Lift a bar'), params, response: { 200: Done } } },
    (request) => settled(request.act((act) => liftBar(act, request.params.id))));

  app.put('/api/break-glass/:id', { schema: { ...about('Open a case in an emergency, for twenty-four hours, with a written reason'), params, body: contract.BreakGlass, response: { 200: contract.GlassBroken } } },
    (request) => request.act((act) => breakTheGlass(act, request.params.id, request.body)));

  app.get('/api/break-glass', { schema: { ...about('When the glass was broken'), querystring: byPage, response: { 200: contract.BreakGlassPage } } },
    (request) => request.act((act) => listBreakGlass(act, request.query.after)));

  app.post('/api/break-glass/:id/review', { schema: { ...about('Look at an emergency opening afterwards'), params, body: contract.Review, response: { 200: Done } } },
    (request) => settled(request.act((act) => reviewBreakGlass(act, request.params.id, request.body.words))));

  app.put('/api/access-requests/:id', { schema: { ...about('Ask for a case known by its code'), params, body: contract.AccessAsked, response: { 200: Done } } },
    (request) => settled(request.act((act) => askForAccess(act, request.params.id, request.body))));

  app.get('/api/access-requests', { schema: { ...about('Requests for access that wait, and one\'s own'), querystring: byPage, response: { 200: contract.AccessRequestPage } } },
    (request) => request.act((act) => listAccessRequests(act, request.query.after)));

  app.post('/api/access-requests/:id/decision', { schema: { ...about('Grant access, by assigning the case, or refuse'), params, body: contract.AccessDecision, response: { 200: Done } } },
    (request) => settled(request.act((act) => decideAccess(act, request.params.id, request.body.decision))));

  app.put('/api/case-notes/:id', { schema: { ...about('Write a note; another one corrects it'), params, body: contract.NewNote, response: { 200: Done } } },
    (request) => settled(request.act((act) => keepNote(act, house.vault, request.params.id, request.body))));

  app.get('/api/cases/:id/notes', { schema: { ...about('The notes one may read, last first'), params, querystring: contract.NoteQuery, response: { 200: contract.NotePage } } },
    (request) => request.act((act) => listNotes(act, house.vault, request.params.id, request.query)));

  app.get('/api/cases/:id/timeline', { schema: { ...about('Everything that happened in a case, last first'), params, querystring: contract.TimelineQuery, response: { 200: contract.TimelinePage } } },
    (request) => request.act((act) => readTimeline(act, request.params.id, request.query)));

  app.get('/api/cases/:id/timeline/authors', { schema: { ...about('Who did something of what one may see of a case'), params, response: { 200: contract.TimelineAuthors } } },
    (request) => request.act((act) => timelineAuthors(act, request.params.id)));

  app.get('/api/cases/:id/timeline/paper', { schema: { ...about('What happened in a case as a file, PDF or DOCX, narrowed as asked'), params, querystring: contract.TimelinePaperAsked } },
    async (request, reply) => {
      const { bytes, name } = await request.act((act) => printTimeline(act, request.params.id, request.query));
      reply.header('content-type', paperTypes[request.query.form]).header('content-disposition', `attachment; filename="${name}"`);
      return reply.send(bytes);
    });

  app.get('/api/cases/:id/audience', { schema: { ...about('Who has opened a case, by day, colleague and action'), params, querystring: byPage, response: { 200: contract.AudiencePage } } },
    (request) => request.act((act) => readAudience(act, request.params.id, request.query.after)));

  app.get('/api/audit', { schema: { ...about('Who did what to which record, for the data protection officer'), querystring: contract.TrailQuery, response: { 200: contract.TrailPage } } },
    (request) => request.act((act) => readTrail(act, request.query)));

  app.get('/api/audit/members', { schema: { ...about('Whose lines may stand in the trail, for the data protection officer'), response: { 200: contract.TrailMembers } } },
    (request) => request.act(async (act) => ({ items: await trailMembers(act) })));

  app.get('/api/audit/unusual', { schema: { ...about('Accesses that deserve a second look, for the data protection officer'), querystring: contract.UnusualQuery, response: { 200: contract.Unusual } } },
    (request) => request.act((act) => unusualAccesses(act, request.query.days)));

  app.get('/api/notifications', { schema: { ...about('What waits for oneself'), querystring: byPage, response: { 200: contract.NotificationPage } } },
    (request) => request.act((act) => listNotifications(act, request.query.after)));

  app.post('/api/notifications/:id/reads', { schema: { ...about('Mark a notice as read'), params, response: { 200: Done } } },
    (request) => settled(request.act((act) => markRead(act, request.params.id))));

  app.get('/api/tasks', { schema: { ...about('One\'s own tasks'), querystring: contract.TaskQuery, response: { 200: contract.TaskPage } } },
    (request) => request.act((act) => listMyTasks(act, request.query)));

  app.get('/api/cases/:id/tasks', { schema: { ...about('The tasks of a case'), params, querystring: contract.TaskQuery, response: { 200: contract.TaskPage } } },
    (request) => request.act((act) => listTasksOfCase(act, request.params.id, request.query)));

  app.put('/api/tasks/:id', { schema: { ...about('Give a task'), params, body: contract.NewTask, response: { 200: Done } } },
    (request) => settled(request.act((act) => keepTask(act, request.params.id, request.body))));

  app.patch('/api/tasks/:id', { schema: { ...about('Change a task, or say that it is done'), params, body: contract.TaskChange, response: { 200: Version } } },
    (request) => request.act(async (act) => ({ version: await changeTask(act, request.params.id, request.body, versionSeen(request)) })));
};
