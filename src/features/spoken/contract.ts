import { z } from 'zod';

/** What crosses the wire about sentences said to people in their languages: who wrote them, and who answers for them. */

const id = z.uuid();
export const LaunchLanguage = z.enum(['it', 'en', 'fr', 'ar', 'bn', 'uk']);
export type LaunchLanguage = z.infer<typeof LaunchLanguage>;
export const PhraseKind = z.enum(['before', 'prompt', 'ground', 'signing', 'consent', 'answer', 'reminder']);
export type PhraseKind = z.infer<typeof PhraseKind>;

const key = z.string().min(3).max(80);
const Named = z.object({ id, name: z.string() });

export const Phrase = z.object({
  key,
  kind: PhraseKind,
  /** The part of the interview's guide, for a question. */
  section: z.string().nullable(),
  italian: z.string(),
  words: z.string(),
  /** 0: the words that came with the program, corrected by nobody. */
  edition: z.number().int(),
  written: z.object({ by: Named, at: z.string() }).nullable(),
  /** The mediator who speaks the language and answers for these words; null says that nobody does yet. */
  approved: z.object({ by: Named, at: z.string() }).nullable(),
});
export type Phrase = z.infer<typeof Phrase>;
export const PhraseBook = z.object({ language: LaunchLanguage, items: z.array(Phrase), may: z.object({ write: z.boolean(), approve: z.boolean() }) });
export type PhraseBook = z.infer<typeof PhraseBook>;

/** `upon`: the edition that was read while writing. */
export const NewPhraseText = z.object({ key, language: LaunchLanguage, upon: z.int().min(0), words: z.string().trim().min(1).max(600) });
export type NewPhraseText = z.infer<typeof NewPhraseText>;
/** Sentences that a mediator answers for, each in the edition that was read. */
export const Approval = z.object({ language: LaunchLanguage, phrases: z.array(z.object({ id, key, edition: z.int().min(0) })).min(1).max(100) });
export type Approval = z.infer<typeof Approval>;

export const PhraseEdition = z.object({ edition: z.number().int(), words: z.string(), written: Phrase.shape.written, approved: Phrase.shape.approved });
export const PhraseHistory = z.object({ items: z.array(PhraseEdition) });
export type PhraseHistory = z.infer<typeof PhraseHistory>;
