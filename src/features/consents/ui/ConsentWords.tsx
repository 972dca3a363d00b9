import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel } from '../../../kernel/ui/Panel.tsx';
import { SideBySide } from '../../../kernel/ui/SideBySide.tsx';
import type { Switch } from '../contract.ts';
import { phrasesIn } from './queries.ts';
import { useWordsLanguage } from './useTheirLanguages.ts';

/** What is asked, in Italian and in the person's language beside it, or in the one that is chosen here; with whether a mediator answers for the words. */
export function ConsentWords({ name, caseId }: { name: Switch; caseId: string }): ReactNode {
  const { t, languageName, formatList } = useText();
  const { theirs, language, offered, choose } = useWordsLanguage(caseId);
  const book = useQuery(phrasesIn(language));
  // Where the words of a language did not come, the Italian ones stand all the same.
  const inItalian = useQuery({ ...phrasesIn('it'), enabled: book.isError });
  const said = (book.data ?? inItalian.data)?.items.filter((one) => one.key === `consent.${name}` || one.key === 'consent.free' || one.key === 'consent.change') ?? [];
  const shown = book.data ? language : 'it';
  const ordered = said.toSorted((one, other) => Number(other.key === `consent.${name}`) - Number(one.key === `consent.${name}`));
  const names = [...new Set(said.flatMap((one) => (one.approved ? [one.approved.by.name] : [])))];
  const hasNone = theirs.length > 0 && !theirs.some((one) => offered.includes(one));
  return (
    <Panel title={t('consents.words')} level={3} tone="quiet">
      <ChoiceChips label={t('consents.notice.language')} canClear={false} value={language} onChange={(next) => { if (next) choose(next); }} choices={offered.map((value) => ({ value, label: languageName(value) }))} />
      {book.error && <ProblemPanel problem={book.error} onRetry={() => void book.refetch()} />}
      <SideBySide isLarge language={shown} rows={ordered.map((one) => ({ key: one.key, italian: one.italian, theirs: one.words }))} />
      {hasNone && <Notice tone="late">{t('consents.words.missing', { languages: formatList(theirs.map((one) => languageName(one))) })}</Notice>}
      {shown !== 'it' && said.some((one) => one.words === null) && <Notice tone="late">{t('consents.words.some-missing', { language: languageName(shown) })}</Notice>}
      {shown !== 'it' && said.some((one) => one.words !== null && one.approved === null) && <p className="quiet small">{t('consents.words.unapproved', { language: languageName(shown) })}</p>}
      {shown !== 'it' && said.length > 0 && said.every((one) => one.approved !== null) && <p className="quiet small">{t('consents.words.approved', { names: formatList(names) })}</p>}
    </Panel>
  );
}
