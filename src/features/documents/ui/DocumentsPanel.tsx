import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { SendMark } from '../../../kernel/offline/ui/SendMark.tsx';
import { useWhenKept } from '../../../kernel/offline/ui/theQueue.ts';
import type { Waiting } from '../../../kernel/offline/waiting.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { NeverPrinted } from '../../../kernel/ui/SafeText.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import type { About } from './about.ts';
import { BringDialog } from './BringDialog.tsx';
import { DocumentCard } from './DocumentCard.tsx';
import { DocumentDialog } from './DocumentDialog.tsx';
import { documentsOf } from './queries.ts';
import { type OnItsWay, useOnTheirWay, useWaitingCount, waitingFor } from './waiting.ts';
import './documents.css';

/** Papers with what they are and until when they are valid; bringing one is one button away. */
export function DocumentsPanel({ caseId, about }: { caseId: string; about?: About }): ReactNode {
  const { t } = useText();
  const [isBringing, setBringing] = useState(false);
  const [opened, setOpened] = useState<string>();
  const [showsRemoved, setShowsRemoved] = useState(false);
  const [waiting, lookAgain] = useWaitingCount(waitingFor(caseId, about?.subjectId));
  const list = useInfiniteQuery(documentsOf(caseId, { removed: showsRemoved, subjectId: about?.subjectId }));
  const onTheirWay = useOnTheirWay(caseId, about?.subjectId);
  const client = useQueryClient();
  useWhenKept('document', useCallback(({ path, record }: Waiting) => {
    if (!path.startsWith('/api/document-contents/')) void client.invalidateQueries({ queryKey: ['documents'] });
    if (path === `/api/documents/${record.id}`) toast.say(t('documents.kept'));
  }, [client, t]));
  if (list.error && !list.data) return <ProblemPanel problem={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <Skeleton lines={5} />;
  const [first] = list.data.pages;
  const items = list.data.pages.flatMap((page) => page.items);
  const held = first?.compartments ?? [];
  const compartments = about?.classes ? about.classes.filter((one) => held.includes(one)) : held;
  const mayBring = !showsRemoved && compartments.length > 0;
  return (
    <Panel
      title={t(showsRemoved ? 'documents.removed' : about ? 'documents.attached' : 'documents.title')}
      of={compartments[0] === 'restricted' && about ? 'restricted' : 'case'}
      actions={mayBring && <NeverPrinted><Button kind={about ? 'secondary' : 'primary'} icon="plus" onPress={() => setBringing(true)}>{t(about ? 'documents.attach' : 'documents.bring')}</Button></NeverPrinted>}
    >
      <Stack>
        {waiting > 0 && mayBring && !isBringing && (
          <Notice tone="late" title={t('documents.waiting', { count: waiting })} actions={<Button size="small" onPress={() => setBringing(true)}>{t('documents.waiting.go-on')}</Button>}>{t('documents.waiting.help')}</Notice>
        )}
        {onTheirWay.length > 0 && <ul className="documents-list">{onTheirWay.map((one) => <OnItsWayLine key={one.id} one={one} />)}</ul>}
        {items.length === 0 && onTheirWay.length === 0 && <p className="quiet">{t(showsRemoved ? 'documents.removed.none' : about ? 'documents.attached.none' : 'documents.none')}</p>}
        {items.length > 0 && <ul className="documents-list">{items.map((one) => <DocumentCard key={one.id} line={one} isLater={about?.signedAt != null && one.newest.at > about.signedAt} onOpen={() => setOpened(one.id)} />)}</ul>}
        <Row>
          {list.hasNextPage && <Button isPending={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>{t('documents.more')}</Button>}
          {((first?.removed ?? 0) > 0 || showsRemoved) && <Button kind="quiet" onPress={() => setShowsRemoved(!showsRemoved)}>{showsRemoved ? t('documents.kept.show') : t('documents.removed.show', { count: first?.removed ?? 0 })}</Button>}
        </Row>
      </Stack>
      {isBringing && <BringDialog caseId={caseId} about={about} compartments={compartments} largest={first?.largest ?? 0} onClose={() => { setBringing(false); lookAgain(); }} />}
      {opened && <DocumentDialog id={opened} largest={first?.largest ?? 0} onClose={() => setOpened(undefined)} />}
    </Panel>
  );
}

/** A paper that the server has not yet, with how far its pages have come. */
function OnItsWayLine({ one }: { one: OnItsWay }): ReactNode {
  const { t, has } = useText();
  return (
    <li className="documents-card">
      <span className="documents-words">
        <strong>{one.title}</strong>
        <SendMark record={{ kind: 'document', id: one.id }} />
        {one.refusal && <span>{t(has(`problem.${one.refusal}.title`) ? `problem.${one.refusal}.title` : 'problem.unexpected.title')} {t('documents.on-its-way.needs-you')}</span>}
      </span>
    </li>
  );
}
