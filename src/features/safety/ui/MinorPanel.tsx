import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button, TextLink } from '../../../kernel/ui/Button.tsx';
import { ReasonDialog } from '../../../kernel/ui/Dialog.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import type { MinorPath, PathMove, PathStep, StepState } from '../contract.ts';
import { AgeDialog } from './AgeDialog.tsx';
import { minorOf, useDeed } from './queries.ts';

/** The path of whoever may be a child: who must be told and by when, with where that is written; nothing where there never was a doubt. */
export function MinorPanel({ caseId }: { caseId: string }): ReactNode {
  const { t } = useText();
  const { data, error, refetch } = useQuery(minorOf(caseId));
  const open = useDeed();
  if (error) return <ProblemPanel problem={error} onRetry={() => void refetch()} />;
  if (!data || (!data.doubt && data.paths.length === 0)) return null;
  const stands = data.paths.some((path) => !['came-of-age', 'reunited', 'reclassified'].includes(path.state));
  return (
    <Stack>
      {data.doubt && <Notice tone="late" title={t('safety.minor.held')}>{t('safety.minor.held.help')}</Notice>}
      {data.doubt && !stands && <Row><Button kind="primary" isPending={open.isPending} onPress={() => open.mutate({ method: 'put', path: `/api/minor-paths/${newId()}`, body: { caseId } })}>{t('safety.minor.open')}</Button></Row>}
      {open.error && <ProblemPanel problem={open.error} />}
      {data.paths.map((path) => <Path key={path.id} path={path} />)}
    </Stack>
  );
}

function Path({ path }: { path: MinorPath }): ReactNode {
  const { t, formatDate, formatDateTime } = useText();
  const [asked, setAsked] = useState<PathMove | null>(null);
  const [isAge, setAge] = useState(false);
  const go = useDeed();
  const isOver = ['came-of-age', 'reunited', 'reclassified'].includes(path.state);
  return (
    <Panel title={t('safety.minor.title')} of="case" actions={!isOver && <Button size="small" icon="legal" onPress={() => setAge(true)}>{t('safety.age.write')}</Button>}>
      <Stack>
        <Row><Tag tone={isOver ? 'neutral' : 'info'}>{t(`safety.minor.state.${path.state}`)}</Tag><span className="quiet small">{t('safety.minor.opened', { at: formatDateTime(path.openedAt), by: path.openedBy.name })}</span></Row>
        <ul className="safety-lines">{path.steps.map((step) => <Step key={step.kind} pathId={path.id} step={step} isOver={isOver} />)}</ul>
        {path.ages.map((age) => (
          <Notice key={age.id} tone={age.outcome === 'adult' ? 'info' : 'late'} title={t(`safety.age.found.${age.outcome}`)}>
            {t(`safety.age.authority.${age.authority}`)}, {formatDate(age.decidedOn)} · <SafeText>{age.reference}</SafeText> <span className="quiet small">({t('safety.age.written', { by: age.by.name, at: formatDate(age.at) })})</span>
          </Notice>
        ))}
        {!isOver && <Row>{path.may.map((move) => <Button key={move} size="small" onPress={() => setAsked(move)}>{t(`safety.minor.move.${move}`)}</Button>)}</Row>}
        {go.error && <ProblemPanel problem={go.error} />}
        {path.moves.length > 0 && <ul className="safety-lines">{path.moves.map((move) => <li key={move.id}><span>{t(`safety.minor.state.${move.to}`)} <span className="quiet small">{formatDateTime(move.at)} · {move.by.name}</span><br /><SafeText>{move.reason}</SafeText></span></li>)}</ul>}
      </Stack>
      {isAge && <AgeDialog pathId={path.id} onClose={() => setAge(false)} />}
      {asked && (
        <ReasonDialog title={t(`safety.minor.move.${asked}`)} isOpen minLength={3} confirm={t(`safety.minor.move.${asked}`)} isPending={go.isPending} onClose={() => setAsked(null)}
          onConfirm={(reason) => go.mutate({ method: 'post', path: `/api/minor-paths/${path.id}/moves`, body: { id: newId(), move: asked, reason }, ifMatch: path.version }, { onSettled: () => setAsked(null) })}>
          {t(`safety.minor.why.${asked}`)}
        </ReasonDialog>
      )}
    </Panel>
  );
}

function Step({ pathId, step, isOver }: { pathId: string; step: PathStep; isOver: boolean }): ReactNode {
  const { t, formatDate, formatDateTime } = useText();
  const [asked, setAsked] = useState<StepState | null>(null);
  const keep = useDeed();
  const say = (state: StepState, words: string): void => keep.mutate({ method: 'put', path: `/api/minor-steps/${newId()}`, body: { pathId, kind: step.kind, state, at: new Date().toISOString(), words } }, { onSettled: () => setAsked(null) });
  const title = t(`safety.step.${step.kind}`);
  return (
    <li>
      <span>
        <strong>{title}</strong>{' '}
        {step.state === 'to-do'
          ? step.dueOn !== null && <Tag tone={step.late || step.atOnce ? 'late' : 'neutral'}>{step.atOnce ? t('safety.step.at-once') : t('safety.step.by', { day: formatDate(step.dueOn) })}</Tag>
          : <Tag tone={step.state === 'done' ? 'good' : 'neutral'} icon="check">{t(`safety.step.state.${step.state}`)}</Tag>}
        {step.late && <> <Tag tone="late">{t('safety.step.late')}</Tag></>}
        <br /><span className="quiet small">{t(`safety.step.${step.kind}.help`)}</span>
        {step.source && <><br /><span className="quiet small">{t('safety.step.source')}: <Source text={step.source} />{!step.verified && <> · {t('safety.step.unverified')}</>}</span></>}
        {step.doneAt && <><br /><span className="small">{formatDateTime(step.doneAt)} · {step.by?.name} · <SafeText>{step.words}</SafeText></span></>}
        {keep.error && <ProblemPanel problem={keep.error} />}
      </span>
      {!isOver && <span className="safety-acts">
        {step.state === 'to-do'
          ? <><Button size="small" icon="check" onPress={() => setAsked('done')} aria-label={t('safety.step.do.of', { title })}>{t('safety.step.do')}</Button><Button size="small" kind="quiet" onPress={() => setAsked('not-applicable')} aria-label={t('safety.step.skip.of', { title })}>{t('safety.step.skip')}</Button></>
          : <Button size="small" kind="quiet" onPress={() => say('to-do', '')} aria-label={t('safety.step.undo.of', { title })}>{t('safety.step.undo')}</Button>}
      </span>}
      {asked && (
        <ReasonDialog title={title} isOpen minLength={3} confirm={t(asked === 'done' ? 'safety.step.do' : 'safety.step.skip')} label={t(asked === 'done' ? 'safety.step.words' : 'safety.step.why-not')} isPending={keep.isPending} onClose={() => setAsked(null)} onConfirm={(words) => say(asked, words)}>
          {t(asked === 'done' ? 'safety.step.words.help' : 'safety.step.why-not.help')}
        </ReasonDialog>
      )}
    </li>
  );
}

function Source({ text }: { text: string }): ReactNode {
  return text.startsWith('https://') ? <TextLink href={text} target="_blank" rel="noreferrer">{new URL(text).host}</TextLink> : text;
}
