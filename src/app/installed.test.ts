import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { drawnIcon, installedIcons, installedManifest } from './installed.ts';

const drawing = readFileSync(new URL('web/icon.svg', import.meta.url), 'utf8');

describe('the installed window on a first page', () => {
  it('has a picture of each size that its manifest names, and those that a telephone cuts itself are full to the corners', async () => {
    const drawn = await Promise.all(installedIcons.map(async (icon) => {
      const image = sharp(await drawnIcon(drawing, icon));
      const { format, width, height } = await image.metadata();
      const pixels = await image.ensureAlpha().raw().toBuffer();
      return { path: icon.path, named: `${icon.size}x${icon.size}`, format, is: `${width}x${height}`, corner: [...pixels.subarray(0, 4)] };
    }));
    expect(drawn.map(({ path, is, format }) => [path, is, format])).toEqual(drawn.map(({ path, named }) => [path, named, 'png']));
    const blue = [0, 0x59, 0xb3, 255];
    expect(drawn.map(({ path, corner }) => [path, corner[3] === 0 ? 'cut' : corner])).toEqual([['/icon-192.png', 'cut'], ['/icon-512.png', 'cut'], ['/icon-maskable-512.png', blue], ['/apple-touch-icon.png', blue]]);
    expect(installedManifest.icons.filter(({ type }) => type === 'image/png').map(({ src, sizes, purpose }) => [src, sizes, purpose])).toEqual([['/icon-192.png', '192x192', 'any'], ['/icon-512.png', '512x512', 'any'], ['/icon-maskable-512.png', '512x512', 'maskable']]);
  });

  it('is called by a name that says nothing of whom it serves', () => {
    expect(JSON.stringify(installedManifest)).not.toMatch(/reti|tratta|prefettura/i);
    expect(installedManifest.name).toBe('Lavoro');
  });
});
