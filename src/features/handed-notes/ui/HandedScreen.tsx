import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button, TextLink } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { EmptyState, Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Panel } from '../../../kernel/ui/Panel.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { type HandedLine, HandedShelf } from '../contract.ts';
import { kindKey } from './kinds.ts';
import { handedOn } from './queries.ts';
import './handed-notes.css';

/** Notes that nobody could send any more, for who coordinates. */
export default function HandedScreen(): ReactNode {
  const { t } = useText();
  const [shelf, setShelf] = useState<HandedShelf>('waiting');
  const list = useInfiniteQuery(handedOn(shelf));
  const items = list.data?.pages.flatMap((page) => page.items);
  return (
    <Page title={t('handed-notes.title')} lead={t('handed-notes.lead')} breadcrumb={<TextLink href="/reports">{t('handed-notes.reports')}</TextLink>}>
      <Panel of="restricted">
        <ChoiceChips label={t('handed-notes.shelf')} canClear={false} value={shelf} onChange={(next) => setShelf(next ?? shelf)} choices={HandedShelf.options.map((value) => ({ value, label: t(`handed-notes.shelf.${value}`) }))} />
        {list.error && <ProblemPanel problem={list.error} onRetry={() => void list.refetch()} />}
        {!items && !list.error && <Skeleton lines={4} />}
        {items?.length === 0 && <EmptyState icon="check" title={t('handed-notes.none')} why={t(`handed-notes.none.${shelf}`)} />}
        {items && items.length > 0 && <ul className="handed-lines">{items.map((line) => <Line key={line.id} line={line} />)}</ul>}
        {list.hasNextPage && <Button isPending={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>{t('ui.table.more')}</Button>}
      </Panel>
    </Page>
  );
}

function Line({ line }: { line: HandedLine }): ReactNode {
  const { t, has, formatDateTime } = useText();
  return (
    <li>
      <div className="handed-line-what">
        <strong><TextLink href={`/reports/handed/${line.id}`}>{t(kindKey(line.kind, has))}</TextLink></strong>
        <span className="quiet small">{t(line.hasHat ? 'handed-notes.by.has' : 'handed-notes.by.had', { name: line.by, role: t(`role.${line.role}`) })} · {formatDateTime(line.notedAt)}</span>
      </div>
      <Tag tone={line.state === 'waiting' ? 'info' : 'neutral'}>{t(`handed-notes.state.${line.state}`)}</Tag>
    </li>
  );
}
