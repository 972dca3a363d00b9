import { z } from 'zod';
import { languageCodes } from '../../kernel/language-codes.ts';

/** What crosses the wire about sentences said to people in their languages: who wrote them, and who answers for them. */

const id = z.uuid();
/** The languages whose sentences came with the house. They are the first, not the only ones. */
export const LaunchLanguage = z.enum(['it', 'en', 'fr', 'ar', 'bn', 'uk']);
export type LaunchLanguage = z.infer<typeof LaunchLanguage>;
/** Any language that people speak: where the house brought no words, those who speak it write them. */
export const SpokenLanguage = z.enum(languageCodes);
export type SpokenLanguage = z.infer<typeof SpokenLanguage>;
export const PhraseKind = z.enum(['before', 'prompt', 'ground', 'signing', 'consent', 'answer', 'reminder', 'asked']);
export type PhraseKind = z.infer<typeof PhraseKind>;

const key = z.string().min(3).max(80);
const Named = z.object({ id, name: z.string() });

export const Phrase = z.object({
  key,
  kind: PhraseKind,
  /** The part of the interview's guide, for a question. */
  section: z.string().nullable(),
  italian: z.string(),
  /** null: nobody has written them in this language yet. */
  words: z.string().nullable(),
  /** 0: the words that came with the program, corrected by nobody; or none. */
  edition: z.number().int(),
  written: z.object({ by: Named, at: z.string() }).nullable(),
  /** The mediator who speaks the language and answers for these words; null says that nobody does yet. */
  approved: z.object({ by: Named, at: z.string() }).nullable(),
});
export type Phrase = z.infer<typeof Phrase>;
export const PhraseBook = z.object({ language: SpokenLanguage, items: z.array(Phrase), may: z.object({ write: z.boolean(), approve: z.boolean() }) });
export type PhraseBook = z.infer<typeof PhraseBook>;

const Progress = z.object({ total: z.number().int(), written: z.number().int(), approved: z.number().int() });
export type Progress = z.infer<typeof Progress>;
/** A language people are met in: what is written and answered for of each kind, so that a screen knows whether what it needs is there. */
export const PhraseLanguage = Progress.extend({ language: SpokenLanguage, isMine: z.boolean().describe('A mediator’s own: may be written and answered for'), kinds: z.array(Progress.extend({ kind: PhraseKind })) });
export type PhraseLanguage = z.infer<typeof PhraseLanguage>;
export const PhraseLanguages = z.object({ items: z.array(PhraseLanguage).max(200) });
export type PhraseLanguages = z.infer<typeof PhraseLanguages>;

/** `upon`: the edition that was read while writing. */
export const NewPhraseText = z.object({ key, language: SpokenLanguage, upon: z.int().min(0), words: z.string().trim().min(1).max(600) });
export type NewPhraseText = z.infer<typeof NewPhraseText>;
/** Sentences that a mediator answers for, each in the edition that was read. */
export const Approval = z.object({ language: SpokenLanguage, phrases: z.array(z.object({ id, key, edition: z.int().min(0) })).min(1).max(100) });
export type Approval = z.infer<typeof Approval>;

export const PhraseEdition = z.object({ edition: z.number().int(), words: z.string(), written: Phrase.shape.written, approved: Phrase.shape.approved });
export const PhraseHistory = z.object({ items: z.array(PhraseEdition) });
export type PhraseHistory = z.infer<typeof PhraseHistory>;
