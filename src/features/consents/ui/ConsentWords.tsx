import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel } from '../../../kernel/ui/Panel.tsx';
import { SideBySide } from '../../../kernel/ui/SideBySide.tsx';
import { launchLanguage } from '../../spoken/domain.ts';
import type { Switch } from '../contract.ts';
import { phrasesIn } from './queries.ts';
import { useTheirLanguages } from './useTheirLanguages.ts';

/** What is asked, in Italian and in the person's language beside it, with whether a mediator answers for the words. */
export function ConsentWords({ name, caseId }: { name: Switch; caseId: string }): ReactNode {
  const { t, languageName, formatList } = useText();
  const theirs = useTheirLanguages(caseId);
  const language = theirs.map(launchLanguage).find((one) => one !== undefined) ?? 'it';
  const book = useQuery(phrasesIn(language));
  const said = book.data?.items.filter((one) => one.key === `consent.${name}` || one.key === 'consent.free' || one.key === 'consent.change') ?? [];
  const ordered = said.toSorted((one, other) => Number(other.key === `consent.${name}`) - Number(one.key === `consent.${name}`));
  const names = [...new Set(said.flatMap((one) => (one.approved ? [one.approved.by.name] : [])))];
  return (
    <Panel title={t('consents.words')} level={3} tone="quiet">
      {book.error && <ProblemPanel problem={book.error} />}
      <SideBySide isLarge language={language} rows={ordered.map((one) => ({ key: one.key, italian: one.italian, theirs: one.words }))} />
      {theirs.length > 0 && language === 'it' && !theirs.includes('it') && <Notice tone="late">{t('consents.words.missing', { languages: formatList(theirs.map((one) => languageName(one))) })}</Notice>}
      {language !== 'it' && said.some((one) => one.approved === null) && <p className="quiet small">{t('consents.words.unapproved', { language: languageName(language) })}</p>}
      {language !== 'it' && said.length > 0 && said.every((one) => one.approved !== null) && <p className="quiet small">{t('consents.words.approved', { names: formatList(names) })}</p>}
    </Panel>
  );
}
