import type { ReactNode } from 'react';
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup';
import { FieldFoot, FieldHead } from './Field.tsx';
import type { FieldProps } from './Field.tsx';
import { useText } from '../i18n/text.tsx';

export const fiveAnswers = ['yes', 'no', 'unknown', 'not-asked', 'refused'] as const;
export type FiveAnswer = (typeof fiveAnswers)[number];

export interface FiveAnswersProps extends FieldProps {
  readonly value: FiveAnswer | null;
  readonly onChange: (value: FiveAnswer) => void;
  readonly onBlur?: () => void;
}

/** A yes/no question told honestly: not knowing, not having asked and not wanting to answer are three different answers. */
export function FiveAnswers({ label, hint, help, error, value, onChange, ...rest }: FiveAnswersProps): ReactNode {
  const { t } = useText();
  return (
    <RadioGroup
      {...rest}
      className="field"
      orientation="horizontal"
      // Null and no empty word while nothing is answered: else Tab would pass the group by.
      value={value}
      onChange={(next) => {
        const answer = fiveAnswers.find((each) => each === next);
        if (answer) onChange(answer);
      }}
      isInvalid={error !== undefined}
      validationBehavior="aria"
    >
      <FieldHead label={label} hint={hint} help={help} isRequired={rest.isRequired} />
      <div className="segments">
        {fiveAnswers.map((answer) => (
          <Radio key={answer} value={answer} className="segment">{t(`ui.answer.${answer}`)}</Radio>
        ))}
      </div>
      <FieldFoot error={error} />
    </RadioGroup>
  );
}
