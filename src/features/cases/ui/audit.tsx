import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button, LinkButton } from '../../../kernel/ui/Button.tsx';
import { Role } from '../../../kernel/identity/contract.ts';
import { ComboBox } from '../../../kernel/ui/ComboBox.tsx';
import { DateField } from '../../../kernel/ui/DateField.tsx';
import { DataTable } from '../../../kernel/ui/DataTable.tsx';
import type { Column } from '../../../kernel/ui/DataTable.tsx';
import { EmptyState } from '../../../kernel/ui/EmptyState.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { TextField } from '../../../kernel/ui/TextField.tsx';
import type { TrailLine } from '../contract.ts';
import { trail, type TrailFilter, trailMembers } from './queries.ts';
import { UnusualPanel } from './unusual-panel.tsx';
import { wordsOfAction } from './words.ts';
import './cases.css';

/** What a data protection officer looks for first. */
const watched = ['case.break-glass', 'contact.reveal', 'case.bar', 'case.read', 'note.read', 'interview.read', 'person.read', 'person.search', 'sharing.read', 'case.assign', 'case.close', 'consent.print', 'consent.listen', 'consent.withdraw'] as const;

const everything: TrailFilter = { member: null, role: null, action: null, code: null, since: null, until: null };

/** Who did what to which record across the programme: codes of people, never a name of theirs, never a word that was written. */
export default function AuditScreen(): ReactNode {
  const { t, has, formatDateTime } = useText();
  const [filter, setFilter] = useState<TrailFilter>(everything);
  const list = useInfiniteQuery(trail(filter));
  const lines = useRef<HTMLDivElement>(null);
  /** The lines stand further down the page: whoever asks for them is brought there, by keyboard and for the ear too. */
  const look = (at: Partial<TrailFilter>): void => {
    setFilter({ ...everything, ...at });
    lines.current?.focus();
    lines.current?.scrollIntoView();
  };
  const rows = list.data?.pages.flatMap((page) => page.items);
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
        <UnusualPanel onLook={look} />
        <div ref={lines} tabIndex={-1}>
          <Panel title={t('cases.trail.lines')}>
            <Stack>
              <TrailFilters value={filter} onChange={setFilter} />
              <DataTable
                label={t('cases.trail.title')} columns={columns} rows={rows} rowKey={(line) => `${line.at} ${line.action} ${line.member?.memberId ?? ''} ${line.code ?? ''}`}
                rowTone={(line) => (line.action === 'case.break-glass' ? 'late' : undefined)} problem={list.error} onRetry={() => void list.refetch()}
                onMore={list.hasNextPage ? () => void list.fetchNextPage() : undefined} isLoadingMore={list.isFetchingNextPage}
                empty={<EmptyState icon="audit" title={t('cases.trail.none')} why={t('cases.trail.none.why')} />}
              />
            </Stack>
          </Panel>
        </div>
      </Stack>
    </Page>
  );
}

/** By what was done, in which role, by whom, about whom, between which days. */
function TrailFilters({ value, onChange }: { value: TrailFilter; onChange: (value: TrailFilter) => void }): ReactNode {
  const { t, has } = useText();
  const members = useQuery(trailMembers);
  const [code, setCode] = useState(value.code ?? '');
  const [asked, setAsked] = useState(value.code);
  if (asked !== value.code) {
    setAsked(value.code);
    setCode(value.code ?? '');
  }
  const isNarrowed = Object.values(value).some((one) => one !== null);
  return (
    <form onSubmit={(event) => { event.preventDefault(); onChange({ ...value, code: code.trim().toLowerCase().replaceAll(' ', '-') || null }); }}>
      <Row>
        <Select label={t('cases.trail.action')} placeholder={t('cases.trail.any-action')} value={value.action} onChange={(action) => onChange({ ...value, action })} choices={watched.map((one) => ({ value: one, label: wordsOfAction(one, { t, has }) }))} />
        <Select label={t('cases.trail.role')} placeholder={t('cases.trail.any-role')} value={value.role} onChange={(role) => onChange({ ...value, role })} choices={Role.options.map((one) => ({ value: one, label: t(`role.${one}`) }))} />
        <ComboBox label={t('cases.trail.member')} value={value.member} onChange={(member) => onChange({ ...value, member })} choices={(members.data?.items ?? []).map((one) => ({ value: one.memberId, label: one.name, detail: t(`role.${one.role}`) }))} />
        <DateField label={t('cases.path.since')} value={value.since} onChange={(since) => onChange({ ...value, since })} />
        <DateField label={t('cases.path.until')} value={value.until} onChange={(until) => onChange({ ...value, until })} />
        <TextField label={t('cases.trail.code')} hint={t('cases.trail.code.hint')} value={code} onChange={setCode} maxLength={60} />
        <Button type="submit" icon="search">{t('cases.trail.find')}</Button>
        {isNarrowed && <Button kind="quiet" icon="close" onPress={() => { setCode(''); onChange(everything); }}>{t('cases.trail.all')}</Button>}
      </Row>
    </form>
  );
}
