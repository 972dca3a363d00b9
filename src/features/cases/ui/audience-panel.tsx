import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import type { AudienceLine } from '../contract.ts';
import { audienceOf } from './queries.ts';
import { wordsOfAction } from './words.ts';

/** Who has opened the file: day by day, colleague by colleague. Emergencies stand out in words, not in red. */
export function AudiencePanel({ caseId }: { caseId: string }): ReactNode {
  const { t, formatDate } = useText();
  const list = useInfiniteQuery(audienceOf(caseId));
  const pages = list.data?.pages;
  const days = Map.groupBy(pages?.flatMap((page) => page.items) ?? [], (line) => line.day);
  return (
    <Panel title={t('cases.audience.title')} of="case">
      <Stack>
        {pages?.[0]?.complete === false && <Notice>{t('cases.audience.own-only')}</Notice>}
        {list.error && <ProblemPanel problem={list.error} onRetry={() => void list.refetch()} />}
        {list.isPending && <Skeleton lines={4} />}
        {[...days].map(([day, lines]) => (
          <section key={day} aria-label={formatDate(day, 'weekday')}>
            <h3>{formatDate(day, 'weekday')}</h3>
            <ul className="case-lines">
              {[...Map.groupBy(lines, (line) => line.member?.memberId ?? '')].map(([memberId, ofMember]) => <MemberLine key={memberId} lines={ofMember} />)}
            </ul>
          </section>
        ))}
        {list.hasNextPage && <Button isPending={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>{t('ui.table.more')}</Button>}
      </Stack>
    </Panel>
  );
}

function MemberLine({ lines }: { lines: readonly AudienceLine[] }): ReactNode {
  const { t, has, formatTime } = useText();
  const first = lines[0];
  const lastAt = lines.map((line) => line.lastAt).sort().at(-1);
  if (!first || !lastAt) return null;
  const said = lines.map((line) => (line.times > 1 ? t('cases.audience.times', { action: wordsOfAction(line.action, { t, has }), times: line.times }) : wordsOfAction(line.action, { t, has })));
  return (
    <li>
      <span className="case-line">
        <span>
          {first.member ? `${first.member.name}, ${t(`role.${first.member.role}`)}` : t('cases.audience.system')}{' '}
          {first.emergency && <Tag tone="late" icon="unlock">{t('cases.audience.emergency')}</Tag>}
        </span>
        <span className="quiet small">{said.join(' · ')}</span>
      </span>
      <span className="quiet small number">{t('cases.audience.last', { time: formatTime(lastAt) })}</span>
    </li>
  );
}
