import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, transformWithOxc } from 'vite';
import type { Plugin } from 'vite';
import { drawnIcon, installedIcons, installedManifest } from './src/app/installed.ts';

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

/** What a device keeps to open the program without a server: the entry, the frame and its words, the letters of Italian and English. */
const shellParts = /\/src\/app\/web\/Rooms\.tsx$|\/src\/(?:app\/web|kernel\/ui)\/text\/(?:it|en)\.json$/;
const shellLetters = /titillium-web-latin-(?:400|600|700)-normal/;

/** The chunk that reads a card by the camera. */
const cardReader = /\/CardReader-/;
/** What a device that was enrolled for the street keeps beside it: the screens of a day outside, what opens them, and their words. */
const outingParts = new RegExp([
  String.raw`/src/app/web/(?:WhichDevice|EmergencyDesk|interview|street-contact|screens/Help)\.tsx$`,
  String.raw`/src/kernel/(?:offline/ui/attend\.ts|ui/HelpPopover\.tsx)$`,
  String.raw`/src/features/(?:today/ui/TodayScreen|agenda/ui/AgendaScreen|consents/ui/(?:Answers|Notice)Screen|safety/ui/Emergenc(?:y|ies)Screen|outreach/ui/\w+Screen|screening/ui/ScreeningScreen)\.tsx$`,
  String.raw`/src/(?:features/(?:today|agenda|desk|plans|consents|documents|safety|spoken|lists|outreach|screening)|kernel/(?:devices|fields|offline))/text/(?:it|en)\.json$`,
  // In French are the frame and the rooms of the street; what has no French is read in Italian.
  String.raw`/src/(?:features/(?:today|outreach)|kernel/(?:devices|fields|offline|ui)|app/web)/text/fr\.json$`,
  String.raw`/node_modules/(?:dexie|signature_pad)/`,
].join('|'));

/** The words of the first screen as most read it. They would else be asked for only once the program runs; who reads another language waits for their own. */
const firstWords = /\/src\/(?:app\/web|kernel\/(?:ui|offline))\/text\/it\.json$/;

/**
 * Everything that the first screen runs, in one file: a browser opens six ways to a server, and thirty small files over them wait for one
 * another, 150 ms a turn on a weak network. Asked of each module in turn; the ways from the entry are walked once a build.
 */
function firstScreen(): (id: string, build: { getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null }) => string | null {
  const entry = fileURLToPath(new URL('src/app/web.tsx', import.meta.url));
  let reached: Set<string> | undefined;
  return (id, build) => {
    if (reached === undefined) {
      reached = new Set([entry]);
      for (const each of reached) for (const imported of build.getModuleInfo(each)?.importedIds ?? []) reached.add(imported);
    }
    return reached.has(id) && !id.endsWith('.css') ? 'first' : null;
  };
}

/** Gives the build a name, which the page and the service worker both bear, and tells the worker which files to keep. */
function keptOnDevice(): Plugin {
  const source = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
  return {
    name: 'kept-on-device',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      async handler(_, bundle) {
        const files = Object.values(bundle);
        const needed = new Set<string>();
        const outing = new Set<string>();
        const need = (name: string, into = needed): void => {
          const file = bundle[name];
          if (file?.type !== 'chunk' || into.has(name)) return;
          into.add(name);
          for (const each of file.imports) need(each, into);
          for (const style of file.viteMetadata?.importedCss ?? []) into.add(style);
          // What reads a card is heavy, and is opened from within a dialog: it must not wait for a network either.
          if (into === outing) for (const each of file.dynamicImports) if (cardReader.test(each)) need(each, into);
        };
        for (const file of files) {
          if (file.type !== 'chunk' || !outingParts.test(file.facadeModuleId ?? '')) continue;
          need(file.fileName, outing);
          // What a screen of the street opens beside itself: a dialog must not wait for a network either.
          for (const each of file.dynamicImports) if (/\/src\/features\//.test(file.facadeModuleId ?? '')) need(each, outing);
        }
        for (const file of files) {
          if (file.type === 'chunk' ? file.isEntry || shellParts.test(file.facadeModuleId ?? '') : shellLetters.test(file.fileName) && file.fileName.endsWith('.woff2')) {
            if (file.type === 'chunk') need(file.fileName);
            else needed.add(file.fileName);
          }
        }
        const build = createHash('sha256').update(files.map(({ fileName }) => fileName).sort().join('\n')).digest('hex').slice(0, 16);
        const page = bundle['index.html'];
        const words = files.filter((file) => file.type === 'chunk' && firstWords.test(file.facadeModuleId ?? '')).map(({ fileName }) => `<link rel="modulepreload" crossorigin href="/${fileName}">`);
        if (page?.type === 'asset') page.source = String(page.source).replace('%BUILD%', build).replace('</head>', `${words.join('')}</head>`);
        const kept = ['/', '/icon.svg', '/manifest.webmanifest', ...installedIcons.map(({ path }) => path), ...[...needed].sort().map((name) => `/${name}`)];
        const { code } = await transformWithOxc(source('src/app/web/service-worker.ts'), 'service-worker.ts');
        const outside = [...outing].filter((name) => !needed.has(name)).sort().map((name) => `/${name}`);
        const worker = code.replace('%BUILD%', build).replace(/\[['"]%FILES%['"]\]/, JSON.stringify(kept)).replace(/\[['"]%OUTING%['"]\]/, JSON.stringify(outside));
        this.emitFile({ type: 'asset', fileName: 'service-worker.js', source: worker });
        this.emitFile({ type: 'asset', fileName: 'manifest.webmanifest', source: JSON.stringify(installedManifest) });
        const drawing = source('src/app/web/icon.svg');
        this.emitFile({ type: 'asset', fileName: 'icon.svg', source: drawing });
        for (const icon of installedIcons) this.emitFile({ type: 'asset', fileName: icon.path.slice(1), source: await drawnIcon(drawing, icon) });
      },
    },
    transformIndexHtml: { order: 'post', handler: () => [{ tag: 'link', attrs: { rel: 'manifest', href: '/manifest.webmanifest' }, injectTo: 'head' }, { tag: 'link', attrs: { rel: 'apple-touch-icon', href: '/apple-touch-icon.png' }, injectTo: 'head' }] },
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
  plugins: [onlyOurLanguages(), react(), keptOnDevice(), compressed()],
  build: {
    outDir: 'dist/web',
    emptyOutDir: true,
    target: ['chrome123', 'firefox120', 'safari17.5'],
    /** Nothing inline: the content policy of the server allows scripts, styles and fonts of this origin only. */
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { output: { codeSplitting: { groups: [{ debugName: 'first screen', name: firstScreen() }] } } },
    sourcemap: false,
    chunkSizeWarningLimit: 600,
  },
  server: { port: 5173, strictPort: true, proxy: { '/api': 'http://localhost:3000' } },
});
