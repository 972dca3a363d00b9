/** Where the pieces of a file begin and end. */

export const piecesOf = (bytes: number, piece: number): number => Math.ceil(bytes / piece);

/** How many bytes a piece holds: all the same, and the last what is left. Zero where there is no such piece. */
export function lengthOf(number: number, { bytes, piece }: { readonly bytes: number; readonly piece: number }): number {
  return Math.max(0, Math.min(piece, bytes - number * piece));
}
