import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { Group } from 'react-aria-components/Group';
import { Input } from 'react-aria-components/Input';
import { NumberField as AriaNumberField } from 'react-aria-components/NumberField';
import { FieldFoot, FieldHead } from './Field.tsx';
import type { FieldProps } from './Field.tsx';
import { Icon } from './Icon.tsx';

export interface NumberFieldProps extends FieldProps {
  /** Null while nothing is written: not the same as zero. */
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
  readonly onBlur?: () => void;
  readonly minValue?: number;
  readonly maxValue?: number;
  readonly step?: number;
}

/** A count, with large plus and minus for the thumb: people met, children, hours. */
export function NumberField({ label, hint, help, error, value, onChange, ...rest }: NumberFieldProps): ReactNode {
  return (
    <AriaNumberField
      {...rest}
      className="field"
      value={value ?? Number.NaN}
      onChange={(next) => onChange(Number.isNaN(next) ? null : next)}
      isInvalid={error !== undefined}
      validationBehavior="aria"
    >
      <FieldHead label={label} hint={hint} help={help} isRequired={rest.isRequired} />
      <Group className="number-group">
        <Button slot="decrement" className="button button-secondary button-icon"><Icon name="minus" /></Button>
        <Input className="input" />
        <Button slot="increment" className="button button-secondary button-icon"><Icon name="plus" /></Button>
      </Group>
      <FieldFoot error={error} />
    </AriaNumberField>
  );
}
