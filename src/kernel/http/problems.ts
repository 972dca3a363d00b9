import { IllegalMove } from '../machine.ts';

/**
 * Problems of the house: code → HTTP status. A code is also its translation key (`problem.<code>.title` and `.help`), so meaning and
 * message stay together. Rooms add theirs with {@link declareProblems}.
 */
const statuses = new Map<string, number>(
  Object.entries({
    'invalid-input': 422,
    'session-required': 401,
    'locked': 423,
    'not-allowed': 403,
    'not-found': 404,
    'changed-meanwhile': 412,
    'version-required': 428,
    'already-exists': 409,
    'illegal-move': 409,
    'reason-required': 422,
    'content-destroyed': 410,
    'too-many-requests': 429,
    'too-large': 413,
    'unsupported-media': 415,
    'origin-refused': 403,
    'unexpected': 500,
    'unavailable': 503,
    'storage-full': 507,
  }),
);

/** Adds a room's own problems. @throws {Error} when a code is taken with another status */
export function declareProblems(codes: Readonly<Record<string, number>>): void {
  for (const [code, status] of Object.entries(codes)) {
    const known = statuses.get(code);
    if (known !== undefined && known !== status) throw new Error(`the problem ${code} is declared twice`);
    statuses.set(code, status);
  }
}

export const problemCodes = (): string[] => [...statuses.keys()];

/** Where in the input, and what is wrong there, as a code to translate. */
export interface FieldProblem {
  readonly path: string;
  readonly code: string;
}

/** Something that went wrong and that a person can understand. Never carries names, notes or statements of the database. */
export class Problem extends Error {
  readonly code: string;
  readonly status: number;
  readonly errors: readonly FieldProblem[] | undefined;
  readonly facts: Readonly<Record<string, string | number | boolean>> | undefined;

  constructor(code: string, about: { errors?: readonly FieldProblem[]; facts?: Record<string, string | number | boolean> } = {}) {
    super(code);
    this.code = code;
    this.status = statuses.get(code) ?? 500;
    this.errors = about.errors;
    this.facts = about.facts;
  }
}

/** What PostgreSQL, or the way to it, refuses, and what that means to a person. */
const refusals: Readonly<Record<string, string>> = {
  '42501': 'not-allowed',
  '23505': 'already-exists',
  '23503': 'not-found',
  '23514': 'invalid-input',
  '23502': 'invalid-input',
  '22P02': 'invalid-input',
  '22021': 'invalid-input',
  '22003': 'invalid-input',
  '22007': 'invalid-input',
  '22008': 'invalid-input',
  '57014': 'unavailable',
  '53300': 'unavailable',
  '53100': 'storage-full',
  '53200': 'unavailable',
  '57P01': 'unavailable',
  '57P03': 'unavailable',
  '08006': 'unavailable',
  'ECONNREFUSED': 'unavailable',
  'ECONNRESET': 'unavailable',
};

/**
 * Whatever was thrown, as a problem. Functions of the database raise their own with SQLSTATE `RT001` and the code as message;
 * an exclusion constraint may name its problem in `constraints`.
 */
export function problemOf(error: unknown, constraints: ReadonlyMap<string, string> = constraintProblems): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof IllegalMove) return new Problem(error.code, { facts: { state: error.state, move: error.move } });
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') {
    if (error.code === 'RT001') return new Problem(error.message);
    const constraint = 'constraint' in error && typeof error.constraint === 'string' ? constraints.get(error.constraint) : undefined;
    if (constraint) return new Problem(constraint);
    const refusal = refusals[error.code];
    if (refusal) return new Problem(refusal);
  }
  // What the driver says, without a code, of a connection that broke under a statement.
  if (error instanceof Error && error.message.startsWith('Connection terminated')) return new Problem('unavailable');
  return new Problem('unexpected');
}

const constraintProblems = new Map<string, string>();

/** Gives a constraint of the database its own problem: `appointment_one_place_at_a_time` → `double-booking`. */
export function declareConstraintProblems(byConstraint: Readonly<Record<string, string>>): void {
  for (const [constraint, code] of Object.entries(byConstraint)) constraintProblems.set(constraint, code);
}
