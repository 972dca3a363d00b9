import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { italianDay } from '../../../kernel/italian-day.ts';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { CheckChips, ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { DateField } from '../../../kernel/ui/DateField.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { TextArea, TextField } from '../../../kernel/ui/TextField.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { useSession } from '../../../kernel/ui/session.tsx';
import { dayAfter, periodOf, startTimes } from '../../agenda/domain/days.ts';
import { type Inbound, type Meeting, MeetingCancel, MeetingWay, type Sent } from '../contract.ts';
import { teamColleagues, useIntakeDeed } from './queries.ts';

type Head = Sent['meetings'][number];

function When({ of: one }: { of: Head }): ReactNode {
  const { t, formatDateTime } = useText();
  return (
    <>
      <Row><strong>{formatDateTime(one.startsAt)}</strong><Tag>{t(`intake.meeting.state.${one.state}`)}</Tag><span className="quiet small">{t('intake.meeting.minutes', { n: one.lasts })} · {t(`intake.meeting.way.${one.way}`)}</span></Row>
      {one.place && <SafeText block>{one.place}</SafeText>}
      {one.shared && <Written label={t('intake.meeting.shared')} words={one.shared} />}
    </>
  );
}

/** Words of a meeting under what says who reads them. */
function Written({ label, words }: { label: string; words: string }): ReactNode {
  return <div><span className="quiet small">{label}</span><SafeText block>{words}</SafeText></div>;
}

/** The meetings about what one's body sent. */
export function SentMeetings({ of: meetings }: { of: readonly Head[] }): ReactNode {
  const { t } = useText();
  if (meetings.length === 0) return null;
  return <Panel title={t('intake.meeting')} of="shared"><ul className="report-lines">{meetings.map((one) => <li key={one.id}><When of={one} /></li>)}</ul></Panel>;
}

/** Joint meetings for the team: called, written down, called off. */
export function Meetings({ of: one }: { of: Inbound }): ReactNode {
  const { t, formatList } = useText();
  const [isCalling, setCalling] = useState(false);
  const [asked, setAsked] = useState<{ readonly of: Meeting; readonly move: Meeting['moves'][number] } | null>(null);
  if (one.meetings.length === 0 && !one.mayMeet) return null;
  return (
    <Panel title={t('intake.meeting')} of="restricted" actions={one.mayMeet && <Button size="small" icon="plus" onPress={() => setCalling(true)}>{t('intake.meeting.call')}</Button>}>
      {one.meetings.length === 0 && <p className="quiet small">{t('intake.meeting.none')}</p>}
      <ul className="report-lines">
        {one.meetings.map((meeting) => (
          <li key={meeting.id}>
            <When of={meeting} />
            <span className="quiet small">{t('intake.meeting.with', { names: formatList([meeting.by, ...meeting.members]) })}{meeting.reason && ` · ${t(`intake.meeting.cancel.${meeting.reason}`)}`}</span>
            {meeting.own && <Written label={t('intake.meeting.own')} words={meeting.own} />}
            {meeting.moves.length > 0 && <Row>{meeting.moves.map((move) => <Button key={move} size="small" onPress={() => setAsked({ of: meeting, move })}>{t(`intake.meeting.${move}`)}</Button>)}</Row>}
          </li>
        ))}
      </ul>
      {isCalling && <CallMeeting id={one.id} onClose={() => setCalling(false)} />}
      {asked && <MoveMeetingDialog id={one.id} {...asked} onClose={() => setAsked(null)} />}
    </Panel>
  );
}

const lengths = ['30', '45', '60', '90'] as const;

function CallMeeting({ id, onClose }: { id: string; onClose: () => void }): ReactNode {
  const { t } = useText();
  const { hat } = useSession();
  const colleagues = useQuery(teamColleagues);
  const [meetingId] = useState(() => newId());
  const [day, setDay] = useState<string | null>(() => dayAfter(italianDay(new Date()), 1));
  const [start, setStart] = useState<string | null>('09:00');
  const [length, setLength] = useState<string>('60');
  const [way, setWay] = useState<(typeof MeetingWay.options)[number]>('in-person');
  const [place, setPlace] = useState('');
  const [memberIds, setMembers] = useState<readonly string[]>([]);
  const deed = useIntakeDeed(() => { toast.say(t('intake.meeting.called-now')); onClose(); });
  const period = periodOf({ day, start, length });
  const send = (): void => {
    if (period) deed.mutate({ method: 'put', path: `/api/inbound-referrals/${id}/meetings/${meetingId}`, body: { startsAt: period.startsAt, lasts: Number(length), way, place: place.trim() || null, memberIds } });
  };
  return (
    <Dialog title={t('intake.meeting.call')} size="wide" isOpen onClose={onClose} actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={period === null} isPending={deed.isPending} onPress={send}>{t('intake.meeting.call')}</Button></>}>
      <Stack>
        <p className="quiet">{t('intake.meeting.help')}</p>
        <DateField label={t('intake.meeting.day')} value={day} onChange={setDay} />
        <Select label={t('intake.meeting.start')} canClear={false} value={start} onChange={setStart} choices={startTimes.map((time) => ({ value: time, label: time }))} />
        <ChoiceChips label={t('intake.meeting.lasts')} canClear={false} value={length} onChange={(next) => setLength(next ?? length)} choices={lengths.map((value) => ({ value, label: t('intake.meeting.minutes', { n: Number(value) }) }))} />
        <ChoiceChips label={t('intake.meeting.way')} canClear={false} value={way} onChange={(next) => setWay(next ?? way)} choices={MeetingWay.options.map((value) => ({ value, label: t(`intake.meeting.way.${value}`) }))} />
        <TextField label={t('intake.meeting.place')} hint={t('intake.meeting.place.hint')} maxLength={200} value={place} onChange={setPlace} />
        <CheckChips label={t('intake.meeting.members')} value={memberIds} onChange={setMembers} choices={(colleagues.data?.items ?? []).filter((who) => who.id !== hat?.id).map((who) => ({ value: who.id, label: `${who.name} — ${t(`role.${who.role}`)}` }))} />
        {deed.error && <ProblemPanel problem={deed.error} />}
      </Stack>
    </Dialog>
  );
}

