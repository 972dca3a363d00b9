import { z } from 'zod';
import { InterviewKind } from '../desk/contract.ts';

/** What crosses the wire between the agenda and its screens, and every list of allowed values. */

const id = z.uuid();
const moment = z.iso.datetime({ offset: true });
const language = z.string().regex(/^[a-z]{2,3}$/);

export const AppointmentState = z.enum(['booked', 'arrived', 'in-progress', 'done', 'no-show', 'cancelled']);
export type AppointmentState = z.infer<typeof AppointmentState>;
export const AppointmentMove = z.enum(['arrive', 'begin', 'finish', 'miss', 'cancel', 'take-back']);
export type AppointmentMove = z.infer<typeof AppointmentMove>;
/** Codes and never words: the whole team reads why an appointment fell through. */
export const CancelReason = z.enum(['person-asked', 'person-ill', 'operator-away', 'mediator-away', 'safety', 'moved', 'mistake', 'other']);
export type CancelReason = z.infer<typeof CancelReason>;

/** What an appointment is for: an interview of some kind, or going along with the person. */
export const AppointmentKind = z.enum([...InterviewKind.options, 'accompaniment']);
export type AppointmentKind = z.infer<typeof AppointmentKind>;
/** Where one goes along; read by those who hold the case alone. */
export const GoingTo = z.enum(['health-service', 'public-office', 'court', 'lawyer', 'job-centre', 'school', 'bank-or-post', 'accommodation', 'other']);
export type GoingTo = z.infer<typeof GoingTo>;
export const AccompanimentOutcome = z.enum(['done', 'partly', 'sent-away', 'person-did-not-come', 'called-off']);
export type AccompanimentOutcome = z.infer<typeof AccompanimentOutcome>;
export const OutcomeTold = z.object({ outcome: AccompanimentOutcome });

/** Why somebody is booked outside the hours in which they, or the room, are there. */
export const OutsideHours = z.enum(['agreed', 'urgent', 'only-way']);
export type OutsideHours = z.infer<typeof OutsideHours>;

/** An appointment of a person with a case names the case; one of somebody met on the street, the code or alias they go by. */
export const NewAppointment = z.object({
  caseId: id.optional(),
  code: z.string().trim().min(2).max(60).optional(),
  kind: AppointmentKind.default('first'),
  goingTo: GoingTo.nullish(),
  startsAt: moment,
  endsAt: moment,
  language,
  memberId: id,
  mediatorId: id.nullish(),
  room: z.string().trim().min(1).max(60).nullish(),
  outsideHours: OutsideHours.nullish(),
}).refine((given) => (given.caseId === undefined) !== (given.code === undefined), { path: ['caseId'], message: 'case-or-code' })
  .refine((given) => (given.kind === 'accompaniment') === Boolean(given.goingTo) && (given.kind !== 'accompaniment' || given.caseId !== undefined), { path: ['goingTo'], message: 'where-to' });
export type NewAppointment = z.infer<typeof NewAppointment>;

export const AppointmentChange = z.object({
  startsAt: moment,
  endsAt: moment,
  language,
  memberId: id,
  mediatorId: id.nullable(),
  room: z.string().trim().min(1).max(60).nullable(),
  outsideHours: OutsideHours.nullish(),
  /** Why it is put to another hour; a change of colleague or room needs none. */
  reason: CancelReason.nullish(),
});
export type AppointmentChange = z.infer<typeof AppointmentChange>;

/** How often an appointment comes back: a month is its second Tuesday, not its tenth. */
export const SeriesRhythm = z.enum(['week', 'two-weeks', 'month']);
export type SeriesRhythm = z.infer<typeof SeriesRhythm>;

