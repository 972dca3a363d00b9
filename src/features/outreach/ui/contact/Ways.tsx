import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../../kernel/i18n/text.tsx';
import { Button } from '../../../../kernel/ui/Button.tsx';
import { Dialog } from '../../../../kernel/ui/Dialog.tsx';
import type { IconName } from '../../../../kernel/ui/icons.ts';
import type { OutcomeKind } from '../../contract.ts';

export interface WayProps {
  readonly kind: Exclude<OutcomeKind, 'emergency'>;
  readonly icon: IconName;
  /** How many were met. */
  readonly people: number;
  /** What it became already, each in its words. */
  readonly done: readonly { readonly id: string; readonly words: ReactNode }[];
  /** How many more are on their way from this device. */
  readonly coming: number;
  readonly label: string;
  readonly isDisabled?: boolean;
  readonly onGo: () => void;
}

/**
 * One thing that a contact becomes: of somebody alone once, in a group for one after the other, each tied to the contact, so that nobody invents a contact
 * for the second of them. More often than there were people only after a word.
 */
export function Way({ kind, icon, people, done, coming, label, isDisabled = false, onGo }: WayProps): ReactNode {
  const { t } = useText();
  const [asks, setAsks] = useState(false);
  const count = done.length + coming;
  const isGroup = people > 1;
  const isComing = coming > 0 && !isGroup;
  const words = count === 0 ? label : isGroup ? t(`outreach.becomes.another.${kind}`, { count, of: people }) : t('outreach.becomes.on-its-way');
  return (
    <>
      {done.map((one) => <li key={one.id}><p>{one.words}</p></li>)}
      {isGroup && coming > 0 && <li><p className="quiet">{t('outreach.becomes.coming', { count: coming })}</p></li>}
      {(isGroup || done.length === 0) && <li><Button size="large" icon={icon} isDisabled={isDisabled || isComing} onPress={() => { if (isGroup && count >= people) setAsks(true); else onGo(); }}>{words}</Button></li>}
      {asks && (
        <Dialog title={t('outreach.becomes.beyond.title')} size="small" isOpen isAlert onClose={() => setAsks(false)} actions={<><Button size="large" onPress={() => setAsks(false)}>{t('ui.cancel')}</Button><Button kind="primary" size="large" onPress={() => { setAsks(false); onGo(); }}>{t('outreach.becomes.beyond.go')}</Button></>}>
          <p>{t('outreach.becomes.beyond.words', { of: people, count })}</p>
        </Dialog>
      )}
    </>
  );
}
