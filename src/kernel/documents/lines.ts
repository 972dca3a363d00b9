/**
 * From a text to lines of runs ready to be drawn from left to right: order by the Unicode bidirectional algorithm (UAX 9), faces by what they
 * hold, lines broken at spaces, hyphens and slashes. Lengths are in points.
 */
import { type Face, type Faces, faceFor, type Weight } from './faces.ts';
import { type Direction, levelsOf, mirrored } from './order.ts';

/** A piece in one face and one direction, as it is given to the face; `said` is what it says, in the order of speech. */
export interface Run {
  readonly text: string;
  readonly said: string;
  readonly face: Face;
  readonly width: number;
  /** From the left end of the line. Runs stand in the order of speech, which is the order a screen reader follows. */
  readonly left: number;
}

export interface Line {
  readonly runs: readonly Run[];
  readonly width: number;
  readonly tall: boolean;
}

/** A sign that no face of ours has. */
const UNKNOWN = '\ufffd';
const steering = /[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;
const clusters = new Intl.Segmenter('und', { granularity: 'grapheme' });
const reversed = (text: string): string => [...clusters.segment(text)].reverse().map(({ segment }) => segment).join('');

interface Cluster {
  readonly at: number;
  readonly text: string;
  readonly level: number;
  readonly face: Face;
}

function clustersOf(text: string, base: Direction, choice: readonly Face[]): readonly Cluster[] {
  const levels = levelsOf(text, base);
  const [first] = choice;
  if (!first) throw new Error('a paper needs a face');
  const found: Cluster[] = [];
  for (const { segment, index } of clusters.segment(text)) {
    const shown = segment.replaceAll(steering, '');
    const face = faceFor(choice, shown, found.at(-1)?.face);
    found.push({ at: index, text: face ? shown : UNKNOWN, level: levels[index] ?? 0, face: face ?? faceFor(choice, UNKNOWN, undefined) ?? first });
  }
  return found;
}

/** Clusters that stand together, share face and direction: they are shaped as one, so that letters join and conjuncts form. */
function runsOf(line: readonly Cluster[], size: number): readonly (Omit<Run, 'left'> & { readonly level: number })[] {
  const groups: Cluster[][] = [];
  for (const cluster of line) {
    const group = groups.at(-1);
    if (group?.[0] && group[0].level === cluster.level && group[0].face === cluster.face) group.push(cluster);
    else groups.push([cluster]);
  }
  return groups.flatMap((group) => {
    const [head] = group;
    const said = group.map((cluster) => cluster.text).join('');
    if (!head || said === '') return [];
    const backwards = head.level % 2 === 1;
    const text = backwards ? mirrored(said) : said;
    const shaped = head.face.font.layout(text);
    // A face turns by its script alone; digits and signs go by their level, which only the whole line knows.
    const given = (shaped.direction === 'rtl') === backwards ? text : reversed(text);
    return [{ text: given, said, face: head.face, level: head.level, width: (shaped.advanceWidth / head.face.font.unitsPerEm) * size }];
  });
}

/** Rule L2 of UAX 9: from the deepest level up, each stretch of that level or deeper is turned round. */
function inOrder<T extends { readonly level: number }>(runs: readonly T[]): readonly T[] {
  const ordered = [...runs];
  const deepest = Math.max(0, ...runs.map((run) => run.level));
  for (let level = deepest; level > 0; level -= 1) {
    for (let start = 0; start < ordered.length; start += 1) {
      let end = start;
      while (end < ordered.length && (ordered[end]?.level ?? 0) >= level) end += 1;
      if (end > start) ordered.splice(start, end - start, ...ordered.slice(start, end).reverse());
      start = end;
    }
  }
  return ordered;
}

const widthOf = (line: readonly Cluster[], size: number): number => runsOf(line, size).reduce((sum, run) => sum + run.width, 0);

/** Pieces that stay whole while there is room: a word with the space or hyphen after it. */
function wordsOf(all: readonly Cluster[]): readonly (readonly Cluster[])[] {
  const words: Cluster[][] = [[]];
  for (const cluster of all) {
    words.at(-1)?.push(cluster);
    if (/^[ \t\u2000-\u2006\u2008-\u200b\u2010\u2013/-]$/u.test(cluster.text)) words.push([]);
  }
  return words.filter((word) => word.length > 0);
}

const trimmed = (line: readonly Cluster[]): readonly Cluster[] => line.slice(0, line.findLastIndex((cluster) => cluster.text.trim() !== '') + 1);

/** A word wider than the line is cut where it must be. */
function cut(word: readonly Cluster[], size: number, width: number): readonly (readonly Cluster[])[] {
  if (widthOf(trimmed(word), size) <= width) return [word];
  const pieces: Cluster[][] = [[]];
  for (const cluster of word) {
    const piece = pieces.at(-1) ?? [];
    if (piece.length > 0 && widthOf([...piece, cluster], size) > width) pieces.push([cluster]);
    else piece.push(cluster);
  }
  return pieces;
}

function broken(text: string, base: Direction, choice: readonly Face[], size: number, width: number): readonly Line[] {
  const lines: (readonly Cluster[])[] = [];
  let line: readonly Cluster[] = [];
  let used = 0;
  for (const word of wordsOf(clustersOf(text, base, choice)).flatMap((one) => cut(one, size, width))) {
    if (line.length > 0 && used + widthOf(trimmed(word), size) > width) {
      lines.push(line);
      line = [];
      used = 0;
    }
    line = [...line, ...word];
    used += widthOf(word, size);
  }
  lines.push(line);
  return lines.map((one) => {
    const spoken = runsOf(trimmed(one), size);
    const left = new Map<object, number>();
    let right = 0;
    for (const run of inOrder(spoken)) {
      left.set(run, right);
      right += run.width;
    }
    return { runs: spoken.map((run) => ({ ...run, left: left.get(run) ?? 0 })), width: right, tall: spoken.some((run) => run.face.tall) };
  });
}

/** The lines of a text set in `size` points within `width` points; a line feed begins a new one. */
export function linesOf(text: string, { base, faces, weight, size, width }: { base: Direction; faces: Faces; weight: Weight; size: number; width: number }): readonly Line[] {
  // oxlint-disable-next-line no-control-regex -- signs that have no shape and no meaning on paper
  const plain = text.normalize('NFC').replaceAll('\r\n', '\n').replaceAll('\t', ' ').replaceAll(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, '');
  return plain.split('\n').flatMap((part) => broken(part, base, faces[weight], size, width));
}
