/**
 * A DOCX that somebody brought as a template: opened within limits, and taken only where everything in it is at rest. What is kept is packed
 * anew from the parts that were looked at, so that nothing rides along beside them.
 */
import { strFromU8, strToU8, Unzip, UnzipInflate, zipSync } from 'fflate';
import { textOf, tokensOf, type WordParts } from './markup.ts';

export const wordRefusals = ['word-not-docx', 'word-too-large', 'word-macros', 'word-embedded', 'word-linked', 'word-asks-outside', 'word-broken'] as const;
export type WordRefusal = (typeof wordRefusals)[number];

/** A file that is not taken, and why; `where` names what in it, as its writer would find it. */
export class WordRefused extends Error {
  readonly code: WordRefusal;
  readonly where: string;

  constructor(code: WordRefusal, where = '') {
    super(code);
    this.code = code;
    this.where = where;
  }
}

/** In bytes. A letter with its emblems weighs some hundred kilobytes; three megabytes leave room for pictures. */
export const LARGEST_WORD = 3 * 1_048_576;
const MOST_UNPACKED = 40 * 1_048_576;
const MOST_PARTS = 400;
/** What is pushed at once: at the densest packing that exists it opens to some sixteen megabytes, and the next look is due. */
const PUSHED = 16_384;

const RELATION = /^<(?:[\w.-]+:)?Relationship[\s/>]/;
/** The language of documents, and under which name it is spoken. */
const NAMED = /\bxmlns(?::([\w.-]+))?\s*=\s*["'][^"']*\/wordprocessingml\/(?:2006\/)?main["']/g;
const MAIN = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
/** Fields of a word processor that fetch or run something. */
const FETCHING = /^\s*(INCLUDEPICTURE|INCLUDETEXT|INCLUDE|IMPORT|LINK|DDE|DDEAUTO|DATABASE|MACROBUTTON|EMBED|RD|HYPERLINK(?!\s*\\l))\b/i;

