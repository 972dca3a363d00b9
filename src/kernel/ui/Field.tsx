import type { ReactNode } from 'react';
import { FieldError } from 'react-aria-components/FieldError';
import { Label } from 'react-aria-components/Label';
import { Text } from 'react-aria-components/Text';
import { HelpHint } from './HelpHint.tsx';
import { useText } from '../i18n/text.tsx';

/** What every field of the kit takes. */
export interface FieldProps {
  readonly label: string;
  /** One line under the label: what to write, for what. */
  readonly hint?: ReactNode;
  /** A longer explanation behind a question mark. */
  readonly help?: ReactNode;
  /** What is wrong, already in words; its presence makes the field invalid. */
  readonly error?: string;
  readonly isRequired?: boolean;
  readonly isDisabled?: boolean;
  readonly name?: string;
}

/** Label and hint above a field. In our forms nearly nothing is required, so what is required is said in words. */
export function FieldHead({ label, hint, help, isRequired }: FieldProps): ReactNode {
  const { t } = useText();
  return (
    <>
      <span className="field-head">
        <Label className="field-label">
          {label}
          {isRequired && <span className="field-required"> {t('ui.field.required')}</span>}
        </Label>
        {help && <HelpHint about={label}>{help}</HelpHint>}
      </span>
      {hint && <Text slot="description" className="field-hint">{hint}</Text>}
    </>
  );
}

/** The error under a field. */
export function FieldFoot({ error }: { error: string | undefined }): ReactNode {
  return <FieldError className="field-error">{error}</FieldError>;
}
