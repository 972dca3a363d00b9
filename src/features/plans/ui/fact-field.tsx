import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { CheckChips, ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { DateField } from '../../../kernel/ui/DateField.tsx';
import { NumberField } from '../../../kernel/ui/NumberField.tsx';
import { TextArea } from '../../../kernel/ui/TextField.tsx';
import { UncertainDateField } from '../../../kernel/ui/UncertainDateField.tsx';
import { unknownDate } from '../../../kernel/ui/uncertain-date.ts';
import type { FactValue } from '../contract.ts';
import type { ProfileField } from '../domain.ts';
import { useFocusAtOpen } from './keys.ts';

export interface FactInputProps {
  readonly field: ProfileField;
  readonly value: FactValue;
  readonly onChange: (value: FactValue) => void;
  readonly error?: string | undefined;
}

/** The right control for a field: taps wherever there is a choice. */
export function FactInput({ field, value, onChange, error }: FactInputProps): ReactNode {
  const { t } = useText();
  const label = t(`plans.field.${field.key}`);
  const said = error === undefined ? {} : { error };
  const choices = (field.choices ?? []).map((choice) => ({ value: choice, label: t(`plans.choice.${field.key}.${choice}`) }));
  switch (field.kind) {
    case 'choice':
      return <ChoiceChips label={label} {...said} choices={choices} value={typeof value === 'string' ? value : null} onChange={onChange} />;
    case 'choices':
      return <CheckChips label={label} {...said} choices={choices} value={Array.isArray(value) ? value : []} onChange={(all) => onChange(all.length === 0 ? null : all)} />;
    case 'yes-no':
      return (
        <ChoiceChips
          label={label}
          {...said}
          choices={[{ value: 'yes', label: t('plans.yes') }, { value: 'no', label: t('plans.no') }]}
          value={value === null ? null : value === true ? 'yes' : 'no'}
          onChange={(chosen) => onChange(chosen === null ? null : chosen === 'yes')}
        />
      );
    case 'uncertain-date':
      return <UncertainDateField label={label} {...said} value={typeof value === 'object' && value !== null && !Array.isArray(value) ? value : unknownDate} onChange={(date) => onChange(date.precision === 'unknown' ? null : date)} />;
    case 'date':
      return <DateField label={label} {...said} value={typeof value === 'string' ? value : null} onChange={onChange} />;
    case 'year':
      return <NumberField label={label} {...said} hint={t('plans.profile.year-hint')} minValue={1900} maxValue={2100} value={typeof value === 'number' ? value : null} onChange={onChange} />;
    case 'number':
      return <NumberField label={label} {...said} hint={t(`plans.measure.${field.unit ?? 'people'}`)} minValue={0} value={typeof value === 'number' ? value : null} onChange={onChange} />;
    case 'text':
      return <WrittenInput label={label} {...said} value={typeof value === 'string' ? value : ''} onChange={onChange} />;
  }
}

function WrittenInput({ onChange, ...rest }: { label: string; error?: string; value: string; onChange: (value: string | null) => void }): ReactNode {
  const input = useFocusAtOpen<HTMLTextAreaElement>();
  return <TextArea {...rest} rows={2} maxLength={500} inputRef={input} onChange={(text) => onChange(text === '' ? null : text)} />;
}