function unpacked(bytes: Uint8Array): WordParts {
  const parts: Record<string, Uint8Array> = {};
  let total = 0;
  let count = 0;
  // Kept and thrown between two pushes: what is thrown inside the library is taken by it for its own.
  let refused: WordRefusal | undefined;
  const unzip = new Unzip((file) => {
    count += 1;
    if (count > MOST_PARTS) refused ??= 'word-too-large';
    // A second part of the same name could be what another program reads.
    if (file.name in parts || file.name.includes('..') || file.name.startsWith('/') || file.name.includes('\\')) refused ??= 'word-broken';
    if (refused !== undefined || file.name.endsWith('/')) return;
    const pieces: Uint8Array[] = [];
    parts[file.name] = new Uint8Array();
    file.ondata = (error, piece, isLast) => {
      if (error) refused ??= 'word-broken';
      if (refused !== undefined) return;
      total += piece.length;
      if (total > MOST_UNPACKED) refused = 'word-too-large';
      else pieces.push(piece);
      if (isLast) parts[file.name] = Buffer.concat(pieces);
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  const isRefused = (): boolean => refused !== undefined;
  for (let at = 0; at < bytes.length && !isRefused(); at += PUSHED) unzip.push(bytes.subarray(at, at + PUSHED), at + PUSHED >= bytes.length);
  if (refused !== undefined) throw new WordRefused(refused);
  return parts;
}

const isMarkup = (name: string): boolean => /\.(xml|rels)$/i.test(name) || name === '[Content_Types].xml';

/** Opens and checks a file. @throws {WordRefused} */
export function openedWord(bytes: Uint8Array): WordParts {
  if (bytes.length > LARGEST_WORD) throw new WordRefused('word-too-large');
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) throw new WordRefused('word-not-docx');
  const parts = { ...partsOf(bytes) };
  const types = parts['[Content_Types].xml'];
  if (!types || !parts['word/document.xml']) throw new WordRefused('word-not-docx');
  const names = Object.keys(parts);
  for (const name of names.filter(isMarkup)) {
    const text = strFromU8(parts[name] ?? new Uint8Array());
    // A word processor writes no document type, no entity and no comment: whatever has one wants to be read in two ways. Saved again by Word it has none.
    if (text.includes('<!') || text.includes('\u0000') || text.includes('\ufffd') || tokensOf(text).join('').length !== text.length) throw new WordRefused('word-broken', name);
  }
  const declared = strFromU8(types);
  if (/macroEnabled|vbaProject|ms-office\.activeX/i.test(declared) || names.some((name) => /vbaProject|vbaData|activeX|customUI|attachedToolbars|\.bin$/i.test(name))) throw new WordRefused('word-macros');
  if (!declared.includes(MAIN)) throw new WordRefused('word-not-docx');
  // What is looked at is what a word processor opens.
  const opens = tagsOf(strFromU8(parts['_rels/.rels'] ?? new Uint8Array())).filter((tag) => RELATION.test(tag) && /\/officeDocument["']/.test(tag));
  if (opens.length !== 1 || !/\bTarget\s*=\s*["']\/?word\/document\.xml["']/.test(opens[0] ?? '')) throw new WordRefused('word-not-docx');
  if (names.some((name) => /\/embeddings\//i.test(name) || /afchunk/i.test(name))) throw new WordRefused('word-embedded');
  for (const name of names.filter((one) => /\.rels$/i.test(one))) parts[name] = strToU8(atRest(name, strFromU8(parts[name] ?? new Uint8Array())));
  for (const name of names.filter((one) => /^word\/.*\.xml$/i.test(one))) {
    const text = strFromU8(parts[name] ?? new Uint8Array());
    const tags = tagsOf(text);
    if (tags.some((tag) => /^<(?:[\w.-]+:)?(?:object|OLEObject|altChunk|control|subDoc)[\s/>]/.test(tag))) throw new WordRefused('word-embedded');
    // The language of the document goes by the name that everybody gives it: under another its commands would pass unseen.
    if (tags.some((tag) => [...tag.matchAll(NAMED)].some(([, prefix]) => prefix !== 'w'))) throw new WordRefused('word-broken', name);
    const asking = instructionsOf(text).find((one) => FETCHING.test(one));
    if (asking !== undefined) throw new WordRefused('word-asks-outside', FETCHING.exec(asking)?.[1] ?? '');
  }
  const settings = parts['word/settings.xml'];
  // Word notes on which template of its writer's disk it was begun: that goes, with the path.
  if (settings) parts['word/settings.xml'] = strToU8(withoutMerge(strFromU8(settings).replaceAll(/<w:attachedTemplate\b[^<>]*\/>/g, '')));
  const about = parts['docProps/core.xml'];
  if (about) parts['docProps/core.xml'] = strToU8(strFromU8(about).replaceAll(/(<(dc:creator|cp:lastModifiedBy|dc:description|cp:keywords|dc:subject|dc:title)(?:\s[^<>]*)?>)[^<]*(<\/\2>)/g, '$1$3'));
  return parts;
}

function partsOf(bytes: Uint8Array): WordParts {
  try {
    return unpacked(bytes);
  } catch (error) {
    throw error instanceof WordRefused ? error : new WordRefused('word-broken');
  }
}

/** The tags of a part as a reader takes them: signs that were written as numbers are themselves again. */
const tagsOf = (xml: string): readonly string[] => tokensOf(xml).filter((token) => token.startsWith('<')).map(textOf);

/** A letter to many, as Word would make it from a list somewhere else: the list goes. */
function withoutMerge(settings: string): string {
  const [from, end] = [settings.indexOf('<w:mailMerge'), '</w:mailMerge>'];
  const to = settings.indexOf(end, from);
  return from < 0 || to < 0 ? settings : settings.slice(0, from) + settings.slice(to + end.length);
}

/** Relations that stay inside the file. @throws {WordRefused} for one that leads out of it */
function atRest(name: string, rels: string): string {
  return tokensOf(rels).map((token) => {
    const relation = textOf(token);
    if (!RELATION.test(relation)) return token;
    const target = /\bTarget\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(relation);
    const where = target?.[1] ?? target?.[2] ?? '';
    if (/relationships\/(?:attachedTemplate|mailMerge\w*|recipientData)["']/i.test(relation)) return '';
    if (/\bTargetMode\s*=\s*["']External["']/i.test(relation) || /^(?:[a-z][a-z0-9+.-]*:|\/\/|\\\\)/i.test(where)) throw new WordRefused('word-linked', where.slice(0, 120) || name);
    if (/relationships\/(?:oleObject|package|aFChunk|control|subDocument|vbaProject|frame)["']/i.test(relation)) throw new WordRefused('word-embedded');
    return token;
  }).join('');
}

/** What the fields of a word processor are told to do; a command cut into several runs is put together. */
function instructionsOf(xml: string): string[] {
  const simple = [...xml.matchAll(/\bw:instr\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(([, one, other]) => textOf(one ?? other ?? ''));
  const cut: string[] = [];
  const open: string[] = [];
  let isText = false;
  for (const token of tokensOf(xml)) {
    if (/^<w:fldChar\b[^>]*\bbegin\b/.test(token)) open.push('');
    else if (/^<w:fldChar\b[^>]*\bend\b/.test(token)) cut.push(open.pop() ?? '');
    else if (/^<w:instrText\b/.test(token)) isText = !token.endsWith('/>');
    else if (token === '</w:instrText>') isText = false;
    else if (isText) open.push(`${open.pop() ?? ''}${textOf(token)}`);
  }
  cut.push(...open);
  return [...simple, ...cut];
}

/** The parts as one file again, the same for the same parts. */
export function packedWord(parts: WordParts, at: Date): Buffer {
  const ordered = Object.entries(parts).toSorted(([one], [other]) => (one === '[Content_Types].xml' ? -1 : other === '[Content_Types].xml' ? 1 : one < other ? -1 : 1));
  return Buffer.from(zipSync(Object.fromEntries(ordered), { level: 6, mtime: at }));
}
