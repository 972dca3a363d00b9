/** Degrees, WGS 84. */
export interface Spot {
  readonly latitude: number;
  readonly longitude: number;
}
export interface Point {
  readonly x: number;
  readonly y: number;
}
/** What the map shows: its middle in the plane of the projection (the whole world is 1 × 1), and how many units of the drawing the world is wide. */
export interface View {
  readonly middle: Point;
  readonly world: number;
}
export const SIZE = { width: 720, height: 520 } as const;
const MARGIN = 70;
const EARTH = 40_075_016.686;

/** Web Mercator, as tiles are cut: the world is 1 × 1, north at the top. Beyond 85° it ends. */
export function onPlane({ latitude, longitude }: Spot): Point {
  const radians = (Math.max(-85, Math.min(85, latitude)) * Math.PI) / 180;
  return { x: (longitude + 180) / 360, y: (1 - Math.log(Math.tan(radians) + 1 / Math.cos(radians)) / Math.PI) / 2 };
}

/** Everything in sight, with a margin. One spot alone is shown in its surroundings, some ten kilometres. */
export function viewOf(spots: readonly Spot[]): View {
  if (spots.length === 0) return { middle: onPlane({ latitude: 41, longitude: 15 }), world: SIZE.width * 60 };
  const points = spots.map(onPlane);
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const least = 10_000 / EARTH;
  const world = Math.min((SIZE.width - 2 * MARGIN) / Math.max(right - left, least), (SIZE.height - 2 * MARGIN) / Math.max(bottom - top, least));
  return { middle: { x: (left + right) / 2, y: (top + bottom) / 2 }, world };
}

/** Where a spot stands in the drawing. */
export function drawn(view: View, spot: Spot): Point {
  const { x, y } = onPlane(spot);
  return { x: SIZE.width / 2 + (x - view.middle.x) * view.world, y: SIZE.height / 2 + (y - view.middle.y) * view.world };
}

/** Nearer (above 1) or farther, within what makes sense: from a continent to a square. */
export const nearer = (view: View, by: number): View => ({ ...view, world: Math.max(SIZE.width * 20, Math.min(SIZE.width * 400_000, view.world * by)) });
/** The map pulled by so many units of the drawing. */
export const pulled = (view: View, dx: number, dy: number): View => ({ ...view, middle: { x: view.middle.x - dx / view.world, y: view.middle.y - dy / view.world } });

/** A round length for the scale bar, in metres, and how wide it is in the drawing. */
export function scaleBar(view: View): { readonly metres: number; readonly width: number } {
  const latitude = Math.atan(Math.sinh(Math.PI * (1 - 2 * view.middle.y)));
  const perUnit = (EARTH * Math.cos(latitude)) / view.world;
  const wanted = perUnit * 120;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const metres = ([5, 2, 1].find((one) => one * power <= wanted) ?? 1) * power;
  return { metres, width: metres / perUnit };
}

export type Direction = 'left' | 'right' | 'up' | 'down';
/** The mark that one would expect by an arrow: the nearest that lies more that way than aside. Undefined where none does. */
export function towards<T extends Point>(from: Point, others: readonly T[], direction: Direction): T | undefined {
  const ahead = ({ x, y }: Point): number => ({ left: from.x - x, right: x - from.x, up: from.y - y, down: y - from.y })[direction];
  const aside = ({ x, y }: Point): number => (direction === 'left' || direction === 'right' ? Math.abs(y - from.y) : Math.abs(x - from.x));
  return others.filter((one) => ahead(one) > 0.5 && ahead(one) >= aside(one) * 0.5).toSorted((one, other) => ahead(one) + 2 * aside(one) - ahead(other) - 2 * aside(other))[0];
}

/** A letter of a name at the largest that the map writes beside each mark, in units of the drawing. */
const LETTER = { width: 11, height: 24 };
/** The ids of those whose names may stand beside their marks without one lying over another: in their order, so the one that matters most comes first. */
export function namedOf(marks: readonly (Point & { readonly id: string; readonly name: string })[]): ReadonlySet<string> {
  const written: { readonly id: string; readonly left: number; readonly right: number; readonly y: number }[] = [];
  for (const { id, name, x, y } of marks) {
    const half = (name.length * LETTER.width) / 2;
    const isFree = written.every((one) => one.right <= x - half || one.left >= x + half || Math.abs(one.y - y) >= LETTER.height);
    if (isFree) written.push({ id, left: x - half, right: x + half, y });
  }
  return new Set(written.map(({ id }) => id));
}

/** The pieces of a raster map that cover what is shown: 256 units wide at their own scale, of the scales that the server gives. */
export function tilesOf(view: View): { readonly zoom: number; readonly column: number; readonly row: number; readonly x: number; readonly y: number; readonly size: number }[] {
  const zoom = Math.max(5, Math.min(18, Math.round(Math.log2(view.world / 256))));
  const count = 2 ** zoom;
  const size = view.world / count;
  const corner = { x: view.middle.x * view.world - SIZE.width / 2, y: view.middle.y * view.world - SIZE.height / 2 };
  const [first, last] = [{ column: Math.floor(corner.x / size), row: Math.floor(corner.y / size) }, { column: Math.floor((corner.x + SIZE.width) / size), row: Math.floor((corner.y + SIZE.height) / size) }];
  const tiles = [];
  for (let row = Math.max(0, first.row); row <= Math.min(count - 1, last.row); row += 1) {
    for (let column = Math.max(0, first.column); column <= Math.min(count - 1, last.column); column += 1) tiles.push({ zoom, column, row, x: column * size - corner.x, y: row * size - corner.y, size });
  }
  return tiles;
}
