import { piecesOf } from '../pieces/domain.ts';
import { isSameRecord, type RecordName, type SendState, uploadOf, type Waiting } from './waiting.ts';

/** What keeps things from leaving: nobody answers, the server asks for patience, or the person must come back. */
export type Trouble = 'none' | 'no-answer' | 'busy' | 'signed-out';

export interface QueueState {
  readonly waiting: readonly Waiting[];
  readonly sending: ReadonlySet<string>;
  readonly trouble: Trouble;
  /** Things that only this page holds: the device could not keep them. */
  readonly unkept: ReadonlySet<string>;
  /** How many pieces of each file the server has. */
  readonly sent: ReadonlyMap<string, number>;
}

/** Of the files of a record that wait here: how many pieces there are, and how many the server has; undefined where there is none. */
export function piecesSentOf(state: QueueState, record: RecordName): { readonly sent: number; readonly of: number } | undefined {
  const files = state.waiting.flatMap((one) => (one.file && isSameRecord(one.record, record) ? [one.file] : []));
  if (files.length === 0) return undefined;
  return { sent: files.reduce((sum, file) => sum + (state.sent.get(uploadOf(file)) ?? 0), 0), of: files.reduce((sum, { bytes, piece }) => sum + piecesOf(bytes, piece), 0) };
}

/** Where a record is, of what this device knows: undefined when nothing of it waits here. */
export function sendStateOf(state: QueueState, record: RecordName): SendState | undefined {
  const mine = state.waiting.filter((one) => isSameRecord(one.record, record));
  if (mine.length === 0) return undefined;
  if (mine.some((one) => one.refusal !== undefined)) return 'needs-you';
  return mine.some((one) => state.sending.has(one.id)) ? 'sending' : 'here';
}
