import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aTestAuthority } from '../testing/certificates.ts';
import { failureOf, letterOf } from './letters.ts';
import { readMailTrust } from './settings.ts';
import { postOver } from './smtp.ts';
import { aPostOffice } from './testing/post-office.ts';

const [own, other] = [aTestAuthority(), aTestAuthority()];
const letter = letterOf('news', 'it', 'https://reti.example/');

/** Authorities as the operator names them: in a file. */
function named(pem: string): readonly string[] | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'reti-authority-'));
  const file = join(folder, 'autorita.pem');
  writeFileSync(file, pem);
  try {
    return readMailTrust({ RETI_MAIL_CA_FILE: file });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('a letter to a server with a certificate of the office', () => {
  it.each(['tls', 'starttls'] as const)('leaves over %s where the office’s authority was named, and not a byte of it where it was not', async (security) => {
    const office = await aPostOffice({ security, server: own.server });
    const trusted = postOver({ ...office.settings, trust: named(own.pem) });
    await trusted.post('0199d1c0-0000-7000-8000-000000000001', 'teresa@reti.example', letter);
    trusted.close();
    expect(office.delivered).toHaveLength(1);
    for (const trust of [undefined, named(other.pem)]) {
      const stranger = postOver({ ...office.settings, trust });
      const failure = await stranger.post('0199d1c0-0000-7000-8000-000000000002', 'teresa@reti.example', letter).then(() => undefined, failureOf);
      stranger.close();
      expect(failure).toEqual({ code: 'certificate-unknown', isFinal: false });
    }
    expect(office.delivered).toHaveLength(1);
    await office.close();
  });

  it('does not leave in the clear where the server offers no encryption', async () => {
    const office = await aPostOffice();
    const way = postOver({ ...office.settings, security: 'starttls', trust: named(own.pem) });
    expect(await way.post('0199d1c0-0000-7000-8000-000000000003', 'teresa@reti.example', letter).then(() => undefined, failureOf)).toEqual({ code: 'not-secure', isFinal: false });
    way.close();
    expect(office.delivered).toEqual([]);
    await office.close();
  });

  it('finds the authority refused by the name of the variable where the file is none', () => {
    expect(readMailTrust({})).toBeUndefined();
    expect(() => named('non è un certificato')).toThrow(expect.objectContaining({ message: 'setting-malformed', facts: { name: 'RETI_MAIL_CA_FILE' } }));
  });
});
