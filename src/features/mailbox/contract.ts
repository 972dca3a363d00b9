/** What crosses the wire about the programme's mailbox. */
import { z } from 'zod';
import { refusals } from '../../kernel/files/kinds.ts';
import { Clock } from '../intake/contract.ts';

const Id = z.uuid();
const Moment = z.iso.datetime();
const Line = (most: number) => z.string().trim().max(most).regex(/^\P{Cc}*$/u);

export const byId = z.object({ id: Id });
export const Done = z.object({ done: z.literal(true) });

/** `waiting`: nobody decided yet. `held`: somebody wants to know more first. `set-aside`: not for us. */
export const MailMessageState = z.enum(['waiting', 'held', 'referred', 'set-aside', 'spam']);
export type MailMessageState = z.infer<typeof MailMessageState>;
export const MailMove = z.enum(['hold', 'refer', 'set-aside', 'mark-spam', 'reopen']);
export type MailMove = z.infer<typeof MailMove>;

/** `automatic`: a machine wrote it (a holiday notice, a list). `bounce`: a letter of ours came back. */
export const MailKind = z.enum(['letter', 'automatic', 'bounce']);
export type MailKind = z.infer<typeof MailKind>;

/** What in a message could not be read, or must be known when reading it. The source is kept in any case. */
export const MailFault = z.enum([
  'unreadable', 'too-large', 'too-long', 'too-deep', 'too-many-parts', 'charset-unknown', 'letters-lost', 'header-damaged',
  'no-sender', 'several-senders', 'no-date', 'date-wrong', 'no-number', 'no-text', 'winmail', 'encrypted', 'invitation', 'attachment-refused', 'sender-hidden', 'sender-unproved', 'sender-odd',
]);
export type MailFault = z.infer<typeof MailFault>;

export const Security = z.enum(['tls', 'starttls', 'plain']);
export type Security = z.infer<typeof Security>;

export const BoxWritten = z.object({
  label: Line(80).min(2),
  address: z.string().trim().toLowerCase().pipe(z.email().max(200)),
  host: Line(200).min(1),
  port: z.int().min(1).max(65_535),
  security: Security.describe('`plain` only to a server on the same machine'),
  username: Line(200).min(1),
  folder: Line(200).min(1).default('INBOX'),
  /** Whether a neutral receipt goes back. */
  receipts: z.boolean().default(false),
  active: z.boolean().default(true),
  /** Left out, the password stays the one that was given. */
  password: z.string().min(1).max(500).optional(),
});
export type BoxWritten = z.infer<typeof BoxWritten>;

/** What is wrong with where a box is kept, said to who connects it and to who reads it. */
export const BoxFinding = z.enum(['free-mail-service', 'plain-connection']);
export type BoxFinding = z.infer<typeof BoxFinding>;
export const ReadingFailure = z.enum(['server-unreachable', 'sign-in-refused', 'not-secure', 'certificate-unknown', 'folder-missing', 'not-read']);
export type ReadingFailure = z.infer<typeof ReadingFailure>;

export const Box = BoxWritten.omit({ password: true }).extend({
  id: Id, version: z.int(), findings: z.array(BoxFinding),
  reading: z.object({ lookedAt: Moment.nullable(), failure: ReadingFailure.nullable(), failingSince: Moment.nullable() }),
  readers: z.array(z.object({ id: Id, memberId: Id, name: z.string() })),
});
export type Box = z.infer<typeof Box>;
export const Boxes = z.object({ items: z.array(Box).max(20), demo: z.boolean().describe('A demonstration looks into no box'), sends: z.boolean().describe('Whether letters leave from here') });
export type Boxes = z.infer<typeof Boxes>;

export const NameReader = z.object({ memberId: Id });

