import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { TextLink } from '../../../kernel/ui/Button.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { StatusDots } from '../../../kernel/ui/Timeline.tsx';
import type { PartnerMove, ReferralState } from '../contract.ts';
import { dotsInWords } from './dots.ts';
import { LetterView } from './LetterView.tsx';
import { Messages } from './Messages.tsx';
import { MeetingView, meetingIn } from './MeetingView.tsx';
import { MoveButtons } from './MoveDialog.tsx';
import { useReceived } from './queries.ts';
import { SharedNotes } from './SharedNotes.tsx';
import { StepList } from './StepList.tsx';

/** The answer that is usually next; the others stand beside it. */
const usual: readonly PartnerMove[] = ['accept', 'attend', 'finish', 'appoint', 'begin'];
/** Where a transfer still waits for the programme's yes or no. */
const unanswered: ReadonlySet<ReferralState> = new Set(['sent', 'acknowledged', 'to-meet', 'waitlisted']);
/** While both follow the person, writing is what is usual; to conclude is not pressed upon anybody. */
const usualTogether: readonly PartnerMove[] = [];

/** One referral as the receiving organisation reads it: the letter, the answer that is owed, the messages. */
export default function ReceivedOneScreen(): ReactNode {
  const text = useText();
  const { t, formatDate } = text;
  const { referralId = '' } = useParams({ strict: false });
  const received = useReceived(referralId);
  const breadcrumb = <TextLink href="/received">{t('referrals.received.title')}</TextLink>;
  if (!received.data) {
    return <Page title={t('referrals.received.title')} breadcrumb={breadcrumb}>{received.error ? <ProblemPanel problem={received.error} onRetry={() => void received.refetch()} /> : <Skeleton lines={6} />}</Page>;
  }
  const { id, reference, kind, together, service, state, owed, letter, steps, messages, moves, appointmentAt } = received.data;
  const meeting = meetingIn(steps);
  const path = `/api/referrals/received/${id}`;
  const first = (state === 'together' ? usualTogether : usual).find((move) => moves.includes(move));

  return (
    <Page
      title={t('referrals.one', { reference })} lead={service} breadcrumb={breadcrumb} width="reading"
      marks={owed ? <Tag tone={owed.state === 'waiting' ? 'neutral' : 'late'} icon="clock">{t(`referrals.owed.mine.${owed.what}.${owed.state}`, { day: formatDate(owed.dueOn) })}</Tag> : <Tag>{t(`referrals.state.${state}`)}</Tag>}
    >
      <Stack>
        {state === 'withdrawn' ? <Notice title={t('referrals.withdrawn.title')}>{t('referrals.withdrawn.partner')}</Notice> : <StatusDots label={t('referrals.way')} steps={dotsInWords({ kind, state, steps, owed, appointmentAt }, text)} />}
        {kind === 'transfer' && (unanswered.has(state) || state === 'together') && <Notice title={t('referrals.transfer.received')}>{t(state === 'together' ? 'referrals.transfer.received.together' : 'referrals.transfer.received.why')}</Notice>}
        {meeting && state === 'appointment' && <MeetingView step={meeting} level={2} />}
        {state !== 'withdrawn' && <SharedNotes path={`${path}/messages`} messages={messages} together={together} isOpen={state === 'together'} isOurs={false} level={2} />}
        {moves.length > 0 && <Panel title={t('referrals.answer')}><Row><MoveButtons path={`${path}/moves`} moves={moves} state={state} kind={kind} together={together} appointmentAt={appointmentAt} {...(first ? { first } : {})} /></Row></Panel>}
        {letter && <Panel title={t('referrals.letter')} of="shared"><Stack><LetterView letter={letter} /><p className="quiet small">{t('referrals.letter.duty')}</p></Stack></Panel>}
        {steps.length > 0 && <StepList steps={steps} />}
        {state !== 'withdrawn' && <Messages path={`${path}/messages`} messages={messages} isOpen />}
      </Stack>
    </Page>
  );
}
