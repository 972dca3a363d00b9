/** A paper as a document of a word processor (ISO/IEC 29500), with styles, heads of tables that repeat, and directions: to be finished by hand. */
import {
  AlignmentType, BorderStyle, Document, Footer, Header, HeadingLevel, ImageRun, LevelFormat, Packer, PageBreak, PageNumber, Paragraph, patchDocument, PatchType, Table, TableCell, TableRow, TextRun, WidthType,
} from 'docx';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { directionOf } from '../direction.ts';
import { levelsOf } from './order.ts';
import { EmblemPlace, type Letterhead, type Making, type Paper, type PaperBlock } from './paper.ts';

/** Twips: a twentieth of a point. */
const SIDE = 1240;
const HALF_POINTS = 21;
const INK = '1A1A1A';
const BLUE = '17324D';
const QUIET = '4A5568';
const ORDERED = 'numbered';
const PLAIN = 'plain';
type Block<K extends PaperBlock['kind']> = Extract<PaperBlock, { kind: K }>;

interface Tongue {
  readonly language: string;
  readonly rightToLeft: boolean;
}

const tongueOf = (paper: Paper, language?: string): Tongue => ({ language: language ?? paper.language, rightToLeft: directionOf(language ?? paper.language) === 'rtl' });
/** Runs of one direction each: a word processor sets a run as the run says, so Latin words inside Arabic need their own. */
function directed(text: string, { rightToLeft }: Tongue): readonly { readonly text: string; readonly rightToLeft: boolean }[] {
  const levels = levelsOf(text, rightToLeft ? 'rtl' : 'ltr');
  const parts: { text: string; rightToLeft: boolean }[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const own = (levels[at] ?? 0) % 2 === 1;
    const last = parts.at(-1);
    if (last?.rightToLeft === own) last.text += text[at] ?? '';
    else parts.push({ text: text[at] ?? '', rightToLeft: own });
  }
  return parts;
}

interface Look {
  readonly bold?: boolean;
  readonly size?: number;
  readonly color?: string;
}

function runs(text: string, tongue: Tongue, look: Look = {}): TextRun[] {
  return text.toWellFormed().split(/\r?\n/).flatMap((line, index) => {
    const parts = directed(line, tongue);
    return (parts.length === 0 ? [{ text: '', rightToLeft: tongue.rightToLeft }] : parts).map((part, place) => new TextRun({
      ...look, text: part.text, rightToLeft: part.rightToLeft, ...(index > 0 && place === 0 ? { break: 1 } : {}),
      language: { value: tongue.language, bidirectional: tongue.language },
    }));
  });
}

/** `start` is where reading starts; in a paragraph from right to left Word means by `left` just that. */
const paragraphOf = (text: string, tongue: Tongue, look: Look = {}, more: ConstructorParameters<typeof Paragraph>[0] & object = {}): Paragraph =>
  new Paragraph({ bidirectional: tongue.rightToLeft, ...more, children: runs(text, tongue, look) });

/** Half points of a heading in another's document. */
const guestSizes = { 1: 26, 2: 24, 3: 22 } as const;
const levels = { 1: HeadingLevel.HEADING_1, 2: HeadingLevel.HEADING_2, 3: HeadingLevel.HEADING_3 } as const;
const line = { style: BorderStyle.SINGLE, size: 4, color: 'A0AAB8' };
const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
const rules = { top: none, left: none, right: none, insideVertical: none, bottom: line, insideHorizontal: line };

function cell(text: string, tongue: Tongue, share: number, { head = false, end = false } = {}): TableCell {
  return new TableCell({
    width: { size: share, type: WidthType.PERCENTAGE }, margins: { top: 60, bottom: 60, left: 80, right: 80 },
    ...(head ? { shading: { fill: 'E9EEF4' } } : {}),
    children: [paragraphOf(text, tongue, { size: 19, ...(head ? { bold: true } : {}) }, { spacing: { after: 0 }, ...(end ? { alignment: AlignmentType.END } : {}) })],
  });
}

function table(block: Block<'table'>, tongue: Tongue, isGuest = false): readonly (Paragraph | Table)[] {
  const whole = block.columns.reduce((sum, { share }) => sum + (share ?? 1), 0);
  const shares = block.columns.map(({ share }) => Math.round(((share ?? 1) / whole) * 100));
  const cells = (texts: readonly string[], head: boolean) => texts.map((text, index) => cell(text, tongue, shares[index] ?? 0, { head, end: block.columns[index]?.align === 'end' }));
  return [
    ...(block.caption === undefined ? [] : [paragraphOf(block.caption, tongue, isGuest ? { bold: true } : {}, { ...(isGuest ? {} : { style: 'Caption' }), keepNext: true })]),
    new Table({
      visuallyRightToLeft: tongue.rightToLeft, width: { size: 100, type: WidthType.PERCENTAGE }, borders: rules,
      rows: [new TableRow({ tableHeader: true, cantSplit: true, children: cells(block.columns.map(({ head }) => head), true) }), ...block.rows.map((row) => new TableRow({ cantSplit: true, children: cells(row, false) }))],
    }),
    new Paragraph({ children: [] }),
  ];
}

