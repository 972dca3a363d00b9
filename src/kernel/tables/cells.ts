/** A cell of a table that leaves the house: words, a number, or a day written `YYYY-MM-DD`; nothing stays empty. */
export type Cell = string | number | { readonly day: string } | null;
/** Rows come in batches, so that neither a table nor its file is ever whole in memory. */
export type Rows = AsyncIterable<readonly (readonly Cell[])[]>;

/** Signs with which a spreadsheet begins to calculate, after our own apostrophes if there are any. */
const RUNS = /^'*(?:\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n])/;

/** A text that a spreadsheet would run as a formula is written with an apostrophe before it (OWASP, CSV Injection). */
export const neutralised = (text: string): string => (RUNS.test(text) ? `'${text}` : text);

/** The text before it was neutralised. */
export const asWritten = (text: string): string => (text.startsWith("'") && RUNS.test(text) ? text.slice(1) : text);
