import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button, LinkButton } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { type Column, DataTable } from '../../../kernel/ui/DataTable.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { EmptyState } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { saveFile } from '../../../kernel/ui/saveFile.ts';
import { useSession } from '../../../kernel/ui/session.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { TextArea } from '../../../kernel/ui/TextField.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { type PlacementLine, PlacementShow } from '../contract.ts';
import { placementsShown, retentionFigures } from './queries.ts';
import { toneOf } from './words.ts';
import './employment.css';

/** Everybody's placements that one may see: which are to be asked about, which are to be looked at, and how far the work held. What narrows the list stands in the address. */
export default function EmploymentScreen(): ReactNode {
  const { t, formatDate } = useText();
  const { hat } = useSession();
  const navigate = useNavigate();
  const search: { whose?: string; show?: string } = useSearch({ strict: false });
  const isLabour = hat?.role === 'labour';
  const mayCount = isLabour || hat?.role === 'coordinator';
  const whose = search.whose === 'all' || search.whose === 'mine' ? search.whose : isLabour ? 'mine' : 'all';
  const show = PlacementShow.safeParse(search.show).data ?? 'open';
  const list = useInfiniteQuery(placementsShown(whose, show));
  const [isExporting, setExporting] = useState(false);
  const narrow = (next: { whose?: string | null; show?: string | null }): void => void navigate({ href: `/employment?${new URLSearchParams({ whose: next.whose ?? whose, show: next.show ?? show })}`, replace: true });
  const columns: readonly Column<PlacementLine>[] = [
    { key: 'code', label: t('employment.column.code'), isName: true, render: (line) => line.code },
    { key: 'kind', label: t('employment.column.kind'), render: (line) => t(`employment.kind.${line.kind}`) },
    { key: 'employer', label: t('employment.column.employer'), render: (line) => <SafeText>{line.employer}</SafeText> },
    { key: 'state', label: t('employment.column.state'), render: (line) => <Row><Tag tone={toneOf(line.state)}>{t(`employment.state.${line.state}`)}</Tag>{line.waitsForLook && <Tag>{t('employment.list.look')}</Tag>}</Row> },
    { key: 'check', label: t('employment.column.next-check'), render: (line) => (line.nextCheck === null ? '—' : <>{formatDate(line.nextCheck.dueOn)} {line.nextCheck.isLate && <Tag tone="late">{t('employment.check.title', { days: line.nextCheck.afterDays })}</Tag>}</>) },
    { key: 'owner', label: t('employment.column.owner'), isMinor: true, render: (line) => line.owner.name },
  ];
  return (
    <Page title={t('employment.title.all')} width="full" lead={t('employment.lead')}
      secondary={<Row><LinkButton kind="quiet" icon="table" href="/esco">{t('employment.esco')}</LinkButton>{mayCount && <Button kind="quiet" icon="export" onPress={() => setExporting(true)}>{t('employment.export')}</Button>}</Row>}>
      <Stack gap="large">
        <Panel title={t('employment.list')} of="restricted">
          <Stack>
            <Row>
              <ChoiceChips label={t('employment.whose')} canClear={false} value={whose} onChange={(next) => narrow({ whose: next })} choices={(['mine', 'all'] as const).map((value) => ({ value, label: t(`employment.whose.${value}`) }))} />
              <ChoiceChips label={t('employment.show')} canClear={false} value={show} onChange={(next) => narrow({ show: next })} choices={PlacementShow.options.map((value) => ({ value, label: t(`employment.show.${value}`) }))} />
            </Row>
            <DataTable label={t('employment.list')} columns={columns} rows={list.data?.pages.flatMap((page) => page.items)} rowKey={(line) => line.id} rowHref={(line) => `/cases/${line.caseId}?tab=employment`} rowTone={(line) => (line.nextCheck?.isLate ? 'late' : undefined)}
              empty={<EmptyState icon="programme" title={t('employment.list.none')} why={t('employment.list.none.why')} />} problem={list.error} onRetry={() => void list.refetch()} isLoadingMore={list.isFetchingNextPage} onMore={list.hasNextPage ? () => void list.fetchNextPage() : undefined} />
          </Stack>
        </Panel>
        {mayCount && <Figures />}
      </Stack>
      {isExporting && <ExportDialog whose={whose} show={show} onClose={() => setExporting(false)} />}
    </Page>
  );
}

