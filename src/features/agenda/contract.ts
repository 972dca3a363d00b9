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

/** An appointment of a person with a case names the case; one of somebody met on the street, the code or alias they go by. */
export const NewAppointment = z.object({
  caseId: id.optional(),
  code: z.string().trim().min(2).max(60).optional(),
  kind: InterviewKind.default('first'),
  startsAt: moment,
  endsAt: moment,
  language,
  memberId: id,
  mediatorId: id.nullish(),
  room: z.string().trim().min(1).max(60).nullish(),
}).refine((given) => (given.caseId === undefined) !== (given.code === undefined), { path: ['caseId'], message: 'case-or-code' });
export type NewAppointment = z.infer<typeof NewAppointment>;

export const AppointmentChange = z.object({
  startsAt: moment,
  endsAt: moment,
  language,
  memberId: id,
  mediatorId: id.nullable(),
  room: z.string().trim().min(1).max(60).nullable(),
  /** Why it is put to another hour; a change of colleague or room needs none. */
  reason: CancelReason.nullish(),
});
export type AppointmentChange = z.infer<typeof AppointmentChange>;

/** A line of the agenda. The last three are null for whoever does not hold the case. */
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
  /** How often it was put to another hour. */
  moved: z.number().int(),
  version: z.number().int(),
  caseId: id.nullable(),
  kind: InterviewKind.nullable(),
  name: z.string().nullable(),
});
export type Appointment = z.infer<typeof Appointment>;

export const Agenda = z.object({ day: z.iso.date(), items: z.array(Appointment) });
export type Agenda = z.infer<typeof Agenda>;
export const AppointmentList = z.object({ items: z.array(Appointment), next: z.string().nullable() });

export const AppointmentMoveRequest = z.object({ id, move: AppointmentMove, reason: CancelReason.nullish() });

/** A colleague one may book, with the languages they speak. */
export const Colleague = z.object({ id, name: z.string(), role: z.string(), languages: z.array(z.string()) });
export type Colleague = z.infer<typeof Colleague>;
export const ColleagueList = z.object({ items: z.array(Colleague) });
