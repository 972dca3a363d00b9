import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { ComboBox } from '../../../kernel/ui/ComboBox.tsx';
import { PrivateText } from '../../../kernel/ui/SafeText.tsx';
import type { FoundPerson } from '../../persons/contract.ts';

/** Somebody whom one follows, as the search found them. */
export type Followed = Extract<FoundPerson, { kind: 'open' }>;

export interface FindPersonProps {
  readonly label: string;
  readonly value: Followed | null;
  readonly onChange: (person: Followed | null) => void;
  readonly error?: string | undefined;
}

/** One of the persons that one follows, found by code or name. */
export function FindPerson({ label, value, onChange, error }: FindPersonProps): ReactNode {
  const { t } = useText();
  const [words, setWords] = useState('');
  const search = useQuery({
    queryKey: ['agenda', 'whom', words],
    queryFn: ({ signal }) => api.post<{ items: FoundPerson[] }>('/api/persons/search', { body: { words }, signal }),
    enabled: words.trim().length > 1,
  });
  const open = (search.data?.items ?? []).filter((one) => one.kind === 'open');
  const found = open.map(({ caseId, code, name }) => ({ value: caseId, label: code, ...(name ? { detail: name } : {}) }));
  const choose = (caseId: string | null): void => {
    // Chosen again after another search they are the same: nothing that was touched meanwhile is lost.
    if (caseId !== (value?.caseId ?? null)) onChange(open.find((one) => one.caseId === caseId) ?? null);
  };
  return <ComboBox label={label} hint={t('agenda.book.whom-hint')} value={value?.caseId ?? null} onChange={choose} choices={found} onSearch={setWords} isSearching={search.isFetching} error={error} />;
}

/** Who was chosen, in sight wherever the focus goes: the code, the name where it may be shown, and what they speak. */
export function ChosenPerson({ person, theirs }: { person: Followed; theirs: readonly string[] }): ReactNode {
  const { t, languageName, formatList } = useText();
  return (
    <output className="agenda-under">
      <strong>{person.code}</strong>
      {person.name && <> · <PrivateText>{person.name}</PrivateText></>}
      {theirs.length > 0 && <> · {t('agenda.book.speaks', { languages: formatList(theirs.map(languageName)) })}</>}
    </output>
  );
}
