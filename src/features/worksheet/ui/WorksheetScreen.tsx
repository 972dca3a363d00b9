import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button, TextLink } from '../../../kernel/ui/Button.tsx';
import { ClassMark } from '../../../kernel/ui/ClassMark.tsx';
import { ReasonDialog } from '../../../kernel/ui/Dialog.tsx';
import { DraftFound } from '../../../kernel/ui/DraftFound.tsx';
import { EmptyState, Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Menu } from '../../../kernel/ui/Menu.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { asProblem } from '../../../kernel/ui/problems.ts';
import { SaveState } from '../../../kernel/ui/SaveState.tsx';
import { Tag, type Tone } from '../../../kernel/ui/Tag.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import type { Episode, WorksheetContent, WorksheetMove, WorksheetState } from '../contract.ts';
import { compute, suggestedIndices } from '../domain.ts';
import type { Worksheet } from '../wire.ts';
import { Closed } from './Closed.tsx';
import { Deductions } from './Deductions.tsx';
import { EpisodeForm } from './EpisodeForm.tsx';
import { EpisodeLine } from './EpisodeLine.tsx';
import { MonthGrid } from './MonthGrid.tsx';
import { NewEpisode } from './NewEpisode.tsx';
import { ratesInForce, worksheetOf } from './queries.ts';
import { Result } from './Result.tsx';
import { type KeptContent, useContent } from './useContent.ts';
import './worksheet.css';

const tones: Readonly<Record<WorksheetState, Tone>> = { 'draft': 'info', 'computed': 'late', 'signed': 'good', 'set-aside': 'neutral' };

/** A worksheet of working conditions: filled in while it is a draft, read and signed afterwards. */
export default function WorksheetScreen(): ReactNode {
  const { t } = useText();
  const { worksheetId = '' } = useParams({ strict: false });
  const { data, error, refetch } = useQuery({ ...worksheetOf(worksheetId), refetchOnWindowFocus: false });
  if (!data) return <Page title={t('worksheet.title')} width="full">{error ? <ProblemPanel problem={error} onRetry={() => void refetch()} /> : <Skeleton lines={8} />}</Page>;
  return data.state === 'draft' && data.may.fill ? <Draft key={`${data.id} ${data.state} ${data.steps.length}`} worksheet={data} /> : <Standing worksheet={data} />;
}

/** A step of the worksheet's way, taken upon what one has seen. */
function useStep(worksheet: Worksheet, version: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (asked: { move: WorksheetMove; reason?: string }) => api.post<Worksheet>(`/api/worksheets/${worksheet.id}/moves`, { ifMatch: version, body: { id: newId(), ...asked } }),
    onSuccess: (moved) => {
      client.setQueryData(worksheetOf(worksheet.id).queryKey, moved);
      void client.invalidateQueries({ queryKey: ['worksheet', 'list'] });
    },
  });
}

function Frame({ worksheet, action, secondary, children }: { worksheet: Worksheet; action?: ReactNode; secondary?: ReactNode; children: ReactNode }): ReactNode {
  const { t } = useText();
  return (
    <Page
      title={t('worksheet.title')} width="full" breadcrumb={<TextLink href={`/cases/${worksheet.caseId}?tab=worksheet`}>{t('worksheet.back', { code: worksheet.code })}</TextLink>}
      marks={<><Tag tone={tones[worksheet.state]}>{t(`worksheet.state.${worksheet.state}`)}</Tag><ClassMark of="restricted" /></>}
      lead={t('worksheet.lead')} action={action} secondary={secondary}
    >
      {children}
    </Page>
  );
}

