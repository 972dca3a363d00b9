import { useCallback, useMemo } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { queueActs, useQueued, useWhenKept } from '../../../kernel/offline/ui/theQueue.ts';
import type { Waiting } from '../../../kernel/offline/waiting.ts';
import { type Appointment, AppointmentMoveRequest } from '../contract.ts';
import { appointmentMachine } from '../domain.ts';

const recordOf = (id: string) => ({ kind: 'appointment', id });

/** An appointment as it will be once the steps that wait on this device have arrived. */
export function asNoted(appointment: Appointment, waiting: readonly Waiting[]): Appointment {
  let { state } = appointment;
  for (const { record, body, refusal } of waiting) {
    const given = record.id === appointment.id && refusal === undefined ? AppointmentMoveRequest.safeParse(body).data : undefined;
    if (given && appointmentMachine.can(state, given.move)) state = appointmentMachine.next(state, given.move, { reason: given.reason ?? null });
  }
  return state === appointment.state ? appointment : { ...appointment, state };
}

/** Appointments with the steps that wait on this device; read anew once those have arrived. */
export function useNoted(items: readonly Appointment[] | undefined): readonly Appointment[] | undefined {
  const client = useQueryClient();
  useWhenKept('appointment', useCallback(() => void client.invalidateQueries({ queryKey: ['agenda'] }), [client]));
  const waiting = useQueued('appointment');
  return useMemo(() => items?.map((one) => asNoted(one, waiting)), [items, waiting]);
}

/** A step of an appointment that waits on this device. @param after what must have arrived before it */
export async function noteMove({ id, code }: Pick<Appointment, 'id' | 'code'>, body: AppointmentMoveRequest, after: readonly string[] = []): Promise<void> {
  await queueActs.send({ method: 'POST', path: `/api/appointments/${id}/moves`, body, after, record: recordOf(id), href: '/desk', says: { key: `agenda.says.${body.move === 'begin' ? 'begin' : 'step'}`, values: { code } } });
}
