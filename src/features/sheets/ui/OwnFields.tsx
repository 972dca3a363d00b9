import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { Notice } from '../../../kernel/ui/Notice.tsx';
import { Stack } from '../../../kernel/ui/Panel.tsx';
import { TextArea } from '../../../kernel/ui/TextField.tsx';
import { Checkbox } from '../../../kernel/ui/Toggles.tsx';
import { type SheetAsked, SheetForm, SheetLanguage, type SheetMatter } from '../contract.ts';

interface OwnFieldsProps {
  readonly asked: SheetAsked;
  readonly matter: SheetMatter;
  readonly onChange: (change: Partial<SheetAsked>) => void;
}

/** The sheet for the person: first whether a paper is safe with them, then the language, then who was told what. */
export function OwnFields({ asked, matter: { paper, told }, onChange }: OwnFieldsProps): ReactNode {
  const { t, formatDate, formatList, languageName } = useText();
  return (
    <Stack>
      <Notice tone={paper.verdict === 'safe' ? 'good' : paper.verdict === 'not-safe' ? 'danger' : 'late'} title={t(`sheets.paper.${paper.verdict}`)}>
        <p>{t(`sheets.paper.${paper.verdict}-help`)}</p>
        {paper.signs.length > 0 && <p>{t('sheets.paper.signs', { signs: formatList(paper.signs.map((field) => t(`plans.field.${field}`))) })}</p>}
      </Notice>
      <ChoiceChips label={t('sheets.form')} isRequired canClear={false} value={asked.form} onChange={(form) => form && onChange({ form })} choices={SheetForm.options.map((value) => ({ value, label: t(`sheets.form.${value}`) }))} hint={t(`sheets.form-hint.${asked.form}`)} />
      {asked.form === 'full' && paper.verdict !== 'safe' && <TextArea label={t('sheets.paper.words')} hint={t('sheets.paper.words-hint')} isRequired value={asked.paperWords} onChange={(paperWords) => onChange({ paperWords })} rows={2} />}
      <ChoiceChips label={t('sheets.language')} isRequired canClear={false} value={asked.language} onChange={(language) => language && onChange({ language })} choices={SheetLanguage.options.map((value) => ({ value, label: languageName(value) }))} />
      {asked.language !== 'it' && <Notice title={t('sheets.unapproved')}>{t('sheets.unapproved-help')}</Notice>}
      {asked.form === 'full' && told.length > 0 && (
        <fieldset>
          <legend className="field-label">{t('sheets.told')}</legend>
          {told.map((line) => (
            <Checkbox key={line.id} value={asked.told.includes(line.id)} onChange={(isOn) => onChange({ told: isOn ? [...asked.told, line.id] : asked.told.filter((id) => id !== line.id) })} hint={formatDate(line.on)}>{line.to}</Checkbox>
          ))}
        </fieldset>
      )}
    </Stack>
  );
}
