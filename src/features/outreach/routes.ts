import { sql } from 'kysely';
import { paperTypes } from '../../kernel/documents/making.ts';
import { declareProblems } from '../../kernel/http/problems.ts';
import { type Routes, versionSeen } from '../../kernel/http/server.ts';
import { italianDay } from '../../kernel/italian-day.ts';
import * as contract from './contract.ts';
import { referenceOf } from '../../kernel/reference/own.ts';
import { signsOn } from './reference.ts';
import { concernRoutes } from './routes/concerns.ts';
import { contactRoutes } from './routes/contacts.ts';
import { fieldRoutes } from './routes/fields.ts';
import { mapRoutes } from './routes/map.ts';
import { deviceClock } from './store/common.ts';
import { coverage, figures, summaryOf } from './store/figures.ts';
import { listOutings, readOuting } from './store/outings.ts';
import { historyOf, keepPlace, listPlaces, presenceAt, readPlace, retirePlace } from './store/places.ts';
import { changePlan, giveHour, keepHour, moveOuting, planOuting, rebookHour, settleHour, stepHour } from './store/planning.ts';
import { printOuting } from './store/print.ts';
import { keepCheck, keepCrewPosition, keepSettings, listAlarms, moveAlarm, readSettings } from './store/watching.ts';

declareProblems({ 'card-unknown': 404, 'crew-of-two': 409, 'still-overdue': 409, 'street-hour-held': 409, 'street-hour-given': 409 });

/** How often the server itself looks after who is out, in milliseconds; whoever reads the day or an outing looks too. */
const ROUND_EVERY = 30_000;
const byCheck = contract.byId.extend({ checkId: contract.Id });

