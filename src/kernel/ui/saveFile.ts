import type { Received } from './api.ts';

/** Puts a file that was received among the downloads, under the name that the server gave it. */
export function saveFile({ file, name }: Pick<Received, 'file' | 'name'>): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
