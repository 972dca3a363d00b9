import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { LinkButton } from '../../../kernel/ui/Button.tsx';
import { EmptyState, Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel } from '../../../kernel/ui/Panel.tsx';
import { ConferenceRow } from './conference-line.tsx';
import { conferencesOfCase } from './queries.ts';
import './conferences.css';

/** The conferences on a case, and the way to call one. */
export default function ConferencesTab({ caseId }: { caseId: string; personId: string }): ReactNode {
  const { t } = useText();
  const list = useQuery(conferencesOfCase(caseId));
  return (
    <Panel title={t('conferences.title')} of="case" actions={<LinkButton size="small" icon="plus" href={`/cases/${caseId}/conferences/new`}>{t('conferences.call')}</LinkButton>}>
      {list.error && <ProblemPanel problem={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Skeleton lines={3} />}
      {list.data?.items.length === 0 && <EmptyState icon="table" title={t('conferences.none')} why={t('conferences.none.why')} />}
      <ul className="conference-lines">{list.data?.items.map((line) => <ConferenceRow key={line.id} line={line} showsCode={false} />)}</ul>
    </Panel>
  );
}
