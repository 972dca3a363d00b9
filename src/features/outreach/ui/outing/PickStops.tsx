import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../../kernel/i18n/text.tsx';
import { Button } from '../../../../kernel/ui/Button.tsx';
import { ComboBox } from '../../../../kernel/ui/ComboBox.tsx';
import { Row, Stack } from '../../../../kernel/ui/Panel.tsx';
import { Select } from '../../../../kernel/ui/Select.tsx';
import { coverage, placesOf } from '../queries.ts';
import { activitiesIn, type PlanForm, timesOfDay } from './plan.ts';

/** The stops in their order. Places that are due stand first in the list, with their season. */
export function PickStops({ form, set, error }: { form: PlanForm; set: (change: Partial<PlanForm>) => void; error: string | undefined }): ReactNode {
  const { t, formatList } = useText();
  const places = useQuery(placesOf());
  const due = useQuery(coverage);
  const all = places.data?.items ?? [];
  const month = Number((form.day ?? '').slice(5, 7));
  const order = new Map((due.data?.items ?? []).map((one, at) => [one.place.id, { at, ...one }]));
  const free = all.filter(({ id }) => !form.stops.some(({ placeId }) => placeId === id)).toSorted((one, other) => (order.get(one.id)?.at ?? 999) - (order.get(other.id)?.at ?? 999));
  // Only hours of this outing: from leaving, over midnight where it goes over it.
  const within = timesOfDay.filter(({ value }) => (form.to > form.from ? value >= form.from && value <= form.to : value >= form.from || value <= form.to));
  const move = (index: number, by: number): void => {
    const next = [...form.stops];
    const [one] = next.splice(index, 1);
    if (one) next.splice(index + by, 0, one);
    set({ stops: next });
  };
  return (
    <Stack>
      <ol className="street-stops">
        {form.stops.map(({ id, placeId, at }, index) => {
          const place = all.find((one) => one.id === placeId);
          const activities = activitiesIn(place?.seasons ?? [], month);
          const how = order.get(placeId);
          return (
            <li key={id}>
              <div>
                <strong>{place?.name ?? '…'}</strong> <span className="quiet">{place?.town}</span>
                {activities.length > 0 && <p className="small">{t('outreach.due.season', { activities: formatList(activities) })}</p>}
                {(place?.seasons.length ?? 0) > 0 && activities.length === 0 && <p className="small">{t('outreach.plan.out-of-season')}</p>}
                {how && how.due !== 'in-time' && <p className="small">{t(`outreach.due.${how.due}`, { weeks: how.weeks ?? 0 })}</p>}
                <Select label={t('outreach.plan.stop.at')} value={at} placeholder={t('outreach.plan.stop.follows')} choices={within} onChange={(next) => set({ stops: form.stops.map((one) => (one.id === id ? { ...one, at: next } : one)) })} />
                <Row>
                  {index > 0 && <Button size="small" kind="quiet" onPress={() => move(index, -1)}>{t('outreach.plan.earlier')}</Button>}
                  {index < form.stops.length - 1 && <Button size="small" kind="quiet" onPress={() => move(index, 1)}>{t('outreach.plan.later')}</Button>}
                  <Button size="small" kind="quiet" icon="close" onPress={() => set({ stops: form.stops.filter((one) => one.id !== id) })}>{t('outreach.plan.remove')}</Button>
                </Row>
              </div>
            </li>
          );
        })}
      </ol>
      <ComboBox key={form.stops.length} label={t('outreach.plan.stop')} hint={t('outreach.plan.stop.hint')} isRequired value={null} choices={free.map((one) => ({ value: one.id, label: one.name, detail: `${one.town}${order.has(one.id) ? ` · ${t(`outreach.due.${order.get(one.id)?.due ?? 'in-time'}`, { weeks: order.get(one.id)?.weeks ?? 0 })}` : ''}` }))} onChange={(placeId) => { if (placeId !== null) set({ stops: [...form.stops, { id: newId(), placeId, at: null }] }); }} />
      {error !== undefined && <p className="field-error">{error}</p>}
    </Stack>
  );
}
