import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button, TextLink } from '../../../kernel/ui/Button.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { KeyValues } from '../../../kernel/ui/Tag.tsx';
import type { Episode } from '../contract.ts';
import { eurosBetween, spanOf } from '../domain.ts';
import type { Worksheet } from '../wire.ts';
import { Deductions } from './Deductions.tsx';
import { MonthGrid } from './MonthGrid.tsx';
import { differenceOf, worksheetOf } from './queries.ts';
import { Result } from './Result.tsx';
import { useFigures } from './words.ts';

const nothing = (): void => undefined;

/** A worksheet that is no longer written in: result first, then what was told, then who did what. */
export function Closed({ worksheet }: { worksheet: Worksheet }): ReactNode {
  const { t, formatDateTime } = useText();
  return (
    <>
      {worksheet.continuedBy && <Notice>{t('worksheet.continued')} <TextLink href={`/worksheets/${worksheet.continuedBy}`}>{t('worksheet.open-newer')}</TextLink></Notice>}
      {worksheet.computed && <Result computation={worksheet.computed.result} rates={worksheet.computed.rates} indices={worksheet.computed.indices} isFinal />}
      {worksheet.computed && <Afterwards worksheet={worksheet} />}
      {worksheet.content.episodes.map((episode) => <Told key={episode.id} episode={episode} />)}
      <Panel title={t('worksheet.steps')}>
        <ul className="worksheet-steps">
          <li>{t('worksheet.begun', { name: worksheet.author.name, at: formatDateTime(worksheet.startedAt) })}</li>
          {worksheet.steps.map((step) => (
            <li key={step.id}>{t(`worksheet.step.${step.move}`, { name: step.by.name, at: formatDateTime(step.at) })}{step.reason && <> — <SafeText>{step.reason}</SafeText></>}</li>
          ))}
          {worksheet.looks.map((look) => <li key={look.by.id}>{t('worksheet.looked', { name: look.by.name, at: formatDateTime(look.at) })}</li>)}
        </ul>
      </Panel>
    </>
  );
}

/** What may follow: a second look, today's tables, a new version. */
function Afterwards({ worksheet }: { worksheet: Worksheet }): ReactNode {
  const { t } = useText();
  const { money, moneyOr, month, language } = useFigures();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [isComparing, setComparing] = useState(false);
  const [nextId] = useState(() => newId());
  const difference = useQuery({ ...differenceOf(worksheet.id, worksheet.version), enabled: isComparing });
  const look = useMutation({
    mutationFn: () => api.post<Worksheet>(`/api/worksheets/${worksheet.id}/looks`, { body: { id: newId() } }),
    onSuccess: (looked) => client.setQueryData(worksheetOf(worksheet.id).queryKey, looked),
  });
  const goOn = useMutation({
    mutationFn: () => api.put<Worksheet>(`/api/worksheets/${nextId}`, { body: { caseId: worksheet.caseId, continues: worksheet.id } }),
    onSuccess: () => navigate({ to: `/worksheets/${nextId}` }),
  });
  return (
    <Stack gap="small">
      <Row>
        <a className="button button-secondary" href={`/api/worksheets/${worksheet.id}/annex?form=pdf&language=${language}`} download>{t('worksheet.annex.pdf')}</a>
        <a className="button button-secondary" href={`/api/worksheets/${worksheet.id}/annex?form=docx&language=${language}`} download>{t('worksheet.annex.docx')}</a>
        {worksheet.may.look && <Button icon="eye" isPending={look.isPending} onPress={() => look.mutate()}>{t('worksheet.look')}</Button>}
        <Button icon="undo" onPress={() => setComparing(true)}>{t('worksheet.compare')}</Button>
        {worksheet.state === 'signed' && worksheet.continuedBy === null && <Button icon="edit" isPending={goOn.isPending} onPress={() => goOn.mutate()}>{t('worksheet.go-on')}</Button>}
      </Row>
      {(look.error ?? goOn.error) && <ProblemPanel problem={look.error ?? goOn.error} />}
      {difference.error && <ProblemPanel problem={difference.error} onRetry={() => void difference.refetch()} />}
      {difference.data && !difference.data.changed && <Notice tone="good" live>{t('worksheet.compare.same')}</Notice>}
      {difference.data?.changed && (
        <Notice tone="late" live title={t('worksheet.compare.changed', { before: money(difference.data.before.gap), now: money(difference.data.now.gap) })}>
          <ul>{difference.data.months.map((one) => <li key={`${one.episodeId} ${one.month}`}>{t('worksheet.compare.month', { month: month(one.month), before: moneyOr(one.before), now: moneyOr(one.now) })}</li>)}</ul>
          <p>{t(worksheet.state === 'signed' ? 'worksheet.compare.signed' : 'worksheet.compare.computed')}</p>
        </Notice>
      )}
    </Stack>
  );
}

function Told({ episode }: { episode: Episode }): ReactNode {
  const { t, formatDate, language } = useText();
  const promised = spanOf(episode.promised);
  const written = (words: string): ReactNode => (words === '' ? t('worksheet.figure.not-asked') : <SafeText>{words}</SafeText>);
  return (
    <Panel title={t('worksheet.job-from-to', { from: formatDate(episode.from), to: formatDate(episode.to) })} of="restricted">
      <KeyValues compact items={[
        { key: 'sector', label: t('worksheet.sector'), value: episode.sector === null ? t('worksheet.figure.not-asked') : t(`worksheet.sector.${episode.sector}`) },
        { key: 'level', label: t('worksheet.level'), value: written([episode.level, episode.province].filter((one) => one !== null).join(', ')) },
        { key: 'employer', label: t('worksheet.employer'), value: written(episode.employer) },
        { key: 'intermediary', label: t('worksheet.intermediary'), value: written(episode.intermediary) },
        { key: 'place', label: t('worksheet.place'), value: written(episode.place) },
        { key: 'promised', label: t('worksheet.promised'), value: promised === null ? t(`worksheet.figure.${typeof episode.promised === 'string' ? episode.promised : 'none'}`) : `${eurosBetween(promised, language)} ${episode.promisedPer === null ? '' : t(`worksheet.per.${episode.promisedPer}`)}` },
        { key: 'contract', label: t('worksheet.contract'), value: [t(`ui.answer.${episode.contract}`), ...(episode.contractKind === null ? [] : [t(`worksheet.contract-kind.${episode.contractKind}`)])].join(' · ') },
        { key: 'payslips', label: t('worksheet.payslips'), value: t(`ui.answer.${episode.payslips}`) },
        { key: 'contributions', label: t('worksheet.contributions'), value: t(`ui.answer.${episode.contributions}`) },
        { key: 'means', label: t('worksheet.means'), value: episode.means.length === 0 ? t('worksheet.figure.not-asked') : episode.means.map((one) => t(`worksheet.means.${one}`)).join(', ') },
      ]} />
      <MonthGrid episode={episode} isReadOnly onChange={nothing} />
      <Deductions episode={episode} isReadOnly onChange={nothing} />
    </Panel>
  );
}
