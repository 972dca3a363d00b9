import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button, LinkButton, TextLink } from '../../../kernel/ui/Button.tsx';
import { ReasonDialog } from '../../../kernel/ui/Dialog.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { SaveState } from '../../../kernel/ui/SaveState.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { wordedOf } from '../domain.ts';
import type { Wording, WordingMove } from '../wordings.ts';
import { wordingBoard, wordingOf } from './queries.ts';
import { useSentences } from './useSentences.ts';
import { WordingLines } from './WordingLines.tsx';
import { WordingTable } from './WordingTable.tsx';
import { useInstrumentWords } from './words.ts';
import './screening.css';

/** One of our sets in one language: written side by side while it is a draft, read and answered for once it is proposed. */
export default function WordingScreen(): ReactNode {
  const { t } = useText();
  const { wordingId = '' } = useParams({ strict: false });
  const wording = useQuery(wordingOf(wordingId));
  if (wording.data) return <Opened key={`${wordingId} ${wording.data.state}`} wording={wording.data} />;
  return <Page title={t('screening.wording.one')} width="full">{wording.error ? <ProblemPanel problem={wording.error} onRetry={() => void wording.refetch()} /> : <Skeleton lines={8} />}</Page>;
}

const tones = { draft: 'neutral', proposed: 'info', approved: 'good', replaced: 'neutral', withdrawn: 'neutral' } as const;
const steps = ['propose', 'approve'] as const;
type Step = WordingMove;

