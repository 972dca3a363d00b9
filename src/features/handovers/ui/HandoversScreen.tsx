import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button, LinkButton } from '../../../kernel/ui/Button.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { v7 as newId } from 'uuid';
import type { HandoverQuery } from '../contract.ts';
import { HandoverCard } from './handover-card.tsx';
import { handoversIn, useDeed } from './queries.ts';
import './handovers.css';

/** What came to one, what left one, and, for who coordinates, everything that still waits for a yes. */
export default function HandoversScreen(): ReactNode {
  const { t } = useText();
  const { hat } = useSession();
  const boxes: readonly HandoverQuery['box'][] = hat?.role === 'coordinator' ? ['to-me', 'waiting', 'from-me'] : ['to-me', 'from-me'];
  return (
    <Page title={t('handovers.title.all')} lead={t('handovers.lead')} action={<LinkButton kind="primary" icon="people" href="/handovers/new">{t('handovers.propose.many')}</LinkButton>}>
      <Stack gap="large">{boxes.map((box) => <Box key={box} box={box} />)}</Stack>
    </Page>
  );
}

function Box({ box }: { box: HandoverQuery['box'] }): ReactNode {
  const { t } = useText();
  const list = useInfiniteQuery(handoversIn(box));
  const lines = list.data?.pages.flatMap((page) => page.items);
  const acceptable = (lines ?? []).filter((line) => line.moves.includes('accept'));
  const acceptAll = useDeed(() => toast.say(t('handovers.done')));
  return (
    <Panel title={t(`handovers.box.${box}`)} of="case" actions={acceptable.length > 1 && (
      <Button size="small" isPending={acceptAll.isPending} onPress={() => acceptAll.mutate({ method: 'post', path: '/api/handover-moves', body: { move: 'accept', items: acceptable.map((line) => ({ id: newId(), handoverId: line.id })) } })}>{t('handovers.accept-all', { count: acceptable.length })}</Button>
    )}>
      {list.error && <ProblemPanel problem={list.error} onRetry={() => void list.refetch()} />}
      {acceptAll.error && <ProblemPanel problem={acceptAll.error} />}
      {list.isPending && <Skeleton lines={2} />}
      {lines?.length === 0 && <p className="quiet">{t(`handovers.box.${box}.none`)}</p>}
      <ul className="handover-lines">{lines?.map((line) => <HandoverCard key={line.id} line={line} showsCase />)}</ul>
      {list.hasNextPage && <Button isPending={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>{t('ui.table.more')}</Button>}
    </Panel>
  );
}
