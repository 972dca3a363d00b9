import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Stack } from '../../../kernel/ui/Panel.tsx';
import { ActorsPanel } from './ActorsPanel.tsx';
import { DutyPanel } from './DutyPanel.tsx';
import { reservedOf } from './queries.ts';
import './actors.css';

/** What the coordinator and the legal operators of the case alone may know of. It is never exported, and each look is on record. */
export default function ReservedTab({ caseId }: { caseId: string; personId: string }): ReactNode {
  const { t } = useText();
  const { data, error, refetch } = useQuery(reservedOf(caseId));
  if (!data) return error ? <ProblemPanel problem={error} onRetry={() => void refetch()} /> : <Skeleton lines={6} />;
  return (
    <Stack gap="large">
      <Notice title={t('actors.who')}>{t('actors.who.help')}</Notice>
      <DutyPanel caseId={caseId} reserved={data} />
      <ActorsPanel caseId={caseId} reserved={data} />
    </Stack>
  );
}
