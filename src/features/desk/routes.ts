import { z } from 'zod';
import { declareConstraintProblems, declareProblems } from '../../kernel/http/problems.ts';
import { type Routes, versionSeen } from '../../kernel/http/server.ts';
import * as contract from './contract.ts';
import { agendaOf, appointmentsOf, bookAppointment, changeAppointment, colleagues, moveAppointment } from './store/agenda.ts';
import { addAddendum, changeHeading, interviewsOf, moveInterview, openInterview, readInterview, unsignedInterviews } from './store/interviews.ts';
import { keepSection } from './store/sections.ts';

declareProblems({
  'double-booking-person': 409,
  'double-booking-operator': 409,
  'double-booking-mediator': 409,
  'double-booking-colleague': 409,
  'double-booking-room': 409,
  'interview-signed': 409,
  'interview-not-signed': 409,
  'only-author-signs': 403,
});
declareConstraintProblems({
  appointment_person_once: 'double-booking-person',
  appointment_operator_once: 'double-booking-operator',
  appointment_mediator_once: 'double-booking-mediator',
  appointment_colleague_once: 'double-booking-colleague',
  appointment_room_once: 'double-booking-room',
});

const byId = z.object({ id: z.uuid() });
const byCase = z.object({ caseId: z.uuid() });
const paged = z.object({ after: z.uuid().optional() });
const tags = ['desk'];

/** Agenda and interviews. */
export const deskRoutes: Routes = (app, house) => {
  const { vault } = house;

  app.get('/api/agenda', { schema: { summary: 'The appointments of a day: for the team without names, for those who hold a case with them', tags, querystring: z.object({ day: z.iso.date() }), response: { 200: contract.Agenda } } },
    (request) => request.act(async (act) => ({ day: request.query.day, items: await agendaOf(act, request.query.day) })));

  app.get('/api/desk/colleagues', { schema: { summary: 'Colleagues who may be booked, with their languages', tags, response: { 200: contract.ColleagueList } } },
    (request) => request.act(async (act) => ({ items: await colleagues(act) })));

  app.put('/api/appointments/:id', { schema: { summary: 'Book an appointment', tags, params: byId, body: contract.NewAppointment, response: { 200: contract.Appointment } } },
    (request) => request.act((act) => bookAppointment(act, request.params.id, request.body)));

  app.patch('/api/appointments/:id', { schema: { summary: 'Move an appointment to another hour, colleague or room', tags, params: byId, body: contract.AppointmentChange, response: { 200: contract.Appointment } } },
    (request) => request.act((act) => changeAppointment(act, request.params.id, versionSeen(request), request.body)));

  app.post('/api/appointments/:id/moves', { schema: { summary: 'Arrived, begun, done, missed, cancelled', tags, params: byId, body: contract.AppointmentMoveRequest, response: { 200: contract.Appointment } } },
    (request) => request.act((act) => moveAppointment(act, request.params.id, request.body)));

  app.get('/api/cases/:caseId/appointments', { schema: { summary: 'Appointments of a case', tags, params: byCase, querystring: paged, response: { 200: contract.AppointmentList } } },
    (request) => request.act((act) => appointmentsOf(act, request.params.caseId, request.query.after)));

  app.get('/api/cases/:caseId/interviews', { schema: { summary: 'Interviews of a case', tags, params: byCase, querystring: paged, response: { 200: contract.InterviewList } } },
    (request) => request.act((act) => interviewsOf(act, request.params.caseId, request.query.after)));

  app.get('/api/interviews/unsigned', { schema: { summary: 'Interviews one has not signed yet', tags, response: { 200: contract.InterviewList } } },
    (request) => request.act(async (act) => ({ items: await unsignedInterviews(act), next: null })));

  app.put('/api/interviews/:id', { schema: { summary: 'Open an interview', tags, params: byId, body: contract.NewInterview, response: { 200: contract.Interview } } },
    (request) => request.act(async (act) => {
      await openInterview(act, request.params.id, request.body);
      return readInterview(act, vault, request.params.id);
    }));

  app.get('/api/interviews/:id', { schema: { summary: 'An interview, with what of it one may read', tags, params: byId, response: { 200: contract.Interview } } },
    (request, reply) => request.act(async (act) => {
      const interview = await readInterview(act, vault, request.params.id);
      reply.header('etag', `"${interview.version}"`);
      return interview;
    }));

  app.patch('/api/interviews/:id', { schema: { summary: 'Who is in the room, the language, the preparation', tags, params: byId, body: contract.InterviewHeading, response: { 200: contract.Interview } } },
    (request) => request.act(async (act) => {
      await changeHeading(act, request.params.id, versionSeen(request), request.body);
      return readInterview(act, vault, request.params.id);
    }));

  app.post('/api/interviews/:id/moves', { schema: { summary: 'Start, pause, resume, stop, sign', tags, params: byId, body: contract.InterviewMoveRequest, response: { 200: contract.Interview } } },
    (request) => request.act(async (act) => {
      await moveInterview(act, request.params.id, request.body);
      return readInterview(act, vault, request.params.id);
    }));

  app.put('/api/interviews/:id/sections/:section', { schema: { summary: 'Keep one section; version 0 when it was empty', tags, params: byId.extend({ section: z.string().min(2).max(60) }), body: contract.SectionWrite, response: { 200: contract.SectionKept } } },
    (request, reply) => request.act(async (act) => {
      const kept = await keepSection(act, vault, request.params.id, request.params.section, versionSeen(request), request.body);
      reply.header('etag', `"${kept.version}"`);
      return kept;
    }));

  app.put('/api/interviews/:id/addenda/:addendum', { schema: { summary: 'Add to a signed interview', tags, params: byId.extend({ addendum: z.uuid() }), body: contract.NewAddendum, response: { 200: contract.Interview } } },
    (request) => request.act(async (act) => {
      await addAddendum(act, vault, request.params.id, request.params.addendum, request.body);
      return readInterview(act, vault, request.params.id);
    }));
};
