import { z } from 'zod';
import { After, Colleague, Day, deviceMoments, Id, KeptPosition, LanguageCode, Latitude, Line, Longitude, Materials, Moment, plateIn, Words } from './common.ts';
import { OutsideHours } from '../../agenda/contract.ts';
import { PlaceKind } from './places.ts';

export const OutingState = z.enum(['planned', 'under-way', 'returned', 'closed', 'cancelled']);
export type OutingState = z.infer<typeof OutingState>;
/** `go-back-out`: who had come back left again, or the check-out was a slip. `reopen`: the diary needs a line more. */
export const OutingMove = z.enum(['start', 'not-yet', 'return', 'go-back-out', 'close', 'reopen', 'cancel']);
export type OutingMove = z.infer<typeof OutingMove>;
export const OutingPurpose = z.enum(['meet-people', 'give-information', 'hand-out-material', 'go-back-to-somebody', 'accompany', 'explore-places', 'other']);
export type OutingPurpose = z.infer<typeof OutingPurpose>;
export const StopOutcome = z.enum(['visited', 'nobody-there', 'not-reached']);
export type StopOutcome = z.infer<typeof StopOutcome>;

const NewStop = z.object({ id: Id, placeId: Id, at: Moment.nullable().default(null).describe('About when; null where it follows the one before') });
/** What decides who watches over whom, and when an alarm rings: one decision, taken by somebody who saw all of it. */
const watched = {
  startsAt: Moment,
  endsAt: Moment,
  /** At least two; the database refuses fewer already when it is planned. */
  crew: z.array(Id).min(2, { message: 'crew-of-two' }).max(12).refine((crew) => new Set(crew).size === crew.length, { message: 'twice' }),
  /** Who coordinates and is told first when something is wrong. */
  answerableId: Id,
  /** A colleague who stays reachable and is not of the crew. */
  buddyId: Id.nullable().default(null),
  stops: z.array(NewStop).min(1, { message: 'no-stop' }).max(30),
  /** Minutes from one check to the next; null follows the programme's setting. */
  checkMinutes: z.int().min(10).max(240).nullable().default(null),
};
const Purposes = z.array(OutingPurpose).min(1).max(7);
/** How the car is called at the office; never its plate. */
const Vehicle = Line.max(60).refine((text) => !plateIn(text), { message: 'plate-in-words' });
/** How long an outing may be planned for, in hours; the lists count on it to find those of the night before. */
export const LONGEST_OUTING_HOURS = 24;
const inOrder = (given: { startsAt: string; endsAt: string }) => { const long = Date.parse(given.endsAt) - Date.parse(given.startsAt); return long > 0 && long <= LONGEST_OUTING_HOURS * 3_600_000; };
const apart = (given: { buddyId: string | null; crew: readonly string[] }) => given.buddyId === null || !given.crew.includes(given.buddyId);
export const NewOuting = z.object({ ...watched, purposes: Purposes, purposeWords: Words(280).default(''), vehicle: Vehicle.default(''), materials: Materials.default([]) })
  .refine(inOrder, { path: ['endsAt'], message: 'ends-before-it-begins' }).refine(apart, { path: ['buddyId'], message: 'buddy-in-crew' });
export type NewOuting = z.infer<typeof NewOuting>;
/** Crew, hours, stops and watch anew, with `If-Match`: all of it together, until they are back. Everything else of an outing is written by fields. */
export const OutingChange = z.object(watched).refine(inOrder, { path: ['endsAt'], message: 'ends-before-it-begins' }).refine(apart, { path: ['buddyId'], message: 'buddy-in-crew' });
export type OutingChange = z.infer<typeof OutingChange>;

/** Of the plan, what several people may write at once, until they are back. */
export const planFields = ['purposes', 'purposeWords', 'vehicle', 'materials'] as const;
/** How a stop went is a field of the outing too, one for each stop. */
export const stopField = (stopId: string): string => `stop.${stopId}`;
/** The stop of a field; null where the field is none. */
export const stopOfField = (field: string): string | null => (field.startsWith('stop.') ? field.slice('stop.'.length) : null);
/** What of an outing several people may write at once, each field by itself: the rest of the plan, the diary, and how each stop went. */
export const OutingFields = z.object({
  purposes: Purposes, purposeWords: Words(280), vehicle: Vehicle, materials: Materials,
  weather: Words(280), kilometres: z.int().min(0).max(2_000).nullable(), incidents: Words(2_000), diary: Words(4_000), materialsGiven: Materials,
}).partial().catchall(StopOutcome.nullable());

export const CheckKind = z.enum(['start', 'check-in', 'check-out', 'help']);
export type CheckKind = z.infer<typeof CheckKind>;
/**
 * One tap of safety, under an id of the device; sent again it is harmless. `start` also sets the outing under way and `check-out` says that all are back:
 * each in one call, so that nothing hangs between two. `help` raises an alarm at once.
 */
