import { api } from '../../../kernel/ui/api.ts';
import { type Appointment, type Interview, type InterviewKind, type NewInterview, Presence } from '../contract.ts';

interface Beginning {
  readonly caseId: string;
  readonly kind: InterviewKind;
  readonly language: string;
  /** The role of who begins, who is in the room too. */
  readonly role: string;
  readonly appointment?: Appointment;
}

/** Opens an interview. Begun from an appointment it takes the appointment's id, so that two taps, or two screens, open the same one. */
export function openInterview(id: string, { caseId, kind, language, role, appointment }: Beginning): Promise<Interview> {
  const mine = Presence.safeParse(role);
  const mediatorId = appointment?.mediator?.id ?? null;
  const body: NewInterview = {
    caseId, kind, language, place: 'desk', preparation: {},
    appointmentId: appointment?.id ?? null,
    interpreter: mediatorId ? 'mediator' : 'none', mediatorId,
    present: [...(mine.success ? [mine.data] : []), ...(mediatorId && role !== 'mediator' ? ['mediator' as const] : [])],
  };
  return api.put<Interview>(`/api/interviews/${id}`, { body });
}
