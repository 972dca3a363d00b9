import { integer, oneof, sample, string } from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { directionOf } from '../direction.ts';
import { faces } from './faces.ts';
import { linesOf } from './lines.ts';
import { asDocx, asPdf, paperTypes } from './making.ts';
import type { Paper } from './paper.ts';
import { readPdf } from './testing/read-pdf.ts';

const at = new Date('2026-11-12T09:00:00Z');

const report: Paper = {
  title: 'Relazione di chiusura', language: 'it', letterhead: { office: 'Prefettura di Prova', lines: ['Piazza della Prova 1'] }, classification: 'Riservato al caso', reference: 'Rif. C-0042', date: '12 novembre 2026',
  blocks: [
    { kind: 'heading', level: 1, text: 'Perché si chiude' },
    { kind: 'paragraph', text: 'Amina Ben Salah ha un alloggio e un lavoro: 1.250,50 € al mese.\n\nLa équipe resta a disposizione.' },
    { kind: 'facts', rows: [{ label: 'Codice', value: 'P-7KD2' }, { label: 'Aperto il', value: '3 marzo 2026' }] },
    { kind: 'list', items: ['Casa', 'Lavoro'], ordered: true },
    { kind: 'table', caption: 'Incontri', columns: [{ head: 'Giorno', share: 2 }, { head: 'Minuti', align: 'end' }], rows: Array.from({ length: 60 }, (_, index) => [`Incontro ${index + 1}`, String(index)]) },
    { kind: 'note', text: 'Da verificare con il servizio.' },
    { kind: 'signature', label: 'Per la équipe', name: 'Anna Ferri' },
  ],
};

const consent: Paper = {
  title: 'موافقة على الإحالة', language: 'ar',
  blocks: [
    { kind: 'paragraph', text: 'نرسل الاسم إلى خدمة Demetra يوم 12/11/2026 (الرمز P-7KD2).' },
    { kind: 'facts', rows: [{ label: 'الهاتف', value: '0825 123456' }] },
    { kind: 'paragraph', language: 'bn', text: 'আমরা আপনার সম্মতি চাই। ক্ষমতা' },
  ],
};