export const NewCheck = z.object({ kind: CheckKind, ...deviceMoments, placeId: Id.nullable().default(null), words: Words(280).default('') });
export type NewCheck = z.infer<typeof NewCheck>;
export const Check = z.object({ id: Id, kind: CheckKind, by: Colleague, at: Moment, deviceAt: Moment, receivedAt: Moment, clockOffSeconds: z.int(), placeId: Id.nullable(), place: z.string().nullable(), words: z.string() });
export type Check = z.infer<typeof Check>;
/**
 * Where one was at a sign of life, exactly, where they chose to say it: for whoever answers an alarm, and nobody else. It comes after the tap, which waits for
 * nothing; sent again it is harmless, and once the outing is over it is not kept.
 */
export const CrewPosition = z.object({ latitude: Latitude, longitude: Longitude, accuracyMetres: z.int().min(0).max(100_000), takenAt: Moment });
export type CrewPosition = z.infer<typeof CrewPosition>;

/** `not-started`: nothing was heard since the hour at which they would leave. All by the server's clock alone. */
export const AlarmKind = z.enum(['not-started', 'check-overdue', 'return-overdue', 'help']);
export type AlarmKind = z.infer<typeof AlarmKind>;
export const AlarmState = z.enum(['standing', 'acknowledged', 'closed']);
export type AlarmState = z.infer<typeof AlarmState>;
/** `end` is the house's own step, when a check arrives or all are back; `climb` too, when whoever took it on says nothing more in time. */
export const AlarmMove = z.enum(['acknowledge', 'close', 'end', 'climb']);
export type AlarmMove = z.infer<typeof AlarmMove>;
/** Both say in words what is known: whom one reached, what was agreed. */
export const AlarmMoveGiven = z.object({ id: Id, move: AlarmMove.exclude(['end', 'climb']), words: Words(1_000).min(3) });
export type AlarmMoveGiven = z.infer<typeof AlarmMoveGiven>;
export const Alarm = z.object({
  id: Id, outingId: Id, kind: AlarmKind, state: AlarmState,
  dueAt: Moment.describe('When the sign of life was due, or when help was asked'), raisedAt: Moment, escalatedAt: Moment.nullable().describe('When it last went further'),
  escalatesAt: Moment.nullable().describe('When it goes further by itself: to everybody who coordinates and the deputies; null once it is over'), climbs: z.int().describe('How often it went further'),
  heldBy: Colleague.nullable(), heldSince: Moment.nullable().describe('The last word of whoever holds it'),
  lastKnown: z.object({ at: Moment, by: Colleague.nullable(), place: z.object({ id: Id, name: z.string(), town: z.string() }).nullable(), position: KeptPosition.nullable() }).nullable(),
  crewAt: CrewPosition.extend({ by: Colleague }).nullable().describe('The last exact position that one of the crew gave; only for who coordinates, while the alarm stands'),
  outing: z.object({ startsAt: Moment, endsAt: Moment, vehicle: z.string(), crew: z.array(Colleague), buddy: Colleague.nullable(), answerable: Colleague }),
  steps: z.array(z.object({ id: Id, move: AlarmMove, at: Moment, by: Colleague.nullable().describe('Null: the house'), words: z.string().nullable() })),
  moves: z.array(AlarmMove),
});
export type Alarm = z.infer<typeof Alarm>;
/** Those that stand or were taken on, the oldest first; `all` adds the closed ones of the last thirty days. */
export const AlarmQuery = z.object({ which: z.enum(['open', 'all']).default('open') });
export const AlarmList = z.object({ items: z.array(Alarm).max(200) });
export type AlarmList = z.infer<typeof AlarmList>;

export const OutingMoveGiven = z.object({ id: Id, move: OutingMove, reason: Words(500).optional() });
export type OutingMoveGiven = z.infer<typeof OutingMoveGiven>;

export const OutingLine = z.object({
  id: Id, state: OutingState, startsAt: Moment, endsAt: Moment, purposes: z.array(OutingPurpose), vehicle: z.string(),
  crew: z.array(Colleague.extend({ languages: z.array(LanguageCode) })), answerable: Colleague, buddy: Colleague.nullable(), isMine: z.boolean().describe('Whether one is of the crew, its buddy, or answers for it'),
  stops: z.array(z.object({ id: Id, placeId: Id, name: z.string(), town: z.string(), kind: PlaceKind, at: Moment.nullable(), outcome: StopOutcome.nullable() })),
  /** Languages usual at the stops that nobody of the crew speaks. */
  languagesMissing: z.array(LanguageCode),
  contacts: z.int(), people: z.int(),
  /** When the next sign of life is due; null unless planned or under way. */
  dueAt: Moment.nullable(), alarm: z.object({ id: Id, kind: AlarmKind, state: AlarmState }).nullable(),
  version: z.int(),
});
export type OutingLine = z.infer<typeof OutingLine>;