/** A line of the agenda. What stands after the version is null for whoever does not hold the case. */
export const Appointment = z.object({
  id,
  code: z.string(),
  startsAt: z.string(),
  endsAt: z.string(),
  language: z.string(),
  member: z.object({ id, name: z.string() }),
  mediator: z.object({ id, name: z.string() }).nullable(),
  room: z.string().nullable(),
  state: AppointmentState,
  arrivedAt: z.string().nullable(),
  /** Why it was cancelled. */
  reason: CancelReason.nullable(),
  /** Why it stands outside somebody's hours, where it does. */
  outsideHours: OutsideHours.nullable(),
  /** How often it was put to another hour. */
  moved: z.number().int(),
  version: z.number().int(),
  /** The row of hours that it was booked with, and how often that comes back. */
  series: z.object({ id, every: SeriesRhythm }).nullable(),
  /** Whether they would come sooner if an hour falls free. */
  sooner: z.boolean(),
  caseId: id.nullable(),
  personId: id.nullable(),
  kind: AppointmentKind.nullable(),
  goingTo: GoingTo.nullable(),
  outcome: AccompanimentOutcome.nullable(),
  name: z.string().nullable(),
  /** Booked under an alias, and nobody's file yet: known to the whole team. */
  isUnnamed: z.boolean(),
  /** Where it stood under an alias once: who said whose it is, to be taken back as long as nothing was written. */
  whoCame: id.nullable(),
});
export type Appointment = z.infer<typeof Appointment>;

/** `days`: so many from the first, six weeks at most. */
export const AgendaAsked = z.object({ day: z.iso.date(), days: z.coerce.number().int().min(1).max(42).default(1) });
export const OwnAgendaAsked = AgendaAsked.pick({ day: true });
/** `own`: the hours of whoever asks and of nobody else, as a telephone carries them. */
export const Agenda = z.object({ day: z.iso.date(), whose: z.enum(['team', 'own']), items: z.array(Appointment) });
export type Agenda = z.infer<typeof Agenda>;
export const AppointmentList = z.object({ items: z.array(Appointment), next: z.string().nullable() });

export const AppointmentMoveRequest = z.object({ id, move: AppointmentMove, reason: CancelReason.nullish() });
export type AppointmentMoveRequest = z.infer<typeof AppointmentMoveRequest>;

/** What may stand in the way of an hour. What is taken is somebody else's; where somebody is away one may say why it is booked all the same. */
export const OccurrenceTrouble = z.enum(['kept-away', 'person-taken', 'member-taken', 'mediator-taken', 'room-taken', 'member-away', 'mediator-away', 'room-closed', 'holiday', 'desk-closed', 'past']);
export type OccurrenceTrouble = z.infer<typeof OccurrenceTrouble>;
const several = 52;
const occurrence = { startsAt: moment, endsAt: moment, memberId: id, mediatorId: id.nullable(), room: z.string().trim().min(1).max(60).nullable() };
/** Hours that one would book, or put appointments to. `except`: those that would be put there themselves, and take nobody's time twice. */
export const InTheWayAsked = z.object({ caseId: id.nullish(), every: SeriesRhythm.nullish(), except: z.array(id).max(several).default([]), items: z.array(z.object(occurrence)).min(1).max(several) });
export type InTheWayAsked = z.infer<typeof InTheWayAsked>;
const period = z.object({ startsAt: z.string(), endsAt: z.string() });
/** In the order asked: what stands in the way of each, the nearest hour without any of it, and another room where only the room is taken. */
export const InTheWay = z.object({ items: z.array(z.object({ troubles: z.array(OccurrenceTrouble), holiday: z.string().nullable(), other: period.nullable(), otherRoom: z.string().nullable() })).max(several) });
export type InTheWay = z.infer<typeof InTheWay>;

/** Appointments that come back, each with its own id, hour and people: all of them are booked, or none is. */
export const NewSeries = z.object({
  caseId: id.optional(), code: z.string().trim().min(2).max(60).optional(), kind: AppointmentKind.default('follow-up'), goingTo: GoingTo.nullish(), language, every: SeriesRhythm,
  items: z.array(z.object({ id, ...occurrence, outsideHours: OutsideHours.nullish() })).min(1).max(several),
}).refine((given) => (given.caseId === undefined) !== (given.code === undefined), { path: ['caseId'], message: 'case-or-code' })
  .refine((given) => (given.kind === 'accompaniment') === Boolean(given.goingTo) && (given.kind !== 'accompaniment' || given.caseId !== undefined), { path: ['goingTo'], message: 'where-to' });
