import { flushCompileCache } from 'node:module';

/**
 * For the moment when everything is loaded and nobody waits yet. Keeps what was compiled, so that also a machine that loses its power starts
 * quickly next time; where there is no folder for it, or none that can be written, nothing is kept and nothing fails. Then gives back what
 * loading left behind, where the start allows it (`scripts/server.json`).
 */
export function settle(): void {
  flushCompileCache();
  globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}
