import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { TextArea } from '../../../kernel/ui/TextField.tsx';
import type { LaunchLanguage, Phrase, PhraseBook, PhraseHistory } from '../contract.ts';

/** Corrects one sentence beside its Italian words; the editions before stay as they were. */
export function PhraseDialog({ phrase, language, onClose }: { phrase: Phrase; language: LaunchLanguage; onClose: () => void }): ReactNode {
  const { t, languageName, formatDate } = useText();
  const client = useQueryClient();
  const [id] = useState(() => newId());
  const [words, setWords] = useState(phrase.words);
  const history = useQuery({ queryKey: ['spoken', language, phrase.key], queryFn: ({ signal }) => api.get<PhraseHistory>(`/api/phrases/${language}/${phrase.key}`, { signal }), staleTime: 0 });
  const keep = useMutation({
    mutationFn: () => api.put<PhraseBook>(`/api/phrase-texts/${id}`, { body: { key: phrase.key, language, upon: phrase.edition, words } }),
    onSuccess: (kept) => {
      client.setQueryData(['spoken', language], kept);
      onClose();
    },
  });
  return (
    <Dialog title={t('spoken.correct.title', { language: languageName(language) })} size="wide" isOpen onClose={onClose} actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={words.trim() === '' || words.trim() === phrase.words} isPending={keep.isPending} onPress={() => keep.mutate()}>{t('spoken.correct.keep')}</Button></>}>
      <Stack>
        {keep.error && <ProblemPanel problem={keep.error} />}
        <p lang="it">{phrase.italian}</p>
        <div lang={language} dir="auto"><TextArea label={t('spoken.correct.words')} hint={t(phrase.kind === 'reminder' ? 'spoken.correct.reminder' : 'spoken.correct.hint')} rows={3} maxLength={600} value={words} onChange={setWords} /></div>
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
      </Stack>
    </Dialog>
  );
}
