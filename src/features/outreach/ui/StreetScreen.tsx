import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { italianDay } from '../../../kernel/italian-day.ts';
import { LinkButton, TextLink } from '../../../kernel/ui/Button.tsx';
import { useConnection } from '../../../kernel/ui/connection.ts';
import { DataTable, type Column } from '../../../kernel/ui/DataTable.tsx';
import { DateField } from '../../../kernel/ui/DateField.tsx';
import { EmptyState, Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Columns, Panel, Row } from '../../../kernel/ui/Panel.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';
import { KeyValues, Tag } from '../../../kernel/ui/Tag.tsx';
import { dayAfter, mondayOf } from '../../agenda/domain/days.ts';
import type { OutingLine } from '../contract.ts';
import { AlarmPanel } from './AlarmPanel.tsx';
import { ConcernsPanel } from './concern/Concerns.tsx';
import { NO_OUTING, outingNow } from './outing/now.ts';
import { Stops } from './outing/parts.tsx';
import { monthName } from './place/months.ts';
import { concerns, coverage, figuresOf, outingsOf, useFreshStreet } from './queries.ts';
import { useMaterialWords } from './useMaterialWords.ts';
import { WatchPanel } from './WatchPanel.tsx';
import './street.css';

/** The street's first page: who is out, what is planned, where nobody was for long, and the way to a contact. */
export default function StreetScreen(): ReactNode {
  const { t } = useText();
  const { hat } = useSession();
  const outings = useQuery(outingsOf());
  // Out there a telephone keeps the outings of its owner: the rest of this page stands in one line, not in three that fail.
  const isOnline = useConnection();
  const isBare = useQuery(coverage).data === undefined && !isOnline;
  useFreshStreet();
  // What waits stands above: the rest is drawn with it, and nothing moves afterwards.
  const waiting = useQuery(concerns);
  const isComing = outings.isPending || (waiting.isPending && waiting.fetchStatus === 'fetching');
  const items = outings.data?.items ?? [];
  const mine = outingNow(items, hat?.id, new Date());
  const action = mine?.state === 'under-way'
    ? <LinkButton kind="primary" size="large" icon="plus" href={`/street/contact?outing=${mine.id}`}>{t('outreach.contact.new')}</LinkButton>
    : <LinkButton kind="primary" icon="plus" href="/street/outings/new">{t('outreach.plan.new')}</LinkButton>;
  return (
    <Page title={t('outreach.title')} windowTitle={t('outreach.window')} lead={t('outreach.lead')} action={action} secondary={<Row><LinkButton icon="place" href="/street/places">{t('outreach.places.title')}</LinkButton><LinkButton icon="map" href="/street/map">{t('outreach.map.title')}</LinkButton></Row>} width="full">
      <AlarmPanel />
      <ConcernsPanel />
      {outings.error && !outings.data ? <ProblemPanel problem={outings.error} onRetry={() => void outings.refetch()} /> : null}
      {isComing ? <Skeleton lines={4} /> : null}
      {outings.data && !isComing && (
        <Panel title={t('outreach.days.title')} of="team" actions={mine?.state !== 'under-way' && <LinkButton size="small" icon="plus" href={`/street/contact?outing=${NO_OUTING}`}>{t('outreach.contact.without')}</LinkButton>}>
          {items.length === 0 ? <EmptyState icon="street" title={t('outreach.days.empty')} why={t('outreach.days.empty-why')} action={<LinkButton icon="plus" href="/street/outings/new">{t('outreach.plan.new')}</LinkButton>} /> : <Columns>{items.map((one) => <OutingCard key={one.id} outing={one} />)}</Columns>}
        </Panel>
      )}
      {isBare ? <p className="quiet">{t('outreach.outside')}</p> : (
        <>
          <Columns min="wide">
            <DuePlaces />
            <Past />
            <Ahead />
          </Columns>
          <Figures />
          {hat?.role === 'coordinator' && <WatchPanel />}
        </>
      )}
    </Page>
  );
}

