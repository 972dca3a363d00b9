/** The thread that draws one page and ends: see `drawing.ts`. It has no network and no disk to speak of; it gets bytes and gives pixels. */
import { parentPort, workerData } from 'node:worker_threads';
import { PDFiumLibrary } from '@hyzyla/pdfium';

export interface Asked {
  readonly pdf: Uint8Array;
  /** From 1; null: only how many there are. */
  readonly page: number | null;
  /** The longer side of the picture, in pixels. */
  readonly longest: number;
}

export interface Drawn {
  readonly pages: number;
  /** Four bytes a pixel: red, green, blue, opacity. */
  readonly picture?: { readonly data: Uint8Array; readonly width: number; readonly height: number };
}

const { pdf, page, longest } = workerData as Asked;
const library = await PDFiumLibrary.init();
const document = await library.loadDocument(pdf);
const pages = document.getPageCount();

async function pictureOf(number: number): Promise<Drawn['picture']> {
  const sheet = document.getPage(number - 1);
  const { originalWidth, originalHeight } = sheet.getOriginalSize();
  const scale = longest / Math.max(originalWidth, originalHeight, 1);
  let drawn: Drawn['picture'];
  await sheet.render({ scale, renderFormFields: true, render: async ({ data, width, height }) => {
    drawn = { data: data.slice(), width, height };
    return data;
  } });
  return drawn;
}

const picture = page === null || page < 1 || page > pages ? undefined : await pictureOf(page);
parentPort?.postMessage({ pages, ...(picture ? { picture } : {}) } satisfies Drawn, picture ? [picture.data.buffer as ArrayBuffer] : []);
