import type { ReactNode } from 'react';
import { Checkbox } from 'react-aria-components/Checkbox';
import { CheckboxGroup } from 'react-aria-components/CheckboxGroup';
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup';
import { FieldFoot, FieldHead } from './Field.tsx';
import type { FieldProps } from './Field.tsx';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';
import type { Choice } from './Select.tsx';
import { useText } from '../i18n/text.tsx';

export interface ChipChoice<V extends string> extends Choice<V> {
  readonly icon?: IconName;
}

interface Chips<V extends string> extends FieldProps {
  readonly choices: readonly ChipChoice<V>[];
  readonly onBlur?: () => void;
  /** `large` for the street: drawings above words, a thumb wide. */
  readonly size?: 'normal' | 'large';
}

export interface ChoiceChipsProps<V extends string> extends Chips<V> {
  readonly value: V | null;
  /** False where some answer must always stand. */
  readonly canClear?: boolean;
  /** Null when the answer is taken back. */
  readonly onChange: (value: V | null) => void;
}

/** One of a few, by one tap. Arrow keys move, as in any group of radio buttons. */
export function ChoiceChips<V extends string>({ label, hint, help, error, choices, value, onChange, size = 'normal', canClear = true, onBlur, ...rest }: ChoiceChipsProps<V>): ReactNode {
  const { t } = useText();
  return (
    <RadioGroup
      {...rest}
      className="field"
      orientation="horizontal"
      // Nothing chosen is null and no empty word: else no chip of the group could be reached by Tab.
      value={value}
      onChange={(next) => onChange(choices.find((choice) => choice.value === next)?.value ?? null)}
      onBlur={onBlur}
      isInvalid={error !== undefined}
      validationBehavior="aria"
    >
      <FieldHead label={label} hint={hint} help={help} isRequired={rest.isRequired} />
      <div className={`chips chips-${size}`}>
        {choices.map((choice) => (
          <Radio key={choice.value} value={choice.value} className="chip">
            {choice.icon && <Icon name={choice.icon} />}
            <span>{choice.label}</span>
          </Radio>
        ))}
        {canClear && value !== null && !rest.isRequired && (
          <button type="button" className="chip-clear" onClick={() => onChange(null)}>
            <Icon name="close" />
            <span className="only-heard">{t('ui.chips.clear', { label })}</span>
          </button>
        )}
      </div>
      <FieldFoot error={error} />
    </RadioGroup>
  );
}

export interface CheckChipsProps<V extends string> extends Chips<V> {
  readonly value: readonly V[];
  readonly onChange: (value: V[]) => void;
}

/** Any of a few, by taps: needs, languages, what was given. */
export function CheckChips<V extends string>({ label, hint, help, error, choices, value, onChange, size = 'normal', ...rest }: CheckChipsProps<V>): ReactNode {
  return (
    <CheckboxGroup
      {...rest}
      className="field"
      value={[...value]}
      onChange={(next) => onChange(choices.filter((choice) => next.includes(choice.value)).map((choice) => choice.value))}
      isInvalid={error !== undefined}
      validationBehavior="aria"
    >
      <FieldHead label={label} hint={hint} help={help} isRequired={rest.isRequired} />
      <div className={`chips chips-${size}`}>
        {choices.map((choice) => (
          <Checkbox key={choice.value} value={choice.value} className="chip">
            <Icon name={choice.icon ?? (value.includes(choice.value) ? 'check' : 'plus')} />
            <span>{choice.label}</span>
          </Checkbox>
        ))}
      </div>
      <FieldFoot error={error} />
    </CheckboxGroup>
  );
}
