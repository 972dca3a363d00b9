import type { StreetMap } from '../../contract.ts';
import type { Spot } from './projection.ts';

/** How many months one may look back, the present one included. */
const MONTHS = 12;
/** Half of a piece of land, in degrees. */
const HALF = 0.005;
const KILOMETRES_A_DEGREE = 111.32;
/** Beyond this a piece of land is not "near" a place: it is told by its figures alone. */
const NEAR_KILOMETRES = 3;

/** People met: null says that they were fewer than the map tells apart. */
export type People = number | null;
export type Piece = StreetMap['cells'][number];

/** The first days of the last twelve months, the oldest first. @param today `YYYY-MM-DD` */
export function monthsUntil(today: string): readonly string[] {
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7)) - 1];
  return Array.from({ length: MONTHS }, (_, index) => new Date(Date.UTC(year, month - (MONTHS - 1) + index, 1)).toISOString().slice(0, 10));
}

/** The month to begin with: the last in which somebody was met, or the present one. */
export function firstShown(months: readonly string[], { cells, places, nowhere }: Pick<StreetMap, 'cells' | 'places' | 'nowhere'>): number {
  const met = new Set([...cells, ...places, ...nowhere].map(({ on }) => on));
  const last = months.findLastIndex((on) => met.has(on));
  return last === -1 ? months.length - 1 : last;
}

/** Who was met at a place in a month, told no finer than a piece of land. */
export function peopleAt({ places, few }: Pick<StreetMap, 'places' | 'few'>, placeId: string, on: string): People {
  const people = places.find((one) => one.placeId === placeId && one.on === on)?.people ?? 0;
  return people > 0 && people < few ? null : people;
}

/** The corners of a piece of land: north-west and south-east. */
export const cornersOf = ({ latitude, longitude }: Spot): readonly [Spot, Spot] => [{ latitude: latitude + HALF, longitude: longitude - HALF }, { latitude: latitude - HALF, longitude: longitude + HALF }];

/** The place that a piece of land lies near, if any does. */
export function nearTo<T extends Spot>(piece: Spot, places: readonly T[]): T | undefined {
  const away = ({ latitude, longitude }: Spot): number => Math.hypot(latitude - piece.latitude, (longitude - piece.longitude) * Math.cos((piece.latitude * Math.PI) / 180)) * KILOMETRES_A_DEGREE;
  return places.filter((one) => away(one) <= NEAR_KILOMETRES).toSorted((one, other) => away(one) - away(other))[0];
}