/** A sentence first, then the table; five at a time. */
function Figures(): ReactNode {
  const { t } = useText();
  const figures = useQuery(retentionFigures);
  if (figures.error) return <ProblemPanel problem={figures.error} onRetry={() => void figures.refetch()} />;
  if (!figures.data) return null;
  const { items, days } = figures.data;
  const rows = days.map((afterDays) => items.find((one) => one.afterDays === afterDays) ?? { afterDays, counted: 0, yes: 0, no: 0, unknown: 0 });
  type Figure = (typeof rows)[number];
  const figure = (which: 'counted' | 'yes' | 'no' | 'unknown') => (row: Figure): ReactNode => (row.counted === 0 ? '—' : row[which]);
  const columns: readonly Column<Figure>[] = [
    { key: 'after', label: t('employment.checks'), isName: true, render: (row) => t('employment.figures.row', { days: row.afterDays }) },
    { key: 'counted', label: t('employment.figures.counted'), align: 'end', render: (row) => (row.counted === 0 ? t('employment.figures.none') : row.counted) },
    { key: 'yes', label: t('employment.figures.yes'), align: 'end', render: figure('yes') },
    { key: 'no', label: t('employment.figures.no'), align: 'end', render: figure('no') },
    { key: 'unknown', label: t('employment.figures.unknown'), align: 'end', render: figure('unknown') },
  ];
  return (
    <Panel title={t('employment.figures')} of="team">
      <Stack>
        <p className="quiet">{t('employment.figures.why')}</p>
        {items.map((one) => <p key={one.afterDays}><strong>{t('employment.figures.row', { days: one.afterDays })}</strong>: {t('employment.figures.share', { yes: one.yes, counted: one.counted })}</p>)}
        <DataTable label={t('employment.figures')} columns={columns} rows={rows} rowKey={(row) => String(row.afterDays)} empty={<p>{t('employment.figures.none')}</p>} />
      </Stack>
    </Panel>
  );
}

const SHORTEST_REASON = 10;

/** The list as a file, by code alone, with what it is for. */
function ExportDialog({ whose, show, onClose }: { whose: 'mine' | 'all'; show: PlacementShow; onClose: () => void }): ReactNode {
  const { t, language } = useText();
  const [format, setFormat] = useState<'xlsx' | 'csv'>('xlsx');
  const [reason, setReason] = useState('');
  const download = useMutation({
    mutationFn: () => api.file('/api/placement-exports', { body: { whose, show, format, reason, language: language === 'en' ? 'en' : 'it' }, onProgress: () => undefined }),
    onSuccess: (file) => {
      saveFile(file);
      toast.say(t('employment.export.done', { lines: file.lines }));
      onClose();
    },
  });
  return (
    <Dialog title={t('employment.export')} isOpen isAlert onClose={onClose}
      actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={reason.trim().length < SHORTEST_REASON} isPending={download.isPending} onPress={() => download.mutate()}>{t('employment.export.confirm')}</Button></>}>
      <Stack>
        <Notice>{t('employment.export.help')}</Notice>
        <ChoiceChips label={t('employment.export.format')} canClear={false} value={format} onChange={(value) => setFormat(value ?? format)} choices={(['xlsx', 'csv'] as const).map((value) => ({ value, label: t(`employment.export.format.${value}`) }))} />
        <TextArea label={t('employment.export.reason')} hint={t('employment.export.reason.hint')} isRequired rows={2} maxLength={1000} value={reason} onChange={setReason} />
        {download.error && <ProblemPanel problem={download.error} />}
      </Stack>
    </Dialog>
  );
}
