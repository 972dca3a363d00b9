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
import type { View } from './queries.ts';

const SHORTEST_REASON = 10;

/** The list as a file, with the columns that are shown. Names only where they are asked for; why, always. */
export function ExportDialog({ view, caseIds, onClose }: { view: View; caseIds: readonly string[] | undefined; onClose: (isDone: boolean) => void }): ReactNode {
  const { t, language } = useText();
  const [format, setFormat] = useState<'xlsx' | 'csv'>('xlsx');
  const [names, setNames] = useState(false);
  const [reason, setReason] = useState('');
  const [lines, setLines] = useState<number>();
  const { kind, narrowed, sorted, shown } = view;
  const download = useMutation({
    mutationFn: () => api.file('/api/list-exports', { body: { kind, narrowed, sorted, shown: names ? [...shown, 'name'] : [...shown], ...(caseIds ? { caseIds: [...caseIds] } : {}), format, names, reason, language: language === 'en' ? 'en' : 'it' }, onProgress: (so) => setLines(so.lines) }),
    onSuccess: (received) => {
      saveFile(received);
      toast.say(t('lists.export.done', { n: received.lines }));
      onClose(true);
    },
  });
  return (
    <Dialog title={t('lists.export')} isOpen isAlert onClose={() => onClose(false)}
      actions={<><Button onPress={() => onClose(false)}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={reason.trim().length < SHORTEST_REASON} isPending={download.isPending} onPress={() => download.mutate()}>{t('lists.export.confirm')}</Button></>}>
      <Stack>
        <Notice tone="late">{t('lists.export.help')}</Notice>
        <ChoiceChips label={t('lists.export.format')} canClear={false} value={format} onChange={(value) => setFormat(value ?? format)} choices={(['xlsx', 'csv'] as const).map((value) => ({ value, label: t(`cases.export.format.${value}`) }))} />
        <Checkbox value={names} onChange={setNames} hint={t('lists.export.names.hint')}>{t('lists.export.names')}</Checkbox>
        <TextArea label={t('lists.export.reason')} hint={t('lists.export.reason.hint')} isRequired rows={2} maxLength={1000} value={reason} onChange={setReason} />
        <output className="quiet">{download.isPending && lines !== undefined && t('lists.count', { n: lines })}</output>
        {download.error && <ProblemPanel problem={download.error} />}
      </Stack>
    </Dialog>
  );
}
