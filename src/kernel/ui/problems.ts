/** Where in the input, and what is wrong there, as a code to translate. */
export interface FieldProblem {
  readonly path: string;
  readonly code: string;
}

/**
 * What the server, or the way to it, answered instead of a result. `code` is the translation key `problem.<code>.title` / `.help`;
 * `status` 0 means that no answer came at all.
 */
export class ApiProblem extends Error {
  readonly code: string;
  readonly status: number;
  readonly detail: string | undefined;
  readonly errors: readonly FieldProblem[];

  constructor(about: { code: string; status: number; detail?: string; errors?: readonly FieldProblem[] }) {
    super(about.code);
    this.name = 'ApiProblem';
    this.code = about.code;
    this.status = about.status;
    this.detail = about.detail;
    this.errors = about.errors ?? [];
  }
}

const byStatus: Readonly<Record<number, string>> = {
  401: 'session-required',
  403: 'not-allowed',
  404: 'not-found',
  409: 'illegal-move',
  412: 'changed-meanwhile',
  413: 'too-large',
  422: 'invalid-input',
  423: 'locked',
  429: 'too-many-requests',
  502: 'unavailable',
  503: 'unavailable',
  504: 'unavailable',
};

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fieldProblems(value: unknown): FieldProblem[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((each: unknown) =>
    isRecord(each) && typeof each['path'] === 'string' && typeof each['code'] === 'string' ? [{ path: each['path'], code: each['code'] }] : [],
  );
}

/**
 * The problem in an answer that is not a success. A body that is no RFC 9457 problem (a gateway's page, nothing at all) still gives a
 * code from its status, so that the person always reads something that helps.
 */
export function problemFrom(status: number, body: unknown): ApiProblem {
  const record = isRecord(body) ? body : {};
  const code = typeof record['code'] === 'string' ? record['code'] : (byStatus[status] ?? 'unexpected');
  const detail = typeof record['detail'] === 'string' ? record['detail'] : undefined;
  return new ApiProblem({ code, status, errors: fieldProblems(record['errors']), ...(detail === undefined ? {} : { detail }) });
}

/** Anything that was thrown, as a problem that can be shown. */
export function asProblem(error: unknown): ApiProblem {
  return error instanceof ApiProblem ? error : new ApiProblem({ code: 'unexpected', status: 500 });
}

/** Whether trying again by itself may help: no answer, or the server was in trouble. What a person must change is never retried. */
export const mayRetry = (error: unknown): boolean => error instanceof ApiProblem && (error.status === 0 || error.status >= 500);
