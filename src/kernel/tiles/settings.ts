import { z } from 'zod';
import { isLoopback } from '../mail/settings.ts';
import { Sentence } from '../sentence.ts';

/** A server of map pictures, as the operator names it. Only this program asks it: no browser ever does. */
export interface TileSettings {
  /** `https://…/{z}/{x}/{y}.png`; plain http only on this same machine. */
  readonly address: string;
  /** Whose map it is, as its licence wants it said. */
  readonly attribution: string;
}

const Environment = z.object({
  RETI_MAP_TILES: z.string().refine((address) => ['{z}', '{x}', '{y}'].every((part) => address.split(part).length === 2)).optional(),
  RETI_MAP_ATTRIBUTION: z.string().trim().min(2).max(200).optional(),
});

/** What the environment says of a map's background; nothing where no server is named. @throws {Sentence} setting-malformed, naming the variable */
export function readTileSettings(environment: NodeJS.ProcessEnv = process.env): TileSettings | undefined {
  const read = Environment.safeParse(Object.fromEntries(Object.keys(Environment.shape).map((name) => [name, environment[name] || undefined])));
  if (!read.success) throw new Sentence('setting-malformed', { name: String(read.error.issues[0]?.path[0] ?? '') });
  const { RETI_MAP_TILES: address, RETI_MAP_ATTRIBUTION: attribution } = read.data;
  if (address === undefined) return undefined;
  const url = URL.parse(addressOf(address, { z: 0, x: 0, y: 0 }));
  if (!url || url.username !== '' || !(url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname)))) throw new Sentence('setting-malformed', { name: 'RETI_MAP_TILES' });
  // A map without whose it is breaks its licence.
  if (attribution === undefined) throw new Sentence('setting-malformed', { name: 'RETI_MAP_ATTRIBUTION' });
  return { address, attribution };
}

/** Which piece of the map: at zoom `z` the world is 2^z pieces wide and high, counted from its north-western corner. */
export interface TileName {
  readonly z: number;
  readonly x: number;
  readonly y: number;
}

export const addressOf = (address: string, { z: zoom, x, y }: TileName): string => address.replace('{z}', String(zoom)).replace('{x}', String(x)).replace('{y}', String(y));
