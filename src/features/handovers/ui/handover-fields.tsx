import type { ReactNode } from 'react';
import { italianDay } from '../../../kernel/italian-day.ts';
import { useText } from '../../../kernel/i18n/text.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { DateField } from '../../../kernel/ui/DateField.tsx';
import { Notice } from '../../../kernel/ui/Notice.tsx';
import { Row } from '../../../kernel/ui/Panel.tsx';
import { TextArea } from '../../../kernel/ui/TextField.tsx';
import { Checkbox } from '../../../kernel/ui/Toggles.tsx';
import type { HandoverKind, NewHandoverGiven, PersonTold } from '../contract.ts';

/** What is decided once for all the cases of a proposal. */
export interface Terms {
  readonly kind: HandoverKind;
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  readonly fromStays: boolean;
  readonly personTold: PersonTold;
  readonly noteFor: 'case' | 'restricted';
  readonly note: string;
}

export const newTerms = (): Terms => ({ kind: 'for-good', startsOn: italianDay(new Date()), endsOn: null, fromStays: false, personTold: 'not-yet', noteFor: 'case', note: '' });

/** The terms as they are sent; null while a date is missing. */
export function termsAsked({ startsOn, endsOn, note, fromStays, ...terms }: Terms): Omit<NewHandoverGiven, 'cases'> | null {
  const isAbsence = terms.kind === 'absence';
  if (!startsOn || (isAbsence && (!endsOn || endsOn < startsOn))) return null;
  return { ...terms, startsOn, fromStays: !isAbsence && fromStays, ...(isAbsence && endsOn ? { endsOn } : {}), ...(note.trim() ? { note: note.trim() } : {}) };
}

/** Kind, dates, words for whoever comes, who reads them, whether the person knows. */
export function HandoverFields({ terms, onChange }: { terms: Terms; onChange: (terms: Terms) => void }): ReactNode {
  const { t } = useText();
  const set = (change: Partial<Terms>): void => onChange({ ...terms, ...change });
  const isAbsence = terms.kind === 'absence';
  return (
    <>
      <ChoiceChips label={t('handovers.kind')} canClear={false} value={terms.kind} onChange={(kind) => set({ kind: kind ?? 'for-good' })}
        choices={(['for-good', 'absence'] as const).map((value) => ({ value, label: t(`handovers.kind.${value}`) }))} />
      <Notice>{t(`handovers.kind.${terms.kind}.help`)}</Notice>
      <Row>
        <DateField label={t('handovers.starts-on')} isRequired value={terms.startsOn} onChange={(startsOn) => set({ startsOn })} />
        {isAbsence && <DateField label={t('handovers.ends-on')} hint={t('handovers.ends-on.hint')} isRequired value={terms.endsOn} minValue={terms.startsOn ?? undefined} onChange={(endsOn) => set({ endsOn })} />}
      </Row>
      {!isAbsence && <Checkbox value={terms.fromStays} onChange={(fromStays) => set({ fromStays })} hint={t('handovers.stays.hint')}>{t('handovers.stays')}</Checkbox>}
      <TextArea label={t('handovers.note')} hint={t('handovers.note.hint')} maxLength={10_000} value={terms.note} onChange={(note) => set({ note })} />
      <ChoiceChips label={t('handovers.note-for')} canClear={false} value={terms.noteFor} onChange={(noteFor) => set({ noteFor: noteFor ?? 'case' })}
        choices={(['case', 'restricted'] as const).map((value) => ({ value, label: t(`handovers.note-for.${value}`) }))} />
      <ChoiceChips label={t('handovers.told')} hint={t('handovers.told.hint')} canClear={false} value={terms.personTold} onChange={(personTold) => set({ personTold: personTold ?? 'not-yet' })}
        choices={(['not-yet', 'told', 'better-not'] as const).map((value) => ({ value, label: t(`handovers.told.${value}`) }))} />
    </>
  );
}
