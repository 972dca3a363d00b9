import { useCallback, useId, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/text.tsx';
import { Button, LinkButton } from '../../ui/Button.tsx';
import { useConnection } from '../../ui/connection.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { AlertBar, Notice } from '../../ui/Notice.tsx';
import { Row, Stack } from '../../ui/Panel.tsx';
import { useSession } from '../../ui/session.tsx';
import { ApiProblem } from '../../ui/problems.ts';
import { toast } from '../../ui/toasts.ts';
import { useLasting } from '../../ui/useLasting.ts';
import { piecesOf } from '../../pieces/domain.ts';
import { toldFirst, waitsFor } from '../reasons.ts';
import { HANDED, hasFileToGo, isFileGone, isStuck, lostFileOf, uploadOf, type Waiting, withoutFile } from '../waiting.ts';
import type { Left } from './filesHere.ts';
import { LeftLine } from './LeftBar.tsx';
import { StateMark } from './SendMark.tsx';
import { useLittleSpace } from './space.ts';
import { useQueue, useQueueState, useWhenKept, whatGoesWith, whatIsHanded } from './theQueue.ts';

/** What leaves within a moment is not worth a word. Milliseconds. */
const MOMENT = 1_500;

/** Whether the frame has something to say of what waits here: it has waited for more than a moment, or needs somebody. */
export function useIsToSend(): boolean {
  const { t } = useText();
  const { waiting } = useQueueState();
  // Whoever handed something over reads no more of it; that it arrived is said once, wherever they are.
  useWhenKept(HANDED, useCallback(() => toast.say(t('offline.handed.kept')), [t]));
  const isLasting = useLasting(waiting.length > 0, MOMENT);
  return isLasting || waiting.some((one) => one.refusal !== undefined);
}

/** What waits here, by what it waits for. */
function useGroups(): ReturnType<typeof waitsFor> {
  const { waiting } = useQueueState();
  const { hat, hats } = useSession();
  return useMemo(() => waitsFor(waiting, hat?.id ?? '', hats.map(({ id }) => id)), [waiting, hat, hats]);
}

/** In the frame: how much waits on this device, or needs somebody, and the way to all of it. */
export function ToSendBar({ onOpen }: { onOpen: () => void }): ReactNode {
  const { t } = useText();
  const { what, count } = toldFirst(useGroups());
  return (
    <AlertBar tone={what === 'needing' || what === 'choosing' ? 'late' : 'info'} actions={<Button size="small" onPress={onOpen}>{t('offline.see')}</Button>}>
      {t(`offline.${what}`, { count })}
    </AlertBar>
  );
}

/** "Da inviare": everything that waits, or needs somebody, why, and what can be done. */
export function ToSendDialog({ left, onClose }: { left: readonly Left[]; onClose: () => void }): ReactNode {
  const { t } = useText();
  const groups = useGroups();
  const queue = useQueue();
  return (
    <Dialog title={t('offline.title')} isOpen onClose={onClose} actions={<Button kind="primary" icon="send" isDisabled={!groups.has('leaves')} onPress={queue.now}>{t('offline.now')}</Button>}>
      <Everything left={left} onClose={onClose} />
    </Dialog>
  );
}

/** More lines than this a telephone draws slowly, and nobody reads. */
const MOST_SHOWN = 100;

function Everything({ left, onClose }: { left: readonly Left[]; onClose: () => void }): ReactNode {
  const { t } = useText();
  const { waiting, trouble, unkept } = useQueueState();
  const groups = useGroups();
  const isOnline = useConnection();
  const isLittle = useLittleSpace(true);
  const shown = new Set([...groups.values()].flat().slice(0, MOST_SHOWN));
  return (
    <Stack>
      {unkept.size > 0 && <Notice tone="late">{t('offline.unkept', { count: unkept.size })}</Notice>}
      {isLittle && <Notice tone="late">{t('offline.little-space')}</Notice>}
      {waiting.length === 0 && left.length === 0 && <p>{t('offline.nothing')}</p>}
      {left.length > 0 && <Group says={t('offline.left.waits', { count: left.length })}>{left.map((one) => <LeftLine key={one.id} one={one} onClose={onClose} />)}</Group>}
      {[...groups].map(([group, all]) => (
        <Group key={group} says={group === 'leaves' ? t(`offline.trouble.${isOnline ? trouble : 'no-answer'}`, { count: all.length }) : t(`offline.group.${group}`, { count: all.length })}>
          {all.filter((one) => shown.has(one)).map((one) => <Line key={one.id} one={one} onClose={onClose} />)}
        </Group>
      ))}
      {waiting.length > shown.size && <p className="quiet small">{t('offline.more', { count: waiting.length - shown.size })}</p>}
    </Stack>
  );
}

/** What waits for the same thing, with what that is. */
function Group({ says, children }: { says: string; children: ReactNode }): ReactNode {
  const id = useId();
  return (
    <section className="to-send-group" aria-labelledby={id}>
      <p className="quiet" id={id}>{says}</p>
      <ul className="to-send">{children}</ul>
    </section>
  );
}

function Line({ one, onClose }: { one: Waiting; onClose: () => void }): ReactNode {
  const { t, has, formatDateTime } = useText();
  const { waiting, sending, sent } = useQueueState();
  const { hat, hats } = useSession();
  const { refusal, says, href } = one;
  const state = refusal ? 'needs-you' : sending.has(one.id) ? 'sending' : 'here';
  const pieces = one.file && { sent: sent.get(uploadOf(one.file)) ?? 0, of: piecesOf(one.file.bytes, one.file.piece) };
  const code = refusal && has(`problem.${refusal.code}.title`) ? refusal.code : 'unexpected';
  const otherHat = one.memberId === hat?.id ? undefined : hats.find(({ id }) => id === one.memberId);
  const isElsewhere = one.memberId !== hat?.id;
  const what = one.handed?.says ?? says;
  const lost = lostFileOf(one);
  const queue = useQueue();
  return (
    <li>
      <strong>{what ? t(what.key, what.values) : t('offline.something')}</strong>
      <span className="quiet small">{t('offline.noted', { at: formatDateTime(new Date(one.notedAt)) })}</span>
      <StateMark state={state} pieces={pieces} />
      {one.handed && !refusal && <span className="small">{t('offline.handed')}</span>}
      {refusal?.code === 'field-conflict' && <span>{t('offline.conflict')}</span>}
      {refusal && refusal.code !== 'field-conflict' && <span><strong>{t(`problem.${code}.title`)}</strong> {t(isFileGone(one) ? 'offline.words-here' : 'offline.still-here')}</span>}
      {lost && <span className="small">{t(`offline.lost.${lost.kind}`)}</span>}
      {isElsewhere && <span className="small">{otherHat ? t('offline.other-hat', { role: t(`role.${otherHat.role}`) }) : t('offline.lost-hat')}</span>}
      <Row>
        {href && <LinkButton size="small" href={href} onPress={onClose}>{t(refusal?.code === 'field-conflict' ? 'offline.open' : 'offline.put-right')}</LinkButton>}
        {refusal?.code === 'field-conflict' && <Button size="small" onPress={() => void queue.seen(one.id)}>{t('offline.seen')}</Button>}
        {refusal && refusal.code !== 'field-conflict' && <Button size="small" onPress={() => void queue.again(one.id)}>{t('offline.again')}</Button>}
        {one.handed && state !== 'sending' && <KeepHere id={one.id} />}
        {withoutFile(waiting, one.id) && <SendWithout id={one.id} />}
        {isStuck(one, hats.map(({ id }) => id)) && state !== 'sending' && <HandOver id={one.id} />}
        {!one.handed && refusal?.code !== 'field-conflict' && (state !== 'sending' || hasFileToGo(one)) && <TakeBack id={one.id} />}
      </Row>
    </li>
  );
}

/** A file on its way is not yet what it becomes: until its call leaves it can be taken back. */
function TakeBack({ id }: { id: string }): ReactNode {
  const { t } = useText();
  const queue = useQueue();
  /** How many things would go, once the person asked: this one and what makes no sense without it. */
  const [going, setGoing] = useState(0);
  const askTakeBack = async (): Promise<void> => {
    const { length } = await whatGoesWith(id);
    setGoing(length);
    if (length === 0) toast.say(t('offline.may-have-left'));
  };
  const takeBack = async (): Promise<void> => {
    setGoing(0);
    const putBack = await queue.takeBack(id);
    if (putBack) toast.undo(t('offline.taken-back'), () => void putBack());
    else toast.say(t('offline.may-have-left'));
  };
  if (going === 0) return <Button size="small" kind="quiet" onPress={() => void askTakeBack()}>{t('offline.take-back')}</Button>;
  return (
    <>
      <Button size="small" kind="danger" onPress={() => void takeBack()}>{t('offline.take-back.sure', { count: going })}</Button>
      <Button size="small" kind="quiet" onPress={() => setGoing(0)}>{t('ui.cancel')}</Button>
    </>
  );
}

/** Gives what nobody here can send any more to who coordinates: they read it whole, and whoever wrote it reads it no more. */
function HandOver({ id }: { id: string }): ReactNode {
  const { t } = useText();
  const queue = useQueue();
  const [going, setGoing] = useState<Awaited<ReturnType<typeof whatIsHanded>>>();
  const handOver = async (): Promise<void> => {
    setGoing(undefined);
    try {
      if (await queue.handOver(id) === 0) toast.say(t('offline.may-have-left'));
    } catch (error) {
      toast.say(t(error instanceof ApiProblem ? `problem.${error.code}.title` : 'problem.unexpected.title'));
    }
  };
  if (!going) return <Button size="small" kind="primary" onPress={() => void whatIsHanded(id).then(setGoing)}>{t('offline.hand-over')}</Button>;
  return (
    <>
      <output className="small">{t('offline.hand-over.help')} {going.lost > 0 && t('offline.hand-over.lost', { count: going.lost })}</output>
      <Button size="small" kind="primary" onPress={() => void handOver()}>{t('offline.hand-over.sure', { count: going.count })}</Button>
      <Button size="small" kind="quiet" onPress={() => setGoing(undefined)}>{t('ui.cancel')}</Button>
    </>
  );
}

/** A page of several is lost: the others need not wait for it. */
function SendWithout({ id }: { id: string }): ReactNode {
  const { t } = useText();
  const queue = useQueue();
  const [isAsked, setAsked] = useState(false);
  const send = async (): Promise<void> => {
    setAsked(false);
    try {
      if (!(await queue.sendWithout(id))) toast.say(t('offline.may-have-left'));
    } catch (error) {
      toast.say(t(error instanceof ApiProblem ? `problem.${error.code}.title` : 'problem.unexpected.title'));
    }
  };
  if (!isAsked) return <Button size="small" kind="primary" onPress={() => setAsked(true)}>{t('offline.without')}</Button>;
  return (
    <>
      <output className="small">{t('offline.without.help')}</output>
      <Button size="small" kind="primary" onPress={() => void send()}>{t('offline.without.sure')}</Button>
      <Button size="small" kind="quiet" onPress={() => setAsked(false)}>{t('ui.cancel')}</Button>
    </>
  );
}

/** Until it has left, whoever handed it over may change their mind. */
function KeepHere({ id }: { id: string }): ReactNode {
  const { t } = useText();
  const queue = useQueue();
  const keep = async (): Promise<void> => {
    try {
      if (await queue.keepHere(id) === 0) toast.say(t('offline.may-have-left'));
    } catch (error) {
      toast.say(t(error instanceof ApiProblem ? `problem.${error.code}.title` : 'problem.unexpected.title'));
    }
  };
  return <Button size="small" kind="quiet" onPress={() => void keep()}>{t('offline.hand-over.not')}</Button>;
}
