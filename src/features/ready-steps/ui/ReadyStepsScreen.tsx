import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ReasonDialog } from '../../../kernel/ui/Dialog.tsx';
import { EmptyState, Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { TextField } from '../../../kernel/ui/TextField.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { NeedDomain } from '../../plans/contract.ts';
import type { ReadyStep } from '../contract.ts';
import { inUse } from '../domain.ts';
import { useReadySteps, useReadyStepDeed } from './queries.ts';
import { ReadyStepDialog } from './ReadyStepDialog.tsx';
import './ready-steps.css';

/** What the team usually does, need by need: what is in use, what waits to be read, what was before. */
export default function ReadyStepsScreen(): ReactNode {
  const { t, language: shown } = useText();
  const language = shown === 'en' ? 'en' : 'it';
  const list = useReadySteps();
  const [sought, setSought] = useState('');
  const [written, setWritten] = useState<ReadyStep | 'new' | null>(null);
  const wanted = sought.trim().toLowerCase();
  const all = (list.all ?? []).filter((one) => one.steps.some((step) => step.title[language].toLowerCase().includes(wanted)));
  const used = inUse(list.all ?? []).filter((one) => all.includes(one));
  const waiting = all.filter((one) => one.state === 'proposed');
  const others = all.filter((one) => one.id !== null && one.state !== 'proposed' && one.state !== 'in-use');
  return (
    <Page title={t('ready-steps.title')} lead={t('ready-steps.lead')} action={<Button kind="primary" icon="plus" onPress={() => setWritten('new')}>{t('ready-steps.propose')}</Button>}>
      <Stack gap="large">
        {list.error && <ProblemPanel problem={list.error} onRetry={() => void list.refetch()} />}
        {!list.all && !list.error && <Skeleton lines={6} />}
        {list.all && (
          <>
            <TextField label={t('ready-steps.search')} type="search" value={sought} onChange={setSought} />
            {waiting.length > 0 && <Panel title={t('ready-steps.waiting')} of="team"><Lines of={waiting} onEdit={setWritten} /></Panel>}
            {used.length === 0 && <EmptyState icon="check" title={t('ready-steps.none')} why={t('ready-steps.none-why')} />}
            {NeedDomain.options.map((domain) => ({ domain, lines: used.filter((one) => one.domain === domain) })).filter(({ lines }) => lines.length > 0).map(({ domain, lines }) => (
              <Panel key={domain} title={t(`plans.need.${domain}`)} of="team"><Lines of={lines.toSorted((a, b) => b.fromLevel - a.fromLevel)} onEdit={setWritten} /></Panel>
            ))}
            {others.length > 0 && (
              <details>
                <summary>{t('ready-steps.others')} ({others.length})</summary>
                <Lines of={others} onEdit={setWritten} />
              </details>
            )}
          </>
        )}
      </Stack>
      {written !== null && <ReadyStepDialog from={written === 'new' ? null : written} taken={new Set((list.all ?? []).map((one) => one.key))} onClose={() => setWritten(null)} />}
    </Page>
  );
}

function Lines({ of, onEdit }: { of: readonly ReadyStep[]; onEdit: (one: ReadyStep) => void }): ReactNode {
  return <ul className="ready-steps">{of.map((one) => <Line key={one.id ?? one.key} one={one} onEdit={() => onEdit(one)} />)}</ul>;
}

function Line({ one, onEdit }: { one: ReadyStep; onEdit: () => void }): ReactNode {
  const { t, language: shown, formatDate } = useText();
  const language = shown === 'en' ? 'en' : 'it';
  const [asked, setAsked] = useState<'refuse' | 'withdraw' | null>(null);
  const done = { accept: 'accepted', refuse: 'refused', withdraw: 'withdrawn' } as const;
  const deed = useReadyStepDeed(() => setAsked(null));
  const take = (move: 'accept' | 'refuse' | 'withdraw', reason?: string): void =>
    deed.mutate({ method: 'post', path: `/api/ready-steps/${one.id ?? ''}/moves`, body: { id: newId(), move, reason } }, { onSuccess: () => toast.say(t(`ready-steps.${done[move]}`)) });
  const name = one.steps[0]?.title[language] ?? one.key;
  const isMine = one.state === 'proposed' && !one.moves.includes('accept');
  return (
    <li>
      <ol className="ready-chain">
        {one.steps.map((step, at) => (
          <li key={step.title.it}><SafeText>{step.title[language]}</SafeText> <span className="quiet small">{step.days === null ? t('ready-steps.open-day') : t('ready-steps.days', { days: step.days })}{at < one.steps.length - 1 && `, ${t('ready-steps.then')}`}</span></li>
        ))}
      </ol>
      <p className="quiet small">
        {t(`plans.goal-domain.${one.goalDomain}`)} · {t('ready-steps.level', { level: one.fromLevel })} · <SafeText>{one.source}</SafeText>
        {one.writtenBy && one.writtenAt ? ` · ${t('ready-steps.edition', { edition: one.edition, name: one.writtenBy, at: formatDate(one.writtenAt) })}` : ` · ${t('ready-steps.from-program')}`}
      </p>
      {one.reason && <p className="small"><SafeText>{one.reason}</SafeText></p>}
      {isMine && <p className="small">{t('ready-steps.own')}</p>}
      <Row>
        {one.state !== 'in-use' && <Tag>{t(`ready-steps.state.${one.state}`)}</Tag>}
        {one.moves.includes('accept') && <Button size="small" icon="check" isPending={deed.isPending} aria-label={`${t('ready-steps.accept')}: ${name}`} onPress={() => take('accept')}>{t('ready-steps.accept')}</Button>}
        {one.moves.includes('refuse') && <Button size="small" kind="quiet" aria-label={`${t(isMine ? 'ready-steps.take-back' : 'ready-steps.refuse')}: ${name}`} onPress={() => setAsked('refuse')}>{t(isMine ? 'ready-steps.take-back' : 'ready-steps.refuse')}</Button>}
        {one.state === 'in-use' && <Button size="small" kind="quiet" icon="edit" aria-label={`${t('ready-steps.edit')}: ${name}`} onPress={onEdit}>{t('ready-steps.edit')}</Button>}
        {one.moves.includes('withdraw') && <Button size="small" kind="quiet" aria-label={`${t('ready-steps.withdraw')}: ${name}`} onPress={() => setAsked('withdraw')}>{t('ready-steps.withdraw')}</Button>}
      </Row>
      {deed.error && asked === null && <ProblemPanel problem={deed.error} />}
      <ReasonDialog
        title={name} label={t('ready-steps.reason')} isOpen={asked !== null} minLength={3} onClose={() => setAsked(null)} isPending={deed.isPending}
        confirm={t(asked === 'withdraw' ? 'ready-steps.withdraw' : isMine ? 'ready-steps.take-back' : 'ready-steps.refuse')} onConfirm={(words) => { if (asked) take(asked, words); }}
      >
        {t(asked === 'withdraw' ? 'ready-steps.withdraw-help' : 'ready-steps.refuse-help')}
        {deed.error && <ProblemPanel problem={deed.error} />}
      </ReasonDialog>
    </li>
  );
}
