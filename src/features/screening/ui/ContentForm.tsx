import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { CheckChips, ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { NumberField } from '../../../kernel/ui/NumberField.tsx';
import { Columns, Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { TextArea, TextField } from '../../../kernel/ui/TextField.tsx';
import { Switch } from '../../../kernel/ui/Toggles.tsx';
import { type InstrumentContent, type Item, TeamRole, type Words } from '../contract.ts';
import { ScoringForm } from './ScoringForm.tsx';
import { type ContentFormProps, WordsFields } from './WordsFields.tsx';

/** Everything that a draft says: what it is, who may use it, in which languages, its questions and how they are counted. */
export function ContentForm({ content, onChange }: ContentFormProps): ReactNode {
  const { t } = useText();
  const set = (more: Partial<InstrumentContent>): void => onChange({ ...content, ...more });
  return (
    <Stack>
      <Panel title={t('screening.editor.what')}>
        <Stack>
          <WordsFields label={t('screening.editor.name')} words={content.title} onChange={(title) => set({ title })} />
          <WordsFields label={t('screening.editor.intro')} words={content.intro} isLong onChange={(intro) => set({ intro })} />
          <WordsFields label={t('screening.editor.licence')} words={content.licence} isLong onChange={(licence) => set({ licence })} />
          <Columns>
            <TextField label={t('screening.editor.source')} value={content.source.title} onChange={(title) => set({ source: { ...content.source, title } })} />
            <TextField label={t('screening.editor.reference')} value={content.source.reference} onChange={(reference) => set({ source: { ...content.source, reference } })} />
          </Columns>
          <CheckChips label={t('screening.editor.who')} value={content.whoMayUse} onChange={(roles) => set({ whoMayUse: [...roles] })} choices={TeamRole.options.map((value) => ({ value, label: t(`screening.role.${value}`) }))} />
          <Columns min="narrow">
            <NumberField label={t('screening.editor.minimum-age')} hint={t('screening.editor.minimum-age.hint')} minValue={1} maxValue={120} value={content.minimumAge} onChange={(minimumAge) => set({ minimumAge })} />
            <Switch value={content.onlyValidatedLanguages} onChange={(onlyValidatedLanguages) => set({ onlyValidatedLanguages })} hint={t('screening.editor.validated.hint')}>{t('screening.editor.validated')}</Switch>
          </Columns>
        </Stack>
      </Panel>
      <LanguagesForm content={content} onChange={onChange} />
      <ItemsForm content={content} onChange={onChange} />
      <ScoringForm content={content} onChange={onChange} />
    </Stack>
  );
}

function LanguagesForm({ content, onChange }: ContentFormProps): ReactNode {
  const { t, languageName } = useText();
  const [code, setCode] = useState('');
  const change = (language: string, more: Partial<InstrumentContent['languages'][string]>): void => {
    const now = content.languages[language];
    if (now) onChange({ ...content, languages: { ...content.languages, [language]: { ...now, ...more } } });
  };
  const add = (): void => {
    const items = content.items.map((item) => ({ ...item, text: { ...item.text, [code]: item.text[code] ?? item.text.it } }));
    const contextItems = content.contextItems.map((item) => ({ ...item, text: { ...item.text, [code]: item.text[code] ?? item.text.it } }));
    onChange({ ...content, items, contextItems, languages: { ...content.languages, [code]: { wording: 'own-short-label', approval: 'not-approved-by-mediator', note: t('screening.editor.language.note.missing') } } });
    setCode('');
  };
  return (
    <Panel title={t('screening.editor.languages')}>
      <Stack>
        <p className="quiet">{t('screening.editor.languages.help')}</p>
        {Object.entries(content.languages).map(([language, state]) => (
          <Columns key={language}>
            <ChoiceChips label={languageName(language)} canClear={false} value={state.wording} onChange={(wording) => { if (wording !== null) change(language, { wording }); }}
              choices={(['official', 'own-short-label', 'topic-for-staff'] as const).map((value) => ({ value, label: t(`screening.wording.${value}`) }))} />
            <TextField label={t('screening.editor.language.note', { language: languageName(language) })} value={state.note} onChange={(note) => change(language, { note })} />
          </Columns>
        ))}
        <Row>
          <TextField label={t('screening.editor.language.add')} hint={t('screening.editor.language.add.hint')} value={code} onChange={(value) => setCode(value.trim().toLowerCase())} />
          <Button icon="plus" isDisabled={!/^[a-z]{2,3}$/.test(code) || content.languages[code] !== undefined} onPress={add}>{t('screening.editor.add')}</Button>
        </Row>
      </Stack>
    </Panel>
  );
}

function ItemsForm({ content, onChange }: ContentFormProps): ReactNode {
  const { t, languageName } = useText();
  const { items } = content;
  const languages = Object.keys(content.languages);
  const set = (index: number, more: Partial<Item>): void => onChange({ ...content, items: items.map((item, at) => (at === index ? { ...item, ...more } : item)) });
  const without = (item: Item): Item => ({ ...item, text: { ...item.text } });
  const move = (index: number, by: 1 | -1): void => {
    const [one, other] = [items[index], items[index + by]];
    if (one && other) onChange({ ...content, items: items.map((item, at) => (at === index ? without(other) : at === index + by ? without(one) : item)) });
  };
  const next = (): string => {
    const taken = new Set([...items, ...content.contextItems].map((item) => item.code));
    return Array.from({ length: 300 }, (_, index) => `Q${index + 1}`).find((code) => !taken.has(code)) ?? `Q${items.length + 301}`;
  };
  return (
    <Panel title={t('screening.editor.items', { count: items.length })}>
      <Stack>
        {items.map((item, index) => (
          <fieldset key={item.code} className="screening-item-form">
            <legend>{t('screening.editor.item', { number: index + 1, code: item.code })}</legend>
            <Stack gap="small">
              {languages.map((language) => (
                <TextArea key={language} label={t('screening.editor.item.text', { language: languageName(language) })} lang={language} rows={1} value={item.text[language] ?? ''} onChange={(text) => set(index, { text: { ...item.text, [language]: text } })} />
              ))}
              <Columns min="narrow">
                <Select label={t('screening.editor.item.kind')} canClear={false} value={item.kind ?? 'choice'} onChange={(kind) => {
                  const { kind: _kind, ...rest } = item;
                  onChange({ ...content, items: items.map((one, at) => (at === index ? (kind === 'words' || kind === 'number' ? { ...rest, kind } : rest) : one)) });
                }} choices={(['choice', 'words', 'number'] as const).map((value) => ({ value, label: t(`screening.editor.kind.${value}`) }))} />
                <ConditionFields item={item} earlier={[...content.contextItems, ...items.slice(0, index)].map(({ code }) => code)} onChange={(changed) => onChange({ ...content, items: items.map((one, at) => (at === index ? changed : one)) })} />
              </Columns>
              <Row>
                <Button size="small" isDisabled={index === 0} onPress={() => move(index, -1)} aria-label={t('screening.editor.item.up', { code: item.code })}>↑</Button>
                <Button size="small" isDisabled={index === items.length - 1} onPress={() => move(index, 1)} aria-label={t('screening.editor.item.down', { code: item.code })}>↓</Button>
                <Button size="small" kind="quiet" onPress={() => onChange({ ...content, items: items.filter((_, at) => at !== index) })} aria-label={t('screening.editor.item.remove.this', { code: item.code })}>{t('screening.editor.item.remove')}</Button>
              </Row>
            </Stack>
          </fieldset>
        ))}
        <Row><Button icon="plus" onPress={() => onChange({ ...content, items: [...items, { code: next(), text: Object.fromEntries(languages.map((language) => [language, '…'])) as Words }] })}>{t('screening.editor.item.add')}</Button></Row>
      </Stack>
    </Panel>
  );
}

/** After which earlier answers a question is asked: none, one, any of several or all of them. */
function ConditionFields({ item, earlier, onChange }: { item: Item; earlier: readonly string[]; onChange: (item: Item) => void }): ReactNode {
  const { t } = useText();
  const { showIf, ...rest } = item;
  const chosen = showIf?.codes ?? [];
  const set = (codes: readonly string[]): void => onChange(codes.length === 0 ? rest : { ...rest, showIf: { yes: showIf?.yes ?? 'any-of', codes: [...codes] } });
  if (earlier.length === 0 && chosen.length === 0) return null;
  return (
    <Stack gap="small">
      {/* What stands is shown also where it is asked later or nowhere: the check says so, and it can be taken away here. */}
      {chosen.length > 0 && <CheckChips label={t('screening.editor.item.after')} value={chosen} onChange={set} choices={chosen.map((code) => ({ value: code, label: code }))} />}
      <Select label={t(chosen.length === 0 ? 'screening.editor.item.after' : 'screening.editor.item.after.more')} value={null} placeholder={t(chosen.length === 0 ? 'screening.editor.item.always' : 'screening.editor.item.after.none')} onChange={(code) => { if (code !== null) set([...chosen, code]); }}
        choices={earlier.filter((code) => !chosen.includes(code)).map((code) => ({ value: code, label: code }))} />
      {showIf && showIf.codes.length > 1 && (
        <ChoiceChips label={t('screening.editor.item.after.how')} canClear={false} value={showIf.yes} onChange={(yes) => { if (yes) onChange({ ...rest, showIf: { ...showIf, yes } }); }}
          choices={[{ value: 'any-of' as const, label: t('screening.editor.item.after.any') }, { value: 'all-of' as const, label: t('screening.editor.item.after.all') }]} />
      )}
    </Stack>
  );
}
