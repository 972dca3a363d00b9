import { useText } from '../../../../kernel/i18n/text.tsx';
import { type RecordFields, useRecordFields } from '../../../../kernel/fields/ui/useRecordFields.ts';
import type { Place } from '../../contract.ts';
import { monthName, type PlaceFields, placeFieldNames } from './PlaceForm.tsx';

/** What of a place several people write at once: all of it, field by field. That it is left is one decision, and goes by itself. */
export const usePlaceFields = (id: string): RecordFields => useRecordFields({ kind: 'place', id }, `/api/places/${id}/fields`, { says: { key: 'outreach.says.place' }, href: `/street/places/${id}` });

/** A place as this device knows it: with what was written here and has not left. Its fields were read, or written here, under the same contract. */
export const placeShown = (place: Place, fields: RecordFields): Place =>
  ({ ...place, ...Object.fromEntries(placeFieldNames.filter((name) => fields.now || fields.isWaiting(name)).map((name) => [name, fields.shown(name)])) });

/** A place's fields by name and in words, for the choice between two values. */
export function usePlaceWords(): { readonly labelOf: (field: string) => string; readonly wordsOf: (field: string, value: unknown) => string; readonly hoursOf: (hours: PlaceFields['usualHours']) => string } {
  const { t, language, formatList, languageName, countryName } = useText();
  const list = (value: unknown): readonly string[] => (Array.isArray(value) ? value as string[] : []);
  const hoursOf = (hours: PlaceFields['usualHours']): string => formatList(hours.map((one) => t('outreach.place.hours.words', { days: formatList(one.weekdays.map((day) => t(`outreach.weekday.${day}`))), from: one.from, to: one.to })));
  return {
    hoursOf,
    labelOf: (field) => t(`outreach.place.field.${field}`),
    wordsOf(field, value) {
      if (value === null || value === undefined) return '';
      if (field === 'kind') return t(`outreach.kind.${String(value)}`);
      if (field === 'languages') return formatList(list(value).map(languageName));
      if (field === 'nationalities') return formatList(list(value).map(countryName));
      if (field === 'position') { const { latitude, longitude } = value as NonNullable<Place['position']>; return `${latitude}, ${longitude}`; }
      if (field === 'usualHours') return hoursOf(value as PlaceFields['usualHours']);
      if (field === 'seasons') return (value as PlaceFields['seasons']).map(({ activity, months }) => `${activity}: ${formatList(months.map((month) => monthName(month, language)))}`).join('\n');
      return String(value);
    },
  };
}
