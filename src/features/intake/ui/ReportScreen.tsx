import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { ComponentType, ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { teamRoles } from '../../../kernel/identity/contract.ts';
import { Button, TextLink } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';
import { KeyValues, Tag } from '../../../kernel/ui/Tag.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { type Sent, WithdrawReason } from '../contract.ts';
import { ContentView } from './ContentView.tsx';
import { type FirstTalk, InboundView } from './InboundView.tsx';
import { AccountFiles } from './AccountFiles.tsx';
import { SentMeetings } from './Meetings.tsx';
import { sentOf, useIntakeDeed } from './queries.ts';
import { PrintReport } from './PrintReport.tsx';
import { Thread } from './Thread.tsx';
import './intake.css';

/** One segnalazione: for the team the matter to decide, for the sender's side where it stands and what was answered. */
export default function ReportScreen({ Booking }: { Booking: ComponentType<FirstTalk> }): ReactNode {
  const { hat } = useSession();
  const { reportId = '' } = useParams({ strict: false });
  return (teamRoles as readonly string[]).includes(hat?.role ?? '') ? <InboundView id={reportId} Booking={Booking} /> : <SentView id={reportId} />;
}

function SentView({ id }: { id: string }): ReactNode {
  const { t } = useText();
  const found = useQuery(sentOf(id));
  const back = <TextLink href="/reports">{t('intake.sent.title')}</TextLink>;
  if (!found.data) return <Page title={t('intake.one')} width="reading" breadcrumb={back}>{found.error ? <ProblemPanel problem={found.error} onRetry={() => void found.refetch()} /> : <Skeleton lines={5} />}</Page>;
  return <SentOne of={found.data} back={back} />;
}

function SentOne({ of: one, back }: { of: Sent; back: ReactNode }): ReactNode {
  const { t, formatDateTime, formatRelative } = useText();
  const [isWithdrawing, setWithdrawing] = useState(false);
  return (
    <Page title={one.reference} windowTitle={t('intake.one')} width="reading" breadcrumb={back} marks={<Tag>{t(`intake.told.${one.state}`)}</Tag>}
      secondary={<>{one.mayWithdraw && <Button icon="undo" onPress={() => setWithdrawing(true)}>{t('intake.withdraw')}</Button>}{one.state !== 'draft' && <PrintReport path={`/api/inbound-referrals/${one.id}/sent/paper`} mayName={one.files.length > 0 || one.declared?.calledBy === 'name' || (one.content?.reach ?? '') !== ''} />}</>}>
      <Stack gap="large">
        {one.answerBy && <Notice tone={one.isLate ? 'late' : 'info'}>{t(one.isLate ? 'intake.sent.answer-late' : 'intake.sent.answer-by', { at: formatDateTime(one.answerBy), left: formatRelative(one.answerBy) })}</Notice>}
        {one.owed && <Notice tone="late" title={t('intake.sent.you-owe')}>{t('intake.sent.you-owe.help', { at: formatDateTime(one.owed.dueAt) })}</Notice>}
        {one.redirectedTo && <Notice title={t('intake.sent.redirected', { body: one.redirectedTo })}>{t('intake.sent.redirected.help')}</Notice>}
        {one.outcome && <Notice tone="good" title={t('intake.sent.outcome')}>{t(`intake.contact.${one.outcome}`)}</Notice>}
        {one.state === 'accepted' && !one.outcome && <p className="quiet">{t('intake.sent.no-outcome')}</p>}
        <Panel title={t('intake.way')}>
          <ol className="report-way">{one.steps.map((step) => <li key={`${step.state} ${step.at}`}><span className="quiet small">{formatDateTime(step.at)}</span> {t(`intake.told.${step.state}`)}{step.reason && ` — ${t(`intake.move-reason.${step.reason}`)}`}</li>)}</ol>
        </Panel>
        {one.state !== 'draft' && (one.messages.length > 0 || one.mayWrite) && <Thread id={one.id} messages={one.messages} mayIdentify={one.mayIdentify} mayWrite={one.mayWrite} />}
        <SentMeetings of={one.meetings} />
        {one.state !== 'draft' && <AccountFiles of={one} />}
        {one.content && (
          <Panel title={t('intake.sent.what')} of="shared">
            {one.declared && <KeyValues items={[{ key: 'agreement', label: t('intake.head.agreement'), value: t(`intake.agreement.${one.declared.agreement}`) }, { key: 'minor', label: t('intake.head.minor'), value: t(`intake.minor.${one.declared.minor}`) }, { key: 'claimed', label: t('intake.head.claimed'), value: t(`intake.urgency.${one.declared.claimed}`) }]} />}
            <ContentView content={one.content} />
          </Panel>
        )}
      </Stack>
      {isWithdrawing && <WithdrawDialog id={one.id} onClose={() => setWithdrawing(false)} />}
    </Page>
  );
}

function WithdrawDialog({ id, onClose }: { id: string; onClose: () => void }): ReactNode {
  const { t } = useText();
  const [moveId] = useState(() => newId());
  const [reason, setReason] = useState<WithdrawReason | null>(null);
  const deed = useIntakeDeed(() => { toast.say(t('intake.withdrawn')); onClose(); });
  const send = (): void => deed.mutate({ method: 'post', path: `/api/inbound-referrals/${id}/moves`, body: { id: moveId, move: 'withdraw', reason } });
  return (
    <Dialog title={t('intake.withdraw')} size="small" isOpen onClose={onClose} actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={reason === null} isPending={deed.isPending} onPress={send}>{t('intake.withdraw')}</Button></>}>
      <Stack>
        <p>{t('intake.withdraw.help')}</p>
        <ChoiceChips label={t('intake.withdraw.why')} canClear={false} value={reason} onChange={setReason} choices={WithdrawReason.options.map((value) => ({ value, label: t(`intake.move-reason.${value}`) }))} />
        {deed.error && <ProblemPanel problem={deed.error} />}
      </Stack>
    </Dialog>
  );
}
