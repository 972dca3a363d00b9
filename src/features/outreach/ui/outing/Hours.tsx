import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../../kernel/i18n/text.tsx';
import { api } from '../../../../kernel/ui/api.ts';
import { Button, TextLink } from '../../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../../kernel/ui/Chips.tsx';
import { DateField } from '../../../../kernel/ui/DateField.tsx';
import { Dialog } from '../../../../kernel/ui/Dialog.tsx';
import { ProblemPanel } from '../../../../kernel/ui/Notice.tsx';
import { Row, Stack } from '../../../../kernel/ui/Panel.tsx';
import { asProblem } from '../../../../kernel/ui/problems.ts';
import { PrivateText } from '../../../../kernel/ui/SafeText.tsx';
import { Select } from '../../../../kernel/ui/Select.tsx';
import { TextField } from '../../../../kernel/ui/TextField.tsx';
import { useDeed } from '../../../../kernel/ui/useDeed.ts';
import { type Colleague, OutsideHours } from '../../../agenda/contract.ts';
import { dayAfter, instantOf, startTimes } from '../../../agenda/domain/days.ts';
import { italianDay } from '../../../../kernel/italian-day.ts';
import type { Outing } from '../../contract.ts';

export const colleaguesHere = { queryKey: ['agenda', 'colleagues'], queryFn: ({ signal }: { signal: AbortSignal }) => api.get<{ items: Colleague[] }>('/api/desk/colleagues', { signal }), staleTime: 10 * 60_000 };

/** Hours of the desk that are kept for this crew: given with no signal, and never to two people. */
export function Hours({ outing }: { outing: Outing }): ReactNode {
  const { t, formatDate, formatTime } = useText();
  const deed = useDeed([['outreach'], ['agenda']]);
  if (outing.hours.length === 0) return <p className="quiet">{t('outreach.hours.empty')}</p>;
  return (
    <>
      <ul className="street-lines">
        {outing.hours.map((hour) => (
          <li key={hour.id}>
            <span>{t('outreach.hours.line', { day: formatDate(hour.startsAt, 'weekday'), time: formatTime(hour.startsAt), with: hour.member.name, by: hour.forMember.name })}</span>
            <span className="quiet">{t(`outreach.hours.state.${hour.state}`)}{hour.code !== null && <> · <PrivateText>{hour.code}</PrivateText></>}</span>
            {hour.state === 'promised' && hour.contactId !== null && <TextLink href={`/street/contacts/${hour.contactId}`}>{t('outreach.promised.find')}</TextLink>}
            {hour.state === 'held' && <Button size="small" kind="quiet" onPress={() => deed.mutate({ method: 'post', path: `/api/street-hours/${hour.id}/let-go`, body: { id: newId() } })}>{t('outreach.hours.let-go')}</Button>}
          </li>
        ))}
      </ul>
      {deed.error && <ProblemPanel problem={deed.error} />}
    </>
  );
}

const lengths = ['30', '45', '60'] as const;

/** Keeps an hour of a colleague, perhaps with a mediator, for one of the crew. */
export function HourDialog({ outing, onClose }: { outing: Outing; onClose: () => void }): ReactNode {
  const { t, languageName } = useText();
  const colleagues = useQuery(colleaguesHere);
  const [day, setDay] = useState<string | null>(dayAfter(italianDay(new Date(outing.startsAt)), 1));
  const [start, setStart] = useState<string | null>('10:00');
  const [length, setLength] = useState<(typeof lengths)[number]>('60');
  const [memberId, setMember] = useState<string | null>(null);
  const [mediatorId, setMediator] = useState<string | null>(null);
  const [forMemberId, setFor] = useState<string | null>(outing.crew[0]?.memberId ?? null);
  const [room, setRoom] = useState('');
  const [outside, setOutside] = useState<OutsideHours | null>(null);
  const [ids] = useState(() => ({ id: newId(), appointmentId: newId() }));
  const deed = useDeed([['outreach'], ['agenda']], onClose);
  const team = colleagues.data?.items ?? [];
  const isWhole = day !== null && start !== null && memberId !== null && forMemberId !== null;
  const language = team.find((one) => one.id === mediatorId)?.languages.find((one) => one !== 'it') ?? 'it';

  function keep(): void {
    if (!isWhole) return;
    const begins = instantOf(day, start);
    const body = { outingId: outing.id, forMemberId, appointmentId: ids.appointmentId, startsAt: begins.toISOString(), endsAt: new Date(begins.getTime() + Number(length) * 60_000).toISOString(), memberId, mediatorId, room: room.trim() === '' ? null : room.trim(), language, outsideHours: outside };
    deed.mutate({ method: 'put', path: `/api/street-hours/${ids.id}`, body });
  }
  return (
    <Dialog title={t('outreach.hours.keep')} isOpen onClose={onClose} actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={!isWhole} isPending={deed.isPending} onPress={keep}>{t('outreach.hours.keep.do')}</Button></>}>
      <Stack>
        <p className="quiet">{t('outreach.hours.keep.help')}</p>
        <Row>
          <DateField label={t('outreach.hours.day')} value={day} onChange={setDay} />
          <Select label={t('outreach.hours.start')} value={start} canClear={false} choices={startTimes.map((value) => ({ value, label: value }))} onChange={setStart} />
        </Row>
        <ChoiceChips label={t('outreach.hours.length')} canClear={false} value={length} choices={lengths.map((value) => ({ value, label: t('outreach.hours.minutes', { minutes: Number(value) }) }))} onChange={(value) => setLength(value ?? '60')} />
        <Select label={t('outreach.hours.with')} isRequired value={memberId} choices={team.map((one) => ({ value: one.id, label: `${one.name} · ${t(`role.${one.role}`)}` }))} onChange={setMember} />
        <Select label={t('outreach.hours.mediator')} value={mediatorId} choices={team.filter(({ role }) => role === 'mediator').map((one) => ({ value: one.id, label: `${one.name} · ${one.languages.map(languageName).join(', ')}` }))} onChange={setMediator} />
        <TextField label={t('outreach.hours.room')} value={room} maxLength={60} onChange={setRoom} />
        <ChoiceChips label={t('outreach.hours.for')} hint={t('outreach.hours.for.hint')} canClear={false} value={forMemberId} choices={outing.crew.map((one) => ({ value: one.memberId, label: one.name }))} onChange={setFor} />
        {(outside !== null || (deed.error && asProblem(deed.error).code.startsWith('outside-hours'))) && <Select label={t('agenda.outside')} hint={t('agenda.outside.hint')} value={outside} choices={OutsideHours.options.map((value) => ({ value, label: t(`agenda.outside.${value}`) }))} onChange={setOutside} />}
        {deed.error && <ProblemPanel problem={deed.error} />}
      </Stack>
    </Dialog>
  );
}
