import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { DataTable } from '../../../kernel/ui/DataTable.tsx';
import type { Column } from '../../../kernel/ui/DataTable.tsx';
import { EmptyState } from '../../../kernel/ui/EmptyState.tsx';
import { Notice } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import type { LoadLine, WeighedCase, WeighedCases, Workload } from '../contract.ts';
import { LoadBars } from './load-bars.tsx';
import './workload.css';

/** Who carries how much, drawn and in a table; and, of each, the cases with the sum that anybody can check. */
export default function WorkloadScreen(): ReactNode {
  const { t, formatNumber } = useText();
  const { hat } = useSession();
  const isCoordinator = hat?.role === 'coordinator';
  const [chosen, setChosen] = useState<string | null>(null);
  const shown = chosen ?? (isCoordinator ? null : hat?.id ?? null);
  const load = useQuery({ queryKey: ['cases', 'caseload'], queryFn: ({ signal }) => api.get<Workload>('/api/caseload', { signal }) });
  const columns: readonly Column<LoadLine>[] = [
    { key: 'name', label: t('workload.column.name'), isName: true, render: (line) => line.name },
    { key: 'role', label: t('workload.column.role'), isMinor: true, render: (line) => t(`role.${line.role}`) },
    { key: 'cases', label: t('workload.column.cases'), align: 'end', render: (line) => line.cases },
    { key: 'weight', label: t('workload.column.weight'), align: 'end', render: (line) => formatNumber(line.weight) },
    { key: 'capacity', label: t('workload.column.capacity'), align: 'end', render: (line) => formatNumber(line.capacity) },
    { key: 'room', label: t('workload.column.room'), render: (line) => (line.weight > line.capacity ? <Tag tone="late">{t('workload.over', { n: formatNumber(line.weight - line.capacity) })}</Tag> : t('workload.free', { n: formatNumber(line.capacity - line.weight) })) },
    { key: 'open', label: t('workload.column.open'), render: (line) => <Button size="small" kind="quiet" aria-pressed={shown === line.memberId} onPress={() => setChosen(line.memberId)}>{t('workload.open')}<span className="only-heard"> {line.name}</span></Button> },
  ];
  return (
    <Page title={t('workload.title')} lead={t(isCoordinator ? 'workload.lead' : 'workload.lead.own')} width="full">
      <Stack gap="large">
        <Panel title={t('workload.who')} of="team">
          <Stack>
            {load.data && !load.data.verified && <Notice>{t('workload.proposal')}</Notice>}
            {load.data && load.data.items.length > 0 && <LoadBars lines={load.data.items} />}
            <DataTable label={t('workload.who')} columns={columns} rows={load.data?.items} rowKey={(line) => line.memberId} rowTone={(line) => (line.weight > line.capacity ? 'late' : undefined)} problem={load.error} onRetry={() => void load.refetch()}
              empty={<EmptyState icon="team" title={t('workload.none')} />} />
          </Stack>
        </Panel>
        {shown && <CasesOf memberId={shown} />}
      </Stack>
    </Page>
  );
}

/** One colleague's cases, each with its sum. */
function CasesOf({ memberId }: { memberId: string }): ReactNode {
  const { t, formatNumber } = useText();
  const cases = useQuery({ queryKey: ['cases', 'caseload', memberId], queryFn: ({ signal }) => api.get<WeighedCases>(`/api/caseload/${memberId}`, { signal }) });
  const columns: readonly Column<WeighedCase>[] = [
    { key: 'code', label: t('workload.column.code'), isName: true, render: (line) => line.code },
    { key: 'state', label: t('workload.column.state'), isMinor: true, render: (line) => t(`cases.state.${line.state}`) },
    { key: 'owner', label: t('workload.column.owner'), isMinor: true, render: (line) => (line.owner ? t('workload.owner.yes') : t('workload.owner.no')) },
    { key: 'sum', label: t('workload.column.sum'), render: (line) => line.parts.map(({ part, points }) => t('workload.part', { part: part === 'risk' ? t('workload.part.risk', { risk: t(`cases.risk.${line.risk}`) }) : t(`workload.part.${part}`), points: formatNumber(points) })).join(' + ') },
    { key: 'weight', label: t('workload.column.weight'), align: 'end', render: (line) => <strong>{formatNumber(line.weight)}</strong> },
  ];
  return (
    <Panel title={cases.data ? t('workload.of', { name: cases.data.colleague.name }) : t('workload.cases')} of="case">
      <DataTable label={t('workload.cases')} columns={columns} rows={cases.data?.items} rowKey={(line) => line.caseId} rowHref={(line) => `/cases/${line.caseId}`} problem={cases.error} onRetry={() => void cases.refetch()} empty={<EmptyState icon="people" title={t('workload.cases.none')} />} />
      {cases.data?.more && <p className="quiet">{t('workload.cases.more')}</p>}
    </Panel>
  );
}
