/**
 * A recording of a voice, by its content: what a browser's recorder writes (WebM with Opus, MP4 with AAC or Opus), one track that is sound and none that is anything else, no
 * longer than it may be. How long it is is counted from its blocks, for recorders write no length in the head. Sources: RFC 8794 (EBML), the Matroska
 * element list (RFC 9559), ISO/IEC 14496-12 (boxes). Nothing is decoded here. One whose page was killed while it recorded ends in the middle of an element: what was
 * said before that stands.
 */

export const soundTypes = ['audio/webm', 'audio/mp4'] as const;
export type SoundType = (typeof soundTypes)[number];
export const soundRefusals = ['sound-kind', 'sound-video', 'sound-broken', 'sound-too-long', 'sound-too-large'] as const;
export type SoundRefusal = (typeof soundRefusals)[number];

/** A recording that is not kept, and why. */
export class SoundRefused extends Error {
  readonly code: SoundRefusal;

  constructor(code: SoundRefusal) {
    super(code);
    this.code = code;
  }
}

export interface CheckedSound {
  readonly mediaType: SoundType;
  readonly seconds: number;
}

interface Heard {
  readonly tracks: readonly ('sound' | 'other')[];
  readonly codecs: readonly string[];
  readonly seconds: number;
}

/** A clock that stops a little late is no lie. */
const GRACE_SECONDS = 2;
const codecs: Readonly<Record<SoundType, ReadonlySet<string>>> = { 'audio/webm': new Set(['A_OPUS']), 'audio/mp4': new Set(['mp4a', 'Opus']) };

/** @param largest in bytes @param longest in seconds @throws {SoundRefused} */
export function checkedSound(bytes: Buffer, { largest, longest }: { readonly largest: number; readonly longest: number }): CheckedSound {
  if (bytes.length > largest) throw new SoundRefused('sound-too-large');
  const mediaType = bytes.length > 12 && bytes.readUInt32BE(0) === EBML ? 'audio/webm' : bytes.length > 12 && bytes.toString('latin1', 4, 8) === 'ftyp' ? 'audio/mp4' : undefined;
  if (!mediaType) throw new SoundRefused('sound-kind');
  let heard: Heard;
  try {
    heard = mediaType === 'audio/webm' ? webm(bytes) : mp4(bytes);
  } catch (error) {
    // Read beyond its end: cut off, or put together to confuse.
    if (error instanceof RangeError) throw new SoundRefused('sound-broken');
    throw error;
  }
  if (heard.tracks.includes('other')) throw new SoundRefused('sound-video');
  if (heard.tracks.length !== 1) throw new SoundRefused('sound-broken');
  if (!heard.codecs.every((codec) => codecs[mediaType].has(codec)) || heard.codecs.length === 0) throw new SoundRefused('sound-kind');
  if (!Number.isFinite(heard.seconds) || heard.seconds < 0) throw new SoundRefused('sound-broken');
  if (heard.seconds > longest + GRACE_SECONDS) throw new SoundRefused('sound-too-long');
  return { mediaType, seconds: Math.min(longest, Math.round(heard.seconds)) };
}

const EBML = 0x1a45dfa3;
const [SEGMENT, INFO, SCALE, TRACKS, ENTRY, TYPE, CODEC, CLUSTER, MOMENT, GROUP, SIMPLE, BLOCK] = [0x18538067, 0x1549a966, 0x2ad7b1, 0x1654ae6b, 0xae, 0x83, 0x86, 0x1f43b675, 0xe7, 0xa0, 0xa3, 0xa1];
/** What is gone into; everything else is stepped over. Recorders leave the size of segments and clusters open. */
const inside = new Set([SEGMENT, INFO, TRACKS, ENTRY, CLUSTER, GROUP]);

