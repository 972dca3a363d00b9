import { describe, expect, it } from 'vitest';
import { boxOf, showsSomeOf } from './box.ts';
import { readTileSettings } from './settings.ts';

describe('the background of a map', () => {
  it('is there only where the operator names a server of it, over https, and whose map it is', () => {
    const address = 'https://mappe.example/{z}/{x}/{y}.png';
    expect(readTileSettings({})).toBeUndefined();
    expect(readTileSettings({ RETI_MAP_TILES: address, RETI_MAP_ATTRIBUTION: '© chi l’ha disegnata' })).toEqual({ address, attribution: '© chi l’ha disegnata' });
    for (const [tiles, attribution, name] of [
      [address, '', 'RETI_MAP_ATTRIBUTION'], ['https://mappe.example/{z}/{x}.png', 'x y', 'RETI_MAP_TILES'], ['http://mappe.example/{z}/{x}/{y}.png', 'x y', 'RETI_MAP_TILES'],
      ['file:///{z}/{x}/{y}.png', 'x y', 'RETI_MAP_TILES'], ['https://io:segreto@mappe.example/{z}/{x}/{y}.png', 'x y', 'RETI_MAP_TILES'],
    ] as const) expect(() => readTileSettings({ RETI_MAP_TILES: tiles, RETI_MAP_ATTRIBUTION: attribution })).toThrow(expect.objectContaining({ facts: { name } }) as Error);
  });

  it('is cut so that four pieces of the next step make one, and only those of our land are ours', () => {
    expect(boxOf({ z: 0, x: 0, y: 0 })).toMatchObject({ west: -180, east: 180, north: expect.closeTo(85.05, 1), south: expect.closeTo(-85.05, 1) });
    const [whole, corner] = [boxOf({ z: 7, x: 69, y: 47 }), boxOf({ z: 8, x: 138, y: 94 })];
    expect([corner.north, corner.west]).toEqual([whole.north, whole.west]);
    const irpinia = { south: 40.7, north: 41.2, west: 14.6, east: 15.5 };
    expect([{ z: 10, x: 554, y: 384 }, { z: 10, x: 100, y: 384 }, { z: 4, x: 8, y: 6 }, { z: 19, x: 284_000, y: 196_000 }].map((tile) => showsSomeOf(tile, irpinia))).toEqual([true, false, false, false]);
  });
});
