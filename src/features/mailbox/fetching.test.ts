import { rootCertificates } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { aTestAuthority } from '../../kernel/testing/certificates.ts';
import { BoxUnread, openFolder } from './store/fetching.ts';
import { anImapBox, imapUser } from './testing/imap-server.ts';
import { letter } from './testing/messages.ts';

const [own, other] = [aTestAuthority(), aTestAuthority()];

describe('a box on a server with a certificate of the office', () => {
  it.each(['tls', 'starttls'] as const)('is read over %s where the office’s authority was named, and not opened where it was not', async (security) => {
    const server = await anImapBox({ security, server: own.server });
    server.put(letter());
    const door = { host: '127.0.0.1', port: server.port, security, username: imapUser.user, password: imapUser.password, folder: 'INBOX' };
    const folder = await openFolder({ ...door, trust: [...rootCertificates, own.pem] });
    expect(await folder.above(0)).toHaveLength(1);
    await folder.close();
    for (const trust of [undefined, [...rootCertificates, other.pem]]) {
      const failure = await openFolder({ ...door, trust }).then(() => undefined, (error: unknown) => (error instanceof BoxUnread ? error.code : error));
      expect(failure).toBe('certificate-unknown');
    }
    await server.close();
  });

  it('is not read in the clear where STARTTLS was asked for and the server offers none', async () => {
    const server = await anImapBox();
    const door = { host: '127.0.0.1', port: server.port, security: 'starttls', username: imapUser.user, password: imapUser.password, folder: 'INBOX', trust: [...rootCertificates, own.pem] };
    expect(await openFolder(door).then(() => undefined, (error: unknown) => (error instanceof BoxUnread ? error.code : error))).toBe('not-secure');
    await server.close();
  });
});