function Opened({ wording }: { wording: Wording }): ReactNode {
  const { t, languageName, formatDate, formatList } = useText();
  const { say } = useInstrumentWords();
  const { hat } = useSession();
  const client = useQueryClient();
  const sentences = useSentences(wording);
  const [asked, setAsked] = useState<'send-back' | 'withdraw' | null>(null);
  const [moveId, setMoveId] = useState(() => newId());
  const { worded, needed } = wordedOf(wording.lines, Object.fromEntries(wording.lines.map(({ key }) => [key, sentences.wordsOf(key)])));
  const language = languageName(wording.language);
  const make = useMutation({
    mutationFn: ({ move, reason }: { move: Step; reason?: string }) => api.post<Wording>(`/api/wordings/${wording.id}/moves`, { ifMatch: wording.version, body: { id: moveId, move, ...(reason === undefined ? {} : { reason }) } }),
    onSuccess: (done, { move }) => {
      client.setQueryData(wordingOf(wording.id).queryKey, done);
      for (const queryKey of [wordingBoard.queryKey, ['screening', 'instruments'], ['screening', 'wordings-of'], ['today']]) void client.invalidateQueries({ queryKey, exact: queryKey === wordingBoard.queryKey });
      setAsked(null);
      toast.say(t(`screening.wording.made.${move}`));
    },
    onSettled: () => setMoveId(newId()),
  });
  const may = (move: Step): boolean => wording.may.moves.includes(move);
  const main = steps.find(may);
  const isUnfinished = worded < needed || sentences.isDirty;
  const wouldLose = hat?.role === 'mediator' && wording.may.write && !wording.may.isOwn;
  return (
    <Page
      title={t('screening.wording.in', { title: say(wording.instrument.title), language })}
      width="full"
      breadcrumb={<TextLink href={`/wordings?language=${wording.language}`}>{t('screening.wording.title')}</TextLink>}
      marks={<><Tag tone={tones[wording.state]}>{t(`screening.wording.state.${wording.state}`)}</Tag><Tag>{t('screening.wording.edition', { edition: wording.edition })}</Tag><Tag>{t('screening.about.version', { version: wording.instrument.version })}</Tag></>}
      lead={t('screening.wording.working-translation')}
      action={main && <Button kind="primary" icon={main === 'approve' ? 'check' : 'send'} isPending={make.isPending} isDisabled={main === 'propose' && isUnfinished} onPress={() => make.mutate({ move: main })}>{t(`screening.wording.move.${main}`)}</Button>}
      secondary={<Row>
        {may('send-back') && <Button onPress={() => setAsked('send-back')}>{t('screening.wording.move.send-back')}</Button>}
        {may('take-back') && <Button onPress={() => make.mutate({ move: 'take-back' })}>{t('screening.wording.move.take-back')}</Button>}
        <LinkButton icon="export" href={`/api/wordings/${wording.id}/table`} download>{t('screening.wording.table.export')}</LinkButton>
      </Row>}
    >
      <Stack>
        {make.error && asked === null && <ProblemPanel problem={make.error} />}
        <SentBack wording={wording} />
        {wording.state === 'proposed' && wording.may.isOwn && hat?.role === 'mediator' && <Notice tone="info" title={t('screening.wording.own')}>{t('screening.wording.own.help')}</Notice>}
        {wouldLose && <Notice tone="info">{t('screening.wording.would-write')}</Notice>}
        {wording.lines.some(({ isCarried }) => isCarried) && <Notice tone="info">{t('screening.wording.carried-help', { count: wording.lines.filter(({ isCarried }) => isCarried).length })}</Notice>}
        <p className="quiet small">
          {t('screening.wording.written-by', { names: formatList(wording.writers) })}
          {wording.approved && ` · ${t('screening.wording.approved', { name: wording.approved.name, date: formatDate(wording.approved.at) })}`}
        </p>
        <div className="screening-bar never-printed">
          <span className="number">{t('screening.wording.progress', { worded, needed })}</span>
          <progress aria-label={t('screening.wording.progress.label')} max={needed} value={worded} />
          {wording.may.write && <SaveState onDevice={sentences.draft.savedAt} onServer={sentences.isDirty ? null : sentences.onServer} isSending={sentences.isSending} isDirty={sentences.isDirty} failed={sentences.draft.failed} />}
        </div>
        {sentences.problem !== null && <ProblemPanel problem={sentences.problem} onRetry={sentences.sendNow} />}
        <WordingLines wording={wording} sentences={sentences} />
        {wording.may.write && <WordingTable wording={wording} onTake={sentences.typeAll} />}
        <History wording={wording} />
        {may('withdraw') && <Row><Button kind="quiet" onPress={() => setAsked('withdraw')}>{t('screening.wording.move.withdraw')}</Button></Row>}
      </Stack>
      {asked && (
        <ReasonDialog title={t(`screening.wording.move.${asked}`)} isOpen onClose={() => setAsked(null)} confirm={t(`screening.wording.move.${asked}`)} minLength={3} isPending={make.isPending} onConfirm={(reason) => make.mutate({ move: asked, reason })}>
          {t(`screening.wording.move.${asked}.help`)}
          {make.error && <ProblemPanel problem={make.error} />}
        </ReasonDialog>
      )}
    </Page>
  );
}

/** Why it came back, for as long as it is being put right. */
function SentBack({ wording }: { wording: Wording }): ReactNode {
  const { t } = useText();
  const last = wording.moves.at(-1);
  if (wording.state !== 'draft' || last?.move !== 'send-back') return null;
  return <Notice tone="late" title={t('screening.wording.sent-back', { name: last.by })}><SafeText block>{last.reason ?? ''}</SafeText></Notice>;
}

function History({ wording }: { wording: Wording }): ReactNode {
  const { t, formatDateTime } = useText();
  return (
    <Panel title={t('screening.wording.history')} tone="quiet">
      {wording.moves.length === 0 && <p className="quiet">{t('screening.wording.history.none', { name: wording.author.name })}</p>}
      {wording.moves.map((one) => (
        <article key={one.id} className="screening-voice">
          <strong>{t(`screening.wording.made.${one.move}`)}</strong> <span className="quiet small">{t('screening.made.by', { name: one.by, at: formatDateTime(one.at) })}</span>
          {one.reason !== null && <SafeText block>{one.reason}</SafeText>}
        </article>
      ))}
    </Panel>
  );
}
