import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Suspense } from 'react';
import type { ComponentType, ReactNode } from 'react';
import type { CaseHeader, Compartment } from '../../features/cases/contract.ts';
import { CaseLead, CaseMarks, EmergencyCountdown } from '../../features/cases/ui/case-header.tsx';
import { CaseFlags, RaiseFlag } from '../../features/flags/ui/case-flags.tsx';
import { CaseMoves } from '../../features/cases/ui/moves.tsx';
import { headerOf, notesOf } from '../../features/cases/ui/queries.ts';
import { caseReferrals } from '../../features/referrals/ui/queries.ts';
import { useText, WithWords } from '../../kernel/i18n/text.tsx';
import { api } from '../../kernel/ui/api.ts';
import { Button, TextLink } from '../../kernel/ui/Button.tsx';
import { Skeleton } from '../../kernel/ui/EmptyState.tsx';
import { ProblemPanel } from '../../kernel/ui/Notice.tsx';
import { asProblem } from '../../kernel/ui/problems.ts';
import { Page } from '../../kernel/ui/Page.tsx';
import { Row, Stack } from '../../kernel/ui/Panel.tsx';
import { OnlyPrinted } from '../../kernel/ui/SafeText.tsx';
import { useSession } from '../../kernel/ui/session.tsx';
import { Tabs } from '../../kernel/ui/Tabs.tsx';
import type { OpenedCase } from '../opened/contract.ts';
import { part } from './parts.tsx';

export interface CaseTabProps {
  readonly caseId: string;
  readonly personId: string;
}

/** Tabs of the rooms that are built; a room that is not there yet is simply not listed. */
const files = import.meta.glob<{ default: ComponentType<CaseTabProps> }>('../../features/*/ui/*-tab.tsx');

/**
 * The chapters of the file and the order of their tabs, what one must hold of the case to find anything behind each, and what another room shows under it.
 */
const order: readonly { id: string; chapter?: string; file: string; holds: Compartment; unless?: Compartment; label?: string; under?: string; isReserved?: boolean; when?: (header: CaseHeader) => boolean }[] = [
  { id: 'path', file: 'cases/ui/path-tab.tsx', holds: 'base' },
  { id: 'person', chapter: 'person', file: 'persons/ui/case-tab.tsx', holds: 'base' },
  { id: 'profile', chapter: 'person', file: 'plans/ui/profile-tab.tsx', holds: 'case', under: 'intake/ui/origin-tab.tsx' },
  { id: 'interviews', chapter: 'talks', file: 'desk/ui/case-tab.tsx', holds: 'base', under: 'agenda/ui/appointments-tab.tsx' },
  { id: 'screening', chapter: 'talks', file: 'screening/ui/case-tab.tsx', holds: 'mediation' },
  { id: 'worksheet', chapter: 'talks', file: 'worksheet/ui/case-tab.tsx', holds: 'work' },
  { id: 'plan', chapter: 'way', file: 'plans/ui/plan-tab.tsx', holds: 'case' },
  // Who takes a step without holding the plan finds it where the day's list leads.
  { id: 'plan', chapter: 'way', file: 'plans/ui/own-steps-tab.tsx', holds: 'base', unless: 'case', label: 'own-steps' },
  { id: 'services', chapter: 'way', file: 'referrals/ui/case-tab.tsx', holds: 'case' },
  { id: 'employment', chapter: 'way', file: 'employment/ui/employment-tab.tsx', holds: 'work' },
  { id: 'conferences', chapter: 'way', file: 'conferences/ui/conferences-tab.tsx', holds: 'case' },
  // Only for a way that is over: there is nobody to ask after before.
  { id: 'follow-up', chapter: 'way', file: 'followups/ui/follow-up-tab.tsx', holds: 'base', when: ({ closedAt }) => closedAt !== null },
  { id: 'consents', chapter: 'protection', file: 'consents/ui/case-tab.tsx', holds: 'base' },
  { id: 'safety', chapter: 'protection', file: 'safety/ui/case-tab.tsx', holds: 'case' },
  { id: 'legal', chapter: 'protection', file: 'legalhub/ui/case-tab.tsx', holds: 'case' },
  { id: 'reserved', chapter: 'protection', file: 'actors/ui/case-tab.tsx', holds: 'restricted', isReserved: true },
  { id: 'documents', chapter: 'papers', file: 'documents/ui/case-tab.tsx', holds: 'base' },
  { id: 'sheets', chapter: 'papers', file: 'sheets/ui/case-tab.tsx', holds: 'case' },
  { id: 'notes', chapter: 'papers', file: 'cases/ui/notes-tab.tsx', holds: 'base' },
  { id: 'handover', chapter: 'who', file: 'handovers/ui/handover-tab.tsx', holds: 'case' },
  { id: 'access', chapter: 'who', file: 'cases/ui/access-tab.tsx', holds: 'case' },
];
const tabs = order.flatMap(({ id, chapter, file, holds, unless, label = id, under, when, isReserved = false }) => {
  const load = files[`../../features/${file}`];
  const loadUnder = under && files[`../../features/${under}`];
  const rooms = [file, under].flatMap((one) => one?.split('/')[0] ?? []);
  return load ? [{ id, chapter, holds, unless, label, when, isReserved, rooms, Content: part(load), Under: loadUnder ? part(loadUnder) : undefined }] : [];
});

