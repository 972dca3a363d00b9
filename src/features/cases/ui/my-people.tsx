import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button, LinkButton } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { DataTable } from '../../../kernel/ui/DataTable.tsx';
import type { Column } from '../../../kernel/ui/DataTable.tsx';
import { EmptyState } from '../../../kernel/ui/EmptyState.tsx';
import { Menu } from '../../../kernel/ui/Menu.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { PrivateText } from '../../../kernel/ui/SafeText.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { TextField } from '../../../kernel/ui/TextField.tsx';
import { addressOf, usualColumns, usualOrder } from '../../lists/domain.ts';
import { CaseListQuery, CaseState, Risk } from '../contract.ts';
import type { CaseLine } from '../contract.ts';
import { ExportDialog } from './export-dialog.tsx';
import { casesList } from './queries.ts';
import { toneOfAlert, toneOfRisk } from './words.ts';
import './cases.css';

const Filters = CaseListQuery.pick({ filter: true, state: true, risk: true });
const filters = ['all', 'mine', 'unassigned'] as const;

/** What narrows these people, as the room of the lists asks it: there it can be kept under a name, and the same be done for many. */
const asList = ({ filter, state, risk }: { filter: (typeof filters)[number]; state?: CaseState | undefined; risk?: Risk | undefined }): Record<string, string[]> => ({
  ...(filter === 'all' ? {} : { whose: [filter === 'mine' ? 'followed' : filter] }), ...(state ? { state: [state] } : {}), ...(risk ? { risk: [risk] } : {}),
});

/** What else there is about the people one follows, a step away so that they themselves stay in sight. */
const beside = [
  { id: 'workload', icon: 'monitoring', href: '/workload', forMediators: true },
  { id: 'conferences', icon: 'table', href: '/conferences', forMediators: true },
  { id: 'waiting', icon: 'send', href: '/referrals/waiting', forMediators: false },
  { id: 'handovers', icon: 'people', href: '/handovers', forMediators: false },
  { id: 'reassessments', icon: 'again', href: '/reassessments', forMediators: false },
  { id: 'follow-ups', icon: 'phone', href: '/follow-ups', forMediators: false },
] as const;

/** Arrows go from person to person; Enter opens, as the link that it is. */
function followArrows(event: KeyboardEvent<HTMLDivElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined || event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement) return;
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('tbody th .link')];
  if (links.length === 0) return;
  const next = links.findIndex((link) => link === document.activeElement) + step;
  links[Math.max(0, Math.min(links.length - 1, next))]?.focus();
  event.preventDefault();
}

