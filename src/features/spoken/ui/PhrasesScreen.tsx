import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { LinkButton, TextLink } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Stack } from '../../../kernel/ui/Panel.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';
import { guide } from '../../desk/guide.ts';
import { type Phrase, type PhraseBook, SpokenLanguage } from '../contract.ts';
import { LanguagesPanel } from './LanguagesPanel.tsx';
import { PhraseDialog } from './PhraseDialog.tsx';
import { type Group, PhraseGroup } from './PhraseGroup.tsx';
import { phrasesIn, spokenLanguages } from './queries.ts';
import './spoken.css';

const kinds = ['before', 'ground', 'signing', 'consent', 'answer', 'reminder', 'asked'] as const;
const shows = ['all', 'missing', 'unapproved'] as const;
type Show = (typeof shows)[number];
const isShown: Readonly<Record<Show, (phrase: Phrase) => boolean>> = {
  all: () => true,
  missing: (phrase) => phrase.words === null,
  unapproved: (phrase) => phrase.words !== null && phrase.approved === null,
};

/** "Frasi per le persone": what is said to people in each language, what is missing, who wrote it and who answers for it. */
export default function PhrasesScreen({ children }: { children?: ReactNode }): ReactNode {
  const { t } = useText();
  const { hat } = useSession();
  const asked: { language?: unknown } = useSearch({ strict: false });
  const languages = useQuery(spokenLanguages);
  // A mediator begins with a language of their own that is not the house's.
  const own = languages.data?.items.find((one) => one.isMine && one.language !== 'it')?.language ?? 'ar';
  const language = SpokenLanguage.safeParse(asked.language).data ?? (languages.isPending ? null : own);
  return (
    <Page title={t('spoken.title')} lead={t('spoken.lead')} breadcrumb={<TextLink href="/notice">{t('spoken.back')}</TextLink>} secondary={hat?.role !== 'dpo' && <LinkButton href="/wordings">{t('spoken.lists')}</LinkButton>}>
      <Stack>
        {children}
        {languages.error && <ProblemPanel problem={languages.error} onRetry={() => void languages.refetch()} />}
        {languages.isPending && <Skeleton lines={6} />}
        {languages.data && <LanguagesPanel items={languages.data.items} chosen={language} />}
        {language !== null && <Book key={language} language={language} />}
      </Stack>
    </Page>
  );
}

function Book({ language }: { language: string }): ReactNode {
  const { t, languageName } = useText();
  const book = useQuery(phrasesIn(language));
  const [show, setShow] = useState<Show>('all');
  const [writing, setWriting] = useState<Phrase | null>(null);
  const items = book.data?.items ?? [];
  const groups = groupsOf(t, items.filter(isShown[show]));
  const missing = items.filter(isShown.missing).length;
  const unapproved = items.filter(isShown.unapproved).length;
  const name = languageName(language);
  return (
    <Stack>
      <h2>{t('spoken.book', { language: name })}</h2>
      {book.error && <ProblemPanel problem={book.error} onRetry={() => void book.refetch()} />}
      {book.isPending && <Skeleton lines={8} />}
      {book.data && missing > 0 && <Notice tone="late" title={t('spoken.missing', { count: missing, language: name })}>{t(book.data.may.write ? 'spoken.missing-write' : 'spoken.missing-help')}</Notice>}
      {book.data && unapproved > 0 && <Notice tone="late" title={t('spoken.unapproved', { count: unapproved })}>{t('spoken.unapproved-help')}</Notice>}
      {book.data && missing + unapproved === 0 && <Notice tone="good" title={t('spoken.all-approved')} />}
      {missing + unapproved > 0 && <ChoiceChips label={t('spoken.show')} canClear={false} value={show} onChange={(next) => setShow(next ?? 'all')} choices={shows.map((value) => ({ value, label: t(`spoken.show.${value}`, { count: items.filter(isShown[value]).length }) }))} />}
      {book.data && groups.map((group) => <PhraseGroup key={group.key} group={group} book={book.data} onWrite={setWriting} />)}
      {writing && <PhraseDialog key={writing.key} phrase={writing} language={language} onClose={() => setWriting(null)} onKept={(kept) => setWriting(writing.words === null ? nextMissing(t, kept, writing.key) : null)} />}
    </Stack>
  );
}

type Words = ReturnType<typeof useText>['t'];

function groupsOf(t: Words, items: readonly Phrase[]): readonly Group[] {
  return [
    ...kinds.map((kind) => ({ key: kind, title: t(`spoken.kind.${kind}`), phrases: items.filter((one) => one.kind === kind) })),
    ...guide.map((section) => ({ key: section.key, title: t('spoken.kind.section', { section: section.title.it }), phrases: items.filter((one) => one.section === section.key) })),
  ].filter((group) => group.phrases.length > 0);
}

/** The sentence to write after this one, in the order of the page, round to its beginning: a language is written in one go. */
function nextMissing(t: Words, book: PhraseBook, after: string): Phrase | null {
  const order = groupsOf(t, book.items).flatMap((group) => group.phrases);
  const at = order.findIndex((one) => one.key === after);
  return [...order.slice(at + 1), ...order.slice(0, at)].find((one) => one.words === null) ?? null;
}
