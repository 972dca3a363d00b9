import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button, TextLink } from '../../../kernel/ui/Button.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Stack } from '../../../kernel/ui/Panel.tsx';
import type { BulkRun } from '../contract.ts';
import { bulkRun, useDeed } from './queries.ts';

/** How something done to many went: how many, which not and why, and the way back for as long as it stands open. */
export function RunResult({ id }: { id: string }): ReactNode {
  const { t, has, formatTime } = useText();
  const { data: run, error, refetch } = useQuery(bulkRun(id));
  const undo = useDeed<BulkRun>();
  if (error && !run) return <ProblemPanel problem={error} onRetry={() => void refetch()} />;
  if (!run) return <Skeleton lines={3} />;
  const isGoingOn = run.state === 'working' || run.state === 'taking-back';
  const wordsOf = (code: string): string => t(has(`problem.${code}.title`) ? `problem.${code}.title` : 'lists.refused');
  const notDone = run.lines.filter((line) => line.outcome === 'refused');
  const notBack = run.lines.filter((line) => line.undoProblem);
  const others = run.lines.filter((line) => line.outcome === 'done' || line.outcome === 'unchanged');
  return (
    <Stack>
      <Notice tone={run.refused + run.notUndone > 0 ? 'late' : isGoingOn ? 'info' : 'good'} live title={t(`lists.run.${run.state}.title`, { done: run.done, total: run.total, undone: run.undone, tried: run.total - run.waiting })}
        actions={run.state === 'paused' ? <Button icon="check" isPending={undo.isPending} onPress={() => undo.mutate({ method: 'post', path: `/api/bulk-runs/${id}/resume` })}>{t('lists.run.resume')}</Button> : run.undoUntil && !isGoingOn && <Button icon="undo" isPending={undo.isPending} onPress={() => undo.mutate({ method: 'post', path: `/api/bulk-runs/${id}/undo` })}>{t('lists.undo')}</Button>}>
        <p>{[run.unchanged > 0 && t('lists.run.unchanged', { n: run.unchanged }), run.refused > 0 && t('lists.run.refused', { n: run.refused }), run.notUndone > 0 && t('lists.run.not-undone', { n: run.notUndone })].filter(Boolean).join(' ')}</p>
        {run.undoUntil && <p>{t('lists.undo.until', { time: formatTime(run.undoUntil) })}</p>}
        {isGoingOn && <progress aria-label={t('lists.run.progress')} max={run.state === 'working' ? run.total : run.done} value={run.state === 'working' ? run.total - run.waiting : run.undone + run.notUndone} />}
      </Notice>
      {undo.error && <ProblemPanel problem={undo.error} />}
      <Lines title={t('lists.run.not-done')} lines={notDone.map((line) => ({ ...line, words: wordsOf(line.problem ?? '') }))} />
      <Lines title={t('lists.run.not-back')} lines={notBack.map((line) => ({ ...line, words: wordsOf(line.undoProblem ?? '') }))} />
      {others.length > 0 && <details>
        <summary>{t('lists.run.all', { n: others.length })}</summary>
        <Lines title="" lines={others.map((line) => ({ ...line, words: t(line.undone ? 'lists.line.undone' : `lists.line.${line.outcome ?? 'waiting'}`) }))} />
      </details>}
    </Stack>
  );
}

function Lines({ title, lines }: { title: string; lines: readonly { caseId: string; code: string | null; words: string }[] }): ReactNode {
  const { t } = useText();
  if (lines.length === 0) return null;
  return (
    <section>
      {title && <h3>{title}</h3>}
      <ul className="lists-lines">
        {lines.map((line) => <li key={line.caseId}><span className="lists-words">{line.code ? <TextLink href={`/cases/${line.caseId}`}>{line.code}</TextLink> : t('lists.not-yours')}<span className="quiet small">{line.words}</span></span></li>)}
      </ul>
    </section>
  );
}
