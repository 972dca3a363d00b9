/** Colours carry meaning in paper habits: a legend says which. Without a legend a colour is shown to a person, never understood alone. */
import type { Cell, Grid } from './grid.ts';
import { key, clean } from './text.ts';

export type ColourName = 'red' | 'orange' | 'yellow' | 'green' | 'blue' | 'purple' | 'grey';

export interface LegendEntry {
  readonly colour: ColourName;
  readonly words: string;
  readonly meaning: 'urgent' | 'do-not-call' | 'other';
}

const COLOUR_WORDS: readonly (readonly [RegExp, ColourName])[] = [
  [/^(rosso|rossa|red)$/, 'red'],
  [/^(arancio|arancione|orange)$/, 'orange'],
  [/^(giallo|gialla|yellow)$/, 'yellow'],
  [/^(verde|green)$/, 'green'],
  [/^(blu|azzurro|celeste|blue)$/, 'blue'],
  [/^(viola|rosa|purple|pink)$/, 'purple'],
  [/^(grigio|grey|gray)$/, 'grey'],
];

/** Hue in degrees up to which the name holds, around the circle. */
const HUES: readonly (readonly [number, ColourName])[] = [
  [20, 'red'], [45, 'orange'], [70, 'yellow'], [165, 'green'], [255, 'blue'], [340, 'purple'], [360, 'red'],
];

/** The name of a fill, `null` for none or white, `'unknown'` for a theme colour the file does not spell out. */
export function colourName(fill: string | undefined): ColourName | 'unknown' | null {
  if (fill === undefined || fill === 'ffffff') return null;
  if (!/^[0-9a-f]{6}$/.test(fill)) return 'unknown';
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => Number.parseInt(fill.slice(at, at + 2), 16));
  const highest = Math.max(red, green, blue);
  const span = highest - Math.min(red, green, blue);
  if (span < 24) return 'grey';
  const turn = highest === red ? ((green - blue) / span + 6) % 6 : highest === green ? (blue - red) / span + 2 : (red - green) / span + 4;
  return HUES.find(([limit]) => turn * 60 <= limit)?.[1] ?? 'red';
}

/** "rosso = NON CHIAMARE" as an entry, or null when the text is no line of a legend. */
export function readLegendLine(text: string): LegendEntry | null {
  const parts = /^\s*(?<colour>\p{L}+)\s*[=:\u2013-]\s*(?<words>.+)$/u.exec(clean(text))?.groups;
  const colour = COLOUR_WORDS.find(([word]) => word.test(key(parts?.['colour'] ?? '')))?.[1];
  const words = parts?.['words'];
  if (colour === undefined || words === undefined) return null;
  return { colour, words, meaning: saysDoNotCall(words) ? 'do-not-call' : /urgen/i.test(words) ? 'urgent' : 'other' };
}

export function saysDoNotCall(text: string): boolean {
  return /\bnon\s+(chiamare|telefonare|contattare|richiamare)\b(?!\s+(prima|dopo))|\b(do not|don't)\s+(call|phone|contact)\b/.test(key(text));
}

/** Every line of legend in the workbook: the colours of one sheet are often explained on another. */
export function findLegend(grids: readonly Grid[]): LegendEntry[] {
  return grids.flatMap((grid) => grid.rows.flatMap((row) => row.map((cell) => readLegendLine(cell.text)))).filter((entry) => entry !== null);
}

/** The colours that stand in a row, each once. */
export function coloursOf(cells: readonly Cell[]): (ColourName | 'unknown')[] {
  return [...new Set(cells.map((cell) => colourName(cell.fill)).filter((colour) => colour !== null))];
}
