import type { DemoName } from '../../../app/people.ts';
import { idOf } from '../../../app/people.ts';
import { newId, type Town } from '../../../app/testing/town.ts';
import type { LetterField, Referral, SharingPurpose } from '../contract.ts';

/** Fatou's file, opened by Giulia, with her name in it. */
export interface Fatou {
  readonly caseId: string;
  readonly personId: string;
  readonly code: string;
}

export const bodies = { asl: idOf('avellino asl'), flai: idOf('avellino flai'), programme: idOf('avellino dedalus'), equipe: idOf('avellino equipe') } as const;

export async function fatouFollowedBy(town: Town, opener: DemoName, others: readonly DemoName[] = []): Promise<Fatou> {
  const worker = await town.as(opener);
  const [personId, caseId] = [newId(), newId()];
  const opened = await worker.put<{ code: string }>(`/api/persons/${personId}`, { caseId, gender: 'female' });
  await worker.put(`/api/persons/${personId}/names/${newId()}`, { kind: 'declared', text: 'Fatou Camara', preferred: true });
  await worker.put(`/api/persons/${personId}/languages/fr`, { speaks: 'well', reads: true, interpreter: false });
  const teresa = await town.as('teresa');
  for (const name of others) await teresa.put(`/api/case-assignments/${newId()}`, { caseId, memberId: (await town.as(name)).memberId });
  return { caseId, personId, code: opened.body.code };
}

/** A service of a body, written down and verified by Teresa. */
export async function aService(town: Town, organisationId: string, values: Record<string, unknown>): Promise<string> {
  const id = newId();
  const teresa = await town.as('teresa');
  await teresa.put(`/api/services/${id}`, { organisationId, name: 'Ambulatorio donne', category: 'health', languages: ['fr', 'it'], withoutPapers: 'yes', howToRefer: 'Con una lettera dell’équipe', ...values });
  await teresa.post(`/api/services/${id}/verifications`, {});
  return id;
}

/** Fatou says yes to sharing with a body for a purpose; Giulia writes it down with her signature. */
export async function consentGiven(town: Town, fatou: Fatou, recipientId: string, purpose: SharingPurpose): Promise<string> {
  const giulia = await town.as('giulia');
  const id = newId();
  await giulia.put(`/api/consents/${id}`, { caseId: fatou.caseId, switch: 'sharing', recipientId, purpose });
  await giulia.post(`/api/consents/${id}/moves`, { id: newId(), move: 'give', evidence: { kind: 'signature', signature: 'F. C.' } });
  return id;
}

export const healthDraft = {
  request: 'Prima visita, accompagnata da una mediatrice.',
  fields: [{ field: 'health-need', words: 'Dolori alla schiena da tre mesi.' }, { field: 'languages', words: 'Francese' }, { field: 'gender', words: 'Donna' }] satisfies { field: LetterField; words: string }[],
};

export async function proposed(town: Town, fatou: Fatou, serviceId: string, change: Record<string, unknown> = {}): Promise<Referral> {
  const giulia = await town.as('giulia');
  const { body, status } = await giulia.put<Referral>(`/api/referrals/${newId()}`, { caseId: fatou.caseId, serviceId, purpose: 'health', draft: healthDraft, ...change });
  if (status !== 200) throw new Error(`not proposed: ${JSON.stringify(body)}`);
  return body;
}

/** Proposed, consented and sent, as Giulia does it on the screen. */
export async function sentTo(town: Town, fatou: Fatou, serviceId: string, consentId: string, change: Record<string, unknown> = {}): Promise<Referral> {
  const giulia = await town.as('giulia');
  const { id } = await proposed(town, fatou, serviceId, change);
  const consented = await giulia.post<Referral>(`/api/referrals/${id}/moves`, { id: newId(), move: 'consent', consentId });
  const sent = await giulia.post<Referral>(`/api/referrals/${id}/moves`, { id: newId(), move: 'send', preview: consented.body.preview });
  if (sent.status !== 200) throw new Error(`not sent: ${JSON.stringify(sent.body)}`);
  return sent.body;
}
