/** What crosses the wire in the documents room: papers of a case, their versions, how they are kept. */
import { z } from 'zod';
import { EmblemPlace } from '../../kernel/documents/paper.ts';
import { mediaTypes } from '../../kernel/files/kinds.ts';
import { SentFile } from '../../kernel/pieces/contract.ts';
import { Colleague, NoteCompartment } from '../cases/contract.ts';

export const DocumentKind = z.enum(['permit', 'passport', 'identity', 'contract', 'pay-slip', 'medical', 'consent', 'report', 'complaint', 'letter', 'other']);
export type DocumentKind = z.infer<typeof DocumentKind>;
/** The compartment of the case whose holders read it. */
export const DocumentCompartment = NoteCompartment;
export type DocumentCompartment = NoteCompartment;
export const DocumentState = z.enum(['kept', 'removed']);
export const DocumentMove = z.enum(['remove', 'restore']);
/** What a document is attached to, where to something smaller than the case. */
export const DocumentSubject = z.enum(['interview', 'referral', 'screening', 'emergency']);
export type DocumentSubject = z.infer<typeof DocumentSubject>;
export const Made = z.enum(['brought', 'scanned', 'written']);
export type Made = z.infer<typeof Made>;
/** How near its end a document is: past, within 7, 30, 90 days; null when it is valid longer or has no end. */
export const Expiry = z.enum(['expired', 'week', 'month', 'quarter']);
export type Expiry = z.infer<typeof Expiry>;

const Id = z.uuid();
const Day = z.iso.date();
const Title = z.string().trim().min(2).max(160);
export const MOST_PAGES = 30;
const Contents = z.array(Id).min(1).max(MOST_PAGES);

export const ById = z.object({ id: Id });
export const ByCase = z.object({ caseId: Id });
export const Done = z.object({ done: z.literal(true) });

export const ListQuery = z.object({ after: z.string().max(400).optional(), removed: z.stringbool().default(false), subjectId: Id.optional() });

export const DocumentVersion = z.object({
  id: Id, number: z.int(), mediaType: z.enum(mediaTypes), bytes: z.int(), pages: z.int(), made: Made, by: Colleague, at: z.iso.datetime(),
});
export type DocumentVersion = z.infer<typeof DocumentVersion>;

const heading = {
  id: Id, caseId: Id, compartment: DocumentCompartment, kind: DocumentKind, state: DocumentState,
  /** Null when the key was destroyed: that it was there remains, its words do not. */
  title: z.string().nullable(),
  issuedOn: Day.nullable(), expiresOn: Day.nullable(), expiry: Expiry.nullable(),
  subject: DocumentSubject.nullable(), subjectId: Id.nullable(), by: Colleague, at: z.iso.datetime(), version: z.int(),
};

export const DocumentLine = z.object({
  ...heading, newest: DocumentVersion, versions: z.int(),
  /** A small picture, as a data address. */
  thumbnail: z.string().nullable(),
});
export type DocumentLine = z.infer<typeof DocumentLine>;
export const DocumentList = z.object({
  items: z.array(DocumentLine).max(100), next: z.string().nullable(),
  /** How many more stand taken away. */
  removed: z.int(),
  /** In bytes: told before a file is sent. */
  largest: z.int(),
  /** What the reader may put a document into. */
  compartments: z.array(DocumentCompartment),
});
export type DocumentList = z.infer<typeof DocumentList>;

export const DocumentDetail = z.object({
  ...heading, versions: z.array(DocumentVersion),
  moves: z.array(z.object({ id: Id, move: DocumentMove, reason: z.string().nullable(), by: Colleague, at: z.iso.datetime() })),
  /** Who opened it or took a copy; null for whoever does not hold the files of the case. */
  readings: z.array(z.object({ action: z.string(), by: Colleague, at: z.iso.datetime() })).max(100).nullable(),
});
export type DocumentDetail = z.infer<typeof DocumentDetail>;

/** A file that came in pieces: it is checked and sealed, and comes to a document afterwards. */
export const BringContent = z.object({
  caseId: Id, compartment: DocumentCompartment, upload: SentFile, name: z.string().max(200).default(''), turns: z.int().min(0).max(3).default(0), asPage: z.boolean().default(false),
});
export type BringContent = z.infer<typeof BringContent>;
/** Null once it became a page of a document. */
export const Content = z.object({ id: Id, mediaType: z.enum(mediaTypes).nullable(), bytes: z.int().nullable() });
export type Content = z.infer<typeof Content>;

const Facts = z.object({ kind: DocumentKind, title: Title, issuedOn: Day.nullable(), expiresOn: Day.nullable() });
const inOrder = ({ issuedOn, expiresOn }: { issuedOn: string | null; expiresOn: string | null }): boolean => issuedOn === null || expiresOn === null || issuedOn <= expiresOn;
const order = { message: 'before-issue', path: ['expiresOn'] };

export const NewDocument = Facts.extend({
  caseId: Id, compartment: DocumentCompartment, contents: Contents,
  subject: DocumentSubject.optional(), subjectId: Id.optional(),
}).refine(inOrder, order).refine(({ subject, subjectId }) => (subject === undefined) === (subjectId === undefined), { message: 'incomplete', path: ['subjectId'] });
export type NewDocument = z.infer<typeof NewDocument>;

export const DocumentFacts = Facts.refine(inOrder, order);
export type DocumentFacts = z.infer<typeof DocumentFacts>;
export const NewVersion = z.object({ documentId: Id, contents: Contents });
export type NewVersion = z.infer<typeof NewVersion>;
export const MoveDocument = z.object({ id: Id, move: DocumentMove, reason: z.string().trim().min(5).max(2000) });
export type MoveDocument = z.infer<typeof MoveDocument>;

export const PageAsked = z.object({ id: Id, page: z.coerce.number().int().min(1).max(10_000) });
/** How many pages can be shown as pictures. */
export const PageCount = z.object({ pages: z.int().min(0) });
export type PageCount = z.infer<typeof PageCount>;
export const FileQuery = z.object({ show: z.stringbool().default(false) });

/** An emblem over the office's papers, and since when. */
export const Emblem = z.object({ id: Id, place: EmblemPlace, words: z.string(), by: Colleague, since: z.iso.datetime() });
export type Emblem = z.infer<typeof Emblem>;
/** What is said of a picture that is brought. */
export const NewEmblem = z.object({ place: EmblemPlace, words: z.string().trim().min(2).max(200) });
export type NewEmblem = z.infer<typeof NewEmblem>;

const head = {
  largest: z.int().min(1_048_576).max(20_971_520), office: z.string().trim().max(200), lines: z.array(z.string().trim().max(200)).max(6),
  /** Under every sheet, as the office wrote it. */
  foot: z.string().trim().max(240).default(''),
  cup: z.string().trim().max(40).default(''), projectCode: z.string().trim().max(60).default(''),
};
export const DocumentSettings = z.object({ ...head, emblems: z.array(Emblem).max(3), version: z.int() });
export type DocumentSettings = z.infer<typeof DocumentSettings>;
export const KeepSettings = z.object(head);
export type KeepSettings = z.infer<typeof KeepSettings>;
