import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Sentence } from '../kernel/sentence.ts';
import { root } from './build.ts';
import { type Config, webIsBuilt } from './config.ts';
import { say } from './terminal.ts';

const stampOf = (config: Config): string => join(config.webFolder, '.built-from');

function isCurrent(config: Config, now: string): boolean {
  const stamp = stampOf(config);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === now;
}

/**
 * Has the pages built where they are not current, by a program of its own that ends with the building: what builds them would otherwise
 * stay in the server's memory, some 400 MB, for as long as it runs.
 * @throws {Sentence} web-not-built, when that program failed or left no pages; it has said why
 */
export async function ensureWeb(config: Config): Promise<void> {
  if (!isCurrent(config, fingerprint())) {
    const builder = spawn(process.execPath, [join(import.meta.dirname, 'cli.ts'), 'pages', 'build'], { cwd: root, stdio: 'inherit' });
    const code = await new Promise<number | null>((ended, failed) => {
      builder.once('error', failed);
      builder.once('exit', ended);
    });
    if (code !== 0) throw new Sentence('web-not-built');
  }
  if (!webIsBuilt(config)) throw new Sentence('web-not-built');
}

/** Builds the web app when it was never built, or when a file it is made of changed since. */
export async function buildWeb(config: Config): Promise<void> {
  const now = fingerprint();
  if (isCurrent(config, now)) return;
  say('terminal.step.web');
  // Whatever the surroundings call themselves (a test runner, a developer's shell), people get the pages as they are meant to run.
  process.env['NODE_ENV'] = 'production';
  const { build } = await import('vite');
  await build({ root, logLevel: 'warn', build: { outDir: config.webFolder, emptyOutDir: true } });
  writeFileSync(stampOf(config), now);
}

/** Names, sizes and times of everything that ends up in a page. */
function fingerprint(): string {
  const files = globSync(['index.html', 'vite.config.ts', 'package-lock.json', 'src/**/*.{ts,tsx,css,json,svg}'], { cwd: root })
    .filter((file) => !/\.test\.tsx?$/.test(file))
    .sort();
  const hash = createHash('sha256');
  for (const file of files) {
    const { size, mtimeMs } = statSync(join(root, file));
    hash.update(`${file} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}
