import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseSync } from 'vite';

const root = resolve(import.meta.dirname, '../../..');
const methods: ReadonlySet<unknown> = new Set(['PUT', 'POST', 'PATCH']);

/** A node of the syntax tree of a source file, with the nodes it stands in, outermost first. */
interface Node { readonly type: string; readonly start: number; readonly [part: string]: unknown }
interface Found { readonly node: Node; readonly within: readonly Node[]; readonly file: string }

/** A call that some screen gives to the queue: `*` stands for what is known only when it is made. */
export interface QueuedPath { readonly method: string; readonly path: string; readonly where: string }

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';
const nodesIn = (value: unknown): Node[] => (Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : []);
const inner = (node: unknown): Node | undefined => (!isNode(node) ? undefined : /^TS(?:As|Satisfies)Expression$|^ParenthesizedExpression$/.test(node.type) ? inner(node['expression']) : node);
const named = (node: unknown): string | undefined => (isNode(node) && node.type === 'Identifier' ? String(node['name']) : undefined);

/** What a call for the queue is put together from; nothing else of a file is kept. */
const kept: ReadonlySet<string> = new Set(['ObjectExpression', 'VariableDeclarator', 'CallExpression']);

function keepNodes(node: Node, within: readonly Node[], file: string, into: Found[]): void {
  if (kept.has(node.type)) into.push({ node, within, file });
  const deeper = [...within, node];
  for (const part of Object.values(node)) if (typeof part === 'object' && part !== null) for (const child of nodesIn(part)) keepNodes(child, deeper, file, into);
}

const propertyOf = (object: Node, name: string): Node | undefined => {
  const found = nodesIn(object['properties']).find((one) => one.type === 'Property' && named(one['key']) === name);
  return found && inner(found['value']);
};

/** Everything that a path may read, with `*` where it cannot be known; undefined where not even its beginning can be told. */
class Sources {
  readonly #texts = new Map(globSync('src/**/*.{ts,tsx}', { cwd: root })
    .filter((file) => /\/ui\/|^src\/app\/web\//.test(file) && !/\.test\.tsx?$|\.gen\.ts$|\/testing\//.test(file))
    .map((file) => [file, readFileSync(join(root, file), 'utf8')]));
  readonly #read = new Map<string, readonly Found[]>();

  /** What of the files is looked at in which some words stand. */
  in(words: RegExp): readonly Found[] {
    return [...this.#texts].flatMap(([file, text]) => (words.test(text) ? this.#nodes(file, text) : []));
  }

  lineOf({ file, node }: Found): string {
    return `${file}:${this.#texts.get(file)?.slice(0, node.start).split('\n').length ?? 0}`;
  }

  #nodes(file: string, text: string): readonly Found[] {
    const before = this.#read.get(file);
    if (before) return before;
    const into: Found[] = [];
    keepNodes(parseSync(file, text).program as unknown as Node, [], file, into);
    this.#read.set(file, into);
    return into;
  }

  /** The objects that are calls for the queue: only those bear their method in capitals beside a path, or have it spread into them. */
  calls(): { readonly found: Found; readonly methods: readonly string[]; readonly path: Node | undefined }[] {
    return this.in(/'(?:PUT|POST|PATCH)'/).flatMap((found) => {
      if (found.node.type !== 'ObjectExpression') return [];
      const path = propertyOf(found.node, 'path');
      const own = this.#methodsOf(propertyOf(found.node, 'method'));
      const spread = nodesIn(found.node['properties']).flatMap((one) => (one.type === 'SpreadElement' ? this.#spreadMethods(one, found) : []));
      const isSpreadElsewhere = own.length > 0 && path === undefined && this.#isOnlySpread(found);
      const isCall = path !== undefined || propertyOf(found.node, 'record') !== undefined;
      return isCall && !isSpreadElsewhere && own.length + spread.length > 0 ? [{ found, methods: [...own, ...spread], path }] : [];
    });
  }

  pathsOf(node: Node | undefined, found: Found): string[] | undefined {
    const of = inner(node);
    if (of?.type === 'Literal' && typeof of['value'] === 'string') return [of['value']];
    if (of?.type === 'TemplateLiteral') return this.#templatePaths(of, found);
    if (of?.type === 'CallExpression') return this.#answersOf(named(of['callee']), found);
    // What waited already under a path is given anew: that path was told where it was made.
    if (of?.type === 'MemberExpression' && named(of['property']) === 'path') return [];
    const name = named(of);
    if (name === undefined) return undefined;
    const declared = this.#declared(name, found);
    return declared ? this.pathsOf(inner(declared['init']), found) : this.#givenAs(name, found);
  }

  #methodsOf(node: Node | undefined): string[] {
    if (node?.type === 'ConditionalExpression') return [...this.#methodsOf(inner(node['consequent'])), ...this.#methodsOf(inner(node['alternate']))];
    return node?.type === 'Literal' && methods.has(node['value']) ? [String(node['value'])] : [];
  }

  #spreadMethods(spread: Node, found: Found): string[] {
    const name = named(spread['argument']);
    const common = name === undefined ? undefined : inner(this.#declared(name, found)?.['init']);
    return common?.type === 'ObjectExpression' && propertyOf(common, 'path') === undefined ? this.#methodsOf(propertyOf(common, 'method')) : [];
  }

  #isOnlySpread({ within }: Found): boolean {
    return within.at(-1)?.type === 'VariableDeclarator';
  }

  /** The nearest declaration of a name around a place. */
  #declared(name: string, found: Found): Node | undefined {
    const around = new Set(found.within);
    return (this.#read.get(found.file) ?? []).filter((one) => one.node.type === 'VariableDeclarator' && named(one.node['id']) === name
      && one.within.every((outer) => around.has(outer) || outer.type === 'VariableDeclaration' || outer.type === 'ExportNamedDeclaration'))
      .toSorted((a, b) => b.within.length - a.within.length)[0]?.node;
  }

