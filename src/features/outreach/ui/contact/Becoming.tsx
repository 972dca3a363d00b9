import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ComponentType, ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../../kernel/i18n/text.tsx';
import { useQueue, useQueueState } from '../../../../kernel/offline/ui/theQueue.ts';
import type { Waiting } from '../../../../kernel/offline/waiting.ts';
import { Button, TextLink } from '../../../../kernel/ui/Button.tsx';
import { useConnection } from '../../../../kernel/ui/connection.ts';
import { emergencyDoor } from '../../../../kernel/ui/emergency-door.ts';
import { ProblemPanel } from '../../../../kernel/ui/Notice.tsx';
import { Panel } from '../../../../kernel/ui/Panel.tsx';
import { useSession } from '../../../../kernel/ui/session.tsx';
import type { OutcomeKind, StreetContact } from '../../contract.ts';
import { outingOf } from '../queries.ts';
import { GiveHourDialog } from './GiveHour.tsx';
import { type Coming, comingOf } from './here.ts';
import { CallCoordination, NoInterviewHere } from './Minor.tsx';
import { reportOf } from './report.ts';
import { TalkNow } from './TalkNow.tsx';
import { useEmergencyOf } from './useEmergencyOf.ts';
import { Way } from './Ways.tsx';

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

export interface BecomingProps {
  readonly contact: StreetContact;
  /** The call that brings the contact, as long as this device alone has it: whatever it becomes leaves behind it. */
  readonly call: Waiting | undefined;
  readonly Booking: ComponentType<DeskHour>;
}

