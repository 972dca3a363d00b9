/** An IMAP4rev1 server for tests, which brings no types of its own: as much of it as is used here. */
declare module 'hoodiecrow-imap' {
  import type { Server, Socket } from 'node:net';

  interface Folder {
    uidvalidity: number;
    uidnext: number;
    readonly messages: { uid: number; flags: string[]; raw: string }[];
  }
  interface Connection {
    readonly socket: Socket;
  }
  type Handler = (connection: Connection, parsed: { attributes?: { value: string }[] }, data: unknown, done: () => void) => void;
  interface ImapServer {
    readonly server: Server;
    readonly connectionHandlers: ((connection: Connection) => void)[];
    listen(port: number, host: string, listening: () => void): void;
    close(closed: () => void): void;
    getMailbox(path: string): Folder;
    getCommandHandler(command: string): Handler;
    setCommandHandler(command: string, handler: Handler): void;
    appendMessage(path: string, flags: string[], arrivedAt: Date, raw: string): { message: { uid: number } };
  }
  export default function hoodiecrow(options: { secureConnection?: boolean; credentials?: { cert: string; key: string }; plugins: string[]; users: Record<string, { password: string }>; storage: object }): ImapServer;
}
