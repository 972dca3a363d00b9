import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import type { Wording, WordingTableRead } from '../wordings.ts';

/** A table that a translator outside filled in: looked at first, and its sentences put into the fields only when somebody says so. */
export function WordingTable({ wording, onTake }: { wording: Wording; onTake: (sentences: Readonly<Record<string, string>>) => void }): ReactNode {
  const { t, languageName } = useText();
  const fileId = useId();
  const [file, setFile] = useState<File | null>(null);
  const read = useMutation({
    mutationFn: (chosen: File) => {
      const body = new FormData();
      body.append('file', chosen);
      return api.post<WordingTableRead>(`/api/wordings/${wording.id}/table`, { body });
    },
  });
  const { data } = read;
  const count = Object.keys(data?.sentences ?? {}).length;
  return (
    <Panel title={t('screening.wording.table')} tone="quiet">
      <Stack>
        <p className="quiet">{t('screening.wording.table.why', { language: languageName(wording.language) })}</p>
        <div className="field">
          <label className="field-label" htmlFor={fileId}>{t('screening.wording.table.file')}</label>
          <input id={fileId} className="input" type="file" accept=".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" onChange={(event) => setFile(event.target.files?.[0] ?? null)} />
        </div>
        {read.error && <ProblemPanel problem={read.error} />}
        <Row><Button icon="eye" isPending={read.isPending} isDisabled={file === null} onPress={() => { if (file) read.mutate(file); }}>{t('screening.wording.table.read')}</Button></Row>
        {data && (
          <Stack>
            <Notice tone={data.notes.length === 0 ? 'good' : 'late'} live title={t('screening.wording.table.found', { count })}>{data.notes.length > 0 && t('screening.wording.table.notes', { count: data.notes.length })}</Notice>
            {data.notes.length > 0 && <ul className="screening-items">{data.notes.map((note) => <li key={`${note.row} ${note.code}`}>{t('screening.wording.table.row', { row: note.row })} {t(`screening.wording.table.note.${note.code}`)} <code>{note.what}</code></li>)}</ul>}
            {count > 0 && <Row><Button icon="check" onPress={() => {
              onTake(data.sentences);
              read.reset();
              toast.say(t('screening.wording.table.taken'));
            }}>{t('screening.wording.table.take', { count })}</Button></Row>}
          </Stack>
        )}
      </Stack>
    </Panel>
  );
}