export const Outing = OutingLine.extend({
  planChanged: z.object({ by: Colleague, at: Moment }).nullable().describe('Who last changed crew, hours, stops or watch; null while they stand as first planned'),
  purposeWords: z.string(), materials: Materials, materialsGiven: Materials, checkMinutes: z.int(), checkMinutesOwn: z.int().nullable(),
  weather: z.string(), kilometres: z.int().nullable(), incidents: z.string(), diary: z.string(), startedAt: Moment.nullable(), returnedAt: Moment.nullable(),
  checks: z.array(Check).max(500), steps: z.array(z.object({ id: Id, move: OutingMove, at: Moment, by: Colleague, reason: z.string().nullable() })), moves: z.array(OutingMove),
  hours: z.array(z.lazy(() => StreetHour)),
});
export type Outing = z.infer<typeof Outing>;
/** Those of a span of days; without one, of today and tomorrow (and whatever is still under way). */
export const OutingQuery = After.extend({ from: Day.optional(), to: Day.optional(), whose: z.enum(['mine', 'all']).default('all') });
export type OutingQuery = z.infer<typeof OutingQuery>;
export const OutingPage = z.object({ items: z.array(OutingLine).max(200), next: z.string().nullable() });
export type OutingPage = z.infer<typeof OutingPage>;

/** How the sheet of an outing, or its diary, is printed. */
export const OutingPaperAsked = z.object({ language: z.enum(['it', 'en']).default('it'), form: z.enum(['pdf', 'docx']).default('pdf') });
export type OutingPaperAsked = z.infer<typeof OutingPaperAsked>;

export const StreetHourState = z.enum(['held', 'given', 'let-go', 'promised']);
export type StreetHourState = z.infer<typeof StreetHourState>;
export const StreetHourMove = z.enum(['give', 'let-go', 'take-back', 'promise', 'rebook', 'settle']);
export type StreetHourMove = z.infer<typeof StreetHourMove>;
/** An hour of the desk kept for one of the crew of one outing. Nobody else can book it, so that it is given with no signal and never clashes. */
export const NewStreetHour = z.object({ outingId: Id, forMemberId: Id, appointmentId: Id, startsAt: Moment, endsAt: Moment, memberId: Id, mediatorId: Id.nullable().default(null), room: Line.min(1).max(60).nullable().default(null), language: LanguageCode.default('it'), outsideHours: OutsideHours.nullable().default(null).describe('Why it is kept outside somebody’s hours, where it is') });
export type NewStreetHour = z.infer<typeof NewStreetHour>;
export const StreetHour = z.object({
  id: Id, outingId: Id, forMember: Colleague, appointmentId: Id, startsAt: Moment, endsAt: Moment, member: Colleague, mediator: Colleague.nullable(), room: z.string().nullable(),
  state: StreetHourState.describe('`promised`: it was given, and the word came when the hour was somebody else’s already; another is owed'), contactId: Id.nullable(), code: z.string().nullable().describe('What the person goes by, once it was given'), version: z.int(),
});
export type StreetHour = z.infer<typeof StreetHour>;
/** Given to whoever was met: the code or alias they go by at the desk, and the language they speak. Only by the one for whom it is kept. */
export const GiveHour = z.object({ id: Id, contactId: Id, code: Line.min(2).max(60), language: LanguageCode });
export type GiveHour = z.infer<typeof GiveHour>;
export const HourStep = z.object({ id: Id });
/** Another hour for a promise that could not be kept; what the person goes by and their language are known already. */
export const RebookHour = z.object({ id: Id, appointmentId: Id, startsAt: Moment, endsAt: Moment, memberId: Id, mediatorId: Id.nullable().default(null), room: Line.min(1).max(60).nullable().default(null), outsideHours: OutsideHours.nullable().default(null) });
export type RebookHour = z.infer<typeof RebookHour>;
/** No other hour is needed: what was agreed with the person, in words. */
export const HourSettled = z.object({ id: Id, words: Words(500).min(3) });
export type HourSettled = z.infer<typeof HourSettled>;

/** How the programme keeps watch. Written by who coordinates. */
export const OutreachSettings = z.object({
  checkMinutes: z.int().min(10).max(240), escalateMinutes: z.int().min(5).max(240), againMinutes: z.int().min(5).max(240).describe('After so long without a word of whoever took it on, an alarm goes further again'),
  hoursBackMinutes: z.int().min(15).max(1_440).describe('So long after the end of an outing, or its last sign of life, hours that were not given go back to the desk'), deputies: z.array(Id).max(20).describe('Who is told too when nobody takes an alarm on'), coverageWeeks: z.int().min(1).max(52),
});
export type OutreachSettings = z.infer<typeof OutreachSettings>;
export const KeptSettings = OutreachSettings.extend({ version: z.int().describe('0 while nobody has written any: the house’s defaults hold') });
export type KeptSettings = z.infer<typeof KeptSettings>;
