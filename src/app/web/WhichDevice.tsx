import type { ReactNode } from 'react';
import { useText } from '../../kernel/i18n/text.tsx';
import type { Enrolled } from '../../kernel/offline/ui/enrolled.ts';
import { ChoiceChips } from '../../kernel/ui/Chips.tsx';

/** Which of the people who work with this telephone wants to open it, by the names that they gave it. */
export default function WhichDevice({ devices, chosen, onChoose }: { devices: readonly Enrolled[]; chosen: string | null; onChoose: (accountId: string | null) => void }): ReactNode {
  const { t } = useText();
  return <ChoiceChips label={t('devices.unlock.which')} canClear={false} value={chosen} onChange={onChoose} choices={devices.map(({ accountId, label }) => ({ value: accountId, label }))} />;
}
