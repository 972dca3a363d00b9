import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { italianDay } from '../../../kernel/italian-day.ts';
import { useText } from '../../../kernel/i18n/text.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { type Column, DataTable } from '../../../kernel/ui/DataTable.tsx';
import { EmptyState } from '../../../kernel/ui/EmptyState.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';
import type { ReassessmentLine } from '../wire.ts';
import { reassessments } from './queries.ts';
import { useInstrumentWords, usePartialDays } from './words.ts';

/** The days on which it is worth asking again, month by month, the late ones first. */
export default function ReassessmentsScreen(): ReactNode {
  const { t, formatDate } = useText();
  const { say } = useInstrumentWords();
  const formatMonth = usePartialDays();
  const { hat } = useSession();
  const isCoordinator = hat?.role === 'coordinator';
  const [whose, setWhose] = useState<'mine' | 'all'>(isCoordinator ? 'all' : 'mine');
  const list = useQuery(reassessments(whose));
  const today = italianDay(new Date());
  const months = list.data && list.data.items.length > 0 ? [...Map.groupBy(list.data.items, (line) => (line.dueOn < today ? 'late' : line.dueOn.slice(0, 7)))] : [['', list.data?.items] as const];
  const nameOf = (month: string): string => (month === 'late' ? t('screening.again.late') : month === '' ? t('screening.again.title') : formatMonth(month));
  const columns: readonly Column<ReassessmentLine>[] = [
    { key: 'code', label: t('screening.again.code'), isName: true, render: (line) => line.code },
    { key: 'instrument', label: t('screening.column-list'), render: (line) => say(line.instrument) },
    { key: 'when', label: t('screening.again.when'), render: (line) => formatDate(line.dueOn) },
    { key: 'owner', label: t('screening.again.owner'), render: (line) => line.owner ?? t('screening.again.nobody') },
  ];
  return (
    <Page title={t('screening.again.title')} lead={t('screening.again.lead')}>
      <Stack gap="large">
        {isCoordinator && <ChoiceChips label={t('screening.again.whose')} canClear={false} value={whose} onChange={(next) => setWhose(next ?? 'mine')} choices={(['mine', 'all'] as const).map((value) => ({ value, label: t(`screening.again.whose.${value}`) }))} />}
        {months.map(([month, rows]) => (
          <Panel key={month} title={nameOf(month)} of="restricted">
            <DataTable label={nameOf(month)} columns={columns} rows={rows} rowKey={(line) => line.id} rowHref={(line) => `/cases/${line.caseId}?tab=screening`} rowTone={(line) => (line.dueOn < today ? 'late' : undefined)}
              problem={list.error} onRetry={() => void list.refetch()} empty={<EmptyState icon="check" title={t('screening.again.none')} why={t('screening.again.none.why')} />} />
          </Panel>
        ))}
      </Stack>
    </Page>
  );
}