export type NewSeries = z.infer<typeof NewSeries>;
export const Series = z.object({ id, every: SeriesRhythm, items: z.array(Appointment).max(500) });
export type Series = z.infer<typeof Series>;
/** Several of a row at once, each as it was last seen: all of them change, or none does. */
export const SeriesChange = z.object({ reason: CancelReason.nullish(), items: z.array(z.object({ id, version: z.int(), language, ...occurrence, outsideHours: OutsideHours.nullish() })).min(1).max(several) });
export type SeriesChange = z.infer<typeof SeriesChange>;
/** `id`: of the step, so that the same sent again is harmless. */
export const SeriesMoves = z.object({ move: AppointmentMove.extract(['cancel', 'take-back']), reason: CancelReason.nullish(), items: z.array(z.object({ id, appointmentId: id })).min(1).max(several) });
export type SeriesMoves = z.infer<typeof SeriesMoves>;

/** A colleague one may book, with the languages they speak. */
export const Colleague = z.object({ id, name: z.string(), role: z.string(), languages: z.array(z.string()) });
export type Colleague = z.infer<typeof Colleague>;
export const ColleagueList = z.object({ items: z.array(Colleague) });

/** When each colleague and each room is there on some days, by id or by the room's name in small letters. Null: nobody wrote any hours, and nothing is known. */
export const HoursThere = z.object({ items: z.array(z.object({ key: z.string(), spans: z.array(z.object({ startsAt: z.string(), endsAt: z.string() })).nullable() })).max(1_000) });
export type HoursThere = z.infer<typeof HoursThere>;

/** A stretch of time in which somebody would be asked to come. */
export const NotFreeAsked = z.object({
  from: moment, minutes: z.coerce.number().int().min(5).max(720),
  /** An appointment that would be put there itself, and takes nobody's time twice. */
  except: id.optional(),
});
/** Where it is asked who is not free in a stretch of time, in any room. */
export const notFreePath = ({ from, minutes, except }: { readonly from: string; readonly minutes: number; readonly except?: string | undefined }): string =>
  `/api/agenda/not-free?${new URLSearchParams({ from, minutes: String(minutes), ...(except ? { except } : {}) })}`;
/** Colleagues who are not free the whole while: `taken` by an appointment or by what another room holds, `away` by their hours. Which of these it is of, nobody is told. */
export const NotFree = z.object({ items: z.array(z.object({ memberId: id, why: z.enum(['taken', 'away']) })).max(1_000) });
export type NotFree = z.infer<typeof NotFree>;

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
/** Monday is 1, as in ISO 8601. */
const Weekday = z.int().min(1).max(7);

export const RoomKind = z.enum(['room', 'remote']);
export const NewRoom = z.object({ name: z.string().trim().min(1).max(60), kind: RoomKind.default('room'), stepFree: z.boolean().default(false) });
export type NewRoom = z.infer<typeof NewRoom>;
export const RoomChange = z.object({ stepFree: z.boolean(), inUse: z.boolean() });
export type RoomChange = z.infer<typeof RoomChange>;
export const Room = z.object({ id, name: z.string(), kind: RoomKind, stepFree: z.boolean(), inUse: z.boolean(), version: z.number().int() });
export type Room = z.infer<typeof Room>;

/** Whose hours: a colleague's, a room's, or the desk's where neither is named. */
const holder = { memberId: id.nullish(), roomId: id.nullish() };
const onlyOne = (given: { memberId?: string | null | undefined; roomId?: string | null | undefined }) => !(given.memberId && given.roomId);
export const NewHours = z.object({ ...holder, weekdays: z.array(Weekday).min(1).max(7), from: clock, to: clock, validFrom: z.iso.date(), validUntil: z.iso.date().nullish() })
  .refine(onlyOne, { path: ['roomId'], message: 'one-holder' }).refine((given) => given.to > given.from, { path: ['to'], message: 'ends-before-it-begins' });
