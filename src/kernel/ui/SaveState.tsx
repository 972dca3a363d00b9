import type { ReactNode } from 'react';
import { Icon } from './Icon.tsx';
import { useText } from '../i18n/text.tsx';

export interface SaveStateProps {
  /** When this device last kept it. */
  readonly onDevice?: Date | null;
  /** When the server last had it. */
  readonly onServer?: Date | null;
  readonly isSending?: boolean;
  /** Something newer is typed than what is anywhere. */
  readonly isDirty?: boolean;
  /** The device cannot keep drafts. */
  readonly failed?: boolean;
}

/** "Salvato 10:42 · su questo dispositivo": quiet, always in the same place beside the form's action. */
export function SaveState({ onDevice, onServer, isSending = false, isDirty = false, failed = false }: SaveStateProps): ReactNode {
  const { t, formatTime } = useText();
  const newest = Math.max(onDevice?.getTime() ?? 0, onServer?.getTime() ?? 0);
  const isSent = onServer !== null && onServer !== undefined && onServer.getTime() >= (onDevice?.getTime() ?? 0);
  const words = ((): string => {
    if (isSending) return t('ui.save.sending');
    if (failed) return t('ui.save.failed');
    if (newest === 0) return isDirty ? t('ui.save.typing') : t('ui.save.nothing');
    return t(isSent ? 'ui.save.sent' : 'ui.save.device', { time: formatTime(new Date(newest)) });
  })();
  return (
    <output className="save-state">
      <Icon name={isSent && !isDirty ? 'check' : failed ? 'info' : 'device'} />
      {words}
    </output>
  );
}
