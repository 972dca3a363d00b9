import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ComponentType, ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../../kernel/i18n/text.tsx';
import { useQueue } from '../../../../kernel/offline/ui/theQueue.ts';
import { Button, TextLink } from '../../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../../kernel/ui/Chips.tsx';
import { useConnection } from '../../../../kernel/ui/connection.ts';
import { Dialog } from '../../../../kernel/ui/Dialog.tsx';
import { emergencyDoor } from '../../../../kernel/ui/emergency-door.ts';
import { ProblemPanel } from '../../../../kernel/ui/Notice.tsx';
import { Panel, Stack } from '../../../../kernel/ui/Panel.tsx';
import { useSession } from '../../../../kernel/ui/session.tsx';
import { TextField } from '../../../../kernel/ui/TextField.tsx';
import { useDeed } from '../../../../kernel/ui/useDeed.ts';
import type { StreetContact, StreetHour } from '../../contract.ts';
import { outingOf } from '../queries.ts';
import { CallCoordination, NoInterviewHere } from './Minor.tsx';
import { reportOf } from './report.ts';
import { TalkNow } from './TalkNow.tsx';
import { useEmergencyOf } from './useEmergencyOf.ts';

/** What the agenda needs to book an hour of the desk for whoever was met: nothing of it is typed again. */
export interface DeskHour {
  /** Where they have a file already. */
  readonly caseId: string | undefined;
  readonly alias: string;
  /** Said by them; what was only supposed is asked. */
  readonly language: string | null;
  readonly onBooked: (appointmentId: string) => void;
  readonly onClose: () => void;
}

/** What a contact becomes. Every id is made here, so that the same touch with no signal is the same deed. */
export function Becoming({ contact, Booking }: { contact: StreetContact; Booking: ComponentType<DeskHour> }): ReactNode {
  const { t, formatDateTime } = useText();
  const queue = useQueue();
  const { hat } = useSession();
  const [asked, setAsked] = useState<readonly string[]>([]);
  const [isGiving, setGiving] = useState(false);
  const [isBooking, setBooking] = useState(false);
  const tie = useDeed([['outreach'], ['agenda']]);
  const [problem, setProblem] = useState<unknown>(null);
  const isOnline = useConnection();
  const outing = useQuery(outingOf(contact.outingId ?? ''));
  const hours = (outing.data?.hours ?? []).filter(({ state, forMember }) => state === 'held' && forMember.memberId === hat?.id);
  const record = { kind: 'street-contact', id: contact.id };
  const href = `/street/contacts/${contact.id}`;
  const of = (kind: string) => contact.outcomes.find((one) => one.kind === kind);

  async function send(what: string, calls: () => Promise<unknown>): Promise<void> {
    setAsked((before) => [...before, what]);
    try {
      await calls();
      setProblem(null);
    } catch (error) {
      setAsked((before) => before.filter((one) => one !== what));
      setProblem(error);
    }
  }
  const toPerson = (): Promise<void> => send('person', () => queue.send({
    method: 'PUT', path: `/api/street-contacts/${contact.id}/person`, record, href, says: { key: 'outreach.says.person' },
    body: { personId: newId(), caseId: newId(), noteId: newId(), linkId: newId(), doubtId: newId() },
  }));
  const toReport = (): Promise<void> => send('inbound-referral', async () => {
    const reportId = newId();
    const first = await queue.send({ method: 'PUT', path: `/api/inbound-referrals/${reportId}`, record: { kind: 'inbound-referral', id: reportId }, href: `/reports/${reportId}`, says: { key: 'outreach.says.report' }, body: reportOf(contact) });
    await queue.send({ method: 'PUT', path: `/api/street-contacts/${contact.id}/outcomes/${newId()}`, record, after: [first], href, says: { key: 'outreach.says.report' }, body: { kind: 'inbound-referral', subjectId: reportId } });
  });
  const person = of('person');
  const appointment = of('appointment');
  const report = of('inbound-referral');
  const emergencies = contact.outcomes.filter(({ kind }) => kind === 'emergency');
  const emergency = (
    <>
      {emergencies.map((one) => <li key={one.id}><p>{one.code === null ? t('outreach.becomes.is-emergency') : <TextLink href={`/emergency/${one.subjectId}`}>{t('outreach.becomes.is-emergency.of', { kind: t(`shell.emergency.kind.${one.code}`) })}</TextLink>}</p></li>)}
      <li><Button size="large" icon="emergency" onPress={() => emergencyDoor.open()}>{t('outreach.becomes.emergency')}</Button></li>
    </>
  );
  const isMinor = contact.ageBand === 'possibly-minor';
  // What keeps somebody safe now comes before whatever else they become.
  const first = (
    <>
      {(contact.danger || isMinor) && emergency}
      {(contact.danger || isMinor) && <li><CallCoordination answerable={outing.data?.answerable.name} /></li>}
      <li>{report ? <p><TextLink href={`/reports/${report.subjectId}`}>{t('outreach.becomes.is-report')}</TextLink></p> : <Button size="large" icon="reports" isDisabled={asked.includes('inbound-referral')} onPress={() => void toReport()}>{t(asked.includes('inbound-referral') ? 'outreach.becomes.on-its-way' : 'outreach.becomes.report')}</Button>}</li>
      {!contact.danger && !isMinor && emergency}
    </>
  );
  useEmergencyOf({ id: contact.id, emergencies: emergencies.map(({ subjectId }) => subjectId) }, null);
  return (
    <Panel title={t('outreach.becomes.what')} of="team">
      <p className="quiet">{t('outreach.becomes.help')}</p>
      {problem !== null && <ProblemPanel problem={problem} />}
      {isMinor && <NoInterviewHere />}
      <ul className="street-ways">
        {(contact.danger || isMinor) && first}
        <li>{person ? <p>{t('outreach.becomes.is-person')} {person.code === null ? null : <TextLink href={`/cases/${person.subjectId}`}>{person.code}</TextLink>}</p> : <Button size="large" icon="person" isDisabled={asked.includes('person')} onPress={() => void toPerson()}>{t(asked.includes('person') ? 'outreach.becomes.on-its-way' : isMinor ? 'outreach.becomes.minor.path' : 'outreach.becomes.person')}</Button>}</li>
        {!person && !isMinor && <li><TalkNow contactId={contact.id} language={contact.language} /></li>}
        <li>{appointment ? <p>{t('outreach.becomes.is-appointment', { code: appointment.code ?? '' })}</p> : hours.length > 0 ? <Button size="large" icon="calendar" onPress={() => setGiving(true)}>{t('outreach.becomes.appointment')}</Button> : <Button size="large" icon="calendar" isDisabled={!isOnline} onPress={() => setBooking(true)}>{t('outreach.becomes.desk')}</Button>}</li>
        {!contact.danger && !isMinor && first}
      </ul>
      {contact.outcomes.length > 0 && <ul className="street-lines">{contact.outcomes.map((one) => <li key={one.id}><span className="quiet">{t('outreach.becomes.line', { what: t(`outreach.outcome.${one.kind}`), at: formatDateTime(one.at), by: one.by.name })}</span></li>)}</ul>}
      {tie.error && <ProblemPanel problem={tie.error} />}
      {isBooking && (
        <Booking
          caseId={person && person.code !== null ? person.subjectId : undefined} alias={contact.encounter?.alias ?? contact.encounter?.code ?? ''} language={contact.languageIs === 'declared' ? contact.language : null} onClose={() => setBooking(false)}
          onBooked={(appointmentId) => tie.mutate({ method: 'put', path: `/api/street-contacts/${contact.id}/outcomes/${newId()}`, body: { kind: 'appointment', subjectId: appointmentId } })}
        />
      )}
      {isGiving && <Give contact={contact} hours={hours} onClose={() => setGiving(false)} />}
    </Panel>
  );
}

