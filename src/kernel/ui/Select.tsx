import { useId } from 'react';
import type { ReactNode, Ref } from 'react';
import type { FieldProps } from './Field.tsx';
import { HelpHint } from './HelpHint.tsx';
import { Icon } from './Icon.tsx';
import { useText } from '../i18n/text.tsx';

export interface Choice<V extends string = string> {
  readonly value: V;
  readonly label: string;
  /** A second line, where the kit has room for it. */
  readonly detail?: string;
}

export interface SelectProps<V extends string> extends FieldProps {
  readonly value: V | null;
  readonly onChange: (value: V | null) => void;
  readonly onBlur?: () => void;
  readonly choices: readonly Choice<V>[];
  /** False where one of the choices always stands: then there is no empty choice to pick. */
  readonly canClear?: boolean;
  /** Words of the empty choice; without them the empty choice is "—". */
  readonly placeholder?: string;
  readonly selectRef?: Ref<HTMLSelectElement>;
}

/**
 * One of a closed list, up to about forty; beyond, ComboBox. The browser's own select, because on a phone its wheel is the best list
 * there is and it costs nothing to load.
 */
export function Select<V extends string>({ label, hint, help, error, isRequired, isDisabled, name, value, onChange, onBlur, choices, canClear = true, placeholder, selectRef }: SelectProps<V>): ReactNode {
  const id = useId();
  const { t } = useText();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div className="field">
      <span className="field-head">
        <label className="field-label" htmlFor={id}>
          {label}
          {isRequired && <span className="field-required"> {t('ui.field.required')}</span>}
        </label>
        {help && <HelpHint about={label}>{help}</HelpHint>}
      </span>
      {hint && <span className="field-hint" id={`${id}-hint`}>{hint}</span>}
      <span className="select-wrap">
        <select
          id={id}
          ref={selectRef}
          className="input select"
          name={name}
          value={value ?? ''}
          disabled={isDisabled}
          aria-required={isRequired}
          aria-invalid={error === undefined ? undefined : true}
          aria-describedby={described === '' ? undefined : described}
          onBlur={onBlur}
          onChange={(event) => onChange(choices.find((choice) => choice.value === event.target.value)?.value ?? null)}
        >
          {(canClear || value === null) && <option value="">{placeholder ?? '—'}</option>}
          {choices.map((choice) => <option key={choice.value} value={choice.value}>{choice.label}</option>)}
        </select>
        <Icon name="chevron-down" />
      </span>
      {error && <span className="field-error" id={`${id}-error`}>{error}</span>}
    </div>
  );
}
