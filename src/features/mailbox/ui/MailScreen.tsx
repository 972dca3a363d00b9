import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button, TextLink } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { EmptyState, Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { PrivateText, SafeText } from '../../../kernel/ui/SafeText.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { MailShelf, type Box, type MailLine } from '../contract.ts';
import { BoxNotices } from './BoxNotices.tsx';
import { MailClock } from './MailClock.tsx';
import { boxes, mailOn } from './queries.ts';
import { ReadersPanel } from './ReadersPanel.tsx';
import { SendersPanel } from './SendersPanel.tsx';
import './mailbox.css';

/** The programme's mail, for the coordinator and whom they named: known senders first, unknown ones apart, nothing lost. */
export default function MailScreen(): ReactNode {
  const { t } = useText();
  const { hat } = useSession();
  const found = useQuery(boxes);
  const box = found.data?.items.find((one) => one.active) ?? found.data?.items[0];
  return (
    <Page
      title={t('mailbox.title')} lead={t('mailbox.lead')} breadcrumb={<TextLink href="/reports">{t('mailbox.reports')}</TextLink>}
      action={box?.active && !found.data?.demo ? <LookButton box={box} /> : undefined}
    >
      <Stack gap="large">
        {found.error && <ProblemPanel problem={found.error} onRetry={() => void found.refetch()} />}
        {found.data && <BoxNotices box={box} demo={found.data.demo} />}
        {found.data && !box && <Panel><EmptyState icon="reports" title={t('mailbox.none')} why={t(hat?.role === 'coordinator' ? 'mailbox.none.why' : 'mailbox.none.not-named')} /></Panel>}
        {box && <Shelves />}
        {box && hat?.role === 'coordinator' && <ReadersPanel box={box} />}
        {box && <SendersPanel />}
      </Stack>
    </Page>
  );
}

function LookButton({ box }: { box: Box }): ReactNode {
  const { t } = useText();
  const client = useQueryClient();
  const look = useMutation({
    mutationFn: () => api.post<{ kept: number }>(`/api/mailboxes/${box.id}/looks`, { body: {} }),
    onSuccess: ({ kept }) => toast.say(t('mailbox.looked', { count: kept })),
    onSettled: () => client.invalidateQueries({ queryKey: ['mailbox'] }),
  });
  return (
    <>
      <Button icon="undo" isPending={look.isPending} onPress={() => look.mutate()}>{t('mailbox.look')}</Button>
      {look.error && <ProblemPanel problem={look.error} />}
    </>
  );
}

function Shelves(): ReactNode {
  const { t } = useText();
  const asked: { shelf?: unknown } = useSearch({ strict: false });
  const [shelf, setShelf] = useState<MailShelf>(MailShelf.safeParse(asked.shelf).data ?? 'known');
  const list = useInfiniteQuery(mailOn(shelf));
  const items = list.data?.pages.flatMap((page) => page.items);
  const counts = list.data?.pages[0]?.counts;
  const labelOf = (one: MailShelf): string => (one === 'over' || !counts ? t(`mailbox.shelf.${one}`) : t('mailbox.shelf.count', { shelf: t(`mailbox.shelf.${one}`), count: counts[one] }));
  return (
    <Panel title={t('mailbox.messages')} of="restricted">
      <ChoiceChips label={t('mailbox.shelves')} canClear={false} value={shelf} onChange={(next) => setShelf(next ?? shelf)} choices={MailShelf.options.map((value) => ({ value, label: labelOf(value) }))} />
      <p className="quiet small">{t(`mailbox.shelf.${shelf}.help`)}</p>
      {list.error && <ProblemPanel problem={list.error} onRetry={() => void list.refetch()} />}
      {!items && !list.error && <Skeleton lines={5} />}
      {items?.length === 0 && <EmptyState icon="check" title={t('mailbox.shelf.empty')} why={t('mailbox.shelf.empty.why')} />}
      {items && items.length > 0 && <ul className="mail-lines">{items.map((line) => <Line key={line.id} line={line} />)}</ul>}
      {list.hasNextPage && <Button isPending={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>{t('ui.table.more')}</Button>}
    </Panel>
  );
}

function Line({ line }: { line: MailLine }): ReactNode {
  const { t, formatRelative } = useText();
  return (
    <li>
      <div className="mail-line-what">
        <strong><TextLink href={`/reports/mail/${line.id}`}><SafeText>{line.subject === '' ? t('mailbox.no-subject') : line.subject}</SafeText></TextLink></strong>
        <span className="quiet small">{line.from ? <PrivateText>{line.from.name === '' ? line.from.address : `${line.from.name} <${line.from.address}>`}</PrivateText> : t('mailbox.no-sender')} · {formatRelative(line.arrivedAt)}</span>
      </div>
      <div className="mail-line-marks">
        <MailClock clock={line.clock} />
        {line.known ? <Tag tone="good">{line.known.label}</Tag> : line.kind === 'letter' && <Tag>{t('mailbox.unknown')}</Tag>}
        {line.kind !== 'letter' && <Tag>{t(`mailbox.kind.${line.kind}`)}</Tag>}
        {line.state !== 'waiting' && <Tag tone="info">{t(`mailbox.state.${line.state}`)}</Tag>}
        {line.inThread > 1 && <Tag>{t('mailbox.in-thread', { count: line.inThread })}</Tag>}
        {line.attachments > 0 && <Tag icon="document">{t('mailbox.files.count', { count: line.attachments })}</Tag>}
        {line.faults.length > 0 && <Tag tone="late">{t('mailbox.faults.some')}</Tag>}
      </div>
    </li>
  );
}
