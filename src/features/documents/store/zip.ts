import { Zip, ZipPassThrough } from 'fflate';
import type { Act } from '../../../kernel/database/act.ts';
import type { Vault } from '../../../kernel/vault/vault.ts';
import { fileOf, type ReadableFile } from './reading.ts';

/** Files in one ZIP, written as they are opened: one piece of one file in memory at a time. Names are neutral; two of the same get a number. */
export async function* zipped(act: Act, vault: Vault, files: readonly ReadableFile[]): AsyncGenerator<Buffer> {
  const ready: Uint8Array[] = [];
  let failed: Error | undefined;
  const zip = new Zip((error, part) => {
    if (error) failed = error;
    else ready.push(part);
  });
  const taken = new Map<string, number>();
  for (const file of files) {
    const times = (taken.get(file.name) ?? 0) + 1;
    taken.set(file.name, times);
    const entry = new ZipPassThrough(times === 1 ? file.name : file.name.replace(/(\.[^.]+)$/, `-${times}$1`));
    entry.mtime = act.now;
    zip.add(entry);
    for await (const piece of fileOf(act, vault, file)) {
      entry.push(piece);
      for (let part = ready.shift(); part; part = ready.shift()) yield Buffer.from(part);
    }
    entry.push(new Uint8Array(), true);
  }
  zip.end();
  for (let part = ready.shift(); part; part = ready.shift()) yield Buffer.from(part);
  if (failed) throw failed;
}
