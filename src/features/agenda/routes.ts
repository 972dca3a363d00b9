import { z } from 'zod';
import { declareConstraintProblems, declareProblems } from '../../kernel/http/problems.ts';
import { type Routes, versionSeen } from '../../kernel/http/server.ts';
import * as contract from './contract.ts';
import { findSlots, mediatorsFree } from './store/finder.ts';
import { giveHour, moveWalkIn, queueOf, receiveWalkIn, sayWhoCame, takeBackWhoCame } from './store/queue.ts';
import { calendarOf } from './domain/calendar.ts';
import { entriesFor, feedOf, renewFeed, revokeFeed } from './store/calendar.ts';
import { contactsDue, writeAttempt } from './store/contacts-due.ts';
import { bookSeries, changeSeries, inTheWay, moveSeries, seriesOf } from './store/series.ts';
import { noSooner, soonerList, wouldComeSooner } from './store/sooner.ts';
import { addException, addHours, addRoom, changeRoom, endHours, hoursThere, notFree, removeException, resources } from './store/resources.ts';
import { agendaOf, appointmentsOf, bookAppointment, changeAppointment, colleagues, moveAppointment, ownAgendaOf, tellOutcome } from './store/appointments.ts';

declareProblems({
  'outside-hours-operator': 409,
  'outside-hours-mediator': 409,
  'outside-hours-room': 409,
  'colleague-kept-away': 409,
  'too-early': 409,
  'written-already': 409,
  'contact-not-allowed': 409,
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
export const agendaRoutes: Routes = (app, house) => {
  app.get('/api/agenda', { config: { inCalls: true }, schema: { summary: 'The appointments of a day, or of so many days from it: for the team without names, for those who hold a case with them', tags, querystring: contract.AgendaAsked, response: { 200: contract.Agenda } } },
    (request) => request.act(async (act) => ({ day: request.query.day, whose: 'team' as const, items: await agendaOf(act, request.query.day, request.query.days) })));

  app.get('/api/agenda/own', { config: { inCalls: true }, schema: { summary: 'One\'s own appointments of a day, as colleague or as mediator', tags, querystring: contract.OwnAgendaAsked, response: { 200: contract.Agenda } } },
    (request) => request.act(async (act) => ({ day: request.query.day, whose: 'own' as const, items: await ownAgendaOf(act, request.query.day) })));

  app.get('/api/agenda/hours-there', { schema: { summary: 'When each colleague and each room is there, on a day or so many days from it', tags, querystring: contract.AgendaAsked, response: { 200: contract.HoursThere } } },
    (request) => request.act(async (act) => ({ items: await hoursThere(act, request.query.day, request.query.days) })));

  app.get('/api/agenda/not-free', { schema: { summary: 'Colleagues who are taken or away in a stretch of time, never by what', tags, querystring: contract.NotFreeAsked, response: { 200: contract.NotFree } } },
    (request) => request.act(async (act) => ({ items: await notFree(act, request.query.from, request.query.minutes, request.query.except) })));

  app.get('/api/desk/colleagues', { config: { inCalls: true }, schema: { summary: 'Colleagues who may be booked, with their languages', tags, response: { 200: contract.ColleagueList } } },
    (request) => request.act(async (act) => ({ items: await colleagues(act) })));

  app.put('/api/appointments/:id', { schema: { summary: 'Book an appointment', tags, params: byId, body: contract.NewAppointment, response: { 200: contract.Appointment } } },
    (request) => request.act((act) => bookAppointment(act, request.params.id, request.body)));

  app.patch('/api/appointments/:id', { schema: { summary: 'Move an appointment to another hour, colleague or room', tags, params: byId, body: contract.AppointmentChange, response: { 200: contract.Appointment } } },
    (request) => request.act((act) => changeAppointment(act, request.params.id, versionSeen(request), request.body)));

  app.post('/api/appointments/:id/moves', { config: { inCalls: true }, schema: { summary: 'Arrived, begun, done, missed, cancelled', tags, params: byId, body: contract.AppointmentMoveRequest, response: { 200: contract.Appointment } } },
    (request) => request.act((act) => moveAppointment(act, request.params.id, request.body)));

  app.post('/api/appointments/:id/outcome', { schema: { summary: 'How going along with the person went', tags, params: byId, body: contract.OutcomeTold, response: { 200: contract.Appointment } } },
    (request) => request.act((act) => tellOutcome(act, request.params.id, request.body.outcome)));

  app.post('/api/agenda/in-the-way', { schema: { summary: 'What stands in the way of some hours, and what could be instead; never by what somebody is taken', tags, body: contract.InTheWayAsked, response: { 200: contract.InTheWay } } },
    (request) => request.act((act) => inTheWay(act, request.body)));

  app.get('/api/agenda/sooner', { schema: { summary: 'Who would come sooner if an hour falls free, and whether one is free', tags, response: { 200: contract.Sooner } } },
    (request) => request.act(async (act) => ({ items: await soonerList(act) })));

  app.put('/api/appointments/:id/sooner', { schema: { summary: 'They would come sooner if an hour falls free', tags, params: byId, body: z.object({}), response: { 200: contract.Appointment } } },
    (request) => request.act((act) => wouldComeSooner(act, request.params.id)));

  app.delete('/api/appointments/:id/sooner', { schema: { summary: 'They need not be called any more when an hour falls free', tags, params: byId, response: { 200: contract.Appointment } } },
    (request) => request.act((act) => noSooner(act, request.params.id)));

  app.put('/api/appointment-series/:id', { schema: { summary: 'Book appointments that come back: all of them or none', tags, params: byId, body: contract.NewSeries, response: { 200: contract.Series } } },
    (request) => request.act((act) => bookSeries(act, request.params.id, request.body)));

  app.get('/api/appointment-series/:id', { schema: { summary: 'The appointments that were booked together', tags, params: byId, response: { 200: contract.Series } } },
    (request) => request.act((act) => seriesOf(act, request.params.id)));

  app.patch('/api/appointment-series/:id', { schema: { summary: 'Put several of them to another hour, colleague or room: all of these or none', tags, params: byId, body: contract.SeriesChange, response: { 200: contract.Series } } },
    (request) => request.act((act) => changeSeries(act, request.params.id, request.body)));

  app.post('/api/appointment-series/:id/moves', { schema: { summary: 'Call several of them off, or take that back', tags, params: byId, body: contract.SeriesMoves, response: { 200: contract.Series } } },
    (request) => request.act((act) => moveSeries(act, request.params.id, request.body)));

  app.get('/api/cases/:caseId/appointments', { schema: { summary: 'Appointments of a case', tags, params: byCase, querystring: paged, response: { 200: contract.AppointmentList } } },
    (request) => request.act((act) => appointmentsOf(act, request.params.caseId, request.query.after)));

  app.get('/api/agenda/contacts-due', { config: { inCalls: true }, schema: { summary: 'Whom of one\'s people to remind or call back, as their safe-contact cards allow', tags, response: { 200: contract.ContactsDue } } },
    (request) => request.act(async (act) => ({ items: await contactsDue(act) })));

  app.put('/api/agenda/contact-attempts/:id', { schema: { summary: 'Write down that one reminded or called back, and what came of it', tags, params: byId, body: contract.NewAttempt, response: { 200: contract.Ended } } },
    (request) => request.act(async (act) => {
      await writeAttempt(act, request.params.id, request.body);
      return { id: request.params.id };
    }));

  app.get('/api/agenda/calendar', { schema: { summary: 'Whether one has a calendar address', tags, response: { 200: contract.CalendarFeed } } },
    (request) => request.act((act) => feedOf(act)));

  app.post('/api/agenda/calendar', { schema: { summary: 'A new secret calendar address, shown once; the one before stops working', tags, body: contract.NewFeed, response: { 200: contract.FeedAddress } } },
    (request) => request.act(async (act) => ({ address: `${house.publicUrl.replace(/\/$/, '')}/api/calendars/${await renewFeed(act, request.body.withPlace)}` })));

  app.delete('/api/agenda/calendar', { schema: { summary: 'Take the calendar address back', tags, response: { 200: contract.CalendarFeed } } },
    (request) => request.act(async (act) => {
      await revokeFeed(act);
      return feedOf(act);
    }));

  // Open: a calendar program signs in nowhere. The address is the secret, and only the pattern of a route is ever logged.
  app.get('/api/calendars/:token', { config: { open: true, rateLimit: { max: house.demo ? 300 : 30, timeWindow: '1 minute' } }, schema: { summary: 'The hours of the member whose secret address this is (iCalendar)', tags, params: z.object({ token: z.string().regex(/^[\w-]{43}$/) }), response: { 200: z.string() } } },
    async (request, reply) => {
      const entries = await entriesFor(house, request.params.token);
      return reply.type('text/calendar; charset=utf-8').header('cache-control', 'private, no-store').send(calendarOf(entries, 'Appuntamento', new Date()));
    });

  app.get('/api/agenda/queue', { config: { inCalls: true }, schema: { summary: 'Who came today without an appointment: code and language', tags, response: { 200: contract.Queue } } },
    (request) => request.act(async (act) => ({ items: await queueOf(act) })));

  app.put('/api/agenda/queue/:id', { schema: { summary: 'Somebody has come without an appointment', tags, params: byId, body: contract.NewWalkIn, response: { 200: contract.WalkIn } } },
    (request) => request.act((act) => receiveWalkIn(act, request.params.id, request.body)));

  app.post('/api/agenda/queue/:id/moves', { schema: { summary: 'Called, received, left, put back', tags, params: byId, body: contract.WalkInMoveRequest, response: { 200: contract.WalkIn } } },
    (request) => request.act((act) => moveWalkIn(act, request.params.id, request.body)));

  app.put('/api/agenda/queue/:id/hour', { schema: { summary: 'The hour that was given to who waited', tags, params: byId, body: contract.HourGiven, response: { 200: contract.WalkIn } } },
    (request) => request.act((act) => giveHour(act, request.params.id, request.body.appointmentId)));

  app.put('/api/agenda/who-came/:id', { schema: { summary: 'Say whose a wait, or an appointment under an alias, is', tags, params: byId, body: contract.NewWhoCame, response: { 200: contract.Ended } } },
    (request) => request.act(async (act) => {
      await sayWhoCame(act, request.params.id, request.body);
      return { id: request.params.id };
    }));

  app.put('/api/agenda/who-came/:id/taken-back', { schema: { summary: 'Take back whose it is, as long as nothing was written', tags, params: byId, response: { 200: contract.Ended } } },
    (request) => request.act(async (act) => {
      await takeBackWhoCame(act, request.params.id);
      return { id: request.params.id };
    }));

  app.post('/api/agenda/slots', { schema: { summary: 'Three hours at which all who are needed are there, each with why', tags, body: contract.SlotAsked, response: { 200: contract.SlotsFound } } },
    (request) => request.act((act) => findSlots(act, request.body)));

  app.get('/api/agenda/mediators-free', { schema: { summary: 'When mediators, of a language or all, are there and not taken, for two weeks', tags, querystring: contract.MediatorsFreeAsked, response: { 200: contract.MediatorsFree } } },
    (request) => request.act(async (act) => ({ items: await mediatorsFree(act, request.query.from, request.query.language) })));

  app.get('/api/agenda/resources', { schema: { summary: 'Rooms, weekly hours, absences and public holidays to come', tags, response: { 200: contract.Resources } } },
    (request) => request.act((act) => resources(act)));

  app.put('/api/agenda/rooms/:id', { schema: { summary: 'Name a room', tags, params: byId, body: contract.NewRoom, response: { 200: contract.Room } } },
    (request) => request.act((act) => addRoom(act, request.params.id, request.body)));

  app.patch('/api/agenda/rooms/:id', { schema: { summary: 'Take a room out of use or back into it', tags, params: byId, body: contract.RoomChange, response: { 200: contract.Room } } },
    (request) => request.act((act) => changeRoom(act, request.params.id, versionSeen(request), request.body)));

  app.put('/api/agenda/hours/:id', { schema: { summary: 'Write weekly hours of oneself; the coordinator for everyone, rooms and the desk', tags, params: byId, body: contract.NewHours, response: { 200: contract.Hours } } },
    (request) => request.act((act) => addHours(act, request.params.id, request.body)));

  app.delete('/api/agenda/hours/:id', { schema: { summary: 'End weekly hours: they no longer hold from today, and what was booked stays', tags, params: byId, response: { 200: contract.Ended } } },
    (request) => request.act((act) => endHours(act, request.params.id)));

  app.put('/api/agenda/exceptions/:id', { schema: { summary: 'Say that somebody is away, a room closed, or there at other hours', tags, params: byId, body: contract.NewException, response: { 200: contract.ExceptionKept } } },
    (request) => request.act((act) => addException(act, request.params.id, request.body)));

  app.delete('/api/agenda/exceptions/:id', { schema: { summary: 'Take an absence or other hours back', tags, params: byId, response: { 200: contract.Ended } } },
    (request) => request.act((act) => removeException(act, request.params.id)));
};
