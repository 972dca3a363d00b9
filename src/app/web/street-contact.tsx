import type { ReactNode } from 'react';
import { BookDialog } from '../../features/agenda/ui/BookDialog.tsx';
import BecomesScreen from '../../features/outreach/ui/BecomesScreen.tsx';
import type { DeskHour } from '../../features/outreach/ui/contact/Becoming.tsx';
import { italianDay } from '../../kernel/italian-day.ts';
import { useText } from '../../kernel/i18n/text.tsx';

/** A contact, from which an hour of the desk is booked with what is known of it: two rooms on one screen. */
export default function ContactWithAgenda(): ReactNode {
  return <BecomesScreen Booking={Booking} />;
}

function Booking({ caseId, alias, language, onBooked, onClose }: DeskHour): ReactNode {
  const { t } = useText();
  return (
    <BookDialog
      title={t('outreach.becomes.appointment')} lead={t('outreach.becomes.book-help')} day={italianDay(new Date())} {...(caseId === undefined ? {} : { caseId })} alias={alias} language={language}
      onBooked={({ id }) => onBooked(id)} onClose={onClose}
    />
  );
}
