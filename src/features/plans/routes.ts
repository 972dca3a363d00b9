import { z } from 'zod';
import { declareConstraintProblems, declareProblems } from '../../kernel/http/problems.ts';
import { type Routes, versionSeen } from '../../kernel/http/server.ts';
import { asDocx, asPdf, paperTypes } from '../../kernel/documents/making.ts';
import { italianDay } from '../../kernel/italian-day.ts';
import { referenceOf } from '../../kernel/reference/own.ts';
import * as contract from './contract.ts';
import { planCopyPaper } from './domain/copy-paper.ts';
import { planReference } from './reference.ts';
import { askApproval, decideApproval, readApprovals, readAsked } from './store/approvals.ts';
import { readCopy } from './store/copy.ts';
import { answerHousehold, readHousehold } from './store/household.ts';
import { keepDistance, keepNeed, readNeeds } from './store/needs.ts';
import { beginPlan, changeGoal, keepGoal, movePlan, readCasePlan, readEdition } from './store/plans.ts';
import { confirmFact, keepFact, readExpiries, readHistory, readKnown, readProfile } from './store/profile.ts';
import { changeStep, keepStep, readMySteps } from './store/steps.ts';

declareProblems({
  'plan-without-goals': 409,
  'plan-agreement-needed': 422,
  'plan-goal-without-outcome': 409,
  'plan-not-open': 409,
  'plan-steps-in-circle': 409,
  'plan-owner-not-in-case': 422, 'plan-approval-waits': 409,
});
declareConstraintProblems({ plan_approval_waits_once: 'plan-approval-waits', profile_fact_one_current: 'changed-meanwhile', need_one_current: 'changed-meanwhile' });

const { ById } = contract;
const Listed = z.object({ after: z.string().max(200).optional() });