export type NewHours = z.infer<typeof NewHours>;
export const Hours = z.object({ id, memberId: id.nullable(), roomId: id.nullable(), weekdays: z.array(z.number().int()), from: z.string(), to: z.string(), validFrom: z.string(), validUntil: z.string().nullable() });
export type Hours = z.infer<typeof Hours>;

/** Away or closed, or there beside the usual hours. Why somebody is away is not asked. */
export const ExceptionKind = z.enum(['away', 'extra']);
export type ExceptionKind = z.infer<typeof ExceptionKind>;
export const NewException = z.object({ ...holder, kind: ExceptionKind, startsAt: moment, endsAt: moment })
  .refine(onlyOne, { path: ['roomId'], message: 'one-holder' }).refine((given) => Date.parse(given.endsAt) > Date.parse(given.startsAt), { path: ['endsAt'], message: 'ends-before-it-begins' });
export type NewException = z.infer<typeof NewException>;
export const HoursException = z.object({ id, memberId: id.nullable(), roomId: id.nullable(), kind: ExceptionKind, startsAt: z.string(), endsAt: z.string() });
export type HoursException = z.infer<typeof HoursException>;
/** `affected`: how many appointments still to come now stand where nobody is; `items`: the nearest of them, put right one by one. */
export const ExceptionKept = HoursException.extend({ affected: z.number().int(), items: z.array(Appointment).max(200) });
export type ExceptionKept = z.infer<typeof ExceptionKept>;
export const Ended = z.object({ id });

export const Resources = z.object({
  rooms: z.array(Room),
  hours: z.array(Hours),
  exceptions: z.array(HoursException),
  /** `words` of those that the programme has added of its own. */
  holidays: z.array(z.object({ day: z.string(), name: z.string(), words: z.object({ it: z.string(), en: z.string() }).nullable() })),
});
export type Resources = z.infer<typeof Resources>;

/** Whoever may be booked by profession. */
export const BookableRole = z.enum(['mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator']);
export type BookableRole = z.infer<typeof BookableRole>;
/** With a colleague or with anybody of a profession; in which language, how long, in a room or at a distance, not before which day. */
export const SlotAsked = z.object({
  caseId: id.nullish(), memberId: id.nullish(), role: BookableRole.nullish(), language, minutes: z.int().min(15).max(720), where: RoomKind, from: z.iso.date(),
}).refine((given) => Boolean(given.memberId) !== Boolean(given.role), { path: ['memberId'], message: 'member-or-role' });
export type SlotAsked = z.infer<typeof SlotAsked>;
export const SlotReason = z.enum(['first', 'best', 'other-day', 'known-colleague', 'known-mediator', 'speaks-it', 'no-gap']);
export type SlotReason = z.infer<typeof SlotReason>;
export const ProposedSlot = z.object({ startsAt: z.string(), endsAt: z.string(), member: z.object({ id, name: z.string() }), mediator: z.object({ id, name: z.string() }).nullable(), room: z.string().nullable(), reasons: z.array(SlotReason) });
export type ProposedSlot = z.infer<typeof ProposedSlot>;
/** `hoursUnknown`: colleagues of whom nobody wrote any hours, who are never proposed. `noMediator`: nobody of the team speaks the language. */
export const SlotsFound = z.object({ items: z.array(ProposedSlot).max(3), hoursUnknown: z.array(z.string()), noMediator: z.boolean() });
export type SlotsFound = z.infer<typeof SlotsFound>;

/** Whom to call when an hour falls free, with the first at which those who receive them are free before theirs. Whether it suits the person is asked of them. */
export const Sooner = z.object({ items: z.array(z.object({ appointment: Appointment, free: period.nullable() })).max(50) });
export type Sooner = z.infer<typeof Sooner>;

/** Two weeks from a day: which mediators are there and not taken. */
export const MediatorsFreeAsked = z.object({ from: z.iso.date(), language: language.optional() });
/** `spans`: null where nobody wrote any hours, and nothing is known. By what somebody is taken, nobody is told. */
export const MediatorsFree = z.object({ items: z.array(z.object({ member: z.object({ id, name: z.string() }), languages: z.array(z.string()), spans: z.array(period).nullable() })).max(1_000) });
export type MediatorsFree = z.infer<typeof MediatorsFree>;

