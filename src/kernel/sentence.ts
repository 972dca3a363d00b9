/**
 * A failure that a person at the terminal can act upon: a code that is also the key of its text, and the facts that the text names.
 * The command line prints the sentence alone, never a stack.
 */
export class Sentence extends Error {
  readonly code: string;
  readonly facts: Readonly<Record<string, string>>;

  constructor(code: string, facts: Record<string, string> = {}, options?: { cause?: unknown }) {
    super(code, options);
    this.code = code;
    this.facts = facts;
  }
}
