import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Stack } from '../../../kernel/ui/Panel.tsx';
import { saveFile } from '../../../kernel/ui/saveFile.ts';
import { TextArea } from '../../../kernel/ui/TextField.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { Checkbox } from '../../../kernel/ui/Toggles.tsx';
import type { CaseFilter } from './queries.ts';

/** As short as a reason may be. */
const SHORTEST_REASON = 10;

/** The list as a file: in which form, with or without names, and why. */
export function ExportDialog({ narrowedBy, onClose }: { readonly narrowedBy: CaseFilter; readonly onClose: () => void }): ReactNode {
  const { t, language } = useText();
  const [format, setFormat] = useState<'xlsx' | 'csv'>('xlsx');
  const [names, setNames] = useState(false);
  const [mark, setMark] = useState(true);
  const [reason, setReason] = useState('');
  const [received, setReceived] = useState<{ lines: number; bytes: number }>();
  const [leaving] = useState(() => new AbortController());
  const { filter, state, risk, code } = narrowedBy;
  const download = useMutation({
    mutationFn: () => api.file('/api/case-exports', {
      body: { format, names, mark, reason, filter, language: language === 'en' ? 'en' : 'it', ...(state ? { state } : {}), ...(risk ? { risk } : {}), ...(code ? { code } : {}) },
      signal: leaving.signal,
      onProgress: setReceived,
    }),
    onSuccess: (file) => {
      saveFile(file);
      toast.say(t('cases.export.done', { lines: file.lines }));
      onClose();
    },
  });
  const leave = (): void => {
    leaving.abort();
    onClose();
  };
  return (
    <Dialog
      title={t('cases.export.title')} isOpen isAlert onClose={leave}
      actions={<><Button onPress={leave}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={reason.trim().length < SHORTEST_REASON} isPending={download.isPending} onPress={() => download.mutate()}>{t('cases.export.confirm')}</Button></>}
    >
      <Stack>
        <Notice>{t('cases.export.help')}</Notice>
        <ChoiceChips label={t('cases.export.format')} canClear={false} value={format} onChange={(value) => setFormat(value ?? format)}
          choices={(['xlsx', 'csv'] as const).map((value) => ({ value, label: t(`cases.export.format.${value}`) }))} />
        {format === 'csv' && <Checkbox value={mark} onChange={setMark} hint={t('cases.export.mark.hint')}>{t('cases.export.mark')}</Checkbox>}
        <Checkbox value={names} onChange={setNames} hint={t('cases.export.names.hint')}>{t('cases.export.names')}</Checkbox>
        <TextArea label={t('cases.export.reason')} hint={t('cases.export.reason.hint')} isRequired rows={2} maxLength={1000} value={reason} onChange={setReason} />
        <output className="quiet">
          {download.isPending && (received ? t('cases.export.progress', { lines: received.lines, kilobytes: Math.round(received.bytes / 1_000) }) : t('cases.export.preparing'))}
        </output>
        {download.error && <ProblemPanel problem={download.error} />}
      </Stack>
    </Dialog>
  );
}