export const WalkInState = z.enum(['waiting', 'called', 'served', 'left']);
export type WalkInState = z.infer<typeof WalkInState>;
export const WalkInMove = z.enum(['call', 'receive', 'leave', 'put-back']);
export type WalkInMove = z.infer<typeof WalkInMove>;
/** Somebody who comes without an appointment: a code or how they like to be called, a language, whom they ask for. */
export const NewWalkIn = z.object({ code: z.string().trim().min(2).max(60), language, role: BookableRole.nullish() });
export type NewWalkIn = z.infer<typeof NewWalkIn>;
export const WalkIn = z.object({ id, code: z.string(), language: z.string(), role: BookableRole.nullable(), state: WalkInState, arrivedAt: z.string(), member: z.object({ id, name: z.string() }).nullable(), version: z.number().int(),
  /** Whether the wait ended in a file: in which, for those who hold it. */
  hasFile: z.boolean(), whoCame: z.object({ id, caseId: id, code: z.string() }).nullable(),
  /** When the hour is that was given to them. */
  givenHour: z.string().nullable(),
});
export type WalkIn = z.infer<typeof WalkIn>;
/** Who waits now, longest first, and who was received or left today. */
export const Queue = z.object({ items: z.array(WalkIn) });
export type Queue = z.infer<typeof Queue>;
export const WalkInMoveRequest = z.object({ id, move: WalkInMove });
export const HourGiven = z.object({ appointmentId: id });

/** Whose a wait or an appointment under an alias is. */
export const NewWhoCame = z.object({ walkInId: id.optional(), appointmentId: id.optional(), caseId: id, kind: InterviewKind.default('first') })
  .refine((given) => (given.walkInId === undefined) !== (given.appointmentId === undefined), { path: ['walkInId'], message: 'walk-in-or-appointment' });
export type NewWhoCame = z.infer<typeof NewWhoCame>;

export const ContactKindDue = z.enum(['reminder', 'recall']);
export type ContactKindDue = z.infer<typeof ContactKindDue>;
const Way = z.enum(['phone', 'messaging', 'email']);
export const AttemptOutcome = z.enum(['done', 'failed', 'not-allowed']);
export const AttemptReason = z.enum(['no-answer', 'wrong-number', 'somebody-else-answered', 'unsafe-now', 'no-card', 'do-not-call', 'no-contact', 'no-messages']);
/** Somebody to remind or to call back: by which ways the safe-contact card allows it, or why by none, and neutral words in their language. */
export const ContactDue = z.object({
  kind: ContactKindDue, appointmentId: id, caseId: id, code: z.string(), startsAt: z.string(), language: z.string(), ways: z.array(Way), why: AttemptReason.nullable(),
  words: z.object({ language: z.string(), text: z.string(), approved: z.boolean().describe('Whether a mediator who speaks it answers for these words') }), outcome: AttemptOutcome.nullable(), by: z.string().nullable(),
});
export type ContactDue = z.infer<typeof ContactDue>;
export const ContactsDue = z.object({ items: z.array(ContactDue) });
export type ContactsDue = z.infer<typeof ContactsDue>;
export const NewAttempt = z.object({ caseId: id, appointmentId: id, kind: ContactKindDue, outcome: AttemptOutcome, channel: z.enum(['phone', 'messaging', 'email', 'in-person']).nullish(), reason: AttemptReason.nullish() })
  .refine((given) => (given.outcome === 'done') === !given.reason && (given.outcome !== 'done' || Boolean(given.channel)), { path: ['reason'], message: 'reason-or-channel' });
export type NewAttempt = z.infer<typeof NewAttempt>;

/** `since` is null where one has no calendar address. */
export const CalendarFeed = z.object({ since: z.string().nullable(), readAt: z.string().nullable(), withPlace: z.boolean() });
export type CalendarFeed = z.infer<typeof CalendarFeed>;
export const NewFeed = z.object({ withPlace: z.boolean() });
/** The secret address, shown this once. */
export const FeedAddress = z.object({ address: z.string() });
