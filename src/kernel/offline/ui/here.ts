const marker = 'reti-devices';

/** Ids of the devices in this browser, without opening anything: sent with the question who is signed in. Opaque. */
export const idsHere = (): string[] => (localStorage.getItem(marker) ?? '').split(',').filter(Boolean);

/** Which devices there are from now on. */
export function nowHere(ids: readonly string[]): void {
  if (ids.length > 0) localStorage.setItem(marker, ids.join());
  else localStorage.removeItem(marker);
}