  #templatePaths(template: Node, found: Found): string[] | undefined {
    const texts = nodesIn(template['quasis']).map((one) => (one['value'] as { cooked: string }).cooked);
    const expressions = nodesIn(template['expressions']);
    let paths = [texts[0] ?? ''];
    for (const [at, expression] of expressions.entries()) {
      // What stands first is the beginning of the address itself, and must be told; what comes later is an id.
      const values = at === 0 && texts[0] === '' ? this.pathsOf(expression, found) : ['*'];
      if (!values) return undefined;
      paths = paths.flatMap((path) => values.map((value) => path + value + (texts[at + 1] ?? '')));
    }
    return paths;
  }

  /** What a small function of the same file, or of the one it comes from, answers. */
  #answersOf(name: string | undefined, found: Found): string[] | undefined {
    const functions = this.in(new RegExp(`const ${name} = `)).filter(({ node }) => node.type === 'VariableDeclarator' && named(node['id']) === name && inner(node['init'])?.type === 'ArrowFunctionExpression');
    const one = functions.find(({ file }) => file === found.file) ?? (functions.length === 1 ? functions[0] : undefined);
    const init = one && inner(one.node['init']);
    return init && one ? this.pathsOf(inner(init['body']), one) : undefined;
  }

  /** What callers hand to a parameter of that name. */
  #givenAs(name: string, found: Found): string[] | undefined {
    for (const [at, outer] of [...found.within.entries()].toReversed()) {
      if (!/Function/.test(outer.type)) continue;
      const place = nodesIn(outer['params']).findIndex((one) => named(one) === name || named(one['left']) === name);
      if (place < 0) continue;
      const called = named(outer['id']) ?? named(found.within[at - 1]?.['id']);
      const isExported = found.within.some(({ type }) => type === 'ExportNamedDeclaration');
      const callers = this.in(new RegExp(`\\b${called}\\(`)).filter(({ node, file }) => node.type === 'CallExpression' && called !== undefined && named(node['callee']) === called && (isExported || file === found.file));
      const paths = callers.map((caller) => this.pathsOf(nodesIn(caller.node['arguments'])[place], caller));
      return callers.length === 0 || paths.includes(undefined) ? undefined : paths.flatMap((one) => one ?? []);
    }
    return undefined;
  }
}

/**
 * Every call that the screens give to the queue, also where its path is put together from variables, read from the sources.
 * @returns beside them, as `file:line`, the calls whose path could not be told: none may be there
 */
export function queuedPaths(): { readonly paths: readonly QueuedPath[]; readonly untold: readonly string[] } {
  const sources = new Sources();
  const untold: string[] = [];
  const paths = sources.calls().flatMap(({ found, methods: by, path }) => {
    const where = sources.lineOf(found);
    const told = sources.pathsOf(path, found);
    if (!told) untold.push(where);
    return (told ?? []).flatMap((one) => by.map((method) => ({ method, path: one, where })));
  });
  return { paths, untold };
}
