import type { Due, Season } from '../contract.ts';

const WEEK = 7 * 86_400_000;

/** Whole weeks since a moment; null where there is none. */
export const weeksSince = (last: Date | null, now: Date): number | null => (last === null ? null : Math.max(0, Math.floor((now.getTime() - last.getTime()) / WEEK)));

/** What is done at a place in a month (January is 1), and whether anything is: where no season is written, people are there all year. */
export function seasonIn(seasons: readonly Season[], month: number): { inSeason: boolean; activities: string[] } {
  const now = seasons.filter((season) => season.months.includes(month));
  return { inSeason: seasons.length === 0 || now.length > 0, activities: now.map((season) => season.activity) };
}

/** The next season of a place that has none now: what begins, in which month, and in how many months from this one (1 to 11). */
export interface SeasonAhead { readonly activities: string[]; readonly month: number; readonly months: number }

/** What begins next at a place, for whoever plans before the peak (peers, row 24 of the proposals). Null in a season, and where none is written. @param month January is 1 */
export function seasonAhead(seasons: readonly Season[], month: number): SeasonAhead | null {
  if (seasonIn(seasons, month).inSeason) return null;
  for (let months = 1; months < 12; months += 1) {
    const then = ((month - 1 + months) % 12) + 1;
    const activities = seasons.filter((season) => season.months.includes(then)).map((season) => season.activity);
    if (activities.length > 0) return { activities, month: then, months };
  }
  return null;
}

/** How due a place is. Out of its season nothing is due, however long nobody was there. */
export function dueOf({ weeks, everyWeeks, inSeason }: { readonly weeks: number | null; readonly everyWeeks: number; readonly inSeason: boolean }, hasSeasons: boolean): Due {
  if (!inSeason) return 'out-of-season';
  if (weeks === null) return 'never-visited';
  if (weeks < everyWeeks) return 'in-time';
  return hasSeasons ? 'overdue-in-season' : 'overdue';
}

/**
 * The most due first: in their season, those that are late by the most of their own rhythm; a place never visited waits as one that is twice its rhythm late.
 * What is out of season comes last.
 */
export function byDue<Place extends { readonly due: Due; readonly weeks: number | null; readonly everyWeeks: number; readonly place: { readonly name: string } }>(places: readonly Place[]): Place[] {
  const rank = ({ due }: Place): number => (due === 'out-of-season' ? 2 : due === 'in-time' ? 1 : 0);
  const lateness = ({ weeks, everyWeeks }: Place): number => (weeks === null ? 2 : weeks / everyWeeks);
  return places.toSorted((one, other) => rank(one) - rank(other) || lateness(other) - lateness(one) || one.place.name.localeCompare(other.place.name, 'it'));
}

/** Contacts in an hour, to one decimal; null where the outing took no time that is known. */
export const perHour = (contacts: number, minutes: number | null): number | null => (minutes === null || minutes <= 0 ? null : Math.round((contacts * 600) / minutes) / 10);

/** People of contacts whom nobody recognised, divided by the declared coefficient, beside those who are known. Raw counts stay beside it always. */
export const estimatePersons = (identified: number, unidentified: number, coefficient: number): number => identified + Math.round(unidentified / coefficient);

/** Languages that somebody there speaks and nobody of the crew does. */
export const languagesMissing = (spokenThere: readonly string[], spokenByCrew: readonly string[]): string[] => [...new Set(spokenThere)].filter((language) => !spokenByCrew.includes(language)).toSorted();
