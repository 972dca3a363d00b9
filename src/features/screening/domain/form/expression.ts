/**
 * The expressions of an XLSForm (`relevant`, `constraint`, `calculation`), read into a tree and never evaluated. Only what a question's conditions, limits and
 * plain sums are written with is read; anything else is no expression here, and whoever reads the form is told so. Source: the XLSForm reference and ODK XForms.
 */
export type Sign = 'and' | 'or' | '=' | '!=' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*';
export type Expression =
  | { readonly kind: 'answer'; readonly name: string }
  | { readonly kind: 'self' }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'minus'; readonly of: Expression }
  | { readonly kind: 'call'; readonly name: string; readonly of: readonly Expression[] }
  | { readonly kind: 'two'; readonly sign: Sign; readonly left: Expression; readonly right: Expression };

const LONGEST = 2000;
const DEEPEST = 40;
/** From what binds least to what binds most. */
const LEVELS: readonly (readonly Sign[])[] = [['or'], ['and'], ['=', '!='], ['<', '<=', '>', '>='], ['+', '-'], ['*']];
const TOKEN = /\s*(?:\$\{\s*(?<name>[\w.:-]+)\s*\}|(?<number>\d+(?:\.\d+)?|\.\d+)|'(?<single>[^']*)'|"(?<double>[^"]*)"|(?<sign><=|>=|!=|[=<>+\-*(),.])|(?<word>[A-Za-z_][\w:-]*))/y;

type Token = Readonly<Record<string, string | undefined>>;

/** @returns null where it is not written in the part of the language that is read here */
export function readExpression(written: string): Expression | null {
  const tokens = written.length > LONGEST ? null : tokensOf(written.trim());
  if (!tokens) return null;
  const reader = new Reader(tokens);
  const found = reader.level(0);
  return reader.isAtEnd() ? found : null;
}

function tokensOf(written: string): Token[] | null {
  const tokens: Token[] = [];
  const pattern = new RegExp(TOKEN);
  while (pattern.lastIndex < written.length) {
    const found = pattern.exec(written);
    if (!found?.groups) return null;
    tokens.push(found.groups);
  }
  return tokens;
}

class Reader {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  isAtEnd(): boolean {
    return this.#at === this.#tokens.length;
  }

  /** An expression whose signs bind at least as much as this level's. */
  level(level: number): Expression | null {
    const signs = LEVELS[level];
    if (!signs) return this.#single();
    let left = this.level(level + 1);
    for (let sign = this.#signAmong(signs); left && sign; sign = this.#signAmong(signs)) {
      this.#at += 1;
      const right = this.level(level + 1);
      if (!right) return null;
      left = { kind: 'two', sign, left, right };
    }
    return left;
  }

  #signAmong(signs: readonly Sign[]): Sign | undefined {
    const token = this.#tokens[this.#at];
    return signs.find((sign) => sign === (token?.['sign'] ?? token?.['word']?.toLowerCase()));
  }

  #takes(sign: string): boolean {
    if (this.#tokens[this.#at]?.['sign'] !== sign) return false;
    this.#at += 1;
    return true;
  }

  #single(): Expression | null {
    this.#depth += 1;
    const found = this.#depth > DEEPEST ? null : this.#oneOf(this.#tokens[this.#at]);
    this.#depth -= 1;
    return found;
  }

  #oneOf(token: Token | undefined): Expression | null {
    if (!token) return null;
    this.#at += 1;
    const { name, number, single, double, sign, word } = token;
    if (name !== undefined) return { kind: 'answer', name };
    if (number !== undefined) return { kind: 'number', value: Number(number) };
    if (single !== undefined || double !== undefined) return { kind: 'text', value: single ?? double ?? '' };
    if (sign === '.') return { kind: 'self' };
    if (sign === '-') {
      const of = this.#single();
      return of && { kind: 'minus', of };
    }
    if (sign === '(') {
      const within = this.level(0);
      return this.#takes(')') ? within : null;
    }
    return word !== undefined && this.#takes('(') ? this.#call(word.toLowerCase()) : null;
  }

  #call(name: string): Expression | null {
    const of: Expression[] = [];
    if (this.#takes(')')) return { kind: 'call', name, of };
    do {
      const next = this.level(0);
      if (!next) return null;
      of.push(next);
    } while (this.#takes(','));
    return this.#takes(')') ? { kind: 'call', name, of } : null;
  }
}

/** The number that an expression writes down, `-3` and `'18'` included; null where it is none. */
export function numberIn(expression: Expression): number | null {
  if (expression.kind === 'number') return expression.value;
  if (expression.kind === 'text') return /^-?\d+(\.\d+)?$/.test(expression.value.trim()) ? Number(expression.value) : null;
  if (expression.kind !== 'minus') return null;
  const value = numberIn(expression.of);
  return value === null ? null : -value;
}
