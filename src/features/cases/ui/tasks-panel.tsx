import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { italianDay } from '../../../kernel/italian-day.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { DateField } from '../../../kernel/ui/DateField.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';
import { TextField } from '../../../kernel/ui/TextField.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import type { Task } from '../contract.ts';
import { tasksOf, teamOf, useDeed } from './queries.ts';
import { titleOfTask } from './words.ts';

/** What is to be done for this case: one tap and it is done, ten seconds to take it back. */
export function TasksPanel({ caseId }: { caseId: string }): ReactNode {
  const { t, formatDate } = useText();
  const [isGiving, setGiving] = useState(false);
  const tasks = useQuery(tasksOf(caseId));
  const change = useDeed<{ version: number }>();
  const done = (task: Task): void => change.mutate({ method: 'patch', path: `/api/tasks/${task.id}`, body: { done: true }, ifMatch: task.version }, {
    onSuccess: ({ version }) => toast.undo(t('cases.task.done'), () => change.mutate({ method: 'patch', path: `/api/tasks/${task.id}`, body: { done: false }, ifMatch: version })),
  });
  const today = italianDay(new Date());
  return (
    <Panel title={t('cases.tasks.title')} of="case" actions={<Button kind="quiet" size="small" icon="plus" onPress={() => setGiving(true)}>{t('cases.task.give')}</Button>}>
      {tasks.data?.items.length === 0 && <p className="quiet">{t('cases.tasks.none')}</p>}
      {change.error && <ProblemPanel problem={change.error} />}
      <ul className="case-lines">
        {tasks.data?.items.map((task) => (
          <li key={task.id}>
            <span className="case-line">
              <SafeText>{titleOfTask(task, t)}</SafeText>
              <span className="quiet small">
                {task.owner.name}
                {task.dueOn && ` · ${t(task.dueOn < today ? 'cases.task.late' : 'cases.task.due', { day: formatDate(task.dueOn) })}`}
              </span>
            </span>
            <Button size="small" icon="check" aria-label={t('cases.task.do', { title: titleOfTask(task, t) })} onPress={() => done(task)}>{t('cases.task.do.short')}</Button>
          </li>
        ))}
      </ul>
      {isGiving && <GiveTask caseId={caseId} onClose={() => setGiving(false)} />}
    </Panel>
  );
}

function GiveTask({ caseId, onClose }: { caseId: string; onClose: () => void }): ReactNode {
  const { t } = useText();
  const { hat } = useSession();
  const team = useQuery(teamOf(caseId));
  const [id] = useState(() => newId());
  const [title, setTitle] = useState('');
  const [ownerId, setOwnerId] = useState(hat?.id ?? null);
  const [dueOn, setDueOn] = useState<string | null>(null);
  const give = useDeed(onClose);
  const isReady = title.trim().length >= 2 && ownerId !== null;
  return (
    <Dialog
      title={t('cases.task.give')} isOpen onClose={onClose} size="small"
      actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={!isReady} isPending={give.isPending} onPress={() => give.mutate({ method: 'put', path: `/api/tasks/${id}`, body: { caseId, title, ownerId, ...(dueOn ? { dueOn } : {}) } })}>{t('ui.save')}</Button></>}
    >
      <Stack>
        <TextField label={t('cases.task.title')} hint={t('cases.task.title.hint')} isRequired maxLength={200} value={title} onChange={setTitle} />
        <Select label={t('cases.task.owner')} isRequired value={ownerId} onChange={setOwnerId} choices={(team.data?.holders ?? []).map((one) => ({ value: one.memberId, label: one.name }))} />
        <DateField label={t('cases.task.due-on')} value={dueOn} onChange={setDueOn} />
        {give.error && <ProblemPanel problem={give.error} />}
      </Stack>
    </Dialog>
  );
}
