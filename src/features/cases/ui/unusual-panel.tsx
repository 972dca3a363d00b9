import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { DataTable } from '../../../kernel/ui/DataTable.tsx';
import type { Column } from '../../../kernel/ui/DataTable.tsx';
import { EmptyState } from '../../../kernel/ui/EmptyState.tsx';
import { Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import type { UnusualLine } from '../contract.ts';
import { type TrailFilter, unusual } from './queries.ts';

const periods = ['7', '14', '31'] as const;

/** What deserves a second look: many files in a day, work at night or on a Sunday, the glass broken. Each line leads to the lines behind it. */
export function UnusualPanel({ onLook }: { onLook: (filter: Partial<TrailFilter>) => void }): ReactNode {
  const { t, formatDate, formatTime } = useText();
  const [days, setDays] = useState<(typeof periods)[number]>('7');
  const list = useQuery(unusual(Number(days)));
  const measure = list.data?.measure;
  const said = (line: UnusualLine): string => t(`cases.unusual.${line.kind}`, { files: line.files, times: line.times, from: formatTime(line.firstAt), to: formatTime(line.lastAt), code: line.code ?? '' });
  const columns: readonly Column<UnusualLine>[] = [
    { key: 'day', label: t('cases.unusual.day'), isName: true, render: (line) => formatDate(line.day) },
    { key: 'member', label: t('cases.trail.member'), render: (line) => (line.member ? `${line.member.name}, ${t(`role.${line.member.role}`)}` : '—') },
    { key: 'what', label: t('cases.unusual.what'), render: said },
    { key: 'reason', label: t('cases.trail.reason'), render: (line) => (line.reason ? <SafeText>{line.reason}</SafeText> : '') },
    { key: 'look', label: t('cases.unusual.lines'), render: (line) => <Button size="small" kind="quiet" icon="audit" aria-label={t('cases.unusual.look-about', { name: line.member?.name ?? '', day: formatDate(line.day) })} onPress={() => onLook({ member: line.member?.memberId ?? null, since: line.day, until: line.day, code: line.code })}>{t('cases.unusual.look')}</Button> },
  ];
  return (
    <Panel title={t('cases.unusual.title')}>
      <Stack>
        <ChoiceChips label={t('cases.unusual.period')} canClear={false} value={days} onChange={(value) => setDays(value ?? days)} choices={periods.map((value) => ({ value, label: t('cases.unusual.days', { count: Number(value) }) }))} />
        {measure && <p className="quiet small">{t('cases.unusual.measure', { files: measure.filesInADay, from: measure.fromHour, to: measure.toHour })}</p>}
        <DataTable
          label={t('cases.unusual.title')} columns={columns} rows={list.data?.items} rowKey={(line) => `${line.kind} ${line.day} ${line.member?.memberId ?? ''} ${line.firstAt}`}
          rowTone={(line) => (line.kind === 'break-glass' ? 'late' : undefined)} problem={list.error} onRetry={() => void list.refetch()}
          empty={<EmptyState icon="audit" title={t('cases.unusual.none')} why={t('cases.unusual.none.why')} />}
        />
      </Stack>
    </Panel>
  );
}
