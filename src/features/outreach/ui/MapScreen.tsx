import { useQueries, useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { italianDay } from '../../../kernel/italian-day.ts';
import { Button, LinkButton, TextLink } from '../../../kernel/ui/Button.tsx';
import { type Column, DataTable } from '../../../kernel/ui/DataTable.tsx';
import { EmptyState, Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Columns, Panel, Row } from '../../../kernel/ui/Panel.tsx';
import { dayAfter, mondayOf } from '../../agenda/domain/days.ts';
import { type Coverage, Due } from '../contract.ts';
import { Shape } from './map/Mark.tsx';
import { type Direction, drawn, nearer, pulled, scaleBar, SIZE, towards, type View, viewOf } from './map/projection.ts';
import { useHand } from './map/useHand.ts';
import { coverage, presenceOf } from './queries.ts';
import './street.css';

type Covered = Coverage['items'][number];
interface Placed extends Covered { readonly x: number; readonly y: number; readonly people: number }

const WEEKS = 12;
/** More than so many places are not asked one by one who was met there. */
const ASKED = 60;
const inSight = ({ x, y }: Placed): boolean => x >= 0 && y >= 0 && x <= SIZE.width && y <= SIZE.height;
const arrows: Readonly<Record<string, Direction>> = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' };

/** Places on a map that needs nobody else's server, with who was met in a week; the same stands beside it as a table. */
export default function MapScreen(): ReactNode {
  const { t } = useText();
  const { place } = useSearch({ strict: false }) as { place?: string };
  const due = useQuery(coverage);
  const placed = (due.data?.items ?? []).filter((one) => one.place.position !== null);
  return (
    <Page title={t('outreach.map.title')} windowTitle={t('outreach.window')} lead={t('outreach.map.lead')} breadcrumb={<><TextLink href="/street">{t('outreach.title')}</TextLink></>} secondary={<LinkButton icon="place" href="/street/places">{t('outreach.places.title')}</LinkButton>} width="full">
      {due.error && !due.data ? <ProblemPanel problem={due.error} onRetry={() => void due.refetch()} /> : null}
      {due.isPending && <Skeleton lines={6} />}
      {due.data && placed.length === 0 && <EmptyState icon="map" title={t('outreach.map.empty')} why={t('outreach.map.empty-why')} action={<LinkButton icon="place" href="/street/places">{t('outreach.places.title')}</LinkButton>} />}
      {placed.length > 0 && <Drawn key={placed.length} items={placed} first={place} without={(due.data?.items.length ?? 0) - placed.length} />}
    </Page>
  );
}

function Drawn({ items, first, without }: { items: readonly Covered[]; first: string | undefined; without: number }): ReactNode {
  const { t, formatDate, formatNumber } = useText();
  const today = italianDay(new Date());
  const monday = mondayOf(today);
  const [week, setWeek] = useState(0);
  const [view, setView] = useState<View>(() => viewOf(items.flatMap(({ place }) => place.position ?? [])));
  const [current, setCurrent] = useState(items.find(({ place }) => place.id === first)?.place.id ?? items[0]?.place.id ?? '');
  const frame = useRef<HTMLDivElement>(null);
  const presence = useQueries({ queries: items.slice(0, ASKED).map(({ place }) => presenceOf(place.id, dayAfter(monday, -7 * (WEEKS - 1)), today, 'week')) });
  const on = dayAfter(monday, -7 * week);
  const marks: Placed[] = items.flatMap((one, index) => (one.place.position === null ? [] : [{ ...one, ...drawn(view, one.place.position), people: presence[index]?.data?.items.find((there) => there.on === on)?.people ?? 0 }]));
  const chosen = marks.find(({ place }) => place.id === current);
  const bar = scaleBar(view);

  function keys(event: KeyboardEvent): void {
    const direction = arrows[event.key];
    if (direction && chosen) {
      event.preventDefault();
      const next = towards(chosen, marks.filter(({ place }) => place.id !== current), direction);
      if (!next) return;
      setCurrent(next.place.id);
      frame.current?.querySelector<HTMLButtonElement>(`[data-place="${next.place.id}"]`)?.focus();
    }
    if (event.key === '+' || event.key === '-') setView((before) => nearer(before, event.key === '+' ? 1.5 : 1 / 1.5));
  }
  useHand(frame, (dx, dy) => setView((before) => pulled(before, dx, dy)));

  const columns: readonly Column<Placed>[] = [
    { key: 'name', label: t('outreach.places.name'), isName: true, render: ({ place }) => place.name },
    { key: 'town', label: t('outreach.places.town'), render: ({ place }) => place.town },
    { key: 'people', label: t('outreach.map.people'), align: 'end', render: ({ people }) => people },
    { key: 'due', label: t('outreach.places.due'), render: (one) => t(`outreach.due.${one.due}`, { weeks: one.weeks ?? 0 }) },
  ];
  return (
    <Columns min="wide">
      <Panel title={t('outreach.map.drawing')} of="team">
        <Row>
          <Button icon="plus" iconOnly onPress={() => setView((before) => nearer(before, 1.5))}>{t('outreach.map.nearer')}</Button>
          <Button icon="minus" iconOnly onPress={() => setView((before) => nearer(before, 1 / 1.5))}>{t('outreach.map.farther')}</Button>
          <Button onPress={() => setView(viewOf(items.flatMap(({ place }) => place.position ?? [])))}>{t('outreach.map.all')}</Button>
        </Row>
        <div ref={frame} className="street-map">
          <svg viewBox={`0 0 ${SIZE.width} ${SIZE.height}`} aria-hidden="true">
            {marks.map(({ place, x, y, people, due }) => (
              <g key={place.id} transform={`translate(${x} ${y})`} className="map-mark">
                {people > 0 && <circle r={10 + 3 * Math.sqrt(people)} className="map-people" />}
                <Shape due={due} />
                <text y="-16" textAnchor="middle">{place.name}</text>
                {people > 0 && <text y="28" textAnchor="middle">{people}</text>}
              </g>
            ))}
            <g transform={`translate(16 ${SIZE.height - 18})`} className="map-scale"><path d={`M0 -6V0H${bar.width}V-6`} /><text x={bar.width / 2} y="-8" textAnchor="middle">{bar.metres >= 1_000 ? `${formatNumber(bar.metres / 1_000)} km` : `${bar.metres} m`}</text></g>
          </svg>
          <ul aria-label={t('outreach.map.keys')}>
            {marks.filter(inSight).map(({ place, x, y, people, due, weeks }) => (
              <li key={place.id}>
                <button
                  type="button" data-place={place.id} tabIndex={place.id === current ? 0 : -1} aria-pressed={place.id === current} style={{ left: `${(100 * x) / SIZE.width}%`, top: `${(100 * y) / SIZE.height}%` }}
                  aria-label={t('outreach.map.mark', { name: place.name, town: place.town, people, due: t(`outreach.due.${due}`, { weeks: weeks ?? 0 }) })} onKeyDown={keys} onClick={() => setCurrent(place.id)} onFocus={() => setCurrent(place.id)}
                />
              </li>
            ))}
          </ul>
        </div>
        <label className="field">
          <span className="field-label">{t('outreach.map.week', { day: formatDate(on, 'long') })}</span>
          <input type="range" min={0} max={WEEKS - 1} step={1} value={WEEKS - 1 - week} aria-valuetext={formatDate(on, 'long')} onChange={(event) => setWeek(WEEKS - 1 - Number(event.target.value))} />
        </label>
        <ul className="map-legend" aria-label={t('outreach.map.legend')}>{Due.options.map((one) => <li key={one}><svg viewBox="-14 -14 28 28" aria-hidden="true"><Shape due={one} /></svg>{t(`outreach.places.filter.${one}`)}</li>)}</ul>
        {chosen && (
          <section className="outing-card" aria-live="polite" aria-label={t('outreach.map.chosen')}>
            <h3><TextLink href={`/street/places/${chosen.place.id}`}>{chosen.place.name}</TextLink></h3>
            <p>{t('outreach.place.lead', { kind: t(`outreach.kind.${chosen.place.kind}`), town: chosen.place.town })} · {t(`outreach.due.${chosen.due}`, { weeks: chosen.weeks ?? 0 })}</p>
            <p>{t('outreach.map.met', { count: chosen.people, day: formatDate(on, 'long') })}</p>
          </section>
        )}
      </Panel>
      <Panel title={t('outreach.map.table')} of="team">
        <DataTable label={t('outreach.map.table')} columns={columns} rows={marks} rowKey={({ place }) => place.id} rowHref={({ place }) => `/street/places/${place.id}`} empty={null} />
        {without > 0 && <p className="quiet">{t('outreach.map.without', { count: without })}</p>}
        {items.length > ASKED && <p className="quiet">{t('outreach.map.too-many', { count: ASKED })}</p>}
      </Panel>
    </Columns>
  );
}
