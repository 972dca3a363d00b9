import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { italianDay } from '../../../kernel/italian-day.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { DateField } from '../../../kernel/ui/DateField.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { TextArea, TextField } from '../../../kernel/ui/TextField.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { goesOnItsOwn } from '../../../kernel/ui/useDeed.ts';
import type { Conference, Decision } from '../contract.ts';
import { useDeed } from './queries.ts';

const isWritable = ({ state }: Conference): boolean => state === 'called' || state === 'held';

/** What was decided, who does it and by when; each becomes a step or a task by one tap. Beside it, who did not agree. */
export function Decisions({ conference }: { conference: Conference }): ReactNode {
  const { t } = useText();
  const [opened, setOpened] = useState<'decision' | 'dissent' | null>(null);
  const writable = isWritable(conference);
  const seated = new Map(conference.seats.map((seat) => [seat.id, seat.member.name]));
  const decided = new Map(conference.decisions.map((one) => [one.id, one.what]));
  return (
    <Panel title={t('conferences.decisions')} of="case" actions={writable && <Row><Button size="small" onPress={() => setOpened('dissent')}>{t('conferences.dissent.add')}</Button><Button size="small" icon="plus" onPress={() => setOpened('decision')}>{t('conferences.decision.add')}</Button></Row>}>
      <Stack>
        {conference.decisions.length === 0 && <p className="quiet">{t('conferences.decisions.none')}</p>}
        <ul className="conference-lines">{conference.decisions.map((one) => <DecisionLine key={one.id} decision={one} conference={conference} />)}</ul>
        {conference.dissents.length > 0 && (
          <section aria-label={t('conferences.dissents')}>
            <h3>{t('conferences.dissents')}</h3>
            <ul className="conference-lines">{conference.dissents.map((one) => <li key={one.id}><SafeText block>{one.words ?? t('conferences.minutes.gone')}</SafeText><span className="quiet small">{[one.seatId ? seated.get(one.seatId) : t('conferences.dissent.nameless'), one.decisionId ? decided.get(one.decisionId) : null].filter(Boolean).join(' · ')}</span></li>)}</ul>
          </section>
        )}
      </Stack>
      {opened === 'decision' && <DecisionDialog conference={conference} onClose={() => setOpened(null)} />}
      {opened === 'dissent' && <DissentDialog conference={conference} onClose={() => setOpened(null)} />}
    </Panel>
  );
}

function DecisionLine({ decision, conference }: { decision: Decision; conference: Conference }): ReactNode {
  const { t, formatDate } = useText();
  const { hat } = useSession();
  const [choosing, setChoosing] = useState(false);
  const deed = useDeed(() => {
    setChoosing(false);
    toast.say(t('conferences.done'));
  });
  const owner = decision.owner?.memberId ?? conference.holders.find((one) => one.memberId === hat?.id)?.memberId;
  const title = decision.what ?? '';
  // Step and task bear the id of the decision: a second tap, here or on another screen, makes no second one.
  const asTask = (): void => { if (owner) deed.mutate({ method: 'put', path: `/api/tasks/${decision.id}`, body: { caseId: conference.caseId, title, ownerId: owner, ...(decision.dueOn ? { dueOn: decision.dueOn } : {}) } }); };
  const asStep = (goalId: string): void => deed.mutate({ method: 'put', path: `/api/steps/${decision.id}`, body: { goalId, title, ownerId: decision.owner?.memberId ?? null, byPerson: false, dueOn: decision.dueOn, afterStep: null } });
  const intoPlan = (): void => {
    const [only] = conference.goals;
    if (conference.goals.length === 1 && only) asStep(only.id);
    else setChoosing(true);
  };
  const isOver = decision.withdrawnAt !== null;
  return (
    <li>
      <SafeText block>{decision.what ?? t('conferences.minutes.gone')}</SafeText>
      <div className="quiet small">{[decision.owner?.name ?? decision.ownerWords, decision.dueOn ? `${t('conferences.decision.when')} ${formatDate(decision.dueOn)}` : null].filter(Boolean).join(' · ')}</div>
      {deed.error && <ProblemPanel problem={deed.error} />}
      {isOver && <Tag>{t('conferences.decision.taken-back')}</Tag>}
      {decision.became && <Tag tone="good" icon="check">{t(`conferences.decision.became.${decision.became}`)}</Tag>}
      {!isOver && !decision.became && decision.what !== null && (
        <Row>
          {conference.goals.length > 0 && <Button size="small" isPending={deed.isPending} onPress={intoPlan}>{t('conferences.decision.step')}</Button>}
          {owner && <Button size="small" isPending={deed.isPending} onPress={asTask}>{t('conferences.decision.task')}</Button>}
          {isWritable(conference) && <Button size="small" kind="quiet" onPress={() => deed.mutate({ method: 'post', path: `/api/conference-decisions/${decision.id}/take-back` })}>{t('conferences.decision.take-back')}</Button>}
        </Row>
      )}
      {choosing && <GoalDialog conference={conference} isPending={deed.isPending} onClose={() => setChoosing(false)} onChosen={asStep} />}
    </li>
  );
}

