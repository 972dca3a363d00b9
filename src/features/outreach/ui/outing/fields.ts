import { useText } from '../../../../kernel/i18n/text.tsx';
import { type RecordFields, useRecordFields } from '../../../../kernel/fields/ui/useRecordFields.ts';
import { type Material, type Outing, stopField, stopOfField } from '../../contract.ts';
import { useMaterialWords } from '../useMaterialWords.ts';

/** What of an outing several people write at once: its diary, how each stop went, and of the plan what is not crew, hours and stops. */
export const useOutingFields = (id: string): RecordFields => useRecordFields({ kind: 'outing', id }, `/api/outings/${id}/fields`, { says: { key: 'outreach.says.diary' }, href: `/street/outings/${id}` });

/** Names and values of an outing's fields, in words. */
export function useOutingWords(outing: Pick<Outing, 'stops'>): { readonly labelOf: (field: string) => string; readonly wordsOf: (field: string, value: unknown) => string } {
  const { t, formatList } = useText();
  const materialWords = useMaterialWords();
  const nameOf = (stopId: string): string => outing.stops.find(({ id }) => id === stopId)?.name ?? t('outreach.stop.left-out');
  return {
    labelOf(field) {
      const stop = stopOfField(field);
      return stop === null ? t(`outreach.diary.field.${field}`) : t('outreach.stop.field', { place: nameOf(stop) });
    },
    wordsOf(field, value) {
      if (stopOfField(field) !== null) return typeof value === 'string' ? t(`outreach.stop.${value}`) : '';
      if (field === 'materialsGiven' || field === 'materials') return formatList(materialWords((value ?? []) as readonly Material[]));
      if (field === 'purposes') return formatList(((value ?? []) as readonly string[]).map((one) => t(`outreach.purpose.${one}`)));
      return String(value ?? '');
    },
  };
}

/** The stops as they stand on this device: with what was noted here of each and has not left. */
export const stopsShown = (outing: Outing, fields: RecordFields): Outing['stops'] => outing.stops.map((stop) => {
  const field = stopField(stop.id);
  return fields.now || fields.isWaiting(field) ? { ...stop, outcome: fields.shown(field) as typeof stop.outcome } : stop;
});
