import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { TextField } from '../../../kernel/ui/TextField.tsx';
import type { Edited, FormRead } from '../editor.ts';
import { useInstrumentWords } from './words.ts';

/** An XLSForm, looked at before anything is kept: what was taken, and row by row what was not. */
export function FormImportPanel(): ReactNode {
  const { t } = useText();
  const { say } = useInstrumentWords();
  const navigate = useNavigate();
  const fileId = useId();
  const [code, setCode] = useState('');
  const [file, setFile] = useState<File | null>(null);
  const [isTried, setTried] = useState(false);
  const [id] = useState(() => newId());
  const fits = /^[a-z0-9]+(-[a-z0-9]+)*$/.test(code.trim());
  const read = useMutation({
    mutationFn: (chosen: File) => {
      const body = new FormData();
      body.append('file', chosen);
      return api.post<FormRead>(`/api/instruments/forms?instrument=${code.trim()}`, { body });
    },
  });
  const keep = useMutation({
    mutationFn: (content: FormRead['content']) => api.put<Edited>(`/api/programme-instruments/${id}`, { body: { instrument: content.id, from: null, content } }),
    onSuccess: () => navigate({ to: `/instruments/${id}` }),
  });
  const { data } = read;
  return (
    <Panel title={t('screening.form.title')}>
      <Stack>
        <p className="quiet">{t('screening.form.why')}</p>
        <TextField label={t('screening.editor.code')} hint={t('screening.editor.code.hint')} value={code} onChange={setCode} error={isTried && !fits ? t('screening.editor.code.wrong') : undefined} />
        <div className="field">
          <label className="field-label" htmlFor={fileId}>{t('screening.form.file')}</label>
          <input id={fileId} className="input" type="file" accept=".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" onChange={(event) => setFile(event.target.files?.[0] ?? null)} />
        </div>
        {read.error && <ProblemPanel problem={read.error} />}
        <Row><Button icon="eye" isPending={read.isPending} isDisabled={file === null} onPress={() => {
          setTried(true);
          if (fits && file) read.mutate(file);
        }}>{t('screening.form.read')}</Button></Row>
        {data && (
          <Stack>
            <Notice tone={data.notes.length === 0 ? 'good' : 'late'} live title={t('screening.form.taken', { count: data.taken, title: say(data.content.title) })}>{t('screening.form.notes', { count: together(data.notes).length })}</Notice>
            <Notes notes={data.notes} />
            {keep.error && <ProblemPanel problem={keep.error} />}
            <Row><Button kind="primary" icon="check" isPending={keep.isPending} onPress={() => keep.mutate(data.content)}>{t('screening.form.keep')}</Button></Row>
          </Stack>
        )}
      </Stack>
    </Panel>
  );
}

type Note = FormRead['notes'][number];

/** The same said of several rows stands once, with all of them. */
const together = (notes: readonly Note[]): (readonly [Note, ...Note[]])[] =>
  [...notes.reduce((groups, note) => groups.set(`${note.sheet} ${note.code}`, [...(groups.get(`${note.sheet} ${note.code}`) ?? []), note]), new Map<string, Note[]>()).values()].flatMap(([first, ...rest]) => (first ? [[first, ...rest] as const] : []));

function Notes({ notes }: { notes: readonly Note[] }): ReactNode {
  const { t, formatList } = useText();
  if (notes.length === 0) return null;
  return (
    <ul className="screening-items">
      {together(notes).map((group) => {
        const rows = [...new Set(group.map(({ row }) => row))].toSorted((one, other) => one - other);
        return (
          <li key={`${group[0].sheet} ${group[0].code}`}>
            {t(`screening.form.note.${group[0].code}`)} <span className="quiet small">{t('screening.form.rows', { sheet: group[0].sheet, count: rows.length, rows: formatList(rows.map(String)) })}</span>
            {[...new Set(group.map(({ what }) => what))].map((what) => <span key={what}> · <code dir="auto">{what}</code></span>)}
          </li>
        );
      })}
    </ul>
  );
}
