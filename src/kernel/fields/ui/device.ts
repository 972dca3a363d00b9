import { v7 as newId } from 'uuid';
import { openDrafts } from '../../ui/drafts.ts';
import { useSession } from '../../ui/session.tsx';
import { useEffect, useState } from 'react';

const place = 'fields/device';
/** Where the browser keeps nothing, a page is a device of its own. */
const ofThisPage = newId();

/** Which device this is, for whoever edits twice from it before its first answer; sealed with the account's drafts, and says nothing of itself. */
export function useDevice(): string {
  const { account, draftKey } = useSession();
  const accountId = account?.id;
  const [device, setDevice] = useState(ofThisPage);
  useEffect(() => {
    if (!accountId || !draftKey) return undefined;
    let isCurrent = true;
    const look = (): Promise<string> => navigator.locks.request('reti-fields-device', async () => {
      const store = await openDrafts(accountId, draftKey);
      const known = await store.read<string>(place);
      if (!known) await store.write(place, ofThisPage);
      return known ?? ofThisPage;
    });
    look().then((found) => { if (isCurrent) setDevice(found); }, () => undefined);
    return () => {
      isCurrent = false;
    };
  }, [accountId, draftKey]);
  return device;
}
