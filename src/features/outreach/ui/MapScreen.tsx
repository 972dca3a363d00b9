import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useMemo, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { italianDay } from '../../../kernel/italian-day.ts';
import { Button, LinkButton, TextLink } from '../../../kernel/ui/Button.tsx';
import { type Column, DataTable } from '../../../kernel/ui/DataTable.tsx';
import { EmptyState, Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { type Coverage, Due, type StreetMap } from '../contract.ts';
import { Background } from './map/Background.tsx';
import { Shape } from './map/Mark.tsx';
import { firstShown, monthsUntil, nearTo, type People, peopleAt, type Piece } from './map/months.ts';
import { Pieces } from './map/Pieces.tsx';
import { type Direction, drawn, namedOf, nearer, pulled, scaleBar, SIZE, towards, type View, viewOf } from './map/projection.ts';
import { useHand } from './map/useHand.ts';
import { coverage, streetMap } from './queries.ts';
import './street.css';

type Covered = Coverage['items'][number];
interface Placed extends Covered { readonly x: number; readonly y: number; readonly people: People | undefined }

const inSight = ({ x, y }: Placed): boolean => x >= 0 && y >= 0 && x <= SIZE.width && y <= SIZE.height;
const arrows: Readonly<Record<string, Direction>> = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' };

/** Places and who was met, month by month and a kilometre wide, on a map that needs nobody else's server; the same stands beside it as tables. */
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
  const months = useMemo(() => monthsUntil(today), [today]);
  const met = useQuery(streetMap(months[0] ?? today, today));
  const [moved, setMoved] = useState<number>();
  const [view, setView] = useState<View>(() => viewOf(items.flatMap(({ place }) => place.position ?? [])));
  const [current, setCurrent] = useState(items.find(({ place }) => place.id === first)?.place.id ?? items[0]?.place.id ?? '');
  const [hasBackground, setHasBackground] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  const index = moved ?? (met.data ? firstShown(months, met.data) : months.length - 1);
  const on = months[index] ?? today;
  const month = formatDate(on, 'month');
  const pieces = met.data?.cells.filter((piece) => piece.on === on) ?? [];
  const nowhere = met.data?.nowhere.find((one) => one.on === on);
  const marks: Placed[] = items.flatMap((one) => (one.place.position === null ? [] : [{ ...one, ...drawn(view, one.place.position), people: met.data && peopleAt(met.data, one.place.id, on) }]));
  const chosen = marks.find(({ place }) => place.id === current);
  const named = namedOf([...(chosen ? [chosen] : []), ...marks.filter((one) => one !== chosen)].map(({ place, x, y }) => ({ id: place.id, name: place.name, x, y })));
  const bar = scaleBar(view);
  const few = met.data?.few ?? 0;
  const howMany = (people: People | undefined): string => (people === undefined ? t('outreach.map.not-known') : people === null ? t('outreach.map.few', { few }) : t('outreach.map.how-many', { people }));

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
    { key: 'people', label: t('outreach.map.people'), align: 'end', render: ({ people }) => howMany(people) },
    { key: 'due', label: t('outreach.places.due'), render: (one) => t(`outreach.due.${one.due}`, { weeks: one.weeks ?? 0 }) },
  ];
  return (
    <Stack gap="large">
      <Panel title={t('outreach.map.drawing')} of="team">
        <Row>
          <Button icon="plus" iconOnly onPress={() => setView((before) => nearer(before, 1.5))}>{t('outreach.map.nearer')}</Button>
          <Button icon="minus" iconOnly onPress={() => setView((before) => nearer(before, 1 / 1.5))}>{t('outreach.map.farther')}</Button>
          <Button onPress={() => setView(viewOf(items.flatMap(({ place }) => place.position ?? [])))}>{t('outreach.map.all')}</Button>
        </Row>
        <div ref={frame} className="street-map">
          <svg viewBox={`0 0 ${SIZE.width} ${SIZE.height}`} aria-hidden="true">
            {met.data?.tiles && <Background view={view} onSeen={() => setHasBackground(true)} />}
            <Pieces view={view} pieces={pieces} />
            {marks.map(({ place, x, y, due }) => <g key={place.id} transform={`translate(${x} ${y})`} className={place.id === current ? 'map-mark map-mark-chosen' : 'map-mark'}><g className="map-shape"><Shape due={due} /></g></g>)}
            {marks.filter(({ place }) => named.has(place.id)).map(({ place, x, y }) => <g key={place.id} transform={`translate(${x} ${y})`} className={place.id === current ? 'map-mark map-mark-chosen' : 'map-mark'}><text y="-16" textAnchor="middle" className="map-name">{place.name}</text></g>)}
            <g transform={`translate(16 ${SIZE.height - 18})`} className="map-scale"><path d={`M0 -6V0H${bar.width}V-6`} /><text x={bar.width / 2} y="-8" textAnchor="middle">{bar.metres >= 1_000 ? `${formatNumber(bar.metres / 1_000)} km` : `${bar.metres} m`}</text></g>
          </svg>
          <ul aria-label={t('outreach.map.keys')}>
            {marks.filter(inSight).map(({ place, x, y, people, due, weeks }) => (
              <li key={place.id}>
                <button
                  type="button" data-place={place.id} tabIndex={place.id === current ? 0 : -1} aria-pressed={place.id === current} style={{ left: `${(100 * x) / SIZE.width}%`, top: `${(100 * y) / SIZE.height}%` }}
                  aria-label={t('outreach.map.mark', { name: place.name, town: place.town, people: howMany(people), due: t(`outreach.due.${due}`, { weeks: weeks ?? 0 }) })} onKeyDown={keys} onClick={() => setCurrent(place.id)} onFocus={() => setCurrent(place.id)}
                />
              </li>
            ))}
          </ul>
        </div>
        {hasBackground && met.data?.tiles && <p className="quiet">{met.data.tiles.attribution}</p>}
        {met.error && !met.data && <ProblemPanel problem={met.error} onRetry={() => void met.refetch()} />}
        <label className="field">
          <span className="field-label">{t('outreach.map.month', { month })}</span>
          <input type="range" min={0} max={months.length - 1} step={1} value={index} aria-valuetext={month} onChange={(event) => setMoved(Number(event.target.value))} />
        </label>
        <ul className="map-legend" aria-label={t('outreach.map.legend')}>{Due.options.map((one) => <li key={one}><svg viewBox="-14 -14 28 28" aria-hidden="true"><Shape due={one} /></svg>{t(`outreach.places.filter.${one}`)}</li>)}
          <li><svg viewBox="-14 -14 28 28" aria-hidden="true"><rect x="-9" y="-9" width="18" height="18" className="map-people" /></svg>{t('outreach.map.legend.piece')}</li>
          <li><svg viewBox="-14 -14 28 28" aria-hidden="true"><rect x="-9" y="-9" width="18" height="18" className="map-few" /></svg>{t('outreach.map.legend.few', { few: met.data?.few ?? 0 })}</li>
        </ul>
        {chosen && (
          <section className="outing-card" aria-live="polite" aria-label={t('outreach.map.chosen')}>
            <h3><TextLink href={`/street/places/${chosen.place.id}`}>{chosen.place.name}</TextLink></h3>
            <p>{t('outreach.place.lead', { kind: t(`outreach.kind.${chosen.place.kind}`), town: chosen.place.town })} · {t(`outreach.due.${chosen.due}`, { weeks: chosen.weeks ?? 0 })}</p>
            <p>{t('outreach.map.met', { month, people: howMany(chosen.people) })}</p>
          </section>
        )}
      </Panel>
      <Panel title={t('outreach.map.table')} of="team">
        <DataTable label={t('outreach.map.table')} columns={columns} rows={marks} rowKey={({ place }) => place.id} rowHref={({ place }) => `/street/places/${place.id}`} empty={null} />
        {without > 0 && <p className="quiet">{t('outreach.map.without', { count: without })}</p>}
        <h3>{t('outreach.map.pieces', { month })}</h3>
        {met.isPending && <Skeleton lines={3} />}
        {met.data && <PiecesTable pieces={pieces} places={items} howMany={howMany} month={month} />}
        {nowhere && <p className="quiet">{t('outreach.map.nowhere', { people: howMany(nowhere.people) })}</p>}
      </Panel>
    </Stack>
  );
}

/** The squares of the map, as a table. */
function PiecesTable({ pieces, places, howMany, month }: { pieces: StreetMap['cells']; places: readonly Covered[]; howMany: (people: People) => string; month: string }): ReactNode {
  const { t, formatNumber } = useText();
  const known = places.flatMap(({ place }) => (place.position === null ? [] : [{ name: place.name, town: place.town, ...place.position }]));
  const degrees = (value: number): string => formatNumber(value, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const columns: readonly Column<Piece>[] = [
    {
      key: 'near', label: t('outreach.map.near'), isName: true, render: (piece) => {
        const near = nearTo(piece, known);
        return near ? t('outreach.map.near-place', near) : t('outreach.map.far-from-places');
      },
    },
    { key: 'where', label: t('outreach.map.where'), render: ({ latitude, longitude }) => `${degrees(latitude)} · ${degrees(longitude)}` },
    { key: 'people', label: t('outreach.map.people'), align: 'end', render: ({ people }) => howMany(people) },
  ];
  return <DataTable label={t('outreach.map.pieces', { month })} columns={columns} rows={pieces} rowKey={({ latitude, longitude }) => `${latitude} ${longitude}`} empty={<p className="quiet">{t('outreach.map.nobody', { month })}</p>} />;
}
