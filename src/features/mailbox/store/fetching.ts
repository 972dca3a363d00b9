import type { ImapFlow } from 'imapflow';
import { isAboutCertificate } from '../../../kernel/mail/letters.ts';
import type { ReadingFailure } from '../contract.ts';

/** Where a box is and how to get in. */
export interface BoxDoor {
  readonly host: string;
  readonly port: number;
  readonly security: string;
  readonly username: string;
  readonly password: string;
  readonly folder: string;
  /** Authorities whose certificates are believed, in PEM; those of Node alone where nothing is said. */
  readonly trust?: readonly string[] | undefined;
}

/** A box could not be read; the code is the key of its words. */
export class BoxUnread extends Error {
  readonly code: ReadingFailure;

  constructor(code: ReadingFailure, cause: unknown) {
    super(code, { cause });
    this.code = code;
  }
}

/** Kept whole up to here: what servers let pass is 25 to 50 MB. */
export const LARGEST = 50 * 1_048_576;

/** What the server says of one message before it is fetched. */
export interface Announced {
  readonly uid: number;
  readonly size: number;
  readonly arrivedAt: Date;
}

/** A folder that is open for looking only: EXAMINE and BODY.PEEK change nothing on the server, and there is no command here that would. */
export interface OpenFolder {
  readonly validity: number;
  /** Numbers above the given one, in their order. */
  above(uid: number): Promise<number[]>;
  /** What is announced of these numbers; whatever is not there any more is left out. */
  announced(uids: readonly number[]): Promise<Announced[]>;
  /** The source, or its head alone. @throws when the server does not give it */
  source(uid: number, part: 'whole' | 'head'): Promise<Buffer>;
  /** Whether anything can still be asked. */
  readonly isOpen: boolean;
  close(): Promise<void>;
}

/** Opens the folder of a box. @throws {BoxUnread} */
export async function openFolder({ host, port, security, username, password, folder, trust }: BoxDoor): Promise<OpenFolder> {
  const { ImapFlow: Client } = await import('imapflow');
  const client = new Client({
    host, port, secure: security === 'tls', doSTARTTLS: security === 'starttls' ? true : security === 'plain' ? false : undefined, auth: { user: username, pass: password }, ...(trust === undefined ? {} : { tls: { ca: [...trust] } }),
    logger: false, disableAutoIdle: true, connectionTimeout: 20_000, greetingTimeout: 20_000, socketTimeout: 120_000, maxLiteralSize: LARGEST + 1_048_576, maxResponseSize: 2 * LARGEST + 2_097_152,
  });
  // A connection that breaks fails whatever was asked of it; this only keeps it from ending the program too.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    throw new BoxUnread(failureOf(error), error);
  }
  try {
    const box = await client.mailboxOpen(folder, { readOnly: true });
    return folderOn(client, Number(box.uidValidity));
  } catch (error) {
    client.close();
    throw new BoxUnread('folder-missing', error);
  }
}

function folderOn(client: ImapFlow, validity: number): OpenFolder {
  return {
    validity,
    async above(uid) {
      const found = await client.search({ uid: `${uid + 1}:*` }, { uid: true });
      // `n:*` names the last message also where its number is below n (RFC 3501, 6.4.8).
      return (found || []).filter((one) => one > uid).toSorted((a, b) => a - b);
    },
    async announced(uids) {
      if (uids.length === 0) return [];
      const all = await client.fetchAll(uids.join(','), { uid: true, size: true, internalDate: true }, { uid: true });
      return all.map((one) => ({ uid: one.uid, size: one.size ?? 0, arrivedAt: dateOf(one.internalDate) })).toSorted((a, b) => a.uid - b.uid);
    },
    async source(uid, part) {
      const found = await client.fetchOne(String(uid), part === 'whole' ? { source: true } : { headers: true }, { uid: true });
      const bytes = found ? (part === 'whole' ? found.source : found.headers) : undefined;
      if (!bytes) throw new Error('the server gave nothing');
      return bytes;
    },
    get isOpen() {
      return client.usable;
    },
    async close() {
      if (client.usable) await client.logout().catch(() => client.close());
      else client.close();
    },
  };
}

function dateOf(given: Date | string | undefined): Date {
  const date = new Date(given ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? new Date(0) : date;
}

function failureOf(error: unknown): ReadingFailure {
  const { code, authenticationFailed, message } = (typeof error === 'object' && error !== null ? error : {}) as { code?: unknown; authenticationFailed?: unknown; message?: unknown };
  if (authenticationFailed === true) return 'sign-in-refused';
  if (isAboutCertificate(message)) return 'certificate-unknown';
  if (/STARTTLS|certificate|TLS|SSL|self.signed/i.test(`${String(code)} ${String(message)}`)) return 'not-secure';
  return typeof code === 'string' ? 'server-unreachable' : 'not-read';
}
