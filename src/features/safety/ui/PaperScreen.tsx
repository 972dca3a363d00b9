import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { NeverPrinted, OwnWords } from '../../../kernel/ui/SafeText.tsx';
import { paperOf } from './queries.ts';
import './safety.css';

/** The paper for the person: their words alone, under a name that says nothing. No code, no name of the programme, no mark. */
export default function PaperScreen(): ReactNode {
  const { t } = useText();
  const { safetyPlanId = '' } = useParams({ strict: false });
  const { data, error, refetch } = useQuery(paperOf(safetyPlanId));
  const title = data?.title || t('safety.paper.title');
  return (
    <Page title={title} windowTitle={title} width="reading" action={<NeverPrinted><Button kind="primary" icon="print" isDisabled={!data} onPress={() => window.print()}>{t('safety.paper.print')}</Button></NeverPrinted>}>
      <NeverPrinted><Notice tone="late">{t('safety.paper.ask')}</Notice></NeverPrinted>
      {error && <ProblemPanel problem={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={6} />}
      <dl className="safety-plan">{data?.parts.map(({ part, words }) => <div key={part}><dt>{t(`safety.paper.part.${part}`)}</dt><dd><OwnWords>{words}</OwnWords></dd></div>)}</dl>
    </Page>
  );
}
