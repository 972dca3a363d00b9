/**
 * A function that remembers what it answered: the same few thousand words return all day, and working each out anew takes most of a search's
 * time. It forgets everything once it knows `most` of them, so that what it keeps stays small.
 */
export function remembering<Answer>(most: number, work: (word: string) => Answer): (word: string) => Answer {
  const known = new Map<string, Answer>();
  return (word) => {
    const before = known.get(word);
    if (before !== undefined) return before;
    const answer = work(word);
    if (known.size >= most) known.clear();
    known.set(word, answer);
    return answer;
  };
}
