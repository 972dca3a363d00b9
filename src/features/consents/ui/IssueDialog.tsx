import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { Notice as Told, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { TextArea, TextField } from '../../../kernel/ui/TextField.tsx';
import { Checkbox } from '../../../kernel/ui/Toggles.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import type { Notice } from '../contract.ts';
import { currentNotice } from './queries.ts';

interface Written { readonly id: string; readonly language: string; readonly title: string; readonly body: string; readonly isKept: boolean }

/**
 * The next version: what changes for the person changes here, in every language at once. A language whose words no longer say the same
 * is better left out than told wrongly; who speaks it is told by voice until the words are there.
 */
export function IssueDialog({ notice, onClose }: { notice: Notice; onClose: () => void }): ReactNode {
  const { t, languageName } = useText();
  const client = useQueryClient();
  const [id] = useState(() => newId());
  const [texts, setTexts] = useState<readonly Written[]>(() => notice.texts
    .toSorted((a, b) => Number(b.language === 'it') - Number(a.language === 'it'))
    .map(({ language, title, body }) => ({ id: newId(), language, title, body, isKept: true })));
  const change = (of: string, part: Partial<Written>): void => setTexts((now) => now.map((one) => (one.language === of ? { ...one, ...part } : one)));
  const kept = texts.filter((one) => one.isKept);
  const hasChanged = texts.some((one) => !one.isKept) || kept.some((one) => notice.texts.some((before) => before.language === one.language && (before.title !== one.title || before.body !== one.body)));
  const issue = useMutation({
    mutationFn: () => api.put<Notice>(`/api/notices/${id}`, { body: { upon: notice.number, texts: kept.map(({ id: textId, language, title, body }) => ({ id: textId, language, title, body })) } }),
    onSuccess: (now) => {
      client.setQueryData(currentNotice.queryKey, now);
      toast.say(t('consents.board.issued', { number: now.number }));
      onClose();
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['consents', 'notice'] }),
  });
  const isReady = hasChanged && kept.length > 0 && kept.every((one) => one.title.trim().length >= 2 && one.body.trim().length >= 20);
  return (
    <Dialog
      title={t('consents.board.issue')} size="wide" isOpen onClose={onClose}
      actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={!isReady} isPending={issue.isPending} onPress={() => issue.mutate()}>{t('consents.board.issue-now', { number: notice.number + 1 })}</Button></>}
    >
      <Stack>
        {issue.error && <ProblemPanel problem={issue.error} />}
        <Told>{t('consents.board.issue-help')}</Told>
        {texts.map((one) => (
          <Panel key={one.language} level={3} tone="quiet" title={languageName(one.language)}>
            <Stack gap="small">
              <Checkbox value={one.isKept} onChange={(isKept) => change(one.language, { isKept })} hint={one.isKept ? undefined : t('consents.board.left-out')}>{t('consents.board.keep-language')}</Checkbox>
              {one.isKept && <TextField label={t('consents.board.text-title')} lang={one.language} value={one.title} onChange={(title) => change(one.language, { title })} maxLength={200} />}
              {one.isKept && <TextArea label={t('consents.board.text-body')} lang={one.language} rows={6} value={one.body} onChange={(body) => change(one.language, { body })} maxLength={20_000} />}
            </Stack>
          </Panel>
        ))}
      </Stack>
    </Dialog>
  );
}
