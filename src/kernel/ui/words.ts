/** Letters without accents, in small: "Équipe" and "equipe" are the same to someone in a hurry. */
const plain = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** Whether each word of what was written begins a word of the text. Nothing written matches everything. */
export function matchesWords(text: string, written: string): boolean {
  const words = plain(text).split(/[^\p{L}\p{N}]+/u);
  return plain(written).split(/\s+/).filter(Boolean).every((part) => words.some((word) => word.startsWith(part)));
}
