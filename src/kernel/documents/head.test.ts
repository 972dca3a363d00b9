import { strFromU8, unzipSync } from 'fflate';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { emblemFrom } from '../files/emblem.ts';
import { drawnPage } from '../files/drawing.ts';
import { asDocx, asPdf } from './making.ts';
import type { Paper } from './paper.ts';
import { readPdf } from './testing/read-pdf.ts';

const at = new Date('2026-11-12T09:00:00Z');
const drawn = (inside = '<circle cx="40" cy="40" r="36" fill="#003399"/>', head = ''): Buffer => Buffer.from(`${head}<svg xmlns="http://www.w3.org/2000/svg" width="80" height="80">${inside}</svg>`);
const emblem = await emblemFrom(drawn());
const foot = 'Riga di prova su chi finanzia';
const paper: Paper = {
  title: 'Relazione', language: 'it', reference: 'C-1',
  letterhead: { office: 'Prefettura di Prova', lines: ['Piazza 1'], emblems: [{ place: 'start', image: emblem, words: 'Stemma della Prefettura' }, { place: 'end', image: emblem, words: 'Stemma di chi finanzia' }], foot },
  blocks: [{ kind: 'list', items: Array.from({ length: 80 }, (_, index) => `Riga ${index}`) }],
};
const why = (bytes: Buffer): Promise<string> => emblemFrom(bytes).then(() => 'taken', (error: unknown) => (error as { code: string }).code);

describe('the head of an office', () => {
  it('stands over the PDF as figures with their words; its foot is heard once, and stands under every sheet', async () => {
    const bytes = await asPdf(paper, { at });
    const { structure, text, decoration, raw, pages } = readPdf(bytes);
    expect(structure.get('Figure')).toBe(2);
    for (const words of ['Stemma della Prefettura', 'Stemma di chi finanzia']) expect(raw).toContain(words);
    expect(text.split(foot).length - 1).toBe(1);
    expect(pages).toBeGreaterThan(1);
    expect(decoration.split(foot).length - 1).toBe(pages - 1);
    expect(bytes.equals(await asPdf(paper, { at }))).toBe(true);
    // As the eye has it: the blue of the emblems stands at both ends over the page, and nowhere between.
    const page = await sharp(await drawnPage(bytes, 1, 842)).raw().toBuffer({ resolveWithObject: true });
    const blueIn = (from: number, to: number): number => {
      let blue = 0;
      for (let y = 60; y < 125; y += 1) {
        for (let x = Math.round(from * page.info.width); x < to * page.info.width; x += 1) {
          const at3 = (y * page.info.width + x) * page.info.channels;
          if ((page.data[at3] ?? 255) < 60 && (page.data[at3 + 2] ?? 0) > 120) blue += 1;
        }
      }
      return blue;
    };
    expect([blueIn(0, 0.3) > 500, blueIn(0.35, 0.65), blueIn(0.7, 1) > 500]).toEqual([true, 0, true]);
    expect(readPdf(await asPdf({ ...paper, language: 'ar' }, { at })).structure.get('Figure')).toBe(2);
  });

  it('stands in the head of the first sheet of the DOCX, with its words; the foot under all', async () => {
    const parts = unzipSync(await asDocx(paper, { at }));
    const headers = Object.entries(parts).filter(([name]) => /^word\/header\d\.xml$/.test(name)).map(([, bytes]) => strFromU8(bytes));
    expect(headers.filter((one) => one.includes('descr="Stemma della Prefettura"'))).toHaveLength(1);
    expect(strFromU8(parts['word/document.xml'] ?? new Uint8Array())).toContain('<w:titlePg/>');
    const footers = Object.entries(parts).filter(([name]) => /^word\/footer\d\.xml$/.test(name)).map(([, bytes]) => strFromU8(bytes));
    expect(footers.map((one) => one.includes(foot))).toEqual([true, true]);
    expect(Object.keys(parts).filter((name) => name.startsWith('word/media/'))).toHaveLength(1);
  });

  it('is nothing where a paper has none', async () => {
    const { letterhead: _, ...plain } = paper;
    expect(readPdf(await asPdf(plain, { at })).structure.get('Figure')).toBeUndefined();
    expect(Object.keys(unzipSync(await asDocx(plain, { at }))).filter((name) => name.startsWith('word/media/'))).toEqual([]);
  });
});

describe('an emblem that is brought', () => {
  it('is drawn anew on white, no larger than its place, whatever it came as', async () => {
    const clear = await sharp({ create: { width: 2400, height: 600, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } }).png().toBuffer();
    const kept = await sharp(await emblemFrom(clear)).metadata();
    expect(kept).toMatchObject({ format: 'png', width: 900, height: 225, hasAlpha: false });
    expect([...(await sharp(await emblemFrom(clear)).raw().toBuffer()).subarray(0, 3)]).toEqual([255, 255, 255]);
    const photo = await sharp({ create: { width: 300, height: 300, channels: 3, background: '#aa0000' } }).withExif({ IFD0: { Artist: 'Mario Rossi' } }).jpeg().toBuffer();
    expect((await emblemFrom(photo)).includes('Mario')).toBe(false);
    const vector = await sharp(await emblemFrom(drawn(undefined, '<?xml version="1.0"?>\n<!-- stemma -->\n'))).metadata();
    expect(vector.height).toBeGreaterThan(300);
  });

  it('is refused when it asks for something, runs something, or is no picture', async () => {
    for (const inside of ['<script>1</script>', '<image href="https://altrove.example/a.png"/>', '<image xlink:href="file:///etc/passwd"/>', '<rect onclick="x()"/>', '<style>@import "a.css"</style>', '<rect fill="url(https://altrove.example/#a)"/>', '<foreignObject/>']) expect([inside, await why(drawn(inside))]).toEqual([inside, 'file-active']);
    expect(await why(drawn('', '<!DOCTYPE svg [<!ENTITY a "aa">]>'))).not.toBe('taken');
    expect(await why(drawn('<rect fill="url(#a)" width="9" height="9"/>'))).toBe('taken');
    expect(await why(Buffer.from('%PDF-1.7\n%%EOF'))).toBe('file-kind');
    expect(await why(Buffer.from('<html><svg></svg></html>'))).toBe('file-kind');
    expect(await why(Buffer.alloc(0))).toBe('file-empty');
    expect(await why(Buffer.alloc(3 * 1_048_576))).toBe('file-too-large');
    expect(await why(await sharp({ create: { width: 6000, height: 6000, channels: 3, background: '#ffffff' } }).png().toBuffer())).toBe('picture-too-large');
  });
});
