import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { root } from './build.ts';
import type { Config } from './config.ts';
import { say } from './terminal.ts';

/** Builds the web app when it was never built, or when a file it is made of changed since. */
export async function buildWeb(config: Config): Promise<void> {
  const stamp = join(config.webFolder, '.built-from');
  const now = fingerprint();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return;
  say('terminal.step.web');
  // Whatever the surroundings call themselves (a test runner, a developer's shell), people get the pages as they are meant to run.
  process.env['NODE_ENV'] = 'production';
  const { build } = await import('vite');
  await build({ root, logLevel: 'warn', build: { outDir: config.webFolder, emptyOutDir: true } });
  compress(config.webFolder);
  writeFileSync(stamp, now);
}

/** Packs every file once, as small as it gets, so that no request pays for it. */
function compress(folder: string): void {
  for (const file of globSync('**/*.{js,css,html,json,svg}', { cwd: folder })) {
    const plain = readFileSync(join(folder, file));
    writeFileSync(join(folder, `${file}.br`), brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
    writeFileSync(join(folder, `${file}.gz`), gzipSync(plain, { level: 9 }));
  }
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
