import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button, LinkButton, TextLink } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Stack } from '../../../kernel/ui/Panel.tsx';
import type { Phrase } from '../../spoken/contract.ts';
import { formIn, formLanguages } from '../domain.ts';
import { AskedPerson } from './AskedPerson.tsx';
import { phraseLanguages, phrasesIn } from './queries.ts';
import './feedback.css';

/** Before the screen is handed over: in which language, and what to tell the person. A language is offered once every sentence of the form stands in it. */
export default function AskScreen(): ReactNode {
  const { t, languageName } = useText();
  const [language, setLanguage] = useState('it');
  const [isTheirs, setTheirs] = useState(false);
  const languages = useQuery(phraseLanguages);
  const book = useQuery(phrasesIn(language));
  const asked = book.data?.items.filter((one) => one.kind === 'asked') ?? [];
  const words = formIn((key) => asked.find((one) => one.key === key)?.words);
  const forms = languages.data?.items.map((one) => ({ language: one.language, form: one.kinds.find((of) => of.kind === 'asked') })) ?? [];
  const offered = [...formLanguages, ...forms.flatMap(({ language: code, form }) => (form && form.written === form.total && !formLanguages.some((one) => one === code) ? [code] : []))];
  const begun = forms.filter(({ language: code }) => !offered.includes(code));
  return (
    <Page title={t('feedback.ask')} lead={t('feedback.ask-lead')} width="reading" secondary={<LinkButton href="/feedback" icon="reports">{t('feedback.title')}</LinkButton>} action={<Button kind="primary" icon="person" isDisabled={words === null} onPress={() => setTheirs(true)}>{t('feedback.hand-over')}</Button>}>
      <Stack>
        {book.error && <ProblemPanel problem={book.error} onRetry={() => void book.refetch()} />}
        <ChoiceChips label={t('feedback.their-language')} canClear={false} value={language} onChange={(value) => setLanguage(value ?? language)} choices={offered.map((value) => ({ value, label: languageName(value) }))} />
        {begun.length > 0 && <p className="quiet small">{t('feedback.not-in', { languages: begun.map(({ language: code }) => languageName(code)).join(', ') })} <TextLink href="/phrases">{t('feedback.phrases')}</TextLink></p>}
        {language !== 'it' && words !== null && <Answered some={asked} language={language} />}
        <Notice>{t('feedback.hand-over-help')}</Notice>
      </Stack>
      {isTheirs && words !== null && <AskedPerson language={language} words={words} onGivenBack={() => setTheirs(false)} />}
    </Page>
  );
}

/** Whether somebody who speaks the language answers for what the person will read. */
function Answered({ some, language }: { some: readonly Phrase[]; language: string }): ReactNode {
  const { t, languageName, formatList } = useText();
  if (some.some((one) => one.approved === null)) return <Notice title={t('feedback.unapproved')}>{t('feedback.unapproved-help')}</Notice>;
  return <p className="quiet small">{t('feedback.approved', { language: languageName(language), names: formatList([...new Set(some.flatMap((one) => one.approved?.by.name ?? []))]) })}</p>;
}
