import { useId } from 'react';
import type { ReactNode } from 'react';
import { ChoiceChips } from './Chips.tsx';
import type { FieldProps } from './Field.tsx';
import { datePrecisions, faultOf, unknownDate } from './uncertain-date.ts';
import type { UncertainDate } from './uncertain-date.ts';
import { useText } from '../i18n/text.tsx';

export interface UncertainDateFieldProps extends FieldProps {
  readonly value: UncertainDate;
  readonly onChange: (value: UncertainDate) => void;
}

const parts = [
  { part: 'day', length: 2 },
  { part: 'month', length: 2 },
  { part: 'year', length: 4 },
] as const;

/** A date of birth or of arrival as far as it is known, and how. Never forces an invented first of January. */
export function UncertainDateField({ label, hint, error, isDisabled, value, onChange }: UncertainDateFieldProps): ReactNode {
  const id = useId();
  const { t } = useText();
  const fault = faultOf(value);
  const hasAnything = value.year !== null || value.month !== null || value.day !== null;
  const shown = error ?? (fault && hasAnything ? t(fault) : undefined);
  return (
    <fieldset className="field uncertain-date" disabled={isDisabled} aria-describedby={shown ? `${id}-error` : undefined}>
      <legend className="field-label">{label}</legend>
      {hint && <span className="field-hint">{hint}</span>}
      <ChoiceChips
        label={t('ui.date.how-known')}
        canClear={false}
        choices={datePrecisions.map((precision) => ({ value: precision, label: t(`ui.date.${precision}`) }))}
        value={value.precision}
        onChange={(precision) => onChange(precision === null || precision === 'unknown' ? unknownDate : { ...value, precision })}
      />
      {value.precision !== 'unknown' && (
        <div className="date-parts">
          {parts.map(({ part, length }) => (
            <label key={part} className="date-part">
              <span className="field-hint">{t(`ui.date.${part}`)}</span>
              <input
                className={`input part-${part}`}
                inputMode="numeric"
                autoComplete="off"
                maxLength={length}
                value={value[part] ?? ''}
                aria-invalid={shown ? true : undefined}
                onChange={(event) => {
                  const digits = event.target.value.replaceAll(/\D/g, '');
                  onChange({ ...value, [part]: digits === '' ? null : Number(digits) });
                }}
              />
            </label>
          ))}
        </div>
      )}
      {shown && <span className="field-error" id={`${id}-error`}>{shown}</span>}
    </fieldset>
  );
}
