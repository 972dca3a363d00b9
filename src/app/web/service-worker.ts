/**
 * Keeps the bare program on a device that has used it before, so that the emergency numbers open even when the server cannot be reached.
 * It holds files of the program alone: never an answer of the server about people (`/api/…` passes it by untouched), never a page that
 * somebody was shown. Each build has a store of its own; the one before goes when the last window that used it has closed.
 *
 * A device that was enrolled for the street asks for more: the screens of a day outside, so that they open from a cold start with no network. Once
 * kept they are kept of every later build too, before it takes over.
 *
 * The build writes its name and its lists into the constants below and sends this file as it is, without its types: it imports nothing.
 */
declare const self: ServiceWorkerGlobalScope;

const build = '%BUILD%';
/** What is needed to open the program without a server; the build puts addresses here. */
const shell: readonly string[] = ['%FILES%'];
/** What a day outside needs beside it: its screens and their words. */
const outing: readonly string[] = ['%OUTING%'];
/** Stands in the store of a device that keeps the outing. */
const outingMark = '/kept-for-the-street';
const prefix = 'reti-shell-';
const store = `${prefix}${build}`;
/** A server that does not answer within this many milliseconds is as good as none for opening the page. */
const patience = 4_000;

const fresh = (paths: readonly string[]): Request[] => paths.map((path) => new Request(path, { cache: 'no-cache' }));

async function keepOuting(): Promise<void> {
  const cache = await caches.open(store);
  if (await cache.match(outingMark)) return;
  const known = new Set((await cache.keys()).map(({ url }) => new URL(url).pathname));
  await cache.addAll(fresh(outing.filter((path) => !known.has(path))));
  await cache.put(outingMark, new Response(''));
}

self.addEventListener('install', (event) => {
  const keep = async (): Promise<void> => {
    const isForStreet = (await caches.match(outingMark)) !== undefined;
    await (await caches.open(store)).addAll(fresh(shell));
    if (isForStreet) await keepOuting();
  };
  event.waitUntil(keep());
});

self.addEventListener('message', (event) => {
  if (event.data === 'keep-outing') event.waitUntil(keepOuting());
});

self.addEventListener('activate', (event) => {
  const forgetOlder = async (): Promise<void> => {
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name.startsWith(prefix) && name !== store).map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(forgetOlder());
});

self.addEventListener('fetch', (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== 'GET' || origin !== self.location.origin || pathname.startsWith('/api/')) return;
  if (mode === 'navigate') event.respondWith(page(event.request));
  else if (pathname.startsWith('/assets/')) event.respondWith(asset(event.request));
  else if (shell.includes(pathname)) event.respondWith(fetch(event.request).catch(() => kept(pathname)));
});

async function kept(path: string): Promise<Response> {
  const cache = await caches.open(store);
  return (await cache.match(path)) ?? Response.error();
}

/**
 * Whether the kept page is shown without asking the server: where there is no network, and on a device of the street, which opens as fast where
 * a network is as good as none. Never when somebody loads the page anew, nor once a newer build lies here: then the server's own page is wanted.
 */
async function opensByItself({ cache, isReloadNavigation }: Request & { readonly isReloadNavigation?: boolean }): Promise<boolean> {
  if (!navigator.onLine) return true;
  const { waiting, installing } = self.registration;
  if (cache !== 'default' || isReloadNavigation === true || waiting || installing) return false;
  return (await (await caches.open(store)).match(outingMark)) !== undefined;
}

/** A screen's address: on a device of the street the kept page, elsewhere the server's own while it answers. */
async function page(request: Request): Promise<Response> {
  if (await opensByItself(request)) {
    const here = await kept('/');
    if (here.type !== 'error') return here;
  }
  const late = new Promise<null>((resolve) => { setTimeout(() => resolve(null), patience); });
  const answer = await Promise.race([fetch(request).catch(() => null), late]);
  return answer !== null && answer.status < 502 ? answer : kept('/');
}

/** A file that bears its content's hash never changes: what was fetched once is kept, so that an older window finds its screens after a new build. */
async function asset(request: Request): Promise<Response> {
  const cache = await caches.open(store);
  const known = await cache.match(request);
  if (known) return known;
  const answer = await fetch(request);
  // A disk that is full keeps nothing more: the file is shown all the same.
  if (answer.status === 200) await cache.put(request, answer.clone()).catch(() => undefined);
  return answer;
}
