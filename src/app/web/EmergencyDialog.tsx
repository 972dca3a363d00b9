import type { ReactNode } from 'react';
import { teamRoles } from '../../kernel/identity/contract.ts';
import { useText } from '../../kernel/i18n/text.tsx';
import { Dialog } from '../../kernel/ui/Dialog.tsx';
import { useSession } from '../../kernel/ui/session.tsx';
import { EmergencyHelp } from './Emergency.tsx';
import { EmergencyDesk } from './EmergencyDesk.tsx';
import { useEmergencyKept } from './emergency-here.ts';

/** What to do when someone is in danger, from every screen; for the team also a note of whom they called. */
export function EmergencyDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }): ReactNode {
  const { t } = useText();
  const { hat } = useSession();
  const isTeam = (teamRoles as readonly string[]).includes(hat?.role ?? '');
  useEmergencyKept(isTeam);
  return <Dialog title={t('shell.emergency.title')} isOpen={isOpen} onClose={onClose}>{isTeam ? <EmergencyDesk onClose={onClose} /> : <EmergencyHelp />}</Dialog>;
}
