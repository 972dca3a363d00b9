import type { FileKind, LostFile } from '../pieces/contract.ts';

/**
 * What waits on a device until the server has it. Pure: no clock, no network, no browser. The browser's half is `ui/theQueue.ts`; the proof
 * drives this same code on simulated devices.
 */

export type QueuedMethod = 'PUT' | 'POST' | 'PATCH';

/** Of which record of the house a call speaks; its kind is a name that a room chooses. */
export interface RecordName {
  readonly kind: string;
  readonly id: string;
}

/** A file that goes to the server in pieces before the call that names it; see `kernel/pieces`. Its bytes lie on the device, piece by piece. */
export interface FileToSend {
  /** Of where the pieces lie, and of the upload. */
  readonly id: string;
  /** Of the upload, where it is another: begun under one hat, an upload is no other's. */
  readonly sentAs?: string;
  readonly bytes: number;
  /** The size of a piece; the last may be smaller. In bytes. */
  readonly piece: number;
  /** SHA-256 of the whole, in hexadecimal. */
  readonly digest: string;
  /** What it is, to be told where its bytes are lost. */
  readonly kind?: FileKind;
}

/** Under which id a file goes to the server. */
export const uploadOf = ({ id, sentAs }: FileToSend): string => sentAs ?? id;

/** What a screen asks to have sent. Ids in `path` and `body` are the device's own, so that a call made twice changes nothing. */
export interface ToSend {
  readonly method: QueuedMethod;
  readonly path: string;
  readonly body?: unknown;
  /** The version that was seen; goes as `If-Match`. */
  readonly seen?: number | string;
  readonly record: RecordName;
  /** Ids of calls in the queue without which this one makes no sense. Calls of the same record keep their order without being named. */
  readonly after?: readonly string[];
  /** Goes before the call, in pieces; the call's body names it. */
  readonly file?: FileToSend;
  /** The screen on which it can be put right. */
  readonly href?: string;
  /** What it is, in words of the room that sends it: the key of a text, and what goes into it. */
  readonly says?: { readonly key: string; readonly values?: Readonly<Record<string, string | number>> };
  /** What a screen needs to show the record before the server has it; it stays on this device. */
  readonly about?: Readonly<Record<string, string>>;
}

/** Why something needs a person: the problem's code, as `problem.<code>`; `field-conflict` when the server keeps it beside another's. */
export interface Refusal {
  readonly code: string;
  readonly status: number;
  readonly errors?: readonly { readonly path: string; readonly code: string }[];
}

/** A call as it lies in the store. */
export interface Waiting extends ToSend {
  readonly id: string;
  /** The order in which the device noted things; its clock may be wrong and decides nothing. */
  readonly place: number;
  /** The hat under which it was noted: another one may not send it. */
  readonly memberId: string;
  /** When the device says it was noted, in milliseconds; only shown. */
  readonly notedAt: number;
  /** How often the server answered this very call with a failure of its own. */
  readonly failures?: number;
  readonly refusal?: Refusal;
  /** The server has every piece of its file. */
  readonly hasArrived?: boolean;
  /** What it was before it was handed over to who coordinates, but for its words: those lie in the body. The person may change their mind until it has left. */
  readonly handed?: Omit<Waiting, 'body'>;
}

/** Why a file cannot go: the device has its pieces no longer. */
export const FILE_GONE = 'file-gone';

/** The kind of record of what is handed over; see `features/handed-notes`. */
export const HANDED = 'handed-note';

/** A call as it travels; see `kernel/calls/contract.ts`. */
export interface Travelling {
  readonly id: string;
  readonly method: QueuedMethod;
  readonly path: string;
  readonly body?: unknown;
  readonly seen?: number | string;
  readonly after?: readonly string[];
}

export interface Answered {
  readonly id: string;
  readonly status: number;
  readonly body?: unknown;
}

/** What became of a whole request. */
export type Sent =
  | { readonly kind: 'answers'; readonly answers: readonly Answered[] }
  /** Nobody answered, too late, or only half. */
  | { readonly kind: 'no-answer' }
  /** The sign-in ended, the screen is locked, or another hat is worn: it waits for the person. */
  | { readonly kind: 'signed-out' }
  /** The server asks for patience. */
  | { readonly kind: 'busy' }
  /** The request itself was not understood: too much in one, or something in it that no call may hold. */
  | { readonly kind: 'refused'; readonly code: string; readonly status: number };

/** The device could not keep what was given: nothing was noted, and the screen still holds the words. */
export class NotKept extends Error {
  readonly reason: 'device-full' | 'too-large';

  constructor(reason: 'device-full' | 'too-large', options?: ErrorOptions) {
    super(reason, options);
    this.name = 'NotKept';
    this.reason = reason;
  }
}

/** Where a record is: on this device, on its way, with the server, or waiting for somebody. */
export type SendState = 'here' | 'sending' | 'kept' | 'needs-you';

