/** This window, as long as its page lives: two windows on one computer never write into the same place. */
export const windowId: string = crypto.randomUUID();

const lockOf = (id: string): string => `reti-window/${id}`;

/** Held until the page dies, however it dies: the browser lets go of it, and what the window had kept may be offered to another. */
const held: Promise<unknown> = 'locks' in navigator ? new Promise<void>((isHeld) => {
  void navigator.locks.request(lockOf(windowId), () => {
    isHeld();
    return new Promise<never>(() => undefined);
  });
}) : Promise.resolve();

/**
 * Windows of this browser that are open besides this one. Empty where the browser cannot tell: what another window holds is then offered
 * here too, and brought together when both send it.
 */
export async function otherOpenWindows(): Promise<ReadonlySet<string>> {
  if (!('locks' in navigator)) return new Set();
  await held;
  const { held: locks = [] } = await navigator.locks.query();
  const prefix = lockOf('');
  return new Set(locks.flatMap(({ name }) => (name?.startsWith(prefix) && name !== lockOf(windowId) ? [name.slice(prefix.length)] : [])));
}
