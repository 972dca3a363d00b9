/** An emblem as it stands over papers: a picture or a drawing that an office brought, drawn anew on white. */
import { FileRefused } from './check.ts';

/** In bytes. */
export const LARGEST_EMBLEM = 2 * 1_048_576;
const LARGEST_DRAWING = 512 * 1024;
const MOST_PIXELS = 25_000_000;
/** Three hundred dots per inch on the widest place that a head has. */
const WIDTH = 900;
const HEIGHT = 360;
const SMALLEST = 16;
/** A drawing of a few lines may ask for endless work. */
const SECONDS = 10;
const kinds = new Set(['image/png', 'image/jpeg']);

/**
 * PNG or JPEG, or an SVG that draws with what is in it. Given as PNG without transparency: papers are white, and what shone through is white too.
 * @throws {FileRefused} by content, never by name
 */
export async function emblemFrom(bytes: Buffer): Promise<Buffer> {
  if (bytes.length === 0) throw new FileRefused('file-empty');
  if (bytes.length > LARGEST_EMBLEM) throw new FileRefused('file-too-large');
  const { fileTypeFromBuffer } = await import('file-type');
  const found = (await fileTypeFromBuffer(bytes))?.mime;
  const drawing = found === undefined || found === 'application/xml' || found === 'image/svg+xml' ? drawingIn(bytes) : undefined;
  if (!drawing && !(found && kinds.has(found))) throw new FileRefused('file-kind');
  const { default: sharp } = await import('sharp');
  try {
    const size = await sharp(bytes, { limitInputPixels: MOST_PIXELS }).metadata();
    if (size.width < SMALLEST || size.height < SMALLEST) throw new FileRefused('file-broken');
    // A drawing has no dots of its own: it is drawn as large as its place.
    const density = drawing ? Math.min(1200, Math.max(36, 72 * Math.min(WIDTH / size.width, HEIGHT / size.height))) : 72;
    return await sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error', ...(drawing ? { density } : {}) }).timeout({ seconds: SECONDS }).autoOrient()
      .resize({ width: WIDTH, height: HEIGHT, fit: 'inside', withoutEnlargement: true }).flatten({ background: '#ffffff' }).toColourspace('srgb').removeAlpha().png({ compressionLevel: 9, palette: false }).toBuffer();
  } catch (error) {
    throw error instanceof FileRefused ? error : new FileRefused(/pixel limit/i.test(error instanceof Error ? error.message : '') ? 'picture-too-large' : 'file-broken');
  }
}

/** The text of an SVG that asks for nothing outside itself. @throws {FileRefused} file-active for one that does */
function drawingIn(bytes: Buffer): string | undefined {
  if (bytes.length > LARGEST_DRAWING) throw new FileRefused('file-too-large');
  const text = bytes.toString('utf8');
  if (text.includes('\ufffd') || !/^\ufeff?\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*(?:<!DOCTYPE svg[^[>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<svg[\s>]/.test(text)) return undefined;
  const asks = /<!ENTITY|<!\[CDATA\[[\s\S]*@import|<script|<foreignObject|<iframe|\bon[a-z]+\s*=|@import/i.test(text)
    || [...text.matchAll(/(?:href\s*=\s*["']|url\(\s*["']?)\s*([^"')\s]+)/gi)].some(([, to = '']) => !to.startsWith('#') && !/^data:image\/(?:png|jpeg);base64,/i.test(to));
  if (asks) throw new FileRefused('file-active');
  return text;
}