export const KnownSenderWritten = z.object({ address: z.string().trim().toLowerCase().pipe(z.email().max(200)), label: Line(120).min(2), organisationId: Id.nullable().default(null) });
export type KnownSenderWritten = z.infer<typeof KnownSenderWritten>;
export const KnownSender = KnownSenderWritten.extend({ id: Id, organisation: z.string().nullable() });
export type KnownSender = z.infer<typeof KnownSender>;
export const KnownSenders = z.object({ items: z.array(KnownSender).max(500) });
export type KnownSenders = z.infer<typeof KnownSenders>;

const Address = z.object({ name: z.string(), address: z.string() });
export type Address = z.infer<typeof Address>;

/** `known`: from whoever is in the address book. `unknown`: held apart. `over`: decided. `machines`: notices and what came back. */
export const MailShelf = z.enum(['known', 'unknown', 'machines', 'over']);
export type MailShelf = z.infer<typeof MailShelf>;
export const MailQuery = z.object({ shelf: MailShelf.default('known'), after: z.string().max(200).optional() });

const head = {
  id: Id, kind: MailKind, state: MailMessageState, arrivedAt: Moment, bytes: z.int(), attachments: z.int(), inThread: z.int(), faults: z.array(MailFault),
  /** From whom, as the message says it: an address can be forged. */
  from: Address.nullable(), subject: z.string(),
  known: z.object({ label: z.string(), organisation: z.string().nullable(), organisationId: Id.nullable() }).nullable(),
  version: z.int(),
  /** By when it is to be decided; nothing once it was, and of what a machine wrote. */
  clock: Clock.nullable(),
};
export const MailLine = z.object(head);
export type MailLine = z.infer<typeof MailLine>;
export const MailPage = z.object({ items: z.array(MailLine).max(60), next: z.string().nullable(), counts: z.object({ known: z.int(), unknown: z.int(), machines: z.int() }) });
export type MailPage = z.infer<typeof MailPage>;

export const Attachment = z.object({ id: Id, name: z.string(), mediaType: z.string().nullable(), bytes: z.int(), refusal: z.enum([...refusals, 'too-many']).nullable() });
export type Attachment = z.infer<typeof Attachment>;
export const MailMessage = z.object({
  ...head,
  to: z.array(Address), copies: z.array(Address), answerTo: Address.nullable(), writtenAt: Moment.nullable(),
  text: z.string(), files: z.array(Attachment),
  /** Whether its source is here; a message that was too large is on the server only. */
  hasSource: z.boolean(),
  thread: z.array(z.object({ id: Id, arrivedAt: Moment, from: Address.nullable(), subject: z.string(), state: MailMessageState })),
  steps: z.array(z.object({ id: Id, move: MailMove, to: MailMessageState, reason: z.string().nullable(), by: z.string(), at: Moment })),
  moves: z.array(MailMove),
  answers: z.array(z.object({ id: Id, withLink: z.boolean(), by: z.string(), at: Moment })),
  inboundId: Id.nullable(),
});
export type MailMessage = z.infer<typeof MailMessage>;

/** It becomes a segnalazione by sending one that names it (`PUT /api/inbound-referrals/:id` with its `mailId`), and by no move of its own. */
export const MoveMail = z.object({ id: Id, move: MailMove.exclude(['refer']), reason: Line(300).min(3).optional() });
export type MoveMail = z.infer<typeof MoveMail>;

/** Lets the sender know that there is news at a personal address of this system; without one, only that the message arrived. */
export const AnswerMail = z.object({ id: Id, link: z.url({ protocol: /^https?$/ }).max(500).nullable().default(null), language: z.enum(['it', 'en', 'fr']).default('it') });
export type AnswerMail = z.infer<typeof AnswerMail>;

/** What is sealed of a message. */
export const MailWords = z.object({
  from: Address.nullable(), to: z.array(Address), copies: z.array(Address), answerTo: Address.nullable(), subject: z.string(), writtenAt: z.string().nullable(), text: z.string(),
  fileNames: z.array(z.string()),
});
export type MailWords = z.infer<typeof MailWords>;
