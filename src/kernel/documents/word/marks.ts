/** Fields in double braces inside the text of a word processor, wherever it cut them: by a change of spelling, of bold, of anything. */
import { strFromU8, strToU8 } from 'fflate';
import { textOf, tokensOf, type WordParts } from './markup.ts';

const MARK = /\{\{\s*([^{}]*?)\s*\}\}/g;
/** By their first element, whatever a part is called. */
const ROOT = /<w:(document|hdr|ftr|footnotes|endnotes)[\s>]/;

export type WordPlace = 'body' | 'header' | 'footer' | 'notes';

export interface FoundMark {
  /** What stands between the braces. */
  readonly name: string;
  readonly place: WordPlace;
  /** Counted from one, among paragraphs with words of its part. */
  readonly paragraph: number;
  /** The words around it, so that one finds it. */
  readonly near: string;
  /** Nothing else stands in its paragraph. */
  readonly isAlone: boolean;
}

// oxlint-disable-next-line no-control-regex -- signs that XML cannot hold
const asXml = (text: string): string => text.toWellFormed().replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

interface Piece {
  /** Where the text stands among the tokens, and where the tag that opens it. */
  readonly at: number;
  readonly tag: number;
  readonly text: string;
}

/** The pieces of text of each paragraph, in the order of the page; of a box inside a paragraph the paragraphs are its own. */
function paragraphsOf(tokens: readonly string[]): readonly (readonly Piece[])[] {
  const done: Piece[][] = [];
  const open: Piece[][] = [];
  let tag = -1;
  tokens.forEach((token, at) => {
    if (/^<w:p(?:\s[^>]*)?>$/.test(token) && !token.endsWith('/>')) {
      const paragraph: Piece[] = [];
      open.push(paragraph);
      done.push(paragraph);
    } else if (token === '</w:p>') open.pop();
    else if (/^<w:t(?:\s[^>]*)?>$/.test(token) && !token.endsWith('/>')) tag = at;
    else if (token === '</w:t>') tag = -1;
    // A line that was broken or a tabulator ends no field, but nobody writes a field across one.
    else if (/^<w:(?:br|tab|cr)\b/.test(token)) open.at(-1)?.push({ at: -1, tag: -1, text: '\n' });
    else if (tag >= 0 && !token.startsWith('<')) open.at(-1)?.push({ at, tag, text: textOf(token) });
  });
  return done;
}

const places: Readonly<Record<string, WordPlace>> = { document: 'body', hdr: 'header', ftr: 'footer', footnotes: 'notes', endnotes: 'notes' };
const order = ['body', 'header', 'footer', 'notes'] as const;

/** Where the words of a part stand; undefined for one that holds none of a page. */
function placeOf(part: string, bytes: Uint8Array): WordPlace | undefined {
  if (!/^word\/[^/]+\.xml$/i.test(part)) return undefined;
  return places[ROOT.exec(strFromU8(bytes.subarray(0, 2_000)))?.[1] ?? ''];
}

const writtenParts = (parts: WordParts): { readonly part: string; readonly place: WordPlace }[] => Object.entries(parts).flatMap(([part, bytes]) => {
  const place = placeOf(part, bytes);
  return place ? [{ part, place }] : [];
}).toSorted((one, other) => order.indexOf(one.place) - order.indexOf(other.place) || (one.part < other.part ? -1 : 1));
const NEAR = 40;

/** Every field of a document, and every pair of braces that was meant as one and is not closed. */
export function marksOf(parts: WordParts): readonly FoundMark[] {
  return writtenParts(parts).flatMap(({ part, place }) => {
    let counted = 0;
    return paragraphsOf(tokensOf(strFromU8(parts[part] ?? new Uint8Array()))).flatMap((pieces): FoundMark[] => {
      const text = pieces.map((piece) => piece.text).join('');
      if (text.trim() === '') return [];
      counted += 1;
      const found = (name: string, index: number, length: number): FoundMark => ({
        name, place, paragraph: counted, near: text.slice(Math.max(0, index - NEAR), index + length + NEAR).replaceAll('\n', ' ').trim(), isAlone: text.trim().length === length,
      });
      const marks = [...text.matchAll(MARK)].map((match) => found(match[1] ?? '', match.index, match[0].length));
      const halves = [...text.replaceAll(MARK, (whole) => ' '.repeat(whole.length)).matchAll(/\{\{|\}\}/g)].map((match) => found(match[0], match.index, 2));
      return [...marks, ...halves];
    });
  });
}

/** A document with its fields filled: each in the look of the letter with which it begins. What fills a field is text and nothing else. @param said by name; a field without one stays as it is */
export function filledWord(parts: WordParts, said: (name: string) => string | undefined): WordParts {
  return Object.fromEntries(Object.entries(parts).map(([part, bytes]) => [part, placeOf(part, bytes) ? strToU8(filledXml(strFromU8(bytes), said)) : bytes]));
}

const lined = (text: string): string => text.split(/\r?\n/).map(asXml).join('</w:t><w:br/><w:t xml:space="preserve">');

function filledXml(xml: string, said: (name: string) => string | undefined): string {
  const tokens = [...tokensOf(xml)];
  for (const pieces of paragraphsOf(tokens)) {
    const whole = pieces.map((piece) => piece.text).join('');
    const fills = [...whole.matchAll(MARK)].flatMap((match) => {
      const text = said(match[1] ?? '');
      return text === undefined ? [] : [{ from: match.index, to: match.index + match[0].length, text }];
    });
    if (fills.length === 0) continue;
    let start = 0;
    for (const { at, tag, text } of pieces) {
      const end = start + text.length;
      if (at >= 0) {
        let written = '';
        let place = start;
        for (const fill of fills) {
          if (fill.to <= place || fill.from >= end) continue;
          if (fill.from >= place) written += asXml(whole.slice(place, fill.from)) + lined(fill.text);
          place = Math.min(end, fill.to);
        }
        written += asXml(whole.slice(Math.min(place, end), end));
        tokens[at] = written;
        tokens[tag] = '<w:t xml:space="preserve">';
      }
      start = end;
    }
  }
  return tokens.join('');
}
