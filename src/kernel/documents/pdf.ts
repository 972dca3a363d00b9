/** A paper as PDF 1.7 with the structure of PDF/UA-1 (ISO 14289-1): headings, paragraphs, tables and lists can be followed by ear, and words be searched and copied. */
import { directionOf } from '../direction.ts';
import { faces } from './faces.ts';
import { EmblemPlace, type Making, type Paper, type PaperBlock } from './paper.ts';
import { BODY, type Element, heightOf, QUIET, RULE, type Setting, type SetText, Sheet } from './sheet.ts';

const GAP = 9;
const headings: Readonly<Record<1 | 2 | 3, { readonly setting: Setting; readonly above: number }>> = {
  1: { setting: { size: 15, weight: 'strong', colour: '#17324d', align: 'start' }, above: 16 },
  2: { setting: { size: 12.5, weight: 'strong', colour: '#17324d', align: 'start' }, above: 13 },
  3: { setting: { size: 11, weight: 'strong', colour: '#17324d', align: 'start' }, above: 10 },
};
const TITLE: Setting = { size: 20, weight: 'strong', colour: '#17324d', align: 'start' };
const LABEL: Setting = { size: 9.5, weight: 'regular', colour: QUIET, align: 'start' };
const CELL: Setting = { size: 9.5, weight: 'regular', colour: BODY.colour, align: 'start' };
const HEAD: Setting = { ...CELL, weight: 'strong' };
const PAD = 5;
const INDENT = 18;

type Block<K extends PaperBlock['kind']> = Extract<PaperBlock, { kind: K }>;

/** A place across the page: columns run from the right where the language does. */
interface Slot {
  readonly x: number;
  readonly width: number;
}

function slots(sheet: Sheet, shares: readonly number[], rightToLeft: boolean): readonly Slot[] {
  const whole = shares.reduce((sum, share) => sum + share, 0);
  let used = 0;
  return shares.map((share) => {
    const width = (share / whole) * sheet.width;
    const x = rightToLeft ? sheet.left + sheet.width - used - width : sheet.left + used;
    used += width;
    return { x: x + PAD, width: width - 2 * PAD };
  });
}

function text(sheet: Sheet, tag: string, words: string, setting: Setting, language?: string, parent: Element = sheet.root): void {
  sheet.flow(sheet.under(parent, tag, language), sheet.set(words, sheet.width, setting, language), sheet.left, sheet.width);
}

function heading(sheet: Sheet, block: Block<'heading'>): void {
  const { setting, above } = headings[block.level];
  const written = sheet.set(block.text, sheet.width, setting, block.language);
  // A heading never stands alone at the foot of a sheet.
  sheet.keep(above + written.height + 4 * BODY.size);
  sheet.y += above;
  // The title of the paper is H1.
  sheet.flow(sheet.under(sheet.root, `H${block.level + 1}`, block.language), written, sheet.left, sheet.width);
  sheet.y += 4;
}

function paragraph(sheet: Sheet, { text: words, strong, language }: Block<'paragraph'>): void {
  for (const part of words.split(/\n{2,}/)) {
    text(sheet, 'P', part, strong ? { ...BODY, weight: 'strong' } : BODY, language);
    sheet.y += GAP;
  }
}

function note(sheet: Sheet, { text: words, language }: Block<'note'>): void {
  const element = sheet.under(sheet.root, 'P', language);
  const written = sheet.set(words, sheet.width - INDENT, { ...BODY, size: 10 }, language);
  const right = written.base === 'rtl';
  sheet.flow(element, written, right ? sheet.left : sheet.left + INDENT, sheet.width - INDENT, (top, height) => {
    sheet.rule(right ? sheet.left + sheet.width - 4 : sheet.left + 4, top, height, { across: false, thick: 2.5 });
  });
  sheet.y += GAP;
}

function list(sheet: Sheet, block: Block<'list'>): void {
  const whole = sheet.under(sheet.root, 'L', block.language);
  block.items.forEach((item, index) => {
    const written = sheet.set(item, sheet.width - INDENT, BODY, block.language);
    const right = written.base === 'rtl';
    const mark = sheet.set(`${right ? '\u200f' : ''}${block.ordered ? `${index + 1}.` : '•'}`, INDENT, BODY, block.language);
    sheet.keep(Math.min(written.height, 2 * BODY.size));
    const entry = sheet.under(whole, 'LI');
    const top = sheet.y + written.rise - mark.rise;
    sheet.under(entry, 'Lbl').add(() => { sheet.draw(mark, right ? sheet.left + sheet.width - INDENT : sheet.left, top, INDENT); });
    sheet.flow(sheet.under(entry, 'LBody'), written, right ? sheet.left : sheet.left + INDENT, sheet.width - INDENT);
    sheet.y += 3;
  });
  sheet.y += GAP - 3;
}

