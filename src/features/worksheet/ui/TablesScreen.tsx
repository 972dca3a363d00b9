import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button, TextLink } from '../../../kernel/ui/Button.tsx';
import { ReasonDialog } from '../../../kernel/ui/Dialog.tsx';
import { EmptyState, Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import type { RateLine, Source } from '../wire.ts';
import { BringTable } from './BringTable.tsx';
import { CorrectDialog } from './CorrectDialog.tsx';
import { wageTables } from './queries.ts';
import { RateTimes } from './RateTimes.tsx';
import { useFigures } from './words.ts';
import './worksheet.css';

/** Wage tables: what holds when and where nothing does, where each line was read and who checked it, and the way to bring others in. */
export default function TablesScreen(): ReactNode {
  const { t } = useText();
  const tables = useQuery(wageTables);
  const [isBringing, setBringing] = useState(false);
  const mayWrite = tables.data?.may.write ?? false;
  const bring = <Button kind="primary" icon="import" onPress={() => setBringing(true)}>{t('worksheet.tables.bring')}</Button>;
  return (
    <Page title={t('worksheet.tables.title')} lead={t('worksheet.tables.lead')} width="full" action={mayWrite && !isBringing ? bring : undefined}
      secondary={mayWrite ? <a className="button button-secondary" href="/api/wage-tables/template" download>{t('worksheet.tables.template')}</a> : undefined}
    >
      <Stack>
        {tables.error && <ProblemPanel problem={tables.error} onRetry={() => void tables.refetch()} />}
        {!tables.data && !tables.error && <Skeleton lines={6} />}
        {isBringing && <BringTable onDone={() => setBringing(false)} />}
        {tables.data?.rates.some((rate) => rate.demonstration && rate.supersededAt === null) && <Notice tone="late" title={t('worksheet.demonstration')}>{t('worksheet.demonstration.why')}</Notice>}
        {tables.data?.sources.length === 0 && !isBringing && <Panel><EmptyState icon="table" title={t('worksheet.tables.none')} why={t('worksheet.tables.none.why')} action={mayWrite ? bring : undefined} /></Panel>}
        {tables.data && tables.data.sources.length > 0 && <Panel title={t('worksheet.tables.times')} of="team"><RateTimes rates={tables.data.rates.filter((rate) => rate.supersededAt === null)} /></Panel>}
        {tables.data?.sources.map((source) => <SourcePanel key={source.id} source={source} rates={tables.data.rates.filter((rate) => rate.sourceId === source.id)} mayWrite={mayWrite} />)}
      </Stack>
    </Page>
  );
}

function SourcePanel({ source, rates, mayWrite }: { source: Source; rates: readonly RateLine[]; mayWrite: boolean }): ReactNode {
  const { t, formatDate } = useText();
  const { rate: words } = useFigures();
  const client = useQueryClient();
  const [correcting, setCorrecting] = useState<RateLine | null>(null);
  const [isWithdrawing, setWithdrawing] = useState(false);
  const again = () => client.invalidateQueries({ queryKey: ['worksheet'] });
  const verify = useMutation({ mutationFn: () => api.post(`/api/wage-sources/${source.id}/verified`, { ifMatch: source.version, body: {} }), onSuccess: again });
  const withdraw = useMutation({ mutationFn: (reason: string) => api.post(`/api/wage-sources/${source.id}/withdrawn`, { body: { reason } }), onSuccess: again });
  const inUse = rates.filter((rate) => rate.supersededAt === null);
  return (
    <Panel title={source.title} of="team" actions={source.demonstration && <Tag tone="late">{t('worksheet.demonstration')}</Tag>}>
      <p className="small">
        {t('worksheet.tables.reference')} {source.reference.startsWith('https://') ? <TextLink href={source.reference}>{source.reference}</TextLink> : source.reference}
        {' · '}{t('worksheet.tables.written', { name: source.createdBy.name, day: formatDate(source.createdAt) })}
        {' · '}{source.verifiedBy && source.verifiedOn ? t('worksheet.tables.verified', { name: source.verifiedBy.name, day: formatDate(source.verifiedOn) }) : <Tag>{t('worksheet.not-verified')}</Tag>}
      </p>
      {inUse.length === 0 && <p className="quiet">{t('worksheet.tables.withdrawn')}</p>}
      <ul className="worksheet-deductions">
        {inUse.map((rate) => (
          <li key={rate.id}><span>{words(rate)}</span>{rate.reason && <span className="quiet small">{t('worksheet.tables.corrects', { reason: rate.reason })}</span>}
            {mayWrite && <Button size="small" kind="quiet" icon="edit" onPress={() => setCorrecting(rate)}>{t('worksheet.tables.correct')}</Button>}</li>
        ))}
      </ul>
      {rates.length > inUse.length && (
        <details className="worksheet-why">
          <summary>{t('worksheet.tables.earlier', { n: rates.length - inUse.length })}</summary>
          <ul>{rates.filter((rate) => rate.supersededAt !== null).map((rate) => <li key={rate.id}>{words(rate)} <span className="quiet small">{t('worksheet.tables.until', { day: formatDate(rate.supersededAt ?? '') })}</span></li>)}</ul>
        </details>
      )}
      {(verify.error ?? withdraw.error) && <ProblemPanel problem={verify.error ?? withdraw.error} />}
      {mayWrite && (
        <Row>
          {source.verifiedOn === null && <Button size="small" icon="check" isPending={verify.isPending} onPress={() => verify.mutate()}>{t('worksheet.tables.verify')}</Button>}
          {inUse.length > 0 && <Button size="small" kind="quiet" icon="trash" onPress={() => setWithdrawing(true)}>{t('worksheet.tables.withdraw')}</Button>}
        </Row>
      )}
      {correcting && <CorrectDialog rate={correcting} onClose={() => setCorrecting(null)} onDone={() => {
        setCorrecting(null);
        void again();
      }} />}
      <ReasonDialog title={t('worksheet.tables.withdraw')} isOpen={isWithdrawing} onClose={() => setWithdrawing(false)} confirm={t('worksheet.tables.withdraw')} isPending={withdraw.isPending} onConfirm={(reason) => withdraw.mutate(reason, { onSuccess: () => setWithdrawing(false) })}>
        {t('worksheet.tables.withdraw.why')}
      </ReasonDialog>
    </Panel>
  );
}
