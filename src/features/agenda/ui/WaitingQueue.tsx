import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button, TextLink } from '../../../kernel/ui/Button.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { Menu } from '../../../kernel/ui/Menu.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';
import { TextField } from '../../../kernel/ui/TextField.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { type Appointment, BookableRole, type WalkIn, type WalkInMove } from '../contract.ts';
import { walkInMachine } from '../domain.ts';
import { colleagues, queueOf, spokenHere } from './queries.ts';
import { useTakeBack, WhoCameDialog } from './WhoCame.tsx';

/** Who is in the waiting room, with an appointment or without, longest first; told to the colleague who speaks their language. */
export function WaitingQueue({ items }: { items: readonly Appointment[] }): ReactNode {
  const { t, languageName, formatTime } = useText();
  const { hat } = useSession();
  const client = useQueryClient();
  const team = useQuery(colleagues);
  const queue = useQuery(queueOf);
  const [isAdding, setAdding] = useState(false);
  const [asked, setAsked] = useState<WalkIn | null>(null);
  const mine = team.data?.items.find((one) => one.id === hat?.id)?.languages ?? [];
  const move = useMutation({
    mutationFn: ({ one, name }: { one: WalkIn; name: WalkInMove }) => api.post<WalkIn>(`/api/agenda/queue/${one.id}/moves`, { body: { id: newId(), move: name } }),
    onSuccess: (_, { one, name }) => {
      if (name === 'receive') setAsked(one);
      if (name === 'leave' || name === 'call') toast.undo(t(`agenda.queue.done.${name}`, { code: one.code }), () => move.mutate({ one, name: 'put-back' }));
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['agenda', 'queue'] }),
  });
  const expected = items.filter((one) => one.state === 'arrived').toSorted((a, b) => (a.arrivedAt ?? '').localeCompare(b.arrivedAt ?? ''));
  const came = (queue.data?.items ?? []).filter((one) => one.state === 'waiting' || one.state === 'called');
  const line = (one: { language: string; arrivedAt: string | null }): string => t('agenda.waiting.line', { language: languageName(one.language), time: one.arrivedAt ? formatTime(one.arrivedAt) : '' });
  return (
    <Panel title={t('agenda.waiting')} of="team" actions={<Button size="small" icon="plus" onPress={() => setAdding(true)}>{t('agenda.queue.add')}</Button>}>
      {(queue.error ?? move.error) && <ProblemPanel problem={queue.error ?? move.error} />}
      {expected.length + came.length === 0 && queue.data && <p className="quiet">{t('agenda.waiting.none')}</p>}
      <Stack gap="small">
        {expected.map((one) => (
          <Notice key={one.id} tone={mine.includes(one.language) ? 'good' : 'neutral'} title={<span className="number">{one.code}</span>}>
            {line(one)}
            {mine.includes(one.language) && <div>{t('agenda.waiting.yours')}</div>}
          </Notice>
        ))}
        {came.map((one) => (
          <Notice key={one.id} tone={one.state === 'waiting' && mine.includes(one.language) ? 'good' : 'neutral'} title={<span className="number">{one.code}</span>}>
            <div>{[line(one), one.role && t('agenda.queue.for', { role: t(`role.${one.role}`) }), t('agenda.queue.without')].filter(Boolean).join(' · ')}</div>
            {one.state === 'waiting' && mine.includes(one.language) && <div>{t('agenda.waiting.yours')}</div>}
            {one.state === 'called' && <div>{t('agenda.queue.called-by', { name: one.member?.name ?? '' })}</div>}
            <div className="row">
              {one.state === 'waiting'
                ? <Button size="small" aria-label={`${t('agenda.queue.call')}: ${one.code}`} onPress={() => move.mutate({ one, name: 'call' })}>{t('agenda.queue.call')}</Button>
                : <Button size="small" aria-label={`${t('agenda.queue.receive')}: ${one.code}`} onPress={() => move.mutate({ one, name: 'receive' })}>{t('agenda.queue.receive')}</Button>}
              <Menu label={t('agenda.more', { code: one.code })} trigger={<Button kind="quiet" size="small" icon="more" iconOnly>{t('agenda.more', { code: one.code })}</Button>}
                groups={[{ id: 'moves', choices: walkInMachine.movesFrom(one.state).filter((name) => name !== (one.state === 'waiting' ? 'call' : 'receive')).map((name) => ({ id: name, label: t(`agenda.queue.${name}`), onSelect: () => move.mutate({ one, name }) })) }]} />
            </div>
          </Notice>
        ))}
      </Stack>
      <Received items={(queue.data?.items ?? []).filter((one) => one.state === 'served')} onAsk={setAsked} onPutBack={(one) => move.mutate({ one, name: 'put-back' })} />
      {asked && <WhoCameDialog subject={{ kind: 'walk-in', id: asked.id, code: asked.code, language: asked.language, role: asked.role, appointment: null }} onClose={() => setAsked(null)} />}
      {isAdding && <ArrivalDialog onClose={() => setAdding(false)} />}
    </Panel>
  );
}

