import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { toast } from '../../../kernel/ui/toasts.ts';
import type { Appointment } from '../contract.ts';

/** Notes that somebody would come sooner if an hour falls free, or that they need not be called any more. */
export function useSooner() {
  const { t } = useText();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ appointment, isSo }: { appointment: Appointment; isSo: boolean }) => {
      const path = `/api/appointments/${appointment.id}/sooner`;
      return isSo ? api.put<Appointment>(path, { body: {} }) : api.delete<Appointment>(path);
    },
    onSuccess: (_, { appointment, isSo }) => toast.say(t(isSo ? 'agenda.sooner.noted' : 'agenda.sooner.taken-back', { code: appointment.code })),
    onSettled: () => client.invalidateQueries({ queryKey: ['agenda'] }),
  });
}
