import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { DateField } from '../../../kernel/ui/DateField.tsx';
import { NumberField } from '../../../kernel/ui/NumberField.tsx';
import { Columns } from '../../../kernel/ui/Panel.tsx';
import { SeriesRhythm } from '../contract.ts';
import type { When } from '../domain/days.ts';
import { MOST, nthOfMonth, type Period, periodsOf } from '../domain/series.ts';

const once = 'once';
const ends = ['times', 'until'] as const;

export interface Repeat {
  readonly every: SeriesRhythm | null;
  readonly end: (typeof ends)[number];
  readonly times: number | null;
  readonly until: string | null;
}
export const never: Repeat = { every: null, end: 'times', times: 8, until: null };

/** The hours that are meant; none while something is missing. */
export function repeated(when: When, { every, end, times, until }: Repeat): Period[] {
  if (!every) return [];
  if (end === 'times') return times ? periodsOf(when, every, { times }) : [];
  return until ? periodsOf(when, every, { until }) : [];
}

/** Once, or every week, two weeks or month; so many times, or up to a day. */
export function RepeatFields({ value, onChange, day, isTried }: { value: Repeat; onChange: (value: Repeat) => void; day: string | null; isTried: boolean }): ReactNode {
  const { t } = useText();
  const weekday = day ? String(((new Date(`${day}T12:00:00Z`).getUTCDay() + 6) % 7) + 1) : '1';
  const month = day ? t('agenda.series.of-month', { nth: nthOfMonth(day), sunday: weekday === '7' ? 'yes' : 'no', weekday: t(`agenda.weekday.long.${weekday}`) }) : undefined;
  return (
    <>
      <ChoiceChips label={t('agenda.series.repeat')} {...(value.every === 'month' && month ? { hint: month } : {})} canClear={false} value={value.every ?? once} onChange={(chosen) => onChange({ ...value, every: SeriesRhythm.safeParse(chosen).data ?? null })}
        choices={[{ value: once, label: t('agenda.series.once') }, ...SeriesRhythm.options.map((every) => ({ value: every, label: t(`agenda.series.every.${every}`) }))]} />
      {value.every && (
        <Columns min="narrow">
          <ChoiceChips label={t('agenda.series.end')} canClear={false} value={value.end} onChange={(end) => { if (end) onChange({ ...value, end }); }} choices={ends.map((end) => ({ value: end, label: t(`agenda.series.end.${end}`) }))} />
          {value.end === 'times'
            ? <NumberField label={t('agenda.series.times')} value={value.times} minValue={1} maxValue={MOST} onChange={(times) => onChange({ ...value, times })} error={isTried && !value.times ? t('ui.invalid.required') : undefined} />
            : <DateField label={t('agenda.series.until')} value={value.until} {...(day ? { minValue: day } : {})} onChange={(until) => onChange({ ...value, until })} error={isTried && !value.until ? t('ui.invalid.required') : undefined} />}
        </Columns>
      )}
    </>
  );
}