function webm(bytes: Buffer): Heard {
  const tracks: Heard['tracks'][number][] = [];
  const found: string[] = [];
  // Nanoseconds of one tick; a millisecond unless it says otherwise.
  let scale = 1_000_000;
  let cluster = 0;
  let last = 0;
  let blocks = 0;
  let at = 0;
  const number = (from: number, length: number): number => (length === 0 ? 0 : length > 6 ? Number(bytes.subarray(from, from + length).reduce((sum, byte) => sum * 256n + BigInt(byte), 0n)) : bytes.readUIntBE(from, length));
  while (at < bytes.length) {
    const idLength = Math.clz32(bytes.readUInt8(at)) - 23;
    if (blocks > 0 && at + idLength >= bytes.length) break;
    if (idLength > 4) throw new RangeError('no element');
    const id = bytes.readUIntBE(at, idLength);
    at += idLength;
    const sizeLength = Math.clz32(bytes.readUInt8(at)) - 23;
    if (blocks > 0 && at + sizeLength > bytes.length) break;
    if (sizeLength > 8) throw new RangeError('no size');
    const marked = number(at, sizeLength);
    const isOpen = marked >= 2 ** (7 * sizeLength + 1) - 1;
    const size = marked - 2 ** (7 * sizeLength);
    at += sizeLength;
    if (inside.has(id)) continue;
    if (blocks > 0 && !isOpen && at + size > bytes.length) break;
    // The first block may be cut; anything else before it that goes beyond the end is broken.
    if (isOpen || (at + size > bytes.length && id !== SIMPLE)) throw new RangeError('beyond the end');
    if (id === SCALE) scale = number(at, size);
    else if (id === TYPE) tracks.push(number(at, size) === 2 ? 'sound' : 'other');
    else if (id === CODEC) found.push(bytes.toString('latin1', at, at + size).replace(/\0+$/, ''));
    else if (id === MOMENT) cluster = number(at, size);
    else if (id === SIMPLE || id === BLOCK) {
      blocks += 1;
      last = Math.max(last, cluster + bytes.readInt16BE(at + (Math.clz32(bytes.readUInt8(at)) - 23)));
    }
    at += size;
  }
  return { tracks, codecs: found, seconds: (last * scale) / 1e9 };
}

const boxes = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl', 'moof', 'traf', 'mvex']);

function mp4(bytes: Buffer): Heard {
  const tracks: Heard['tracks'][number][] = [];
  const found: string[] = [];
  let scale = 1;
  let said = 0;
  let usual = 0;
  let counted = 0;
  const long = (at: number): number => bytes.readUInt32BE(at);
  const look = (from: number, to: number): void => {
    for (let at = from; at + 8 <= to;) {
      const short = long(at);
      const head = short === 1 ? 16 : 8;
      const size = short === 1 ? Number(bytes.readBigUInt64BE(at + 8)) : short === 0 ? to - at : short;
      if (size >= head && at + size > to && to === bytes.length && counted > 0) return;
      if (size < head || at + size > to) throw new RangeError('beyond the end');
      const body = at + head;
      const name = bytes.toString('latin1', at + 4, at + 8);
      if (boxes.has(name)) look(body, at + size);
      else if (name === 'hdlr') tracks.push(bytes.toString('latin1', body + 8, body + 12) === 'soun' ? 'sound' : 'other');
      else if (name === 'stsd') found.push(bytes.toString('latin1', body + 12, body + 16));
      else if (name === 'mdhd') {
        const isLong = bytes.readUInt8(body) === 1;
        scale = long(body + (isLong ? 20 : 12));
        said = isLong ? Number(bytes.readBigUInt64BE(body + 24)) : long(body + 16);
      } else if (name === 'trex') usual = long(body + 12);
      else if (name === 'tfhd') usual = usualIn(bytes, body) ?? usual;
      else if (name === 'trun') counted += lengthOfRun(bytes, body, usual);
      at += size;
    }
  };
  look(0, bytes.length);
  return { tracks, codecs: found, seconds: Math.max(said, counted) / scale };
}

/** How long a sample of this fragment is, where it says so itself. */
function usualIn(bytes: Buffer, body: number): number | undefined {
  const flags = bytes.readUIntBE(body + 1, 3);
  if ((flags & 0x8) === 0) return undefined;
  return bytes.readUInt32BE(body + 8 + ((flags & 0x1) > 0 ? 8 : 0) + ((flags & 0x2) > 0 ? 4 : 0));
}

function lengthOfRun(bytes: Buffer, body: number, usual: number): number {
  const flags = bytes.readUIntBE(body + 1, 3);
  const samples = bytes.readUInt32BE(body + 4);
  if ((flags & 0x100) === 0) return samples * usual;
  const fields = [0x100, 0x200, 0x400, 0x800].filter((flag) => (flags & flag) > 0).length;
  const first = body + 8 + ((flags & 0x1) > 0 ? 4 : 0) + ((flags & 0x4) > 0 ? 4 : 0);
  let sum = 0;
  for (let sample = 0; sample < samples; sample += 1) sum += bytes.readUInt32BE(first + sample * fields * 4);
  return sum;
}