describe('a paper as PDF', () => {
  it('says its title, its language and that it can be followed by ear', async () => {
    const { raw } = readPdf(await asPdf(report, { at }));
    expect(raw).toMatch(/^%PDF-1\.7/);
    expect(raw).toContain('/Lang (it)');
    expect(raw).toContain('/DisplayDocTitle true');
    expect(raw).toContain('/Marked true');
    expect(raw).toContain('<pdfuaid:part>1</pdfuaid:part>');
    expect(raw).toContain('<rdf:li xml:lang="x-default">Relazione di chiusura</rdf:li>');
    expect(raw).toContain('D:20261112090000Z');
    expect(raw).not.toContain('/BaseFont /Helvetica');
  });

  it('has the structure of what it says: titles, rows of tables with their heads, lists with their marks', async () => {
    const { structure } = readPdf(await asPdf(report, { at }));
    expect(Object.fromEntries(structure)).toMatchObject({ Document: 1, H1: 1, H2: 1, Table: 2, Caption: 1, TR: 63, TH: 4, TD: 122, L: 1, LI: 2, Lbl: 2, LBody: 2 });
  });

  it('reads Amina\'s report in the order it was written, each word once; what comes again on each page is decoration', async () => {
    const { text, decoration, pages } = readPdf(await asPdf(report, { at }));
    expect(pages).toBe(3);
    const order = ['Riservato al caso', 'Prefettura di Prova', 'Rif. C-0042 · 12 novembre 2026', 'Relazione di chiusura', 'Perché si chiude', 'Amina Ben Salah ha un alloggio e un lavoro: 1.250,50 € al mese.', 'Codice', 'P-7KD2', 'Incontri', 'Incontro 1\n', 'Incontro 60', 'Da verificare', 'Per la équipe', 'Anna Ferri'];
    expect(order.map((words) => text.indexOf(words))).toEqual(order.map((words) => text.indexOf(words)).toSorted((one, other) => one - other));
    expect(order.filter((words) => text.split(words).length !== 2)).toEqual([]);
    expect(decoration.match(/Riservato al caso/g)).toHaveLength(2);
    expect(decoration.match(/Giorno/g)).toHaveLength(2);
    expect(decoration).toContain('3 / 3');
  });

  it('gives the same bytes for the same paper at the same time, others at another', async () => {
    const [one, again, later] = await Promise.all([asPdf(report, { at }), asPdf(report, { at }), asPdf(report, { at: new Date('2026-11-13T09:00:00Z') })]);
    expect(one.equals(again)).toBe(true);
    expect(one.equals(later)).toBe(false);
  });

  it('can be heard in Arabic and Bengali as they are written, with the language of each part', async () => {
    const { text, raw } = readPdf(await asPdf(consent, { at }));
    const heard = text.replaceAll(/\s+/g, ' ');
    expect(heard).toContain('نرسل الاسم إلى خدمة Demetra يوم 12/11/2026 (الرمز P-7KD2).');
    expect(heard).toContain('আমরা আপনার সম্মতি চাই। ক্ষমতা');
    expect(raw).toContain('/Lang (bn)');
  });

  it('prints what Gurpreet and Tesfay read: Punjabi and Tigrinya, with no sign missing', async () => {
    const { text, raw } = readPdf(await asPdf({ title: 'Consenso', language: 'it', blocks: [{ kind: 'paragraph', language: 'pa', text: 'ਮੈਂ ਸਹਿਮਤ ਹਾਂ' }, { kind: 'paragraph', language: 'ti', text: 'እሰማማዕ እየ።' }] }, { at }));
    const heard = text.replaceAll(/\s+/g, ' ');
    expect(heard).toContain('ਮੈਂ ਸਹਿਮਤ ਹਾਂ');
    expect(heard).toContain('እሰማማዕ እየ።');
    expect(heard).not.toContain('\uFFFD');
    expect(raw).toContain('/Lang (ti)');
  });

  it('is not lost over any string of signs that its faces have, however they stand together', async () => {
    const signs = string({ minLength: 1, maxLength: 8, unit: oneof(...[[0x600, 0x6ff], [0x980, 0x9ff], [0x900, 0x97f], [0xa00, 0xa7f], [0x1200, 0x137f]].map(([min = 0, max = 0]) => integer({ min, max }).map((code) => String.fromCodePoint(code)))) });
    const open = await faces();
    const widths = sample(signs, 3000).flatMap((said) => linesOf(said, { base: 'ltr', faces: open, weight: 'regular', size: 10, width: 500 })).flatMap(({ runs }) => runs.map(({ width }) => width));
    expect(widths.filter((width) => !Number.isFinite(width))).toEqual([]);
    const { pages } = readPdf(await asPdf({ title: 'Prova', language: 'it', blocks: sample(signs, 200).map((text) => ({ kind: 'paragraph', text })) }, { at }));
    expect(pages).toBeGreaterThan(2);
  });

  it('holds a signature given on the screen, with words for who cannot see it', async () => {
    const image = await sharp({ create: { width: 80, height: 30, channels: 3, background: '#fff' } }).png().toBuffer();
    const { structure, raw } = readPdf(await asPdf({ title: 'Consenso', language: 'it', blocks: [{ kind: 'signature', label: 'Firma', name: 'Amina', image }] }, { at }));
    expect(structure.get('Figure')).toBe(1);
    expect(raw).toContain('/Alt (Firma: Amina)');
  });

  it('loses no line of a cell that is taller than a page, nor of a word wider than it', async () => {
    const long = Array.from({ length: 150 }, (_, index) => `riga${index}`).join('\n');
    const { text, pages } = readPdf(await asPdf({ title: 'Lunga', language: 'it', blocks: [{ kind: 'table', columns: [{ head: 'Testo' }, { head: 'N' }], rows: [[long, '1']] }, { kind: 'paragraph', text: 'W'.repeat(300) }] }, { at }));
    expect(pages).toBeGreaterThan(2);
    expect([...text.matchAll(/riga(\d+)/g)].map(([, number]) => Number(number))).toEqual(Array.from({ length: 150 }, (_, index) => index));
    expect(text.match(/W/g)).toHaveLength(300);
  });

  it('refuses a table with a row that lacks a cell', async () => {
    await expect(asPdf({ title: 'Rotta', language: 'it', blocks: [{ kind: 'table', columns: [{ head: 'A' }, { head: 'B' }], rows: [['1']] }] }, { at })).rejects.toThrow(/as many cells/);
  });
});

