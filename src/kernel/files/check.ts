/**
 * What a file is, by its content and never by its name; and a picture made anew, so that neither the place where it was taken nor anything
 * hidden in it is kept. Nothing here opens a file for a person: it only decides whether it may be kept.
 */
import type { Metadata } from 'sharp';
import { drawnPage } from './drawing.ts';
import { type MediaType, mediaTypes, type Refusal } from './kinds.ts';

/** A file that is not kept, and why. The code is the key of its words. */
export class FileRefused extends Error {
  readonly code: Refusal;

  constructor(code: Refusal) {
    super(code);
    this.code = code;
  }
}

export interface CheckedFile {
  readonly mediaType: MediaType;
  readonly bytes: Buffer;
  /** A small picture of it, or of its first page, where one can be drawn. */
  readonly thumbnail?: Buffer;
}

/** How a photographed page is put right. */
export interface PutRight {
  /** Quarter turns to the right. */
  readonly turns?: number;
  /** Grey, with even light and sharper letters: a page, not a face. */
  readonly asPage?: boolean;
}

/** A photograph of 48 megapixels is the most that telephones take; a bomb claims more. */
const MOST_PIXELS = 50_000_000;
/** Enough to read the smallest print of a permit on A4 (about 280 dots per inch). */
const LONGEST_SIDE = 3200;
const THUMBNAIL = 240;
/** Milliseconds: the file waits to be kept meanwhile, and is kept without a picture rather than late. */
const THUMBNAIL_PATIENCE = 4000;
/** Nothing that a person writes unpacks to more. */
const MOST_UNPACKED = 200 * 1_048_576;

const pictures = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/heic', 'image/heif', 'image/avif']);
const offices = new Set<string>([mediaTypes[4], mediaTypes[5]]);
/** What a name promises; a name that promises nothing promises no lie. */
const promises: Readonly<Record<string, readonly string[]>> = {
  pdf: ['application/pdf'], jpg: [...pictures], jpeg: [...pictures], png: [...pictures], webp: [...pictures], heic: [...pictures], heif: [...pictures], txt: ['text/plain'], csv: ['text/plain'],
  docx: [mediaTypes[4]], xlsx: [mediaTypes[5]],
};

/**
 * Decides whether a file may be kept, and gives it as it is kept.
 * @param largest in bytes
 * @throws {FileRefused}
 */
export async function checkedFile(bytes: Buffer, { name = '', largest, right = {} }: { readonly name?: string; readonly largest: number; readonly right?: PutRight }): Promise<CheckedFile> {
  if (bytes.length === 0) throw new FileRefused('file-empty');
  if (bytes.length > largest) throw new FileRefused('file-too-large');
  const { fileTypeFromBuffer } = await import('file-type');
  const found = (await fileTypeFromBuffer(bytes))?.mime ?? (isPlainText(bytes) ? 'text/plain' : undefined);
  const [, ending = ''] = /\.([A-Za-z0-9]{1,8})$/.exec(name) ?? [];
  if (found === 'application/x-cfb') throw new FileRefused('file-encrypted');
  if (!found || !(pictures.has(found) || offices.has(found) || found === 'application/pdf' || found === 'text/plain')) throw new FileRefused('file-kind');
  if (ending !== '' && !(promises[ending.toLowerCase()] ?? []).includes(found)) throw new FileRefused('file-pretends');
  if (pictures.has(found)) return picture(bytes, { found, mediaType: found === 'image/png' && !right.asPage ? 'image/png' : 'image/jpeg' }, right);
  if (found === 'application/pdf') return firstPage(passivePdf(bytes));
  if (found === 'text/plain') return { mediaType: 'text/plain', bytes };
  return { mediaType: found as MediaType, bytes: await passiveOffice(bytes) };
}

function isPlainText(bytes: Buffer): boolean {
  try {
    // oxlint-disable-next-line no-control-regex -- a text has none of these
    return !/[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/.test(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return false;
  }
}

/** What acts by itself when the document is opened. Inside packed objects it cannot be seen; the product shows drawn pages, and hands the file over as it came. */
function passivePdf(bytes: Buffer): Buffer {
  const text = bytes.toString('latin1');
  if (!/%%EOF\s*\0*$/.test(text.slice(-2048).trimEnd())) throw new FileRefused('file-broken');
  if (/\/Encrypt\s+\d+ \d+ R/.test(text)) throw new FileRefused('file-encrypted');
  if (/\/(?:JavaScript|JS|Launch)\b/.test(text)) throw new FileRefused('file-active');
  return bytes;
}

async function firstPage(bytes: Buffer): Promise<CheckedFile> {
  const thumbnail = await drawnPage(bytes, 1, THUMBNAIL, THUMBNAIL_PATIENCE);
  return { mediaType: 'application/pdf', bytes, ...(thumbnail ? { thumbnail } : {}) };
}

async function passiveOffice(bytes: Buffer): Promise<Buffer> {
  const { unzip } = await import('fflate');
  let unpacked = 0;
  const names = await new Promise<string[]>((resolve, reject) => {
    const seen: string[] = [];
    unzip(bytes, { filter: ({ name, originalSize }) => {
      seen.push(name);
      unpacked += originalSize;
      return false;
    } }, (error) => (error ? reject(new FileRefused('file-broken')) : resolve(seen)));
  });
  if (unpacked > MOST_UNPACKED) throw new FileRefused('file-too-large');
  if (names.some((name) => /vbaProject|\/embeddings\/|activeX/i.test(name))) throw new FileRefused('file-active');
  return bytes;
}

/** Drawn anew, upright: of what the camera noted (place, device, hour) nothing remains. */
async function picture(bytes: Buffer, { found, mediaType }: { found: string; mediaType: 'image/jpeg' | 'image/png' }, { turns = 0, asPage = false }: PutRight): Promise<CheckedFile> {
  const { default: sharp } = await import('sharp');
  const measured: Metadata | undefined = await sharp(bytes, { limitInputPixels: MOST_PIXELS }).metadata().catch(() => undefined);
  // HEVC, in which some telephones write, cannot be drawn here for want of a free decoder.
  const unread: Refusal = found === 'image/heic' || found === 'image/heif' ? 'picture-heic' : 'file-broken';
  if (!measured) throw new FileRefused(unread);
  if (measured.width * measured.height * Math.max(1, measured.pages ?? 1) > MOST_PIXELS) throw new FileRefused('picture-too-large');
  try {
    let upright = sharp(await sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error' }).autoOrient().toBuffer()).rotate((((turns % 4) + 4) % 4) * 90)
      .resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true });
    if (asPage) upright = upright.greyscale().normalise({ lower: 0, upper: 100 }).sharpen({ sigma: 0.8 });
    const drawn = mediaType === 'image/png' ? await upright.png({ compressionLevel: 9 }).toBuffer() : await upright.flatten({ background: '#ffffff' }).jpeg({ quality: 84, mozjpeg: true }).toBuffer();
    return { mediaType, bytes: drawn, thumbnail: await thumbnailOf(drawn) };
  } catch (error) {
    if (error instanceof FileRefused) throw error;
    throw new FileRefused(unread);
  }
}

async function thumbnailOf(bytes: Buffer): Promise<Buffer> {
  const { default: sharp } = await import('sharp');
  return sharp(bytes).resize({ width: THUMBNAIL, height: THUMBNAIL, fit: 'inside', withoutEnlargement: true }).flatten({ background: '#ffffff' }).jpeg({ quality: 70 }).toBuffer();
}