/** The header, asked for together with the last notes and the referrals, which their tabs then find where they look for them. */
const openedWith = (client: QueryClient, caseId: string) => ({
  ...headerOf(caseId),
  queryFn: async ({ signal }: { signal: AbortSignal }) => {
    const { header, notes, referrals } = await api.get<OpenedCase>(`/api/cases/${caseId}/opened`, { signal });
    // What a tab has read already may be longer or newer than this.
    client.setQueryData(notesOf(caseId).queryKey, (known) => known ?? { pages: [notes], pageParams: [''] });
    if (referrals) client.setQueryData(caseReferrals(caseId).queryKey, (known) => known ?? referrals);
    return header;
  },
});

/** The case file: two lines that say what matters, and the rooms' own tabs under them. */
export default function CaseFile(): ReactNode {
  const { t, formatDateTime } = useText();
  const { account, hat } = useSession();
  const navigate = useNavigate();
  const { caseId = '' } = useParams({ strict: false });
  const { tab } = useSearch({ strict: false });
  const client = useQueryClient();
  const { data: header, error, refetch } = useQuery(openedWith(client, caseId));
  const breadcrumb = <TextLink href="/cases">{t('cases.title')}</TextLink>;
  // A file that is no longer one's own leaves the screen at once, also where it was open.
  if (!header || (error && asProblem(error).code === 'not-found')) {
    return <Page title={t('cases.file')} width="full" breadcrumb={breadcrumb}>{error ? <ProblemPanel problem={error} onRetry={() => void refetch()} /> : <Skeleton lines={6} />}</Page>;
  }
  // Alleged actors and the duty to report: for who coordinates and for the legal operators assigned, never from a file opened in an emergency.
  const mayReserved = (hat?.role === 'coordinator' || hat?.role === 'legal') && header.via !== 'break-glass';
  const shown = tabs.filter(({ id, holds, unless, when, isReserved }) => (!isReserved || mayReserved) && header.compartments.includes(holds) && !(unless && header.compartments.includes(unless)) && (id === tab || !when || when(header)));
  const selected = shown.find(({ id }) => id === tab)?.id ?? 'path';
  const open = (id: string): void => void navigate({ href: `/cases/${caseId}?tab=${id}`, replace: true });
  return (
    <Page
      title={header.code}
      width="full"
      breadcrumb={breadcrumb}
      marks={<CaseMarks header={header} />}
      lead={<CaseLead header={header} />}
      action={<Button kind="primary" icon="note" onPress={() => open('notes')}>{t('cases.note.write')}</Button>}
      secondary={<Row><CaseMoves header={header} /><RaiseFlag caseId={header.id} /></Row>}
    >
      <Stack>
        {header.via === 'break-glass' && header.until && <EmergencyCountdown until={header.until} />}
        <CaseFlags caseId={header.id} />
        <OnlyPrinted>{t('cases.printed', { name: account?.name ?? '', at: formatDateTime(new Date()) })}</OnlyPrinted>
        <Tabs
          label={t('cases.file')}
          selected={selected}
          onSelect={open}
          tabs={shown.map(({ id, chapter, label, rooms, Content, Under }) => ({
            id,
            label: t(`cases.tab.${label}`),
            chapter: chapter && t(`cases.chapter.${chapter}`),
            content: <Suspense fallback={<Skeleton lines={6} />}><WithWords of={rooms} waiting={<Skeleton lines={6} />}><Stack><Content caseId={header.id} personId={header.personId} />{Under && <Under caseId={header.id} personId={header.personId} />}</Stack></WithWords></Suspense>,
          }))}
        />
      </Stack>
    </Page>
  );
}
