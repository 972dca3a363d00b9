import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { italianDay } from '../../../kernel/italian-day.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row } from '../../../kernel/ui/Panel.tsx';
import type { Sooner } from '../contract.ts';
import { whenOf } from '../domain/days.ts';
import { BookDialog } from './BookDialog.tsx';
import { ChangeDialog } from './ChangeDialog.tsx';
import { soonerOf } from './queries.ts';
import { useSooner } from './useSooner.ts';

/** Whom to call when an hour falls free: those who would come earlier than booked, or again where theirs fell through. */
export function SoonerPanel(): ReactNode {
  const { t } = useText();
  const list = useQuery(soonerOf);
  const [open, setOpen] = useState<Sooner['items'][number]>();
  const sooner = useSooner();
  if (!list.data || list.data.items.length === 0) return null;
  const end = (): void => setOpen(undefined);
  const booked = open?.appointment.state === 'booked';
  return (
    <Panel title={t('agenda.sooner')} of="team">
      {sooner.error && <ProblemPanel problem={sooner.error} />}
      <p className="quiet small">{t('agenda.sooner.lead')}</p>
      <ul className="agenda-lines">
        {list.data.items.map((one) => <Line key={one.appointment.id} one={one} onOpen={() => setOpen(one)} onEnd={() => sooner.mutate({ appointment: one.appointment, isSo: false })} />)}
      </ul>
      {open && booked && <ChangeDialog appointment={open.appointment} begun={{ way: 'find', away: null, at: open.free }} onClose={end} />}
      {open && !booked && (
        <BookDialog day={italianDay(open.free ? new Date(open.free.startsAt) : new Date())} {...(open.free ? { at: { start: whenOf(open.free.startsAt, open.free.endsAt).start ?? '09:00' } } : {})} {...(open.appointment.caseId === null ? { alias: open.appointment.code } : { caseId: open.appointment.caseId })}
          {...(open.appointment.personId === null ? {} : { personId: open.appointment.personId })} like={open.appointment} onBooked={() => sooner.mutate({ appointment: open.appointment, isSo: false })} onClose={end} />
      )}
    </Panel>
  );
}

function Line({ one: { appointment, free }, onOpen, onEnd }: { one: Sooner['items'][number]; onOpen: () => void; onEnd: () => void }): ReactNode {
  const { t, formatDate, formatTime, languageName } = useText();
  const said = (moment: string): string => `${formatDate(moment, 'weekday')}, ${formatTime(moment)}`;
  // Whoever does not hold the case sees that somebody waits, and who could be asked; the hour is found by those who know the person.
  const mayFind = appointment.state === 'booked' || appointment.caseId !== null || appointment.isUnnamed;
  return (
    <li>
      <span>
        <strong>{appointment.code}</strong>
        <span className="small agenda-under">{[appointment.state === 'booked' ? t('agenda.sooner.has', { when: said(appointment.startsAt) }) : t(`agenda.state.${appointment.state}`), languageName(appointment.language), appointment.member.name, appointment.mediator?.name].filter(Boolean).join(' · ')}</span>
        <span className="small agenda-under">{free ? <strong>{t('agenda.sooner.free', { when: said(free.startsAt) })}</strong> : t('agenda.sooner.none')}</span>
      </span>
      <Row>
        {mayFind && <Button size="small" icon="search" aria-label={`${t('agenda.sooner.find')}: ${appointment.code}`} onPress={onOpen}>{t('agenda.sooner.find')}</Button>}
        <Button size="small" kind="quiet" icon="close" aria-label={`${t('agenda.sooner.no')}: ${appointment.code}`} onPress={onEnd}>{t('agenda.sooner.no')}</Button>
      </Row>
    </li>
  );
}