function facts(block: Block<'facts'>, tongue: Tongue): readonly (Paragraph | Table)[] {
  return [
    new Table({
      visuallyRightToLeft: tongue.rightToLeft, width: { size: 100, type: WidthType.PERCENTAGE }, borders: rules,
      rows: block.rows.map(({ label, value }) => new TableRow({ cantSplit: true, children: [cell(label, tongue, 34), cell(value, tongue, 66)] })),
    }),
    new Paragraph({ children: [] }),
  ];
}

/** Pixels: the place a signature takes. */
const SIGNATURE = { width: 220, height: 62 } as const;

function signature(block: Block<'signature'>, tongue: Tongue): readonly Paragraph[] {
  const { image } = block;
  const png = image?.[0] === 0x89;
  const described = block.name ? `${block.label}: ${block.name}` : block.label;
  return [
    paragraphOf(block.label, tongue, { color: QUIET, size: 19 }, { keepNext: true, spacing: { before: 240, after: image ? 60 : 720 } }),
    ...(image ? [new Paragraph({ keepNext: true, bidirectional: tongue.rightToLeft, children: [new ImageRun({ type: png ? 'png' : 'jpg', data: Buffer.from(image), transformation: SIGNATURE, altText: { name: block.label, title: block.label, description: described } })] })] : []),
    paragraphOf(block.name ?? '', tongue, {}, { border: { top: { ...line, space: 4 } }, ...(tongue.rightToLeft ? { indent: { start: 0, end: 4200 } } : { indent: { end: 4200 } }) }),
  ];
}

/** @param isGuest in a document of somebody else's, whose styles and lists are not ours: how a block looks is said on the spot */
function written(block: PaperBlock, paper: Paper, lists: number, isGuest = false): readonly (Paragraph | Table)[] {
  if (block.kind === 'pageBreak') return [new Paragraph({ children: [new PageBreak()] })];
  const tongue = tongueOf(paper, block.language);
  switch (block.kind) {
    case 'heading': return isGuest
      ? [paragraphOf(block.text, tongue, { bold: true, size: guestSizes[block.level] }, { outlineLevel: block.level - 1, keepNext: true, spacing: { before: 240, after: 100 } })]
      : [paragraphOf(block.text, tongue, {}, { heading: levels[block.level], keepNext: true })];
    case 'paragraph': return block.text.split(/\n{2,}/).map((part) => paragraphOf(part, tongue, block.strong ? { bold: true } : {}));
    case 'facts': return facts(block, tongue);
    case 'table': return table(block, tongue, isGuest);
    case 'list': return isGuest ? block.items.map((item, index) => paragraphOf(`${block.ordered ? `${index + 1}.` : '•'} ${item}`, tongue, {}, { indent: { start: 360, hanging: 240 }, spacing: { after: 60 } })) : block.items.map((item) => paragraphOf(item, tongue, {}, { numbering: { reference: block.ordered ? ORDERED : PLAIN, level: 0, instance: lists }, spacing: { after: 60 } }));
    case 'note': return [paragraphOf(block.text, tongue, {}, { indent: { start: 320 }, border: { [tongue.rightToLeft ? 'right' : 'left']: { style: BorderStyle.SINGLE, size: 18, color: 'A0AAB8', space: 8 } } })];
    case 'signature': return signature(block, tongue);
  }
}

function opening(paper: Paper): readonly Paragraph[] {
  const tongue = tongueOf(paper);
  const when = [paper.reference, paper.date].filter((part) => part !== undefined).join(' · ');
  const head = paper.letterhead;
  return [
    ...(head ? [paragraphOf(head.office, tongue, { bold: true, size: 24 }, { spacing: { after: 0 } })] : []),
    ...(head?.lines ?? []).map((text, index, all) => paragraphOf(text, tongue, { color: QUIET, size: 19 }, { spacing: { after: index === all.length - 1 ? 240 : 0 }, ...(index === all.length - 1 ? { border: { bottom: { ...line, space: 6 } } } : {}) })),
    ...(when === '' ? [] : [paragraphOf(when, tongue, { color: QUIET, size: 19 })]),
    paragraphOf(paper.title, tongue, {}, { heading: HeadingLevel.TITLE }),
  ];
}

/** Pixels of an emblem at most. */
const EMBLEM = { width: 190, height: 60 } as const;

