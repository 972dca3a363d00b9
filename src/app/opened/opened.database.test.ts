import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseHeader, Note } from '../../features/cases/contract.ts';
import { aCase, noticeGiven, outsiders } from '../../features/cases/testing/case.ts';
import type { CaseReferrals } from '../../features/referrals/contract.ts';
import { aService, bodies, consentGiven, type Fatou, fatouFollowedBy, sentTo } from '../../features/referrals/testing/fatou.ts';
import type { DemoName } from '../people.ts';
import { aTown, newId, type Town } from '../testing/town.ts';
import type { OpenedCase } from './contract.ts';

let town: Town;
let fatou: Fatou;
const team: readonly DemoName[] = ['giulia', 'marco', 'anna', 'blessing', 'amal', 'teresa'];

/** Fatou's case with a note of everybody in every compartment they may write, a referral that was declined in words, and a request to close. */
beforeAll(async () => {
  town = await aTown();
  fatou = await fatouFollowedBy(town, 'giulia', team.filter((name) => name !== 'giulia' && name !== 'teresa'));
  const { caseId } = fatou;
  for (const name of team) {
    const worker = await town.as(name);
    for (const compartment of ['case', 'work', 'restricted', 'mediation', 'secret-psychologist', 'secret-legal']) {
      await worker.put(`/api/case-notes/${newId()}`, { caseId, compartment, body: `Parole di ${name} in ${compartment}` });
    }
  }
  const giulia = await town.as('giulia');
  const consent = await consentGiven(town, fatou, bodies.asl, 'health');
  const { id } = await sentTo(town, fatou, await aService(town, bodies.asl, {}), consent);
  const declined = await giulia.post(`/api/referrals/${id}/moves`, { id: newId(), move: 'decline', reason: 'full', words: 'Al telefono: richiamare a gennaio.' });
  if (declined.status !== 200) throw new Error(`not declined: ${JSON.stringify(declined.body)}`);
  await noticeGiven(town, fatou, 'giulia');
  for (const move of ['receive', 'assess']) await giulia.post(`/api/cases/${caseId}/moves`, { id: newId(), move });
  const { version } = (await giulia.get<CaseHeader>(`/api/cases/${caseId}`)).body;
  await giulia.patch(`/api/cases/${caseId}`, { risk: 'medium', ownerId: giulia.memberId }, version);
  await giulia.post(`/api/cases/${caseId}/moves`, { id: newId(), move: 'take-in-care' });
  const asked = await giulia.put(`/api/case-closings/${newId()}`, { caseId, reason: 'autonomy', outcome: 'Ha un contratto e una stanza.', followUpSafe: true });
  if (asked.status !== 200) throw new Error(`not asked to close: ${JSON.stringify(asked.body)}`);
});
afterAll(() => town.leave());

interface Asked {
  readonly header: CaseHeader | undefined;
  readonly notes: readonly Note[] | undefined;
  readonly referrals: CaseReferrals['items'] | null;
}

async function askedOneByOne(name: DemoName, caseId: string): Promise<Asked> {
  const worker = await town.as(name);
  const header = await worker.get<CaseHeader>(`/api/cases/${caseId}`);
  const notes = await worker.get<{ items: Note[] }>(`/api/cases/${caseId}/notes`);
  const referrals = await worker.get<CaseReferrals>(`/api/cases/${caseId}/referrals`);
  return {
    header: header.status === 200 ? header.body : undefined,
    notes: notes.status === 200 ? notes.body.items.slice(0, 20) : undefined,
    referrals: referrals.status === 200 ? referrals.body.items : null,
  };
}

async function opened(name: DemoName, caseId: string): Promise<Asked> {
  const { status, body } = await (await town.as(name)).get<OpenedCase>(`/api/cases/${caseId}/opened`);
  if (status !== 200) return { header: undefined, notes: undefined, referrals: null };
  return { header: body.header, notes: body.notes.items, referrals: body.referrals?.items ?? null };
}

