import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import type { CasePlan, Step } from '../contract.ts';
import { useFocusAtOpen, useFormKeys } from './keys.ts';
import { useChange } from './queries.ts';
import { bodyOf, draftOf, isWritten, StepFields } from './step-fields.tsx';

export interface StepEditProps {
  readonly step: Step;
  readonly steps: readonly Step[];
  readonly caseId: string;
  readonly colleagues: CasePlan['colleagues'];
  readonly onDone: () => void;
}

/** A step changed where it stands. */
export function StepEdit({ step, steps, caseId, colleagues, onDone }: StepEditProps): ReactNode {
  const { t } = useText();
  const change = useChange(caseId, 'plan');
  const [draft, setDraft] = useState(() => draftOf(step));
  const form = useFormKeys(onDone);
  const input = useFocusAtOpen<HTMLInputElement>();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void change.mutateAsync({ method: 'patch', path: `/api/steps/${step.id}`, body: bodyOf(draft), ifMatch: step.version }).then(onDone).catch(() => undefined);
  };
  return (
    <form className="plan-form never-printed" ref={form} onSubmit={submit}>
      <div className="plan-fields">
        <StepFields label={t('plans.plan.step-title')} draft={draft} onChange={setDraft} colleagues={colleagues} others={steps.filter((one) => one.id !== step.id)} inputRef={input} />
        <Button kind="primary" type="submit" isDisabled={!isWritten(draft)} isPending={change.isPending}>{t('plans.plan.save')}</Button>
        <Button onPress={onDone}>{t('plans.plan.cancel')}</Button>
      </div>
      {change.error && <ProblemPanel problem={change.error} />}
    </form>
  );
}
