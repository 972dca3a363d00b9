import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import type { Phrase, PhraseBook } from '../contract.ts';
import { keepBook } from './queries.ts';

export interface Group { readonly key: string; readonly title: string; readonly phrases: readonly Phrase[] }

/** Sentences that belong together; a mediator answers for them one by one or all at once. */
export function PhraseGroup({ group, book, onWrite }: { group: Group; book: PhraseBook; onWrite: (phrase: Phrase) => void }): ReactNode {
  const { t, formatDate } = useText();
  const client = useQueryClient();
  const open = group.phrases.filter((one) => one.words !== null && one.approved === null);
  const approve = useMutation({
    mutationFn: (some: readonly Phrase[]) => api.post<PhraseBook>('/api/phrase-approvals', { body: { language: book.language, phrases: some.map(({ key, edition }) => ({ id: newId(), key, edition })) } }),
    onSuccess: (kept) => {
      keepBook(client, kept);
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
            {book.language !== 'it' && phrase.words !== null && <SafeText block lang={book.language}><strong>{phrase.words}</strong></SafeText>}
            <Row>
              <Tag tone={phrase.approved ? 'good' : 'late'}>{phrase.words === null ? t('spoken.unwritten') : phrase.approved ? t('spoken.approved', { name: phrase.approved.by.name, date: formatDate(phrase.approved.at) }) : t('spoken.nobody')}</Tag>
              {phrase.written && !phrase.approved && <span className="quiet small">{t('spoken.written', { name: phrase.written.by.name, date: formatDate(phrase.written.at) })}</span>}
              {book.may.write && <Button size="small" kind="quiet" icon="edit" aria-label={t(phrase.words === null ? 'spoken.write-about' : 'spoken.correct-about', { phrase: phrase.italian })} onPress={() => onWrite(phrase)}>{t(phrase.words === null ? 'spoken.write' : 'spoken.correct')}</Button>}
              {book.may.approve && phrase.words !== null && phrase.approved === null && <Button size="small" kind="quiet" icon="check" aria-label={t('spoken.approve-about', { phrase: phrase.italian })} onPress={() => approve.mutate([phrase])}>{t('spoken.approve')}</Button>}
            </Row>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
