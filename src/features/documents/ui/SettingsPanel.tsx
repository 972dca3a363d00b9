import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button, LinkButton } from '../../../kernel/ui/Button.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { TextArea, TextField } from '../../../kernel/ui/TextField.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import type { DocumentSettings } from '../contract.ts';
import { EmblemList } from './EmblemList.tsx';
import { documentSettings, pictureOf } from './queries.ts';

const MEGABYTE = 1_048_576;
const SIZES = ['2', '5', '10', '15', '20'] as const;

/** The head of the office's papers, and how large a file may be. */
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

const linesOf = (text: string): string[] => text.split('\n').map((line) => line.trim()).filter((line) => line !== '');

function Form({ settings }: { settings: DocumentSettings }): ReactNode {
  const { t } = useText();
  const client = useQueryClient();
  const [words, setWords] = useState({ office: settings.office, foot: settings.foot, cup: settings.cup, projectCode: settings.projectCode });
  const [lines, setLines] = useState(settings.lines.join('\n'));
  const [size, setSize] = useState<(typeof SIZES)[number]>(SIZES.find((one) => Number(one) * MEGABYTE >= settings.largest) ?? '20');
  const keep = useMutation({
    mutationFn: () => api.put<DocumentSettings>('/api/document-settings', { body: { ...words, largest: Number(size) * MEGABYTE, lines: linesOf(lines) }, ifMatch: settings.version }),
    onSuccess: (kept) => {
      client.setQueryData(documentSettings.queryKey, kept);
      toast.say(t('documents.settings.kept'));
    },
  });
  return (
    <Stack>
      {keep.error && <ProblemPanel problem={keep.error} />}
      <TextField label={t('documents.settings.office')} hint={t('documents.settings.office.hint')} maxLength={200} value={words.office} onChange={(office) => setWords({ ...words, office })} />
      <TextArea label={t('documents.settings.lines')} hint={t('documents.settings.lines.hint')} rows={3} value={lines} onChange={setLines} />
      <TextField label={t('documents.settings.foot')} hint={t('documents.settings.foot.hint')} maxLength={240} value={words.foot} onChange={(foot) => setWords({ ...words, foot })} />
      <div className="documents-pair">
        <TextField label={t('documents.settings.cup')} hint={t('documents.settings.codes.hint')} maxLength={40} value={words.cup} onChange={(cup) => setWords({ ...words, cup })} />
        <TextField label={t('documents.settings.project-code')} hint={t('documents.settings.codes.hint')} maxLength={60} value={words.projectCode} onChange={(projectCode) => setWords({ ...words, projectCode })} />
      </div>
      <EmblemList emblems={settings.emblems} />
      <figure className="documents-look">
        <figcaption className="quiet small">{t('documents.settings.look')}</figcaption>
        <div className="documents-sheet">
          <Emblems settings={settings} />
          <strong>{words.office.trim() || t('documents.settings.no-office')}</strong>
          <span className="small documents-sheet-lines">{linesOf(lines).join('\n')}</span>
          <span className="documents-sheet-rule" />
          {words.foot.trim() !== '' && <span className="documents-sheet-foot">{words.foot}</span>}
        </div>
      </figure>
      <Select label={t('documents.settings.largest')} value={size} canClear={false} onChange={(value) => { if (value) setSize(value); }} choices={SIZES.map((value) => ({ value, label: `${value} MB` }))} />
      <Row>
        <LinkButton icon="eye" href="/api/letterhead-sample" download>{t('documents.settings.sample')}</LinkButton>
        <Button kind="primary" isPending={keep.isPending} onPress={() => keep.mutate()}>{t('documents.template.save')}</Button>
      </Row>
    </Stack>
  );
}

function Emblems({ settings: { emblems } }: { settings: DocumentSettings }): ReactNode {
  if (emblems.length === 0) return null;
  return <div className="documents-sheet-emblems">{emblems.map((one) => <img key={one.id} data-place={one.place} src={pictureOf(one.id)} alt={one.words} />)}</div>;
}