function Give({ contact, hours, onClose }: { contact: StreetContact; hours: readonly StreetHour[]; onClose: () => void }): ReactNode {
  const { t, formatDate, formatTime } = useText();
  const queue = useQueue();
  const [hourId, setHour] = useState<string | null>(hours[0]?.id ?? null);
  const [goesBy, setGoesBy] = useState(contact.encounter?.alias ?? contact.encounter?.code ?? '');
  const [problem, setProblem] = useState<unknown>(null);
  const give = async (): Promise<void> => {
    try {
      await queue.send({ method: 'POST', path: `/api/street-hours/${hourId}/give`, record: { kind: 'street-hour', id: hourId ?? '' }, href: `/street/contacts/${contact.id}`, says: { key: 'outreach.says.hour', values: { time: '' } }, body: { id: newId(), contactId: contact.id, code: goesBy.trim(), language: contact.language ?? 'it' } });
      onClose();
    } catch (error) {
      setProblem(error);
    }
  };
  return (
    <Dialog title={t('outreach.becomes.appointment')} isOpen onClose={onClose} actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={hourId === null || goesBy.trim().length < 2} onPress={() => void give()}>{t('outreach.hour.give')}</Button></>}>
      <Stack>
        <ChoiceChips label={t('outreach.hour.label')} canClear={false} value={hourId} choices={hours.map((hour) => ({ value: hour.id, label: t('outreach.hour.words', { day: formatDate(hour.startsAt, 'weekday'), time: formatTime(hour.startsAt), with: hour.member.name }) }))} onChange={setHour} />
        <TextField label={t('outreach.hour.goes-by')} hint={t('outreach.hour.goes-by.hint')} isRequired value={goesBy} maxLength={60} onChange={setGoesBy} />
        {problem !== null && <ProblemPanel problem={problem} />}
      </Stack>
    </Dialog>
  );
}
