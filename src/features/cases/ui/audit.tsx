import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { LinkButton } from '../../../kernel/ui/Button.tsx';
import { DataTable } from '../../../kernel/ui/DataTable.tsx';
import type { Column } from '../../../kernel/ui/DataTable.tsx';
import { EmptyState } from '../../../kernel/ui/EmptyState.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import type { TrailLine } from '../contract.ts';
import { trail } from './queries.ts';
import { wordsOfAction } from './words.ts';
import './cases.css';

/** What a data protection officer looks for first. */
const watched = ['case.break-glass', 'contact.reveal', 'case.bar', 'case.read', 'note.read', 'interview.read', 'person.read', 'person.search', 'sharing.read', 'case.assign', 'case.close'] as const;

/** Who did what to which record across the programme: codes of people, never a name of theirs, never a word that was written. */
export default function AuditScreen(): ReactNode {
  const { t, has, formatDateTime } = useText();
  const [action, setAction] = useState<(typeof watched)[number] | null>(null);
  const [member, setMember] = useState<string | null>(null);
  const list = useInfiniteQuery(trail({ member, action }));
  const rows = list.data?.pages.flatMap((page) => page.items);
  const colleagues = new Map((rows ?? []).flatMap((line) => (line.member ? [[line.member.memberId, line.member.name] as const] : [])));
  const columns: readonly Column<TrailLine>[] = [
    { key: 'at', label: t('cases.trail.at'), isName: true, render: (line) => <span className="case-code">{formatDateTime(line.at)}</span> },
    { key: 'member', label: t('cases.trail.member'), render: (line) => (line.member ? `${line.member.name}, ${t(`role.${line.member.role}`)}` : line.name ?? t('cases.audience.system')) },
    { key: 'action', label: t('cases.trail.action'), render: (line) => wordsOfAction(line.action, { t, has }) },
    { key: 'code', label: t('cases.column.code'), render: (line) => <span className="case-code">{line.code ?? '—'}</span> },
    { key: 'reason', label: t('cases.trail.reason'), render: (line) => (line.reason ? <SafeText>{line.reason}</SafeText> : '') },
  ];
  return (
    <Page title={t('cases.trail.title')} lead={t('cases.trail.lead')} width="full" action={<LinkButton icon="unlock" href="/emergencies">{t('cases.emergencies.title')}</LinkButton>}>
      <Stack>
        <Row>
          <Select label={t('cases.trail.action')} placeholder={t('cases.trail.any-action')} value={action} onChange={setAction} choices={watched.map((value) => ({ value, label: wordsOfAction(value, { t, has }) }))} />
          <Select label={t('cases.trail.member')} placeholder={t('cases.path.anybody')} value={member} onChange={setMember} choices={[...colleagues].map(([value, label]) => ({ value, label }))} />
        </Row>
        <Panel>
          <DataTable
            label={t('cases.trail.title')} columns={columns} rows={rows} rowKey={(line) => `${line.at} ${line.action} ${line.member?.memberId ?? ''} ${line.code ?? ''}`}
            rowTone={(line) => (line.action === 'case.break-glass' ? 'late' : undefined)} problem={list.error} onRetry={() => void list.refetch()}
            onMore={list.hasNextPage ? () => void list.fetchNextPage() : undefined} isLoadingMore={list.isFetchingNextPage}
            empty={<EmptyState icon="audit" title={t('cases.trail.none')} why={t('cases.trail.none.why')} />}
          />
        </Panel>
      </Stack>
    </Page>
  );
}