/** As PNG writes it, in its first chunk; the pictures of a head are drawn by us. */
function sizeOf(png: Uint8Array): { readonly width: number; readonly height: number } {
  const at = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const [width, height] = [at.getUint32(16), at.getUint32(20)];
  const scale = Math.min(EMBLEM.width / width, EMBLEM.height / height);
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

/** Emblems side by side in the head of the first sheet. */
function emblemTable(all: NonNullable<Letterhead['emblems']>, tongue: Tongue): Table {
  const sides = { start: AlignmentType.START, centre: AlignmentType.CENTER, end: AlignmentType.END } as const;
  const nowhere = { top: none, bottom: none, left: none, right: none, insideHorizontal: none, insideVertical: none };
  return new Table({
    visuallyRightToLeft: tongue.rightToLeft, width: { size: 100, type: WidthType.PERCENTAGE }, borders: nowhere,
    rows: [new TableRow({ children: EmblemPlace.options.map((place) => {
      const emblem = all.find((one) => one.place === place);
      return new TableCell({ width: { size: 33, type: WidthType.PERCENTAGE }, borders: nowhere, children: [new Paragraph({
        bidirectional: tongue.rightToLeft, alignment: sides[place],
        children: emblem ? [new ImageRun({ type: 'png', data: Buffer.from(emblem.image), transformation: sizeOf(emblem.image), altText: { name: place, title: emblem.words, description: emblem.words } })] : [],
      })] });
    }) })],
  });
}

const headingStyle = (size: number, before: number) => ({ run: { size, bold: true, color: BLUE }, paragraph: { spacing: { before, after: 100 } } });
/** Faces that both Word and LibreOffice have, with Arabic letters in them. */
const FACE = { ascii: 'Arial', hAnsi: 'Arial', cs: 'Arial', eastAsia: 'Arial' };

/** The library writes the time of its work; a paper says the time it was given, and is the same when made again. */
export function settled(bytes: Uint8Array, at: Date): Buffer {
  const time = `${at.toISOString().slice(0, 19)}Z`;
  const parts = Object.entries(unzipSync(bytes)).toSorted(([one], [other]) => (one === '[Content_Types].xml' ? -1 : other === '[Content_Types].xml' ? 1 : one < other ? -1 : 1));
  return Buffer.from(zipSync(Object.fromEntries(parts.map(([name, part]) => [name, name === 'docProps/core.xml'
    ? strToU8(strFromU8(part).replaceAll(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${time}`)) : part])), { level: 6, mtime: at }));
}

/**
 * The blocks of a paper in the place of a mark of somebody else's document. @param mark stands alone in its paragraph, written as one piece
 * @throws when the mark is not there
 */
export async function withBlocks(file: Buffer, mark: string, paper: Paper): Promise<Buffer> {
  const children = paper.blocks.flatMap((block, index) => written(block, paper, index, true));
  return patchDocument({ outputType: 'nodebuffer', data: file, patches: { [mark]: { type: PatchType.DOCUMENT, children } } });
}

/** The bytes of a paper as DOCX. The words of pages (number, class) stand in head and foot. */
export async function docxOf(paper: Paper, { at }: Making): Promise<Buffer> {
  const tongue = tongueOf(paper);
  const small: Look = { size: 16, color: QUIET };
  const emblems = paper.letterhead?.emblems ?? [];
  const classification = (): Paragraph[] => [paper.classification ? paragraphOf(paper.classification, tongue, { ...small, bold: true }, { alignment: AlignmentType.END }) : new Paragraph({ children: [] })];
  const foot = (): Paragraph[] => [
    ...(paper.letterhead?.foot ? [paragraphOf(paper.letterhead.foot, tongue, { ...small, size: 15 }, { spacing: { after: 60 } })] : []),
    new Paragraph({ alignment: AlignmentType.END, children: [
      ...(paper.reference ? [new TextRun({ ...small, text: `${paper.reference} · ` })] : []),
      new TextRun({ ...small, children: [PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES] }),
    ] }),
  ];
  const document = new Document({
    title: paper.title, creator: paper.author ?? paper.letterhead?.office ?? 'RE.T.I.', lastModifiedBy: paper.author ?? 'RE.T.I.', description: '',
    styles: { default: {
      document: { run: { font: FACE, size: HALF_POINTS, color: INK, language: { value: paper.language, bidirectional: paper.language } }, paragraph: { spacing: { after: 160, line: 288 } } },
      title: { run: { size: 40, bold: true, color: BLUE }, paragraph: { spacing: { after: 240 } } },
      heading1: headingStyle(30, 280), heading2: headingStyle(25, 240), heading3: headingStyle(22, 200),
    } },
    numbering: { config: [
      { reference: ORDERED, levels: [{ level: 0, format: LevelFormat.DECIMAL, text: '%1.', alignment: AlignmentType.START, style: { paragraph: { indent: { start: 480, hanging: 360 } } } }] },
      { reference: PLAIN, levels: [{ level: 0, format: LevelFormat.BULLET, text: '•', alignment: AlignmentType.START, style: { paragraph: { indent: { start: 480, hanging: 360 } } } }] },
    ] },
    sections: [{
      properties: { ...(emblems.length > 0 ? { titlePage: true } : {}), page: { size: { width: 11906, height: 16838 }, margin: { left: SIDE, right: SIDE, top: 1400, bottom: 1300 } } },
      headers: { default: new Header({ children: classification() }), ...(emblems.length > 0 ? { first: new Header({ children: [...(paper.classification ? classification() : []), emblemTable(emblems, tongue), new Paragraph({ children: [] })] }) } : {}) },
      footers: { default: new Footer({ children: foot() }), ...(emblems.length > 0 ? { first: new Footer({ children: foot() }) } : {}) },
      children: [...opening(paper), ...paper.blocks.flatMap((block, index) => written(block, paper, index))],
    }],
  });
  return settled(await Packer.toBuffer(document), at);
}