function GoalDialog({ conference, isPending, onClose, onChosen }: { conference: Conference; isPending: boolean; onClose: () => void; onChosen: (goalId: string) => void }): ReactNode {
  const { t } = useText();
  const [goal, setGoal] = useState<string | null>(null);
  return (
    <Dialog title={t('conferences.decision.step')} size="small" isOpen onClose={onClose} actions={<Button kind="primary" isDisabled={goal === null} isPending={isPending} onPress={() => { if (goal) onChosen(goal); }}>{t('conferences.decision.step')}</Button>}>
      <Select label={t('conferences.decision.goal')} isRequired value={goal} onChange={setGoal} choices={conference.goals.map((one) => ({ value: one.id, label: one.words }))} />
    </Dialog>
  );
}

function DecisionDialog({ conference, onClose }: { conference: Conference; onClose: () => void }): ReactNode {
  const { t } = useText();
  const [form, setForm] = useState({ id: newId(), what: '', ownerId: null as string | null, ownerWords: '', dueOn: null as string | null });
  const keep = useDeed(onClose);
  const send = (): void => keep.mutate({ method: 'put', path: `/api/conference-decisions/${form.id}`, body: { conferenceId: conference.id, what: form.what, ...(form.ownerId ? { ownerId: form.ownerId } : {}), ...(form.ownerWords ? { ownerWords: form.ownerWords } : {}), ...(form.dueOn ? { dueOn: form.dueOn } : {}) } }, goesOnItsOwn(() => setForm({ ...form, id: newId() })));
  return (
    <Dialog title={t('conferences.decision.add')} isOpen onClose={onClose} actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={form.what.trim().length < 2} isPending={keep.isPending} onPress={send}>{t('conferences.decision.add')}</Button></>}>
      <Stack>
        <TextField label={t('conferences.decision.what')} isRequired maxLength={200} value={form.what} onChange={(what) => setForm({ ...form, what })} />
        <Select label={t('conferences.decision.who')} value={form.ownerId} onChange={(ownerId) => setForm({ ...form, ownerId })} choices={conference.holders.map((one) => ({ value: one.memberId, label: `${one.name} · ${t(`role.${one.role}`)}` }))} />
        {form.ownerId === null && <TextField label={t('conferences.decision.who.else')} hint={t('conferences.decision.who.else.hint')} maxLength={120} value={form.ownerWords} onChange={(ownerWords) => setForm({ ...form, ownerWords })} />}
        <DateField label={t('conferences.decision.when')} minValue={italianDay(new Date())} value={form.dueOn} onChange={(dueOn) => setForm({ ...form, dueOn })} />
        {keep.error && <ProblemPanel problem={keep.error} />}
      </Stack>
    </Dialog>
  );
}

function DissentDialog({ conference, onClose }: { conference: Conference; onClose: () => void }): ReactNode {
  const { t } = useText();
  const [form, setForm] = useState({ id: newId(), words: '', decisionId: null as string | null, seatId: null as string | null });
  const keep = useDeed(onClose);
  const send = (): void => keep.mutate({ method: 'put', path: `/api/conference-dissents/${form.id}`, body: { conferenceId: conference.id, words: form.words, ...(form.decisionId ? { decisionId: form.decisionId } : {}), ...(form.seatId ? { seatId: form.seatId } : {}) } }, goesOnItsOwn(() => setForm({ ...form, id: newId() })));
  return (
    <Dialog title={t('conferences.dissent.add')} isOpen onClose={onClose} actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={form.words.trim().length < 2} isPending={keep.isPending} onPress={send}>{t('conferences.dissent.add')}</Button></>}>
      <Stack>
        <TextArea label={t('conferences.dissent.words')} isRequired rows={3} maxLength={1000} value={form.words} onChange={(words) => setForm({ ...form, words })} />
        {conference.decisions.length > 0 && <Select label={t('conferences.dissent.about')} value={form.decisionId} onChange={(decisionId) => setForm({ ...form, decisionId })} choices={conference.decisions.map((one) => ({ value: one.id, label: one.what ?? '' }))} />}
        <Select label={t('conferences.dissent.by')} hint={t('conferences.dissent.by.hint')} placeholder={t('conferences.dissent.nameless')} value={form.seatId} onChange={(seatId) => setForm({ ...form, seatId })} choices={conference.seats.filter((seat) => seat.leftAt === null).map((seat) => ({ value: seat.id, label: seat.member.name }))} />
        {keep.error && <ProblemPanel problem={keep.error} />}
      </Stack>
    </Dialog>
  );
}
