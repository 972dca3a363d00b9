import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
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

/** Who is in the waiting room, with an appointment or without, longest first; told to the colleague who speaks their language. */
export function WaitingQueue({ items }: { items: readonly Appointment[] }): ReactNode {
  const { t, languageName, formatTime } = useText();
  const { hat } = useSession();
  const client = useQueryClient();
  const team = useQuery(colleagues);
  const queue = useQuery(queueOf);
  const [isAdding, setAdding] = useState(false);
  const mine = team.data?.items.find((one) => one.id === hat?.id)?.languages ?? [];
  const move = useMutation({
    mutationFn: ({ one, name }: { one: WalkIn; name: WalkInMove }) => api.post<WalkIn>(`/api/agenda/queue/${one.id}/moves`, { body: { id: newId(), move: name } }),
    onSuccess: (_, { one, name }) => { if (name === 'leave' || name === 'call') toast.undo(t(`agenda.queue.done.${name}`, { code: one.code }), () => move.mutate({ one, name: 'put-back' })); },
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
      {isAdding && <ArrivalDialog onClose={() => setAdding(false)} />}
    </Panel>
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
