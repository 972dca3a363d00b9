import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { DraftFound } from '../../../kernel/ui/DraftFound.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { TextArea } from '../../../kernel/ui/TextField.tsx';
import { useDraft } from '../../../kernel/ui/useDraft.ts';
import type { Phrase, PhraseBook } from '../contract.ts';
import { historyOf, keepBook } from './queries.ts';

export interface PhraseDialogProps {
  readonly phrase: Phrase;
  readonly language: string;
  readonly onClose: () => void;
  readonly onKept: (book: PhraseBook) => void;
}

/** Writes one sentence, or corrects it, beside its Italian words; the editions before stay as they were. What is left half written waits on the device. */
export function PhraseDialog({ phrase, language, onClose, onKept }: PhraseDialogProps): ReactNode {
  const { t, languageName } = useText();
  const client = useQueryClient();
  const [id] = useState(() => newId());
  const [words, setWords] = useState(phrase.words ?? '');
  const isNew = phrase.words === null;
  const isDirty = words !== (phrase.words ?? '');
  const draft = useDraft(`phrase/${language}/${phrase.key}/${phrase.edition}`, words, isDirty);
  const keep = useMutation({
    mutationFn: () => api.put<PhraseBook>(`/api/phrase-texts/${id}`, { body: { key: phrase.key, language, upon: phrase.edition, words } }),
    onSuccess: (kept) => {
      draft.clear();
      keepBook(client, kept);
      onKept(kept);
    },
  });
  return (
    <Dialog
      title={t(isNew ? 'spoken.write.title' : 'spoken.correct.title', { language: languageName(language) })}
      size="wide" isOpen onClose={onClose}
      actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={words.trim() === '' || words.trim() === phrase.words} isPending={keep.isPending} onPress={() => keep.mutate()}>{t(isNew ? 'spoken.write.keep' : 'spoken.correct.keep')}</Button></>}
    >
      <Stack>
        {keep.error && <ProblemPanel problem={keep.error} />}
        <DraftFound draft={draft} isDirty={isDirty} onTake={setWords} />
        <p lang="it">{phrase.italian}</p>
        <TextArea label={t('spoken.correct.words')} hint={t(phrase.key === 'reminder.appointment' ? 'spoken.correct.reminder' : phrase.kind === 'reminder' ? 'spoken.correct.recall' : 'spoken.correct.hint')} rows={3} maxLength={600} lang={language} value={words} onChange={setWords} />
        {!isNew && <History language={language} phrase={phrase} />}
      </Stack>
    </Dialog>
  );
}

function History({ language, phrase }: { language: string; phrase: Phrase }): ReactNode {
  const { t, formatDate } = useText();
  const history = useQuery(historyOf(language, phrase.key));
  return (
    <Panel title={t('spoken.history')} level={3} tone="quiet">
      {history.error && <ProblemPanel problem={history.error} />}
      <ul className="spoken-list">
        {history.data?.items.map((one) => (
          <li key={one.edition}>
            <SafeText block lang={language}>{one.words}</SafeText>
            <span className="quiet small">
              {one.written ? t('spoken.written', { name: one.written.by.name, date: formatDate(one.written.at) }) : t('spoken.model')}
              {' · '}{one.approved ? t('spoken.approved', { name: one.approved.by.name, date: formatDate(one.approved.at) }) : t('spoken.nobody')}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
