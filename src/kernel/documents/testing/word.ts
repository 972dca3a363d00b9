/** Documents of a word processor for tests: made here, part by part, so that a test may make a bad one. */
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

const TYPES = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/><Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/></Types>`;
const PACKAGE = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`;
const RELATIONS = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header" Target="header1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/></Relationships>`;
const SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';

/** A paragraph of runs; a run in a list is bold. */
export const paragraph = (...runs: readonly (string | readonly [string])[]): string =>
  `<w:p>${runs.map((run) => (typeof run === 'string' ? `<w:r><w:t xml:space="preserve">${run}</w:t></w:r>` : `<w:r><w:rPr><w:b/></w:rPr><w:t>${run[0]}</w:t></w:r>`)).join('')}</w:p>`;

export const table = (...cells: readonly string[]): string => `<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/></w:tblPr><w:tblGrid>${cells.map(() => '<w:gridCol w:w="2000"/>').join('')}</w:tblGrid><w:tr>${cells.map((cell) => `<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>${paragraph(cell)}</w:tc>`).join('')}</w:tr></w:tbl>`;

/** A document with these blocks; `parts` are put in, or over, what a document has. */
export function wordFile(body: string, { header = paragraph('Intestazione dell’ufficio'), footer = paragraph('Piede'), parts = {} }: { header?: string; footer?: string; parts?: Readonly<Record<string, string>> } = {}): Buffer {
  const all: Readonly<Record<string, string>> = {
    '[Content_Types].xml': TYPES, '_rels/.rels': PACKAGE, 'word/_rels/document.xml.rels': RELATIONS,
    'word/document.xml': `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document ${SPACE}><w:body>${body}<w:sectPr><w:headerReference w:type="default" r:id="rId1"/><w:footerReference w:type="default" r:id="rId2"/><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>`,
    'word/header1.xml': `<w:hdr ${SPACE}>${header}</w:hdr>`, 'word/footer1.xml': `<w:ftr ${SPACE}>${footer}</w:ftr>`, ...parts,
  };
  return Buffer.from(zipSync(Object.fromEntries(Object.entries(all).map(([name, text]) => [name, strToU8(text)]))));
}

/** The words of a part, a line for each paragraph. */
export function wordsOf(file: Uint8Array, part = 'word/document.xml'): string {
  return strFromU8(unzipSync(file)[part] ?? new Uint8Array()).split('</w:p>').map((one) => one.replaceAll(/<w:br\/>/g, '\n').replaceAll(/<[^>]*>/g, '')).join('\n').trim();
}

/** A part as it stands in the file. */
export const partOf = (file: Uint8Array, part: string): string => strFromU8(unzipSync(file)[part] ?? new Uint8Array());
