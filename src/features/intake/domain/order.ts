/** What has a term. */
interface Timed { readonly clock: { readonly dueAt: string } | null }

const endOf = ({ clock }: Timed): string => clock?.dueAt ?? '';

/**
 * Segnalazioni and letters as one list, in the order in which their terms end.
 * @param lines as far as they were loaded, in that order
 * @param isWhole when lines are still to come, a letter that ends after the last of these waits for them
 */
export function inOneList<Line extends Timed, Letter extends Timed>(lines: readonly Line[], letters: readonly Letter[], isWhole: boolean): ({ readonly line: Line } | { readonly letter: Letter })[] {
  const last = lines.at(-1);
  const shown = isWhole || !last ? letters : letters.filter((letter) => endOf(letter) <= endOf(last));
  const all = [...lines.map((line) => ({ end: endOf(line), what: { line } })), ...shown.map((letter) => ({ end: endOf(letter), what: { letter } }))];
  return all.toSorted((one, other) => one.end.localeCompare(other.end)).map(({ what }) => what);
}
