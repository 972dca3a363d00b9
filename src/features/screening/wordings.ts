/** What crosses the wire about wordings of our own sets in the languages people speak: who wrote them, who answers for them, and what stands beside a question. */
import { z } from 'zod';
import { languageCodes } from '../../kernel/language-codes.ts';
import { Words } from './contract.ts';
import { LONGEST_SENTENCE, sourceLanguages } from './domain/wording.ts';

const id = z.uuid();
const Moment = z.iso.datetime();
const Named = z.object({ id, name: z.string() });
const Count = z.int().min(0);
const Key = z.string().regex(/^[A-Za-z0-9._-]{1,160}$/);

/** A language that our questions may be put in; Italian and English are what they are put from. */
export const WordingLanguage = z.enum(languageCodes.filter((code) => !sourceLanguages.includes(code)));
export const WordingState = z.enum(['draft', 'proposed', 'approved', 'replaced', 'withdrawn']);
export type WordingState = z.infer<typeof WordingState>;
/** Steps that somebody takes; one that is approved replaces the one before by itself. */
export const WordingMove = z.enum(['propose', 'take-back', 'send-back', 'approve', 'replace', 'withdraw']);
export type WordingMove = z.infer<typeof WordingMove>;

export const BeginWording = z.strictObject({ instrument: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/).max(80), language: WordingLanguage });
export type BeginWording = z.infer<typeof BeginWording>;

/** `before`: what stood there when it was written; where something else stands by now, nobody writes over it. An empty sentence takes one away. */
export const WriteSentences = z.strictObject({
  sentences: z.record(Key, z.strictObject({ words: z.string().max(LONGEST_SENTENCE), before: z.string().max(LONGEST_SENTENCE) })).refine((given) => Object.keys(given).length > 0 && Object.keys(given).length <= 500),
});
export type WriteSentences = z.infer<typeof WriteSentences>;
export const MoveWording = z.strictObject({ id, move: WordingMove.exclude(['replace']), reason: z.string().trim().min(3).max(2000).optional() });
export type MoveWording = z.infer<typeof MoveWording>;

const Progress = { worded: Count, needed: Count };
const Standing = z.object({ id, edition: z.int(), state: WordingState, ...Progress, by: Named, approved: Named.extend({ at: Moment }).nullable() });

/** One language of one set: what is in use, what is being written, and what an earlier version of the set had. */
export const WordedLanguage = z.object({
  language: z.string(),
  inUse: Standing.nullable(),
  open: Standing.nullable(),
  /** Of an earlier version, where this one has nothing yet: how many sentences are still the same, and how many must be put anew. */
  earlier: z.object({ version: z.int(), same: Count, redo: Count }).nullable(),
});
export type WordedLanguage = z.infer<typeof WordedLanguage>;
export const WordedInstrument = z.object({
  id: z.string(), version: z.int(), title: Words, needed: Count,
  /** No: its words are official or validated, and are asked only in the languages of those who hold them. */
  takes: z.boolean(),
  languages: z.array(WordedLanguage),
});
export type WordedInstrument = z.infer<typeof WordedInstrument>;
/** `toReview`: proposed in a language that the asker speaks as a mediator, by others. `write`: in which languages they may; null: in any. */
export const WordingBoard = z.object({
  instruments: z.array(WordedInstrument), languages: z.array(z.string()), may: z.object({ write: z.array(z.string()).nullable(), approve: z.array(z.string()) }),
  toReview: z.array(z.object({ id, title: Words, language: z.string(), by: z.string(), at: Moment, carried: Count })),
});
export type WordingBoard = z.infer<typeof WordingBoard>;

export const WordingLine = z.object({
  key: z.string(), kind: z.enum(['prompt', 'question', 'help', 'heading', 'choice']), code: z.string().nullable(), it: z.string(), en: z.string(), isNeeded: z.boolean(), words: z.string(),
  /** Unchanged from the wording before, and not looked at again yet. */
  isCarried: z.boolean(),
  /** What stood at this place in the version before, where its Italian or English was another. */
  earlier: z.object({ it: z.string(), words: z.string() }).nullable(),
});
export type WordingLine = z.infer<typeof WordingLine>;
export const WordingHistory = z.array(z.object({ id, move: WordingMove, reason: z.string().nullable(), by: z.string(), at: Moment }));
export const Wording = z.object({
  id, instrument: z.object({ id: z.string(), version: z.int(), title: Words }), language: z.string(), edition: z.int(), state: WordingState, version: z.int(),
  author: Named, writers: z.array(z.string()), approved: Named.extend({ at: Moment }).nullable(), lines: z.array(WordingLine), ...Progress,
  moves: WordingHistory,
  /** `isOwn`: the asker wrote of it, and so does not approve it. */
  may: z.object({ write: z.boolean(), isOwn: z.boolean(), moves: z.array(WordingMove) }),
});
export type Wording = z.infer<typeof Wording>;
/** The sentences of a table, looked at before anything is kept. */
export const WordingTableRead = z.object({
  sentences: z.record(z.string(), z.string()), notes: z.array(z.object({ row: z.int(), code: z.enum(['unknown-code', 'twice', 'source-differs', 'too-long']), what: z.string() })),
});
export type WordingTableRead = z.infer<typeof WordingTableRead>;

/** A wording that somebody answered for, as it is put beside the questions. */
export const AskedWording = z.object({
  id, language: z.string(), edition: z.int(), instrument: z.object({ id: z.string(), version: z.int() }), state: WordingState, approved: z.object({ by: z.string(), at: Moment }), sentences: z.record(z.string(), z.string()),
});
export type AskedWording = z.infer<typeof AskedWording>;
export const AskedWordings = z.object({ items: z.array(AskedWording) });
export type AskedWordings = z.infer<typeof AskedWordings>;
