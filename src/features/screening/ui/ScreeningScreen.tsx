import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button, LinkButton, TextLink } from '../../../kernel/ui/Button.tsx';
import { ClassMark } from '../../../kernel/ui/ClassMark.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { OnlyPrinted } from '../../../kernel/ui/SafeText.tsx';
import { SaveState } from '../../../kernel/ui/SaveState.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import type { CriticalAnswer, Instrument } from '../contract.ts';
import { criticalOf, evaluate } from '../domain.ts';
import type { Screening } from '../wire.ts';
import { AnswersGiven } from './AnswersGiven.tsx';
import { AssessmentPanel } from './AssessmentPanel.tsx';
import { criticalHere, type OnDevice } from './critical.ts';
import { DangerHere, DangerHereDoor, useToldHere } from './DangerHere.tsx';
import { LAW_OF_EXPLOITATION } from '../evidence.ts';
import { EvidencePanel } from './EvidencePanel.tsx';
import { AskedIn } from './AskedIn.tsx';
import { heardBefore, instrumentOf, instrumentsFor } from './queries.ts';
import { Questionnaire } from './Questionnaire.tsx';
import { type Opening, ReadingPanel, type ReadingPanelProps } from './ReadingPanel.tsx';
import { SuggestedPanel } from './SuggestedPanel.tsx';
import { useCompletion, useScreening } from './noted.ts';
import { TwiceAnswered } from './TwiceAnswered.tsx';
import { CompletedHere, RefusedCompletion } from './CompletedHere.tsx';
import { type KeptAnswers, useAnswers } from './useAnswers.ts';
import { type AskedWords, useWordedInstrument } from './useWordedInstrument.ts';
import { useInstrumentWords } from './words.ts';
import './screening.css';

/** One screening: its questions while it is open, its answers afterwards; what they say only when asked for. */
export default function ScreeningScreen(): ReactNode {
  const { t } = useText();
  const { screeningId = '' } = useParams({ strict: false });
  const opening = useState(false);
  const { screening, error, refetch, isHeld, isStopped, onDevice } = useScreening(screeningId);
  const instrument = useQuery({ ...instrumentOf(screening?.instrument ?? { id: '', version: 0 }), enabled: screening !== undefined });
  const asked = useWordedInstrument(screening, instrument.data);
  if (screening && asked.instrument) {
    const { mine, state } = screening;
    const shown = { screening, instrument: asked.instrument, asked: asked.words, isHeld, onDevice, opening };
    // Looked at again, it begins with the answers as they stand at the server.
    return mine && state === 'open' ? <Open key={`${screeningId} ${isStopped}`} isStopped={isStopped} {...shown} /> : <Closed {...shown} />;
  }
  const problem = screening ? instrument.error : error;
  return (
    <Page title={t('screening.one')} width="full">
      {problem ? <ProblemPanel problem={problem} onRetry={() => void (screening ? instrument.refetch() : refetch())} /> : <Skeleton lines={8} />}
    </Page>
  );
}

interface Shown {
  readonly screening: Screening;
  /** With the words in which it is asked beside its own. */
  readonly instrument: Instrument;
  readonly asked: AskedWords;
}

interface Opened extends Shown {
  readonly isHeld: boolean;
  readonly onDevice: OnDevice;
  readonly opening: Opening;
}

