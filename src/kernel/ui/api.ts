import { builds } from './build.ts';
import { connection } from './connection.ts';
import { gate } from './gate.ts';
import { ApiProblem, problemFrom } from './problems.ts';
import { proof } from './proof.ts';

export { ApiProblem } from './problems.ts';

export interface RequestOptions {
  /** Sent as JSON; `FormData` and `Blob` go as they are. */
  readonly body?: unknown;
  /** The version the person saw; a stale one answers `changed-meanwhile`. */
  readonly ifMatch?: number | string;
  readonly signal?: AbortSignal;
}

/** The hat that the screens of this window were filled for. */
let worn: string | undefined;

/** From now on this window calls for that hat alone; see `hat-changed`. */
export function callFor(memberId: string | undefined): void {
  worn = memberId;
}

type Method = 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE';

function initOf(method: Method, { body, ifMatch, signal }: RequestOptions): RequestInit {
  const headers: Record<string, string> = { 'accept': 'application/json', 'x-requested-with': 'reti' };
  if (worn !== undefined) headers['x-reti-hat'] = worn;
  if (ifMatch !== undefined) headers['if-match'] = `"${ifMatch}"`;
  const isRaw = body instanceof FormData || body instanceof Blob;
  if (body !== undefined && !isRaw) headers['content-type'] = 'application/json';
  return {
    method,
    headers,
    credentials: 'same-origin',
    cache: 'no-store',
    ...(body === undefined ? {} : { body: isRaw ? body : JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  };
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  try {
    const response = await fetch(path, init);
    connection.reached();
    builds.heard(response.headers.get('x-reti-build'));
    return response;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    connection.missed();
    throw new ApiProblem({ code: 'offline', status: 0 });
  }
}

async function bodyOf(response: Response): Promise<unknown> {
  if (response.status === 204 || !(response.headers.get('content-type') ?? '').includes('json')) return undefined;
  return response.json();
}

async function send<T>(method: Method, path: string, options: RequestOptions = {}): Promise<T> {
  const response = await reach(path, initOf(method, options));
  const body = await bodyOf(response);
  // The shape is promised by the room's contract and kept by the server, which sends only what its reply schema declares.
  if (response.ok) return body as T;
  const problem = problemFrom(response.status, body);
  if (problem.code === 'session-required' || problem.code === 'locked') {
    gate.close(problem.code);
    if (await gate.wait(options.signal)) return send(method, path, options);
  }
  if (problem.code === 'proof-required' && (await proof.ask())) return send(method, path, options);
  throw problem;
}

/**
 * The one way to the server: same origin, cookies, JSON.
 * While the session is gone or locked, calls wait and then go on; see {@link gate}. So do those that ask for a fresh {@link proof}.
 * @throws {ApiProblem} with a code to translate; `offline` when no answer came
 */
export const api = {
  get: <T>(path: string, options?: Omit<RequestOptions, 'body'>) => send<T>('GET', path, options),
  put: <T = void>(path: string, options?: RequestOptions) => send<T>('PUT', path, options),
  post: <T = void>(path: string, options?: RequestOptions) => send<T>('POST', path, options),
  patch: <T = void>(path: string, options?: RequestOptions) => send<T>('PATCH', path, options),
  delete: <T = void>(path: string, options?: RequestOptions) => send<T>('DELETE', path, options),
};
