import { useEffect, useState } from 'react';

/** With less than this the next photograph may not fit, in bytes. */
const LITTLE = 20_000_000;

/** Whether the device is about to be full, so that it is said before something cannot be kept. Browsers that do not tell are believed to have room. */
export function useLittleSpace(isLooking: boolean): boolean {
  const [isLittle, setLittle] = useState(false);
  useEffect(() => {
    if (!isLooking || !navigator.storage?.estimate) return;
    navigator.storage.estimate().then(({ quota = Infinity, usage = 0 }) => setLittle(quota - usage < LITTLE), () => setLittle(false));
  }, [isLooking]);
  return isLittle;
}

/** What the browser's store says when it is full, broken, or was taken away from under the page; `dexie` names what browsers throw. */
export const isOfStore = (error: unknown): boolean =>
  error instanceof Error && /^(?:QuotaExceeded|Abort|Unknown|DatabaseClosed|OpenFailed|InvalidState|MissingAPI|NotFound|Timeout|Transaction\w*|Version)Error$/.test(error.name);