describe('a case as it is opened', () => {
  it.each(team)('shows %s exactly what header, notes and referrals show when asked one by one', async (name) => {
    const found = await opened(name, fatou.caseId);
    expect(found.header).toBeDefined();
    expect(found).toEqual(await askedOneByOne(name, fatou.caseId));
  });

  it('tells Giulia what was said on the telephone and that closing was asked, and Amal of neither', async () => {
    expect((await opened('giulia', fatou.caseId)).referrals?.[0]?.steps.at(-1)).toMatchObject({ move: 'decline', words: 'Al telefono: richiamare a gennaio.' });
    expect((await opened('giulia', fatou.caseId)).header?.closing).toMatchObject({ state: 'open', outcome: 'Ha un contratto e una stanza.' });
    expect((await opened('amal', fatou.caseId)).header?.closing).toBeNull();
    expect((await opened('amal', fatou.caseId)).referrals).toBeNull();
    expect((await opened('amal', fatou.caseId)).notes?.map((note) => note.body)).toEqual(['Parole di amal in mediation']);
  });

  it.each([...outsiders, 'chiara'] as const)('is not found by %s, like a case that does not exist', async (name) => {
    const worker = await town.as(name);
    const asked = await worker.get(`/api/cases/${fatou.caseId}/opened`);
    const invented = await worker.get(`/api/cases/${newId()}/opened`);
    expect([asked.status, asked.body]).toEqual([404, invented.body]);
  });

  it('is not found by Marco once he is barred from it', async () => {
    const { caseId } = await aCase(town, 'giulia', ['marco']);
    const marco = await town.as('marco');
    expect((await marco.get(`/api/cases/${caseId}/opened`)).status).toBe(200);
    await (await town.as('teresa')).put(`/api/case-bars/${newId()}`, { caseId, memberId: marco.memberId, askedBy: 'coordinator', reason: 'parente della persona' });
    expect((await marco.get(`/api/cases/${caseId}/opened`)).status).toBe(404);
  });

  it('opens in an emergency for Chiara as its parts do, without what is under professional secrecy', async () => {
    const { caseId } = await aCase(town, 'giulia', ['marco']);
    await (await town.as('giulia')).put(`/api/case-notes/${newId()}`, { caseId, compartment: 'secret-psychologist', body: 'in segreto' });
    await (await town.as('marco')).put(`/api/case-notes/${newId()}`, { caseId, compartment: 'restricted', body: 'riservato' });
    await (await town.as('chiara')).put(`/api/break-glass/${newId()}`, { caseId, reason: 'la persona è in pronto soccorso' });
    const found = await opened('chiara', caseId);
    expect(found.notes?.map((note) => note.body)).toEqual(['riservato']);
    expect(found).toEqual(await askedOneByOne('chiara', caseId));
  });

  it('goes on where the twentieth note ends', async () => {
    const { caseId } = await aCase(town, 'marco');
    const marco = await town.as('marco');
    for (let n = 0; n < 23; n++) await marco.put(`/api/case-notes/${newId()}`, { caseId, compartment: 'case', body: `nota ${n}` });
    const { body } = await marco.get<OpenedCase>(`/api/cases/${caseId}/opened`);
    const rest = await marco.get<{ items: Note[] }>(`/api/cases/${caseId}/notes?after=${body.notes.next}`);
    expect([...body.notes.items, ...rest.body.items].map((note) => note.body)).toEqual(Array.from({ length: 23 }, (_, n) => `nota ${22 - n}`));
  });

  it('leaves one line, and Francesca finds it also when she asks who has read notes', async () => {
    const { caseId, code } = await aCase(town, 'giulia', ['marco']);
    await (await town.as('giulia')).put(`/api/case-notes/${newId()}`, { caseId, compartment: 'case', body: 'una nota' });
    const marco = await town.as('marco');
    await marco.get(`/api/cases/${caseId}/opened`);
    const lines = await town.look<{ action: string; details: unknown }>('select action, details from audit_event where case_id = $1 and member_id = $2', [caseId, marco.memberId]);
    expect(lines).toEqual([{ action: 'case.read', details: { via: 'assigned', notes: 1, referrals: 0 } }]);
    const { body } = await (await town.as('francesca')).get<{ items: { code: string | null; action: string }[] }>(`/api/audit?action=note.read&member=${marco.memberId}`);
    expect(body.items.filter((line) => line.code === code).map((line) => line.action)).toEqual(['case.read']);
  });
});
