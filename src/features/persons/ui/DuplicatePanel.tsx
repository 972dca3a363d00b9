import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel } from '../../../kernel/ui/Panel.tsx';
import type { FoundPerson } from '../contract.ts';
import { FoundList } from './FoundList.tsx';
import type { usePersonSearch } from './queries.ts';

interface DuplicatePanelProps {
  readonly search: ReturnType<typeof usePersonSearch>;
  /** Those found that nobody has told apart yet. */
  readonly alike: readonly FoundPerson[];
  readonly onNotSame: (code: string) => void;
}

/** Beside what is being written: whether this person may already be followed, and why it looks so. It never decides. */
export function DuplicatePanel({ search, alike, onNotSame }: DuplicatePanelProps): ReactNode {
  const { t } = useText();
  const { error, isAsked, refetch } = search;
  return (
    <Panel title={t('persons.duplicates.title')} of="case" tone="quiet">
      {error && <ProblemPanel problem={error} onRetry={() => void refetch()} />}
      <output className="quiet">{t(isAsked ? 'persons.duplicates.count' : 'persons.duplicates.waiting', { count: alike.length })}</output>
      {alike.length > 0 && <FoundList label={t('persons.duplicates.title')} items={alike} onNotSame={onNotSame} />}
    </Panel>
  );
}
