import { builds } from './build.ts';
import { connection } from './connection.ts';
import { gate } from './gate.ts';
import { kept, type KeptAnswer } from './kept.ts';
import { ApiProblem, problemFrom } from './problems.ts';
import { proof } from './proof.ts';

export { ApiProblem } from './problems.ts';

export interface RequestOptions {
  /** Sent as JSON; `FormData` and `Blob` go as they are. */
  readonly body?: unknown;
  /** The version the person saw; a stale one answers `changed-meanwhile`. */
  readonly ifMatch?: number | string;
  readonly signal?: AbortSignal;
  /** Where nobody answers: the address under which a device keeps the part of this answer that it may carry. */
  readonly orKept?: string;
}

/** The hat that the screens of this window were filled for. */
let worn: string | undefined;

/** From now on this window calls for that hat alone; see `hat-changed`. */
export function callFor(memberId: string | undefined): void {
  worn = memberId;
}

type Method = 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE';

function initOf(method: Method, { body, ifMatch, signal }: RequestOptions): RequestInit {
  const headers: Record<string, string> = {
    'accept': 'application/json', 'x-requested-with': 'reti',
    // A device's clock may be wrong by days: the server reckons with the difference.
    'x-reti-clock': new Date().toISOString(),
  };
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

/** The answer, once there is one that is no problem. */
async function answered(method: Method, path: string, options: RequestOptions): Promise<Response> {
  const response = await reach(path, initOf(method, options));
  if (response.ok) return response;
  const problem = problemFrom(response.status, await bodyOf(response));
  if (problem.code === 'session-required' || problem.code === 'locked') {
    // Opened without the server, nobody has signed in yet: what the device keeps is shown meanwhile, and nobody is stopped at a flicker of the network.
    if (method === 'GET' && kept.state().isFromDevice) throw problem;
    gate.close(problem.code);
    if (await gate.wait(options.signal)) return answered(method, path, options);
  }
  if (problem.code === 'proof-required' && (await proof.ask())) return answered(method, path, options);
  throw problem;
}

/** On a telephone that was opened without the server a network that hangs is taken for none after so long, in milliseconds. */
const HANGS = 1_500;

const keptFor = async (path: string, { orKept }: RequestOptions): Promise<KeptAnswer | undefined> => (await kept.find(path)) ?? (orKept === undefined ? undefined : await kept.find(orKept));

/** What the device keeps, once the network hangs; where it keeps nothing of that, it says nothing. */
const keptWhereItHangs = (path: string, options: RequestOptions): Promise<{ readonly kept: KeptAnswer }> => new Promise((answer) => {
  setTimeout(() => {
    const look = async (): Promise<void> => {
      const found = await keptFor(path, options);
      if (found) answer({ kept: found });
    };
    // A store that fails at this moment leaves the network to be waited for.
    look().catch(() => undefined);
  }, HANGS);
});

async function send<T>(method: Method, path: string, options: RequestOptions = {}): Promise<T> {
  // The shape is promised by the room's contract and kept by the server, which sends only what its reply schema declares.
  try {
    const asked = answered(method, path, options).then(bodyOf);
    if (method !== 'GET' || !kept.state().isFromDevice) return (await asked) as T;
    const first = await Promise.race([asked.then((body) => ({ body })), keptWhereItHangs(path, options)]);
    if ('body' in first) return first.body as T;
    // What comes later is asked for anew once the device's care finds the server.
    asked.catch(() => undefined);
    connection.missed();
    kept.shown(first.kept.at);
    return first.kept.body as T;
  } catch (error) {
    const found = method === 'GET' && isUnreached(error) ? await keptFor(path, options) : undefined;
    if (found === undefined) throw error;
    kept.shown(found.at);
    return found.body as T;
  }
}

/** No answer, or none of the server itself: what this device keeps may stand in for it. */
const isUnreached = (error: unknown): boolean =>
  error instanceof ApiProblem && (error.status === 0 || (error.status >= 502 && error.status <= 504) || (kept.state().isFromDevice && (error.code === 'session-required' || error.code === 'locked')));

/** What a request was answered, whatever its status. */
export interface Carried {
  readonly status: number;
  readonly body: unknown;
}

/**
 * For what goes on behind the screens: it neither waits at the gate nor asks for a proof, and what goes wrong is no exception.
 * @returns undefined when there was no whole answer
 */
export async function carry(path: string, body: BodyInit, headers: Readonly<Record<string, string>>, signal: AbortSignal, method: 'POST' | 'PUT' | 'DELETE' = 'POST'): Promise<Carried | undefined> {
  const init = initOf(method, {});
  try {
    const response = await reach(path, { ...init, body, headers: { ...(init.headers as Record<string, string>), ...headers }, signal });
    return { status: response.status, body: await bodyOf(response) };
  } catch {
    return undefined;
  }
}

export interface Received {
  readonly file: Blob;
  readonly name: string;
  readonly lines: number;
}

/** A file in answer to what was asked in the body; whole, or not at all: one that stops half way is a failure. */
async function receive(path: string, { onProgress, ...options }: RequestOptions & { onProgress: (so: { lines: number; bytes: number }) => void }): Promise<Received> {
  const response = await answered('POST', path, options);
  const lines = Number(response.headers.get('x-lines') ?? 0);
  const name = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'reti';
  const pieces: BlobPart[] = [];
  let bytes = 0;
  try {
    const reader = response.body?.getReader();
    let piece = await reader?.read();
    while (piece?.value) {
      pieces.push(piece.value);
      bytes += piece.value.length;
      onProgress({ lines, bytes });
      piece = await reader?.read();
    }
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiProblem({ code: 'offline', status: 0 });
  }
  return { file: new Blob(pieces, { type: response.headers.get('content-type') ?? '' }), name, lines };
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
  file: receive,
  delete: <T = void>(path: string, options?: RequestOptions) => send<T>('DELETE', path, options),
};
