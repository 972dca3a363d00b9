/** The parts of a document of a word processor, and the tags and words of one part in their order. */

/** The parts of a document by their names. */
export type WordParts = Readonly<Record<string, Uint8Array>>;

// No value holds a `<`: so what is not closed is not looked for beyond the next tag.
const TOKEN = /<[^<>"']*(?:"[^"<]*"[^<>"']*|'[^'<]*'[^<>"']*)*>|[^<]+/g;

/** Tags and what stands between them; a `>` inside a value ends no tag. */
export const tokensOf = (xml: string): readonly string[] => xml.match(TOKEN) ?? [];
const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
export const textOf = (raw: string): string => raw.replaceAll(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(lt|gt|amp|quot|apos));/gi, (whole, hex?: string, decimal?: string, named?: string) => {
  if (named) return entities[named.toLowerCase()] ?? whole;
  const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
  return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
});
