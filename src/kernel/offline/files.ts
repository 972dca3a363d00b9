import { piecesOf } from '../pieces/domain.ts';
import { FILE_GONE, type FileToSend, uploadOf } from './waiting.ts';

/** Where the pieces of files lie on the device, sealed. */
export interface FileStore {
  /** One piece, or undefined where the device has it no longer. */
  piece(id: string, number: number): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** Whether every piece of it lies here. */
  isWhole(file: FileToSend): Promise<boolean>;
  /** Lets go of a file, all its pieces. */
  remove(id: string): Promise<void>;
}

/** What became of one step of a file on its way. */
export type FileAnswer =
  /** The server has these pieces, of a file asked about; or this one, of a piece sent. */
  | { readonly kind: 'done'; readonly have?: readonly number[]; readonly isTaken?: boolean }
  | { readonly kind: 'no-answer' | 'signed-out' | 'busy' }
  | { readonly kind: 'refused'; readonly code: string; readonly status: number };

/** Carries pieces to the server, and never throws. */
export interface FileCarrier {
  /** Announces a file, or asks how far it has come: the same call. */
  begin(file: FileToSend): Promise<FileAnswer>;
  piece(file: FileToSend, number: number, bytes: Uint8Array<ArrayBuffer>): Promise<FileAnswer>;
}

/** What stands after a step: another piece can go, the whole is there, or something stands in the way. */
export type FileStep = { readonly kind: 'goes-on' | 'whole' } | Exclude<FileAnswer, { readonly kind: 'done' }>;

/**
 * Sends files piece by piece. Nothing of how far one has come is kept on the device: the server is asked, first of all and after whatever went wrong, so that
 * a tab, a battery or a line that breaks costs one piece at most.
 */
export class FileSender {
  readonly #store: FileStore;
  readonly #carrier: FileCarrier;
  /** What the server said that it has. */
  readonly #have = new Map<string, Set<number>>();
  /** Files of which that is known for sure. */
  readonly #asked = new Set<string>();

  constructor(store: FileStore, carrier: FileCarrier) {
    this.#store = store;
    this.#carrier = carrier;
  }

  /** How many pieces of each upload the server has, as far as this page heard. */
  sent(): ReadonlyMap<string, number> {
    return new Map([...this.#have].map(([id, numbers]) => [id, numbers.size]));
  }

  /** The server has it no longer: it is asked, and told, anew. */
  askAgain(file: FileToSend): void {
    this.#asked.delete(uploadOf(file));
  }

  async letGo(file: FileToSend): Promise<void> {
    this.#asked.delete(uploadOf(file));
    this.#have.delete(uploadOf(file));
    await this.#store.remove(file.id);
  }

  /** One question or one piece. */
  async step(file: FileToSend): Promise<FileStep> {
    const whole = piecesOf(file.bytes, file.piece);
    const upload = uploadOf(file);
    if (!this.#asked.has(upload)) {
      const answer = await this.#carrier.begin(file);
      if (answer.kind !== 'done') return answer;
      this.#have.set(upload, new Set(answer.isTaken ? Array.from({ length: whole }, (_, number) => number) : answer.have));
      this.#asked.add(upload);
    }
    const have = this.#have.get(upload) ?? new Set<number>();
    const next = Array.from({ length: whole }, (_, number) => number).find((number) => !have.has(number));
    if (next === undefined) return { kind: 'whole' };
    const bytes = await this.#store.piece(file.id, next);
    if (!bytes) return { kind: 'refused', code: FILE_GONE, status: 410 };
    const answer = await this.#carrier.piece(file, next, bytes);
    if (answer.kind === 'done') {
      have.add(next);
      return { kind: have.size === whole ? 'whole' : 'goes-on' };
    }
    this.#asked.delete(upload);
    // It stood still too long and was given up there: it begins anew, from here.
    return answer.kind === 'refused' && answer.status === 404 ? { kind: 'busy' } : answer;
  }
}
