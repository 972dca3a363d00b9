import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');

interface Import {
  readonly from: string;
  readonly to: string;
}

/** Source files with what they import inside the project. Tests may reach anything: they look at the house from outside. */
const sources = globSync('src/**/*.{ts,tsx}', { cwd: root }).filter((file) => !/\.test\.tsx?$/.test(file) && !file.includes('/testing/') && !file.endsWith('.gen.ts'));

const imports: Import[] = sources.flatMap((from) => {
  const text = readFileSync(join(root, from), 'utf8');
  return [...text.matchAll(/(?:from|import)\s*\(?\s*['"](\.{1,2}\/[^'"]+)['"]/g)].map(([, to]) => ({ from, to: relative(root, join(root, dirname(from), to ?? '')) }));
});

const floor = (file: string): 'app' | 'features' | 'kernel' => (file.startsWith('src/app/') ? 'app' : file.startsWith('src/features/') ? 'features' : 'kernel');
const roomOf = (file: string): string => file.split('/')[2] ?? '';
/** A file's part in its room. */
const partOf = (file: string): string => {
  const inside = file.split('/').slice(3).join('/');
  if (inside.startsWith('ui/')) return 'ui';
  return /^(contract|routes)\.ts$/.test(inside) ? inside.replace('.ts', '') : inside.startsWith('store') ? 'store' : inside.startsWith('routes/') ? 'routes' : 'domain';
};

/** What each part of a room may use of its own room. */
const inside: Readonly<Record<string, readonly string[]>> = {
  contract: ['contract', 'domain'],
  domain: ['contract', 'domain'],
  store: ['contract', 'domain', 'store'],
  routes: ['contract', 'domain', 'store', 'routes'],
  ui: ['contract', 'domain', 'ui'],
};

describe('the one rule of direction', () => {
  it('app uses features and kernel, features use the kernel, the kernel uses nothing above it', () => {
    const rank = { kernel: 0, features: 1, app: 2 };
    expect(imports.filter(({ from, to }) => rank[floor(to)] > rank[floor(from)])).toEqual([]);
  });

  it('screens never reach into what runs on the server, nor the server into screens', () => {
    const server = /^src\/kernel\/(database|http|vault|audit|jobs|devices\/(store|routes)|identity\/(routes|sessions|accounts|passkeys|passwords))/;
    const screens = (file: string) => /\/ui\//.test(file) || file.startsWith('src/kernel/i18n/') || file.startsWith('src/app/web');
    expect(imports.filter(({ from, to }) => screens(from) && server.test(to))).toEqual([]);
    expect(imports.filter(({ from, to }) => !screens(from) && screens(to) && !to.endsWith('.json'))).toEqual([]);
  });

  it('inside a room: ui to contract and domain; routes to store, domain, contract; store to contract and domain; domain to contract', () => {
    const wrong = imports.filter(({ from, to }) => floor(from) === 'features' && floor(to) === 'features' && roomOf(from) === roomOf(to) && !to.endsWith('.json')
      && !(inside[partOf(from)] ?? []).includes(partOf(to)));
    expect(wrong).toEqual([]);
  });

  it('between rooms: only another room\'s contract and the pure functions of its domain', () => {
    const wrong = imports.filter(({ from, to }) => floor(from) === 'features' && floor(to) === 'features' && roomOf(from) !== roomOf(to) && !['contract', 'domain'].includes(partOf(to)));
    expect(wrong).toEqual([]);
  });

  it('the domain asks no clock, no network and no database', () => {
    const impure = sources.filter((file) => floor(file) === 'features' && partOf(file) === 'domain' && /\/domain(\/|\.ts$)/.test(file))
      .filter((file) => /\bnew Date\(\)|Date\.now\(|Math\.random\(|\bfetch\(|from 'node:(fs|net|http)|from 'kysely'|from 'pg'/.test(readFileSync(join(root, file), 'utf8')));
    expect(impure).toEqual([]);
  });

  it('nobody imports in a circle', () => {
    const graph = Map.groupBy(imports, (one) => one.from);
    const done = new Set<string>();
    const circles: string[] = [];
    const walk = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' → '));
      if (path.includes(file) || done.has(file)) return;
      for (const { to } of graph.get(file) ?? []) walk(to, [...path, file]);
      done.add(file);
    };
    for (const file of sources) walk(file, []);
    expect(circles).toEqual([]);
  });
});

describe('the house in order', () => {
  it('draws with no colour and no measure that nobody has defined', () => {
    const styles = globSync('src/**/*.css', { cwd: root }).map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));
    // Measured while the page stands: by the bar itself, and by the library of the controls.
    const defined = new Set(['--rail-bar', '--trigger-width', ...styles.flatMap(({ text }) => [...text.matchAll(/(--[\w-]+)\s*:/g)].map(([, name]) => name))]);
    for (const file of globSync('src/**/*.tsx', { cwd: root })) for (const [, name] of readFileSync(join(root, file), 'utf8').matchAll(/'(--[\w-]+)'\s*:/g)) defined.add(name);
    const unknown = styles.flatMap(({ file, text }) => [...text.matchAll(/var\((--[\w-]+)/g)].filter(([, name]) => !defined.has(name)).map(([, name]) => `${file}: ${name}`));
    expect(unknown).toEqual([]);
  });

  it('keeps every file small enough to hold in the head', () => {
    const long = sources.map((file) => ({ file, lines: readFileSync(join(root, file), 'utf8').split('\n').length })).filter(({ lines }) => lines > 500);
    expect(long).toEqual([]);
  });

  it('exports nothing that nobody uses', () => {
    const everything = globSync('{src,e2e,bench}/**/*.{ts,tsx}', { cwd: root }).map((file) => ({ file, words: new Set(readFileSync(join(root, file), 'utf8').match(/\w+/g)) }));
    const unused = sources
      .filter((file) => !/\/(routes|contract)\.ts$/.test(file) && !file.startsWith('src/app/web'))
      .flatMap((file) => [...readFileSync(join(root, file), 'utf8').matchAll(/^export (?:async )?(?:function|const|class|interface|type) (\w+)/gm)].map(([, name]) => ({ file, name: name ?? '' })))
      .filter(({ file, name }) => !everything.some((other) => other.file !== file && other.words.has(name))
        && (readFileSync(join(root, file), 'utf8').match(new RegExp(`\\b${name}\\b`, 'g'))?.length ?? 0) < 2);
    expect(unused).toEqual([]);
  });

  it('can be installed from its lock file: every optional package for another platform stands in it', () => {
    const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, { optionalDependencies?: Record<string, string> }> };
    const missing = Object.entries(lock.packages).flatMap(([path, entry]) => Object.keys(entry.optionalDependencies ?? {})
      .filter((name) => !(`node_modules/${name}` in lock.packages) && !(`${path}/node_modules/${name}` in lock.packages)));
    expect(missing).toEqual([]);
  });

  it('tells the catalogue of public software the version and the licence that it has', () => {
    const own = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string; license: string };
    const catalogue = readFileSync(join(root, 'publiccode.yml'), 'utf8');
    expect(/^softwareVersion: "(.+)"$/m.exec(catalogue)?.[1]).toBe(own.version);
    expect(/^ {2}license: (\S+)$/m.exec(catalogue)?.[1]).toBe(own.license);
  });

  it('pins every package to one version', () => {
    const own = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, Record<string, string>>;
    const loose = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((kind) => Object.entries(own[kind] ?? {})).filter(([, wanted]) => !/^\d/.test(wanted));
    expect(loose).toEqual([]);
  });
});