/** Who was received today, and what came of it: nobody is lost from sight before it is known who they are, or when they come again. */
function Received({ items, onAsk, onPutBack }: { items: readonly WalkIn[]; onAsk: (one: WalkIn) => void; onPutBack: (one: WalkIn) => void }): ReactNode {
  const { t, languageName, formatDateTime } = useText();
  const takeBack = useTakeBack();
  if (items.length === 0) return null;
  const came = (one: WalkIn): ReactNode => {
    if (one.whoCame) return <TextLink href={`/cases/${one.whoCame.caseId}`}>{t('agenda.who.is', { code: one.whoCame.code })}</TextLink>;
    if (one.givenHour) return t('agenda.who.hour-given', { when: formatDateTime(one.givenHour) });
    return one.hasFile ? t('agenda.who.has-file') : t('agenda.who.open');
  };
  return (
    <>
      <h3>{t('agenda.who.received')}</h3>
      {takeBack.error && <ProblemPanel problem={takeBack.error} />}
      <ul className="agenda-lines">
        {items.map((one) => {
          const { whoCame } = one;
          const more = [
            ...(one.hasFile ? [] : [{ id: 'put-back', label: t('agenda.queue.put-back'), onSelect: () => onPutBack(one) }]),
            ...(whoCame ? [{ id: 'not-who', label: t('agenda.who.take-back'), onSelect: () => takeBack.mutate(whoCame.id) }] : []),
          ];
          return (
            <li key={one.id}>
              <span><strong>{one.code}</strong><span className="small agenda-under">{[languageName(one.language), one.member?.name].filter(Boolean).join(' · ')}</span><span className="small agenda-under">{came(one)}</span></span>
              <span className="row">
                {!one.hasFile && <Button size="small" aria-label={`${t('agenda.who')}: ${one.code}`} onPress={() => onAsk(one)}>{t('agenda.who')}</Button>}
                {more.length > 0 && <Menu label={t('agenda.more', { code: one.code })} trigger={<Button kind="quiet" size="small" icon="more" iconOnly>{t('agenda.more', { code: one.code })}</Button>} groups={[{ id: 'moves', choices: more }]} />}
              </span>
            </li>
          );
        })}
      </ul>
    </>
  );
}

/** How they like to be called and which language they speak: nothing else is needed to wait. */
function ArrivalDialog({ onClose }: { onClose: () => void }): ReactNode {
  const { t, languageName } = useText();
  const client = useQueryClient();
  const [id] = useState(() => newId());
  const [code, setCode] = useState('');
  const [language, setLanguage] = useState<string | null>(null);
  const [role, setRole] = useState<BookableRole | null>(null);
  const [isTried, setTried] = useState(false);
  const save = useMutation({
    mutationFn: () => api.put<WalkIn>(`/api/agenda/queue/${id}`, { body: { code: code.trim(), language, role } }),
    onSuccess: ({ code: kept }) => { toast.say(t('agenda.queue.kept', { code: kept })); onClose(); },
    onSettled: () => client.invalidateQueries({ queryKey: ['agenda', 'queue'] }),
  });
  const submit = (): void => {
    setTried(true);
    if (code.trim().length > 1 && language) save.mutate();
  };
  return (
    <Dialog title={t('agenda.queue.add')} isOpen onClose={onClose} actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isPending={save.isPending} onPress={submit}>{t('agenda.queue.save')}</Button></>}>
      <Stack>
        {save.error && <ProblemPanel problem={save.error} />}
        <TextField label={t('agenda.queue.code')} hint={t('agenda.book.alias-hint')} value={code} onChange={setCode} maxLength={60} error={isTried && code.trim().length < 2 ? t('ui.invalid.required') : undefined} />
        <Select label={t('agenda.find.language')} value={language} onChange={setLanguage} choices={spokenHere.map((value) => ({ value, label: languageName(value) }))} error={isTried && !language ? t('ui.invalid.required') : undefined} />
        <Select label={t('agenda.queue.asks-for')} value={role} onChange={setRole} choices={BookableRole.options.map((value) => ({ value, label: t(`role.${value}`) }))} />
      </Stack>
    </Dialog>
  );
}
