import type { DemoName } from '../../../app/people.ts';
import { type Answer, newId, type Town } from '../../../app/testing/town.ts';
import type { Appointment } from '../../agenda/contract.ts';
import type { Inbound, Sent } from '../contract.ts';

/** What Luca of CAS Villa Aurora says of a guest, as the tests begin with it. */
export const guest = {
  senderKind: 'cas', agreement: 'yes', calledBy: 'code', minor: 'no', danger: false, urgency: '72h', language: 'fr', reasons: ['help-asked'],
  content: {
    sender: { name: 'Luca', role: 'operatore', answerTo: 'al mattino, al numero del centro' }, called: 'VA-07', signs: ['wages-withheld', 'documents-kept'],
    words: 'Torna di notte, non ha più il passaporto, dice che gli devono quattro mesi.', active: ['doctor'], asks: ['interview', 'legal'],
  },
} as const;

/** A segnalazione that somebody has sent. @returns its id */
export async function sent(town: Town, by: DemoName, change: Record<string, unknown> = {}): Promise<string> {
  const id = newId();
  const { status, body } = await (await town.as(by)).put(`/api/inbound-referrals/${id}`, { ...guest, ...change, send: true });
  if (status !== 200) throw new Error(`not sent: ${JSON.stringify(body)}`);
  return id;
}

/** One that Teresa has taken in charge. */
export async function inTriage(town: Town, by: DemoName, change: Record<string, unknown> = {}): Promise<string> {
  const id = await sent(town, by, change);
  const { status, body } = await (await town.as('teresa')).post(`/api/inbound-referrals/${id}/moves`, { id: newId(), move: 'take' });
  if (status !== 200) throw new Error(`not taken: ${JSON.stringify(body)}`);
  return id;
}

/** What people do with one, in a town. */
export const deeds = (town: Town) => ({
  move: async (by: DemoName, id: string, name: string, given: Record<string, unknown> = {}): Promise<Answer> => (await town.as(by)).post(`/api/inbound-referrals/${id}/moves`, { id: newId(), move: name, ...given }),
  read: async (by: DemoName, id: string): Promise<Answer<Inbound>> => (await town.as(by)).get<Inbound>(`/api/inbound-referrals/${id}`),
  mine: async (by: DemoName, id: string): Promise<Answer<Sent>> => (await town.as(by)).get<Sent>(`/api/inbound-referrals/${id}/sent`),
  /** Teresa accepts it for somebody new, and gives it to Giulia. */
  accepted: async (id: string, given: Record<string, unknown> = {}) => {
    const [personId, caseId] = [newId(), newId()];
    const giulia = await town.as('giulia');
    const answer = await (await town.as('teresa')).post(`/api/inbound-referrals/${id}/acceptance`, { id: newId(), how: 'accepted', acceptance: { personId, caseId, isNew: true, memberId: giulia.memberId }, ...given });
    return { personId, caseId, ...answer };
  },
  /** An hour of the agenda for a case, with Giulia, on a day long ago: nobody's hours are asked. */
  talk: async (by: DemoName, caseId: string, from: string, given: Record<string, unknown> = {}): Promise<Answer<Appointment>> => (await town.as(by)).put<Appointment>(`/api/appointments/${newId()}`, {
    caseId, memberId: (await town.as('giulia')).memberId, language: 'fr', startsAt: `2025-03-03T${from}:00+01:00`, endsAt: `2025-03-03T${from.slice(0, 2)}:45:00+01:00`, ...given,
  }),
  change: async (by: DemoName, appointmentId: string, name: string, reason?: string): Promise<Answer> => (await town.as(by)).post(`/api/appointments/${appointmentId}/moves`, { id: newId(), move: name, ...(reason ? { reason } : {}) }),
});
