import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import type { Voice } from '../contract.ts';

/** Whether the person agrees that their name is said: without a yes it opens to nobody. */
export function NameSaid({ value, onChange }: { value: Voice['nameSaid']; onChange: (value: Voice['nameSaid']) => void }): ReactNode {
  const { t } = useText();
  return <ChoiceChips label={t('conferences.name-said')} hint={t('conferences.name-said.help')} canClear={false} value={value} onChange={(next) => onChange(next ?? value)} choices={(['agrees', 'refuses', 'not-asked'] as const).map((one) => ({ value: one, label: t(`conferences.name-said.${one}`) }))} />;
}
