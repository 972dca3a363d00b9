import { ApiProblem } from '../../ui/api.ts';
import { kept } from '../../ui/kept.ts';
import type { RecordName, Waiting } from '../waiting.ts';
import { queueActs } from './theQueue.ts';

/** Nobody answered, or this screen was opened from the device and nobody has signed in yet: what is done waits here. */
export const waitsHere = (error: unknown): boolean => error instanceof ApiProblem && (error.code === 'offline' || kept.state().isFromDevice);

/** Of what is shown: whether a thing done now waits on this device too, behind what waits already or until somebody signs in. */
export const isHeldBy = (waiting: readonly Waiting[]): boolean => kept.state().isFromDevice || waiting.some(({ refusal }) => refusal === undefined);

/**
 * Asks the server, and notes on this device where nobody answers, where nobody has signed in since the device was opened, or where something of the record
 * waits already and must come before. Both ways carry the same ids, so that what arrived without its answer is known when it comes again.
 * @returns the answer, or null where it waits here @throws {ApiProblem} whatever else the server says, or `device-full`
 */
export async function askOrNote<Answer>(record: RecordName, ask: () => Promise<Answer>, note: () => Promise<unknown>): Promise<Answer | null> {
  if (!isHeldBy(queueActs.pending(record))) {
    try {
      return await ask();
    } catch (error) {
      if (!waitsHere(error)) throw error;
    }
  }
  await note();
  return null;
}
