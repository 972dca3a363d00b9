import type { Socket } from 'node:net';
import hoodiecrow from 'hoodiecrow-imap';
import type { TestAuthority } from '../../../kernel/testing/certificates.ts';

export interface ImapBox {
  readonly port: number;
  /** Puts a message in, byte by byte as it is given. @returns its number */
  put(source: Buffer | string, arrivedAt?: Date): number;
  /** What the server holds, and how it is marked: what a reader that only looks leaves as it was. */
  holds(): readonly { readonly uid: number; readonly flags: readonly string[]; readonly bytes: number }[];
  /** The server begins to count anew, as after a restore: every message has another number. */
  renumber(): void;
  /** The connection breaks whenever this message is asked for; nothing breaks when left out. */
  breakAt(uid?: number): void;
  /** Asked for each message that is fetched. */
  onFetch: (() => void) | undefined;
  close(): Promise<void>;
}

export const imapUser = { user: 'reti', password: 'parola-della-casella' } as const;

/** A real IMAP server on this machine, with one box. @param encrypted how, and with which certificate; in the clear when left out */
export async function anImapBox(encrypted?: { readonly security: 'tls' | 'starttls'; readonly server: TestAuthority['server'] }): Promise<ImapBox> {
  const server = hoodiecrow({
    ...(encrypted ? { secureConnection: encrypted.security === 'tls', credentials: { ...encrypted.server } } : {}),
    plugins: [...(encrypted?.security === 'starttls' ? ['STARTTLS', 'LOGINDISABLED'] : []), 'ID', 'NAMESPACE', 'LITERALPLUS', 'UIDPLUS', 'UNSELECT', 'AUTH-PLAIN', 'SASL-IR'], users: { [imapUser.user]: { password: imapUser.password } }, storage: { INBOX: { messages: [] }, '': {} },
  });
  const sockets = new Set<Socket>();
  // Its answers come in several small writes: without this each would wait for the one before to be acknowledged.
  server.connectionHandlers.push(({ socket }) => {
    socket.setNoDelay(true);
    sockets.add(socket);
  });
  let breaking: number | undefined;
  const box = { onFetch: undefined as (() => void) | undefined };
  const fetch = server.getCommandHandler('UID FETCH');
  server.setCommandHandler('UID FETCH', (connection, parsed, data, done) => {
    const isOne = /^\d+$/.test(String(parsed.attributes?.[0]?.value));
    if (isOne) box.onFetch?.();
    if (breaking !== undefined && String(parsed.attributes?.[0]?.value) === String(breaking)) return void connection.socket.destroy();
    fetch(connection, parsed, data, done);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.server.address();
  return Object.assign(box, {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    put: (source: Buffer | string, arrivedAt = new Date()) => server.appendMessage('INBOX', [], arrivedAt, Buffer.from(source).toString('latin1')).message.uid,
    holds: () => server.getMailbox('INBOX').messages.map(({ uid, flags, raw }) => ({ uid, flags, bytes: raw.length })),
    renumber: () => {
      const folder = server.getMailbox('INBOX');
      folder.uidvalidity += 1;
      folder.uidnext += 1_000;
      for (const message of folder.messages) message.uid += 1_000;
    },
    breakAt: (uid?: number) => {
      breaking = uid;
    },
    close: () => new Promise<void>((closed) => {
      server.close(closed);
      for (const socket of sockets) socket.destroy();
    }),
  });
}
