import type { ReactNode, Ref } from 'react';
import { Input } from 'react-aria-components/Input';
import { TextArea as AriaTextArea } from 'react-aria-components/TextArea';
import { TextField as AriaTextField } from 'react-aria-components/TextField';
import { directionOf } from '../direction.ts';
import { FieldFoot, FieldHead } from './Field.tsx';
import type { FieldProps } from './Field.tsx';

interface Written extends FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onBlur?: () => void;
  readonly autoFocus?: boolean;
  readonly maxLength?: number;
  /** Language of what is written here, when it is not the interface's; several lines begin on its side. */
  readonly lang?: string;
}

export interface TextFieldProps extends Written {
  readonly type?: 'text' | 'email' | 'password' | 'tel' | 'url' | 'search';
  readonly inputMode?: 'text' | 'numeric' | 'tel' | 'email' | 'search';
  readonly autoComplete?: string;
  readonly inputRef?: Ref<HTMLInputElement>;
}

/** One line of text. Whatever a person writes keeps its own direction. */
export function TextField({ label, hint, help, error, lang, inputRef, ...rest }: TextFieldProps): ReactNode {
  return (
    <AriaTextField {...rest} className="field" isInvalid={error !== undefined} validationBehavior="aria">
      <FieldHead label={label} hint={hint} help={help} isRequired={rest.isRequired} />
      <Input className="input" ref={inputRef} dir="auto" lang={lang} />
      <FieldFoot error={error} />
    </AriaTextField>
  );
}

export interface TextAreaProps extends Written {
  /** Lines shown while empty; it grows with what is written. */
  readonly rows?: number;
  readonly inputRef?: Ref<HTMLTextAreaElement>;
}

/** Several lines, growing with the text so that nothing is hidden while one writes. */
export function TextArea({ label, hint, help, error, lang, rows = 3, inputRef, ...rest }: TextAreaProps): ReactNode {
  return (
    <AriaTextField {...rest} className="field" isInvalid={error !== undefined} validationBehavior="aria">
      <FieldHead label={label} hint={hint} help={help} isRequired={rest.isRequired} />
      {/* The wrapper holds the same text unseen, and so lends the area its height, in every browser and without a script. */}
      <span className="grow" data-value={rest.value}>
        <AriaTextArea className="input text-area" ref={inputRef} rows={rows} dir={lang !== undefined && rest.value === '' ? directionOf(lang) : 'auto'} lang={lang} />
      </span>
      <FieldFoot error={error} />
    </AriaTextField>
  );
}
