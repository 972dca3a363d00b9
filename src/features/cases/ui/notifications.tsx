import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { EmptyState, Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Panel } from '../../../kernel/ui/Panel.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import type { Notification } from '../contract.ts';
import { notifications, useDeed } from './queries.ts';
import './cases.css';

/** Where a notice leads. */
function placeOf({ kind, subjectId }: Notification): string {
  if (kind === 'outing-alarm') return `/street/outings/${subjectId}`;
  if (kind === 'street-hour-promised') return `/street/contacts/${subjectId}`;
  if (kind === 'street-concern') return `/street/contacts/${subjectId}`;
  if (kind === 'emergency-opened') return `/emergency/${subjectId}`;
  if (kind === 'inbound-pattern') return '/reports';
  if (kind === 'mail-late') return '/reports/mail';
  if (kind === 'note-handed') return `/reports/handed/${subjectId}`;
  if (kind.startsWith('inbound-')) return `/reports/${subjectId}`;
  if (kind === 'union-asked') return '/duplicates';
  if (kind === 'break-glass' || kind === 'access-asked' || kind === 'closing-asked') return '/emergencies';
  return kind === 'access-refused' || kind === 'access-granted' ? '/break-glass' : `/cases/${subjectId}`;
}

/** What waits for oneself, in kinds and never in names: opening one marks it as read. */
export default function NotificationsScreen(): ReactNode {
  const { t, formatRelative } = useText();
  const navigate = useNavigate();
  const list = useInfiniteQuery(notifications);
  const read = useDeed();
  const items = list.data?.pages.flatMap((page) => page.items);
  const open = (notice: Notification): void => {
    if (!notice.readAt) read.mutate({ method: 'post', path: `/api/notifications/${notice.id}/reads` });
    void navigate({ href: placeOf(notice) });
  };
  return (
    <Page title={t('cases.notifications.title')} lead={t('cases.notifications.lead')} width="reading">
      <Panel>
        {list.error && <ProblemPanel problem={list.error} onRetry={() => void list.refetch()} />}
        {list.isPending && <Skeleton lines={4} />}
        {items?.length === 0 && <EmptyState icon="check" title={t('cases.notifications.none')} why={t('cases.notifications.none.why')} />}
        <ul className="case-lines">
          {items?.map((notice) => (
            <li key={notice.id}>
              <span className="case-line">
                <span>{notice.reference !== null && <><strong>{notice.reference}</strong> · </>}{t(`cases.notification.${notice.kind}`)} {!notice.readAt && <Tag tone="info">{t('cases.notifications.new')}</Tag>}</span>
                <span className="quiet small">{formatRelative(notice.at)}</span>
              </span>
              <Button size="small" aria-label={notice.reference === null ? undefined : t('cases.notifications.open-one', { reference: notice.reference })} onPress={() => open(notice)}>{t('cases.notifications.open')}</Button>
            </li>
          ))}
        </ul>
        {list.hasNextPage && <Button isPending={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>{t('ui.table.more')}</Button>}
      </Panel>
    </Page>
  );
}
