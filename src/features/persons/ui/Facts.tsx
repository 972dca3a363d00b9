import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { ComboBox } from '../../../kernel/ui/ComboBox.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { PrivateText } from '../../../kernel/ui/SafeText.tsx';
import { KeyValues } from '../../../kernel/ui/Tag.tsx';
import { Checkbox } from '../../../kernel/ui/Toggles.tsx';
import { faultOf, type UncertainDate, unknownDate } from '../../../kernel/ui/uncertain-date.ts';
import { UncertainDateField } from '../../../kernel/ui/UncertainDateField.tsx';
import { Gender, type Heading, Speaks } from '../contract.ts';
import { useChange } from './queries.ts';
import { birthWords, countryChoices, languageChoices, nationalityName } from './words.ts';

type Editing = 'birth' | 'language' | 'nationality' | null;

/** Birth, gender, nationality, languages: as far as they are known. */
export function Facts({ heading }: { heading: Heading }): ReactNode {
  const text = useText();
  const { t } = text;
  const change = useChange(heading.id);
  const [editing, setEditing] = useState<Editing>(null);
  const at = `/api/persons/${heading.id}`;
  const close = (): void => setEditing(null);
  const save = (call: () => Promise<unknown>): void => change.mutate(call, { onSuccess: close });
  return (
    <Panel title={t('persons.facts')} of="case">
      {change.error && <ProblemPanel problem={change.error} />}
      <KeyValues
        items={[
          { key: 'birth', label: t('persons.birth.label'), value: heading.birth === null && heading.birthIsKnown
            ? <span className="quiet">{t('persons.kept-by-colleagues')}</span>
            : <Row><PrivateText>{birthWords(text, heading.birth)}</PrivateText><Button size="small" kind="quiet" icon="edit" onPress={() => setEditing('birth')}>{t('persons.birth.edit')}</Button></Row> },
          {
            key: 'nationality', label: t('persons.nationality'),
            value: (
              <Row>
                {heading.nationalities.map((country) => (
                  <Removable key={country} words={nationalityName(text, country)} onRemove={() => change.mutate(() => api.delete(`${at}/nationalities/${country}`))} />
                ))}
                {heading.nationalities.length === 0 && heading.nationalityIsKnown && <span className="quiet">{t('persons.kept-by-colleagues')}</span>}
                <Button size="small" kind="quiet" icon="plus" onPress={() => setEditing('nationality')}>{t('persons.nationality.add')}</Button>
              </Row>
            ),
          },
          {
            key: 'languages', label: t('persons.languages'),
            value: (
              <Row>
                {heading.languages.map(({ language, speaks, interpreter }) => (
                  <Removable key={language} words={`${text.languageName(language)} · ${t(`persons.speaks.${speaks}`)}${interpreter ? ` · ${t('persons.language.interpreter-short')}` : ''}`} onRemove={() => change.mutate(() => api.delete(`${at}/languages/${language}`))} />
                ))}
                <Button size="small" kind="quiet" icon="plus" onPress={() => setEditing('language')}>{t('persons.language.add')}</Button>
              </Row>
            ),
          },
        ]}
      />
      <ChoiceChips
        label={t('persons.gender')}
        hint={t('persons.gender.hint')}
        canClear={false}
        choices={Gender.options.map((value) => ({ value, label: t(`persons.gender.${value}`) }))}
        value={heading.gender}
        onChange={(gender) => gender !== null && gender !== heading.gender && change.mutate(() => api.patch(at, { body: { gender }, ifMatch: heading.version }))}
      />
      {editing === 'birth' && <EditBirth heading={heading} onClose={close} onSave={(birth) => save(() => api.put(`${at}/birth`, { body: birth, ifMatch: heading.birth?.version ?? 0 }))} isPending={change.isPending} />}
      {editing === 'language' && <AddLanguage onClose={close} onSave={(language, body) => save(() => api.put(`${at}/languages/${language}`, { body }))} isPending={change.isPending} />}
      {editing === 'nationality' && <AddNationality onClose={close} onSave={(country) => save(() => api.put(`${at}/nationalities/${country}`, { body: {} }))} isPending={change.isPending} />}
    </Panel>
  );
}

