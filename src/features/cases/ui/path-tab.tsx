import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button, TextLink } from '../../../kernel/ui/Button.tsx';
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
import type { TimelineClass, TimelineEvent } from '../contract.ts';
import { classOf, reasonOf, sentenceOf, sourceOf } from '../timeline.ts';
import { ClosingsPanel } from './closings-panel.tsx';
import { HeadingPanel } from './heading-panel.tsx';
import { authorsOf, headerOf, timelineFile, timelineOf } from './queries.ts';
import { TasksPanel } from './tasks-panel.tsx';
import { eventGroups, groupsOfEvents, iconOfEvent } from './words.ts';
import type { EventGroup } from './words.ts';
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
  const { t, has, language } = useText();
  const [groups, setGroups] = useState<EventGroup[]>([]);
  const [classes, setClasses] = useState<TimelineClass[]>([]);
  const [by, setBy] = useState<string | null>(null);
  const [since, setSince] = useState<string | null>(null);
  const [until, setUntil] = useState<string | null>(null);
  const [isNarrowing, setNarrowing] = useState(false);
  const asked = { kinds: groups.flatMap((group) => eventGroups[group]).join(','), classes: classes.join(','), by, since, until };
  const list = useInfiniteQuery(timelineOf(caseId, asked));
  const held = useQuery(headerOf(caseId)).data?.compartments ?? [];
  const authors = useQuery({ ...authorsOf(caseId), enabled: isNarrowing });
  const events = list.data?.pages.flatMap((page) => page.items);
  // A class of which one holds nothing is not even named.
  const mine = [...new Set(held.map(classOf))];
  const isNarrowed = groups.length > 0 || classes.length > 0 || by !== null || since !== null || until !== null;
  const clear = (): void => {
    setGroups([]);
    setClasses([]);
    setBy(null);
    setSince(null);
    setUntil(null);
  };
  const item = (event: TimelineEvent): TimelineItem => {
    const sentence = sentenceOf(event, { t, has });
    const reason = reasonOf(event, { t, has });
    const source = sourceOf(event, caseId, held);
    return {
      id: `${event.kind} ${event.id} ${event.at} ${JSON.stringify(event.detail)}`,
      at: event.at,
      icon: iconOfEvent(event.kind),
      title: source ? <TextLink href={source}>{sentence}</TextLink> : sentence,
      by: event.actor ? `${event.actor.name}, ${t(`role.${event.actor.role}`)}` : undefined,
      body: reason === null ? undefined : <SafeText block>{reason}</SafeText>,
      marks: classOf(event.compartment) === 'case' ? undefined : <ClassMark of={classOf(event.compartment)} />,
    };
  };

  return (
    <Panel title={t('cases.path.title')} of="case" actions={<NeverPrinted><Row>{(['pdf', 'docx'] as const).map((form) => <a key={form} className="button button-quiet button-small" href={timelineFile(caseId, asked, form, language)} download>{t(`cases.path.${form}`)}</a>)}<Button kind="quiet" size="small" icon="filter" aria-expanded={isNarrowing} onPress={() => setNarrowing(!isNarrowing)}>{t(isNarrowed ? 'cases.path.narrowed' : 'cases.path.narrow')}</Button></Row></NeverPrinted>}>
      <Stack>
        {isNarrowing && (
          <NeverPrinted>
            <Stack gap="small">
              <CheckChips label={t('cases.path.kinds')} value={groups} onChange={setGroups} choices={groupsOfEvents.map((value) => ({ value, label: t(`cases.group.${value}`) }))} />
              {mine.length > 1 && <CheckChips label={t('cases.path.classes')} value={classes} onChange={setClasses} choices={mine.map((value) => ({ value, label: t(`cases.path.class.${value}`) }))} />}
              <Row>
                <Select label={t('cases.path.by')} placeholder={t('cases.path.anybody')} value={by} onChange={setBy} choices={(authors.data?.items ?? []).map((one) => ({ value: one.memberId, label: one.name }))} />
                <DateField label={t('cases.path.since')} value={since} onChange={setSince} />
                <DateField label={t('cases.path.until')} value={until} onChange={setUntil} />
              </Row>
              {isNarrowed && <Row end><Button size="small" icon="close" onPress={clear}>{t('cases.path.clear')}</Button></Row>}
            </Stack>
          </NeverPrinted>
        )}
        {list.error && <ProblemPanel problem={list.error} onRetry={() => void list.refetch()} />}
        {!events && !list.error && <Skeleton lines={6} />}
        {events?.length === 0 && <EmptyState icon="clock" title={t(isNarrowed ? 'cases.path.nothing' : 'cases.path.none')} why={t(isNarrowed ? 'cases.path.nothing.why' : 'cases.path.none.why')} />}
        {events && events.length > 0 && <Timeline label={t('cases.path.title')} items={events.map(item)} />}
        {list.hasNextPage && <NeverPrinted><Button isPending={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>{t('ui.table.more')}</Button></NeverPrinted>}
      </Stack>
    </Panel>
  );
}
