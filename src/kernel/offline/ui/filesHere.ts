import { type FileKind, PIECE } from '../../pieces/contract.ts';
import { piecesOf } from '../../pieces/domain.ts';
import type { Drafts } from '../../ui/drafts.ts';
import type { FileStore } from '../files.ts';
import type { FileToSend, Waiting } from '../waiting.ts';

/** A file that somebody chose or recorded and that no call names yet, with what the room notes about it. */
export interface Chosen<About> {
  readonly file: FileToSend;
  readonly about: About;
}

/** What is put down first, so that no piece is ever taken for something forgotten; the file once all its pieces are there. */
interface Note {
  readonly file: FileToSend | null;
  readonly about: unknown;
}

/** What was being recorded when its page went: the parts that reached the device, in their order. */
export interface Unfinished<About> {
  readonly id: string;
  readonly parts: readonly Uint8Array<ArrayBuffer>[];
  readonly about: About;
}

/** What a room notes with a recording, to have it told of where its page went before it became part of anything. */
export interface ToldOf {
  /** The screen on which somebody decides about it. */
  readonly href?: string;
  /** Its page went while it was being recorded. */
  readonly isInterrupted?: boolean;
}

/** A recording that lies here and is no part of anything yet. */
export interface Left {
  readonly place: string;
  readonly id: string;
  readonly href: string;
  /** It was cut short, and nobody has said yet that it is to be kept. */
  readonly isCut: boolean;
}

export interface FilesHere extends FileStore {
  /** Puts one more part of what is being recorded on this device, sealed: a page that is killed costs what came after. Rejects where the device cannot keep it. */
  addPart(place: string, id: string, number: number, part: Blob, about: unknown): Promise<void>;
  /** What was being recorded at a place and never became a file, the latest; undefined where there is nothing. */
  unfinished<About>(place: string): Promise<Unfinished<About> | undefined>;
  /** Recordings of every place that their rooms want told of, whole or cut short. */
  left(): Promise<Left[]>;
  /** The whole of it lies here as a file now, or nobody wants it. */
  dropParts(place: string, id: string): Promise<void>;
  /**
   * Puts a file on this device, sealed and in pieces, before anything is sent.
   * @param place where the room finds it again, for two weeks
   * @returns the file, and whether the device could keep it; where it cannot, it is held in this page
   */
  choose(place: string, id: string, blob: Blob, about: unknown): Promise<{ readonly file: FileToSend; readonly isKept: boolean }>;
  /** What was chosen at a place, whole, in the order in which it was chosen. */
  chosen<About>(place: string): Promise<Chosen<About>[]>;
  /** Notes something else about it. */
  note(place: string, file: FileToSend, about: unknown): Promise<void>;
  /** A call in the queue names it now: it is the queue's. */
  handOver(place: string, ids: readonly string[]): Promise<void>;
  /** Takes it off this device. */
  forget(place: string, id: string): Promise<void>;
  /** The whole of a file, to be looked at or listened to; undefined where the device has it no longer. */
  whole(file: FileToSend, type: string): Promise<Blob | undefined>;
  /**
   * Files that nobody names any more: neither a call nor something chosen. None, while a call lies here that could not be read (sealed with a key that comes with the next
   * sign-in): it may name them.
   */
  orphans(waiting: readonly Waiting[]): Promise<string[]>;
}

const box = 'queue/files';
const pieceAt = (id: string, number: number): string => `${box}/${id}/${String(number).padStart(6, '0')}`;
const idIn = (key: string): string => key.slice(box.length + 1).split('/')[0] ?? '';
const noteAt = (place: string, id: string): string => `chosen/${place}/${id}`;

const growingAt = (place: string, id = ''): string => `growing/${place}${id === '' ? '' : `/${id}`}`;
const partAt = (place: string, id: string, number: number): string => `${growingAt(place, id)}/${String(number).padStart(6, '0')}`;

/** What a file is, in one word, of what the browser says of it. */
const fileKindOf = (type: string): FileKind => {
  const [family = ''] = type.split('/');
  if (family === 'image') return 'picture';
  return family === 'audio' ? 'sound' : type === '' ? 'file' : 'document';
};

