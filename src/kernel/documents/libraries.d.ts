/** What libraries of papers leave unsaid about themselves. */
declare module 'fontkit' {
  export interface Font {
    readonly unitsPerEm: number;
    hasGlyphForCodePoint(codePoint: number): boolean;
    /** Shapes the text; glyphs come in the order in which they are drawn, left to right. */
    layout(text: string): { readonly advanceWidth: number; readonly direction: 'ltr' | 'rtl' };
  }
  export function create(bytes: Uint8Array): Font | { readonly fonts: readonly Font[] };
}

declare module 'bidi-js/dist/bidi.mjs' {
  import type { Bidi } from 'bidi-js';
  export default function bidiFactory(): Bidi;
}

declare namespace PDFKit.Mixins {
  interface StructureElementOptions {
    /** Whether a head cell speaks for its column or its row. */
    scope?: 'Column' | 'Row';
    /** Left, top, right and bottom of a picture, in points. */
    bbox?: [number, number, number, number];
  }
}
