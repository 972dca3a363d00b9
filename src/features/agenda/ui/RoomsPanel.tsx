import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { TextField } from '../../../kernel/ui/TextField.tsx';
import { Switch } from '../../../kernel/ui/Toggles.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { type Room, RoomKind } from '../contract.ts';

/** Where one receives. A room goes out of use and comes back; its name is never given twice. */
export function RoomsPanel({ rooms, mayWrite }: { rooms: readonly Room[]; mayWrite: boolean }): ReactNode {
  const { t } = useText();
  const client = useQueryClient();
  const [isAdding, setAdding] = useState(false);
  const change = useMutation({
    mutationFn: (room: Room) => api.patch<Room>(`/api/agenda/rooms/${room.id}`, { body: { stepFree: room.stepFree, inUse: !room.inUse }, ifMatch: room.version }),
    onSettled: () => client.invalidateQueries({ queryKey: ['agenda'] }),
  });
  return (
    <Panel title={t('agenda.rooms')} of="team" actions={mayWrite && <Button size="small" icon="plus" onPress={() => setAdding(true)}>{t('agenda.rooms.add')}</Button>}>
      {change.error && <ProblemPanel problem={change.error} />}
      {rooms.length === 0 && <p className="quiet">{t('agenda.rooms.none')}</p>}
      {rooms.length > 0 && <ul className="agenda-lines">
        {rooms.map((room) => (
          <li key={room.id}>
            <span>{room.name}<span className="quiet small agenda-under">{[t(`agenda.rooms.${room.kind}`), room.stepFree && t('agenda.rooms.step-free'), !room.inUse && t('agenda.rooms.retired')].filter(Boolean).join(' · ')}</span></span>
            {mayWrite && <Button size="small" kind="quiet" aria-label={`${t(room.inUse ? 'agenda.rooms.retire' : 'agenda.rooms.use')}: ${room.name}`} onPress={() => change.mutate(room)}>{t(room.inUse ? 'agenda.rooms.retire' : 'agenda.rooms.use')}</Button>}
          </li>
        ))}
      </ul>}
      {isAdding && <RoomDialog onClose={() => setAdding(false)} />}
    </Panel>
  );
}

function RoomDialog({ onClose }: { onClose: () => void }): ReactNode {
  const { t } = useText();
  const client = useQueryClient();
  const [id] = useState(() => newId());
  const [name, setName] = useState('');
  const [kind, setKind] = useState<(typeof RoomKind.options)[number]>('room');
  const [stepFree, setStepFree] = useState(false);
  const [isTried, setTried] = useState(false);
  const save = useMutation({
    mutationFn: () => api.put<Room>(`/api/agenda/rooms/${id}`, { body: { name: name.trim(), kind, stepFree } }),
    onSuccess: () => { toast.say(t('agenda.rooms.kept')); onClose(); },
    onSettled: () => client.invalidateQueries({ queryKey: ['agenda'] }),
  });
  const submit = (): void => {
    setTried(true);
    if (name.trim()) save.mutate();
  };
  return (
    <Dialog title={t('agenda.rooms.add')} isOpen onClose={onClose} actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isPending={save.isPending} onPress={submit}>{t('ui.save')}</Button></>}>
      <Stack>
        {save.error && <ProblemPanel problem={save.error} />}
        <TextField label={t('agenda.rooms.name')} hint={t('agenda.rooms.name-hint')} value={name} onChange={setName} maxLength={60} error={isTried && !name.trim() ? t('ui.invalid.required') : undefined} />
        <ChoiceChips label={t('agenda.rooms.kind')} canClear={false} value={kind} onChange={(value) => { if (value) setKind(value); }} choices={RoomKind.options.map((value) => ({ value, label: t(`agenda.rooms.${value}`) }))} />
        {kind === 'room' && <Switch value={stepFree} onChange={setStepFree}>{t('agenda.rooms.step-free')}</Switch>}
      </Stack>
    </Dialog>
  );
}
