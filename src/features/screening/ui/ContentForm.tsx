import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { CheckChips, ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { NumberField } from '../../../kernel/ui/NumberField.tsx';
import { Columns, Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { TextField } from '../../../kernel/ui/TextField.tsx';
import { Switch } from '../../../kernel/ui/Toggles.tsx';
import { type InstrumentContent, type Item, TeamRole, type Words } from '../contract.ts';
import { ItemsForm } from './ItemsForm.tsx';
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
    const also = (text: Words): Words => ({ ...text, [code]: text[code] ?? text.it });
    const items = content.items.map((item): Item => ({ ...item, text: also(item.text), ...(item.choices ? { choices: item.choices.map((choice) => ({ ...choice, text: also(choice.text) })) } : {}) }));
    const contextItems = content.contextItems.map((item) => ({ ...item, text: also(item.text) }));
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
