import { v7 as newId } from 'uuid';
import { ApiProblem, api } from '../../ui/api.ts';
import { afterSync, type Fetched } from '../pack.ts';
import { openDevice, renewed } from './attend.ts';

interface Pack {
  readonly paths: readonly { readonly path: string }[];
}

async function oneFetched(path: string): Promise<Fetched> {
  try {
    return { path, status: 200, etag: null, body: await api.get<unknown>(path) };
  } catch (error) {
    if (error instanceof ApiProblem) return { path, status: error.status, etag: null, body: undefined };
    throw error;
  }
}

/** Asks for every address of the pack. @throws whatever is no answer of the server */
async function fetched(paths: readonly string[]): Promise<Fetched[]> {
  if (paths.length === 0) return [];
  const found: Fetched[] = [];
  for (const path of paths) found.push(await oneFetched(path));
  return found;
}

let running: Promise<void> | undefined;

async function sync(memberId: string): Promise<void> {
  const device = openDevice();
  if (!device) return;
  await renewed();
  const { paths } = await api.get<Pack>('/api/pack');
  const index = await device.answers.index();
  const found = await fetched(paths.map(({ path }) => path));
  // A window that was closed upon, or whose device was taken out of use meanwhile, keeps nothing more.
  if (openDevice() !== device) return;
  const { next, write } = afterSync(index, memberId, found, Date.now(), newId);
  await device.answers.keep(next, write);
}

/**
 * Brings what the open device keeps to what its owner may read now. Several who ask at once wait for one.
 * @returns whether it was done; without a network everything stays as it was
 * @throws whatever is no failure of the network or of the server
 */
export async function syncPack(memberId: string): Promise<boolean> {
  running ??= navigator.locks.request('reti-pack', () => sync(memberId)).finally(() => { running = undefined; });
  try {
    await running;
    return true;
  } catch (error) {
    if (error instanceof ApiProblem) return false;
    throw error;
  }
}
