import { paperTypes } from '../../kernel/documents/making.ts';
import { declareConstraintProblems, declareProblems, Problem } from '../../kernel/http/problems.ts';
import { type Routes, versionSeen } from '../../kernel/http/server.ts';
import * as contract from './contract.ts';
import { strikeEntry, writeEntry } from './store/balance.ts';
import { strikeCentreStep, writeCentreStep } from './store/centre.ts';
import { moveCheck } from './store/checks.ts';
import { handCurriculum, makeCurriculum, previewCurriculum, printCurriculum, readCurriculum } from './store/curricula.ts';
import { findEmployers, toldBefore, writeEmployer } from './store/employers.ts';
import { readEmployment } from './store/employment.ts';
import { bringEdition, listEditions, searchConcepts } from './store/esco.ts';
import { exportPlacements, listPlacements, retention } from './store/list.ts';
import { lookAt, movePlacement, writePlacement } from './store/placements.ts';

declareProblems({
  'placement-not-looked-at': 409, 'curriculum-consent-missing': 409, 'curriculum-not-for-them': 403, 'curriculum-not-agreed': 409, 'curriculum-tells-too-much': 422, 'curriculum-empty': 422, 'esco-file-refused': 422,
});
declareConstraintProblems({ balance_entry_one_wish: 'already-exists' });

const { ById, Done } = contract;
const settled = (work: Promise<void>) => work.then(() => ({ done: true }) as const);

