import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { SideBySide } from '../../../kernel/ui/SideBySide.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { LONGEST_RECORDING } from '../contract.ts';
import { phrasesIn } from './queries.ts';
import { useWordsLanguage } from './useTheirLanguages.ts';
import type { Recorder } from './useRecorder.ts';

/** The person says yes, and it is recorded: told first in their language, red while it runs, listened to again, thrown away and done anew. */
export function SpokenYes({ caseId, recorder }: { caseId: string; recorder: Recorder }): ReactNode {
  const { t } = useText();
  const { state, seconds, recorded } = recorder;
  const isRunning = state === 'recording' || state === 'paused';
  return (
    <Stack gap="small">
      <Told caseId={caseId} />
      <p className="quiet small">{t('consents.spoken.help')}</p>
      {state === 'denied' && <Notice tone="late" live>{t('consents.spoken.denied')}</Notice>}
      {isRunning && <output className="consents-recording" data-running={state === 'recording'}>{t(state === 'recording' ? 'consents.spoken.recording' : 'consents.spoken.paused', { seconds, most: LONGEST_RECORDING })}</output>}
      {isRunning && (
        <Row>
          <Button kind="primary" onPress={recorder.stop}>{t('consents.spoken.stop')}</Button>
          <Button onPress={state === 'recording' ? recorder.pause : recorder.resume}>{t(state === 'recording' ? 'consents.spoken.pause' : 'consents.spoken.resume')}</Button>
        </Row>
      )}
      {!isRunning && !recorded && <div><Button icon="device" onPress={recorder.start}>{t('consents.spoken.start')}</Button></div>}
      {!isRunning && recorded && (
        <>
          <output className="small">{t(recorded.isKept ? 'consents.spoken.kept' : 'consents.spoken.on-page', { seconds: recorded.seconds })}</output>
          {recorded.isInterrupted ? <Notice tone="late" title={t('consents.spoken.interrupted')}>{t('consents.spoken.interrupted-help')}</Notice> : recorded.isFound && <p className="small">{t('consents.spoken.found')}</p>}
          <Row>
            {recorded.isInterrupted && <Button size="small" icon="check" onPress={recorder.keep}>{t('consents.spoken.keep')}</Button>}
            <Play label={t('consents.spoken.listen')} sound={recorder.sound} />
            <Button size="small" kind="quiet" icon="again" onPress={() => { recorder.discard(); recorder.start(); }}>{t('consents.spoken.again')}</Button>
            <Button size="small" kind="quiet" icon="trash" onPress={() => toast.undo(t('consents.spoken.discarded'), recorder.discard())}>{t('consents.spoken.discard')}</Button>
          </Row>
        </>
      )}
    </Stack>
  );
}

/** Said where the form opens: a voice waits here, and under which answers it is found. */
export function FoundHere({ recorder }: { recorder: Recorder }): ReactNode {
  const { t } = useText();
  return recorder.recorded?.isFound ? <Notice tone="late" title={t(recorder.recorded.isInterrupted ? 'consents.spoken.interrupted' : 'consents.spoken.waits')}>{t('consents.spoken.where')}</Notice> : null;
}

/** What the person hears before, with whether a mediator answers for the words. */
function Told({ caseId }: { caseId: string }): ReactNode {
  const { t, languageName } = useText();
  const { language } = useWordsLanguage(caseId);
  const said = useQuery(phrasesIn(language)).data?.items.filter((one) => one.key === 'consent.recording') ?? [];
  return (
    <div>
      <p className="field-label">{t('consents.spoken.say')}</p>
      <SideBySide isLarge language={language} rows={said.map((one) => ({ key: one.key, italian: one.italian, theirs: one.words }))} />
      {said.some((one) => one.words === null) && <p className="quiet small">{t('consents.words.some-missing', { language: languageName(language) })}</p>}
      {said.some((one) => one.words !== null && one.approved === null) && <p className="quiet small">{t('consents.words.unapproved', { language: languageName(language) })}</p>}
    </div>
  );
}

/** Plays only when somebody asks for it, and never by itself. */
function Play({ label, sound }: { label: string; sound: () => Promise<Blob | undefined> }): ReactNode {
  const { t } = useText();
  const audio = useRef<HTMLAudioElement | null>(null);
  const address = useRef<string | undefined>(undefined);
  const [isPlaying, setPlaying] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const end = useCallback((): void => {
    audio.current?.pause();
    if (address.current) URL.revokeObjectURL(address.current);
    address.current = undefined;
    setPlaying(false);
  }, []);
  useEffect(() => end, [end]);
  const play = async (): Promise<void> => {
    const blob = await sound();
    if (!blob) return;
    address.current = URL.createObjectURL(blob);
    audio.current = new Audio(address.current);
    audio.current.addEventListener('ended', end);
    setPlaying(true);
    await audio.current.play();
  };
  return (
    <>
      <Button size="small" icon={isPlaying ? 'close' : 'eye'} onPress={() => { if (isPlaying) end(); else play().catch((error: unknown) => { end(); setProblem(error); }); }}>{isPlaying ? t('consents.spoken.silence') : label}</Button>
      {problem !== null && <ProblemPanel problem={problem} />}
    </>
  );
}

/** The yes that the server keeps, to be heard by whoever may; each time it is asked for anew, for each listening stands in the trail. */
export function HearYes({ moveId, seconds }: { moveId: string; seconds: number }): ReactNode {
  const { t } = useText();
  return <Row><Play label={t('consents.spoken.hear', { seconds })} sound={async () => (await api.file(`/api/consent-moves/${moveId}/listenings`, { body: {}, onProgress: () => undefined })).file} /><span className="quiet small">{t('consents.spoken.hear.help')}</span></Row>;
}
