import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { italianDay } from '../../../kernel/italian-day.ts';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Dialog, ReasonDialog } from '../../../kernel/ui/Dialog.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import type { FollowUp, FollowUpMove, FollowUpsOfCase } from '../contract.ts';
import { AreasCompared } from './areas-compared.tsx';
import { AttemptDialog, ReachDialog } from './follow-up-dialogs.tsx';
import { useDeed } from './queries.ts';

/** One time of asking after the person. */
export function FollowUpCard({ caseId, followUp, all }: { caseId: string; followUp: FollowUp; all: FollowUpsOfCase }): ReactNode {
  const { t, formatDate, formatDateTime } = useText();
  const { state, outcome, endedBecause, form } = followUp;
  const isLate = state === 'planned' && followUp.dueOn < italianDay(new Date());
  return (
    <li>
      <Stack gap="small">
        <h3>{t('followups.at', { months: followUp.months })} <Tag tone={isLate ? 'late' : state === 'reached' ? 'good' : 'neutral'}>{t(isLate ? 'followups.late' : `followups.state.${state}`)}</Tag> {outcome && <Tag tone={outcome === 'needs-help' ? 'late' : 'neutral'}>{t(`followups.outcome.${outcome}`)}</Tag>}</h3>
        <p className="quiet small">{[t('followups.due', { day: formatDate(followUp.dueOn) }), t('followups.by', { name: followUp.owner.name }), endedBecause ? t(`followups.ended.${endedBecause}`) : '', state === 'ended' ? '' : t('followups.attempts', { count: followUp.attempts })].filter(Boolean).join(' · ')}</p>
        {followUp.attemptsMade.length > 0 && (
          <ul className="small">{followUp.attemptsMade.map((one) => <li key={one.id}>{t('followups.attempt.line', { way: t(`followups.way.${one.way}`), result: t(`followups.result.${one.result}`) })} <span className="quiet">{formatDateTime(one.at)}, {one.by.name}</span></li>)}</ul>
        )}
        {followUp.steps.filter((step) => step.reason).map((step) => <SafeText key={step.id} block>{step.reason}</SafeText>)}
        {form?.words && <SafeText block>{form.words}</SafeText>}
        {form && state === 'reached' && <AreasCompared atClosing={all.atClosing} now={form.ratings} />}
        <Deeds caseId={caseId} followUp={followUp} all={all} />
      </Stack>
    </li>
  );
}

type Asking = FollowUpMove | 'attempt' | 'reopen';

/** What can be done now: look for the person, say how it ended, open the way again. */
function Deeds({ caseId, followUp, all }: { caseId: string; followUp: FollowUp; all: FollowUpsOfCase }): ReactNode {
  const { t } = useText();
  const [asking, setAsking] = useState<Asking | null>(null);
  const [id, setId] = useState(() => newId());
  const close = (): void => setAsking(null);
  const done = (words: string): void => {
    toast.say(words);
    setId(newId());
    close();
  };
  const move = useDeed(() => done(t(asking === 'reopen' ? 'followups.reopened' : 'followups.kept')));
  const go = (name: FollowUpMove, reason?: string): void => move.mutate({ method: 'post', path: `/api/follow-ups/${followUp.id}/moves`, body: { id, move: name, ...(reason ? { reason } : {}) } });
  const reopen = (reason: string): void => move.mutate({ method: 'post', path: `/api/cases/${caseId}/moves`, body: { id, move: 'reopen', reason } });
  const needsWords = asking === 'give-up' || asking === 'take-back' || asking === 'reopen';
  return (
    <>
      <Row>
        {followUp.state === 'planned' && <Button size="small" icon="phone" onPress={() => setAsking('attempt')}>{t('followups.attempt')}</Button>}
        {followUp.moves.map((name) => <Button key={name} size="small" kind={name === 'reach' ? 'primary' : 'quiet'} onPress={() => setAsking(name)}>{t(`followups.move.${name}`)}</Button>)}
        {followUp.outcome === 'needs-help' && all.mayReopen && <Button size="small" kind="primary" onPress={() => setAsking('reopen')}>{t('followups.reopen')}</Button>}
      </Row>
      {asking === 'attempt' && <AttemptDialog followUpId={followUp.id} all={all} onClose={close} />}
      {asking === 'reach' && <ReachDialog followUpId={followUp.id} atClosing={all.atClosing} onClose={close} />}
      {needsWords && (
        <ReasonDialog title={t(asking === 'reopen' ? 'followups.reopen' : `followups.move.${asking}`)} isOpen minLength={3} onClose={close} confirm={t(asking === 'reopen' ? 'followups.reopen' : `followups.move.${asking}`)} isPending={move.isPending}
          onConfirm={(reason) => (asking === 'reopen' ? reopen(reason) : go(asking, reason))}>
          {t(asking === 'reopen' ? 'followups.reopen.help' : `followups.move.${asking}.help`)}
          {move.error && <ProblemPanel problem={move.error} />}
        </ReasonDialog>
      )}
      {(asking === 'refuse' || asking === 'find-unsafe') && (
        <Dialog title={t(`followups.move.${asking}`)} isOpen size="small" onClose={close} actions={<><Button onPress={close}>{t('ui.cancel')}</Button><Button kind="primary" isPending={move.isPending} onPress={() => go(asking)}>{t('ui.save')}</Button></>}>
          <p>{t(`followups.move.${asking}.help`)}</p>
          {move.error && <ProblemPanel problem={move.error} />}
        </Dialog>
      )}
    </>
  );
}
