import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { EmblemPlace } from '../../../kernel/documents/paper.ts';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { TextField } from '../../../kernel/ui/TextField.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import type { DocumentSettings, Emblem } from '../contract.ts';
import { documentSettings } from './queries.ts';

/** Up to three emblems over the office's papers, each put, changed or taken away on the spot. */
export function EmblemList({ emblems }: { emblems: readonly Emblem[] }): ReactNode {
  const { t, formatDateTime } = useText();
  const client = useQueryClient();
  const [putting, setPutting] = useState<EmblemPlace>();
  const shown = (settings: DocumentSettings): void => { client.setQueryData(documentSettings.queryKey, settings); };
  const putBack = useMutation({ mutationFn: (id: string) => api.post<DocumentSettings>(`/api/letterhead-emblems/${id}/put-back`, { body: {} }), onSuccess: shown });
  const remove = useMutation({
    mutationFn: (id: string) => api.delete<DocumentSettings>(`/api/letterhead-emblems/${id}`),
    onSuccess: (settings, id) => {
      shown(settings);
      toast.undo(t('documents.emblem.removed'), () => putBack.mutate(id));
    },
  });
  const problem = remove.error ?? putBack.error;
  return (
    <section aria-label={t('documents.emblems')}>
      <Stack gap="small">
        <h3>{t('documents.emblems')}</h3>
        <p className="quiet small">{t('documents.emblems.help')}</p>
        {problem && <ProblemPanel problem={problem} />}
        <ul className="documents-list">
          {EmblemPlace.options.map((place) => {
            const emblem = emblems.find((one) => one.place === place);
            const called = t(`documents.emblem.place.${place}`);
            return (
              <li key={place} className="documents-card">
                <span className="documents-words">
                  <span>{called}: {emblem?.words ?? t('documents.emblem.none')}</span>
                  {emblem && <span className="quiet small">{t('documents.emblem.since', { at: formatDateTime(emblem.since), name: emblem.by.name })}</span>}
                </span>
                <Button size="small" icon="import" aria-label={t(emblem ? 'documents.emblem.replace.named' : 'documents.emblem.put.named', { place: called })} onPress={() => setPutting(place)}>{t(emblem ? 'documents.emblem.replace' : 'documents.emblem.put')}</Button>
                {emblem && <Button size="small" kind="quiet" isPending={remove.isPending} aria-label={t('documents.emblem.remove.named', { place: called })} onPress={() => remove.mutate(emblem.id)}>{t('documents.emblem.remove')}</Button>}
              </li>
            );
          })}
        </ul>
      </Stack>
      {putting && <PutEmblem place={putting} onClose={() => setPutting(undefined)} onKept={shown} />}
    </section>
  );
}

function PutEmblem({ place, onClose, onKept }: { place: EmblemPlace; onClose: () => void; onKept: (settings: DocumentSettings) => void }): ReactNode {
  const { t } = useText();
  const input = useRef<HTMLInputElement>(null);
  const [id, setId] = useState(() => newId());
  const [words, setWords] = useState('');
  const [file, setFile] = useState<File>();
  const put = useMutation({
    mutationFn: (chosen: File) => {
      const body = new FormData();
      // What is said of a file goes before it: what comes after is read too late.
      body.append('about', JSON.stringify({ place, words: words.trim() }));
      body.append('file', chosen, 'emblem');
      return api.put<DocumentSettings>(`/api/letterhead-emblems/${id}`, { body });
    },
    onSuccess: (settings) => {
      onKept(settings);
      toast.say(t('documents.emblem.kept'));
      onClose();
    },
    onError: () => setId(newId()),
  });
  return (
    <Dialog
      title={t('documents.emblem.put.named', { place: t(`documents.emblem.place.${place}`) })} isOpen onClose={onClose}
      actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={!file || words.trim().length < 2} isPending={put.isPending} onPress={() => { if (file) put.mutate(file); }}>{t('documents.emblem.put')}</Button></>}
    >
      <Stack>
        {put.error && <ProblemPanel problem={put.error} />}
        <Row>
          <Button icon="import" onPress={() => input.current?.click()}>{t('documents.emblem.choose')}</Button>
          <input ref={input} type="file" hidden accept="image/png,image/jpeg,image/svg+xml" aria-label={t('documents.emblem.choose')} onChange={(event) => { setFile(event.target.files?.[0]); event.target.value = ''; }} />
          {file && <span>{t('documents.emblem.chosen', { name: file.name })}</span>}
        </Row>
        <p className="quiet small">{t('documents.emblems.kinds')}</p>
        <TextField label={t('documents.emblem.words')} hint={t('documents.emblem.words.hint')} isRequired maxLength={200} value={words} onChange={setWords} />
      </Stack>
    </Dialog>
  );
}