/** Places, outings and the safety of who goes. */
export const outreachRoutes: Routes = (app, house) => {
  const goRound = (): Promise<void> => sql`select watch_all_outings()`.execute(house.gate).then(() => undefined).catch((error: unknown) => app.log.error({ kind: error instanceof Error ? error.name : 'unknown' }, 'the watch over outings'));
  const rounds = setInterval(() => void goRound(), ROUND_EVERY).unref();
  app.addHook('onReady', goRound);
  app.addHook('onClose', async () => clearInterval(rounds));

  const about = (summary: string) => ({ summary, tags: ['outreach'] });

  app.get('/api/places', { config: { inCalls: true }, schema: { ...about('Places, by town and name'), querystring: contract.PlaceQuery, response: { 200: contract.PlacePage } } },
    (request) => request.act((act) => listPlaces(act, request.query)));
  app.put('/api/places/:id', { config: { inCalls: true }, schema: { ...about('Add a place; the id comes from the device'), params: contract.byId, body: contract.NewPlace, response: { 200: contract.Place } } },
    (request) => request.act((act) => keepPlace(act, request.params.id, request.body)));
  app.get('/api/places/:id', { config: { inCalls: true }, schema: { ...about('A place, with its exact position'), params: contract.byId, response: { 200: contract.Place } } },
    async (request, reply) => {
      const place = await request.act((act) => readPlace(act, request.params.id));
      reply.header('etag', `"${place.version}"`);
      return place;
    });
  app.put('/api/places/:id/retired', { config: { inCalls: true }, schema: { ...about('Retire a place, or take it up again; it is never deleted'), params: contract.byId, body: contract.PlaceRetired, response: { 200: contract.Place } } },
    (request) => request.act((act) => retirePlace(act, request.params.id, versionSeen(request), request.body)));
  app.get('/api/places/:id/history', { config: { inCalls: true }, schema: { ...about('What was changed of a place, by whom'), params: contract.byId, response: { 200: contract.PlaceHistory } } },
    (request) => request.act((act) => historyOf(act, 'place', request.params.id)));
  app.get('/api/places/:id/presence', { config: { inCalls: true }, schema: { ...about('Who was met at a place over time, as counts'), params: contract.byId, querystring: contract.PresenceQuery, response: { 200: contract.Presence } } },
    (request) => request.act((act) => presenceAt(act, request.params.id, request.query)));
  app.get('/api/coverage', { schema: { ...about('Places by what is due, against their seasons'), response: { 200: contract.Coverage } } }, (request) => request.act(coverage));

  app.get('/api/outings', { config: { inCalls: true }, schema: { ...about('Outings of a span of days, or of today and tomorrow'), querystring: contract.OutingQuery, response: { 200: contract.OutingPage } } },
    (request) => request.act((act) => listOutings(act, request.query)));
  app.put('/api/outings/:id', { config: { inCalls: true }, schema: { ...about('Plan an outing; never for fewer than two'), params: contract.byId, body: contract.NewOuting, response: { 200: contract.Outing } } },
    (request) => request.act((act) => planOuting(act, request.params.id, request.body)));
  app.get('/api/outings/:id', { config: { inCalls: true }, schema: { ...about('An outing whole'), params: contract.byId, response: { 200: contract.Outing } } },
    async (request, reply) => {
      const outing = await request.act((act) => readOuting(act, request.params.id));
      reply.header('etag', `"${outing.version}"`);
      return outing;
    });
  app.put('/api/outings/:id/plan', { config: { inCalls: true }, schema: { ...about('Crew, hours, stops and watch anew; everything else of an outing is written by fields'), params: contract.byId, body: contract.OutingChange, response: { 200: contract.Outing } } },
    (request) => request.act((act) => changePlan(act, request.params.id, versionSeen(request), request.body)));
  app.post('/api/outings/:id/moves', { config: { inCalls: true }, schema: { ...about('A step of an outing by hand'), params: contract.byId, body: contract.OutingMoveGiven, response: { 200: contract.Outing } } },
    (request) => request.act((act) => moveOuting(act, request.params.id, request.body)));
  app.put('/api/outings/:id/checks/:checkId', { config: { inCalls: true }, schema: { ...about('One tap of safety; the id comes from the device, and sent again it is harmless'), params: byCheck, body: contract.NewCheck, response: { 200: contract.Done } } },
    (request) => request.act(async (act) => { await keepCheck(act, request.params.id, request.params.checkId, request.body, deviceClock(request, request.body.sentAt)); return { done: true as const }; }));
  app.put('/api/outings/:id/checks/:checkId/position', { config: { inCalls: true }, schema: { ...about('Where one was at a tap of one’s own, exactly: for who coordinates, while an alarm stands; gone with the closing'), params: byCheck, body: contract.CrewPosition, response: { 200: contract.Done } } },
    (request) => request.act(async (act) => { await keepCrewPosition(act, request.params.id, request.params.checkId, request.body, deviceClock(request, undefined)); return { done: true as const }; }));
  app.get('/api/outings/:id/summary', { config: { inCalls: true }, schema: { ...about('An outing afterwards: figures, places, languages missing, materials'), params: contract.byId, response: { 200: contract.OutingSummary } } },
    (request) => request.act((act) => summaryOf(act, request.params.id)));

  for (const [address, which, summary] of [['sheet', 'sheet', 'The sheet that a crew takes along, as PDF or DOCX'], ['diary-paper', 'diary', 'The diary of an outing that is over, as PDF or DOCX']] as const) {
    app.get(`/api/outings/:id/${address}`, { schema: { ...about(summary), params: contract.byId, querystring: contract.OutingPaperAsked } }, async (request, reply) => {
      const { bytes, name } = await request.act((act) => printOuting(act, request.params.id, which, request.query));
      reply.header('content-type', paperTypes[request.query.form]).header('content-disposition', `inline; filename="${name}"`);
      return reply.send(bytes);
    });
  }

  app.get('/api/outing-alarms', { config: { inCalls: true }, schema: { ...about('Alarms that stand, with where the crew was last known to be'), querystring: contract.AlarmQuery, response: { 200: contract.AlarmList } } },
    (request) => request.act(async (act) => ({ items: await listAlarms(act, request.query.which) })));
  app.post('/api/outing-alarms/:id/moves', { config: { inCalls: true }, schema: { ...about('Take an alarm on, or end it, with words'), params: contract.byId, body: contract.AlarmMoveGiven, response: { 200: contract.Alarm } } },
    (request) => request.act((act) => moveAlarm(act, request.params.id, request.body)));

  app.put('/api/street-hours/:id', { config: { inCalls: true }, schema: { ...about('Keep an hour of the desk for one of a crew'), params: contract.byId, body: contract.NewStreetHour, response: { 200: contract.StreetHour } } },
    (request) => request.act((act) => keepHour(act, request.params.id, request.body)));
  app.post('/api/street-hours/:id/give', { config: { inCalls: true }, schema: { ...about('Give it to whoever was met; sent again it is harmless'), params: contract.byId, body: contract.GiveHour, response: { 200: contract.StreetHour } } },
    (request) => request.act((act) => giveHour(act, request.params.id, request.body)));
  app.post('/api/street-hours/:id/let-go', { config: { inCalls: true }, schema: { ...about('Let it go: others may have it'), params: contract.byId, body: contract.HourStep, response: { 200: contract.StreetHour } } },
    (request) => request.act((act) => stepHour(act, request.params.id, request.body.id, 'let-go')));
  app.post('/api/street-hours/:id/take-back', { config: { inCalls: true }, schema: { ...about('It was given by mistake: kept again'), params: contract.byId, body: contract.HourStep, response: { 200: contract.StreetHour } } },
    (request) => request.act((act) => stepHour(act, request.params.id, request.body.id, 'take-back')));

  app.post('/api/street-hours/:id/rebook', { schema: { ...about('Another hour for a promise that could not be kept'), params: contract.byId, body: contract.RebookHour, response: { 200: contract.StreetHour } } },
    (request) => request.act((act) => rebookHour(act, request.params.id, request.body)));
  app.post('/api/street-hours/:id/settle', { schema: { ...about('No other hour is needed, in words'), params: contract.byId, body: contract.HourSettled, response: { 200: contract.StreetHour } } },
    (request) => request.act((act) => settleHour(act, request.params.id, request.body)));

  app.get('/api/outreach-figures', { schema: { ...about('The street over a span of days'), querystring: contract.FiguresQuery, response: { 200: contract.OutreachFigures } } },
    (request) => request.act((act) => figures(act, request.query)));
  app.get('/api/outreach-settings', { config: { inCalls: true }, schema: { ...about('How watch is kept'), response: { 200: contract.KeptSettings } } }, (request) => request.act(readSettings));
  app.put('/api/outreach-settings', { config: { inCalls: true }, schema: { ...about('Say how watch is kept; If-Match "0" the first time'), body: contract.OutreachSettings, response: { 200: contract.KeptSettings } } },
    (request) => request.act((act) => keepSettings(act, versionSeen(request), request.body)));
  app.get('/api/street-words', { config: { inCalls: true }, schema: { ...about('The signs that may be noticed, by the dated reference'), response: { 200: contract.StreetWords } } },
    (request) => request.act(async (act) => ({ signs: signsOn(await referenceOf(act), italianDay(act.now)) })));

  contactRoutes(app, house);
  concernRoutes(app, house);
  fieldRoutes(app, house);
  mapRoutes(app, house);
};
