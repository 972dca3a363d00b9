import { SMTPServer } from 'smtp-server';
import type { TestAuthority } from '../../testing/certificates.ts';
import type { MailSettings } from '../settings.ts';

/** A letter as the server of the test took it. */
export interface Delivered {
  readonly from: string;
  readonly to: string;
  readonly source: string;
}

export interface PostOffice {
  readonly settings: MailSettings;
  readonly delivered: Delivered[];
  /** Addresses that do not exist: refused for good. */
  readonly unknown: Set<string>;
  /** While set, every letter is refused for now with this code of SMTP. */
  busy: number | undefined;
  close(): Promise<void>;
}

/** A real SMTP server on this machine, that asks for a name and a password like any other. @param encrypted how, and with which certificate; in the clear when left out */
export async function aPostOffice(encrypted?: { readonly security: 'tls' | 'starttls'; readonly server: TestAuthority['server'] }): Promise<PostOffice> {
  const office = { delivered: [] as Delivered[], unknown: new Set<string>(), busy: undefined as number | undefined };
  const refused = (responseCode: number, words: string): Error => Object.assign(new Error(words), { responseCode });
  const server = new SMTPServer({
    authOptional: false, ...(encrypted ? { secure: encrypted.security === 'tls', ...encrypted.server } : { allowInsecureAuth: true, disabledCommands: ['STARTTLS'] }), logger: false, disableReverseLookup: true,
    onAuth: ({ username, password }, _session, done) => (username === 'reti' && password === 'parola-di-prova' ? done(null, { user: username }) : done(refused(535, 'no'))),
    onRcptTo: ({ address }, _session, done) => (office.unknown.has(address) ? done(refused(550, 'no such box')) : office.busy === undefined ? done() : done(refused(office.busy, 'later'))),
    onData: (stream, session, done) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        office.delivered.push({ from: mailFrom === false ? '' : mailFrom?.address ?? '', to: rcptTo[0]?.address ?? '', source: Buffer.concat(parts).toString('utf8') });
        done();
      });
    },
  });
  // Whoever does not believe a certificate hangs up, which is what a test may want.
  server.on('error', () => undefined);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', () => listening()));
  const address = server.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return Object.assign(office, {
    settings: { host: '127.0.0.1', port, security: encrypted?.security ?? 'plain' as const, user: 'reti', password: 'parola-di-prova', from: 'novita@reti.example' },
    close: () => new Promise<void>((closed) => server.close(() => closed())),
  });
}
