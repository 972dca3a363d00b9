import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { DateField } from '../../../kernel/ui/DateField.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { TextField } from '../../../kernel/ui/TextField.tsx';
import { DocumentFacts, type DocumentKind } from '../contract.ts';

export interface Facts {
  readonly kind: DocumentKind | null;
  readonly title: string;
  readonly issuedOn: string | null;
  readonly expiresOn: string | null;
}

export const noFacts: Facts = { kind: null, title: '', issuedOn: null, expiresOn: null };
export const isComplete = (facts: Facts): boolean => DocumentFacts.safeParse(facts).success;

/** What the paper is and until when it is valid. The name of a kind is proposed as its title. */
export function FactFields({ value, onChange, kinds }: { value: Facts; onChange: (value: Facts) => void; kinds: readonly DocumentKind[] }): ReactNode {
  const { t } = useText();
  const isProposed = value.title === '' || kinds.some((kind) => value.title === t(`documents.kind.${kind}`));
  const isBackwards = value.issuedOn !== null && value.expiresOn !== null && value.issuedOn > value.expiresOn;
  return (
    <>
      <Select
        label={t('documents.kind')} isRequired value={value.kind} canClear={false} choices={kinds.map((kind) => ({ value: kind, label: t(`documents.kind.${kind}`) }))}
        onChange={(kind) => onChange({ ...value, kind, ...(kind && isProposed ? { title: t(`documents.kind.${kind}`) } : {}) })}
      />
      <TextField label={t('documents.name')} hint={t('documents.name.hint')} isRequired maxLength={160} value={value.title} onChange={(title) => onChange({ ...value, title })} />
      <DateField label={t('documents.issued-on')} value={value.issuedOn} onChange={(issuedOn) => onChange({ ...value, issuedOn })} />
      <DateField label={t('documents.expires-on.label')} hint={t('documents.expires-on.hint')} value={value.expiresOn} onChange={(expiresOn) => onChange({ ...value, expiresOn })} {...(isBackwards ? { error: t('documents.backwards') } : {})} />
    </>
  );
}
