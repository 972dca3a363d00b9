import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { italianDay } from '../../../kernel/italian-day.ts';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { emergencyDoor } from '../../../kernel/ui/emergency-door.ts';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import type { WorksheetList } from '../../worksheet/wire.ts';
import type { Check, Employment, LeadsTo, Placement } from '../contract.ts';
import { AnswerDialog, GiveUpDialog, PutOffDialog, TakeBackDialog } from './CheckDialogs.tsx';
import { useDeed } from './queries.ts';
import { answerWords } from './words.ts';

type Asking = 'answer' | 'put-off' | 'give-up' | 'take-back';

/** One time of asking how the work goes: a tap where all is well, a few answers where it is not, and what these lead to. */
export function CheckLine({ all, placement, check, onEnd }: { all: Employment; placement: Placement; check: Check; onEnd: () => void }): ReactNode {
  const { t, formatDate } = useText();
  const [asking, setAsking] = useState<Asking | null>(null);
  const [id, setId] = useState(() => newId());
  const close = (): void => setAsking(null);
  const well = useDeed(() => {
    setId(newId());
    toast.say(t('employment.kept'));
  });
  const today = italianDay(new Date());
  const isLate = check.state === 'planned' && check.dueOn < today;
  const isDue = check.state === 'planned' && check.dueOn <= today;
  const allWell = (): void => well.mutate({ method: 'post', path: `/api/placement-checks/${check.id}/moves`, body: { id, move: 'answer', answer: { stillThere: 'yes', paid: 'as-agreed', hours: 'as-agreed', safe: 'yes', words: '' } } });
  const reasons = check.steps.filter((step) => step.reason !== null);
  return (
    <li className={isLate ? 'employment-late' : undefined}>
      <Stack gap="small">
        <Row><h4>{t('employment.check.title', { days: check.afterDays })}</h4><Tag tone={isLate ? 'late' : check.state === 'answered' ? 'good' : 'neutral'}>{t(`employment.check.state.${check.state}`)}</Tag></Row>
        {check.state === 'planned' && <p className="quiet small">{t(isLate ? 'employment.check.late' : 'employment.check.due', { date: formatDate(check.dueOn) })}</p>}
        {check.answer && <p>{answerWords(check.answer, t).join(' · ')}</p>}
        {check.answer?.words && <SafeText block>{check.answer.words}</SafeText>}
        {reasons.map((step) => <p key={step.id} className="small quiet"><SafeText>{step.reason ?? ''}</SafeText> {t('employment.by', { name: step.by.name, date: formatDate(step.at) })}</p>)}
        {check.leadsTo.map((to) => <Leads key={to} to={to} all={all} placement={placement} onEnd={onEnd} />)}
        {well.error && <ProblemPanel problem={well.error} />}
        {all.may.write && check.state === 'planned' && (
          <Row>
            <Button size="small" kind={isDue ? 'primary' : 'secondary'} onPress={() => setAsking('answer')} aria-label={`${t('employment.check.answer')} ${t('employment.check.title', { days: check.afterDays })}`}>{t('employment.check.answer')}</Button>
            {isDue && <Button size="small" icon="check" isPending={well.isPending} onPress={allWell}>{t('employment.check.well')}</Button>}
            <Button size="small" kind="quiet" onPress={() => setAsking('put-off')}>{t('employment.check.put-off')}</Button>
            {isDue && <Button size="small" kind="quiet" onPress={() => setAsking('give-up')}>{t('employment.check.give-up')}</Button>}
          </Row>
        )}
        {all.may.write && (check.state === 'answered' || check.state === 'not-reached') && <Row><Button size="small" kind="quiet" onPress={() => setAsking('take-back')}>{t('employment.check.take-back')}</Button></Row>}
      </Stack>
      {asking === 'answer' && <AnswerDialog check={check} onClose={close} />}
      {asking === 'put-off' && <PutOffDialog check={check} onClose={close} />}
      {asking === 'give-up' && <GiveUpDialog check={check} onClose={close} />}
      {asking === 'take-back' && <TakeBackDialog check={check} onClose={close} />}
    </li>
  );
}

/** Where an answer leads: nobody is left with a form and a danger. */
function Leads({ to, all, placement, onEnd }: { to: LeadsTo; all: Employment; placement: Placement; onEnd: () => void }): ReactNode {
  const { t } = useText();
  const isOver = placement.state === 'ended';
  if (to === 'end' && isOver) return null;
  return (
    <Notice tone={to === 'emergency' ? 'danger' : 'late'} title={t(`employment.check.leads.${to}`)}
      actions={to === 'emergency' ? <Button size="small" kind="danger" icon="phone" onPress={() => emergencyDoor.open()}>{t('employment.check.leads.emergency.do')}</Button>
        : to === 'worksheet' ? <OpenWorksheet caseId={all.caseId} /> : to === 'end' && all.may.write ? <Button size="small" onPress={onEnd}>{t('employment.check.leads.end.do')}</Button> : undefined} />
  );
}

/** The worksheet that is being filled in, or a new one. */
function OpenWorksheet({ caseId }: { caseId: string }): ReactNode {
  const { t } = useText();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [id] = useState(() => newId());
  const open = useMutation({
    mutationFn: async () => {
      const { items, may } = await api.get<WorksheetList>(`/api/cases/${caseId}/worksheets`);
      const draft = items.find((one) => one.state === 'draft');
      if (draft ?? !may.begin) return draft?.id ?? items[0]?.id;
      await api.put(`/api/worksheets/${id}`, { body: { caseId } });
      return id;
    },
    onSuccess: async (worksheetId) => {
      await client.invalidateQueries({ queryKey: ['worksheet', 'list'] });
      await navigate({ href: worksheetId ? `/worksheets/${worksheetId}` : `/cases/${caseId}?tab=worksheet` });
    },
  });
  return <Row><Button size="small" kind="primary" icon="table" isPending={open.isPending} onPress={() => open.mutate()}>{t('employment.check.leads.worksheet.do')}</Button>{open.error && <ProblemPanel problem={open.error} />}</Row>;
}
