import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/text.tsx';
import { Button, LinkButton } from '../../ui/Button.tsx';
import { AlertBar } from '../../ui/Notice.tsx';
import { Row } from '../../ui/Panel.tsx';
import { toast } from '../../ui/toasts.ts';
import type { Left } from './filesHere.ts';
import { dropLeft } from './leftHere.ts';

/** In the frame, on whatever screen somebody begins: a voice lies here that is no part of anything, and the way to it. It names nobody. */
export function LeftBar({ left, onOpen }: { left: readonly Left[]; onOpen: () => void }): ReactNode {
  const { t } = useText();
  const [first, ...others] = left;
  if (!first) return null;
  return (
    <AlertBar tone="late" actions={others.length === 0 ? <LinkButton size="small" href={first.href}>{t('offline.left.go')}</LinkButton> : <Button size="small" onPress={onOpen}>{t('offline.see')}</Button>}>
      {t('offline.left', { count: left.length })}
    </AlertBar>
  );
}

/** In "Da inviare": one of them. */
export function LeftLine({ one, onClose }: { one: Left; onClose: () => void }): ReactNode {
  const { t } = useText();
  const [isDropping, setDropping] = useState(false);
  const drop = (): void => void dropLeft(one).catch(() => toast.say(t('problem.unexpected.title')));
  return (
    <li>
      <strong>{t('offline.left.voice')}</strong>
      <span className="quiet small">{t(one.isCut ? 'offline.left.cut' : 'offline.left.whole')}</span>
      <Row>
        <LinkButton size="small" href={one.href} onPress={onClose}>{t('offline.left.go')}</LinkButton>
        {!isDropping && <Button size="small" kind="quiet" onPress={() => setDropping(true)}>{t('offline.left.drop')}</Button>}
        {isDropping && <Button size="small" kind="danger" onPress={drop}>{t('offline.left.drop.sure')}</Button>}
        {isDropping && <Button size="small" kind="quiet" onPress={() => setDropping(false)}>{t('ui.cancel')}</Button>}
      </Row>
    </li>
  );
}