function OutingCard({ outing }: { outing: OutingLine }): ReactNode {
  const { t, formatDate, formatTime, formatList, languageName } = useText();
  return (
    <section className="outing-card" aria-label={t('outreach.outing.of', { day: formatDate(outing.startsAt, 'weekday') })}>
      <Row>
        <Tag tone={outing.state === 'under-way' ? 'info' : 'neutral'}>{t(`outreach.state.${outing.state}`)}</Tag>
        {outing.isMine && <Tag icon="person">{t('outreach.days.mine')}</Tag>}
        {outing.alarm && outing.alarm.state !== 'closed' && <Tag tone="danger" icon="emergency">{t(`outreach.alarm.short.${outing.alarm.kind}`)}</Tag>}
      </Row>
      <h3><TextLink href={`/street/outings/${outing.id}`}>{t('outreach.days.line', { day: formatDate(outing.startsAt, 'weekday'), from: formatTime(outing.startsAt), to: formatTime(outing.endsAt) })}</TextLink></h3>
      <p>{formatList(outing.crew.map(({ name }) => name))}</p>
      <Stops stops={outing.stops} />
      {outing.languagesMissing.length > 0 && <p className="quiet">{t('outreach.languages.short', { languages: formatList(outing.languagesMissing.map(languageName)) })}</p>}
      {outing.state !== 'planned' && <p>{t('outreach.days.met', { contacts: outing.contacts, people: outing.people })}</p>}
      {outing.dueAt !== null && outing.state === 'under-way' && <p>{t('outreach.days.due', { time: formatTime(outing.dueAt) })}</p>}
    </section>
  );
}

