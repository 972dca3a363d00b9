import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { filesHere } from '../../../kernel/offline/ui/theQueue.ts';
import { api, type Received } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { saveFile } from '../../../kernel/ui/saveFile.ts';
import { type ChosenPage, waitingFor } from '../../documents/domain.ts';
import type { HandedNote } from '../contract.ts';
import { caseIn, turnsIn } from '../domain.ts';

/** Looked at here: everything else is handed over as a file. */
const isShown = (mediaType: string | null): boolean => mediaType !== null && /^(?:image|audio)\//.test(mediaType);

/**
 * The file that came with a note: looked at or listened to here, taken among the papers of the case that the note names, or, where neither can be, saved.
 * Each time it is asked for anew, for each reading stands in the trail.
 */
export function HandedFile({ note, file }: { note: HandedNote; file: NonNullable<HandedNote['file']> }): ReactNode {
  const { t, has, formatNumber } = useText();
  const navigate = useNavigate();
  const [shown, setShown] = useState<string>();
  useEffect(() => () => { if (shown !== undefined) URL.revokeObjectURL(shown); }, [shown]);
  const fetched = (): Promise<Received> => api.file(`/api/handed-notes/${note.id}/readings`, { body: {}, onProgress: () => undefined });
  const caseId = file.mediaType === null || file.mediaType.startsWith('audio/') ? undefined : caseIn(note.content?.body);
  const look = useMutation({ mutationFn: fetched, onSuccess: ({ file: blob }) => setShown(URL.createObjectURL(blob)) });
  const save = useMutation({ mutationFn: fetched, onSuccess: saveFile });
  const bring = useMutation({
    mutationFn: async (into: string) => {
      const { file: blob, name } = await fetched();
      // Turned as its photographer had turned it; sealed on this device, as if it had been chosen here, until it is said what it is.
      await (await filesHere()).choose(waitingFor(into), newId(), blob, { name, type: blob.type, turns: turnsIn(note.content?.body) } satisfies ChosenPage);
      return into;
    },
    onSuccess: (into) => navigate({ to: `/cases/${into}?tab=documents` }),
  });
  const error = look.error ?? save.error ?? bring.error;
  const why = file.refusal === null ? undefined : `problem.document-${file.refusal}.title`;
  return (
    <Stack>
      <strong>{t('handed-notes.file', { size: formatNumber(Math.max(1, Math.round(file.bytes / 1024))) })}</strong>
      {file.mediaType === null && <Notice tone="late">{t('handed-notes.file.unchecked', { why: why !== undefined && has(why) ? t(why) : t('handed-notes.file.unknown') })}</Notice>}
      <Row>
        {isShown(file.mediaType) && <Button isPending={look.isPending} onPress={() => look.mutate()}>{t(file.mediaType?.startsWith('audio/') ? 'handed-notes.file.listen' : 'handed-notes.file.look')}</Button>}
        {caseId !== undefined && <Button kind="primary" isPending={bring.isPending} onPress={() => bring.mutate(caseId)}>{t('handed-notes.file.bring')}</Button>}
        <Button kind="quiet" isPending={save.isPending} onPress={() => save.mutate()}>{t('handed-notes.file.save')}</Button>
      </Row>
      {caseId !== undefined && <p className="quiet small">{t('handed-notes.file.bring.help')}</p>}
      {error && <ProblemPanel problem={error} />}
      {shown !== undefined && <Shown address={shown} isSound={file.mediaType?.startsWith('audio/') ?? false} />}
    </Stack>
  );
}

function Shown({ address, isSound }: { address: string; isSound: boolean }): ReactNode {
  const { t } = useText();
  // oxlint-disable-next-line jsx-a11y/media-has-caption -- nobody has written down yet what a voice recorded outside says
  if (isSound) return <audio controls src={address} aria-label={t('handed-notes.file.listen')} />;
  return <img className="handed-picture" src={address} alt={t('handed-notes.file.picture')} />;
}
