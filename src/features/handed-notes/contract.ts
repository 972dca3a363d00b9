/** What crosses the wire about notes that were handed over from a device. */
import { z } from 'zod';
import { Role } from '../../kernel/identity/contract.ts';
import { LostFile, SentFile } from '../../kernel/pieces/contract.ts';

export const HandedState = z.enum(['waiting', 'taken', 'set-aside']);
export type HandedState = z.infer<typeof HandedState>;

/** `take`: somebody wrote it where it belongs. `reopen`: it was taken or set aside by mistake. */
export const HandedMove = z.enum(['take', 'set-aside', 'reopen']);
export type HandedMove = z.infer<typeof HandedMove>;

export const byId = z.object({ id: z.uuid() });
export const Done = z.object({ done: z.literal(true) });

/** What is sealed: the call as it waited on the device, and the words under which it waited. */
export const HandedContent = z.object({
  method: z.enum(['PUT', 'POST', 'PATCH']),
  path: z.string().max(2_000).regex(/^\/api\/[^\s#\\]*$/),
  body: z.unknown().optional(),
  seen: z.union([z.int().min(0), z.string().max(100)]).optional(),
  lostFile: LostFile.optional().describe('The file that waited with it and was on the device no longer: its words came alone'),
  says: z.object({ key: z.string().max(200), values: z.record(z.string().max(100), z.union([z.string().max(5_000), z.number()])).optional() }).optional(),
});
export type HandedContent = z.infer<typeof HandedContent>;

export const HandOver = HandedContent.extend({
  memberId: z.uuid().describe('The hat under which it was written, one\'s own, also where it has ended: it says of which programme the note is'),
  kind: z.string().max(60).regex(/^[a-z]+(-[a-z]+)*$/).describe('The kind of record'),
  notedAt: z.iso.datetime().describe('By the clock of the device; only shown'),
  file: SentFile.optional().describe('The file that waited with it; it came in pieces before, from the same sign-in'),
});
export type HandOver = z.infer<typeof HandOver>;

export const HandedShelf = z.enum(['waiting', 'over']);
export type HandedShelf = z.infer<typeof HandedShelf>;
export const HandedQuery = z.object({ shelf: HandedShelf.default('waiting'), after: z.string().max(100).optional() });
export type HandedQuery = z.infer<typeof HandedQuery>;

export const HandedLine = z.object({ id: z.uuid(), state: HandedState, kind: z.string(), by: z.string(), role: Role, hasHat: z.boolean().describe('Whether they still have that hat'), notedAt: z.string(), arrivedAt: z.string() });
export type HandedLine = z.infer<typeof HandedLine>;
export const HandedPage = z.object({ items: z.array(HandedLine), next: z.string().nullable() });
export type HandedPage = z.infer<typeof HandedPage>;

export const HandedNote = HandedLine.extend({
  /** Null where its key was destroyed. */
  content: HandedContent.nullable(),
  /** The file that came with it; null where there is none. What the check of contents refused has no type, and the reason. */
  file: z.object({ bytes: z.int(), mediaType: z.string().nullable(), refusal: z.string().nullable() }).nullable(),
  steps: z.array(z.object({ id: z.uuid(), move: HandedMove, to: HandedState, words: z.string().nullable(), by: z.string(), at: z.string() })),
  moves: z.array(HandedMove),
});
export type HandedNote = z.infer<typeof HandedNote>;

/** The words say where it was written, or why it was set aside or opened again. */
export const MoveHanded = z.object({ id: z.uuid(), move: HandedMove, words: z.string().trim().min(3).max(2_000) });
export type MoveHanded = z.infer<typeof MoveHanded>;
