import { declareProblems } from '../../kernel/http/problems.ts';
import { type Routes, versionSeen } from '../../kernel/http/server.ts';
import * as contract from './contract.ts';
import { keepContact, listContacts } from './store/contacts.ts';
import { readIdentifications, writeIdentification } from './store/identifications.ts';
import { keepStep, movePath, openPath, readMinorOfCase, writeAge } from './store/minors.ts';
import { readPaper, readPlanOfCase, writePlan } from './store/plans.ts';
import { linkEmergency, listEmergencies, moveEmergency, noteCall, openEmergency, readEmergency, takeBackCall, writeRecord } from './store/emergencies.ts';

declareProblems({ 'outcome-missing': 422, 'record-first': 409, 'not-safe-to-carry': 409, 'reports-first': 409, 'authority-outcome-missing': 409, 'no-doubt-of-age': 409 });

const { ById, Done } = contract;
const done = { done: true as const };

/** Hard paths: emergencies, safety plans, minors, what an authority found. */
export const safetyRoutes: Routes = (app, { vault }) => {
  const about = (summary: string) => ({ summary, tags: ['safety'] });

  app.get('/api/emergencies', { schema: { ...about('Emergencies one may know of'), querystring: contract.EmergencyQuery, response: { 200: contract.EmergencyList } } },
    (request) => request.act((act) => listEmergencies(act, request.query)));

  app.put('/api/emergencies/:id', { config: { inCalls: true }, schema: { ...about('Open an emergency; the id comes from the device'), params: ById, body: contract.OpenEmergency, response: { 200: Done } } },
    (request) => request.act(async (act) => { await openEmergency(act, request.params.id, request.body); return done; }));

  app.get('/api/emergencies/:id', { schema: { ...about('An emergency: who was called when, what happened, its steps'), params: ById, response: { 200: contract.Emergency } } },
    async (request, reply) => {
      const emergency = await request.act((act) => readEmergency(act, vault, request.params.id));
      reply.header('etag', `"${emergency.version}"`);
      return emergency;
    });

  app.post('/api/emergencies/:id/moves', { schema: { ...about('A step of an emergency, with its reason'), params: ById, body: contract.MoveEmergency, response: { 200: contract.Emergency } } },
    (request) => request.act(async (act) => {
      await moveEmergency(act, vault, request.params.id, versionSeen(request), request.body);
      return readEmergency(act, vault, request.params.id);
    }));

  app.put('/api/emergencies/:id/case', { schema: { ...about('Say whose case it is about, or none'), params: ById, body: contract.LinkEmergency, response: { 200: contract.Emergency } } },
    (request) => request.act(async (act) => {
      await linkEmergency(act, request.params.id, versionSeen(request), request.body.caseId);
      return readEmergency(act, vault, request.params.id);
    }));

  app.put('/api/emergency-calls/:id', { config: { inCalls: true }, schema: { ...about('That somebody was called: one tap'), params: ById, body: contract.NoteCall, response: { 200: Done } } },
    (request) => request.act(async (act) => { await noteCall(act, request.params.id, request.body); return done; }));

  app.put('/api/emergency-calls/:id/taken-back', { config: { inCalls: true }, schema: { ...about('Strike a tap that was a mistake'), params: ById, response: { 200: Done } } },
    (request) => request.act(async (act) => { await takeBackCall(act, request.params.id); return done; }));

  app.put('/api/emergency-records/:id', { schema: { ...about('Write what happened; later ones are added'), params: ById, body: contract.WriteRecord, response: { 200: contract.Emergency } } },
    (request) => request.act(async (act) => {
      await writeRecord(act, vault, request.params.id, request.body);
      return readEmergency(act, vault, request.body.emergencyId);
    }));

  app.get('/api/emergency-contacts', { config: { inCalls: true }, schema: { ...about('Whom this programme calls beside the national numbers'), response: { 200: contract.ContactList } } },
    (request) => request.act(listContacts));

  app.put('/api/emergency-contacts/:id', { schema: { ...about('Keep a contact of the programme'), params: ById, body: contract.KeepContact, response: { 200: contract.ContactList } } },
    (request) => request.act(async (act) => {
      await keepContact(act, request.params.id, versionSeen(request), request.body);
      return listContacts(act);
    }));

  app.get('/api/cases/:id/safety-plan', { schema: { ...about('The safety plan in force, and its earlier editions'), params: ById, response: { 200: contract.CaseSafetyPlan } } },
    (request) => request.act((act) => readPlanOfCase(act, vault, request.params.id)));

  app.put('/api/safety-plans/:id', { schema: { ...about('Write the next edition of a safety plan; If-Match names the edition that was seen, 0 for none'), params: ById, body: contract.WritePlan, response: { 200: contract.CaseSafetyPlan } } },
    (request) => request.act(async (act) => {
      await writePlan(act, vault, request.params.id, versionSeen(request), request.body);
      return readPlanOfCase(act, vault, request.body.caseId);
    }));

  app.get('/api/safety-plans/:id/paper', { schema: { ...about('What stands on the paper for the person, where it is safe to carry'), params: ById, response: { 200: contract.PlanPaper } } },
    (request) => request.act((act) => readPaper(act, vault, request.params.id)));

  app.get('/api/cases/:id/minor-path', { schema: { ...about('The path of whoever may be a child'), params: ById, response: { 200: contract.CaseMinor } } },
    (request) => request.act((act) => readMinorOfCase(act, vault, request.params.id)));

  app.put('/api/minor-paths/:id', { schema: { ...about('Open the path by hand where a doubt of age stands'), params: ById, body: contract.OpenPath, response: { 200: contract.CaseMinor } } },
    (request) => request.act(async (act) => {
      await openPath(act, request.params.id, request.body.caseId);
      return readMinorOfCase(act, vault, request.body.caseId);
    }));

  app.post('/api/minor-paths/:id/moves', { schema: { ...about('A step of the path, with its reason'), params: ById, body: contract.MovePath, response: { 200: contract.CaseMinor } } },
    (request) => request.act(async (act) => readMinorOfCase(act, vault, await movePath(act, vault, request.params.id, versionSeen(request), request.body))));

  app.put('/api/minor-steps/:id', { schema: { ...about('Who was told, what was done, by whom and when'), params: ById, body: contract.KeepStep, response: { 200: contract.CaseMinor } } },
    (request) => request.act(async (act) => readMinorOfCase(act, vault, await keepStep(act, vault, request.params.id, request.body))));

  app.put('/api/age-outcomes/:id', { schema: { ...about('What an authority found about the age; never guessed here'), params: ById, body: contract.WriteAge, response: { 200: contract.CaseMinor } } },
    (request) => request.act(async (act) => readMinorOfCase(act, vault, await writeAge(act, vault, request.params.id, request.body))));

  app.get('/api/cases/:id/identifications', { schema: { ...about('What authorities decided about the person, by their acts'), params: ById, response: { 200: contract.Identifications } } },
    (request) => request.act((act) => readIdentifications(act, vault, request.params.id)));

  app.put('/api/identifications/:id', { schema: { ...about('Copy an authority\'s act; it changes no assessment'), params: ById, body: contract.WriteIdentification, response: { 200: contract.Identifications } } },
    (request) => request.act(async (act) => {
      await writeIdentification(act, vault, request.params.id, request.body);
      return readIdentifications(act, vault, request.body.caseId);
    }));
};
