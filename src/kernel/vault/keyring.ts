import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { Sentence } from '../sentence.ts';

/**
 * Wraps and unwraps the keys of the vault. The default keeps master keys in a file or in the environment; a key-management service
 * takes its place by implementing these three.
 */
export interface KeyWrapper {
  /** The version under which new keys are wrapped. */
  readonly version: number;
  wrap(key: Buffer, context: string): { wrapped: Buffer; version: number };
  /** @throws {Error} when the version is unknown or the wrapped key was altered */
  unwrap(wrapped: Buffer, version: number, context: string): Buffer;
}

const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Closes bytes with AES-256-GCM. Layout: initialisation vector (12) · tag (16) · content.
 * @param context what the content belongs to; opening under any other context fails, so sealed values cannot be swapped between rows
 */
export function close(key: Buffer, plain: Buffer, context: string): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(context));
  const content = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), content]);
}

/** Opens what {@link close} closed. @throws {Error} when key, context or content do not belong together */
export function open(key: Buffer, sealed: Buffer, context: string): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV_BYTES)).setAAD(Buffer.from(context));
  decipher.setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
}

/** Master keys by version; the highest wraps, all of them unwrap. */
export class Keyring implements KeyWrapper {
  readonly version: number;
  readonly #keys: ReadonlyMap<number, Buffer>;

  constructor(keys: ReadonlyMap<number, Buffer>) {
    if (keys.size === 0) throw new Sentence('no-master-key');
    for (const key of keys.values()) if (key.length !== KEY_BYTES) throw new Sentence('master-key-malformed');
    this.#keys = keys;
    this.version = Math.max(...keys.keys());
  }

  wrap(key: Buffer, context: string): { wrapped: Buffer; version: number } {
    return { wrapped: close(this.#master(this.version), key, context), version: this.version };
  }

  unwrap(wrapped: Buffer, version: number, context: string): Buffer {
    return open(this.#master(version), wrapped, context);
  }

  /** A key for another purpose that must not change when masters rotate: derived from the first of them. */
  derive(purpose: string): Buffer {
    return Buffer.from(hkdfSync('sha256', this.#master(Math.min(...this.#keys.keys())), 'reti', purpose, KEY_BYTES));
  }

  /** The lines of the key file. */
  toString(): string {
    return [...this.#keys].map(([version, key]) => `${version}:${key.toString('base64')}`).join('\n');
  }

  /** A ring with one more master, which from now on wraps. */
  rotated(): Keyring {
    return new Keyring(new Map([...this.#keys, [this.version + 1, randomBytes(KEY_BYTES)]]));
  }

  #master(version: number): Buffer {
    const key = this.#keys.get(version);
    if (!key) throw new Sentence('master-key-missing', { version: String(version) });
    return key;
  }

  static fresh(): Keyring {
    return new Keyring(new Map([[1, randomBytes(KEY_BYTES)]]));
  }

  static parse(text: string): Keyring {
    const keys = new Map<number, Buffer>();
    for (const line of text.split('\n').map((part) => part.trim()).filter(Boolean)) {
      const [version, key] = line.split(':');
      keys.set(Number(version), Buffer.from(key ?? '', 'base64'));
    }
    return new Keyring(keys);
  }
}

/**
 * Finds the master keys: RETI_MASTER_KEY (lines `version:base64`), else what RETI_MASTER_KEY_COMMAND prints (the seam for a
 * key-management service or a hardware token), else the file, which is made on the first start.
 */
export function findKeyring(file: string, environment: NodeJS.ProcessEnv = process.env): Keyring {
  const given = environment['RETI_MASTER_KEY'];
  if (given) return Keyring.parse(given);
  const command = environment['RETI_MASTER_KEY_COMMAND'];
  if (command) return Keyring.parse(execFileSync('/bin/sh', ['-c', command], { encoding: 'utf8' }));
  if (existsSync(file)) return Keyring.parse(readFileSync(file, 'utf8'));
  const ring = Keyring.fresh();
  writeFileSync(file, ring.toString(), { mode: 0o600, flag: 'wx' });
  return ring;
}
