import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../../kernel/i18n/text.tsx';
import { CheckChips, ChoiceChips } from '../../../../kernel/ui/Chips.tsx';
import { NumberField } from '../../../../kernel/ui/NumberField.tsx';
import { Button } from '../../../../kernel/ui/Button.tsx';
import { AgeBand, Informed, type MaterialKind, type MetGender } from '../../contract.ts';
import { materialDrawings, materialsInOrder, needDrawings, needsInOrder } from '../pictograms.ts';
import { streetWords } from '../queries.ts';
import { type ContactForm, levelOf } from './form.ts';

export interface RowProps {
  readonly form: ContactForm;
  readonly set: (change: Partial<ContactForm>) => void;
}

const counts = ['1', '2', '3', '4', '5'] as const;

/** How many; from five on, a count with plus and minus. */
export function HowMany({ form, set }: RowProps): ReactNode {
  const { t } = useText();
  const isMany = form.people >= 5;
  return (
    <div className="met-row met-counts">
      <ChoiceChips label={t('outreach.contact.people')} canClear={false} value={isMany ? '5' : (counts.find((one) => one === String(form.people)) ?? '1')} choices={counts.map((value) => ({ value, label: value === '5' ? '5+' : value }))} onChange={(value) => set({ people: Number(value ?? 1) })} />
      {isMany && <NumberField label={t('outreach.contact.people.exactly')} value={form.people} minValue={5} maxValue={500} onChange={(people) => set({ people: people ?? 5 })} />}
    </div>
  );
}

const alone: readonly MetGender[] = ['female', 'male', 'other'];
const together: readonly MetGender[] = ['female', 'male', 'mixed'];
const ages = AgeBand.options.filter((one) => one !== 'unknown');

/** As it appears, never asked: what is not chosen is not said. */
export function WhoItSeems({ form, set }: RowProps): ReactNode {
  const { t } = useText();
  const isGroup = form.people > 1;
  const genders = isGroup ? together : alone;
  return (
    <>
      <div className="met-row met-three"><ChoiceChips label={t('outreach.contact.gender')} canClear={false} value={form.gender} choices={genders.map((value) => ({ value, label: t(isGroup ? `outreach.gender.many.${value}` : `outreach.gender.${value}`) }))} onChange={(gender) => set({ gender })} /></div>
      <div className="met-row met-ages"><ChoiceChips label={t('outreach.contact.age')} canClear={false} value={form.ageBand} choices={ages.filter((one) => isGroup || one !== 'mixed').map((value) => ({ value, label: t(`outreach.age.${value}`) }))} onChange={(ageBand) => set({ ageBand })} /></div>
    </>
  );
}

/** The languages most seen here first; the others one step away. */
export function Languages({ form, set, first, onOther }: RowProps & { first: readonly string[]; onOther: () => void }): ReactNode {
  const { t, languageName } = useText();
  const shown = form.language !== null && !first.includes(form.language) ? [form.language, ...first.slice(0, 5)] : first;
  return (
    <div className="met-row met-three">
      <ChoiceChips label={t('outreach.contact.language')} canClear={false} value={form.language} choices={shown.map((value) => ({ value, label: languageName(value) }))} onChange={(language) => set({ language })} />
      <Button kind="quiet" icon="language" onPress={onOther}>{t('outreach.contact.language.other')}</Button>
    </div>
  );
}

const OPEN = 6;

/** What was heard, as drawings with words. */
export function Needs({ form, set }: RowProps): ReactNode {
  const { t } = useText();
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole || needsInOrder.slice(OPEN).some((one) => form.needs.includes(one)) ? needsInOrder : needsInOrder.slice(0, OPEN);
  return (
    <div className="met-row">
      <CheckChips label={t('outreach.contact.needs')} size="large" value={form.needs} choices={shown.map((value) => ({ value, label: t(`outreach.need.${value}`), icon: needDrawings[value] }))} onChange={(needs) => set({ needs })} />
      {shown.length === OPEN && <Button kind="quiet" icon="more" aria-expanded={false} onPress={() => setWhole(true)}>{t('outreach.contact.needs.more')}</Button>}
    </div>
  );
}

/** What was handed out; in which language, and more than one of it, is behind "Aggiungi". */
export function Given({ form, set }: RowProps): ReactNode {
  const { t } = useText();
  const [isWhole, setWhole] = useState(false);
  const kinds = form.materials.map(({ kind }) => kind);
  const shown = isWhole || materialsInOrder.slice(OPEN).some((one) => kinds.includes(one)) ? materialsInOrder : materialsInOrder.slice(0, OPEN);
  const chosen = (next: readonly MaterialKind[]): void => set({ materials: next.flatMap((kind) => { const before = form.materials.filter((one) => one.kind === kind); return before.length > 0 ? before : [{ kind, language: null, quantity: form.people }]; }) });
  return (
    <div className="met-row">
      <CheckChips label={t('outreach.contact.given')} size="large" value={[...new Set(kinds)]} choices={shown.map((value) => ({ value, label: t(`outreach.material.${value}`), icon: materialDrawings[value] }))} onChange={chosen} />
      {shown.length === OPEN && <Button kind="quiet" icon="more" aria-expanded={false} onPress={() => setWhole(true)}>{t('outreach.contact.given.more')}</Button>}
    </div>
  );
}

/** What was talked about, and the signs that were noticed: folded, for most contacts have neither. */
export function Folded({ form, set }: RowProps): ReactNode {
  const { t, language } = useText();
  const words = useQuery(streetWords);
  // What a pack of an earlier edition says of them has no word of this.
  const signs = (words.data?.signs ?? []).filter((one) => one.offered !== false || form.signs.includes(one.id));
  return (
    <>
      <details className="met-folded" open={form.informed.length > 0 || undefined}>
        <summary>{t('outreach.contact.informed')}</summary>
        <CheckChips label={t('outreach.contact.informed.label')} value={form.informed} choices={Informed.options.map((value) => ({ value, label: t(`outreach.informed.${value}`) }))} onChange={(informed) => set({ informed })} />
      </details>
      <details className="met-folded" open={form.signs.length > 0 || undefined}>
        <summary>{t('outreach.contact.signs', { count: form.signs.length })}</summary>
        <CheckChips label={t('outreach.contact.signs.label')} hint={t('outreach.contact.signs.hint')} value={form.signs} choices={signs.map(({ id, words: said }) => ({ value: id, label: signWords(id, said, language, t) }))} onChange={(next) => set({ signs: next })} />
      </details>
    </>
  );
}

/** The reference holds Italian and English; French is of this room. */
export function signWords(id: string, said: { it: string; en: string }, language: string, t: (key: string) => string): string {
  if (language === 'fr') return t(`outreach.sign.${id}`);
  return language === 'en' ? said.en : said.it;
}

const levels = ['0', '1', '2', '3', '4'] as const;

/** How far it went: follows from the rest, until somebody says otherwise. */
export function Level({ form, set }: RowProps): ReactNode {
  const { t } = useText();
  return (
    <div className="met-row met-levels">
      <ChoiceChips label={t('outreach.contact.level')} canClear={false} value={levels[levelOf(form)] ?? '0'} choices={levels.map((value) => ({ value, label: t(`outreach.level.${value}`) }))} onChange={(value) => set({ level: value === null ? null : Number(value) })} />
    </div>
  );
}
