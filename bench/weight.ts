import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const web = join(import.meta.dirname, '../dist/web');

/** What a first visit downloads before the sign-in is on the screen: the page, its scripts with all they import, its styles. */
export function firstLoad(): { files: number; brotliKb: number; gzipKb: number } {
  const page = readFileSync(join(web, 'index.html'), 'utf8');
  const wanted = new Set(['index.html']);
  const follow = (file: string): void => {
    if (wanted.has(file)) return;
    wanted.add(file);
    if (!file.endsWith('.js')) return;
    const text = readFileSync(join(web, file), 'utf8');
    for (const [, imported = ''] of text.matchAll(/(?:from|import)\s*"(\.[^"]+\.js)"/g)) follow(join(dirname(file), imported));
  };
  for (const [, file = ''] of page.matchAll(/(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g)) follow(file);
  const kilobytes = (ending: string): number => Math.round(Array.from(wanted, (file) => readFileSync(join(web, file + ending)).length).reduce((sum, size) => sum + size, 0) / 1_000);
  return { files: wanted.size, brotliKb: kilobytes('.br'), gzipKb: kilobytes('.gz') };
}
