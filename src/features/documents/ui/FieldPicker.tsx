import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { ComboBox } from '../../../kernel/ui/ComboBox.tsx';
import { TextField } from '../../../kernel/ui/TextField.tsx';
import type { LetterTemplate } from '../contract/letters.ts';
import { fieldsFor, sourceOf } from '../domain/fields.ts';

/** What stands beside a field: its meaning, an example, and from where it comes. */
function useDetail(): (field: string) => string {
  const { t } = useText();
  return (field) => t('documents.field-detail', { help: t(`documents.field-help.${field}`), example: t(`documents.field-example.${field}`), source: t(`documents.field-source.${sourceOf(field)}`) });
}

/** One field found by its name or its meaning; it is handed over as the words would write it. */
export function FieldPicker({ onChoose }: { onChoose: (field: string) => void }): ReactNode {
  const { t } = useText();
  const detail = useDetail();
  const [times, setTimes] = useState(0);
  const [search, setSearch] = useState('');
  const all = fieldsFor('letter').map((field) => ({ value: field as string, label: t(`documents.field.${field}`), detail: detail(field) }));
  return (
    <ComboBox
      // A new one after each choice: the field is empty again, for the next.
      key={times} label={t('documents.template.insert')} hint={t('documents.template.insert.hint')} value={null} onSearch={setSearch} choices={all.filter((one) => meets(one, search))}
      onChange={(field) => {
        if (field === null) return;
        setTimes(times + 1);
        setSearch('');
        onChoose(field);
      }}
    />
  );
}

const meets = (one: { readonly value: string; readonly label: string; readonly detail: string }, search: string): boolean =>
  `${one.value} ${one.label} ${one.detail}`.toLocaleLowerCase().includes(search.trim().toLocaleLowerCase());

/** Every field that a file may have, as it is written there. */
export function FieldCatalogue({ purpose }: { purpose: LetterTemplate['purpose'] }): ReactNode {
  const { t } = useText();
  const detail = useDetail();
  const [search, setSearch] = useState('');
  const found = fieldsFor(purpose).filter((field) => meets({ value: field, label: t(`documents.field.${field}`), detail: detail(field) }, search));
  return (
    <details className="documents-catalogue">
      <summary>{t('documents.word.catalogue')}</summary>
      <TextField label={t('documents.word.catalogue.find')} type="search" value={search} onChange={setSearch} />
      {found.length === 0 && <p className="quiet">{t('documents.word.catalogue.none')}</p>}
      <ul className="documents-fields">
        {found.map((field) => <li key={field}><code>{`{{${field}}}`}</code> <strong>{t(`documents.field.${field}`)}</strong><span className="quiet small">{detail(field)}</span></li>)}
        {purpose === 'letter' && search === '' && <li><code>{'{{scrivi:…}}'}</code> <strong>{t('documents.field.ask')}</strong></li>}
      </ul>
    </details>
  );
}
