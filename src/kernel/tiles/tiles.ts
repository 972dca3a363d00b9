import { declareProblems, Problem } from '../http/problems.ts';
import { addressOf, type TileName, type TileSettings } from './settings.ts';

declareProblems({ 'map-tile-missing': 404 });

export interface Tile {
  readonly bytes: Buffer;
  readonly type: 'image/png' | 'image/jpeg' | 'image/webp';
}

/** One piece is some tens of thousands of bytes. */
const MOST_BYTES = 400_000;
/** All that is kept, in this program's memory and on no disk: nobody finds out later which streets were looked at. */
const MOST_KEPT = 24_000_000;
const MOST_AT_ONCE = 6;
const MOST_WAITING = 120;
/** Milliseconds. */
const PATIENCE = 6_000;
const KEPT_FOR = 7 * 24 * 3_600_000;
/** After a failure the same piece is not asked for again at once. */
const SILENCE = 30_000;

/** What bytes are, by what they begin with; a name or a header says nothing. Null: no picture of a map. */
export function typeOf(bytes: Buffer): Tile['type'] | null {
  if (bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))) return 'image/png';
  if (bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return 'image/jpeg';
  return bytes.subarray(0, 4).toString('latin1') === 'RIFF' && bytes.subarray(8, 12).toString('latin1') === 'WEBP' ? 'image/webp' : null;
}

/**
 * Pieces of a map from somebody else's server, asked for by this program alone: that server learns neither who looks nor from where, and gets no cookie, no
 * referrer and nothing but three whole numbers. Each piece is asked for once, however many wait for it.
 */
export class Tiles {
  readonly #settings: TileSettings;
  readonly #clock: () => number;
  readonly #kept = new Map<string, { readonly tile: Tile | null; readonly until: number }>();
  readonly #coming = new Map<string, Promise<Tile>>();
  readonly #waiting: (() => void)[] = [];
  #size = 0;
  #asking = 0;

  constructor(settings: TileSettings, clock: () => number = Date.now) {
    this.#settings = settings;
    this.#clock = clock;
  }

  /** @throws {Problem} map-tile-missing where the server does not answer, or not with a picture of bearable size */
  async get(name: TileName): Promise<Tile> {
    const address = addressOf(this.#settings.address, name);
    const kept = this.#kept.get(address);
    if (kept && kept.until > this.#clock()) {
      // Read last, thrown away last.
      this.#kept.delete(address);
      this.#kept.set(address, kept);
      if (!kept.tile) throw new Problem('map-tile-missing');
      return kept.tile;
    }
    const coming = this.#coming.get(address) ?? this.#fetch(address).finally(() => this.#coming.delete(address));
    this.#coming.set(address, coming);
    return coming;
  }

  async #fetch(address: string): Promise<Tile> {
    await this.#turn();
    try {
      const tile = await this.#ask(address);
      this.#keep(address, tile, KEPT_FOR);
      return tile;
    } catch {
      // Whatever it was, the map is drawn without: that is what whoever asked is told.
      this.#keep(address, null, SILENCE);
      throw new Problem('map-tile-missing');
    } finally {
      this.#asking -= 1;
      this.#waiting.shift()?.();
    }
  }

  async #turn(): Promise<void> {
    if (this.#asking >= MOST_AT_ONCE) {
      if (this.#waiting.length >= MOST_WAITING) throw new Problem('map-tile-missing');
      await new Promise<void>((go) => { this.#waiting.push(go); });
    }
    this.#asking += 1;
  }

  async #ask(address: string): Promise<Tile> {
    const answer = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(PATIENCE), headers: { 'accept': 'image/png, image/jpeg, image/webp', 'user-agent': 'RETI' } });
    if (!answer.ok || !answer.body) throw new Error(`answered ${answer.status}`);
    const parts: Uint8Array[] = [];
    let size = 0;
    for await (const part of answer.body) {
      size += part.byteLength;
      if (size > MOST_BYTES) throw new Error('too large');
      parts.push(part);
    }
    const bytes = Buffer.concat(parts);
    const type = typeOf(bytes);
    if (!type) throw new Error('no picture');
    return { bytes, type };
  }

  #keep(address: string, tile: Tile | null, lasts: number): void {
    this.#size += (tile?.bytes.byteLength ?? 0) - (this.#kept.get(address)?.tile?.bytes.byteLength ?? 0);
    this.#kept.delete(address);
    this.#kept.set(address, { tile, until: this.#clock() + lasts });
    for (const [oldest, { tile: gone }] of this.#kept) {
      if (this.#size <= MOST_KEPT && this.#kept.size <= 4_000) break;
      this.#kept.delete(oldest);
      this.#size -= gone?.bytes.byteLength ?? 0;
    }
  }
}
