import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ReasonDialog } from '../../../kernel/ui/Dialog.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import type { Instrument } from '../contract.ts';
import type { Evidence } from '../evidence.ts';
import { ChronologyDrawn } from './ChronologyDrawn.tsx';
import { EvidenceForm } from './EvidenceForm.tsx';
import { evidenceOf } from './queries.ts';
import { useInstrumentWords, usePartialDays } from './words.ts';

/** The proofs behind each sign of a list, drawn on one line of time and read under it; for the colleague who will have to explain them. */
export function EvidencePanel({ caseId, instrument }: { caseId: string; instrument: Instrument }): ReactNode {
  const { t } = useText();
  const { item } = useInstrumentWords();
  const [isAdding, setAdding] = useState(false);
  const evidence = useQuery(evidenceOf(caseId, instrument.id));
  const items = evidence.data?.items ?? [];
  return (
    <Panel title={t('screening.evidence.title')} of="restricted" actions={!isAdding && <Button size="small" icon="plus" onPress={() => setAdding(true)}>{t('screening.evidence.add')}</Button>}>
      <Stack>
        <p className="quiet">{t('screening.evidence.why')}</p>
        {evidence.error && <ProblemPanel problem={evidence.error} onRetry={() => void evidence.refetch()} />}
        {evidence.isPending && <Skeleton lines={3} />}
        {isAdding && <EvidenceForm caseId={caseId} instrument={instrument} onDone={() => setAdding(false)} />}
        {evidence.data && items.length === 0 && <p>{t('screening.evidence.none')}</p>}
        <ChronologyDrawn evidence={items} instrument={instrument} />
        {instrument.items.map(({ code }) => {
          const own = items.filter((one) => one.item === code);
          return own.length === 0 ? null : (
            <section key={code} className="stack stack-small">
              <h3 className="screening-small-title">{item(instrument, code)}</h3>
              {own.map((one) => <EvidenceRead key={one.id} one={one} caseId={caseId} instrumentId={instrument.id} />)}
            </section>
          );
        })}
      </Stack>
    </Panel>
  );
}

function EvidenceRead({ one, caseId, instrumentId }: { one: Evidence; caseId: string; instrumentId: string }): ReactNode {
  const { t, formatDate } = useText();
  const formatPartial = usePartialDays();
  const client = useQueryClient();
  const [isWithdrawing, setWithdrawing] = useState(false);
  const withdraw = useMutation({
    mutationFn: (reason: string) => api.post(`/api/evidence/${one.id}/withdrawn`, { body: { reason } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: evidenceOf(caseId, instrumentId).queryKey });
      setWithdrawing(false);
    },
  });
  const { content, withdrawn } = one;
  return (
    <article className={withdrawn ? 'screening-voice screening-withdrawn' : 'screening-voice'}>
      <Row>
        <Tag>{content.paper ? t(`screening.paper.${content.paper}`) : t(`screening.source.${content.source}`)}</Tag>
        <span className="small">{t(content.from === null ? 'screening.evidence.undated' : content.to ? 'screening.evidence.period' : 'screening.evidence.day', { from: formatPartial(content.from ?? ''), to: formatPartial(content.to ?? '') })}</span>
        {withdrawn && <Tag tone="late">{t('screening.evidence.withdrawn')}</Tag>}
      </Row>
      <SafeText block>{content.words}</SafeText>
      <p className="quiet small">{t('screening.made.by', { name: one.by.name, at: formatDate(one.at) })}</p>
      {withdrawn
        ? <p className="small">{t('screening.evidence.withdrawn.by', { name: withdrawn.by.name, at: formatDate(withdrawn.at) })} <SafeText>{withdrawn.reason}</SafeText></p>
        : <div className="never-printed"><Button size="small" kind="quiet" onPress={() => setWithdrawing(true)} aria-label={t('screening.evidence.withdraw.this', { words: content.words.slice(0, 60) })}>{t('screening.evidence.withdraw')}</Button></div>}
      {isWithdrawing && (
        <ReasonDialog title={t('screening.evidence.withdraw')} isOpen onClose={() => setWithdrawing(false)} confirm={t('screening.evidence.withdraw')} minLength={3} isPending={withdraw.isPending} onConfirm={(reason) => withdraw.mutate(reason)}>
          {t('screening.evidence.withdraw.help')}
          {withdraw.error && <ProblemPanel problem={withdraw.error} />}
        </ReasonDialog>
      )}
    </article>
  );
}
