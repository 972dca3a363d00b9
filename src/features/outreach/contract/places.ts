import { z } from 'zod';
import { After, Colleague, Country, Day, Id, Latitude, LanguageCode, Line, Longitude, Moment, Words } from './common.ts';

/** Kinds of place, of the field's contact form (domain, 3.1) and of product.md, chapter 2. */
export const PlaceKind = z.enum([
  'street-prostitution', 'gathering-point', 'labour-pickup', 'informal-settlement', 'farm', 'workshop', 'construction-site', 'workplace', 'station', 'canteen', 'centre-surroundings', 'reception-centre', 'housing', 'public-space', 'online',
]);
export type PlaceKind = z.infer<typeof PlaceKind>;

/** January is 1. */
export const Month = z.int().min(1).max(12);
/** What is harvested or done there, and in which months. */
export const Season = z.object({ activity: Line.min(2).max(80), months: z.array(Month).min(1).max(12).refine((months) => new Set(months).size === months.length, { message: 'twice' }) });
export type Season = z.infer<typeof Season>;

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
/** When people are usually there. Monday is 1; a span may go over midnight. */
export const UsualHours = z.object({ weekdays: z.array(z.int().min(1).max(7)).min(1).max(7), from: clock, to: clock });
export type UsualHours = z.infer<typeof UsualHours>;

const placeFields = {
  name: Line.min(2).max(120),
  kind: PlaceKind,
  town: Line.min(2).max(80),
  /** Exact: read by the team alone. Null where nobody has placed it yet (or it is online). */
  position: z.object({ latitude: Latitude, longitude: Longitude }).nullable(),
  accessNotes: Words(1_000),
  dangers: Words(1_000),
  usualHours: z.array(UsualHours).max(20),
  languages: z.array(LanguageCode).max(30),
  nationalities: z.array(Country).max(30),
  seasons: z.array(Season).max(20),
  /** After so many weeks without a visit it is due again, in its season; null follows the programme's. */
  everyWeeks: z.int().min(1).max(52).nullable(),
};
export const NewPlace = z.object(placeFields).partial({ position: true, accessNotes: true, dangers: true, usualHours: true, languages: true, nationalities: true, seasons: true, everyWeeks: true });
export type NewPlace = z.infer<typeof NewPlace>;
/** What each field of a place may say; what is not named stays. */
export const PlaceChange = z.object(placeFields).partial().refine((given) => Object.keys(given).length > 0, { message: 'nothing' });
export type PlaceChange = z.infer<typeof PlaceChange>;
/** A place is retired, never deleted: what was seen there stays. */
export const PlaceRetired = z.object({ retired: z.boolean(), reason: Words(280).optional() });
export type PlaceRetired = z.infer<typeof PlaceRetired>;

export const Place = z.object({
  id: Id, ...placeFields, retiredAt: Moment.nullable(), retiredReason: z.string().nullable(), lastVisitAt: Moment.nullable().describe('When a crew was last there: a contact, a check or a stop that was reached'), version: z.int(),
});
export type Place = z.infer<typeof Place>;
export const PlaceQuery = After.extend({ retired: z.enum(['true', 'false']).default('false') });
export type PlaceQuery = z.infer<typeof PlaceQuery>;
export const PlacePage = z.object({ items: z.array(Place).max(200), next: z.string().nullable() });
export type PlacePage = z.infer<typeof PlacePage>;
/** One earlier state of some fields, with who changed them and when. Newest first. */
export const PlaceHistory = z.object({ items: z.array(z.object({ id: Id, at: Moment, by: Colleague, before: z.record(z.string(), z.unknown()).describe('The fields that changed, as they were') })).max(200) });
export type PlaceHistory = z.infer<typeof PlaceHistory>;

export const PresenceQuery = z.object({ from: Day, to: Day, by: z.enum(['week', 'month']).default('week') });
export type PresenceQuery = z.infer<typeof PresenceQuery>;
/** Presence at a place over time: `on` is the first day of the week (Monday) or month, by Italian days. People are counted as met, not as distinct. */
export const Presence = z.object({
  items: z.array(z.object({ on: Day, visits: z.int(), contacts: z.int(), people: z.int(), women: z.int(), possiblyMinors: z.int() })).max(120),
  languages: z.array(z.object({ language: LanguageCode, people: z.int() })).max(60),
  nationalities: z.array(z.object({ country: Country, people: z.int() })).max(60),
});
export type Presence = z.infer<typeof Presence>;

export const Due = z.enum(['never-visited', 'overdue-in-season', 'overdue', 'in-time', 'out-of-season']);
export type Due = z.infer<typeof Due>;
/** Places by what is due, the most due first: those in their season before those out of it, then by weeks without a visit. */
export const Coverage = z.object({
  day: Day,
  items: z.array(z.object({
    place: Place.pick({ id: true, name: true, kind: true, town: true, position: true, languages: true, seasons: true }),
    lastVisitAt: Moment.nullable(), weeks: z.int().nullable().describe('Whole weeks since the last visit; null when never'), everyWeeks: z.int(), inSeason: z.boolean().describe('True also where no season is written'), activities: z.array(z.string()), due: Due,
    ahead: z.object({ activities: z.array(z.string()), month: Month, months: z.int() }).nullable().describe('Out of its season: what begins next, and in how many months'),
    plannedAt: Moment.nullable().describe('The next outing that goes there'),
  })).max(500),
});
export type Coverage = z.infer<typeof Coverage>;
