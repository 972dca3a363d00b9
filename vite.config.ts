import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import type { Plugin } from 'vite';

/** Languages whose own words React Aria keeps (calendar, spin buttons); the other thirty would travel to every phone for nothing. */
const keptLocales = new Set(['it-IT', 'en-US', 'fr-FR', 'ar-AE']);

/** Replaces React Aria's dictionaries of unused languages by empty ones. */
function onlyOurLanguages(): Plugin {
  const dictionary = /react-(?:aria|stately)\/dist\/private\/intl\/[^/]+\/([a-z]{2}-[A-Z]{2})\.mjs$/;
  return {
    name: 'only-our-languages',
    enforce: 'pre',
    load(id) {
      const locale = dictionary.exec(id)?.[1];
      return locale === undefined || keptLocales.has(locale) ? null : 'export default {};';
    },
  };
}

/** Writes each text file compressed beside itself, as small as can be: done once here, not for each phone on a weak network. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    writeBundle({ dir }) {
      if (dir === undefined) return;
      for (const name of readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((each) => /\.(?:js|css|html|svg|json)$/.test(each))) {
        const path = join(dir, name);
        const bytes = readFileSync(path);
        writeFileSync(`${path}.br`, brotliCompressSync(bytes));
        writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
      }
    },
  };
}

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  publicDir: false,
  plugins: [onlyOurLanguages(), react(), compressed()],
  build: {
    outDir: 'dist/web',
    emptyOutDir: true,
    target: ['chrome123', 'firefox120', 'safari17.5'],
    /** Nothing inline: the content policy of the server allows scripts, styles and fonts of this origin only. */
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    chunkSizeWarningLimit: 600,
  },
  server: { port: 5173, strictPort: true, proxy: { '/api': 'http://localhost:3000' } },
});
