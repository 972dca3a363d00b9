import type { ReactNode } from 'react';
import { Checkbox as AriaCheckbox } from 'react-aria-components/Checkbox';
import { Switch as AriaSwitch } from 'react-aria-components/Switch';

interface ToggleProps {
  readonly children: ReactNode;
  readonly hint?: ReactNode;
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
  readonly onBlur?: () => void;
  readonly isDisabled?: boolean;
  readonly name?: string;
}

export type SwitchProps = ToggleProps;
export type CheckboxProps = ToggleProps & { readonly isInvalid?: boolean };

/** Something that is so, or not, when the form is saved. */
export function Checkbox({ children, hint, value, onChange, ...rest }: CheckboxProps): ReactNode {
  return (
    <AriaCheckbox {...rest} className="toggle" isSelected={value} onChange={onChange}>
      <span className="check-box" aria-hidden="true"><svg viewBox="0 0 16 16"><path d="M3 8.5 6.5 12 13 4.5" /></svg></span>
      <span>{children}{hint && <span className="field-hint">{hint}</span>}</span>
    </AriaCheckbox>
  );
}

/** Something that takes effect at once. */
export function Switch({ children, hint, value, onChange, ...rest }: SwitchProps): ReactNode {
  return (
    <AriaSwitch {...rest} className="toggle" isSelected={value} onChange={onChange}>
      <span className="switch-track" aria-hidden="true"><span className="switch-knob" /></span>
      <span>{children}{hint && <span className="field-hint">{hint}</span>}</span>
    </AriaSwitch>
  );
}
