/** The one door of papers. The libraries are opened with the first paper, so that a server that prints nothing carries none of them. */
import { type Making, Paper } from './paper.ts';

/** Tagged PDF with our faces in it; for reading, printing, keeping. Throws if the paper is not one (a row without its cells). */
export async function asPdf(paper: Paper, making: Making): Promise<Buffer> {
  const { pdfOf } = await import('./pdf.ts');
  return pdfOf(Paper.parse(paper), making);
}

/** DOCX with real styles; for a hand to finish. Throws if the paper is not one. */
export async function asDocx(paper: Paper, making: Making): Promise<Buffer> {
  const { docxOf } = await import('./docx.ts');
  return docxOf(Paper.parse(paper), making);
}

export const paperTypes = { pdf: 'application/pdf', docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' } as const;