/** The people one follows, last changed first. What narrows the list stands in the address; a code that is being looked for does not. */
export default function MyPeople(): ReactNode {
  const { t, languageName, formatDate, formatRelative } = useText();
  const { hat } = useSession();
  const navigate = useNavigate();
  const chosen = Filters.safeParse(useSearch({ strict: false })).data ?? { filter: 'all' as const };
  const [code, setCode] = useState('');
  const [isExporting, setExporting] = useState(false);
  const asked = { filter: chosen.filter, state: chosen.state ?? null, risk: chosen.risk ?? null, code: code.trim() };
  const list = useInfiniteQuery(casesList(asked));
  const rows = list.data?.pages.flatMap((page) => page.items);
  const isCoordinator = hat?.role === 'coordinator';
  const narrow = (change: Record<string, string | null>): void => {
    const next = Object.entries({ ...chosen, ...change }).flatMap(([name, value]) => (value && value !== 'all' ? [[name, value]] : []));
    const query = new URLSearchParams(next);
    void navigate({ href: query.size > 0 ? `/cases?${query}` : '/cases', replace: true });
  };

  const columns: readonly Column<CaseLine>[] = [
    { key: 'code', label: t('cases.column.code'), isName: true, render: (line) => <span className="case-code">{line.code}</span> },
    { key: 'name', label: t('cases.column.name'), render: (line) => (line.name ? <PrivateText>{line.name}</PrivateText> : <span className="quiet">{t('cases.no-name')}</span>) },
    { key: 'languages', label: t('cases.column.languages'), isMinor: true, render: (line) => line.languages.map(languageName).join(', ') },
    { key: 'state', label: t('cases.column.state'), render: (line) => t(`cases.state.${line.state}`) },
    { key: 'risk', label: t('cases.column.risk'), render: (line) => <Tag tone={toneOfRisk(line.risk)}>{t(`cases.risk.${line.risk}`)}</Tag> },
    { key: 'owner', label: t('cases.column.owner'), isMinor: true, render: (line) => line.owner?.name ?? <span className="quiet">{t('cases.no-owner')}</span> },
    { key: 'next', label: t('cases.column.next'), render: (line) => (line.nextStepOn ? formatDate(line.nextStepOn) : <span className="quiet">—</span>) },
    { key: 'alerts', label: t('cases.column.alerts'), render: (line) => (
      <span className="case-tags">
        {line.via === 'break-glass' && <Tag tone="late" icon="unlock">{t('cases.via.break-glass')}</Tag>}
        {line.alerts.length === 0 && line.via !== 'break-glass' && <span className="quiet">—</span>}
        {line.alerts.map((alert) => <Tag key={alert} tone={toneOfAlert(alert)}>{t(`cases.alert.${alert}`)}</Tag>)}
      </span>
    ) },
    { key: 'changed', label: t('cases.column.changed'), isMinor: true, render: (line) => formatRelative(line.lastChangeAt) },
  ];
  const isNarrowed = chosen.filter !== 'all' || Boolean(chosen.state) || Boolean(chosen.risk) || code.trim() !== '';

  return (
    <Page
      title={t('cases.title')}
      lead={t(isCoordinator ? 'cases.lead.coordinator' : 'cases.lead')}
      width="full"
      action={<LinkButton kind="primary" icon="plus" href="/persons/new">{t('cases.register')}</LinkButton>}
      secondary={<>
        {isCoordinator && <Button kind="quiet" icon="export" onPress={() => setExporting(true)}>{t('cases.export.open')}</Button>}
        <LinkButton kind="quiet" icon="filter" href={addressOf('cases', { narrowed: asList(chosen), sorted: usualOrder('cases'), shown: usualColumns('cases') })}>{t('cases.as-list')}</LinkButton>
        <LinkButton kind="quiet" icon="unlock" href="/break-glass">{t('cases.break-glass.open')}</LinkButton>
        <Menu label={t('cases.beside')} trigger={<Button kind="quiet" icon="more">{t('cases.beside')}</Button>} groups={[{
          id: 'beside', choices: beside.filter(({ forMediators }) => forMediators || hat?.role !== 'mediator').map(({ id, icon, href }) => ({ id, icon, href, label: t(`cases.${id}.open`) })),
        }]} />
      </>}
    >
      <Stack>
        <div className="case-filters">
          <ChoiceChips label={t('cases.filter')} canClear={false} value={chosen.filter} onChange={(filter) => narrow({ filter })}
            choices={filters.filter((one) => isCoordinator || one !== 'unassigned').map((value) => ({ value, label: t(`cases.filter.${value}`) }))} />
          <Select label={t('cases.column.state')} placeholder={t('cases.any-state')} value={chosen.state ?? null} onChange={(state) => narrow({ state })}
            choices={CaseState.options.map((value) => ({ value, label: t(`cases.state.${value}`) }))} />
          <Select label={t('cases.column.risk')} placeholder={t('cases.any-risk')} value={chosen.risk ?? null} onChange={(risk) => narrow({ risk })}
            choices={Risk.options.map((value) => ({ value, label: t(`cases.risk.${value}`) }))} />
          <TextField label={t('cases.column.code')} type="search" value={code} onChange={setCode} />
        </div>
        <Panel of="case">
          {/* The rows are links and stay so: arrows are a shortcut between them, nothing is lost without. */}
          <div role="presentation" onKeyDown={followArrows}>
            <DataTable
              label={t('cases.title')} columns={columns} rows={rows} rowKey={(line) => line.id} rowHref={(line) => `/cases/${line.id}`}
              rowTone={(line) => (line.via === 'break-glass' ? 'late' : undefined)}
              problem={list.error} onRetry={() => void list.refetch()}
              onMore={list.hasNextPage ? () => void list.fetchNextPage() : undefined} isLoadingMore={list.isFetchingNextPage}
              empty={isNarrowed
                ? <EmptyState icon="filter" title={t('cases.none-found')} why={t('cases.none-found.why')} />
                : <EmptyState icon="people" title={t('cases.none')} why={t('cases.none.why')} action={<LinkButton icon="plus" href="/persons/new">{t('cases.register')}</LinkButton>} />}
            />
          </div>
        </Panel>
      </Stack>
      {isExporting && <ExportDialog narrowedBy={asked} onClose={() => setExporting(false)} />}
    </Page>
  );
}
