import { z } from 'zod';
import { declareConstraintProblems, declareProblems } from '../../kernel/http/problems.ts';
import { type Routes, versionSeen } from '../../kernel/http/server.ts';
import * as contract from './contract.ts';
import { agendaOf, appointmentsOf, bookAppointment, changeAppointment, colleagues, moveAppointment } from './store/appointments.ts';

declareProblems({
  'double-booking-person': 409,
  'double-booking-operator': 409,
  'double-booking-mediator': 409,
  'double-booking-colleague': 409,
  'double-booking-room': 409,
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
const tags = ['agenda'];

/** Who is expected when, with whom and where. */
export const agendaRoutes: Routes = (app) => {
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
};
