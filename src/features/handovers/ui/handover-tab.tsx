import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { EmptyState, Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel } from '../../../kernel/ui/Panel.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';
import type { CaseTeam } from '../../cases/contract.ts';
import { HandoverCard } from './handover-card.tsx';
import { ProposeDialog } from './propose-dialog.tsx';
import { handoversOfCase } from './queries.ts';
import './handovers.css';

/** Who had this case before, who is to have it, who stands in for whom; and the way to pass it on. */
export default function HandoverTab({ caseId }: { caseId: string; personId: string }): ReactNode {
  const { t } = useText();
  const { hat } = useSession();
  const list = useQuery(handoversOfCase(caseId));
  const team = useQuery({ queryKey: ['cases', caseId, 'team'], queryFn: ({ signal }) => api.get<CaseTeam>(`/api/cases/${caseId}/team`, { signal }) });
  const [isProposing, setProposing] = useState(false);
  const isWaiting = list.data?.items.some((line) => line.state === 'proposed') ?? false;
  // Whoever follows the case passes their own part; who coordinates passes anybody's.
  const givers = (team.data?.holders ?? []).filter((one) => (one.assignmentId !== null || one.owner) && one.role !== 'mediator' && (hat?.role === 'coordinator' || one.memberId === hat?.id));
  return (
    <Panel title={t('handovers.title')} of="case" actions={givers.length > 0 && !isWaiting && <Button size="small" icon="people" onPress={() => setProposing(true)}>{t('handovers.propose.one')}</Button>}>
      {list.error && <ProblemPanel problem={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Skeleton lines={3} />}
      {list.data?.items.length === 0 && <EmptyState icon="people" title={t('handovers.none')} why={t('handovers.none.why')} />}
      <ul className="handover-lines">{list.data?.items.map((line) => <HandoverCard key={line.id} line={line} showsCase={false} />)}</ul>
      {isProposing && <ProposeDialog caseId={caseId} givers={givers.toSorted((one, other) => Number(other.owner) - Number(one.owner))} onClose={() => setProposing(false)} />}
    </Panel>
  );
}
