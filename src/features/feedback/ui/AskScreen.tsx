import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button, LinkButton } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { Notice } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Stack } from '../../../kernel/ui/Panel.tsx';
import { type FormLanguage, formLanguages } from '../domain.ts';
import { AskedPerson } from './AskedPerson.tsx';
import './feedback.css';

/** Before the screen is handed over: in which language, and what to tell the person. */
export default function AskScreen(): ReactNode {
  const { t, languageName } = useText();
  const [language, setLanguage] = useState<FormLanguage>('it');
  const [isTheirs, setTheirs] = useState(false);
  return (
    <Page title={t('feedback.ask')} lead={t('feedback.ask-lead')} width="reading" secondary={<LinkButton href="/feedback" icon="reports">{t('feedback.title')}</LinkButton>} action={<Button kind="primary" icon="person" onPress={() => setTheirs(true)}>{t('feedback.hand-over')}</Button>}>
      <Stack>
        <ChoiceChips label={t('feedback.their-language')} canClear={false} value={language} onChange={(value) => setLanguage(value ?? language)} choices={formLanguages.map((value) => ({ value, label: languageName(value) }))} />
        {language !== 'it' && <Notice title={t('feedback.unapproved')}>{t('feedback.unapproved-help')}</Notice>}
        <Notice>{t('feedback.hand-over-help')}</Notice>
      </Stack>
      {isTheirs && <AskedPerson language={language} onGivenBack={() => setTheirs(false)} />}
    </Page>
  );
}
