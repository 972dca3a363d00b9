import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel } from '../../../kernel/ui/Panel.tsx';
import { FoundList } from './FoundList.tsx';
import { usePersonSearch } from './queries.ts';
import type { Sought } from './queries.ts';

interface DuplicatePanelProps {
  readonly sought: Sought;
  /** Codes of those already said to be somebody else. */
  readonly apart: readonly string[];
  readonly onNotSame: (code: string) => void;
}

/** Beside what is being written: whether this person may already be followed, and why it looks so. It never decides. */
export function DuplicatePanel({ sought, apart, onNotSame }: DuplicatePanelProps): ReactNode {
  const { t } = useText();
  const { items, error, isAsked, refetch } = usePersonSearch(sought);
  const alike = (items ?? []).filter((found) => !apart.includes(found.code) && (found.kind === 'followed' || found.band !== 'different'));
  return (
    <Panel title={t('persons.duplicates.title')} of="case" tone="quiet">
      {error && <ProblemPanel problem={error} onRetry={() => void refetch()} />}
      <output className="quiet">{t(isAsked ? 'persons.duplicates.count' : 'persons.duplicates.waiting', { count: alike.length })}</output>
      {alike.length > 0 && <FoundList label={t('persons.duplicates.title')} items={alike} onNotSame={onNotSame} />}
    </Panel>
  );
}
