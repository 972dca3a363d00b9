import { randomUUID } from 'node:crypto';
import { Paper } from '../paper.ts';
import { filledWord } from './marks.ts';
import type { WordParts } from './markup.ts';
import { packedWord } from './opening.ts';

/** What a template of the office says of itself: its fields by name and, where it has one, the field in whose place the blocks of a paper come. */
export interface WordFilling {
  readonly said: (name: string) => string | undefined;
  readonly blocks?: { readonly mark: string; readonly paper: Paper };
  readonly at: Date;
}

/** The office's own document, filled: its look, heads, feet and tables stay. Nothing that was filled in is read as a field again. */
export async function wordOf(parts: WordParts, { said, blocks, at }: WordFilling): Promise<Buffer> {
  if (!blocks) return packedWord(filledWord(parts, said), at);
  // A name that nobody could have typed, so that no word of a report is taken for the place of its blocks.
  const place = randomUUID();
  const filled = packedWord(filledWord(parts, (name) => (name === blocks.mark ? `{{${place}}}` : said(name))), at);
  const { settled, withBlocks } = await import('../docx.ts');
  return settled(await withBlocks(filled, place, Paper.parse(blocks.paper)), at);
}
