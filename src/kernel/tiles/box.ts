import type { TileName } from './settings.ts';

/** A stretch of land, in degrees. */
export interface Box {
  readonly south: number;
  readonly north: number;
  readonly west: number;
  readonly east: number;
}

/** From a country to a square: nobody needs more, and each further step is four times as many pieces. */
export const ZOOMS = { least: 5, most: 18 } as const;

/** What a piece of the map shows. */
export function boxOf({ z, x, y }: TileName): Box {
  const count = 2 ** z;
  const latitude = (row: number): number => (Math.atan(Math.sinh(Math.PI * (1 - (2 * row) / count))) * 180) / Math.PI;
  return { north: latitude(y), south: latitude(y + 1), west: (x / count) * 360 - 180, east: ((x + 1) / count) * 360 - 180 };
}

/** Whether a piece exists at all, and shows something of a stretch of land. */
export function showsSomeOf(tile: TileName, land: Box): boolean {
  const count = 2 ** tile.z;
  if (tile.z < ZOOMS.least || tile.z > ZOOMS.most || tile.x < 0 || tile.y < 0 || tile.x >= count || tile.y >= count) return false;
  const { south, north, west, east } = boxOf(tile);
  return south <= land.north && north >= land.south && west <= land.east && east >= land.west;
}
