import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../../kernel/i18n/text.tsx';
import { Button } from '../../../../kernel/ui/Button.tsx';
import { CheckChips } from '../../../../kernel/ui/Chips.tsx';
import { ComboBox } from '../../../../kernel/ui/ComboBox.tsx';
import { NumberField } from '../../../../kernel/ui/NumberField.tsx';
import { Columns, Row, Stack } from '../../../../kernel/ui/Panel.tsx';
import { Select } from '../../../../kernel/ui/Select.tsx';
import { TextArea, TextField } from '../../../../kernel/ui/TextField.tsx';
import { type Place, PlaceKind } from '../../contract.ts';
import { countryChoices, languageChoices } from '../choices.ts';
import { timesOfDay } from '../outing/plan.ts';

export type PlaceFields = Omit<Place, 'id' | 'retiredAt' | 'retiredReason' | 'lastVisitAt' | 'version'>;

export const emptyPlace: PlaceFields = { name: '', kind: 'labour-pickup', town: '', position: null, accessNotes: '', dangers: '', usualHours: [], languages: [], nationalities: [], seasons: [], everyWeeks: null };
export const placeFieldNames = Object.keys(emptyPlace) as readonly (keyof PlaceFields)[];

/** "40.84312, 15.01877", as maps write it. Null where it is none. */
export function positionIn(text: string): Place['position'] {
  const found = /^\s*(-?\d{1,2}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*$/.exec(text);
  if (!found) return null;
  const [latitude, longitude] = [Number(found[1]), Number(found[2])];
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : null;
}

/** Lines of a list are told apart by their place: they have nothing else, and are never moved. */
const nth = (what: string, index: number): string => `${what} ${index}`;
const weekdays = ['1', '2', '3', '4', '5', '6', '7'] as const;
const months = Array.from({ length: 12 }, (_, index) => String(index + 1));
/** January is 1. */
export const monthName = (month: number, language: string): string => new Intl.DateTimeFormat(language, { month: 'short', timeZone: 'UTC' }).format(new Date(Date.UTC(2026, month - 1, 15)));

export interface PlaceFormProps {
  readonly form: PlaceFields;
  readonly set: (change: Partial<PlaceFields>) => void;
}

/** What is known of a place. */
export function PlaceForm({ form, set }: PlaceFormProps): ReactNode {
  const { t } = useText();
  // What is being typed; while nothing is, what stands.
  const [typed, setTyped] = useState<string | null>(null);
  const written = typed ?? (form.position === null ? '' : `${form.position.latitude}, ${form.position.longitude}`);
  return (
    <Stack>
      <Columns>
        <TextField label={t('outreach.place.name')} isRequired value={form.name} maxLength={120} onChange={(name) => set({ name })} />
        <TextField label={t('outreach.place.town')} isRequired value={form.town} maxLength={80} onChange={(town) => set({ town })} />
        <Select label={t('outreach.place.kind')} canClear={false} value={form.kind} choices={PlaceKind.options.map((value) => ({ value, label: t(`outreach.kind.${value}`) }))} onChange={(kind) => { if (kind) set({ kind }); }} />
        <TextField label={t('outreach.place.position')} hint={t('outreach.place.position.hint')} inputMode="text" value={written} error={written.trim() !== '' && positionIn(written) === null ? t('outreach.place.position.fault') : undefined} onChange={(text) => { setTyped(text); set({ position: positionIn(text) }); }} />
      </Columns>
      <TextArea label={t('outreach.place.access')} hint={t('outreach.place.access.hint')} maxLength={1_000} value={form.accessNotes} onChange={(accessNotes) => set({ accessNotes })} />
      <TextArea label={t('outreach.place.dangers')} maxLength={1_000} value={form.dangers} onChange={(dangers) => set({ dangers })} />
      <Many label={t('outreach.place.languages')} values={form.languages} choices={languageChoices(useText())} onChange={(languages) => set({ languages })} />
      <Many label={t('outreach.place.nationalities')} values={form.nationalities} choices={countryChoices(useText())} onChange={(nationalities) => set({ nationalities })} />
      <Seasons form={form} set={set} />
      <Hours form={form} set={set} />
      <NumberField label={t('outreach.place.every')} hint={t('outreach.place.every.hint')} minValue={1} maxValue={52} value={form.everyWeeks} onChange={(everyWeeks) => set({ everyWeeks })} />
    </Stack>
  );
}

/** Several of a long list, in the order in which they were chosen: the first six stand first on the street's screen. */
function Many({ label, values, choices, onChange }: { label: string; values: readonly string[]; choices: readonly { value: string; label: string }[]; onChange: (values: string[]) => void }): ReactNode {
  const { t } = useText();
  return (
    <Stack gap="small">
      <ComboBox key={values.length} label={label} hint={t('outreach.place.many.hint')} value={null} choices={choices.filter(({ value }) => !values.includes(value))} onChange={(value) => { if (value !== null) onChange([...values, value]); }} />
      {values.length > 0 && <ul className="street-added" aria-label={label}>{values.map((value) => <li key={value}><Button size="small" icon="close" onPress={() => onChange(values.filter((one) => one !== value))}>{choices.find((one) => one.value === value)?.label ?? value}</Button></li>)}</ul>}
    </Stack>
  );
}

function Seasons({ form, set }: PlaceFormProps): ReactNode {
  const { t, language } = useText();
  const change = (index: number, next: Partial<PlaceFields['seasons'][number]>): void => set({ seasons: form.seasons.map((one, at) => (at === index ? { ...one, ...next } : one)) });
  return (
    <fieldset className="street-group">
      <legend>{t('outreach.place.seasons')}</legend>
      <Stack>
        {form.seasons.map((season, index) => (
          // Seasons have no name of their own until one is written.
          <Stack key={nth('season', index)} gap="small">
            <Row><TextField label={t('outreach.place.activity')} value={season.activity} maxLength={80} onChange={(activity) => change(index, { activity })} /><Button size="small" kind="quiet" icon="trash" onPress={() => set({ seasons: form.seasons.filter((_, at) => at !== index) })}>{t('outreach.place.remove')}</Button></Row>
            <CheckChips label={t('outreach.place.months', { activity: season.activity })} value={season.months.map(String)} choices={months.map((value) => ({ value, label: monthName(Number(value), language) }))} onChange={(chosen) => change(index, { months: chosen.map(Number) })} />
          </Stack>
        ))}
        <Button icon="plus" onPress={() => set({ seasons: [...form.seasons, { activity: '', months: [] }] })}>{t('outreach.place.add-season')}</Button>
      </Stack>
    </fieldset>
  );
}

function Hours({ form, set }: PlaceFormProps): ReactNode {
  const { t } = useText();
  const change = (index: number, next: Partial<PlaceFields['usualHours'][number]>): void => set({ usualHours: form.usualHours.map((one, at) => (at === index ? { ...one, ...next } : one)) });
  return (
    <fieldset className="street-group">
      <legend>{t('outreach.place.hours')}</legend>
      <Stack>
        {form.usualHours.map((hours, index) => (
          <Stack key={nth('hours', index)} gap="small">
            <CheckChips label={t('outreach.place.weekdays')} value={hours.weekdays.map(String)} choices={weekdays.map((value) => ({ value, label: t(`outreach.weekday.${value}`) }))} onChange={(chosen) => change(index, { weekdays: chosen.map(Number) })} />
            <Row>
              <Select label={t('outreach.place.from')} canClear={false} value={hours.from} choices={timesOfDay} onChange={(from) => { if (from) change(index, { from }); }} />
              <Select label={t('outreach.place.to')} canClear={false} value={hours.to} choices={timesOfDay} onChange={(to) => { if (to) change(index, { to }); }} />
              <Button size="small" kind="quiet" icon="trash" onPress={() => set({ usualHours: form.usualHours.filter((_, at) => at !== index) })}>{t('outreach.place.remove')}</Button>
            </Row>
          </Stack>
        ))}
        <Button icon="plus" onPress={() => set({ usualHours: [...form.usualHours, { weekdays: [1, 2, 3, 4, 5], from: '04:30', to: '06:30' }] })}>{t('outreach.place.add-hours')}</Button>
      </Stack>
    </fieldset>
  );
}
