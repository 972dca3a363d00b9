import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Stack } from '../../../kernel/ui/Panel.tsx';
import { BalancePanel } from './BalancePanel.tsx';
import { CentrePanel } from './CentrePanel.tsx';
import { CurriculaPanel } from './CurriculaPanel.tsx';
import { PlacementsPanel } from './PlacementsPanel.tsx';
import { employmentOf } from './queries.ts';
import './employment.css';

/** "Lavoro" of a case: what was found and whether it holds, what the person can do and wants, the paper that says so, the job centre. */
export default function EmploymentTab({ caseId }: { caseId: string; personId: string }): ReactNode {
  const { t } = useText();
  const all = useQuery(employmentOf(caseId));
  if (all.error) return <ProblemPanel problem={all.error} onRetry={() => void all.refetch()} />;
  if (!all.data) return <Skeleton lines={8} />;
  return (
    <Stack gap="large">
      {!all.data.may.write && <Notice tone="info" title={t('employment.emergency-only-read')} />}
      <PlacementsPanel all={all.data} />
      <BalancePanel all={all.data} />
      <CurriculaPanel all={all.data} />
      <CentrePanel all={all.data} />
    </Stack>
  );
}
