import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { TextArea, TextField } from '../../../kernel/ui/TextField.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import type { DocumentSettings } from '../contract.ts';
import { documentSettings } from './queries.ts';

const MEGABYTE = 1_048_576;
const SIZES = ['2', '5', '10', '15', '20'] as const;

/** The head of letters, and how large a file may be. */
export function SettingsPanel(): ReactNode {
  const { t } = useText();
  const { data, error, refetch } = useQuery(documentSettings);
  return (
    <Panel title={t('documents.settings')}>
      {error && <ProblemPanel problem={error} onRetry={() => void refetch()} />}
      {data && <Form key={data.version} settings={data} />}
    </Panel>
  );
}

function Form({ settings }: { settings: DocumentSettings }): ReactNode {
  const { t } = useText();
  const client = useQueryClient();
  const [office, setOffice] = useState(settings.office);
  const [lines, setLines] = useState(settings.lines.join('\n'));
  const [size, setSize] = useState<(typeof SIZES)[number]>(SIZES.find((one) => Number(one) * MEGABYTE >= settings.largest) ?? '20');
  const keep = useMutation({
    mutationFn: () => api.put<DocumentSettings>('/api/document-settings', { body: { largest: Number(size) * MEGABYTE, office, lines: lines.split('\n').map((line) => line.trim()).filter((line) => line !== '') }, ifMatch: settings.version }),
    onSuccess: (kept) => {
      client.setQueryData(documentSettings.queryKey, kept);
      toast.say(t('documents.settings.kept'));
    },
  });
  return (
    <Stack>
      {keep.error && <ProblemPanel problem={keep.error} />}
      <TextField label={t('documents.settings.office')} hint={t('documents.settings.office.hint')} maxLength={200} value={office} onChange={setOffice} />
      <TextArea label={t('documents.settings.lines')} hint={t('documents.settings.lines.hint')} rows={3} value={lines} onChange={setLines} />
      <Select label={t('documents.settings.largest')} value={size} canClear={false} onChange={(value) => { if (value) setSize(value); }} choices={SIZES.map((value) => ({ value, label: `${value} MB` }))} />
      <Row><Button kind="primary" isPending={keep.isPending} onPress={() => keep.mutate()}>{t('documents.template.save')}</Button></Row>
    </Stack>
  );
}
