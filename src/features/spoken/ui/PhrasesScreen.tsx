import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button, TextLink } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { guide } from '../../desk/guide.ts';
import { LaunchLanguage, type Phrase, type PhraseBook } from '../contract.ts';
import { PhraseDialog } from './PhraseDialog.tsx';
import './spoken.css';

interface Group { readonly key: string; readonly title: string; readonly phrases: readonly Phrase[] }

/** "Frasi per le persone": what is said to people in their language, who wrote it and who answers for it. */
export default function PhrasesScreen({ children }: { children?: ReactNode }): ReactNode {
  const { t, languageName } = useText();
  const [language, setLanguage] = useState<LaunchLanguage>('ar');
  const book = useQuery({ queryKey: ['spoken', language], queryFn: ({ signal }) => api.get<PhraseBook>(`/api/phrases/${language}`, { signal }) });
  const [correcting, setCorrecting] = useState<Phrase | null>(null);
  const items = book.data?.items ?? [];
  const groups: readonly Group[] = [
    ...(['before', 'ground', 'signing', 'consent', 'answer', 'reminder'] as const).map((kind) => ({ key: kind, title: t(`spoken.kind.${kind}`), phrases: items.filter((one) => one.kind === kind) })),
    ...guide.map((section) => ({ key: section.key, title: t('spoken.kind.section', { section: section.title.it }), phrases: items.filter((one) => one.section === section.key) })),
  ].filter((group) => group.phrases.length > 0);
  const unapproved = items.filter((one) => one.approved === null).length;
  return (
    <Page title={t('spoken.title')} lead={t('spoken.lead')} breadcrumb={<TextLink href="/notice">{t('spoken.back')}</TextLink>}>
      <Stack>
        {children}
        <ChoiceChips label={t('spoken.language')} canClear={false} value={language} onChange={(next) => setLanguage(next ?? 'ar')} choices={LaunchLanguage.options.map((one) => ({ value: one, label: languageName(one) }))} />
        {book.error && <ProblemPanel problem={book.error} onRetry={() => void book.refetch()} />}
        {book.isPending && <Skeleton lines={8} />}
        {book.data && (unapproved > 0
          ? <Notice tone="late" title={t('spoken.unapproved', { count: unapproved })}>{t('spoken.unapproved-help')}</Notice>
          : <Notice tone="good" title={t('spoken.all-approved')} />)}
        {book.data && groups.map((group) => <PhraseGroup key={group.key} group={group} book={book.data} onCorrect={setCorrecting} />)}
      </Stack>
      {correcting && <PhraseDialog phrase={correcting} language={language} onClose={() => setCorrecting(null)} />}
    </Page>
  );
}

function PhraseGroup({ group, book, onCorrect }: { group: Group; book: PhraseBook; onCorrect: (phrase: Phrase) => void }): ReactNode {
  const { t, formatDate } = useText();
  const client = useQueryClient();
  const open = group.phrases.filter((one) => one.approved === null);
  const approve = useMutation({
    mutationFn: (some: readonly Phrase[]) => api.post<PhraseBook>('/api/phrase-approvals', { body: { language: book.language, phrases: some.map(({ key, edition }) => ({ id: newId(), key, edition })) } }),
    onSuccess: (kept) => {
      client.setQueryData(['spoken', book.language], kept);
      toast.say(t('spoken.approved-now'));
    },
  });
  return (
    <Panel title={group.title} of="team" actions={book.may.approve && open.length > 0 && <Button size="small" icon="check" isPending={approve.isPending} onPress={() => approve.mutate(open)}>{t('spoken.approve-all', { count: open.length })}</Button>}>
      {approve.error && <ProblemPanel problem={approve.error} />}
      <ul className="spoken-list">
        {group.phrases.map((phrase) => (
          <li key={phrase.key}>
            <span lang="it">{phrase.italian}</span>
            {book.language !== 'it' && <SafeText block lang={book.language}><strong>{phrase.words}</strong></SafeText>}
            <Row>
              <Tag tone={phrase.approved ? 'good' : 'late'}>{phrase.approved ? t('spoken.approved', { name: phrase.approved.by.name, date: formatDate(phrase.approved.at) }) : t('spoken.nobody')}</Tag>
              {phrase.written && !phrase.approved && <span className="quiet small">{t('spoken.written', { name: phrase.written.by.name, date: formatDate(phrase.written.at) })}</span>}
              {book.may.write && <Button size="small" kind="quiet" icon="edit" aria-label={t('spoken.correct-about', { phrase: phrase.italian })} onPress={() => onCorrect(phrase)}>{t('spoken.correct')}</Button>}
              {book.may.approve && phrase.approved === null && <Button size="small" kind="quiet" icon="check" aria-label={t('spoken.approve-about', { phrase: phrase.italian })} onPress={() => approve.mutate([phrase])}>{t('spoken.approve')}</Button>}
            </Row>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
