import { carry, type Carried } from '../../ui/api.ts';
import type { NewUpload, Upload } from '../../pieces/contract.ts';
import type { FileAnswer, FileCarrier } from '../files.ts';
import { type Answered, type Sent, type Travelling, uploadOf } from '../waiting.ts';

/** A request that had no whole answer after so long is sent again, in a smaller one. Milliseconds. */
const PATIENCE = 60_000;
/** Below this, packing costs more than it saves, in bytes. */
const WORTH_PACKING = 2_000;

/** Packed where the browser can: five hundred contacts are ten times smaller so. */
async function packedOrPlain(text: string): Promise<{ body: BodyInit; headers: Record<string, string> }> {
  const headers = { 'content-type': 'application/json' };
  if (text.length < WORTH_PACKING || typeof CompressionStream === 'undefined') return { body: text, headers };
  const body = await new Response(new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))).blob();
  return { body: await body.arrayBuffer(), headers: { ...headers, 'content-encoding': 'gzip' } };
}

const codeIn = (body: unknown): string => (typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string' ? body.code : '');

const isSignedOut = ({ status, body }: Carried): boolean => status === 401 || status === 423 || /^(?:hat-changed|hat-required|second-factor-required)$/.test(codeIn(body));

function meaning({ status, body }: Carried): Sent {
  const code = codeIn(body);
  if (status === 200 && typeof body === 'object' && body !== null && 'answers' in body && Array.isArray(body.answers)) {
    // The shape is promised by `kernel/calls/contract.ts`.
    return { kind: 'answers', answers: body.answers as readonly Answered[] };
  }
  if (isSignedOut({ status, body })) return { kind: 'signed-out' };
  if (status === 400 || status === 413 || status === 422) return { kind: 'refused', code: code || 'invalid-input', status };
  // A page of a gateway in place of an answer says nothing about what was kept.
  return { kind: status >= 200 && status < 300 ? 'no-answer' : 'busy' };
}

/**
 * The way to the server for what one hat noted: many calls in one request; see `kernel/calls`. It names that hat itself, whoever the window is
 * filled for by now: where somebody else signed in meanwhile, nothing is done in their name (`hat-changed`), and it waits for its own. Never throws.
 */
export const transportOf = (memberId: string) => async (calls: readonly Travelling[]): Promise<Sent> => {
  const { body, headers } = await packedOrPlain(JSON.stringify({ calls }));
  const carried = await carry('/api/calls', body, { ...headers, 'x-reti-hat': memberId }, AbortSignal.timeout(PATIENCE));
  return carried === undefined ? { kind: 'no-answer' } : meaning(carried);
};

/** What an answer about a file means; see `kernel/pieces/contract.ts`. Without our own code a refusal is a gateway's, and says nothing. */
function ofFile(carried: Carried | undefined): FileAnswer {
  if (carried === undefined) return { kind: 'no-answer' };
  const { status, body } = carried;
  if (status === 200 && typeof body === 'object' && body !== null && 'have' in body) return { kind: 'done', ...(body as Partial<Upload>) };
  if (isSignedOut(carried)) return { kind: 'signed-out' };
  const code = codeIn(body);
  if (status >= 500 || status === 408 || status === 425 || status === 429 || code === '') return { kind: status >= 200 && status < 300 ? 'no-answer' : 'busy' };
  return { kind: 'refused', code, status };
}

/** Carries the pieces of files of one hat, each in a request of its own that names it. Never throws. */
export const fileCarrierOf = (memberId: string): FileCarrier => ({
  async begin(file) {
    const { bytes, piece } = file;
    return ofFile(await carry(`/api/uploads/${uploadOf(file)}`, JSON.stringify({ bytes, piece } satisfies NewUpload), { 'content-type': 'application/json', 'x-reti-hat': memberId }, AbortSignal.timeout(PATIENCE), 'PUT'));
  },
  async piece(file, number, bytes) {
    const answer = ofFile(await carry(`/api/uploads/${uploadOf(file)}/pieces/${number}`, bytes, { 'content-type': 'application/octet-stream', 'x-reti-hat': memberId }, AbortSignal.timeout(PATIENCE), 'PUT'));
    return answer.kind === 'done' ? { kind: 'done' } : answer;
  },
});
