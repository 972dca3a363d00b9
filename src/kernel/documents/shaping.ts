import type { Font } from 'fontkit';

interface Anchors {
  applyAnchor(this: unknown, mark: { readonly markAnchor: object | null }, base: object | null, baseIndex: number): void;
}

/** Where fontkit 2.0.4 keeps what sets marks upon letters. */
interface Opened {
  readonly _layoutEngine?: { readonly engine?: { readonly GPOSProcessor?: Anchors } };
}

const mended = new WeakSet<object>();

/**
 * A face may leave out where a mark sits on a letter (a NULL anchor: OpenType, GPOS lookup types 4 to 6), and the mark then stays where it stands. fontkit 2.0.4 throws
 * there instead (its issue 367, open), and one word of Punjabi, or a rare sign of Arabic, would cost the whole paper.
 * @throws {Error} when the library is another than the one this was written for
 */
export function leaveMarksWithoutAnchor(font: Font): void {
  font.layout('0');
  // oxlint-disable-next-line no-underscore-dangle -- the library has no other way in
  const processor = (font as Font & Opened)._layoutEngine?.engine?.GPOSProcessor;
  // A face without marks has none.
  if (!processor) return;
  const way: Anchors = Object.getPrototypeOf(processor);
  if (mended.has(way)) return;
  const { applyAnchor } = way;
  if (typeof applyAnchor !== 'function') throw new Error('fontkit keeps its anchors elsewhere');
  way.applyAnchor = function (mark, base, baseIndex) {
    if (mark.markAnchor && base) applyAnchor.call(this, mark, base, baseIndex);
  };
  mended.add(way);
}