/** Where nobody was for too long, against the season. */
function DuePlaces(): ReactNode {
  const { t, language, formatList } = useText();
  const due = useQuery(coverage);
  const items = (due.data?.items ?? []).filter((one) => one.due !== 'in-time' && one.due !== 'out-of-season').slice(0, 6);
  // Whoever is there before the harvest is known when it begins.
  const soon = (due.data?.items ?? []).flatMap((one) => (one.ahead !== null && one.ahead.months <= 1 && one.plannedAt === null ? [{ ...one, ahead: one.ahead }] : [])).slice(0, 3);
  return (
    <Panel title={t('outreach.due.title')} of="team" actions={<TextLink href="/street/places">{t('outreach.due.all')}</TextLink>}>
      {due.error && !due.data ? <ProblemPanel problem={due.error} onRetry={() => void due.refetch()} /> : null}
      {due.data && items.length + soon.length === 0 && <p className="quiet">{t('outreach.due.none')}</p>}
      <ul className="street-lines">
        {items.map(({ place, weeks, activities, due: how, plannedAt }) => (
          <li key={place.id}>
            <span><TextLink href={`/street/places/${place.id}`}>{place.name}</TextLink> <span className="quiet">{place.town}</span></span>
            <span>{t(`outreach.due.${how}`, { weeks: weeks ?? 0 })}{activities.length > 0 && ` · ${t('outreach.due.season', { activities: formatList(activities) })}`}</span>
            {plannedAt === null ? <TextLink href={`/street/outings/new?place=${place.id}`}>{t('outreach.due.plan')}</TextLink> : <span className="quiet">{t('outreach.due.planned')}</span>}
          </li>
        ))}
        {soon.map(({ place, ahead }) => (
          <li key={`${place.id} soon`}>
            <span><TextLink href={`/street/places/${place.id}`}>{place.name}</TextLink> <span className="quiet">{place.town}</span></span>
            <span>{t('outreach.places.ahead', { activities: formatList(ahead.activities), months: ahead.months, month: monthName(language, ahead.month) })}</span>
            <TextLink href={`/street/outings/new?place=${place.id}`}>{t('outreach.due.plan')}</TextLink>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** What is planned beyond tomorrow. Nothing where nothing is. */
function Ahead(): ReactNode {
  const { t, formatDate, formatTime, formatList, languageName } = useText();
  const today = italianDay(new Date());
  const ahead = useQuery(outingsOf(`?from=${dayAfter(today, 2)}&to=${dayAfter(today, 60)}`));
  const items = (ahead.data?.items ?? []).filter(({ state }) => state === 'planned');
  if (items.length === 0) return null;
  return (
    <Panel title={t('outreach.ahead.title')} of="team">
      <ul className="street-lines">
        {items.map((one) => (
          <li key={one.id}>
            <span><TextLink href={`/street/outings/${one.id}`}>{t('outreach.days.line', { day: formatDate(one.startsAt, 'weekday'), from: formatTime(one.startsAt), to: formatTime(one.endsAt) })}</TextLink></span>
            <span>{formatList(one.stops.map(({ name }) => name))}</span>
            <span className="quiet">{formatList(one.crew.map(({ name }) => name))}</span>
            {one.languagesMissing.length > 0 && <span className="quiet">{t('outreach.languages.short', { languages: formatList(one.languagesMissing.map(languageName)) })}</span>}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Past(): ReactNode {
  const { t, formatDate, formatTime, formatList } = useText();
  const today = italianDay(new Date());
  const past = useQuery(outingsOf(`?from=${dayAfter(today, -30)}&to=${dayAfter(today, -1)}`));
  const columns: readonly Column<OutingLine>[] = [
    { key: 'when', label: t('outreach.past.when'), isName: true, render: (one) => `${formatDate(one.startsAt)} ${formatTime(one.startsAt)}` },
    { key: 'where', label: t('outreach.past.where'), render: (one) => formatList(one.stops.map(({ name }) => name)) },
    { key: 'people', label: t('outreach.past.people'), align: 'end', render: (one) => one.people },
    { key: 'state', label: t('outreach.past.state'), render: (one) => t(`outreach.state.${one.state}`) },
  ];
  return (
    <Panel title={t('outreach.past.title')} of="team">
      <DataTable label={t('outreach.past.title')} columns={columns} rows={past.data?.items} rowKey={(one) => one.id} rowHref={(one) => `/street/outings/${one.id}`} empty={<EmptyState icon="street" title={t('outreach.past.empty')} />} problem={past.error} onRetry={() => void past.refetch()} />
    </Panel>
  );
}

/** The street over a span of days. An estimate of distinct persons never stands without what it was reckoned with. */
function Figures(): ReactNode {
  const { t, language: speech, formatNumber, formatList, languageName } = useText();
  const today = italianDay(new Date());
  const [from, setFrom] = useState<string | null>(dayAfter(mondayOf(today), -28));
  const [to, setTo] = useState<string | null>(today);
  const materialWords = useMaterialWords();
  const figures = useQuery({ ...figuresOf(from ?? today, to ?? today), enabled: from !== null && to !== null && from <= to });
  const data = figures.data;
  return (
    <Panel title={t('outreach.figures.title')} of="team">
      <Row><DateField label={t('outreach.figures.from')} value={from} onChange={setFrom} /><DateField label={t('outreach.figures.to')} value={to} onChange={setTo} /></Row>
      {figures.error && !data ? <ProblemPanel problem={figures.error} onRetry={() => void figures.refetch()} /> : null}
      {data && data.outings + data.counts.contacts === 0 && <p className="quiet">{t('outreach.figures.none')}</p>}
      {data && data.outings + data.counts.contacts > 0 && (
        <>
          <p className="street-sentence">{t('outreach.figures.words', { outings: data.outings, hours: formatNumber(data.hours, { maximumFractionDigits: 1 }), contacts: data.counts.contacts, people: data.counts.people })}</p>
          <KeyValues items={[
            { key: 'identified', label: t('outreach.figures.identified'), value: data.identified },
            { key: 'unidentified', label: t('outreach.figures.unidentified'), value: data.unidentified },
            { key: 'estimate', label: t('outreach.figures.estimate'), value: data.estimate === null ? t('outreach.figures.no-estimate') : data.estimate.persons, source: data.estimate === null ? undefined : <>{t('outreach.figures.coefficient', { coefficient: formatNumber(data.estimate.coefficient) })} <TextLink href={data.estimate.source} target="_blank" rel="noreferrer">{data.estimate.citation[speech === 'en' ? 'en' : 'it']}</TextLink>.{!data.estimate.verified && ` ${t('outreach.figures.to-verify')}`}</> },
            { key: 'kilometres', label: t('outreach.figures.kilometres'), value: formatNumber(data.kilometres) },
            { key: 'materials', label: t('outreach.figures.materials'), value: materialWords(data.materials.map(({ kind, language, noted }) => ({ kind, language, quantity: noted })).filter(({ quantity }) => quantity > 0)).join(' · ') || '—' },
            { key: 'became', label: t('outreach.summary.became'), value: t('outreach.summary.became.words', data.counts.outcomes) },
            { key: 'languages', label: t('outreach.summary.languages'), value: data.counts.languages.length === 0 ? '—' : formatList(data.counts.languages.slice(0, 8).map(({ language, people }) => `${languageName(language)} ${people}`)) },
          ]} />
        </>
      )}
    </Panel>
  );
}
