/**
 * A ZIP file taken apart within bounds (APPNOTE 4.3). What the file says of itself is not believed: its directory must stand where it
 * says, hold as many parts as it says, and no part may unpack to more than it says.
 */
import { crc32, inflateRawSync } from 'node:zlib';

export interface ZipPart {
  readonly name: string;
  /** Size once unpacked, in bytes, as the file declares it; unpacking goes no further. */
  readonly size: number;
  readonly packedSize: number;
  readonly isStored: boolean;
  readonly isEncrypted: boolean;
  /** Where the part's own header stands. */
  readonly offset: number;
}

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const PART_HEADER = 0x04034b50;
const END_LENGTH = 22;
const ENTRY_LENGTH = 46;
const HEADER_LENGTH = 30;
const LONGEST_COMMENT = 65_535;
const STORED = 0;
const DEFLATED = 8;

export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);
}

/** The parts, or null when the directory is missing, cut short, or not where and as long as it says. */
export function zipParts(bytes: Uint8Array): ZipPart[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  if (end === null) return null;
  const count = view.getUint16(end + 10, true);
  let offset = view.getUint32(end + 16, true);
  if (offset + view.getUint32(end + 12, true) !== end) return null;
  const parts: ZipPart[] = [];
  for (let index = 0; index < count; index += 1) {
    if (offset + ENTRY_LENGTH > end || view.getUint32(offset, true) !== DIRECTORY_ENTRY) return null;
    const nameLength = view.getUint16(offset + 28, true);
    const method = view.getUint16(offset + 10, true);
    if (method !== STORED && method !== DEFLATED) return null;
    parts.push({
      name: new TextDecoder().decode(bytes.subarray(offset + ENTRY_LENGTH, offset + ENTRY_LENGTH + nameLength)).replace(/^\//, ''),
      size: view.getUint32(offset + 24, true), packedSize: view.getUint32(offset + 20, true), isStored: method === STORED,
      isEncrypted: (view.getUint16(offset + 8, true) & 1) === 1, offset: view.getUint32(offset + 42, true),
    });
    offset += ENTRY_LENGTH + nameLength + view.getUint16(offset + 30, true) + view.getUint16(offset + 32, true);
  }
  return offset === end ? parts : null;
}

/** The content of one part. @throws {RangeError} when it is longer than it says, {Error} when it is damaged or shorter */
export function unpacked(bytes: Uint8Array, part: ZipPart): Buffer {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (part.offset + HEADER_LENGTH > view.byteLength || view.getUint32(part.offset, true) !== PART_HEADER) throw new Error('part not where it is said to be');
  const start = part.offset + HEADER_LENGTH + view.getUint16(part.offset + 26, true) + view.getUint16(part.offset + 28, true);
  const packed = bytes.subarray(start, start + part.packedSize);
  if (packed.length !== part.packedSize) throw new Error('part cut short');
  const content = part.isStored ? Buffer.from(packed) : inflateRawSync(packed, { maxOutputLength: Math.max(part.size, 1) });
  if (content.length !== part.size) throw new Error('part not as long as it says');
  return content;
}

/** A ZIP file of these parts, not packed. */
export function zipOf(parts: ReadonlyMap<string, Buffer>): Buffer {
  const pieces: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of parts) {
    const nameBytes = Buffer.from(name);
    const header = Buffer.alloc(HEADER_LENGTH);
    const entry = Buffer.alloc(ENTRY_LENGTH);
    const sum = crc32(content);
    header.writeUInt32LE(PART_HEADER, 0);
    for (const [sheet, at] of [[header, 14], [entry, 16]] as const) {
      sheet.writeUInt32LE(sum, at);
      sheet.writeUInt32LE(content.length, at + 4);
      sheet.writeUInt32LE(content.length, at + 8);
      sheet.writeUInt16LE(nameBytes.length, at + 12);
    }
    entry.writeUInt32LE(DIRECTORY_ENTRY, 0);
    entry.writeUInt32LE(offset, 42);
    pieces.push(header, nameBytes, content);
    directory.push(entry, nameBytes);
    offset += HEADER_LENGTH + nameBytes.length + content.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(END_LENGTH);
  end.writeUInt32LE(END_OF_DIRECTORY, 0);
  end.writeUInt16LE(parts.size, 8);
  end.writeUInt16LE(parts.size, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...pieces, listed, end]);
}

function findEnd(view: DataView): number | null {
  const lowest = Math.max(0, view.byteLength - END_LENGTH - LONGEST_COMMENT);
  for (let offset = view.byteLength - END_LENGTH; offset >= lowest; offset -= 1) {
    if (view.getUint32(offset, true) === END_OF_DIRECTORY) return offset;
  }
  return null;
}
