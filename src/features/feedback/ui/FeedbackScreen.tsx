import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button, LinkButton } from '../../../kernel/ui/Button.tsx';
import { EmptyState, Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import type { ComplaintLine } from '../contract.ts';
import { ComplaintDialog } from './ComplaintDialog.tsx';
import { FiguresPanel } from './FiguresPanel.tsx';
import { complaints } from './queries.ts';
import { WriteComplaintDialog } from './WriteComplaintDialog.tsx';
import './feedback.css';

/** What people say of us. Whoever must answer reads complaints; the team takes them down, and hands the screen over to ask how it went. */
export default function FeedbackScreen(): ReactNode {
  const { t } = useText();
  const { hat } = useSession();
  const isTeam = hat?.role !== 'dpo';
  const answers = hat?.role === 'dpo' || hat?.role === 'coordinator';
  const list = useInfiniteQuery(complaints);
  const [isWriting, setWriting] = useState(false);
  const [open, setOpen] = useState<string | null>(null);
  const items = list.data?.pages.flatMap((page) => page.items);
  const within = list.data?.pages[0]?.answerWithin;
  return (
    <Page
      title={t('feedback.title')}
      lead={t(answers ? 'feedback.lead.answers' : 'feedback.lead.team')}
      action={isTeam && <Button kind="primary" icon="plus" onPress={() => setWriting(true)}>{t('feedback.take')}</Button>}
      secondary={isTeam && <LinkButton href="/feedback/ask" icon="star">{t('feedback.ask')}</LinkButton>}
    >
      <Stack gap="large">
        <Panel title={t(answers ? 'feedback.complaints' : 'feedback.mine')} of="restricted">
          {list.error && <ProblemPanel problem={list.error} onRetry={() => void list.refetch()} />}
          {!items && !list.error && <Skeleton lines={4} />}
          {items?.length === 0 && <EmptyState icon="check" title={t('feedback.none')} why={t(answers ? 'feedback.none-why' : 'feedback.none-mine')} />}
          {within && answers && <p className="quiet small">{t('feedback.within', { days: within.days })}{!within.verified && <> <Tag tone="late">{t('feedback.to-verify')}</Tag></>}</p>}
          {items && items.length > 0 && <ul className="complaints">{items.map((one) => <Line key={one.id} one={one} onOpen={() => setOpen(one.id)} />)}</ul>}
          {list.hasNextPage && <Button isPending={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>{t('feedback.more')}</Button>}
          {!answers && items && items.length > 0 && <Notice>{t('feedback.mine-help')}</Notice>}
        </Panel>
        {hat?.role === 'coordinator' && <FiguresPanel />}
      </Stack>
      {isWriting && <WriteComplaintDialog within={within} onClose={() => setWriting(false)} />}
      {open !== null && <ComplaintDialog id={open} onClose={() => setOpen(null)} />}
    </Page>
  );
}

function Line({ one, onOpen }: { one: ComplaintLine; onOpen: () => void }): ReactNode {
  const { t, formatDate } = useText();
  const day = formatDate(one.receivedOn);
  const isWaiting = one.state === 'received' || one.state === 'looking-into';
  return (
    <li>
      <div className="complaint-facts">
        <strong>{t('feedback.received-on', { day })}</strong>
        <Tag>{t(`feedback.state.${one.state}`)}</Tag>
        {one.late && <Tag tone="late">{t('feedback.late')}</Tag>}
        {one.isTheirs && isWaiting && <span className="quiet small">{t('feedback.due', { day: formatDate(one.answerDueOn) })}</span>}
        {!one.isTheirs && one.aboutCoordination && <span className="quiet small">{t('feedback.to-dpo')}</span>}
      </div>
      {one.isTheirs && <Button size="small" aria-label={`${t('feedback.open')}: ${t('feedback.received-on', { day })}`} onPress={onOpen}>{t('feedback.open')}</Button>}
    </li>
  );
}
