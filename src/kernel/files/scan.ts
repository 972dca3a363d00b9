/** Photographed pages become one document, in their order. */
import type { CheckedFile } from './check.ts';

/** A4 in points, and a narrow edge that every printer can print. */
const [SHORT, LONG, EDGE] = [595.28, 841.89, 14];

/**
 * One PDF of A4 sheets, each lying as its page does.
 * @param title said by the document of itself; it leaves the house with it, so it names nobody
 */
export async function scanned(pages: readonly Buffer[], { title, language, at }: { readonly title: string; readonly language: string; readonly at: Date }): Promise<CheckedFile> {
  // oxlint-disable-next-line no-named-as-default -- its types know only the default
  const [{ default: PDFDocument }, { default: sharp }] = await Promise.all([import('pdfkit'), import('sharp')]);
  const doc = new PDFDocument({ autoFirstPage: false, pdfVersion: '1.7', displayTitle: true, lang: language, info: { Title: title, Creator: 'RE.T.I.', Producer: 'RE.T.I.', CreationDate: at, ModDate: at } });
  const parts: Buffer[] = [];
  doc.on('data', (part: Buffer) => parts.push(part));
  const ended = new Promise<void>((resolve, reject) => {
    doc.on('end', resolve);
    doc.on('error', reject);
  });
  for (const page of pages) {
    const { width, height, format } = await sharp(page).metadata();
    const [across, down] = width > height ? [LONG, SHORT] : [SHORT, LONG];
    doc.addPage({ size: [across, down], margin: 0 });
    doc.image(format === 'jpeg' ? page : await sharp(page).flatten({ background: '#ffffff' }).jpeg({ quality: 90, mozjpeg: true }).toBuffer(), EDGE, EDGE, { fit: [across - 2 * EDGE, down - 2 * EDGE], align: 'center', valign: 'center' });
  }
  doc.end();
  await ended;
  return { mediaType: 'application/pdf', bytes: Buffer.concat(parts) };
}

/**
 * The picture of one page of a PDF that {@link scanned} made: each of its pages holds one JPEG as it came. Nothing of another PDF is read this way.
 * @param page from 1
 */
export function pageOfScan(pdf: Buffer, page: number): Buffer | undefined {
  const text = pdf.toString('latin1');
  let seen = 0;
  for (const { 0: head, index } of text.matchAll(/<<[^>]*\/Subtype \/Image[^>]*>>\s*stream\r?\n/g)) {
    const [, length] = /\/Length (\d+)(?! \d+ R)/.exec(head) ?? [];
    if (!head.includes('/DCTDecode') || length === undefined) continue;
    seen += 1;
    if (seen === page) return pdf.subarray(index + head.length, index + head.length + Number(length));
  }
  return undefined;
}
