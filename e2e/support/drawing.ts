import type { Locator } from 'playwright-core';

export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** Draws one stroke, as a finger would; spots are in pixels of the page from the field's upper left corner. */
export async function draw(field: Locator, from: Spot, to: Spot): Promise<void> {
  const mouse = field.page().mouse;
  await field.hover({ position: from });
  await mouse.down();
  const corner = await field.boundingBox();
  if (!corner) throw new Error('there is no place to draw');
  await mouse.move(corner.x + to.x, corner.y + to.y, { steps: 8 });
  await mouse.up();
}

/** Where the ink of a field stands, as the eye sees it: pixels of the page from the field's upper left corner, to the next ten. */
export async function inkOf(field: Locator): Promise<{ left: number; top: number; right: number; bottom: number }> {
  return await field.evaluate((element) => {
    const canvas = element as HTMLCanvasElement;
    const { width, height } = canvas;
    const dots = canvas.getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
    const inked = Array.from({ length: width * height }, (_, dot) => dot).filter((dot) => dots[dot * 4] !== undefined && Number(dots[dot * 4]) < 128);
    const tens = (dot: number): number => Math.round((dot * canvas.getBoundingClientRect().width) / width / 10) * 10;
    const [across, down] = [inked.map((dot) => dot % width), inked.map((dot) => Math.floor(dot / width))];
    const least = (some: readonly number[]): number => some.reduce((one, other) => Math.min(one, other), Infinity);
    const most = (some: readonly number[]): number => some.reduce((one, other) => Math.max(one, other), 0);
    return { left: tens(least(across)), top: tens(least(down)), right: tens(most(across)), bottom: tens(most(down)) };
  });
}
