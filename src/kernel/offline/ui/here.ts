const marker = 'reti-devices';

/** As many as one question may name; see `DevicesNamed`. */
const most = 40;

/** Ids of the devices in this browser, without opening anything: sent with the question who is signed in. Opaque. */
export const idsHere = (): string[] => (localStorage.getItem(marker) ?? '').split(',').filter(Boolean).slice(-most);

/** Which devices there are from now on. */
export function nowHere(ids: readonly string[]): void {
  if (ids.length > 0) localStorage.setItem(marker, ids.join());
  else localStorage.removeItem(marker);
}

const owed = 'reti-lock-owed';

/** That this device was locked where no server could hear of it: the sign-in that is still open there is locked before anything else is asked of it. */
export const lockOwed = {
  is: (): boolean => localStorage.getItem(owed) !== null,
  note: (): void => localStorage.setItem(owed, '1'),
  settle: (): void => localStorage.removeItem(owed),
};
