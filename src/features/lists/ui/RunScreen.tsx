import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { LinkButton } from '../../../kernel/ui/Button.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Panel } from '../../../kernel/ui/Panel.tsx';
import { bulkRun } from './queries.ts';
import { RunResult } from './RunResult.tsx';
import './lists.css';

/** What was done to many, case by case, for as long as one may want to take it back. */
export default function RunScreen(): ReactNode {
  const { t, formatDateTime } = useText();
  const { runId = '' } = useParams({ strict: false });
  const { data: run } = useQuery(bulkRun(runId));
  return (
    <Page title={run ? t(`lists.deed.${run.deed}`) : t('lists.runs')} {...(run ? { lead: formatDateTime(run.at) } : {})} secondary={<LinkButton kind="quiet" icon="filter" href="/lists">{t('lists.title')}</LinkButton>}>
      <Panel of="case"><RunResult id={runId} /></Panel>
    </Page>
  );
}