/** @param told critical answers of which this device alone knows */
function Frame({ screening, instrument, asked, told, onDevice, action, children }: Shown & { told: readonly CriticalAnswer[]; onDevice: OnDevice; action?: ReactNode; children: ReactNode }): ReactNode {
  const { t, formatDateTime } = useText();
  const { account } = useSession();
  const { say } = useInstrumentWords();
  return (
    <Page
      title={say(instrument.title)}
      width="full"
      breadcrumb={<TextLink href={`/cases/${screening.caseId}?tab=screening`}>{t('screening.back')}</TextLink>}
      marks={(
        <>
          <Tag tone={screening.state === 'open' ? 'info' : 'good'}>{t(`screening.progress.${screening.state}`)}</Tag>
          <Tag>{t(`screening.column.${screening.column}`)}</Tag>
          {instrument.verified.state === 'to-verify' && <Tag tone="late">{t('screening.verified.to-verify')}</Tag>}
          <ClassMark of="restricted" />
        </>
      )}
      lead={t('screening.room.never-a-condition')}
      action={action}
      secondary={screening.state === 'completed' && <Button icon="print" onPress={() => print()}>{t('screening.print')}</Button>}
    >
      <OnlyPrinted>{t('screening.printed.by', { name: account?.name ?? '', at: formatDateTime(new Date()), author: screening.author.name, started: formatDateTime(screening.startedAt) })}</OnlyPrinted>
      <AskedIn instrument={instrument} language={screening.language} asked={asked} />
      {screening.protocols.filter((one) => one.takenAt === null).map((one) => (
        <Notice key={one.id} tone="danger" live title={t(`screening.protocol.${one.protocol}`)} actions={<LinkButton kind="primary" href={`/safety-protocols/${one.id}`}>{t('screening.protocol.open')}</LinkButton>}>
          {t('screening.protocol.stays-open')}
        </Notice>
      ))}
      <DangerHere critical={told} />
      <RefusedCompletion waiting={onDevice.waiting} />
      <TwiceAnswered instrument={instrument} onDevice={onDevice} />
      {children}
    </Page>
  );
}

/** Being filled in: questions first; the reading stands closed under them, the professional's own assessment beside it. */
function Open({ screening, instrument, asked, opening, isHeld, isStopped, onDevice }: Opened & { readonly isStopped: boolean }): ReactNode {
  const { t } = useText();
  const { say } = useInstrumentWords();
  const kept = useAnswers(screening, isHeld, say(instrument.title));
  const heard = useQuery({ ...heardBefore(screening.id), enabled: !isHeld });
  const told = useToldHere(criticalHere(instrument, screening, onDevice, kept.isDirty ? kept.answers : undefined), isHeld);
  // What comes late moves nothing under a finger: where the list was opened with a network, that it went is said under the questions.
  const [wasHeld] = useState(isHeld);
  const held = isHeld && <Notice tone="late" title={t('screening.held.title')}>{t('screening.held.help')}</Notice>;
  const { completeness } = evaluate(instrument, kept.answers, { column: screening.column });
  const complete = useCompletion(screening, kept, say(instrument.title));
  return (
    <Frame
      screening={screening}
      instrument={instrument}
      asked={asked}
      told={told}
      onDevice={onDevice}
      action={<Button kind="primary" icon="check" isPending={complete.isPending} isDisabled={kept.isDirty || isStopped} onPress={() => complete.mutate()}>{t('screening.complete')}</Button>}
    >
      <Stack>
        <div className="screening-bar never-printed">
          <span>{t('screening.completeness', { applicable: completeness.applicable, answered: completeness.answered })}</span>
          <progress aria-label={t('screening.progress')} max={completeness.applicable} value={completeness.answered} />
          <Saved kept={kept} />
          <div className="screening-danger" data-kept={hasCritical(instrument) || undefined}>
            {screening.protocols.filter((one) => one.takenAt === null).map((one) => <LinkButton key={one.id} kind="danger" size="small" icon="emergency" href={`/safety-protocols/${one.id}`}>{t('screening.protocol.now')}</LinkButton>)}
            <DangerHereDoor critical={told} />
          </div>
        </div>
        {(kept.problem ?? complete.error) !== null && <ProblemPanel problem={kept.problem ?? complete.error} />}
        {wasHeld && held}
        {/* Where a completion was refused, what stands there now is looked at before anything else is answered. */}
        {isStopped
          ? <Panel title={t('screening.answers')} of="restricted"><AnswersGiven instrument={instrument} answers={screening.answers} column={screening.column} /></Panel>
          : <Questionnaire instrument={instrument} column={screening.column} answers={kept.answers} spoken={screening.language} heard={heard.data?.items} onAnswer={kept.give} />}
        {!wasHeld && held}
        {!isHeld && <Proofs screening={screening} instrument={instrument} />}
        <Beside screening={screening} instrument={instrument} answers={kept.answers} version={kept.version} isDirty={kept.isDirty} isHeld={isHeld} opening={opening} />
      </Stack>
    </Frame>
  );
}

