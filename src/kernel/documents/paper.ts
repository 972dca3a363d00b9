/**
 * A paper as data: what is written on it and in which order, never how it looks. A room makes one with a pure function; `asPdf` and `asDocx`
 * make the bytes. Whoever writes a paper has already decided what its reader may know: nothing here hides or filters.
 */
import { z } from 'zod';

const words = z.string().max(20_000);
const line = z.string().max(1000);
/** BCP 47 (`ar`, `zh-Hant`): it gives direction, the voice of a screen reader and the hyphen of a word processor. */
const language = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/);
const picture = z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'a PNG or JPEG picture as bytes');

export const PaperBlock = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('heading'), text: line.min(1), level: z.union([z.literal(1), z.literal(2), z.literal(3)]), language: language.optional() }),
  /** A line feed begins a new line, an empty line a new paragraph. */
  z.object({ kind: z.literal('paragraph'), text: words, strong: z.boolean().optional(), language: language.optional() }),
  /** Label and value, one under the other: codes, days, places. */
  z.object({ kind: z.literal('facts'), rows: z.array(z.object({ label: line, value: words })).min(1), language: language.optional() }),
  z.object({
    kind: z.literal('table'),
    caption: line.optional(),
    /** `share` is the width against the other columns (1 if left out); numbers stand at the end of their cell. */
    columns: z.array(z.object({ head: line, align: z.enum(['start', 'end']).optional(), share: z.number().positive().optional() })).min(1),
    /** Each row has as many cells as there are columns. */
    rows: z.array(z.array(words)),
    language: language.optional(),
  }).refine(({ columns, rows }) => rows.every((row) => row.length === columns.length), 'a row has as many cells as the table has columns'),
  z.object({ kind: z.literal('list'), items: z.array(words).min(1), ordered: z.boolean().optional(), language: language.optional() }),
  /** Set apart by a line beside it: a warning, where a number comes from, what stays to verify. */
  z.object({ kind: z.literal('note'), text: words, language: language.optional() }),
  /** A place to sign; with a picture, what was signed on the screen. */
  z.object({ kind: z.literal('signature'), label: line, name: line.optional(), image: picture.optional(), language: language.optional() }),
  z.object({ kind: z.literal('pageBreak') }),
]);
export type PaperBlock = z.infer<typeof PaperBlock>;

/** Where an emblem stands over a paper: by the start, the middle and the end of a line of writing. */
export const EmblemPlace = z.enum(['start', 'centre', 'end']);
export type EmblemPlace = z.infer<typeof EmblemPlace>;

/** The office that writes; its lines are address and contacts. `foot` stands under every sheet. */
export const Letterhead = z.object({
  office: line, lines: z.array(line).max(6),
  emblems: z.array(z.object({ place: EmblemPlace, image: picture, /** Said to whoever does not see the picture. */ words: line.min(1) })).max(3).optional(),
  foot: z.string().max(240).optional(),
});
export type Letterhead = z.infer<typeof Letterhead>;

export const Paper = z.object({
  title: line.min(1),
  language,
  letterhead: Letterhead.optional(),
  /** Who the file itself names as its author, also nobody; where it is said, neither office nor program stands in the file. Left out, both do. */
  author: line.optional(),
  /** Words printed on each page: who may hold this paper. */
  classification: line.optional(),
  /** As they are to be read (`Rif. 2026-0042`, `12 novembre 2026`): the room writes them in the language of the paper. */
  reference: line.optional(),
  date: line.optional(),
  blocks: z.array(PaperBlock),
});
export type Paper = z.infer<typeof Paper>;

/** What the bytes say of their making; the same paper made at the same time gives the same bytes. */
export interface Making {
  readonly at: Date;
}
