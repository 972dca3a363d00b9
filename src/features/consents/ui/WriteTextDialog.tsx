import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { languageCodes } from '../../../kernel/i18n/languages.ts';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ComboBox } from '../../../kernel/ui/ComboBox.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { DraftFound } from '../../../kernel/ui/DraftFound.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Columns, Stack } from '../../../kernel/ui/Panel.tsx';
import { TextArea, TextField } from '../../../kernel/ui/TextField.tsx';
import { useDraft } from '../../../kernel/ui/useDraft.ts';
import type { Notice, NoticeText } from '../contract.ts';
import { NoticeWords } from './NoticeWords.tsx';
import { currentNotice } from './queries.ts';

export interface WriteTextDialogProps {
  readonly noticeId: string;
  /** The Italian words, read beside while one writes another language. */
  readonly source: NoticeText | null;
  /** The edition that is corrected; null for a language that is not there yet. */
  readonly standing: NoticeText | null;
  /** For a new language: those one may write (null: all of them), without those already there. */
  readonly choices: { readonly may: readonly string[] | null; readonly taken: readonly string[] } | null;
  readonly onClose: () => void;
}

/** Writes the words of one language: a correction becomes a new edition, that nobody answers for until a mediator approves it. */
export function WriteTextDialog({ noticeId, source, standing, choices, onClose }: WriteTextDialogProps): ReactNode {
  const { t, languageName, language: own } = useText();
  const client = useQueryClient();
  const [id] = useState(() => newId());
  const [language, setLanguage] = useState<string | null>(standing?.language ?? choices?.may?.find((one) => !choices.taken.includes(one)) ?? null);
  const [title, setTitle] = useState(standing?.title ?? '');
  const [body, setBody] = useState(standing?.body ?? '');
  const isDirty = title !== (standing?.title ?? '') || body !== (standing?.body ?? '');
  const draft = useDraft(`notice/${noticeId}/${standing?.language ?? 'new'}`, { language, title, body }, isDirty);
  const write = useMutation({
    mutationFn: () => api.put<Notice>(`/api/notice-texts/${id}`, { body: { noticeId, language, upon: standing?.edition ?? 0, title, body } }),
    onSuccess: (kept) => {
      client.setQueryData(currentNotice.queryKey, kept);
      draft.clear();
      onClose();
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['consents', 'notice'] }),
  });
  const isReady = language !== null && title.trim().length >= 2 && body.trim().length >= 20 && isDirty;
  const offered = (choices?.may ?? languageCodes).filter((one) => !(choices?.taken ?? []).includes(one)).map((one) => ({ value: one, label: languageName(one) })).toSorted((a, b) => a.label.localeCompare(b.label, own));
  return (
    <Dialog
      title={standing ? t('consents.board.correct-about', { language: languageName(standing.language) }) : t('consents.board.add-language')} size="wide" isOpen onClose={onClose}
      actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={!isReady} isPending={write.isPending} onPress={() => write.mutate()}>{t('consents.board.save')}</Button></>}
    >
      <Stack>
        {write.error && <ProblemPanel problem={write.error} />}
        <DraftFound draft={draft} isDirty={isDirty} onTake={(found) => { setLanguage(found.language); setTitle(found.title); setBody(found.body); }} />
        <p className="quiet">{t('consents.board.save-help')}</p>
        {!standing && <ComboBox label={t('consents.board.which')} isRequired value={language} onChange={setLanguage} choices={offered} />}
        <Columns min="normal">
          <Stack>
            <TextField label={t('consents.board.text-title')} isRequired lang={language ?? undefined} value={title} onChange={setTitle} maxLength={200} />
            <TextArea label={t('consents.board.text-body')} hint={t('consents.board.text-hint')} isRequired lang={language ?? undefined} rows={14} value={body} onChange={setBody} maxLength={20_000} />
          </Stack>
          {source && source.language !== language && (
            <Stack gap="small">
              <strong>{t('consents.board.source')}</strong>
              <NoticeWords text={source} />
            </Stack>
          )}
        </Columns>
      </Stack>
    </Dialog>
  );
}
