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
