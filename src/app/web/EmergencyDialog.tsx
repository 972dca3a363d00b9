import type { ReactNode } from 'react';
import { useText } from '../../kernel/i18n/text.tsx';
import { Dialog } from '../../kernel/ui/Dialog.tsx';
import { EmergencyHelp } from './Emergency.tsx';

/** What to do when someone is in danger, from every screen. */
export function EmergencyDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }): ReactNode {
  const { t } = useText();
  return <Dialog title={t('shell.emergency.title')} isOpen={isOpen} onClose={onClose}><EmergencyHelp /></Dialog>;
}
