import { describe, expect, it } from 'vitest';
import { drawn, namedOf, nearer, onPlane, pulled, scaleBar, SIZE, tilesOf, towards, viewOf } from './projection.ts';

const montella = { latitude: 40.84312, longitude: 15.01877 };
const ariano = { latitude: 41.15, longitude: 15.09 };

describe('the map of the street', () => {
  it('shows every place within its frame, the northern one above', () => {
    const view = viewOf([montella, ariano]);
    const [one, other] = [drawn(view, montella), drawn(view, ariano)];
    expect(other.y).toBeLessThan(one.y);
    for (const { x, y } of [one, other]) expect([x >= 0, x <= SIZE.width, y >= 0, y <= SIZE.height]).toEqual([true, true, true, true]);
  });

  it('cuts the world as tiles do', () => {
    expect(onPlane({ latitude: 0, longitude: 0 })).toEqual({ x: 0.5, y: 0.5 });
    const tiles = tilesOf(viewOf([montella]));
    const { x, y } = onPlane(montella);
    expect(tiles.some(({ zoom, column, row }) => column === Math.floor(x * 2 ** zoom) && row === Math.floor(y * 2 ** zoom))).toBe(true);
    expect(tiles.length).toBeLessThan(40);
  });

  it('comes nearer around its middle, and is pulled by hand', () => {
    const view = viewOf([montella]);
    expect(drawn(nearer(view, 2), montella)).toEqual(drawn(view, montella));
    expect(drawn(pulled(view, 30, -10), montella)).toMatchObject({ x: expect.closeTo(drawn(view, montella).x + 30, 3), y: expect.closeTo(drawn(view, montella).y - 10, 3) });
  });

  it('says a round length that fits', () => {
    const { metres, width } = scaleBar(viewOf([montella, ariano]));
    expect([1, 2, 5]).toContain(Number(String(metres)[0]));
    expect(width).toBeLessThanOrEqual(121);
  });

  it('writes no name over another: the first keeps its own, and nearer there is room for both', () => {
    const near = [{ id: 'mensa', name: 'Mensa', x: 300, y: 300 }, { id: 'stazione', name: 'Piazzale della stazione', x: 320, y: 310 }, { id: 'vigne', name: 'Vigne alte', x: 600, y: 100 }];
    expect([...namedOf(near)]).toEqual(['mensa', 'vigne']);
    expect([...namedOf(near.map((one) => ({ ...one, x: one.x * 6, y: one.y * 6 })))]).toEqual(['mensa', 'stazione', 'vigne']);
  });

  it('goes by the arrows to the mark that lies that way', () => {
    const marks = [{ id: 'a', x: 0, y: 0 }, { id: 'b', x: 50, y: 5 }, { id: 'c', x: 40, y: 90 }];
    expect([towards({ x: 0, y: 0 }, marks, 'right')?.id, towards({ x: 0, y: 0 }, marks, 'down')?.id, towards({ x: 0, y: 0 }, marks, 'left')?.id]).toEqual(['b', 'c', undefined]);
  });
});
