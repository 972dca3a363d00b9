import { useQuery } from '@tanstack/react-query';
import { useText } from '../../../../kernel/i18n/text.tsx';
import { type RecordFields, useRecordFields } from '../../../../kernel/fields/ui/useRecordFields.ts';
import type { Material, StreetContact } from '../../contract.ts';
import { streetWords } from '../queries.ts';
import { useMaterialWords } from '../useMaterialWords.ts';
import { signWords } from './Rows.tsx';

/** What is put right of a contact on its screen. */
export const contactFieldNames = ['people', 'gender', 'ageBand', 'language', 'needs', 'signs', 'informed', 'level', 'note'] as const;

/** What of a contact several of its crew may put right at once: all of it, field by field. */
export const useContactFields = (id: string, isThere: boolean): RecordFields => useRecordFields({ kind: 'street-contact', id }, `/api/street-contacts/${id}/fields`, { says: { key: 'outreach.says.correction' }, href: `/street/contacts/${id}` }, isThere);

/** A contact as this device knows it: with what was put right here and has not left. */
export const contactShown = (contact: StreetContact, fields: RecordFields): StreetContact =>
  ({ ...contact, ...Object.fromEntries(contactFieldNames.filter((name) => fields.now || fields.isWaiting(name)).map((name) => [name, fields.shown(name)])) });

/** A contact's fields by name and in words, for the choice between two values. */
export function useContactWords(): { readonly labelOf: (field: string) => string; readonly wordsOf: (field: string, value: unknown) => string } {
  const { t, language, formatList, languageName, countryName } = useText();
  const words = useQuery(streetWords);
  const materialWords = useMaterialWords();
  const list = (value: unknown, prefix: string): string => formatList((Array.isArray(value) ? value as string[] : []).map((one) => t(`${prefix}.${one}`)));
  return {
    labelOf: (field) => t(`outreach.contact.field.${field}`),
    wordsOf(field, value) {
      if (value === null || value === undefined || value === '') return '';
      if (value === 'unknown') return t('outreach.contact.not-said');
      if (field === 'gender') return t(value === 'mixed' ? 'outreach.gender.many.mixed' : `outreach.gender.${String(value)}`);
      if (field === 'ageBand') return t(`outreach.age.${String(value)}`);
      if (field === 'language') return languageName(String(value));
      if (field === 'nationality') return countryName(String(value));
      if (field === 'languageIs' || field === 'nationalityIs') return t(`outreach.known.${String(value)}`);
      if (field === 'familiarity') return t(`outreach.familiarity.${String(value)}`);
      if (field === 'placeKind') return t(`outreach.kind.${String(value)}`);
      if (field === 'level') return t(`outreach.level.${String(value)}`);
      if (field === 'needs') return list(value, 'outreach.need');
      if (field === 'informed') return list(value, 'outreach.informed');
      if (field === 'agreed') return list(value, 'outreach.agreed');
      if (field === 'referrals') return list(value, 'outreach.referral');
      if (field === 'signs') return formatList((value as readonly string[]).map((id) => { const sign = words.data?.signs.find((one) => one.id === id); return sign ? signWords(id, sign.words, language, t) : id; }));
      if (field === 'materials') return formatList(materialWords(value as readonly Material[]));
      if (field === 'position') { const { latitude, longitude } = value as NonNullable<StreetContact['position']>; return `${latitude}, ${longitude}`; }
      if (field === 'danger') return value === true ? t('outreach.line.danger') : t('outreach.contact.no-danger');
      return String(value);
    },
  };
}
