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

const owed = 'reti-owed';

/** What was done at this device where no server could hear of it. */
export type Owed = 'lock' | 'sign-out';

/** Whoever locked or left is not let in again by the network that comes back, nor is whoever holds the device then: it is done before anything else is asked. */
export const owedToServer = {
  what: (): Owed | undefined => {
    const noted = localStorage.getItem(owed);
    return noted === 'lock' || noted === 'sign-out' ? noted : undefined;
  },
  /** Who left has left, whatever is locked afterwards. */
  note: (what: Owed): void => { if (owedToServer.what() !== 'sign-out') localStorage.setItem(owed, what); },
  settle: (what: Owed): void => { if (owedToServer.what() === what) localStorage.removeItem(owed); },
};