/** What one request takes; the server's own limits are a little wider. Bytes of JSON. */
export const BATCH = { calls: 200, bytes: 850_000 } as const;
/** A call that the server itself fails at so often, with ever longer pauses (some half an hour together), needs somebody to look. */
export const FAILURES_ENOUGH = 12;

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The server has it, and a person is to look at what somebody else wrote. */
export const isOnlyToSee = (one: Pick<Waiting, 'refusal'>): boolean => one.refusal?.code === 'field-conflict';

export const nameOf = ({ kind, id }: RecordName): string => `${kind}/${id}`;
export const isSameRecord = (one: RecordName, other: RecordName): boolean => one.kind === other.kind && one.id === other.id;

export const sizeOf = (call: Pick<Waiting, 'path' | 'body'>): number => new TextEncoder().encode(JSON.stringify(call.body ?? null)).length + call.path.length + 250;

export const travelling = ({ id, method, path, body, seen }: Waiting, after: readonly string[]): Travelling => ({
  id, method, path, ...(body === undefined ? {} : { body }), ...(seen === undefined ? {} : { seen }), ...(after.length === 0 ? {} : { after }),
});

/** Its file, or the rest of it, has still to go. */
export const hasFileToGo = (one: Pick<Waiting, 'file' | 'hasArrived'>): boolean => one.file !== undefined && one.hasArrived !== true;

/**
 * What holds each thing that waits, in order: another hat noted it or it was refused, or it follows such a one; or its file has still to go, or it follows such a one.
 */
export function held(waiting: readonly Waiting[], memberId: string): ReadonlyMap<string, 'person' | 'file'> {
  const why = new Map<string, 'person' | 'file'>();
  const records = new Map<string, 'person' | 'file'>();
  for (const one of waiting) {
    // What is only to be looked at has left already, and holds back nobody.
    if (isOnlyToSee(one)) continue;
    const record = nameOf(one.record);
    const before = new Set([records.get(record), ...(one.after ?? []).map((id) => why.get(id))]);
    const reason = one.refusal !== undefined || one.memberId !== memberId || before.has('person') ? 'person' : hasFileToGo(one) || before.has('file') ? 'file' : undefined;
    if (reason === undefined) continue;
    why.set(one.id, reason);
    records.set(record, reason);
  }
  return why;
}

/** The file that may go now: of the first thing that only waits for it. */
export function nextFile(waiting: readonly Waiting[], memberId: string): (Waiting & { readonly file: FileToSend }) | undefined {
  const why = held(waiting, memberId);
  return waiting.find((one): one is Waiting & { readonly file: FileToSend } => hasFileToGo(one) && why.get(one.id) === 'file');
}

/**
 * What may leave now, in order. What was refused holds back what came after it on the same record, and whatever named it; and so does what
 * another hat noted, for only that hat can send it. What has a file waits until the whole of it is there.
 */
export function nextBatch(waiting: readonly Waiting[], memberId: string, limits: { readonly calls: number; readonly bytes: number } = BATCH): Travelling[] {
  const batch: Travelling[] = [];
  const inBatch = new Set<string>();
  const why = held(waiting, memberId);
  const lastOf = new Map<string, string>();
  let bytes = 0;
  for (const one of waiting) {
    if (why.has(one.id) || isOnlyToSee(one)) continue;
    const record = nameOf(one.record);
    const size = sizeOf(one);
    if (batch.length >= limits.calls || (batch.length > 0 && bytes + size > limits.bytes)) break;
    const before = lastOf.get(record);
    batch.push(travelling(one, [...new Set([...(before === undefined ? [] : [before]), ...(one.after ?? []).filter((id) => inBatch.has(id))])]));
    inBatch.add(one.id);
    lastOf.set(record, one.id);
    bytes += size;
  }
  return batch;
}

/** What else cannot stay when a call is taken back: what came after it on its record, and what named it, and so on. In order, itself first. */
export function withWhatFollows(waiting: readonly Waiting[], id: string): Waiting[] {
  const start = waiting.find((one) => one.id === id);
  if (!start || isOnlyToSee(start)) return [];
  const taken = new Set([id]);
  const found = [start];
  for (const one of waiting) {
    if (one.place <= start.place || isOnlyToSee(one)) continue;
    const follows = isSameRecord(one.record, start.record) || (one.after?.some((before) => taken.has(before)) ?? false) || found.some((other) => isSameRecord(other.record, one.record));
    if (!follows) continue;
    taken.add(one.id);
    found.push(one);
  }
  return found;
}

/** Its file cannot go: the device has the pieces no longer. */
export const isFileGone = (one: Pick<Waiting, 'refusal'>): boolean => one.refusal?.code === FILE_GONE;

/**
 * Whether trying again is of no use, and somebody who coordinates could still do something with it: it was noted under a hat that is no more,
 * the server knows of no such record for who noted it, or its file is lost and only its words are left, handed over before or not.
 * @param hats of whoever is at the device, by their ids
 */
export const isStuck = (one: Waiting, hats: readonly string[]): boolean =>
  isFileGone(one) || (one.handed === undefined && one.record.kind !== HANDED && (!hats.includes(one.memberId) || one.refusal?.status === 403 || one.refusal?.status === 404));

