import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { italianDay } from '../../../kernel/italian-day.ts';
import { api } from '../../../kernel/ui/api.ts';
import { toast } from '../../../kernel/ui/toasts.ts';
import type { Appointment, AppointmentChange } from '../contract.ts';
import type { Occurrence } from '../domain/series.ts';
import { inTheWayOf } from './queries.ts';

/** An appointment as it stands, to be sent back changed in some part. */
export const asChange = ({ startsAt, endsAt, language, member, mediator, room, outsideHours }: Appointment): AppointmentChange =>
  ({ startsAt, endsAt, language, memberId: member.id, mediatorId: mediator?.id ?? null, room, outsideHours, reason: null });

/** Puts an appointment elsewhere by hand, and back for ten seconds. @param onRefused it stands where it was: something is in the way */
export function useShift(onRefused: () => void) {
  const { t, formatDate, formatTime } = useText();
  const client = useQueryClient();
  const shift = useMutation({
    mutationFn: ({ appointment, to }: { appointment: Appointment; to: AppointmentChange }) => api.patch<Appointment>(`/api/appointments/${appointment.id}`, { body: to, ifMatch: appointment.version }),
    onSuccess: (moved, { appointment, to }) => {
      const isHanded = to.startsAt === appointment.startsAt && to.endsAt === appointment.endsAt;
      const isOtherDay = italianDay(new Date(moved.startsAt)) !== italianDay(new Date(appointment.startsAt));
      const hour = { code: moved.code, time: formatTime(moved.startsAt), end: formatTime(moved.endsAt), day: formatDate(moved.startsAt, 'weekday') };
      toast.undo(t(isHanded ? 'agenda.board.handed' : isOtherDay ? 'agenda.lift.moved' : 'agenda.board.moved', hour), () => shift.mutate({ appointment: moved, to: asChange(appointment) }));
    },
    onError: onRefused,
    onSettled: () => client.invalidateQueries({ queryKey: ['agenda'] }),
  });
  return shift;
}

/** So long something held rests at a place before it is asked what is in the way there, in milliseconds. */
const REST = 250;

/**
 * What would be in the way of an appointment where it is held now, in words, before it is put down: null while it is held nowhere or nothing is known yet.
 */
export function useSaidBefore(held: { readonly appointment: Appointment; readonly at: Occurrence } | null): { readonly isFree: boolean; readonly words: string } | null {
  const { t, formatList } = useText();
  const asked = held && { caseId: null, every: null, except: [held.appointment.id], items: [{ startsAt: held.at.startsAt, endsAt: held.at.endsAt, memberId: held.at.memberId, mediatorId: held.at.mediatorId, room: held.at.room }] };
  const sign = asked && JSON.stringify(asked);
  const [rested, setRested] = useState<string | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setRested(sign), sign === null ? 0 : REST);
    return () => clearTimeout(timer);
  }, [sign]);
  const found = useQuery(inTheWayOf(sign !== null && rested === sign ? asked : null));
  const standing = found.data?.items[0];
  if (!standing || rested !== sign) return null;
  const words = standing.troubles.length === 0 ? t('agenda.lift.free') : formatList(standing.troubles.map((one) => t(`agenda.trouble.${one}`, { holiday: standing.holiday ? t(`agenda.holidays.${standing.holiday}`) : '' })));
  return { isFree: standing.troubles.length === 0, words };
}
