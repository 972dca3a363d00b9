import type { ReactNode } from 'react';
import { SettingsPanel } from '../../features/desk/ui/SettingsPanel.tsx';
import PhrasesScreen from '../../features/spoken/ui/PhrasesScreen.tsx';
import { useSession } from '../../kernel/ui/session.tsx';

/** What is said to people in interviews, and how the programme holds them: two rooms on one screen. */
export default function PhrasesAndSettings(): ReactNode {
  const { hat } = useSession();
  return <PhrasesScreen>{hat?.role === 'coordinator' && <SettingsPanel />}</PhrasesScreen>;
}
