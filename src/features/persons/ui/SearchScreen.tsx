import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { LinkButton } from '../../../kernel/ui/Button.tsx';
import { EmptyState, Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Panel } from '../../../kernel/ui/Panel.tsx';
import { OnlyHeard } from '../../../kernel/ui/SafeText.tsx';
import { TextField } from '../../../kernel/ui/TextField.tsx';
import { FoundList } from './FoundList.tsx';
import { usePersonSearch } from './queries.ts';

/** "Persone": one field for a name in any spelling, a code or a telephone. */
export default function SearchScreen(): ReactNode {
  const { t } = useText();
  const [words, setWords] = useState('');
  const field = useRef<HTMLInputElement>(null);
  // Who comes here comes to type.
  useEffect(() => field.current?.focus(), []);
  return (
    <Page title={t('persons.title')} lead={t('persons.lead')} width="reading" action={<LinkButton kind="primary" icon="plus" href="/persons/new">{t('persons.new.open')}</LinkButton>}>
      <TextField label={t('persons.search.label')} hint={t('persons.search.hint')} type="search" inputMode="search" autoComplete="off" inputRef={field} value={words} onChange={setWords} maxLength={200} />
      <Results words={words} />
    </Page>
  );
}

function Results({ words }: { words: string }): ReactNode {
  const { t } = useText();
  const { items, error, isAsked, refetch } = usePersonSearch({ words });
  if (!isAsked) return <EmptyState icon="search" title={t('persons.search.empty')} why={t('persons.search.empty-why')} />;
  if (error) return <ProblemPanel problem={error} onRetry={() => void refetch()} />;
  if (!items) return <Skeleton lines={3} />;
  if (items.length === 0) {
    return (
      <output>
        <EmptyState icon="person" title={t('persons.search.none')} why={t('persons.search.none-why')} action={<LinkButton icon="plus" href="/persons/new">{t('persons.new.open')}</LinkButton>} />
      </output>
    );
  }
  return (
    <Panel title={t('persons.search.results')} of="case" tone="plain">
      <OnlyHeard><output>{t('persons.search.count', { count: items.length })}</output></OnlyHeard>
      <FoundList label={t('persons.search.results')} items={items} />
    </Panel>
  );
}
