import type { Routes } from '../../kernel/http/server.ts';
import * as contract from './contract.ts';
import { areWeightsVerified, compareWorkload, readWorkload, weighedCasesOf } from './store.ts';

/** How much the team carries. */
export const workloadRoutes: Routes = (app) => {
  const about = (summary: string) => ({ summary, tags: ['workload'] });

  app.get('/api/caseload', { schema: { ...about('The team with the weight of what each follows; oneself alone, for who does not coordinate'), response: { 200: contract.Workload } } },
    (request) => request.act(async (act) => ({ items: await readWorkload(act), verified: await areWeightsVerified(act) })));

  app.post('/api/caseload/compare', { schema: { ...about('What other weights would make of this week, for who coordinates'), body: contract.WeightsBody, response: { 200: contract.WorkloadCompared } } },
    (request) => request.act((act) => compareWorkload(act, request.body)));

  app.get('/api/caseload/:memberId', { schema: { ...about('What one colleague follows, each case with the sum that makes its weight'), params: contract.byMember, response: { 200: contract.WeighedCases } } },
    (request) => request.act((act) => weighedCasesOf(act, request.params.memberId)));
};
