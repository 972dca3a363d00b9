import type { DemoName } from '../../../app/people.ts';
import { newId, type Town } from '../../../app/testing/town.ts';

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
