import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../kernel/i18n/text.tsx';
import { lostHere } from '../../kernel/offline/ui/enrolled.ts';
import { idsHere } from '../../kernel/offline/ui/here.ts';
import { Notice } from '../../kernel/ui/Notice.tsx';

/** A store that says nothing for so long is not waited for, in milliseconds. */
const PATIENCE = 1_000;

/**
 * Whether the browser cleared what a telephone kept here. Known before the first screen stands, so that what is said of it moves nothing there.
 * @returns undefined while it is not known
 */
export function useLost(): boolean | undefined {
  const [isLost, setLost] = useState<boolean | undefined>(() => (idsHere().length === 0 ? false : undefined));
  useEffect(() => {
    if (idsHere().length === 0) return undefined;
    let isCurrent = true;
    const say = (is: boolean): void => { if (isCurrent) setLost((before) => before ?? is); };
    const timer = setTimeout(() => say(false), PATIENCE);
    // One that cannot be read is not empty.
    lostHere().then(say, () => say(false));
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, []);
  return isLost;
}

/** What waited here to be sent is gone, and nothing pretends otherwise. */
export function LostNotice(): ReactNode {
  const { t } = useText();
  return <Notice tone="late" title={t('devices.emptied')}>{t('devices.emptied.help')}</Notice>;
}