/** Whether an answer to it can open a safety protocol: then the bar keeps the room for its door. */
const hasCritical = (instrument: Instrument): boolean => criticalOf(instrument).length > 0;

const Saved = ({ kept }: { kept: KeptAnswers }): ReactNode => (
  <SaveState onDevice={kept.isDirty || kept.onServer === null ? kept.onDevice : null} onServer={kept.onServer} isSending={kept.isSending} isDirty={kept.isDirty} failed={kept.deviceFailed} />
);

/** As it was given; going on is a new screening that begins with the same answers. */
function Closed({ screening, instrument, asked, opening, isHeld, onDevice }: Opened): ReactNode {
  const { t, formatDateTime } = useText();
  const navigate = useNavigate();
  const [id] = useState(() => newId());
  const told = useToldHere(screening.mine ? criticalHere(instrument, screening, onDevice) : [], isHeld);
  const offered = useQuery({ ...instrumentsFor(screening.caseId), enabled: !isHeld });
  const wordingId = offered.data?.items.find((one) => one.id === instrument.id)?.wordings?.find((one) => one.language === screening.language)?.id;
  const goOn = useMutation({
    mutationFn: () => api.put<Screening>(`/api/screenings/${id}`, { body: { caseId: screening.caseId, instrument: instrument.id, language: screening.language, continues: screening.id, ...(wordingId === undefined ? {} : { wordingId }) } }),
    onSuccess: () => navigate({ to: `/screenings/${id}` }),
  });
  return (
    <Frame screening={screening} instrument={instrument} asked={asked} told={told} onDevice={onDevice} action={<Button icon="edit" isPending={goOn.isPending} isDisabled={isHeld} onPress={() => goOn.mutate()}>{t('screening.go-on')}</Button>}>
      <Stack>
        {goOn.error && <ProblemPanel problem={goOn.error} />}
        {screening.completedOnDevice && <CompletedHere screening={screening} completed={screening.completedOnDevice} />}
        <Beside screening={screening} instrument={instrument} answers={screening.answers} version={screening.version} isDirty={false} isHeld={isHeld} opening={opening} />
        {!isHeld && <Proofs screening={screening} instrument={instrument} />}
        <Panel title={t('screening.answers')} of="restricted">
          <p className="quiet">{t('screening.answers.by', { name: screening.author.name, at: formatDateTime(screening.completedAt ?? screening.startedAt) })}</p>
          <AnswersGiven instrument={instrument} answers={screening.answers} column={screening.column} />
        </Panel>
      </Stack>
    </Frame>
  );
}

/** Of lists whose signs rest on dated proofs; never in a mediator's own compartment. */
const Proofs = ({ screening, instrument }: Pick<Shown, 'screening' | 'instrument'>): ReactNode =>
  (screening.compartment === 'restricted' && instrument.scoring.kind === 'presence-list' && instrument.scoring.evidence
    ? <>{instrument.id === LAW_OF_EXPLOITATION && <SuggestedPanel caseId={screening.caseId} />}<EvidencePanel caseId={screening.caseId} instrument={instrument} /></> : null);

/** What the answers say and, beside it, the professional's own word: the first never becomes the second by itself. */
function Beside(shown: ReadingPanelProps): ReactNode {
  const { screening, isHeld } = shown;
  return (
    <div className="screening-beside">
      <ReadingPanel {...shown} />
      {screening.compartment === 'restricted' && !isHeld && <AssessmentPanel caseId={screening.caseId} basedOn={[screening.id]} />}
    </div>
  );
}
