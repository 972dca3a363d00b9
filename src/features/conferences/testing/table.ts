import { expect } from 'vitest';
import { aTown, newId, type Town, type Worker } from '../../../app/testing/town.ts';
import { bodies, consentGiven, type Fatou, fatouFollowedBy } from '../../referrals/testing/fatou.ts';
import type { Conference, NewConferenceGiven, Sheet } from '../contract.ts';

export interface Called {
  readonly id: string;
  readonly fatou: Fatou;
  readonly seats: { readonly marco: string; readonly chiara: string; readonly amal: string; readonly paola: string };
  readonly consent: string;
}

export const inHours = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();

const names = ['giulia', 'marco', 'amal', 'chiara', 'paola', 'antonio', 'teresa'] as const;
type Names = (typeof names)[number];

/** A town in which Giulia calls conferences on Fatou's case, and those who come or do not. */
export async function aTable() {
  const town: Town = await aTown();
  const workers = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await town.as(name)] as const))) as Record<Names, Worker>;
  const { giulia, marco, amal, chiara, paola } = workers;
  return {
    town,
    ...workers,
    /** Giulia calls a conference on Fatou's case: Marco follows it, Chiara and Amal do not, Paola comes from the clinic, with which Fatou agreed to share. */
    async called(change: Partial<NewConferenceGiven> = {}): Promise<Called> {
      const fatou = await fatouFollowedBy(town, 'giulia', ['marco']);
      const consent = await consentGiven(town, fatou, bodies.asl, 'health');
      const [id, seats] = [newId(), { marco: newId(), chiara: newId(), amal: newId(), paola: newId() }];
      const { status, body } = await giulia.put(`/api/conferences/${id}`, {
        caseId: fatou.caseId, startsAt: inHours(2), way: 'in-person', place: 'Sportello, stanza 2', question: 'Può avere un posto protetto prima di Natale?',
        points: [{ id: newId(), domain: 'housing', words: 'Dove dorme adesso' }], voice: { knows: 'told', nameSaid: 'agrees', words: 'Non voglio che il cugino lo sappia.' },
        bodies: { situation: { words: 'Vive dal datore di lavoro.' }, wish: { words: 'Una stanza che si chiude.' }, languages: { items: [{ code: 'fr' }] }, needs: { items: [{ code: 'housing', level: 3 }] }, story: { words: 'Qualcuno le tiene il passaporto.' } },
        seats: [
          { id: seats.marco, memberId: marco.memberId, parts: ['situation', 'wish', 'needs', 'story'] }, { id: seats.chiara, memberId: chiara.memberId, parts: ['situation', 'wish', 'needs'] },
          { id: seats.amal, memberId: amal.memberId, parts: ['situation', 'languages'] }, { id: seats.paola, memberId: paola.memberId, consentId: consent, parts: ['situation', 'wish', 'needs'] },
        ],
        ...change,
      } satisfies NewConferenceGiven);
      expect([status, body]).toEqual([200, { done: true }]);
      return { id, fatou, seats, consent };
    },
    whole: async ({ id }: Called): Promise<Conference> => (await giulia.get<Conference>(`/api/conferences/${id}`)).body,
    sheet: async (who: Worker, { id }: Called) => who.get<Sheet>(`/api/conferences/${id}/sheet`),
    move: async (one: Called, name: string, more: Record<string, unknown> = {}, who = giulia) => who.post(`/api/conferences/${one.id}/moves`, { id: newId(), move: name, ...more }),
    withdraw: async (one: Called) => giulia.post(`/api/consents/${one.consent}/moves`, { id: newId(), move: 'withdraw', evidence: { kind: 'signature', signature: 'F. C.' } }),
  };
}
export type Table = Awaited<ReturnType<typeof aTable>>;