function Draft({ worksheet }: { worksheet: Worksheet }): ReactNode {
  const { t } = useText();
  const kept = useContent(worksheet);
  const step = useStep(worksheet, kept.version);
  const rates = useQuery(ratesInForce);
  const { episodes } = kept.content;
  const [chosen, setChosen] = useState<string | null>(episodes[0]?.id ?? null);
  const [isAdding, setAdding] = useState(false);
  const [isAside, setAside] = useState(false);
  const episode = episodes.find((one) => one.id === chosen);
  const change = (id: string, changes: Partial<Episode>): void => kept.change({ episodes: episodes.map((one) => (one.id === id ? { ...one, ...changes } : one)) });
  const drop = (dropped: Episode): void => {
    kept.change(({ episodes: before }) => ({ episodes: before.filter((one) => one.id !== dropped.id) }));
    toast.undo(t('worksheet.dropped'), () => kept.change(({ episodes: before }) => ({ episodes: [...before, dropped] })));
  };
  const computation = compute(kept.isFaulty ? { episodes: [] } : kept.content, rates.data?.items ?? []);
  return (
    <Frame
      worksheet={worksheet}
      action={<Button kind="primary" icon="check" isPending={step.isPending} isDisabled={kept.isDirty || episodes.length === 0} onPress={() => step.mutate({ move: 'compute' })}>{t('worksheet.compute')}</Button>}
      secondary={<Menu label={t('worksheet.more')} trigger={<Button icon="more" iconOnly>{t('worksheet.more')}</Button>} groups={[{ id: 'more', choices: [{ id: 'aside', label: t('worksheet.set-aside'), icon: 'trash', onSelect: () => setAside(true) }] }]} />}
    >
      <Stack>
        <DraftFound draft={kept.draft} isDirty={kept.isDirty} onTake={(found: WorksheetContent) => kept.change(found)} />
        <Problems kept={kept} step={step.error} />
        <Panel
          title={t('worksheet.jobs')}
          actions={<Row><SaveState onDevice={kept.isDirty ? kept.draft.savedAt : null} onServer={kept.onServer} isSending={kept.isSending} isDirty={kept.isDirty} failed={kept.draft.failed} /><Button icon="plus" onPress={() => setAdding(true)}>{t('worksheet.add')}</Button></Row>}
        >
          {episodes.length === 0 ? <EmptyState icon="table" title={t('worksheet.empty.title')} why={t('worksheet.empty.why')} action={<Button kind="primary" icon="plus" onPress={() => setAdding(true)}>{t('worksheet.add')}</Button>} />
            : <EpisodeLine episodes={episodes} chosen={chosen} onChoose={setChosen} />}
        </Panel>
        {episode && (
          <Panel
            key={episode.id} title={t('worksheet.job')} of="restricted"
            actions={<Button size="small" kind="quiet" icon="trash" onPress={() => drop(episode)}>{t('worksheet.drop')}</Button>}
          >
            <Stack>
              {episode.from <= episode.to && <MonthGrid episode={episode} isReadOnly={false} onChange={(months) => change(episode.id, { months })} />}
              {episode.from <= episode.to && <Deductions episode={episode} isReadOnly={false} onChange={(months) => change(episode.id, { months })} />}
              <EpisodeForm episode={episode} onChange={(changes) => change(episode.id, changes)} />
            </Stack>
          </Panel>
        )}
        {rates.error && <ProblemPanel problem={rates.error} onRetry={() => void rates.refetch()} />}
        {episodes.length > 0 && rates.data && <Result computation={computation} rates={rates.data.items} indices={suggestedIndices(computation)} isFinal={false} />}
      </Stack>
      <NewEpisode caseId={worksheet.caseId} isOpen={isAdding} onClose={() => setAdding(false)} before={episodes.at(-1)} onAdd={(added) => {
        kept.change({ episodes: [...episodes, added] });
        setChosen(added.id);
        setAdding(false);
      }} />
      <ReasonDialog title={t('worksheet.set-aside')} isOpen={isAside} onClose={() => setAside(false)} confirm={t('worksheet.set-aside')} isPending={step.isPending} onConfirm={(reason) => step.mutate({ move: 'set-aside', reason }, { onSuccess: () => setAside(false) })}>
        {t('worksheet.set-aside.why')}
      </ReasonDialog>
    </Frame>
  );
}

function Problems({ kept, step }: { kept: KeptContent; step: unknown }): ReactNode {
  const { t } = useText();
  const isOvertaken = kept.problem !== null && asProblem(kept.problem).code === 'changed-meanwhile';
  return (
    <>
      {kept.isFaulty && <Notice tone="late" live>{t('worksheet.faulty')}</Notice>}
      {isOvertaken && (
        <Notice tone="late" live title={t('worksheet.overtaken')} actions={<Row><Button size="small" onPress={() => void kept.settle('theirs')}>{t('worksheet.take-theirs')}</Button><Button size="small" kind="primary" onPress={() => void kept.settle('mine')}>{t('worksheet.keep-mine')}</Button></Row>}>
          {t('worksheet.overtaken.why')}
        </Notice>
      )}
      {kept.problem !== null && !isOvertaken && <ProblemPanel problem={kept.problem} onRetry={() => void kept.settle('mine')} />}
      {step !== null && <ProblemPanel problem={step} />}
    </>
  );
}

/** Computed, signed or set aside: as it stands, with the steps that may follow. */
function Standing({ worksheet }: { worksheet: Worksheet }): ReactNode {
  const { t } = useText();
  const step = useStep(worksheet, worksheet.version);
  const { state, may } = worksheet;
  return (
    <Frame
      worksheet={worksheet}
      action={may.sign && <Button kind="primary" icon="edit" isPending={step.isPending} onPress={() => step.mutate({ move: 'sign' })}>{t('worksheet.sign')}</Button>}
      secondary={(
        <Row>
          {state === 'computed' && may.fill && <Button icon="undo" isPending={step.isPending} onPress={() => step.mutate({ move: 'reopen' })}>{t('worksheet.reopen')}</Button>}
          {state === 'set-aside' && may.fill && <Button icon="undo" isPending={step.isPending} onPress={() => step.mutate({ move: 'take-up' })}>{t('worksheet.take-up')}</Button>}
        </Row>
      )}
    >
      <Stack>
        {step.error && <ProblemPanel problem={step.error} />}
        <Closed worksheet={worksheet} />
      </Stack>
    </Frame>
  );
}