interface Cell {
  readonly written: SetText;
  readonly tag: 'TH' | 'TD';
  readonly scope?: 'Column' | 'Row';
}

const highestRise = (cells: readonly Cell[]): number => Math.max(0, ...cells.map(({ written }) => written.rise));
const tallest = (cells: readonly Cell[]): number => Math.max(0, ...cells.map(({ written }) => written.height + highestRise(cells) - written.rise));

/** One row; where it is taller than a sheet its cells go on over the next. */
function row(sheet: Sheet, parent: Element, cells: readonly Cell[], places: readonly Slot[], again: () => void): void {
  const element = sheet.under(parent, 'TR');
  const elements = cells.map(({ tag, scope }) => {
    const cell = sheet.doc.struct(tag, scope ? { scope } : {});
    element.add(cell);
    return cell;
  });
  if (tallest(cells) + 2 * PAD > sheet.room) {
    sheet.turn();
    again();
  }
  const from = cells.map(() => 0);
  for (;;) {
    const [top, room] = [sheet.y + PAD, sheet.room - 2 * PAD];
    let used = 0;
    cells.forEach(({ written }, index) => {
      const slot = places[index];
      const start = from[index] ?? 0;
      if (!slot || start >= written.lines.length) return;
      const end = linesWithin(written, start, room - (highestRise(cells) - written.rise));
      const lower = start === 0 ? highestRise(cells) - written.rise : 0;
      elements[index]?.add(() => { used = Math.max(used, lower + sheet.draw(written, slot.x, top + lower, slot.width, start, end)); });
      from[index] = end;
    });
    sheet.y = top + used + PAD;
    if (cells.every(({ written }, index) => (from[index] ?? 0) >= written.lines.length)) break;
    sheet.turn();
    again();
  }
  sheet.rule(sheet.left, sheet.y, sheet.width, { thick: 0.4 });
}

/** At least one line goes in, so that writing always comes to an end. */
function linesWithin({ lines, setting }: SetText, start: number, room: number): number {
  let end = start;
  let height = 0;
  for (const line of lines.slice(start)) {
    height += heightOf(line, setting.size);
    if (height > room && end > start) break;
    end += 1;
  }
  return end;
}

function table(sheet: Sheet, block: Block<'table'>): void {
  const whole = sheet.under(sheet.root, 'Table', block.language);
  const right = sheet.set('', 1, CELL, block.language).base === 'rtl';
  const places = slots(sheet, block.columns.map(({ share }) => share ?? 1), right);
  const setting = (index: number, base: Setting): Setting => ({ ...base, align: block.columns[index]?.align ?? 'start' });
  const heads = block.columns.map(({ head }, index): Cell => ({ written: sheet.set(head, places[index]?.width ?? 0, setting(index, HEAD), block.language), tag: 'TH', scope: 'Column' }));
  const caption = block.caption === undefined ? undefined : sheet.set(block.caption, sheet.width, { ...HEAD, size: 10.5 }, block.language);
  sheet.keep((caption?.height ?? 0) + tallest(heads) + 6 * CELL.size);
  if (caption) {
    sheet.flow(sheet.under(whole, 'Caption'), caption, sheet.left, sheet.width);
    sheet.y += 3;
  }
  const shade = (): void => {
    sheet.decoration(() => { sheet.doc.save().rect(sheet.left, sheet.y, sheet.width, tallest(heads) + 2 * PAD).fillColor('#e9eef4').fill().restore(); });
  };
  const again = (): void => {
    shade();
    const top = sheet.y + PAD;
    sheet.decoration(() => {
      heads.forEach(({ written }, index) => {
        const slot = places[index];
        if (slot) sheet.draw(written, slot.x, top + highestRise(heads) - written.rise, slot.width);
      });
    });
    sheet.y = top + tallest(heads) + PAD;
  };
  shade();
  row(sheet, whole, heads, places, () => {});
  for (const cells of block.rows) {
    row(sheet, whole, cells.map((cell, index) => ({ written: sheet.set(cell, places[index]?.width ?? 0, setting(index, CELL), block.language), tag: 'TD' })), places, again);
  }
  sheet.y += GAP;
}

function facts(sheet: Sheet, block: Block<'facts'>): void {
  const whole = sheet.under(sheet.root, 'Table', block.language);
  const right = sheet.set('', 1, CELL, block.language).base === 'rtl';
  const places = slots(sheet, [1, 2], right);
  for (const { label, value } of block.rows) {
    row(sheet, whole, [
      { written: sheet.set(label, places[0]?.width ?? 0, LABEL, block.language), tag: 'TH', scope: 'Row' },
      { written: sheet.set(value, places[1]?.width ?? 0, BODY, block.language), tag: 'TD' },
    ], places, () => {});
  }
  sheet.y += GAP;
}