function MoveMeetingDialog({ id, of: meeting, move, onClose }: { id: string; of: Meeting; move: Meeting['moves'][number]; onClose: () => void }): ReactNode {
  const { t } = useText();
  const [moveId] = useState(() => newId());
  const [shared, setShared] = useState('');
  const [own, setOwn] = useState('');
  const [reason, setReason] = useState<(typeof MeetingCancel.options)[number] | null>(null);
  const deed = useIntakeDeed(() => { toast.say(t('intake.meeting.kept')); onClose(); });
  const isReady = move === 'hold' ? shared.trim().length >= 3 : reason !== null;
  const send = (): void => deed.mutate({ method: 'post', path: `/api/inbound-referrals/${id}/meetings/${meeting.id}/moves`, body: { id: moveId, move, ...(reason ? { reason } : {}), ...(move === 'hold' ? { shared, ...(own.trim().length >= 3 ? { own } : {}) } : {}) } });
  return (
    <Dialog title={t(`intake.meeting.${move}`)} isOpen onClose={onClose} actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={!isReady} isPending={deed.isPending} onPress={send}>{t(`intake.meeting.${move}`)}</Button></>}>
      <Stack>
        {move === 'hold' && <TextArea label={t('intake.meeting.shared')} hint={t('intake.meeting.shared.hint')} rows={4} maxLength={2_000} value={shared} onChange={setShared} />}
        {move === 'hold' && <TextArea label={t('intake.meeting.own')} hint={t('intake.meeting.own.hint')} rows={3} maxLength={2_000} value={own} onChange={setOwn} />}
        {move === 'cancel' && <ChoiceChips label={t('intake.meeting.why')} canClear={false} value={reason} onChange={setReason} choices={MeetingCancel.options.map((value) => ({ value, label: t(`intake.meeting.cancel.${value}`) }))} />}
        {deed.error && <ProblemPanel problem={deed.error} />}
      </Stack>
    </Dialog>
  );
}
