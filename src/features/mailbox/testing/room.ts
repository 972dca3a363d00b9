import type { Town, Worker } from '../../../app/testing/town.ts';
import { newId } from '../../../app/testing/town.ts';
import { imapUser, type ImapBox } from './imap-server.ts';

/** The box of the tests as who runs the accounts writes it down. */
export const boxOn = (server: { readonly port: number }, more: object = {}): object => ({
  label: 'Posta del programma', address: 'reti@prefettura.example', host: '127.0.0.1', port: server.port, security: 'plain', username: imapUser.user, password: imapUser.password, folder: 'INBOX', ...more,
});

/** Connects the box of a town to a server. @returns the box's id */
export async function connected(town: Town, server: ImapBox, more: object = {}): Promise<string> {
  const admin = await town.as('stefano');
  const id = newId();
  const { status, body } = await admin.put(`/api/mailboxes/${id}`, boxOn(server, more));
  if (status !== 200) throw new Error(`the box could not be connected: ${status} ${JSON.stringify(body)}`);
  return id;
}

/** Looks into the box now, as the coordinator asks. @returns how many messages came */
export async function look(teresa: Worker, boxId: string): Promise<number> {
  const { status, body } = await teresa.post<{ kept: number }>(`/api/mailboxes/${boxId}/looks`, {});
  if (status !== 200) throw new Error(`the box could not be looked into: ${status} ${JSON.stringify(body)}`);
  return body.kept;
}
