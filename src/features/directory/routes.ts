import { z } from 'zod';
import { declareConstraintProblems, declareProblems } from '../../kernel/http/problems.ts';
import type { Routes } from '../../kernel/http/app.ts';
import { versionSeen } from '../../kernel/http/server.ts';
import { Organisations, Service, ServiceChanged, ServicePage, ServiceSearch, ServiceWritten } from './contract.ts';
import { changeService, findServices, keepService, readOrganisations, readService, verifyService } from './store.ts';

declareProblems({ 'service-tells-place': 422 });
declareConstraintProblems({ service_keeps_its_place_secret: 'service-tells-place' });

const ById = z.object({ id: z.uuid() });

/** The services of the territory: found by everyone of the programme, kept true by those who run them. */
export const directoryRoutes: Routes = (app) => {
  app.post('/api/services/search', { schema: { summary: 'Find services by words, category, language', tags: ['directory'], body: ServiceSearch, response: { 200: ServicePage } } },
    (request) => request.act((act) => findServices(act, request.body)));

  app.get('/api/services/organisations', { schema: { summary: 'The bodies of the programme, by name', tags: ['directory'], response: { 200: Organisations } } },
    (request) => request.act((act) => readOrganisations(act)));

  app.get('/api/services/:id', { schema: { summary: 'One service', tags: ['directory'], params: ById, response: { 200: Service } } },
    (request) => request.act((act) => readService(act, request.params.id)));

  app.put('/api/services/:id', { schema: { summary: 'Write down a service', tags: ['directory'], params: ById, body: ServiceWritten, response: { 200: Service } } },
    (request) => request.act((act) => keepService(act, request.params.id, request.body)));

  app.patch('/api/services/:id', { schema: { summary: 'Change what is written about a service', tags: ['directory'], params: ById, body: ServiceChanged, response: { 200: Service } } },
    (request) => request.act((act) => changeService(act, request.params.id, request.body, versionSeen(request))));

  app.post('/api/services/:id/verifications', { schema: { summary: 'Say that it was made sure of today', tags: ['directory'], params: ById, response: { 200: Service } } },
    (request) => request.act((act) => verifyService(act, request.params.id)));
};
