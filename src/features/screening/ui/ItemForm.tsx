import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Columns, Stack } from '../../../kernel/ui/Panel.tsx';
import { NumberField } from '../../../kernel/ui/NumberField.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { TextArea } from '../../../kernel/ui/TextField.tsx';
import { Switch } from '../../../kernel/ui/Toggles.tsx';
import { type InstrumentContent, type Item, ItemKind } from '../contract.ts';
import { ChoicesFields, freshChoice } from './ChoicesFields.tsx';
import { ConditionFields } from './ConditionFields.tsx';
import { languagesOf, WordsFields } from './WordsFields.tsx';
import { useInstrumentWords } from './words.ts';

interface ItemFormProps {
  readonly content: InstrumentContent;
  readonly index: number;
  readonly item: Item;
  readonly onChange: (item: Item) => void;
}

const nothing = { it: '', en: '' };

/** One question: its words, how it is answered, when it is asked. */
export function ItemForm({ content, index, item, onChange }: ItemFormProps): ReactNode {
  const { t, languageName } = useText();
  const { say } = useInstrumentWords();
  const languages = languagesOf(content);
  const sections = content.sections ?? [];
  return (
    <>
      {languages.map((language) => (
        <TextArea key={language} label={t('screening.editor.item.text', { language: languageName(language) })} lang={language} rows={1} value={item.text[language] ?? ''} onChange={(text) => onChange({ ...item, text: { ...item.text, [language]: text } })} />
      ))}
      <WordsFields label={t('screening.editor.item.help')} words={item.help ?? nothing} onChange={(help) => {
        const { help: _help, ...rest } = item;
        onChange(Object.values(help).every((text) => text === '') ? rest : { ...rest, help });
      }} />
      <Columns min="narrow">
        <Select label={t('screening.editor.item.kind')} canClear={false} value={item.kind ?? 'choice'} onChange={(kind) => onChange(answeredBy(item, ItemKind.safeParse(kind).data, languages))}
          choices={(['choice', ...ItemKind.options] as const).map((value) => ({ value, label: t(`screening.editor.kind.${value}`) }))} />
        {sections.length > 0 && (
          <Select label={t('screening.editor.item.section')} value={item.section ?? null} placeholder={t('screening.editor.item.section.none')} choices={sections.map(({ code, name }) => ({ value: code, label: say(name) }))}
            onChange={(section) => {
              const { section: _section, ...rest } = item;
              onChange(section === null ? rest : { ...rest, section });
            }} />
        )}
      </Columns>
      {(item.kind === 'one-of' || item.kind === 'several-of') && <ChoicesFields item={item} languages={languages} before={content.items.slice(0, index).findLast((one) => one.choices !== undefined)?.choices} onChange={onChange} />}
      {item.kind === 'number' && <NumberFields item={item} onChange={onChange} />}
      {item.kind === 'date' && <Switch value={item.partial === true} hint={t('screening.editor.partial.hint')} onChange={(isPartial) => {
        const { partial: _partial, ...rest } = item;
        onChange(isPartial ? { ...rest, partial: true } : rest);
      }}>{t('screening.editor.partial')}</Switch>}
      <ConditionFields item={item} content={content} index={index} onChange={onChange} />
    </>
  );
}

/** The same question answered in another way: what belongs to the way before goes with it. */
function answeredBy(item: Item, kind: ItemKind | undefined, languages: readonly string[]): Item {
  const { kind: _kind, choices, limits: _limits, decimals: _decimals, unit: _unit, partial: _partial, ...rest } = item;
  if (kind === undefined) return rest;
  return kind === 'one-of' || kind === 'several-of' ? { ...rest, kind, choices: choices ?? [freshChoice([], languages), freshChoice([{ code: 'c1' }], languages)] } : { ...rest, kind };
}

/** Limits, decimals and the unit of a number. */
function NumberFields({ item, onChange }: Pick<ItemFormProps, 'item' | 'onChange'>): ReactNode {
  const { t } = useText();
  const limit = (which: 'least' | 'most', edge: number | null): void => {
    const { limits: _limits, ...rest } = item;
    const limits = Object.fromEntries(Object.entries({ ...item.limits, [which]: edge }).filter(([, one]) => typeof one === 'number'));
    onChange(Object.keys(limits).length === 0 ? rest : { ...rest, limits });
  };
  return (
    <Stack gap="small">
      <Columns min="narrow">
        <NumberField label={t('screening.editor.number.least')} value={item.limits?.least ?? null} onChange={(edge) => limit('least', edge)} />
        <NumberField label={t('screening.editor.number.most')} value={item.limits?.most ?? null} onChange={(edge) => limit('most', edge)} />
        <Select label={t('screening.editor.number.decimals')} canClear={false} value={String(item.decimals ?? 0)} choices={['0', '1', '2', '3'].map((value) => ({ value, label: value === '0' ? t('screening.editor.number.whole') : value }))} onChange={(digits) => {
          const { decimals: _decimals, ...rest } = item;
          onChange(digits === null || digits === '0' ? rest : { ...rest, decimals: Number(digits) });
        }} />
      </Columns>
      <WordsFields label={t('screening.editor.number.unit')} words={item.unit ?? nothing} onChange={(unit) => {
        const { unit: _unit, ...rest } = item;
        onChange(Object.values(unit).every((text) => text === '') ? rest : { ...rest, unit });
      }} />
    </Stack>
  );
}
