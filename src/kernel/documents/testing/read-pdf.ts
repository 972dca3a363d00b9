/** Opens a PDF of ours the way a reader does: structure, words in the order of reading, what the document says of itself. For tests. */
import { inflateSync } from 'node:zlib';

export interface ReadPdf {
  readonly pages: number;
  /** Words in the order of the content, page by page: what a screen reader says, decoration left out. */
  readonly text: string;
  /** Decoration: heads and feet of pages, heads of tables that come again. */
  readonly decoration: string;
  /** How often each element of structure stands in it. */
  readonly structure: ReadonlyMap<string, number>;
  readonly raw: string;
}

type Objects = ReadonlyMap<number, { readonly dictionary: string; readonly stream: string }>;

function objectsOf(bytes: Buffer): Objects {
  const raw = bytes.toString('latin1');
  return new Map([...raw.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)].map(([, number, body = '']) => {
    const at = body.indexOf('\nstream\n');
    const dictionary = at < 0 ? body : body.slice(0, at);
    const packed = at < 0 ? Buffer.alloc(0) : Buffer.from(body.slice(at + 8, body.lastIndexOf('\nendstream')), 'latin1');
    return [Number(number), { dictionary, stream: (dictionary.includes('/FlateDecode') ? inflateSync(packed) : packed).toString('latin1') }];
  }));
}

const utf16 = (hex: string): string => Buffer.from(hex, 'hex').swap16().toString('utf16le');

/** From glyph to signs, as the document itself says it. */
function lettersOf(objects: Objects, font: number): ReadonlyMap<string, string> {
  const map = Number(/\/ToUnicode (\d+) 0 R/.exec(objects.get(font)?.dictionary ?? '')?.[1] ?? 0);
  const letters = new Map<string, string>();
  for (const [, from = '0', , list = ''] of (objects.get(map)?.stream ?? '').matchAll(/<([0-9a-f]+)> <([0-9a-f]+)> \[([^\]]*)\]/g)) {
    [...list.matchAll(/<([0-9a-f ]*)>/g)].forEach(([, hex = ''], index) => letters.set((Number.parseInt(from, 16) + index).toString(16).padStart(4, '0'), utf16(hex.replaceAll(' ', ''))));
  }
  return letters;
}

/** A string as PDF writes it: UTF-16 with its mark, or Latin; escapes undone. */
function said(literal: string): string {
  const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };
  const plain = literal.replaceAll(/\\([\s\S])/g, (_, sign: string) => escapes[sign] ?? sign);
  return plain.startsWith('\u00fe\u00ff') ? Buffer.from(plain.slice(2), 'latin1').swap16().toString('utf16le') : plain;
}

export function readPdf(bytes: Buffer): ReadPdf {
  const objects = objectsOf(bytes);
  const structure = new Map<string, number>();
  for (const { dictionary } of objects.values()) {
    const [, tag] = /\/S \/(\w+)\n[\s\S]*\/P \d+ 0 R/.exec(dictionary) ?? [];
    if (tag) structure.set(tag, (structure.get(tag) ?? 0) + 1);
  }
  const pages = [...objects.values()].filter(({ dictionary }) => /\/Type \/Page\n/.test(dictionary));
  let text = '';
  let decoration = '';
  for (const page of pages) {
    const resources = objects.get(Number(/\/Resources (\d+) 0 R/.exec(page.dictionary)?.[1] ?? 0))?.dictionary ?? '';
    const fonts = new Map([...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = '', number]) => [name, lettersOf(objects, Number(number))]));
    const content = objects.get(Number(/\/Contents (\d+) 0 R/.exec(page.dictionary)?.[1] ?? 0))?.stream ?? '';
    const open: { readonly tag: string; readonly actual: string | undefined }[] = [];
    let letters: ReadonlyMap<string, string> = new Map();
    const say = (words: string): void => {
      if (open.some(({ tag }) => tag === 'Artifact')) decoration += words;
      else text += words;
    };
    for (const [, tag, properties, font, glyphs, end] of content.matchAll(/\/(\w+) (?:<<([\s\S]*?)>> BDC|BMC)|\/(F\d+) [\d.]+ Tf|\[(<[^\]]*)\] TJ|(EMC)/g)) {
      if (font) letters = fonts.get(font) ?? new Map();
      else if (tag) {
        const literal = /\/ActualText \(([\s\S]*)\)\s*$/.exec(properties ?? '')?.[1];
        const actual = literal === undefined ? undefined : said(literal);
        open.push({ tag, actual });
        if (actual !== undefined) say(actual);
      } else if (glyphs) {
        if (!open.some(({ actual }) => actual !== undefined)) say([...glyphs.matchAll(/<([0-9a-f]+)>/g)].map(([, hex = '']) => (hex.match(/.{4}/g) ?? []).map((glyph) => letters.get(glyph) ?? '').join('')).join(''));
      } else if (end) {
        const closed = open.pop();
        if (closed?.tag !== 'Span') say('\n');
      }
    }
  }
  return { pages: pages.length, text, decoration, structure, raw: bytes.toString('latin1') };
}
