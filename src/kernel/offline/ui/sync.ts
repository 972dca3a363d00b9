import { v7 as newId } from 'uuid';
import type { Answer, Call } from '../../calls/contract.ts';
import { ApiProblem, api } from '../../ui/api.ts';
import { afterSync, type Fetched, type PackIndex } from '../pack.ts';
import { openDevice, renewed } from './attend.ts';
import { isOfStore } from './space.ts';

interface Pack {
  readonly paths: readonly { readonly path: string }[];
}

/** Asks for every address of the pack in one request; what did not change since travels as a word. @throws {ApiProblem} */
async function fetched(paths: readonly string[], index: PackIndex): Promise<Fetched[]> {
  if (paths.length === 0) return [];
  const calls = paths.map((path): Call => ({ id: newId(), method: 'GET', path, ...(index.entries[path]?.etag ? { ifNoneMatch: index.entries[path].etag } : {}) }));
  const { answers } = await api.post<{ answers: Answer[] }>('/api/calls', { body: { calls } });
  const byId = new Map(answers.map((answer) => [answer.id, answer]));
  return calls.map(({ id, path }) => {
    const answer = byId.get(id);
    return { path, status: answer?.status ?? 0, etag: answer?.etag ?? null, body: answer?.body };
  });
}

let running: Promise<void> | undefined;

async function sync(memberId: string): Promise<void> {
  const device = openDevice();
  if (!device) return;
  await renewed();
  const { paths } = await api.get<Pack>('/api/pack');
  const index = await device.answers.index();
  const found = await fetched(paths.map(({ path }) => path), index.memberId === memberId ? index : { ...index, entries: {} });
  // A window that was closed upon, or whose device was taken out of use meanwhile, keeps nothing more.
  if (openDevice() !== device) return;
  const { next, write } = afterSync(index, memberId, found, Date.now(), newId);
  await device.answers.keep(next, write);
}

/**
 * Brings what the open device keeps to what its owner may read now. Several who ask at once wait for one.
 * @returns whether it was done; without a network everything stays as it was
 * @throws whatever is no failure of the network, of the server or of the device's store: a disk that is full keeps what was there
 */
export async function syncPack(memberId: string): Promise<boolean> {
  running ??= navigator.locks.request('reti-pack', () => sync(memberId)).finally(() => { running = undefined; });
  try {
    await running;
    return true;
  } catch (error) {
    if (error instanceof ApiProblem) return false;
    if (isOfStore(error)) return true;
    throw error;
  }
}
