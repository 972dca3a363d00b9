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
import type { PartnerMove } from '../contract.ts';
import { dotsInWords } from './dots.ts';
import { LetterView } from './LetterView.tsx';
import { Messages } from './Messages.tsx';
import { MoveButtons } from './MoveDialog.tsx';
import { useReceived } from './queries.ts';
import { StepList } from './StepList.tsx';

/** The answer that is usually next; the others stand beside it. */
const usual: readonly PartnerMove[] = ['accept', 'attend', 'finish', 'appoint', 'begin'];

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
  const { id, reference, service, state, owed, letter, steps, messages, moves, appointmentAt } = received.data;
  const path = `/api/referrals/received/${id}`;
  const first = usual.find((move) => moves.includes(move));

  return (
    <Page
      title={t('referrals.one', { reference })} lead={service} breadcrumb={breadcrumb} width="reading"
      marks={owed ? <Tag tone={owed.state === 'waiting' ? 'neutral' : 'late'} icon="clock">{t(`referrals.owed.mine.${owed.what}.${owed.state}`, { day: formatDate(owed.dueOn) })}</Tag> : <Tag>{t(`referrals.state.${state}`)}</Tag>}
    >
      <Stack>
        {state === 'withdrawn' ? <Notice title={t('referrals.withdrawn.title')}>{t('referrals.withdrawn.partner')}</Notice> : <StatusDots label={t('referrals.way')} steps={dotsInWords({ state, steps, owed, appointmentAt }, text)} />}
        {moves.length > 0 && <Panel title={t('referrals.answer')}><Row><MoveButtons path={`${path}/moves`} moves={moves} state={state} appointmentAt={appointmentAt} {...(first ? { first } : {})} /></Row></Panel>}
        {letter && <Panel title={t('referrals.letter')} of="shared"><Stack><LetterView letter={letter} /><p className="quiet small">{t('referrals.letter.duty')}</p></Stack></Panel>}
        {steps.length > 0 && <StepList steps={steps} />}
        {state !== 'withdrawn' && <Messages path={`${path}/messages`} messages={messages} isOpen />}
      </Stack>
    </Page>
  );
}
