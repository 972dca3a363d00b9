import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { TextField } from '../../../kernel/ui/TextField.tsx';

const monthsIn = (text: string): number[] => [...new Set(text.split(/[^0-9]+/).filter(Boolean).map(Number))].toSorted((a, b) => a - b);

/** Some months, written one after the other as one says them; whatever their order, they are kept from the first to the last. */
export function MonthsField({ value, error, onChange }: { value: readonly number[]; error: string | undefined; onChange: (months: number[]) => void }): ReactNode {
  const { t } = useText();
  const [text, setText] = useState(() => value.join(', '));
  // A draft that was taken up again says other months than what was written here.
  const shown = monthsIn(text).join() === value.join() ? text : value.join(', ');
  return (
    <TextField label={t('reference-data.field.after-months')} hint={t('reference-data.field.after-months.hint')} isRequired inputMode="numeric" maxLength={40} value={shown} error={error} onChange={(next) => {
      setText(next);
      onChange(monthsIn(next));
    }} />
  );
}
