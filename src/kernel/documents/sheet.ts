/** Sheets of A4 on which blocks are set one under the other; every sign is either part of the structure a screen reader follows or marked as decoration. */
// oxlint-disable-next-line no-named-as-default -- its types know only the default
import PDFDocument from 'pdfkit';
import { directionOf } from '../direction.ts';
import type { Faces, Weight } from './faces.ts';
import { type Line, linesOf } from './lines.ts';
import type { Direction } from './order.ts';
import type { Making, Paper } from './paper.ts';

export type Element = PDFKit.PDFStructureElement;

/** A4 in points, with room for a hole punch at both sides. */
const WIDTH = 595.28;
const HEIGHT = 841.89;
const SIDE = 62;
const TOP = 70;
const BOTTOM = 66;
export const INK = '#1a1a1a';
export const QUIET = '#4a5568';
export const RULE = '#a0aab8';
const LEADING = 1.4;
const TALL_LEADING = 1.85;
/** Where the line of writing stands within its height. */
const BASELINE = 0.74;

export interface Setting {
  readonly size: number;
  readonly weight: Weight;
  readonly colour: string;
  readonly align: 'start' | 'end';
}

const SMALL: Setting = { size: 8, weight: 'regular', colour: QUIET, align: 'start' };
export const BODY: Setting = { size: 10.5, weight: 'regular', colour: INK, align: 'start' };

/** A text broken into lines for a place: measured before it is drawn, so that what belongs together stays together. */
export interface SetText {
  readonly lines: readonly Line[];
  readonly setting: Setting;
  readonly base: Direction;
  readonly height: number;
  /** From the top to where the first line is written: neighbours in a row stand on one line. */
  readonly rise: number;
}

const riseOf = (line: Line | undefined, size: number): number => (line ? heightOf(line, size) * BASELINE : 0);

export const heightOf = (line: Line, size: number): number => size * (line.tall ? TALL_LEADING : LEADING);

export class Sheet {
  readonly left = SIDE;
  readonly width = WIDTH - 2 * SIDE;
  /** Room for blocks on a sheet. */
  readonly full = HEIGHT - TOP - BOTTOM;
  y = TOP;
  readonly doc: PDFKit.PDFDocument;
  readonly root: Element;
  private readonly faces: Faces;
  private readonly paper: Paper;

  constructor(paper: Paper, faces: Faces, { at }: Making) {
    this.paper = paper;
    this.faces = faces;
    // The types of the library do not know of PDF/UA, which is accessibility; they know of PDF/A, which is keeping.
    const accessible: object = { subset: 'PDF/UA' };
    this.doc = new PDFDocument({
      ...accessible,
      size: 'A4', margin: 0, autoFirstPage: false, bufferPages: true, pdfVersion: '1.7', tagged: true, displayTitle: true, lang: paper.language,
      info: { Title: paper.title, Author: paper.author ?? paper.letterhead?.office ?? 'RE.T.I.', Creator: paper.author ?? 'RE.T.I.', Producer: paper.author ?? 'RE.T.I.', CreationDate: at, ModDate: at },
    });
    for (const face of [...faces.regular, ...faces.strong]) this.doc.registerFont(face.name, face.bytes);
    this.doc.addPage();
    this.root = this.doc.struct('Document');
    this.doc.addStructure(this.root);
    // Said once, before all else; on the other sheets it stands for the eye alone.
    this.under(this.root, 'P').add(() => { this.classification(); });
  }

  /** A new element under another, in the order of reading. */
  under(parent: Element, tag: string, language?: string): Element {
    const element = this.doc.struct(tag, language && language !== this.paper.language ? { lang: language } : {});
    parent.add(element);
    return element;
  }

  /** The words of a block in its own direction: that of its language, or of the paper's. */
  set(text: string, width: number, setting: Setting = BODY, language?: string): SetText {
    const base = directionOf(language ?? this.paper.language);
    const lines = linesOf(text, { base, faces: this.faces, weight: setting.weight, size: setting.size, width });
    return { lines, setting, base, height: lines.reduce((sum, line) => sum + heightOf(line, setting.size), 0), rise: riseOf(lines[0], setting.size) };
  }

  get room(): number {
    return HEIGHT - BOTTOM - this.y;
  }

  turn(): void {
    this.doc.addPage();
    this.y = TOP;
  }

  /** Turns to a new sheet when less than `height` is left (and the block would fit on one). */
  keep(height: number): void {
    if (height > this.room && this.y > TOP) this.turn();
  }

