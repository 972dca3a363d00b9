import sharp from 'sharp';
import { encodeQR } from 'qr';
import { describe, expect, it } from 'vitest';
import { newCardSecret } from '../../domain.ts';
import { readSquares } from './squares.ts';

const secret = newCardSecret(Uint8Array.from({ length: 26 }, (_, at) => (at * 97) % 256));

/** The card as a telephone sees it: on a table, turned, with other light and not quite sharp. */
async function seen(text: string, { turned, blur, light }: { turned: number; blur: number; light: number }) {
  const card = await sharp(Buffer.from(encodeQR(text, 'svg', { ecc: 'medium', border: 2, scale: 6 }))).resize(260).flatten({ background: '#fff' }).rotate(turned, { background: '#8a7f72' }).png().toBuffer();
  const { data, info } = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#8a7f72' } }).composite([{ input: card }]).png().toBuffer().then((whole) => sharp(whole).linear(light, 12).blur(blur).ensureAlpha().raw().toBuffer({ resolveWithObject: true }));
  return { width: info.width, height: info.height, data: Uint8ClampedArray.from(data) };
}

describe('a card before the camera', () => {
  it.each([{ turned: 0, blur: 0.3, light: 1 }, { turned: 17, blur: 1, light: 0.55 }, { turned: 200, blur: 0.8, light: 0.8 }])('is read however it is held: %o', async (way) => {
    expect(readSquares(await seen(secret, way))).toBe(secret);
  });

  it('is not made up where there is none, or half of one', async () => {
    const whole = await seen(secret, { turned: 0, blur: 0.3, light: 1 });
    const half = { ...whole, data: whole.data.map((value, at) => (Math.floor(at / 4) % whole.width > whole.width / 2 ? 138 : value)) };
    expect([readSquares(half), readSquares({ width: 64, height: 64, data: new Uint8ClampedArray(64 * 64 * 4).fill(138) })]).toEqual([undefined, undefined]);
  });
});
