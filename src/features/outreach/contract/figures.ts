import { z } from 'zod';
import { TwoWords } from '../../../kernel/reference/words.ts';
import { Country, Day, Id, LanguageCode, Material, Moment } from './common.ts';

/** Raw counts: contacts and people as they were met, never distinct persons. */
export const Counts = z.object({
  contacts: z.int(), people: z.int(), groups: z.int(), women: z.int(), possiblyMinors: z.int(), newFaces: z.int(), danger: z.int(), late: z.int(),
  levels: z.array(z.object({ level: z.int(), contacts: z.int() })).max(5),
  needs: z.array(z.object({ need: z.string(), contacts: z.int() })).max(20), signs: z.array(z.object({ sign: z.string(), contacts: z.int() })).max(30),
  languages: z.array(z.object({ language: LanguageCode, people: z.int() })).max(60), nationalities: z.array(z.object({ country: Country, people: z.int() })).max(60),
  outcomes: z.object({ persons: z.int(), appointments: z.int(), referrals: z.int() }),
});
export type Counts = z.infer<typeof Counts>;

export const OutingSummary = z.object({
  outingId: Id, minutes: z.int().nullable().describe('From the start to the return'), contactsPerHour: z.number().nullable(), counts: Counts,
  languagesMissing: z.array(z.object({ language: LanguageCode, people: z.int() })).describe('Spoken by people who were met, and by nobody of the crew'),
  materials: z.array(Material.pick({ kind: true, language: true }).extend({ planned: z.int(), given: z.int().describe('As the diary says'), noted: z.int().describe('As the contacts say') })),
  places: z.array(z.object({ placeId: Id, name: z.string(), contacts: z.int(), people: z.int() })), lastChangeAt: Moment,
});
export type OutingSummary = z.infer<typeof OutingSummary>;

export const FiguresQuery = z.object({ from: Day, to: Day });
/** `estimate` never without its coefficient: people of contacts whom nobody recognised, divided by it, beside those who are known by an encounter or a file. */
export const OutreachFigures = z.object({
  from: Day, to: Day, outings: z.int(), hours: z.number(), kilometres: z.int(), counts: Counts,
  identified: z.int().describe('Distinct encounters and files that were met'), unidentified: z.int().describe('People of contacts linked to neither'),
  materials: z.array(Material.pick({ kind: true, language: true }).extend({ given: z.int().describe('As the diaries say'), noted: z.int().describe('As the contacts say') })).describe('What was handed out; printed words by language, null where nobody said it'),
  estimate: z.object({ persons: z.int(), coefficient: z.number(), citation: z.object({ it: z.string(), en: z.string() }).describe('The source, as one cites it'), source: z.string().describe('Its address'), verified: z.boolean() }).nullable(),
});
export type OutreachFigures = z.infer<typeof OutreachFigures>;

/** By how much contacts whom nobody recognised are divided, and how its source is cited. */
export const EstimateBody = z.strictObject({ coefficient: z.number().min(1).max(20), citation: TwoWords });
export type EstimateBody = z.infer<typeof EstimateBody>;
