import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Sentence } from '../kernel/sentence.ts';
import { root } from './build.ts';

const Environment = z.object({
  /** Where the database, its keys and uploaded files live. */
  RETI_DATA: z.string().default(join(root, 'data')),
  RETI_HOST: z.string().default('127.0.0.1'),
  RETI_PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  /** The address people type, when it differs from http://localhost:port. */
  RETI_PUBLIC_URL: z.url().optional(),
  /** The address of the HTTPS server in front: what it says of who calls is believed, and of nobody else. */
  RETI_TRUSTED_PROXY: z.union([z.ipv4(), z.ipv6()]).optional(),
  /** What an installed window is called on a telephone: a word that says nothing of whom it serves. */
  RETI_APP_NAME: z.string().trim().min(2).max(30).optional(),
  /** A PostgreSQL server of one's own, version 15 or later. */
  DATABASE_URL: z.string().optional(),
  /** `on` and `off` say it outright; otherwise an empty database becomes a demonstration. */
  RETI_DEMO: z.enum(['on', 'off']).optional(),
});

export interface Config {
  readonly dataFolder: string;
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string | undefined;
  readonly trustedProxy: string | undefined;
  readonly appName: string | undefined;
  readonly databaseUrl: string | undefined;
  readonly demo: boolean | undefined;
  readonly webFolder: string;
}

/** What the environment asks for. @throws {Sentence} naming the variable that makes no sense */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const read = Environment.safeParse(environment);
  if (!read.success) throw new Sentence('setting-malformed', { name: String(read.error.issues[0]?.path[0] ?? '') });
  const { RETI_DATA, RETI_HOST, RETI_PORT, RETI_PUBLIC_URL, RETI_TRUSTED_PROXY, RETI_APP_NAME, DATABASE_URL, RETI_DEMO } = read.data;
  return {
    dataFolder: RETI_DATA,
    host: RETI_HOST,
    port: RETI_PORT,
    publicUrl: RETI_PUBLIC_URL,
    trustedProxy: RETI_TRUSTED_PROXY,
    appName: RETI_APP_NAME,
    databaseUrl: DATABASE_URL || undefined,
    demo: RETI_DEMO === undefined ? undefined : RETI_DEMO === 'on',
    webFolder: join(root, 'dist/web'),
  };
}

export const webIsBuilt = (config: Config): boolean => existsSync(join(config.webFolder, 'index.html'));