/** A person's profile, needs and plan; the steps one must take; what is about to expire. */
export const plansRoutes: Routes = (app, { vault }) => {
  app.get('/api/cases/:id/profile', { schema: { summary: 'What is known about the person, and where it was learned', tags: ['plans'], params: ById, response: { 200: contract.Profile } } },
    (request) => request.act((act) => readProfile(act, vault, request.params.id)));

  app.get('/api/cases/:id/known', { config: { inCalls: true }, schema: { summary: 'Of what is known, what a talk of the day needs so as not to ask again: no story, no spell of work or exploitation', tags: ['plans'], params: ById, response: { 200: contract.Profile } } },
    (request) => request.act((act) => readKnown(act, vault, request.params.id)));

  app.get('/api/cases/:id/profile/:field', { schema: { summary: 'Everything that was ever known in one field', tags: ['plans'], params: ById.extend({ field: z.string().max(60) }), querystring: z.object({ episode: z.uuid().optional() }), response: { 200: contract.FactHistory } } },
    (request) => request.act(async (act) => ({ items: await readHistory(act, vault, request.params.id, request.params.field, request.query.episode ?? null) })));

  app.get('/api/cases/:id/household-facts', { schema: { summary: 'What is known from the others of the household, to be confirmed with this person', tags: ['plans'], params: ById, response: { 200: contract.HouseholdFacts } } },
    (request) => request.act((act) => readHousehold(act, vault, request.params.id)));

  app.post('/api/cases/:id/household-answers', { schema: { summary: 'What the person says of it: so, not so, not now', tags: ['plans'], params: ById, body: contract.AnswerHousehold, response: { 200: contract.HouseholdFacts } } },
    (request) => request.act(async (act) => {
      await answerHousehold(act, vault, request.params.id, request.body);
      return readHousehold(act, vault, request.params.id);
    }));

  app.put('/api/facts/:id', { schema: { summary: 'Write down what was learned; what stood there steps back', tags: ['plans'], params: ById, body: contract.FactWritten, response: { 200: contract.Fact } } },
    (request) => request.act((act) => keepFact(act, vault, request.params.id, request.body)));

  app.post('/api/facts/:id/confirmations', { schema: { summary: 'Say that a fact still holds', tags: ['plans'], params: ById, response: { 200: contract.Fact } } },
    (request) => request.act((act) => confirmFact(act, vault, request.params.id)));

  app.get('/api/expiries', { schema: { summary: 'Facts of one\'s cases that end soon', tags: ['plans'], querystring: Listed, response: { 200: contract.Expiries } } },
    (request) => request.act((act) => readExpiries(act, request.query.after)));

  app.get('/api/cases/:id/needs', { schema: { summary: 'Every reading of the needs of a case', tags: ['plans'], params: ById, response: { 200: contract.Needs } } },
    (request) => request.act(async (act) => ({ items: await readNeeds(act, request.params.id) })));

  app.put('/api/needs/:id', { schema: { summary: 'Write a new reading of one need', tags: ['plans'], params: ById, body: contract.NeedWritten, response: { 200: contract.NeedReading } } },
    (request) => request.act((act) => keepNeed(act, request.params.id, request.body)));

  app.put('/api/distance-readings/:id', { schema: { summary: 'Rate the distance travelled, 1 to 5', tags: ['plans'], params: ById, body: contract.DistanceWritten, response: { 200: contract.DistanceReading } } },
    (request) => request.act((act) => keepDistance(act, request.params.id, request.body)));

  app.get('/api/cases/:id/plan', { schema: { summary: 'The plan of a case', tags: ['plans'], params: ById, response: { 200: contract.CasePlan } } },
    (request) => request.act((act) => readCasePlan(act, request.params.id)));

  app.put('/api/plans/:id', { schema: { summary: 'Begin the draft of a plan', tags: ['plans'], params: ById, body: contract.PlanBegun, response: { 200: contract.Plan } } },
    (request) => request.act((act) => beginPlan(act, request.params.id, request.body.caseId)));

  app.post('/api/plans/:id/moves', { schema: { summary: 'Share, agree, review, renew or end a plan', tags: ['plans'], params: ById, body: contract.PlanMoved, response: { 200: contract.Plan } } },
    (request) => request.act((act) => movePlan(act, request.params.id, request.body, versionSeen(request))));

  app.get('/api/plans/:id/approvals', { schema: { summary: 'Approvals asked for a plan, with their reasons', tags: ['plans'], params: ById, response: { 200: contract.PlanApprovals } } },
    (request) => request.act(async (act) => ({ items: await readApprovals(act, vault, request.params.id) })));

  app.put('/api/plans/:id/approvals/:approvalId', { schema: { summary: 'Put the plan before a second professional', tags: ['plans'], params: ById.extend({ approvalId: z.uuid() }), response: { 200: z.object({ done: z.literal(true) }) } } },
    (request) => request.act((act) => askApproval(act, request.params.approvalId, request.params.id)).then(() => ({ done: true }) as const));

  app.get('/api/plan-approvals/:id/plan', { schema: { summary: 'The plan as it stood when it was put before a second professional', tags: ['plans'], params: ById, response: { 200: contract.Edition } } },
    (request) => request.act((act) => readAsked(act, request.params.id)));

  app.post('/api/plan-approvals/:id/decision', { schema: { summary: 'Approve a plan or send it back, with the reason', tags: ['plans'], params: ById, body: contract.PlanDecision, response: { 200: z.object({ done: z.literal(true) }) } } },
    (request) => request.act((act) => decideApproval(act, vault, request.params.id, request.body)).then(() => ({ done: true }) as const));

  app.get('/api/plans/:id/editions/:edition', { schema: { summary: 'An edition as the person agreed to it', tags: ['plans'], params: ById.extend({ edition: z.coerce.number().int().min(1).max(1_000) }), response: { 200: contract.Edition } } },
    (request) => request.act((act) => readEdition(act, request.params.id, request.params.edition)));

  app.get('/api/plans/:id/copy', { schema: { summary: 'The copy for the person, in plain words', tags: ['plans'], params: ById, querystring: z.object({ language: contract.CopyLanguage.optional() }), response: { 200: contract.PlanCopy } } },
    (request) => request.act((act) => readCopy(act, request.params.id, request.query.language)));

  app.get('/api/plans/:id/copy/paper', { schema: { summary: 'The copy for the person as a file, PDF or DOCX', tags: ['plans'], params: ById, querystring: contract.CopyPaperAsked } },
    async (request, reply) => {
      const { form, language, names, without } = request.query;
      const copy = await request.act((act) => readCopy(act, request.params.id, language));
      const left = new Set(without);
      const paper = planCopyPaper({ ...copy, goals: copy.goals.filter((goal) => !left.has(goal.id)) }, names === 'yes');
      const bytes = await (form === 'pdf' ? asPdf : asDocx)(paper, { at: new Date() });
      // A name that tells nobody what it is, on whatever telephone it ends up.
      return reply.header('content-type', paperTypes[form]).header('content-disposition', `attachment; filename="1.${form}"`).send(bytes);
    });

  app.put('/api/goals/:id', { schema: { summary: 'Add a goal in the person\'s words', tags: ['plans'], params: ById, body: contract.GoalWritten, response: { 200: contract.Goal } } },
    (request) => request.act((act) => keepGoal(act, request.params.id, request.body)));

  app.patch('/api/goals/:id', { schema: { summary: 'Change a goal, or say how it ended', tags: ['plans'], params: ById, body: contract.GoalChanged, response: { 200: contract.Goal } } },
    (request) => request.act((act) => changeGoal(act, request.params.id, request.body, versionSeen(request))));

  app.put('/api/steps/:id', { schema: { summary: 'Add a step to a goal', tags: ['plans'], params: ById, body: contract.StepWritten, response: { 200: contract.Step } } },
    (request) => request.act((act) => keepStep(act, request.params.id, request.body)));

  app.patch('/api/steps/:id', { schema: { summary: 'Change a step, or say how it went', tags: ['plans'], params: ById, body: contract.StepChanged, response: { 200: contract.Step } } },
    (request) => request.act((act) => changeStep(act, request.params.id, request.body, versionSeen(request))));

  app.get('/api/steps', { schema: { summary: 'Steps that one must take oneself', tags: ['plans'], querystring: Listed.extend({ mine: z.string().max(5).optional(), caseId: z.uuid().optional() }), response: { 200: contract.MySteps } } },
    (request) => request.act((act) => readMySteps(act, request.query.after, request.query.caseId)));

  app.get('/api/plan-reference', { schema: { summary: 'Anchors of the need levels, templates of steps, intervals', tags: ['plans'], response: { 200: contract.PlanReference } } },
    (request) => request.act(async (act) => planReference(await referenceOf(act), italianDay(act.now))));
};