/** What a person can do and wants, the work that was found, and whether it held. */
export const employmentRoutes: Routes = (app, { vault }) => {
  const about = (summary: string) => ({ summary, tags: ['employment'] });

  app.get('/api/cases/:id/employment', { schema: { ...about('Everything about work in the file of a person'), params: ById, response: { 200: contract.Employment } } },
    (request) => request.act((act) => readEmployment(act, vault, request.params.id)));

  app.put('/api/balance-entries/:id', { schema: { ...about('Write a line of the balance of skills, or put one right'), params: ById, body: contract.WriteEntry, response: { 200: Done } } },
    (request) => settled(request.act((act) => writeEntry(act, vault, request.params.id, versionSeen(request), request.body))));

  app.post('/api/balance-entries/:id/struck', { schema: { ...about('Strike a line that was wrong'), params: ById, response: { 200: Done } } },
    (request) => settled(request.act((act) => strikeEntry(act, request.params.id, true))));

  app.post('/api/balance-entries/:id/put-back', { schema: { ...about('Put back a line that was struck'), params: ById, response: { 200: Done } } },
    (request) => settled(request.act((act) => strikeEntry(act, request.params.id, false))));

  app.post('/api/employers/search', { schema: { ...about('Employers by the words of their name'), body: contract.EmployerSearch, response: { 200: contract.EmployersFound } } },
    (request) => request.act(async (act) => ({ items: await findEmployers(act, request.body.words) })));

  app.post('/api/employers/told-before', { schema: { ...about('Whether somebody of a like name stands in the worksheets of this very case'), body: contract.ToldBeforeAsked, response: { 200: contract.ToldBefore } } },
    (request) => request.act(async (act) => ({ alike: await toldBefore(act, vault, request.body) })));

  app.put('/api/employers/:id', { schema: { ...about('Write an employer down, or put one right'), params: ById, body: contract.WriteEmployer, response: { 200: Done } } },
    (request) => settled(request.act((act) => writeEmployer(act, request.params.id, versionSeen(request), request.body))));

  app.put('/api/placements/:id', { schema: { ...about('Write a placement down, or put right what is offered'), params: ById, body: contract.WritePlacement, response: { 200: Done } } },
    (request) => settled(request.act((act) => writePlacement(act, vault, request.params.id, versionSeen(request), request.body))));

  app.post('/api/placements/:id/moves', { schema: { ...about('A step of a placement'), params: ById, body: contract.MovePlacement, response: { 200: Done } } },
    (request) => settled(request.act((act) => movePlacement(act, vault, request.params.id, request.body))));

  app.put('/api/placement-looks/:id', { schema: { ...about('Whoever coordinates has looked at a placement'), params: ById, body: contract.WriteLook, response: { 200: Done } } },
    (request) => settled(request.act((act) => lookAt(act, request.params.id, request.body))));

  app.post('/api/placement-checks/:id/moves', { schema: { ...about('How the work goes: answered, put off, not reached, taken back'), params: ById, body: contract.MoveCheck, response: { 200: Done } } },
    (request) => settled(request.act((act) => moveCheck(act, vault, request.params.id, request.body))));

  app.put('/api/job-centre-steps/:id', { schema: { ...about('A step at the job centre, with its day and its paper'), params: ById, body: contract.WriteCentreStep, response: { 200: Done } } },
    (request) => settled(request.act((act) => writeCentreStep(act, vault, request.params.id, request.body))));

  app.post('/api/job-centre-steps/:id/struck', { schema: { ...about('Strike a step at the job centre that was wrong'), params: ById, response: { 200: Done } } },
    (request) => settled(request.act((act) => strikeCentreStep(act, request.params.id))));

  app.post('/api/curriculum-previews', { schema: { ...about('A curriculum as it would leave, word by word'), body: contract.CurriculumAsked, response: { 200: contract.CurriculumPreview } } },
    (request) => request.act((act) => previewCurriculum(act, vault, request.body)));

  app.put('/api/curricula/:id', { schema: { ...about('Keep a curriculum as its preview was read'), params: ById, body: contract.MakeCurriculum, response: { 200: Done } } },
    (request) => settled(request.act((act) => makeCurriculum(act, vault, request.params.id, request.body))));

  app.get('/api/curricula/:id', { schema: { ...about('A curriculum, and to whom it went'), params: ById, response: { 200: contract.Curriculum } } },
    (request) => request.act((act) => readCurriculum(act, vault, request.params.id)));

  app.get('/api/curricula/:id/paper', { schema: { ...about('A curriculum as PDF or DOCX'), params: ById, querystring: contract.PaperForm } },
    async (request, reply) => {
      const { bytes, name } = await request.act((act) => printCurriculum(act, vault, request.params.id, request.query.form));
      reply.header('content-type', paperTypes[request.query.form]).header('content-disposition', `attachment; filename="${name}"`);
      return reply.send(bytes);
    });

  app.put('/api/curriculum-handings/:id', { schema: { ...about('A curriculum was given out, and how the person said yes'), params: ById, body: contract.HandCurriculum, response: { 200: Done } } },
    (request) => settled(request.act((act) => handCurriculum(act, request.params.id, request.body))));

  app.get('/api/placements', { schema: { ...about('Placements of the cases whose work facts one holds'), querystring: contract.PlacementQuery, response: { 200: contract.PlacementPage } } },
    (request) => request.act((act) => listPlacements(act, request.query)));

  app.post('/api/placement-exports', { schema: { ...about('The same list as a file, by code alone; the reason stays in the trail'), body: contract.PlacementExport } },
    (request, reply) => exportPlacements(request, reply, request.body));

  app.get('/api/placement-figures', { schema: { ...about('Whether the work held, five placements at a time'), response: { 200: contract.Retention } } },
    (request) => request.act(retention));

  app.get('/api/esco-editions', { schema: { ...about('The classification of skills and occupations as it came in'), response: { 200: contract.EscoEditions } } },
    (request) => request.act(listEditions));

  app.put('/api/esco-editions/:id', { schema: { ...about('Bring a file of the classification in (multipart: kind, language, edition, source, then `file`)'), params: ById, response: { 200: contract.EscoKept } } },
    async (request) => {
      const part = request.isMultipart() ? await request.file() : undefined;
      if (!part) throw new Problem('invalid-input', { errors: [{ path: 'file', code: 'missing' }] });
      const field = (name: string): unknown => {
        const given = part.fields[name];
        return given && !Array.isArray(given) && given.type === 'field' ? given.value : undefined;
      };
      const given = contract.EscoGiven.safeParse({ kind: field('kind'), language: field('language'), edition: field('edition'), source: field('source') });
      if (!given.success) throw new Problem('invalid-input', { errors: given.error.issues.map((issue) => ({ path: issue.path.join('.'), code: issue.code })) });
      const concepts = await request.act((act) => bringEdition(act, request.params.id, given.data, part.file));
      if (part.file.truncated) throw new Problem('too-large');
      return { concepts };
    });

  app.post('/api/esco/search', { schema: { ...about('Concepts by their names, as one types'), body: contract.EscoSearch, response: { 200: contract.EscoFound } } },
    (request) => request.act((act) => searchConcepts(act, request.body)));
};
