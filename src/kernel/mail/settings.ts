import { readFileSync } from 'node:fs';
import { rootCertificates } from 'node:tls';
import { z } from 'zod';
import { Sentence } from '../sentence.ts';

/** The server that takes our letters, as the operator names it. Its password never leaves this object: nothing logs or answers with it. */
export interface MailSettings {
  readonly host: string;
  readonly port: number;
  /** `tls` from the first byte, `starttls` or nothing at all: plain only to a server on this same machine. */
  readonly security: 'tls' | 'starttls' | 'plain';
  readonly user: string | undefined;
  readonly password: string | undefined;
  /** The address that letters come from; what comes back to it is read as a bounce where its box is connected. */
  readonly from: string;
  /** Authorities whose certificates are believed, in PEM; those of Node alone where nothing is said. */
  readonly trust?: readonly string[] | undefined;
}

const Environment = z.object({
  /** `smtps://user@host:465`, or `smtp://user@host:587`, which must offer STARTTLS. */
  RETI_SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  RETI_SMTP_PASSWORD: z.string().min(1).optional(),
  /** A file that holds the password alone, as a service manager or a container hands secrets over. */
  RETI_SMTP_PASSWORD_FILE: z.string().min(1).optional(),
  RETI_MAIL_FROM: z.email().optional(),
});

/**
 * The authorities by which the servers of mail are known, letters and mailboxes alike: Node's, and those of the file that the operator names, as an office with its own authority needs.
 * @returns nothing where no file is named @throws {Sentence} setting-malformed
 */
export function readMailTrust(environment: NodeJS.ProcessEnv = process.env): readonly string[] | undefined {
  const file = environment['RETI_MAIL_CA_FILE'];
  if (!file) return undefined;
  const own = contentOf(file, 'RETI_MAIL_CA_FILE').match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g);
  if (!own) throw new Sentence('setting-malformed', { name: 'RETI_MAIL_CA_FILE' });
  return [...rootCertificates, ...own];
}

/** Whether a name is this machine's own: there alone a connection needs no encryption. */
export const isLoopback = (host: string): boolean => /^(localhost|127\.\d+\.\d+\.\d+|::1|\[::1\])$/i.test(host);

/** What the environment says of outgoing mail; nothing where no server is named. @throws {Sentence} setting-malformed, naming the variable and never its value */
export function readMailSettings(environment: NodeJS.ProcessEnv = process.env): MailSettings | undefined {
  const named = Object.fromEntries(Object.keys(Environment.shape).map((name) => [name, environment[name] || undefined]));
  const read = Environment.safeParse(named);
  if (!read.success) throw new Sentence('setting-malformed', { name: String(read.error.issues[0]?.path[0] ?? '') });
  const { RETI_SMTP_URL: address, RETI_SMTP_PASSWORD: password, RETI_SMTP_PASSWORD_FILE: file, RETI_MAIL_FROM: from } = read.data;
  if (!address) return undefined;
  if (!from) throw new Sentence('setting-malformed', { name: 'RETI_MAIL_FROM' });
  const url = new URL(address);
  const isTls = url.protocol === 'smtps:';
  const inFile = file === undefined ? undefined : contentOf(file, 'RETI_SMTP_PASSWORD_FILE');
  return {
    host: url.hostname, port: Number(url.port) || (isTls ? 465 : 587), security: isTls ? 'tls' : isLoopback(url.hostname) ? 'plain' : 'starttls',
    user: decodeURIComponent(url.username) || undefined, password: password ?? inFile ?? (decodeURIComponent(url.password) || undefined), from, trust: readMailTrust(environment),
  };
}

function contentOf(file: string, name: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (cause) {
    throw new Sentence('setting-malformed', { name }, { cause });
  }
}