describe('lines', () => {
  /** What the eye sees from left to right. */
  const seen = async (text: string, language: string): Promise<string[]> => linesOf(text, { base: directionOf(language), faces: await faces(), weight: 'regular', size: 10, width: 500 })
    .map(({ runs }) => runs.toSorted((one, other) => one.left - other.left).map(({ said }) => said.trim()).filter((said) => said !== '').join(' | '));

  it('set Latin words and numbers inside Arabic where a reader of Arabic looks for them', async () => {
    expect(await seen('خدمة Demetra يوم 12/11/2026', 'ar')).toEqual(['12/11/2026 | يوم | Demetra | خدمة']);
    expect(await seen('المبلغ ١٢٣ يورو', 'ar')).toEqual(['يورو | ١٢٣ | المبلغ']);
    expect(await seen('Il nome محمد علي resta', 'it')).toEqual(['Il nome | محمد علي | resta']);
  });

  it('give digits of Arabic script to their face from left to right, and brackets turned', async () => {
    const [line] = linesOf('(١٢٣)', { base: 'rtl', faces: await faces(), weight: 'regular', size: 10, width: 500 });
    const drawn = line?.runs.toSorted((one, other) => one.left - other.left).map(({ text }) => text);
    // The face itself turns what is of Arabic script: it is given the digits backwards so that they come out forwards.
    expect(drawn).toEqual(['(', '٣٢١', ')']);
  });

  it('know every letter of the languages we write to people in', async () => {
    const words = 'Șțăîâ ëç ğışöü ñ ß œ Ґґїєі Ъъ Ђђ Ελλάδα Đđŭẹọ ấ ế پچژگ ےںٹڑ বাংলা हिन्दी';
    const runs = linesOf(words, { base: 'ltr', faces: await faces(), weight: 'strong', size: 10, width: 2000 }).flatMap((line) => line.runs);
    expect(runs.map(({ said }) => said).join('')).not.toContain('\ufffd');
  });
});

describe('a paper as DOCX', () => {
  const opened = async (paper: Paper) => {
    const parts = unzipSync(await asDocx(paper, { at }));
    return (name: string): string => strFromU8(parts[name] ?? new Uint8Array());
  };

  it('has real styles, heads of tables that come again and the words of each page', async () => {
    const part = await opened(report);
    const document = part('word/document.xml');
    expect(document).toContain('<w:pStyle w:val="Title"/>');
    expect(document).toContain('<w:pStyle w:val="Heading1"/>');
    expect(document.match(/<w:tblHeader\/>/g)).toHaveLength(1);
    expect(document.match(/<w:numId /g)).toHaveLength(2);
    expect(document).toContain('Amina Ben Salah ha un alloggio');
    expect(part('word/header1.xml')).toContain('Riservato al caso');
    expect(part('word/footer1.xml')).toContain('NUMPAGES');
    expect(part('word/styles.xml')).toMatch(/<w:lang [^>]*w:val="it"/);
    expect(part('docProps/core.xml')).toContain('2026-11-12T09:00:00Z');
  });

  it('says of each run of an Arabic paper in which direction it goes', async () => {
    const document = (await opened(consent))('word/document.xml');
    expect(document).toContain('<w:bidi/>');
    expect(document).toContain('<w:bidiVisual/>');
    expect(document).toMatch(/<w:rtl\/><w:lang [^>]*\/><\/w:rPr><w:t [^>]*>نرسل الاسم إلى خدمة /);
    expect(document).toMatch(/<w:rtl w:val="false"\/><w:lang [^>]*\/><\/w:rPr><w:t [^>]*>Demetra</);
  });

  it('is the same when it is made again', async () => {
    expect((await asDocx(report, { at })).equals(await asDocx(report, { at }))).toBe(true);
  });

  it('opens: each part is well-formed and each relation leads somewhere', async () => {
    const parts = unzipSync(await asDocx({ ...consent, blocks: [...consent.blocks, ...report.blocks] }, { at }));
    const names = Object.keys(parts);
    expect(names[0]).toBe('[Content_Types].xml');
    expect(strFromU8(parts['[Content_Types].xml'] ?? new Uint8Array())).toContain(`${paperTypes.docx}.main+xml`);
    for (const [name, bytes] of Object.entries(parts).filter(([one]) => /\.(xml|rels)$/.test(one))) expect([name, ...unclosed(strFromU8(bytes))]).toEqual([name]);
    const relations = strFromU8(parts['word/_rels/document.xml.rels'] ?? new Uint8Array());
    const targets = [...relations.matchAll(/Target="([^"]+)"/g)].map(([, target]) => `word/${target}`);
    expect(targets.length).toBeGreaterThan(3);
    expect(targets.filter((target) => !names.includes(target))).toEqual([]);
  });
});

/** Elements that were opened and not closed in their order. */
function unclosed(xml: string): readonly string[] {
  const open: string[] = [];
  for (const [, end, name = '', self] of xml.matchAll(/<(\/?)([\w:]+)(?:\s[^<>]*?)?(\/?)>/g)) {
    if (end) {
      if (open.pop() !== name) return [...open, `/${name}`];
    } else if (!self) open.push(name);
  }
  return open;
}
