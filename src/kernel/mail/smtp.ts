import type { Transporter } from 'nodemailer';
import type { MailSettings } from './settings.ts';
import { isOneAddress, type Letter } from './letters.ts';
import { messageIdOf } from './numbers.ts';

/** Hands one letter to the server. @throws what the server or the way to it said, as nodemailer gives it */
export type Post = (id: string, to: string, letter: Letter) => Promise<void>;

/** The way to the server of the settings, kept open while letters go out; loaded when the first one does. */
export function postOver(settings: MailSettings): { readonly post: Post; close(): void } {
  let transport: Transporter | undefined;
  const opened = async (): Promise<Transporter> => {
    const { default: nodemailer } = await import('nodemailer');
    return (transport ??= nodemailer.createTransport({
      host: settings.host, port: settings.port, secure: settings.security === 'tls', requireTLS: settings.security === 'starttls', ignoreTLS: settings.security === 'plain',
      ...(settings.user === undefined ? {} : { auth: { user: settings.user, pass: settings.password ?? '' } }),
      ...(settings.trust === undefined ? {} : { tls: { ca: [...settings.trust] } }),
      pool: true, maxConnections: 1, connectionTimeout: 15_000, greetingTimeout: 15_000, socketTimeout: 30_000,
      // Nothing is ever fetched or read from the disk to make a letter.
      disableFileAccess: true, disableUrlAccess: true,
    }));
  };
  return {
    post: async (id, to, letter) => {
      const { from } = settings;
      // As a server would refuse it, for good: nobody gets a letter that was another's.
      if (!isOneAddress(to)) throw Object.assign(new Error('not one address'), { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 553 });
      await (await opened()).sendMail({
        messageId: messageIdOf(id, from), from, to, subject: letter.subject, text: letter.text,
        // What answers by itself must not be answered by itself: no way back (RFC 3834, 3.3).
        envelope: { from: letter.automatic === 'auto-replied' ? '' : from, to },
        headers: { 'Auto-Submitted': letter.automatic, 'X-Auto-Response-Suppress': 'All', Precedence: 'bulk' },
      });
    },
    close: () => transport?.close(),
  };
}
