import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import type { OutgoingMail } from '../../../kernel/mail/contract.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { type Column, DataTable } from '../../../kernel/ui/DataTable.tsx';
import { EmptyState, Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { KeyValues, Tag } from '../../../kernel/ui/Tag.tsx';
import type { Box } from '../contract.ts';
import { BoxDialog } from './BoxDialog.tsx';
import { BoxNotices } from './BoxNotices.tsx';
import { boxes, outgoing } from './queries.ts';
import './mailbox.css';

/** For who runs the accounts: the programme's box, and whether our notices arrive. Never a word of any message. */
export default function PostScreen(): ReactNode {
  const { t } = useText();
  const found = useQuery(boxes);
  const [edited, setEdited] = useState<Box | 'new' | null>(null);
  return (
    <Page title={t('mailbox.post')} lead={t('mailbox.post.lead')} action={<Button kind="primary" icon="plus" onPress={() => setEdited('new')}>{t('mailbox.connect')}</Button>}>
      <Stack gap="large">
        {found.error && <ProblemPanel problem={found.error} onRetry={() => void found.refetch()} />}
        {!found.data && !found.error && <Skeleton lines={4} />}
        {found.data?.items.length === 0 && <Panel><EmptyState icon="reports" title={t('mailbox.none')} why={t('mailbox.none.admin')} /></Panel>}
        {found.data?.items.map((box) => (
          <Panel key={box.id} title={box.label} of="team" actions={<Button size="small" icon="edit" aria-label={t('mailbox.change.one', { label: box.label })} onPress={() => setEdited(box)}>{t('mailbox.change')}</Button>}>
            <Stack>
              <BoxNotices box={box} demo={found.data.demo} />
              <KeyValues compact items={[
                { key: 'address', label: t('mailbox.address'), value: box.address },
                { key: 'server', label: t('mailbox.host'), value: `${box.host}:${box.port} · ${t(`mailbox.security.${box.security}`)}` },
                { key: 'folder', label: t('mailbox.folder'), value: box.folder },
                { key: 'receipts', label: t('mailbox.receipts'), value: t(box.receipts ? 'mailbox.yes' : 'mailbox.no') },
                { key: 'readers', label: t('mailbox.readers'), value: t('mailbox.readers.list', { names: box.readers.map((one) => one.name).join(', ') || '—' }) },
              ]} />
              {!box.active && <Tag>{t('mailbox.inactive')}</Tag>}
            </Stack>
          </Panel>
        ))}
        <Outgoing />
      </Stack>
      {edited !== null && <BoxDialog box={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </Page>
  );
}

/** How many letters left, and which did not arrive. */
function Outgoing(): ReactNode {
  const { t, formatDate, formatDateTime } = useText();
  const figures = useQuery(outgoing);
  const days: readonly Column<OutgoingMail['days'][number]>[] = [
    { key: 'day', label: t('mailbox.out.day'), isName: true, render: (row) => formatDate(row.day) },
    { key: 'kind', label: t('mailbox.out.kind'), render: (row) => t(`mail.kind.${row.kind}`) },
    { key: 'waiting', label: t('mailbox.out.waiting'), align: 'end', render: (row) => row.waiting },
    { key: 'sent', label: t('mailbox.out.sent'), align: 'end', render: (row) => row.sent },
    { key: 'lost', label: t('mailbox.out.lost'), align: 'end', render: (row) => row.givenUp + row.bounced },
  ];
  const failures: readonly Column<OutgoingMail['failures'][number]>[] = [
    { key: 'who', label: t('mailbox.out.who'), isName: true, render: (row) => row.name ?? t('mailbox.out.outside') },
    { key: 'at', label: t('mailbox.out.at'), render: (row) => formatDateTime(row.at) },
    { key: 'why', label: t('mailbox.out.why'), render: (row) => t(`mail.failure.${row.code}`) },
  ];
  return (
    <Panel title={t('mailbox.out')}>
      <Stack>
        <p className="quiet small">{t('mailbox.out.help')}</p>
        {figures.data && !figures.data.isOn && <Notice title={t('mail.wish.off')}>{t('mailbox.out.off')}</Notice>}
        <DataTable label={t('mailbox.out.days')} columns={days} rows={figures.data?.days} rowKey={(row) => `${row.day} ${row.kind}`} problem={figures.error} onRetry={() => void figures.refetch()} empty={<EmptyState icon="send" title={t('mailbox.out.none')} />} />
        {figures.data && figures.data.failures.length > 0 && <DataTable label={t('mailbox.out.failures')} columns={failures} rows={figures.data.failures} rowKey={(row) => row.id} empty={null} />}
      </Stack>
    </Panel>
  );
}
