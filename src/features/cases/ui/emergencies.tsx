import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button, TextLink } from '../../../kernel/ui/Button.tsx';
import { Dialog, ReasonDialog } from '../../../kernel/ui/Dialog.tsx';
import { EmptyState, Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import type { AccessRequestLine, BreakGlassLine, Closing } from '../contract.ts';
import { accessRequests, closings, emergencies, useDeed } from './queries.ts';
import './cases.css';

/** What waits for a decision: emergency openings to look at, requests for access, requests to close. */
export default function EmergenciesScreen(): ReactNode {
  const { t } = useText();
  const { hat } = useSession();
  const isCoordinator = hat?.role === 'coordinator';
  return (
    <Page title={t(isCoordinator ? 'cases.decisions.title' : 'cases.emergencies.title')} lead={t('cases.decisions.lead')}>
      <Stack gap="large">
        <Emergencies isCoordinator={isCoordinator} />
        {isCoordinator && <Requests />}
        {isCoordinator && <Closings />}
      </Stack>
    </Page>
  );
}

function Emergencies({ isCoordinator }: { isCoordinator: boolean }): ReactNode {
  const { t } = useText();
  const list = useInfiniteQuery(emergencies);
  const lines = list.data?.pages.flatMap((page) => page.items);
  return (
    <Panel title={t('cases.emergencies.title')} of="case">
      {list.error && <ProblemPanel problem={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Skeleton lines={3} />}
      {lines?.length === 0 && <EmptyState icon="unlock" title={t('cases.emergencies.none')} why={t('cases.emergencies.none.why')} />}
      <ul className="case-lines">{lines?.map((line) => <EmergencyLine key={line.id} line={line} isCoordinator={isCoordinator} />)}</ul>
      {list.hasNextPage && <Button isPending={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>{t('ui.table.more')}</Button>}
    </Panel>
  );
}

function EmergencyLine({ line, isCoordinator }: { line: BreakGlassLine; isCoordinator: boolean }): ReactNode {
  const { t, formatDateTime } = useText();
  const [isReviewing, setReviewing] = useState(false);
  const review = useDeed(() => {
    setReviewing(false);
    toast.say(t('cases.emergencies.review.done'));
  });
  return (
    <li>
      <span className="case-line">
        <span>
          {isCoordinator ? <TextLink href={`/cases/${line.caseId}`}>{line.code ?? line.caseId}</TextLink> : <strong className="number">{line.code}</strong>}
          {' · '}{line.by.name}, {t(`role.${line.by.role}`)}
        </span>
        <SafeText block>{line.reason}</SafeText>
        <span className="quiet small">{t('cases.emergencies.when', { at: formatDateTime(line.at), until: formatDateTime(line.until) })}</span>
        {line.reviewedBy && line.reviewedAt && <span className="quiet small">{t('cases.emergencies.reviewed', { name: line.reviewedBy.name, at: formatDateTime(line.reviewedAt) })} <SafeText>{line.reviewWords}</SafeText></span>}
      </span>
      {line.reviewedAt ? <Tag tone="good" icon="check">{t('cases.emergencies.seen')}</Tag> : !line.own && <Button size="small" onPress={() => setReviewing(true)}>{t('cases.emergencies.review')}</Button>}
      <ReasonDialog title={t('cases.emergencies.review')} label={t('cases.emergencies.review.words')} isOpen={isReviewing} minLength={3} onClose={() => setReviewing(false)} confirm={t('cases.emergencies.review.confirm')} isPending={review.isPending} onConfirm={(words) => review.mutate({ method: 'post', path: `/api/break-glass/${line.id}/review`, body: { words } })}>
        {t('cases.emergencies.review.help')}
        {review.error && <ProblemPanel problem={review.error} />}
      </ReasonDialog>
    </li>
  );
}

function Requests(): ReactNode {
  const { t } = useText();
  const list = useInfiniteQuery(accessRequests);
  const lines = list.data?.pages.flatMap((page) => page.items).filter((line) => line.state === 'open');
  return (
    <Panel title={t('cases.requests.title')} of="case">
      {list.error && <ProblemPanel problem={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Skeleton lines={2} />}
      {lines?.length === 0 && !list.hasNextPage && <p className="quiet">{t('cases.requests.none')}</p>}
      <ul className="case-lines">{lines?.map((line) => <RequestLine key={line.id} line={line} />)}</ul>
      {list.hasNextPage && <Button isPending={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>{t('ui.table.more')}</Button>}
    </Panel>
  );
}

function RequestLine({ line }: { line: AccessRequestLine }): ReactNode {
  const { t, formatRelative } = useText();
  const decide = useDeed();
  const answer = (decision: 'grant' | 'refuse'): void => decide.mutate(
    { method: 'post', path: `/api/access-requests/${line.id}/decision`, body: { decision } },
    { onSuccess: () => toast.say(t(`cases.requests.${decision}.done`, { name: line.by.name, code: line.code ?? '' })) },
  );
  return (
    <li>
      <span className="case-line">
        <span>{line.caseId ? <TextLink href={`/cases/${line.caseId}`}>{line.code ?? ''}</TextLink> : line.code} · {line.by.name}, {t(`role.${line.by.role}`)}</span>
        <SafeText block>{line.reason}</SafeText>
        <span className="quiet small">{formatRelative(line.at)}</span>
        {line.barred && <Tag tone="late">{t('cases.requests.barred')}</Tag>}
        {decide.error && <ProblemPanel problem={decide.error} />}
      </span>
      <Row>
        <Button size="small" isDisabled={decide.isPending} onPress={() => answer('refuse')}>{t('cases.requests.refuse')}</Button>
        {!line.barred && <Button size="small" kind="primary" isDisabled={decide.isPending} onPress={() => answer('grant')}>{t('cases.requests.grant')}</Button>}
      </Row>
    </li>
  );
}

function Closings(): ReactNode {
  const { t } = useText();
  const list = useInfiniteQuery(closings);
  const lines = list.data?.pages.flatMap((page) => page.items);
  return (
    <Panel title={t('cases.closings.title')} of="case">
      {list.error && <ProblemPanel problem={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Skeleton lines={2} />}
      {lines?.length === 0 && <p className="quiet">{t('cases.closings.none')}</p>}
      <ul className="case-lines">{lines?.map((line) => <ClosingLine key={line.id} line={line} />)}</ul>
      {list.hasNextPage && <Button isPending={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>{t('ui.table.more')}</Button>}
    </Panel>
  );
}

function ClosingLine({ line }: { line: Closing }): ReactNode {
  const { t, formatRelative } = useText();
  const [isSendingBack, setSendingBack] = useState(false);
  const [isApproving, setApproving] = useState(false);
  const decide = useDeed(() => {
    setSendingBack(false);
    setApproving(false);
  });
  const path = `/api/case-closings/${line.id}/decision`;
  return (
    <li>
      <span className="case-line">
        <span><TextLink href={`/cases/${line.caseId}`}>{line.code ?? ''}</TextLink> · {line.askedBy.name} · {t(`cases.closing-reason.${line.reason}`)}</span>
        {line.outcome !== null && <SafeText block>{line.outcome}</SafeText>}
        <span className="quiet small">{t(line.followUpSafe ? 'cases.endings.safe' : 'cases.endings.not-safe')} · {formatRelative(line.askedAt)}</span>
      </span>
      <Row>
        <Button size="small" onPress={() => setSendingBack(true)}>{t('cases.closings.send-back')}</Button>
        <Button size="small" kind="primary" onPress={() => setApproving(true)}>{t('cases.closings.approve')}</Button>
      </Row>
      <Dialog
        title={t('cases.closings.approve.title', { code: line.code ?? '' })} isOpen={isApproving} onClose={() => setApproving(false)} size="small"
        actions={<><Button onPress={() => setApproving(false)}>{t('ui.cancel')}</Button><Button kind="primary" isPending={decide.isPending} onPress={() => decide.mutate({ method: 'post', path, body: { decision: 'approve' } }, { onSuccess: () => toast.say(t('cases.closings.approve.done', { code: line.code ?? '' })) })}>{t('cases.closings.approve')}</Button></>}
      >
        <p>{t('cases.closings.approve.help', { name: line.askedBy.name })}</p>
        {decide.error && <ProblemPanel problem={decide.error} />}
      </Dialog>
      <ReasonDialog title={t('cases.closings.send-back')} isOpen={isSendingBack} minLength={3} onClose={() => setSendingBack(false)} confirm={t('cases.closings.send-back')} isPending={decide.isPending} label={t('cases.closings.send-back.words')} onConfirm={(words) => decide.mutate({ method: 'post', path, body: { decision: 'send-back', words } })}>
        {t('cases.closings.send-back.help', { name: line.askedBy.name })}
        {decide.error && <ProblemPanel problem={decide.error} />}
      </ReasonDialog>
    </li>
  );
}
