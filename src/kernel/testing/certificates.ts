/**
 * A certificate authority for tests, and certificates that it signs: X.509 (RFC 5280) in DER (ITU-T X.690), with a key on P-256 made anew each time, so that no key lies in the repository.
 */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

const der = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts);
  const length = body.length < 0x80 ? [body.length] : body.length < 0x100 ? [0x81, body.length] : [0x82, body.length >> 8, body.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
};
const sequence = (...parts: readonly Uint8Array[]): Buffer => der(0x30, ...parts);
const octets = (bytes: Uint8Array): Buffer => der(0x04, bytes);
const bits = (bytes: Uint8Array): Buffer => der(0x03, Buffer.from([0]), bytes);
const explicit = (number: number, part: Uint8Array): Buffer => der(0xa0 + number, part);
const yes = der(0x01, Buffer.from([0xff]));
/** An object identifier, given as its bytes. */
const named = (...bytes: readonly number[]): Buffer => der(0x06, Buffer.from(bytes));
const ecdsaWithSha256 = sequence(named(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02));
const commonName = (name: string): Buffer => sequence(der(0x31, sequence(named(0x55, 0x04, 0x03), der(0x0c, Buffer.from(name)))));
const moment = (date: Date): Buffer => der(0x18, Buffer.from(`${date.toISOString().replaceAll(/[-:T]/g, '').slice(0, 14)}Z`));
const extension = (id: number, value: Uint8Array, isCritical = false): Buffer => sequence(named(0x55, 0x1d, id), ...(isCritical ? [yes] : []), octets(value));

interface Subject {
  readonly name: string;
  readonly keys: { readonly publicKey: KeyObject; readonly privateKey: KeyObject };
}

const keyBits = (key: KeyObject): Buffer => key.export({ type: 'spki', format: 'der' }).subarray(-65);
const identifierOf = (key: KeyObject): Buffer => createHash('sha1').update(keyBits(key)).digest();
const DAY = 86_400_000;

function certificate(subject: Subject, issuer: Subject, extensions: readonly Uint8Array[]): string {
  const now = Date.now();
  const content = sequence(
    explicit(0, der(0x02, Buffer.from([2]))), der(0x02, Buffer.from([1]), randomBytes(15)), ecdsaWithSha256, commonName(issuer.name), sequence(moment(new Date(now - DAY)), moment(new Date(now + DAY))), commonName(subject.name),
    subject.keys.publicKey.export({ type: 'spki', format: 'der' }),
    explicit(3, sequence(...extensions, extension(0x0e, octets(identifierOf(subject.keys.publicKey))), extension(0x23, sequence(der(0x80, identifierOf(issuer.keys.publicKey)))))),
  );
  const whole = sequence(content, ecdsaWithSha256, bits(sign('sha256', content, issuer.keys.privateKey)));
  return `-----BEGIN CERTIFICATE-----\n${whole.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
}

export interface TestAuthority {
  /** The authority itself, for whoever is to trust it. */
  readonly pem: string;
  /** A certificate for this machine, with its key. */
  readonly server: { readonly cert: string; readonly key: string };
}

/** An authority that nobody knows, and a server's certificate (`localhost`, `127.0.0.1`) signed by it; both hold for a day. */
export function aTestAuthority(): TestAuthority {
  const [authority, server] = ['Autorità di prova', 'localhost'].map((name): Subject => ({ name, keys: generateKeyPairSync('ec', { namedCurve: 'prime256v1' }) }));
  if (!authority || !server) throw new Error('two subjects were made');
  const names = sequence(der(0x82, Buffer.from('localhost')), der(0x87, Buffer.from([127, 0, 0, 1])));
  return {
    pem: certificate(authority, authority, [extension(0x13, sequence(yes), true), extension(0x0f, der(0x03, Buffer.from([1, 0x06])), true)]),
    server: { cert: certificate(server, authority, [extension(0x11, names)]), key: server.keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() },
  };
}