/** Of a whole file, in hexadecimal. */
async function digestOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** @param drafts undefined in a browser that keeps nothing: files are held in this page */
export function filesIn(drafts: Drafts | undefined): FilesHere {
  const onPage = new Map<string, Uint8Array<ArrayBuffer>>();

  const piece = async (id: string, number: number): Promise<Uint8Array<ArrayBuffer> | undefined> => onPage.get(pieceAt(id, number)) ?? drafts?.readBytes(pieceAt(id, number));
  const remove = async (id: string): Promise<void> => {
    for (const key of onPage.keys()) if (idIn(key) === id) onPage.delete(key);
    await drafts?.removeAll(await drafts.under(`${box}/${id}`));
  };

  return {
    piece,
    remove,
    async isWhole({ id, bytes, piece: size }) {
      const all = piecesOf(bytes, size);
      const here = new Set([...onPage.keys(), ...((await drafts?.under(`${box}/${id}`)) ?? [])]);
      return Array.from({ length: all }, (_, number) => pieceAt(id, number)).every((key) => here.has(key));
    },
    async choose(place, id, blob, about) {
      const bytes = new Uint8Array(await blob.arrayBuffer());
      const file: FileToSend = { id, bytes: bytes.length, piece: PIECE, digest: await digestOf(bytes), kind: fileKindOf(blob.type) };
      const pieces = Array.from({ length: piecesOf(bytes.length, PIECE) }, (_, number) => [pieceAt(id, number), bytes.slice(number * PIECE, (number + 1) * PIECE)] as const);
      try {
        if (!drafts) throw new Error('this browser keeps nothing');
        await drafts.write(noteAt(place, id), { file: null, about } satisfies Note);
        for (const [key, part] of pieces) await drafts.writeBytes(key, part);
        await drafts.write(noteAt(place, id), { file, about } satisfies Note);
        return { file, isKept: true };
      } catch {
        // A full disk, or none: said beside the file; this page holds it, and what of it was put down goes.
        await remove(id).catch(() => undefined);
        await drafts?.remove(noteAt(place, id)).catch(() => undefined);
        for (const [key, part] of pieces) onPage.set(key, part);
        return { file, isKept: false };
      }
    },
    async chosen<About>(place: string) {
      if (!drafts) return [];
      const here = new Set((await drafts.under(box)).map(idIn));
      const notes = await Promise.all((await drafts.under(`chosen/${place}`)).toSorted().map((key) => drafts.read<Note>(key)));
      // Of one that was cut short while it was put down nobody was told that it is safe; one without pieces has left already.
      return notes.flatMap((note): Chosen<About>[] => (note?.file && here.has(note.file.id) ? [{ file: note.file, about: note.about as About }] : []));
    },
    async addPart(place, id, number, part, about) {
      if (!drafts) throw new Error('this browser keeps nothing');
      await drafts.writeBytes(partAt(place, id, number), new Uint8Array(await part.arrayBuffer()));
      await drafts.write(growingAt(place, id), about);
    },
    async unfinished<About>(place: string) {
      const from = growingAt(place).length + 1;
      const ids = new Set((await drafts?.under(growingAt(place)) ?? []).map((key) => key.slice(from).split('/')[0] ?? ''));
      for (const id of [...ids].toSorted().toReversed()) {
        const about = await drafts?.read<About>(growingAt(place, id));
        const parts: Uint8Array<ArrayBuffer>[] = [];
        // What comes after a part that is not there makes no sense without it.
        for (let part = await drafts?.readBytes(partAt(place, id, 0)); part; part = await drafts?.readBytes(partAt(place, id, parts.length))) parts.push(part);
        if (about !== undefined && parts.length > 0) return { id, parts, about };
      }
      return undefined;
    },
    async left() {
      if (!drafts) return [];
      const about = async (key: string, told: ToldOf | undefined, isGrowing: boolean): Promise<Left[]> => {
        const [place, id] = [key.slice(key.indexOf('/') + 1, key.lastIndexOf('/')), key.slice(key.lastIndexOf('/') + 1)];
        return told?.href === undefined ? [] : [{ place, id, href: told.href, isCut: isGrowing || told.isInterrupted === true }];
      };
      const growing = await drafts.under('growing');
      const begun = growing.filter((key) => growing.includes(`${key}/000000`));
      const here = new Set((await drafts.under(box)).map(idIn));
      const kept = (await drafts.under('chosen')).filter((key) => here.has(key.slice(key.lastIndexOf('/') + 1)));
      const found = await Promise.all([
        ...kept.map(async (key) => about(key, (await drafts.read<{ readonly about?: ToldOf }>(key))?.about, false)),
        ...begun.map(async (key) => about(key, await drafts.read<ToldOf>(key), true)),
      ]);
      // Of one that is being put together from its parts both lie here for a moment.
      return [...new Map(found.flat().toReversed().map((one) => [one.id, one])).values()].toReversed();
    },
    async dropParts(place, id) {
      await drafts?.removeAll(await drafts.under(growingAt(place, id)));
    },
    async note(place, file, about) {
      if (drafts && !onPage.has(pieceAt(file.id, 0))) await drafts.write(noteAt(place, file.id), { file, about } satisfies Note);
    },
    async handOver(place, ids) {
      await drafts?.removeAll(ids.map((id) => noteAt(place, id)));
    },
    async forget(place, id) {
      await drafts?.remove(noteAt(place, id));
      await remove(id);
    },
    async whole(file, type) {
      const parts: Uint8Array<ArrayBuffer>[] = [];
      for (let number = 0; number < piecesOf(file.bytes, file.piece); number += 1) {
        const part = await piece(file.id, number);
        if (!part) return undefined;
        parts.push(part);
      }
      return new Blob(parts, { type });
    },
    async orphans(waiting) {
      if (!drafts) return [];
      const read = new Set(waiting.map(({ id }) => id));
      if ((await drafts.under('queue/calls')).some((key) => !read.has(key.slice('queue/calls/'.length + 13)))) return [];
      const named = new Set(waiting.flatMap(({ file }) => file?.id ?? []));
      const chosen = new Set((await drafts.under('chosen')).map((key) => key.slice(key.lastIndexOf('/') + 1)));
      return [...new Set((await drafts.under(box)).map(idIn))].filter((id) => !named.has(id) && !chosen.has(id));
    },
  };
}