  private line(line: Line, { setting, base }: SetText, x: number, y: number, width: number, more: boolean): void {
    const atRight = (base === 'rtl') === (setting.align === 'start');
    const from = atRight ? x + width - line.width : x;
    line.runs.forEach((run, index) => {
      // The space at which a line was broken is said, so that a screen reader does not join two words.
      const gap = more && index === line.runs.length - 1 ? ' ' : '';
      const turned = run.text !== run.said || run.face.tall;
      if (turned) this.doc.markContent('Span', { actual: run.said + gap });
      this.doc.font(run.face.name).fontSize(setting.size).fillColor(setting.colour)
        .text(turned ? run.text : run.text + gap, from + run.left, y, { lineBreak: false, baseline: 'alphabetic', features: [] });
      if (turned) this.doc.endMarkedContent();
    });
  }

  /** Draws some lines of a text with the top of the first at `y`; gives the height they took. */
  draw(text: SetText, x: number, y: number, width: number, from = 0, to = text.lines.length): number {
    let down = 0;
    text.lines.slice(from, to).forEach((line, index) => {
      const height = heightOf(line, text.setting.size);
      this.line(line, text, x, y + down + height * BASELINE, width, from + index < text.lines.length - 1);
      down += height;
    });
    return down;
  }

  /** A text that may go on over several sheets; `beside` marks each part on its sheet. */
  flow(element: Element, text: SetText, x: number, width: number, beside?: (top: number, height: number) => void): void {
    let from = 0;
    while (from < text.lines.length) {
      let to = from;
      let height = 0;
      for (; to < text.lines.length; to += 1) {
        const line = text.lines[to];
        const more = line ? heightOf(line, text.setting.size) : 0;
        if (height + more > this.room && (height > 0 || this.y > TOP)) break;
        height += more;
      }
      if (to > from) {
        const [start, end, top] = [from, to, this.y];
        element.add(() => { this.draw(text, x, top, width, start, end); });
        beside?.(top, height);
        this.y += height;
        from = to;
      }
      if (from < text.lines.length) this.turn();
    }
  }

  /** What is drawn for the eye alone. */
  decoration(draw: () => void, type: 'Layout' | 'Pagination' = 'Layout'): void {
    this.doc.markContent('Artifact', { type });
    draw();
    this.doc.endMarkedContent();
  }

  rule(x: number, y: number, length: number, { across = true, thick = 0.6, colour = RULE } = {}): void {
    this.decoration(() => {
      this.doc.save().moveTo(x, y).lineTo(across ? x + length : x, across ? y : y + length).lineWidth(thick).strokeColor(colour).stroke().restore();
    });
  }

  private band(text: string, y: number, setting: Setting): void {
    const written = this.set(text, this.width, setting);
    this.draw({ ...written, lines: written.lines.slice(0, 1) }, this.left, y, this.width);
  }

  private classification(): void {
    if (this.paper.classification) this.band(this.paper.classification, 32, { ...SMALL, weight: 'strong', align: 'end' });
  }

  /** The office's own line under a sheet, three lines of it at most: as many as its length can come to. */
  foot(): void {
    const words = this.paper.letterhead?.foot;
    if (!words) return;
    const written = this.set(words, this.width, { ...SMALL, size: 7.5 });
    this.draw({ ...written, lines: written.lines.slice(0, 3) }, this.left, HEIGHT - 34, this.width);
  }

  /** Head and foot of each sheet, once their number is known; then the bytes. */
  async close(): Promise<Buffer> {
    const { count } = this.doc.bufferedPageRange();
    for (let page = 0; page < count; page += 1) {
      this.doc.switchToPage(page);
      this.decoration(() => {
        if (page > 0) {
          this.classification();
          this.band(this.paper.title, 46, SMALL);
          this.foot();
        }
        if (this.paper.reference) this.band(this.paper.reference, HEIGHT - 46, SMALL);
        this.band(`${page + 1} / ${count}`, HEIGHT - 46, { ...SMALL, align: 'end' });
      }, 'Pagination');
    }
    const parts: Buffer[] = [];
    this.doc.on('data', (part: Buffer) => parts.push(part));
    const ended = new Promise<void>((resolve, reject) => {
      this.doc.on('end', resolve);
      this.doc.on('error', reject);
    });
    this.doc.end();
    await ended;
    return Buffer.concat(parts);
  }
}