/** What a contact becomes. Every id is made here, so that the same touch with no signal is the same deed. */
export function Becoming({ contact, call, Booking }: BecomingProps): ReactNode {
  const { t, formatDateTime } = useText();
  const queue = useQueue();
  const { hat } = useSession();
  const { waiting } = useQueueState();
  const [asked, setAsked] = useState<readonly Coming[]>([]);
  const [opens, setOpens] = useState<'hour' | 'desk' | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const isOnline = useConnection();
  const outing = useQuery(outingOf(contact.outingId ?? ''));
  const record = { kind: 'street-contact', id: contact.id };
  const href = `/street/contacts/${contact.id}`;
  const after = call ? [call.id] : [];
  const doneOf = (kind: OutcomeKind) => contact.outcomes.filter((one) => one.kind === kind);
  const queued = comingOf(waiting, contact.id);
  // What was asked here a moment ago counts too: between the server's answer and the next reading nobody may ask for it a second time.
  const onTheWay = (kind: OutcomeKind): number => new Set([...queued, ...asked].filter((one) => one.kind === kind && !contact.outcomes.some(({ subjectId }) => subjectId === one.subjectId)).map(({ subjectId }) => subjectId)).size;
  const hours = (outing.data?.hours ?? []).filter(({ id, state, forMember }) => state === 'held' && forMember.memberId === hat?.id && !queued.some(({ subjectId }) => subjectId === id));

  async function send(what: Coming, calls: () => Promise<unknown>): Promise<void> {
    setAsked((before) => [...before, what]);
    try {
      await calls();
      setProblem(null);
    } catch (error) {
      setAsked((before) => before.filter((one) => one !== what));
      setProblem(error);
    }
  }
  // A record of its own: a segnalazione that the server refuses holds back nothing else of the contact.
  const tie = (kind: 'appointment' | 'inbound-referral', subjectId: string, follows: readonly string[]): Promise<string> => queue.send({
    method: 'PUT', path: `/api/street-contacts/${contact.id}/outcomes/${newId()}`, record: { kind: 'street-outcome', id: subjectId }, after: follows, href, says: { key: kind === 'appointment' ? 'outreach.says.hour-booked' : 'outreach.says.report' }, body: { kind, subjectId },
  });
  const toPerson = (): void => {
    const caseId = newId();
    void send({ kind: 'person', subjectId: caseId }, () => queue.send({
      method: 'PUT', path: `/api/street-contacts/${contact.id}/person`, record, href, says: { key: 'outreach.says.person' }, body: { personId: newId(), caseId, noteId: newId(), linkId: newId(), doubtId: newId() },
    }));
  };
  const toReport = (): void => {
    const reportId = newId();
    void send({ kind: 'inbound-referral', subjectId: reportId }, async () => {
      const first = await queue.send({ method: 'PUT', path: `/api/inbound-referrals/${reportId}`, seen: 0, record: { kind: 'inbound-referral', id: reportId }, after, href: `/reports/${reportId}`, says: { key: 'outreach.says.report' }, body: reportOf(contact) });
      await tie('inbound-referral', reportId, [first]);
    });
  };
  const booked = (appointmentId: string): void => { void send({ kind: 'appointment', subjectId: appointmentId }, () => tie('appointment', appointmentId, after)); };

  const [persons, appointments, reports, emergencies] = [doneOf('person'), doneOf('appointment'), doneOf('inbound-referral'), doneOf('emergency')];
  useEmergencyOf({ id: contact.id, ...(call ? { callId: call.id } : {}), emergencies: [...emergencies, ...queued.filter(({ kind }) => kind === 'emergency')].map(({ subjectId }) => subjectId) }, null);
  const isMinor = contact.ageBand === 'possibly-minor';
  const isUrgent = isMinor || contact.danger;
  const isGroup = contact.people > 1;
  const alias = appointments.length === 0 ? contact.encounter?.alias ?? contact.encounter?.code ?? '' : '';
  const [person] = persons;
  const emergency = (
    <>
      {emergencies.map((one) => <li key={one.id}><p>{one.code === null ? t('outreach.becomes.is-emergency') : <TextLink href={`/emergency/${one.subjectId}`}>{t('outreach.becomes.is-emergency.of', { kind: t(`shell.emergency.kind.${one.code}`) })}</TextLink>}</p></li>)}
      {onTheWay('emergency') > 0 && <li><p>{t('outreach.kept.emergency')}</p></li>}
      <li><Button size="large" icon="emergency" onPress={() => emergencyDoor.open()}>{t(emergencies.length + onTheWay('emergency') > 0 ? 'outreach.becomes.emergency.another' : 'outreach.becomes.emergency')}</Button></li>
    </>
  );
  const report = (
    <Way
      kind="inbound-referral" icon="reports" people={contact.people} coming={onTheWay('inbound-referral')} label={t('outreach.becomes.report')} onGo={toReport}
      done={reports.map(({ id, subjectId }) => ({ id, words: <TextLink href={`/reports/${subjectId}`}>{t('outreach.becomes.is-report')}</TextLink> }))}
    />
  );
  return (
    <Panel title={t('outreach.becomes.what')} of="team">
      {isMinor ? <NoInterviewHere /> : <p className="quiet">{t('outreach.becomes.help')}</p>}
      {problem !== null && <ProblemPanel problem={problem} />}
      <ul className="street-ways">
        {/* What keeps somebody safe now comes before whatever else they become. */}
        {isUrgent && <>{emergency}<li><CallCoordination answerable={outing.data?.answerable.name} /></li>{report}</>}
        <Way
          kind="person" icon="person" people={contact.people} coming={onTheWay('person')} label={t(isMinor ? 'outreach.becomes.minor.path' : 'outreach.becomes.person')} onGo={toPerson}
          done={persons.map(({ id, subjectId, code }) => ({ id, words: <>{t('outreach.becomes.is-person')} {code === null ? null : <TextLink href={`/cases/${subjectId}`}>{code}</TextLink>}</> }))}
        />
        {!isMinor && (isGroup ? persons.length + onTheWay('person') < contact.people : !person) && <li><TalkNow contactId={contact.id} language={contact.language} isGroup={isGroup} /></li>}
        <Way
          kind="appointment" icon="calendar" people={contact.people} coming={onTheWay('appointment')} label={t(hours.length > 0 ? 'outreach.becomes.appointment' : 'outreach.becomes.desk')} isDisabled={hours.length === 0 && !isOnline} onGo={() => setOpens(hours.length > 0 ? 'hour' : 'desk')}
          done={appointments.map(({ id, code }) => ({ id, words: t('outreach.becomes.is-appointment', { code: code ?? '' }) }))}
        />
        {!isUrgent && <>{report}{emergency}</>}
      </ul>
      {contact.outcomes.length > 0 && <ul className="street-lines">{contact.outcomes.map((one) => <li key={one.id}><span className="quiet">{t('outreach.becomes.line', { what: t(`outreach.outcome.${one.kind}`), at: formatDateTime(one.at), by: one.by.name })}</span></li>)}</ul>}
      {/* Of a group nobody guesses whose file an hour is for. */}
      {opens === 'desk' && <Booking caseId={!isGroup && person && person.code !== null ? person.subjectId : undefined} alias={alias} language={contact.languageIs === 'declared' ? contact.language : null} onClose={() => setOpens(null)} onBooked={booked} />}
      {opens === 'hour' && <GiveHourDialog contact={contact} hours={hours} alias={alias} after={after} onClose={() => setOpens(null)} />}
    </Panel>
  );
}
