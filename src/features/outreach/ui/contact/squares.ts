import { decodeQR } from 'qr/decode.js';

/** As wide as a picture needs to be for a card held before it, in pixels: more only makes a slow telephone slower. */
const WIDEST = 640;

/** What one picture may take where its square lies badly, in milliseconds. */
const PATIENCE = 120;

/** What a square within a picture says; undefined when none is there, or not yet sharp enough. */
export function readSquares(picture: { readonly width: number; readonly height: number; readonly data: Uint8ClampedArray | Uint8Array }): string | undefined {
  try {
    return decodeQR(picture, { timeLimit: PATIENCE });
  } catch {
    // Its one way to say that it found nothing: the next picture may be sharper.
    return undefined;
  }
}

/** What the camera sees now, small enough to be read at once. It never leaves this function's caller, and is kept nowhere. */
export function pictureOf(video: HTMLVideoElement): ImageData | undefined {
  const scale = Math.min(1, WIDEST / video.videoWidth);
  const [width, height] = [Math.round(video.videoWidth * scale), Math.round(video.videoHeight * scale)];
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  context?.drawImage(video, 0, 0, width, height);
  return context?.getImageData(0, 0, width, height);
}