/** What is handed over together: a call, and what came after it under the same hat and makes no sense without it. In order, itself first. What was handed over before goes alone, without the file that it lost. */
export const handedWith = (waiting: readonly Waiting[], id: string): Waiting[] => {
  const all = withWhatFollows(waiting, id);
  if (all[0]?.handed !== undefined) return isFileGone(all[0]) ? all.slice(0, 1) : [];
  return all.filter((one) => one.memberId === all[0]?.memberId && one.handed === undefined);
};

/** What a file was whose bytes are no more. */
const lostOf = ({ kind = 'file', bytes }: FileToSend): LostFile => ({ kind, bytes });

/** The file that a call lost, found when it was to go, or said when the call was handed over; undefined where it lost none. */
export function lostFileOf(one: Waiting): LostFile | undefined {
  if (one.file) return isFileGone(one) ? lostOf(one.file) : undefined;
  return one.handed?.file && lostOf(one.handed.file);
}

/**
 * What a record comes to without a file of it that is lost: the call that brought the file goes, and what comes after on the record names only the others. Undefined where it
 * is not one of several, or where nothing was lost: the record makes no sense without it.
 */
export function withoutFile(waiting: readonly Waiting[], id: string): { readonly gone: Waiting; readonly rest: readonly Waiting[] } | undefined {
  const gone = waiting.find((one) => one.id === id);
  const fileId = gone?.file?.id;
  if (!gone || fileId === undefined || gone.handed !== undefined || !isFileGone(gone)) return undefined;
  const after = waiting.filter((one) => one.place > gone.place && isSameRecord(one.record, gone.record) && one.memberId === gone.memberId);
  const lists = (value: unknown): value is readonly unknown[] => Array.isArray(value) && value.includes(fileId);
  const rest = after.flatMap((one): Waiting[] => (isRecord(one.body) && Object.values(one.body).some(lists)
    ? [{ ...one, body: Object.fromEntries(Object.entries(one.body).map(([name, value]) => [name, lists(value) ? value.filter((each) => each !== fileId) : value])) }] : []));
  const isEmptied = rest.some((one) => isRecord(one.body) && Object.values(one.body).some((value) => Array.isArray(value) && value.length === 0));
  return rest.length === 0 || isEmptied || waiting.some(({ after: named }) => named?.includes(id)) ? undefined : { gone, rest };
}

/**
 * A call as it is handed over: the same id and place, so that nothing is twice; another address, under a hat that may still send.
 * @param memberId the hat that sends it @param newId for its file: what went of it under the other hat is that hat's
 * @param isLost its file is on the device no longer: its words go alone, and say what is lost
 */
export function handedOver({ body, ...one }: Waiting, memberId: string, newId: () => string, isLost = false): Waiting {
  const { id, place, notedAt, method, path, seen, says, record } = one;
  const file = one.file && !isLost ? { ...one.file, sentAs: newId() } : undefined;
  return {
    id, place, notedAt, memberId, method: 'PUT', path: `/api/handed-notes/${id}`, record: { kind: HANDED, id }, says: { key: 'offline.handed' }, handed: one, ...(file ? { file } : {}),
    body: {
      memberId: one.memberId, method, path, kind: record.kind, notedAt: new Date(notedAt).toISOString(), ...(body === undefined ? {} : { body }), ...(seen === undefined ? {} : { seen }), ...(says === undefined ? {} : { says }),
      ...(file ? { file: { id: file.sentAs, digest: file.digest } } : {}), ...(one.file && isLost ? { lostFile: lostOf(one.file) } : {}),
    },
  };
}

/** The call as it was before it was handed over. */
export function notHandedOver(one: Waiting): Waiting {
  if (one.handed === undefined) return one;
  const { body } = isRecord(one.body) ? one.body : {};
  return { ...one.handed, ...(body === undefined ? {} : { body }) };
}

export type Outcome = 'kept' | 'waits' | 'signed-out' | 'failed' | { readonly refusal: Refusal };

/** What an answer means for the call that it answers. */
export function outcomeOf({ status, body }: Answered): Outcome {
  const about = isRecord(body) ? body : {};
  const code = typeof about['code'] === 'string' ? about['code'] : undefined;
  if (status >= 200 && status < 300) {
    // Of this very edit something waits beside what somebody else wrote; see `kernel/fields`.
    const { beside } = about;
    return Array.isArray(beside) && beside.length > 0 ? { refusal: { code: 'field-conflict', status } } : 'kept';
  }
  if (status === 401 || status === 423 || code === 'hat-changed' || code === 'hat-required') return 'signed-out';
  if (status === 424 || status === 425 || status === 429 || status === 408 || (status > 500 && status < 508)) return 'waits';
  if (status >= 500 || status < 200) return 'failed';
  const errors = Array.isArray(about['errors'])
    ? about['errors'].flatMap((each: unknown) => (isRecord(each) && typeof each['path'] === 'string' && typeof each['code'] === 'string' ? [{ path: each['path'], code: each['code'] }] : []))
    : [];
  return { refusal: { code: code ?? 'unexpected', status, ...(errors.length === 0 ? {} : { errors }) } };
}
