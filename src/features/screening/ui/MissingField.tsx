import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { NumberField } from '../../../kernel/ui/NumberField.tsx';

/** How many answers of a sum may be missing before there is no result; empty where the source says nothing. */
export function MissingField({ value, onChange }: { value: number | undefined; onChange: (missingAllowed: number | undefined) => void }): ReactNode {
  const { t } = useText();
  return <NumberField label={t('screening.editor.missing')} hint={t('screening.editor.missing.hint')} minValue={0} maxValue={200} value={value ?? null} onChange={(missingAllowed) => onChange(missingAllowed ?? undefined)} />;
}
