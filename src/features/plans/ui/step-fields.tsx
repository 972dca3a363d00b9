import type { ReactNode, Ref } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { DateField } from '../../../kernel/ui/DateField.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { TextField } from '../../../kernel/ui/TextField.tsx';
import type { CasePlan, Step } from '../contract.ts';

/** A step as it is being written: the owner is a colleague's membership, the person, or still to be decided. */
export interface StepDraft {
  readonly title: string;
  readonly owner: string | null;
  readonly dueOn: string | null;
  readonly afterStep: string | null;
}

const person = 'person';

export const emptyStep: StepDraft = { title: '', owner: null, dueOn: null, afterStep: null };
export const draftOf = (step: Step): StepDraft => ({ title: step.title, owner: step.byPerson ? person : step.owner?.id ?? null, dueOn: step.dueOn, afterStep: step.afterStep });
export const bodyOf = ({ title, owner, dueOn, afterStep }: StepDraft) => ({ title, dueOn, afterStep, byPerson: owner === person, ownerId: owner === person ? null : owner });
export const isWritten = (draft: StepDraft): boolean => draft.title.trim().length >= 2;

export interface StepFieldsProps {
  readonly label: string;
  readonly draft: StepDraft;
  readonly onChange: (draft: StepDraft) => void;
  readonly colleagues: CasePlan['colleagues'];
  /** Steps that this one may wait for. */
  readonly others: readonly Step[];
  readonly inputRef: Ref<HTMLInputElement>;
}

/** What, who, by when, after which. */
export function StepFields({ label, draft, onChange, colleagues, others, inputRef }: StepFieldsProps): ReactNode {
  const { t } = useText();
  return (
    <>
      <div className="plan-grow"><TextField label={label} value={draft.title} onChange={(title) => onChange({ ...draft, title })} maxLength={300} inputRef={inputRef} /></div>
      <Select
        label={t('plans.plan.step-owner')}
        value={draft.owner}
        onChange={(owner) => onChange({ ...draft, owner })}
        placeholder={t('plans.plan.nobody')}
        choices={[{ value: person, label: t('plans.plan.person') }, ...colleagues.map((one) => ({ value: one.id, label: one.name }))]}
      />
      <DateField label={t('plans.plan.step-due')} value={draft.dueOn} onChange={(dueOn) => onChange({ ...draft, dueOn })} />
      {others.length > 0 && (
        <Select label={t('plans.plan.step-after')} value={draft.afterStep} onChange={(afterStep) => onChange({ ...draft, afterStep })} placeholder={t('plans.plan.step-after-none')} choices={others.map((step) => ({ value: step.id, label: step.title }))} />
      )}
    </>
  );
}
