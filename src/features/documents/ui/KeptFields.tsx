import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { KeptAs, type LetterTemplate, TemplateCompartment } from '../contract/letters.ts';

type Kept = Pick<LetterTemplate, 'compartment' | 'keptAs'>;

/** In which part of the file the papers of a template stay, and as what. */
export function KeptFields({ value, onChange, isDisabled }: { value: Kept; onChange: (value: Kept) => void; isDisabled: boolean }): ReactNode {
  const { t } = useText();
  return (
    <div className="documents-pair">
      <Select
        label={t('documents.template.compartment')} hint={t('documents.template.compartment.hint')} value={value.compartment} canClear={false} isDisabled={isDisabled}
        onChange={(compartment) => { if (compartment) onChange({ ...value, compartment }); }} choices={TemplateCompartment.options.map((one) => ({ value: one, label: t(`documents.compartment.${one}`) }))}
      />
      <Select
        label={t('documents.template.kept-as')} value={value.keptAs} canClear={false} isDisabled={isDisabled}
        onChange={(keptAs) => { if (keptAs) onChange({ ...value, keptAs }); }} choices={KeptAs.options.map((one) => ({ value: one, label: t(`documents.kind.${one}`) }))}
      />
    </div>
  );
}
