import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { italianDay } from '../../../kernel/italian-day.ts';
import { useText } from '../../../kernel/i18n/text.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { DataTable } from '../../../kernel/ui/DataTable.tsx';
import type { Column } from '../../../kernel/ui/DataTable.tsx';
import { EmptyState } from '../../../kernel/ui/EmptyState.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import type { FollowUpLine } from '../contract.ts';
import { followUpsDue } from './queries.ts';

/** The days on which somebody is to be asked after, month by month, the late ones first. */
export default function FollowUpsScreen(): ReactNode {
  const { t, formatDate, language } = useText();
  const { hat } = useSession();
  const isCoordinator = hat?.role === 'coordinator';
  const [whose, setWhose] = useState<'mine' | 'all'>(isCoordinator ? 'all' : 'mine');
  const list = useInfiniteQuery(followUpsDue(whose));
  const lines = list.data?.pages.flatMap((page) => page.items);
  const today = italianDay(new Date());
  const monthOf = (line: FollowUpLine): string => (line.dueOn < today ? 'late' : line.dueOn.slice(0, 7));
  const months = lines ? [...Map.groupBy(lines, monthOf)] : [['', undefined] as const];
  const nameOf = (month: string): string => (month === 'late' ? t('followups.late') : month === '' ? t('followups.title.all') : new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${month}-01T00:00:00Z`)));
  const columns: readonly Column<FollowUpLine>[] = [
    { key: 'code', label: t('followups.column.code'), isName: true, render: (line) => line.code },
    { key: 'when', label: t('followups.column.when'), render: (line) => formatDate(line.dueOn) },
    { key: 'months', label: t('followups.column.months'), render: (line) => t('followups.months', { months: line.months }) },
    { key: 'owner', label: t('followups.column.owner'), isMinor: true, render: (line) => line.owner.name },
    { key: 'attempts', label: t('followups.column.attempts'), align: 'end', render: (line) => line.attempts },
    { key: 'consent', label: t('followups.column.consent'), render: (line) => (line.mayContact ? t('followups.consent.yes') : <Tag tone="late">{t('followups.consent.no')}</Tag>) },
  ];
  const empty = <EmptyState icon="phone" title={t('followups.none')} why={t('followups.none.why')} />;
  const shown = months.length === 0 ? [['', []] as const] : months;
  return (
    <Page title={t('followups.title.all')} lead={t('followups.lead')}>
      <Stack gap="large">
        {isCoordinator && <ChoiceChips label={t('followups.whose')} canClear={false} value={whose} onChange={(next) => setWhose(next ?? 'mine')} choices={(['mine', 'all'] as const).map((value) => ({ value, label: t(`followups.whose.${value}`) }))} />}
        {shown.map(([month, rows], index) => (
          <Panel key={month} title={nameOf(month)} of="case">
            <DataTable label={nameOf(month)} columns={columns} rows={rows} rowKey={(line) => line.id} rowHref={(line) => `/cases/${line.caseId}?tab=follow-up`} rowTone={(line) => (line.dueOn < today ? 'late' : undefined)} empty={empty}
              problem={list.error} onRetry={() => void list.refetch()} isLoadingMore={list.isFetchingNextPage} onMore={index === shown.length - 1 && list.hasNextPage ? () => void list.fetchNextPage() : undefined} />
          </Panel>
        ))}
      </Stack>
    </Page>
  );
}
