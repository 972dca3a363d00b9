import { type ReactNode, useState } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ReasonDialog } from '../../../kernel/ui/Dialog.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { KeyValues } from '../../../kernel/ui/Tag.tsx';
import type { DryRun, ImportDetail } from '../wire.ts';
import { FilePanel } from './FilePanel.tsx';
import { Sum } from './Sum.tsx';
import { isMoving, useChange, useDryRun } from './queries.ts';
import { UndoPanel } from './UndoPanel.tsx';
import type { StepName } from './words.ts';

const shown: readonly (keyof DryRun)[] = ['newPeople', 'knownPeople', 'visits', 'restrictedNotes', 'contacts', 'needs', 'permits', 'doNotCall', 'minorTrack', 'assignments'];

/** What would be written, before anything is; then the rows coming in, with numbers that move. */
export function RunStep({ detail, onGoTo }: { detail: ImportDetail; onGoTo: (step: StepName) => void }): ReactNode {
  return detail.state === 'running' ? <Progress detail={detail} /> : <Stack><BeforeStart detail={detail} onGoTo={onGoTo} /><FilePanel detail={detail} /></Stack>;
}

function BeforeStart({ detail, onGoTo }: { detail: ImportDetail; onGoTo: (step: StepName) => void }): ReactNode {
  const { t, formatNumber } = useText();
  const plan = useDryRun(detail.id);
  const change = useChange(detail.id);
  const { toLookAt, toRecognise } = detail.standing;
  const isReady = toLookAt === 0 && toRecognise === 0;
  return (
    <Panel of="restricted" title={t('imports.run.title')}>
      <Stack>
        <p className="quiet">{t('imports.run.lead')}</p>
        {!isReady && (
          <Notice tone="late" actions={<Row>
            <Button size="small" onPress={() => onGoTo(toLookAt > 0 ? 'check' : 'doubles')}>{t('imports.run.go-back')}</Button>
            <Button kind="quiet" size="small" isPending={change.isPending} onPress={() => change.mutate({ kind: 'many', given: { rule: 'skip-unsettled' } })}>{t('imports.run.leave-out')}</Button>
          </Row>}>{t('imports.run.unsettled', { look: toLookAt, know: toRecognise })}{change.variables?.kind === 'many' && change.isSuccess && toLookAt > 0 ? ` ${t('imports.run.leave-out-hint')}` : null}</Notice>
        )}
        {change.error && <ProblemPanel problem={change.error} />}
        {plan.error ? <ProblemPanel problem={plan.error} onRetry={() => void plan.refetch()} /> : null}
        {plan.data ? <KeyValues items={shown.map((key) => ({ key, label: t(`imports.plan.${key}`), value: <span className="number">{formatNumber(plan.data[key])}</span> }))} /> : <Skeleton lines={6} />}
        {plan.data && detail.counts && (
          <Sum total={detail.counts.rows} parts={[
            { key: 'in', label: t('imports.plan.coming-in'), rows: detail.counts.rows - plan.data.skipped - plan.data.refused - plan.data.notPeople - plan.data.unsettled },
            ...(['unsettled', 'refused', 'skipped', 'notPeople'] as const).map((key) => ({ key, label: t(`imports.plan.${key}`), rows: plan.data[key] })),
          ]} />
        )}
        <Row end><Button kind="primary" icon="import" size="large"  isDisabled={!isReady} isPending={change.isPending} onPress={() => change.mutate({ kind: 'move', move: 'run' })}>{t('imports.move.run')}</Button></Row>
      </Stack>
    </Panel>
  );
}

function Progress({ detail }: { detail: ImportDetail }): ReactNode {
  const { t, has, formatNumber } = useText();
  const change = useChange(detail.id);
  const [isGivingUp, setIsGivingUp] = useState(false);
  const total = Object.values(detail.standing.outcomes).reduce((sum, rows) => sum + rows, detail.standing.waiting);
  const done = total - detail.standing.waiting;
  const code = detail.job?.errorCode ?? '';
  const hasWritten = ['person-opened', 'added-to-person'].some((outcome) => (detail.standing.outcomes[outcome] ?? 0) > 0);
  return (
    <Stack>
      <Panel of="restricted" title={isMoving(detail) ? t('imports.run.running') : t('imports.run.stopped')}>
        <Stack>
          <label className="import-progress"><output>{t('imports.run.progress', { done: formatNumber(done), total: formatNumber(total) })}</output><progress value={done} max={total} /></label>
          {isMoving(detail) && <p className="quiet">{t('imports.run.may-leave')}</p>}
          {!isMoving(detail) && (
            <Notice tone="late" title={has(`problem.${code}.title`) ? t(`problem.${code}.title`) : t('imports.run.stopped-why')} actions={<Row>
              <Button kind="primary" size="small" isPending={change.isPending} onPress={() => change.mutate({ kind: 'resume' })}>{t('imports.run.resume')}</Button>
              {!hasWritten && <Button kind="quiet" size="small" onPress={() => setIsGivingUp(true)}>{t('imports.run.give-up')}</Button>}
            </Row>}>{t('imports.run.safe')}</Notice>
          )}
          {change.error && <ProblemPanel problem={change.error} />}
        </Stack>
      </Panel>
      {!isMoving(detail) && hasWritten && <UndoPanel detail={detail} />}
      <ReasonDialog title={t('imports.run.give-up')} isOpen={isGivingUp} onClose={() => setIsGivingUp(false)} confirm={t('imports.run.give-up')} isPending={change.isPending}
        onConfirm={(reason) => change.mutate({ kind: 'move', move: 'fail', reason }, { onSuccess: () => setIsGivingUp(false) })}>{t('imports.run.give-up-why')}</ReasonDialog>
    </Stack>
  );
}