function Removable({ words, onRemove }: { words: string; onRemove: () => void }): ReactNode {
  const { t } = useText();
  return <span><PrivateText>{words}</PrivateText> <Button size="small" kind="quiet" icon="close" iconOnly onPress={onRemove}>{t('persons.remove', { what: words })}</Button></span>;
}

interface EditorProps {
  readonly onClose: () => void;
  readonly isPending: boolean;
}

function EditBirth({ heading, onClose, onSave, isPending }: EditorProps & { heading: Heading; onSave: (birth: UncertainDate) => void }): ReactNode {
  const [birth, setBirth] = useState<UncertainDate>(heading.birth ? { precision: heading.birth.precision, year: heading.birth.year, month: heading.birth.month, day: heading.birth.day } : unknownDate);
  const { t } = useText();
  const fault = faultOf(birth);
  return (
    <Editor title={t('persons.birth.label')} onClose={onClose} onSave={() => onSave(birth)} isPending={isPending} canSave={fault === null}>
      <UncertainDateField label={t('persons.birth.label')} hint={t('persons.birth.hint')} value={birth} onChange={setBirth} />
    </Editor>
  );
}

function AddLanguage({ onClose, onSave, isPending }: EditorProps & { onSave: (language: string, known: { speaks: Speaks; reads: boolean | null; interpreter: boolean }) => void }): ReactNode {
  const text = useText();
  const { t } = text;
  const choices = useMemo(() => languageChoices(text), [text]);
  const [language, setLanguage] = useState<string | null>(null);
  const [speaks, setSpeaks] = useState<Speaks>('mother-tongue');
  const [reads, setReads] = useState<'yes' | 'no' | null>(null);
  const [interpreter, setInterpreter] = useState(false);
  return (
    <Editor title={t('persons.language.add')} onClose={onClose} isPending={isPending} canSave={language !== null} onSave={() => language !== null && onSave(language, { speaks, reads: reads === null ? null : reads === 'yes', interpreter })}>
      <ComboBox label={t('persons.language')} choices={choices} value={language} onChange={setLanguage} />
      <ChoiceChips label={t('persons.speaks')} canClear={false} choices={Speaks.options.map((value) => ({ value, label: t(`persons.speaks.${value}`) }))} value={speaks} onChange={(value) => setSpeaks(value ?? 'well')} />
      <ChoiceChips label={t('persons.reads')} choices={(['yes', 'no'] as const).map((value) => ({ value, label: t(`ui.answer.${value}`) }))} value={reads} onChange={setReads} />
      <Checkbox value={interpreter} onChange={setInterpreter}>{t('persons.language.interpreter')}</Checkbox>
    </Editor>
  );
}

function AddNationality({ onClose, onSave, isPending }: EditorProps & { onSave: (country: string) => void }): ReactNode {
  const text = useText();
  const { t } = text;
  const choices = useMemo(() => countryChoices(text), [text]);
  const [country, setCountry] = useState<string | null>(null);
  return (
    <Editor title={t('persons.nationality.add')} onClose={onClose} isPending={isPending} canSave={country !== null} onSave={() => country !== null && onSave(country)}>
      <ComboBox label={t('persons.nationality')} choices={choices} value={country} onChange={setCountry} />
    </Editor>
  );
}

function Editor({ title, canSave, onClose, onSave, isPending, children }: EditorProps & { title: string; canSave: boolean; onSave: () => void; children: ReactNode }): ReactNode {
  const { t } = useText();
  return (
    <Dialog title={title} isOpen onClose={onClose} actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isPending={isPending} isDisabled={!canSave} onPress={onSave}>{t('ui.save')}</Button></>}>
      <Stack>{children}</Stack>
    </Dialog>
  );
}
