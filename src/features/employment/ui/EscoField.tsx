import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { ComboBox } from '../../../kernel/ui/ComboBox.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import type { EscoKind, EscoRef } from '../contract.ts';
import { conceptsCalled, escoEditions } from './queries.ts';

/** A concept of the European classification beside the person's words; where no edition was brought in, it says that free words are enough. */
export function EscoField({ kind, value, onChange, typed }: { kind: EscoKind; value: EscoRef | null; onChange: (value: EscoRef | null) => void; typed: string }): ReactNode {
  const { t, language } = useText();
  const tongue = language === 'it' ? 'it' : 'en';
  const [sought, setSought] = useState('');
  const editions = useQuery(escoEditions);
  const words = sought.trim() === '' ? typed.trim().slice(0, 80) : sought.trim().slice(0, 80);
  const found = useQuery(conceptsCalled({ kind, language: tongue, words }));
  const items = found.data?.items;
  const choices = useMemo(() => [...(items ?? []), ...(value && !items?.some((one) => one.uri === value.uri) ? [value] : [])].map((one) => ({ value: one.uri, label: one.label })), [items, value]);
  if (editions.error) return <ProblemPanel problem={editions.error} onRetry={() => void editions.refetch()} />;
  if (!editions.data) return null;
  if (!editions.data.items.some((one) => one.kind === kind && one.language === tongue && one.replacedAt === null) && value === null) return <p className="quiet small">{t('employment.esco.not-loaded')}</p>;
  return (
    <ComboBox label={t('employment.esco.field')} hint={t('employment.esco.field.hint')} value={value?.uri ?? null} choices={choices} onSearch={setSought} isSearching={found.isFetching}
      onChange={(uri) => onChange(uri === null ? null : items?.find((one) => one.uri === uri) ?? value)} />
  );
}
