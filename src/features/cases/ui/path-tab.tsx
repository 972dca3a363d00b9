import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { CheckChips } from '../../../kernel/ui/Chips.tsx';
import { ClassMark } from '../../../kernel/ui/ClassMark.tsx';
import { DateField } from '../../../kernel/ui/DateField.tsx';
import { EmptyState, Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { NeverPrinted, SafeText } from '../../../kernel/ui/SafeText.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { Timeline } from '../../../kernel/ui/Timeline.tsx';
import type { TimelineItem } from '../../../kernel/ui/Timeline.tsx';
import type { TimelineEvent } from '../contract.ts';
import { ClosingsPanel } from './closings-panel.tsx';
import { HeadingPanel } from './heading-panel.tsx';
import { teamOf, timelineOf } from './queries.ts';
import { TasksPanel } from './tasks-panel.tsx';
import { classOf, iconOfEvent, kindsOfEvents, sentenceOf } from './words.ts';
import type { EventKind } from './words.ts';
import './cases.css';

/** The way of a case on one screen: what is wanted and what is due at the side, everything that happened in the middle. */
export default function PathTab({ caseId }: { caseId: string; personId: string }): ReactNode {
  return (
    <div className="case-columns">
      <History caseId={caseId} />
      <Stack>
        <HeadingPanel caseId={caseId} />
        <TasksPanel caseId={caseId} />
        <ClosingsPanel caseId={caseId} />
      </Stack>
    </div>
  );
}

function History({ caseId }: { caseId: string }): ReactNode {
  const { t, has } = useText();
  const [kinds, setKinds] = useState<EventKind[]>([]);
  const [by, setBy] = useState<string | null>(null);
  const [since, setSince] = useState<string | null>(null);
  const [until, setUntil] = useState<string | null>(null);
  const [isNarrowing, setNarrowing] = useState(false);
  const list = useInfiniteQuery(timelineOf(caseId, { kinds: kinds.join(','), by, since, until }));
  const team = useQuery({ ...teamOf(caseId), enabled: isNarrowing });
  const events = list.data?.pages.flatMap((page) => page.items);
  const item = (event: TimelineEvent): TimelineItem => {
    const reason = event.detail['reason'];
    return {
      id: `${event.kind} ${event.id} ${event.at} ${JSON.stringify(event.detail)}`,
      at: event.at,
      icon: iconOfEvent(event.kind),
      title: sentenceOf(event, { t, has }),
      by: event.actor ? `${event.actor.name}, ${t(`role.${event.actor.role}`)}` : undefined,
      body: event.kind === 'case-move' && typeof reason === 'string' && reason !== '' ? <SafeText block>{has(`cases.closing-reason.${reason}`) ? t(`cases.closing-reason.${reason}`) : reason}</SafeText> : undefined,
      marks: classOf(event.compartment) === 'case' ? undefined : <ClassMark of={classOf(event.compartment)} />,
    };
  };

  return (
    <Panel title={t('cases.path.title')} of="case" actions={<NeverPrinted><Button kind="quiet" size="small" icon="filter" aria-expanded={isNarrowing} onPress={() => setNarrowing(!isNarrowing)}>{t('cases.path.narrow')}</Button></NeverPrinted>}>
      <Stack>
        {isNarrowing && (
          <NeverPrinted>
            <Stack gap="small">
              <CheckChips label={t('cases.path.kinds')} value={kinds} onChange={setKinds} choices={kindsOfEvents.map((value) => ({ value, label: t(`cases.kind.${value}`) }))} />
              <Row>
                <Select label={t('cases.path.by')} placeholder={t('cases.path.anybody')} value={by} onChange={setBy} choices={(team.data?.holders ?? []).map((one) => ({ value: one.memberId, label: one.name }))} />
                <DateField label={t('cases.path.since')} value={since} onChange={setSince} />
                <DateField label={t('cases.path.until')} value={until} onChange={setUntil} />
              </Row>
            </Stack>
          </NeverPrinted>
        )}
        {list.error && <ProblemPanel problem={list.error} onRetry={() => void list.refetch()} />}
        {!events && !list.error && <Skeleton lines={6} />}
        {events?.length === 0 && <EmptyState icon="clock" title={t('cases.path.none')} why={t('cases.path.none.why')} />}
        {events && events.length > 0 && <Timeline label={t('cases.path.title')} items={events.map(item)} />}
        {list.hasNextPage && <NeverPrinted><Button isPending={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>{t('ui.table.more')}</Button></NeverPrinted>}
      </Stack>
    </Panel>
  );
}
