/**
 * Keeps the bare program on this device; see `service-worker.ts`. Browsers refuse it in private windows and outside a secure origin: then
 * the program simply needs its server.
 */
export async function keepOnDevice(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  await navigator.serviceWorker.register('/service-worker.js', { updateViaCache: 'none' }).catch(() => undefined);
}

/** Keeps the screens of a day outside too, for a device that was enrolled; of every later build from now on. */
export async function keepForTheStreet(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const { active } = await navigator.serviceWorker.ready;
  const tell = active?.postMessage.bind(active);
  tell?.('keep-outing');
}

/** Whether the screens of a day outside lie here whole; the name is the mark of `service-worker.ts`. */
export const hasStreetScreens = async (): Promise<boolean> => 'caches' in globalThis && (await caches.match('/kept-for-the-street')) !== undefined;

/** Whether something of the program is kept here. */
export const isKeptOnDevice = async (): Promise<boolean> => 'serviceWorker' in navigator && (await navigator.serviceWorker.getRegistration('/')) !== undefined;

/** Takes the program off this device again: it opens only with its server, until the next time it is loaded. Drafts are another matter and stay. */
export async function takeOffDevice(): Promise<void> {
  const registration = await navigator.serviceWorker.getRegistration('/');
  await registration?.unregister();
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith('reti-shell-')).map((name) => caches.delete(name)));
}
