import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { BookDialog } from '../../features/agenda/ui/BookDialog.tsx';
import type { FirstTalk } from '../../features/intake/ui/InboundView.tsx';
import ReportScreen from '../../features/intake/ui/ReportScreen.tsx';
import { italianDay } from '../../kernel/italian-day.ts';
import { useText } from '../../kernel/i18n/text.tsx';

/** A segnalazione, from which the first talk is booked in the agenda: two rooms on one screen. */
export default function ReportWithAgenda(): ReactNode {
  return <ReportScreen Booking={Booking} />;
}

function Booking({ caseId, personId, memberId, onClose }: FirstTalk): ReactNode {
  const { t } = useText();
  const client = useQueryClient();
  return (
    <BookDialog
      title={t('intake.contact-move.book')} lead={t('intake.contact-help.book')} day={italianDay(new Date())} caseId={caseId} personId={personId} memberId={memberId} onClose={onClose}
      onBooked={() => { for (const key of ['intake', 'today', 'cases']) void client.invalidateQueries({ queryKey: [key] }); }}
    />
  );
}
