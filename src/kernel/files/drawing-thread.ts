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

/** In pages of 64 kB: 384 MB, many times what an honest paper takes. A picture inside may claim any size, and would otherwise have what the machine has. */
const MOST_MEMORY = 6144;
const { prototype } = WebAssembly.Memory;
const { grow } = prototype;
prototype.grow = function (pages) {
  if (this.buffer.byteLength / 65_536 + pages > MOST_MEMORY) throw new RangeError('a paper that wants too much');
  return grow.call(this, pages);
};

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