function signature(sheet: Sheet, block: Block<'signature'>): void {
  const wide = sheet.width * 0.55;
  const label = sheet.set(block.label, wide, LABEL, block.language);
  const name = block.name === undefined ? undefined : sheet.set(block.name, wide, BODY, block.language);
  const x = label.base === 'rtl' ? sheet.left + sheet.width - wide : sheet.left;
  const space = 46;
  sheet.keep(label.height + space + (name?.height ?? 0) + 2 * GAP);
  sheet.y += GAP;
  const whole = sheet.under(sheet.root, 'Div', block.language);
  sheet.flow(sheet.under(whole, 'P'), label, x, wide);
  const { image } = block;
  if (image) {
    const top = sheet.y;
    const figure = sheet.doc.struct('Figure', { alt: block.name ? `${block.label}: ${block.name}` : block.label, bbox: [x, top, x + wide, top + space] });
    whole.add(figure);
    figure.add(() => { sheet.doc.image(Buffer.from(image), x, top, { fit: [wide, space] }); });
  }
  sheet.y += space;
  sheet.rule(x, sheet.y, wide, { colour: RULE });
  sheet.y += 2;
  if (name) sheet.flow(sheet.under(whole, 'P'), name, x, wide);
  sheet.y += GAP;
}

function place(sheet: Sheet, one: PaperBlock): void {
  switch (one.kind) {
    case 'heading': return heading(sheet, one);
    case 'paragraph': return paragraph(sheet, one);
    case 'facts': return facts(sheet, one);
    case 'table': return table(sheet, one);
    case 'list': return list(sheet, one);
    case 'note': return note(sheet, one);
    case 'signature': return signature(sheet, one);
    case 'pageBreak': return sheet.turn();
  }
}

/** Points: an emblem is no higher, and no wider than its third of the sheet. */
const EMBLEM = 44;

/** Emblems side by side, each a figure with its words; in a paper from right to left the start is at the right. */
function emblems(sheet: Sheet, { letterhead, language }: Paper): void {
  const all = letterhead?.emblems ?? [];
  if (all.length === 0) return;
  const wide = sheet.width / 3 - 8;
  const right = directionOf(language) === 'rtl';
  for (const at of EmblemPlace.options) {
    const emblem = all.find((one) => one.place === at);
    if (!emblem) continue;
    const side = at === 'centre' ? 'center' : (at === 'start') === right ? 'right' : 'left';
    const x = side === 'left' ? sheet.left : side === 'center' ? sheet.left + (sheet.width - wide) / 2 : sheet.left + sheet.width - wide;
    const figure = sheet.doc.struct('Figure', { alt: emblem.words, bbox: [x, sheet.y, x + wide, sheet.y + EMBLEM] });
    sheet.root.add(figure);
    figure.add(() => { sheet.doc.image(Buffer.from(emblem.image), x, sheet.y, { fit: [wide, EMBLEM], valign: 'center', ...(side === 'left' ? {} : { align: side }) }); });
  }
  sheet.y += EMBLEM + 12;
}

function opening(sheet: Sheet, paper: Paper): void {
  emblems(sheet, paper);
  if (paper.letterhead) {
    text(sheet, 'P', paper.letterhead.office, { ...BODY, size: 12, weight: 'strong' });
    for (const line of paper.letterhead.lines) text(sheet, 'P', line, LABEL);
    sheet.y += 5;
    sheet.rule(sheet.left, sheet.y, sheet.width, { thick: 1, colour: '#17324d' });
    sheet.y += 14;
    // Read once, here; under the other sheets it stands for the eye alone.
    if (paper.letterhead.foot) sheet.under(sheet.root, 'P').add(() => { sheet.foot(); });
  }
  const when = [paper.reference, paper.date].filter((part) => part !== undefined).join(' · ');
  if (when !== '') {
    text(sheet, 'P', when, LABEL);
    sheet.y += 10;
  }
  text(sheet, 'H1', paper.title, TITLE);
  sheet.y += 10;
}

/** The bytes of a paper as PDF. The same paper with the same `at` gives the same bytes. */
export async function pdfOf(paper: Paper, making: Making): Promise<Buffer> {
  const sheet = new Sheet(paper, await faces(), making);
  opening(sheet, paper);
  for (const one of paper.blocks) place(sheet, one);
  return sheet.close();
}
