/** The faces papers are set in: cut by script, so each sign is looked for in the face that has it. Read from disk when the first paper is made. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type Font, create } from 'fontkit';
import { leaveMarksWithoutAnchor } from './shaping.ts';

const resolve = createRequire(import.meta.url).resolve;
/** In the order in which a sign is looked for. Titillium Web is the face of Italian public offices; Noto Sans takes what it lacks. */
const cuts: readonly (readonly [family: string, script: string])[] = [
  ['titillium-web', 'latin'], ['titillium-web', 'latin-ext'], ['noto-sans', 'latin'], ['noto-sans', 'latin-ext'], ['noto-sans', 'vietnamese'],
  ['noto-sans', 'cyrillic'], ['noto-sans', 'cyrillic-ext'], ['noto-sans', 'greek'], ['noto-sans', 'greek-ext'],
  ['noto-sans-arabic', 'arabic'], ['noto-sans-bengali', 'bengali'], ['noto-sans', 'devanagari'], ['noto-sans-gurmukhi', 'gurmukhi'], ['noto-sans-ethiopic', 'ethiopic'],
];

export type Weight = 'regular' | 'strong';

export interface Face {
  readonly name: string;
  readonly bytes: Buffer;
  readonly font: Font;
  /** Scripts with marks above and below want more room between lines. */
  readonly tall: boolean;
}

export type Faces = Readonly<Record<Weight, readonly Face[]>>;

async function facesOf(weight: 400 | 700): Promise<readonly Face[]> {
  return Promise.all(cuts.map(async ([family, script]) => {
    const bytes = await readFile(resolve(`@fontsource/${family}/files/${family}-${script}-${weight}-normal.woff`));
    const font = create(bytes);
    if (!('layout' in font)) throw new Error(`${family} ${script} is a collection of faces, not one`);
    leaveMarksWithoutAnchor(font);
    return { name: `${family}-${script}-${weight}`, bytes, font, tall: ['arabic', 'bengali', 'devanagari', 'gurmukhi'].includes(script) };
  }));
}

let opened: Promise<Faces> | undefined;

/** All faces in both weights, about 2 MB: read once, then kept. */
export function faces(): Promise<Faces> {
  opened ??= Promise.all([facesOf(400), facesOf(700)]).then(([regular, strong]) => ({ regular, strong }), (error: unknown) => {
    opened = undefined;
    throw error;
  });
  return opened;
}

/** Signs that steer direction and joining: they are obeyed and have no shape of their own. */
// oxlint-disable-next-line no-misleading-character-class -- the selectors of a shape are meant one by one
const shapeless = /^[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufe00-\ufe0f\ufeff]$/u;
const has = (face: Face, cluster: string): boolean => [...cluster].every((sign) => shapeless.test(sign) || face.font.hasGlyphForCodePoint(sign.codePointAt(0) ?? 0));

/** The face for one cluster of signs: the one in use if it has them all (a space does not change face), else the first that does. */
export function faceFor(choice: readonly Face[], cluster: string, before: Face | undefined): Face | undefined {
  if (before && has(before, cluster) && !/[\p{L}\p{N}]/u.test(cluster)) return before;
  return choice.find((face) => has(face, cluster));
}
