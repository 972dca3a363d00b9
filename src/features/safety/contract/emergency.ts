import { z } from 'zod';

/** What somebody is in danger of. The steps and the first numbers follow from it. */
export const Danger = z.enum(['violence-now', 'health', 'self-harm', 'minor', 'exploiter-threat', 'wants-out', 'eviction', 'other']);
export type Danger = z.infer<typeof Danger>;

export const EmergencyState = z.enum(['open', 'stabilised', 'closed']);
export type EmergencyState = z.infer<typeof EmergencyState>;

/** How it went: the person is safe, knows and refuses, could not be reached; or there was no danger. */
export const EmergencyOutcome = z.enum(['made-safe', 'informed-refusal', 'not-reached', 'false-alarm']);
export type EmergencyOutcome = z.infer<typeof EmergencyOutcome>;

export const EmergencyMove = z.enum(['stabilise', 'worsen', 'close', 'reopen']);
export type EmergencyMove = z.infer<typeof EmergencyMove>;

/** A national number, a contact of the programme, or somebody else. */
export const Called = z.enum(['112', '118', '1522', '800290290', '114', '116000', 'contact', 'other']);
export type Called = z.infer<typeof Called>;

export const ContactKind = z.enum(['on-call', 'police', 'health', 'anti-trafficking', 'anti-violence', 'children', 'social-emergency', 'shelter', 'prosecutor', 'other']);
export type ContactKind = z.infer<typeof ContactKind>;

const Moment = z.iso.datetime();
const Who = z.object({ memberId: z.uuid(), name: z.string() });

export const OpenEmergency = z.strictObject({
  kind: Danger,
  openedAt: Moment.describe('When it began, by the device that noted it'),
  caseId: z.uuid().optional(),
});
export type OpenEmergency = z.infer<typeof OpenEmergency>;

export const NoteCall = z.strictObject({ emergencyId: z.uuid(), whom: Called, contactId: z.uuid().optional(), at: Moment })
  .refine((call) => (call.whom === 'contact') === (call.contactId !== undefined), { path: ['contactId'] });
export type NoteCall = z.infer<typeof NoteCall>;

export const WriteRecord = z.strictObject({
  emergencyId: z.uuid(),
  what: z.string().trim().min(3).max(4_000).describe('What happened, and where the person is now'),
  basis: z.string().trim().max(500).default('').describe('Why data were told without consent: whose life or safety was at stake'),
});
export type WriteRecord = z.infer<typeof WriteRecord>;

export const MoveEmergency = z.strictObject({ id: z.uuid(), move: EmergencyMove, outcome: EmergencyOutcome.optional(), reason: z.string().trim().min(3).max(1_000) });
export type MoveEmergency = z.infer<typeof MoveEmergency>;

export const LinkEmergency = z.strictObject({ caseId: z.uuid().nullable() });

export const EmergencyLine = z.object({
  id: z.uuid(), kind: Danger, state: EmergencyState, outcome: EmergencyOutcome.nullable(), caseId: z.uuid().nullable(), code: z.string().nullable(),
  openedBy: Who, openedAt: z.string(), recordDueAt: z.string(), recordedAt: z.string().nullable(),
  /** Whether the minimal record is late: a day has passed and nothing is written. */
  recordLate: z.boolean(),
  calls: z.int(),
});
export type EmergencyLine = z.infer<typeof EmergencyLine>;
export const EmergencyList = z.object({ items: z.array(EmergencyLine), next: z.string().nullable() });
export type EmergencyList = z.infer<typeof EmergencyList>;
export const EmergencyQuery = z.object({ after: z.string().max(400).optional(), state: z.enum(['standing', 'closed']).default('standing'), caseId: z.uuid().optional() });

export const Emergency = EmergencyLine.omit({ calls: true }).extend({
  version: z.int(),
  /** Who was met on the street and from whom it came. */
  contacts: z.array(z.object({ id: z.uuid(), at: z.string() })),
  calls: z.array(z.object({ id: z.uuid(), whom: Called, contact: z.string().nullable(), at: z.string(), by: Who, takenBackAt: z.string().nullable(), mine: z.boolean() })),
  records: z.array(z.object({ id: z.uuid(), what: z.string().nullable(), basis: z.string().nullable(), by: Who, at: z.string() })),
  moves: z.array(z.object({ id: z.uuid(), move: EmergencyMove, to: EmergencyState, reason: z.string().nullable(), by: Who, at: z.string() })),
  /** What may be done with it now. */
  may: z.array(EmergencyMove),
});
export type Emergency = z.infer<typeof Emergency>;

export const EmergencyContact = z.object({
  id: z.uuid(), kind: ContactKind, name: z.string(), phone: z.string(), hours: z.string(), note: z.string(), position: z.int(), version: z.int(),
});
export type EmergencyContact = z.infer<typeof EmergencyContact>;
export const ContactList = z.object({ items: z.array(EmergencyContact), mayKeep: z.boolean() });
export type ContactList = z.infer<typeof ContactList>;
export const KeepContact = z.strictObject({
  kind: ContactKind, name: z.string().trim().min(2).max(120), phone: z.string().trim().regex(/^\+?[0-9 ]{3,20}$/), hours: z.string().trim().max(120).default(''),
  note: z.string().trim().max(300).default(''), position: z.int().min(0).max(1_000).default(0), removed: z.boolean().default(false),
});
export type KeepContact = z.infer<typeof KeepContact>;
