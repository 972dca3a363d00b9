import type { Today } from '../today/contract.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DemoName } from '../../app/people.ts';
import { aTown, newId, type Town, type Worker } from '../../app/testing/town.ts';
import type { CaseHeader, CaseLine, CaseTeam, Notification } from './contract.ts';
import { aCase, type KnownCase, outsiders } from './testing/case.ts';

let town: Town;
let teresa: Worker;
let giulia: Worker;
beforeAll(async () => {
  town = await aTown();
  [teresa, giulia] = await Promise.all([town.as('teresa'), town.as('giulia')]);
});
afterAll(() => town.leave());

const listed = async (who: Worker, query = '') => (await who.get<{ items: CaseLine[] }>(`/api/cases${query}`)).body.items.map((line) => line.id);

/** Every route that is about one case, asked of that case. Ids of writes are new each time. */
const questions: Readonly<Record<string, (who: Worker, caseId: string) => ReturnType<Worker['get']>>> = {
  'the header': (who, caseId) => who.get(`/api/cases/${caseId}`),
  'the team': (who, caseId) => who.get(`/api/cases/${caseId}/team`),
  'the notes': (who, caseId) => who.get(`/api/cases/${caseId}/notes`),
  'the timeline': (who, caseId) => who.get(`/api/cases/${caseId}/timeline`),
  'who has seen it': (who, caseId) => who.get(`/api/cases/${caseId}/audience`),
  'its tasks': (who, caseId) => who.get(`/api/cases/${caseId}/tasks`),
  'a change of heading': (who, caseId) => who.patch(`/api/cases/${caseId}`, { risk: 'low' }, 1),
  'a move': (who, caseId) => who.post(`/api/cases/${caseId}/moves`, { id: newId(), move: 'receive' }),
  'a note': (who, caseId) => who.put(`/api/case-notes/${newId()}`, { caseId, compartment: 'case', body: 'prova' }),
  'a task': (who, caseId) => who.put(`/api/tasks/${newId()}`, { caseId, title: 'Chiamare il medico', ownerId: who.memberId }),
  'an assignment': (who, caseId) => who.put(`/api/case-assignments/${newId()}`, { caseId, memberId: who.memberId }),
  'a bar': (who, caseId) => who.put(`/api/case-bars/${newId()}`, { caseId, memberId: who.memberId, askedBy: 'member', reason: 'legame personale' }),
  'a request to close': (who, caseId) => who.put(`/api/case-closings/${newId()}`, { caseId, reason: 'autonomy', outcome: 'sta bene', followUpSafe: true }),
};

async function everyAnswer(who: Worker, caseId: string): Promise<Record<string, unknown>> {
  const answers: Record<string, unknown> = {};
  for (const [name, ask] of Object.entries(questions)) {
    const { status, body } = await ask(who, caseId);
    answers[name] = [status, body];
  }
  return answers;
}

describe('Rashid’s case, followed by Giulia', () => {
  it.each([...outsiders, 'chiara', 'amal', 'anna'] as DemoName[])('looks to %s like a case that nobody bears', async (name) => {
    const { caseId } = await aCase(town, 'giulia');
    const stranger = await town.as(name);
    const answers = await everyAnswer(stranger, caseId);
    expect(answers).toEqual(await everyAnswer(stranger, newId()));
    expect(Object.values(answers).map((answer) => (answer as [number])[0])).toEqual(Object.keys(questions).map(() => 404));
    expect(await listed(stranger)).not.toContain(caseId);
  });

  it('is nobody’s, and says so, when the coordinator who answered for it leaves without having been assigned to it', async () => {
    const { caseId } = await aCase(town, 'giulia');
    const hat = newId();
    await town.look(`insert into membership (id, account_id, programme_id, organisation_id, role) select $1, account_id, programme_id, organisation_id, 'coordinator' from membership where id = $2`, [hat, (await town.as('marco')).memberId]);
    expect((await giulia.patch(`/api/cases/${caseId}`, { ownerId: hat }, 1)).status).toBe(200);
    await town.look('update membership set ended_at = now() where id = $1', [hat]);
    expect((await giulia.get<CaseHeader>(`/api/cases/${caseId}`)).body).toMatchObject({ owner: null, version: 3 });
    expect(await listed(teresa, '?filter=unassigned')).toContain(caseId);
  });

  it('exists no more for Marco, in the very next request, once he is barred', async () => {
    const { caseId } = await aCase(town, 'giulia', ['marco']);
    const marco = await town.as('marco');
    expect((await marco.get(`/api/cases/${caseId}`)).status).toBe(200);
    await teresa.put(`/api/case-bars/${newId()}`, { caseId, memberId: marco.memberId, askedBy: 'person', reason: 'conosce il datore di lavoro' });
    expect(await everyAnswer(marco, caseId)).toEqual(await everyAnswer(marco, newId()));
    expect(await listed(marco)).not.toContain(caseId);
    expect((await marco.put(`/api/break-glass/${newId()}`, { caseId, reason: 'emergenza in corso di notte' })).body.code).toBe('not-found');
  });

  it('does not come back to Marco when the bar is lifted, until Teresa gives it again', async () => {
    const { caseId } = await aCase(town, 'giulia', ['marco']);
    const [marco, barId] = [await town.as('marco'), newId()];
    await teresa.put(`/api/case-bars/${barId}`, { caseId, memberId: marco.memberId, askedBy: 'coordinator', reason: 'conflitto di interesse' });
    expect((await teresa.put(`/api/case-assignments/${newId()}`, { caseId, memberId: marco.memberId })).body.code).toBe('colleague-barred');
    expect((await teresa.post(`/api/case-bars/${barId}/lift`, {})).status).toBe(200);
    expect((await marco.get(`/api/cases/${caseId}`)).status).toBe(404);
    await teresa.put(`/api/case-assignments/${newId()}`, { caseId, memberId: marco.memberId });
    expect((await marco.get(`/api/cases/${caseId}`)).status).toBe(200);
  });

  it('can be given up by Amal, who comes from the same village', async () => {
    const { caseId } = await aCase(town, 'giulia', ['amal']);
    const amal = await town.as('amal');
    expect((await amal.put(`/api/case-bars/${newId()}`, { caseId, memberId: giulia.memberId, askedBy: 'member', reason: 'prova' })).body.code).toBe('not-allowed');
    expect((await amal.put(`/api/case-bars/${newId()}`, { caseId, memberId: amal.memberId, askedBy: 'member', reason: 'siamo dello stesso paese' })).status).toBe(200);
    expect((await amal.get(`/api/cases/${caseId}`)).status).toBe(404);
    const { body } = await teresa.get<CaseTeam>(`/api/cases/${caseId}/team`);
    expect(body.bars).toMatchObject([{ member: { name: 'Amal Haddad' }, askedBy: 'member', reason: 'siamo dello stesso paese' }]);
    expect((await giulia.get<CaseTeam>(`/api/cases/${caseId}/team`)).body.bars).toEqual([]);
  });

  it('is closed to Teresa herself when it is she who is barred', async () => {
    const { caseId } = await aCase(town, 'giulia');
    await teresa.put(`/api/case-bars/${newId()}`, { caseId, memberId: teresa.memberId, askedBy: 'member', reason: 'parente di un testimone' });
    expect(await everyAnswer(teresa, caseId)).toEqual(await everyAnswer(teresa, newId()));
  });

  it('shows Amal the heading and her own compartment, and none of the files', async () => {
    const { caseId } = await aCase(town, 'giulia', ['amal']);
    const amal = await town.as('amal');
    const { body } = await amal.get<CaseHeader>(`/api/cases/${caseId}`);
    expect(body).toMatchObject({ compartments: ['base', 'mediation'], noteCompartment: 'mediation', moves: [], via: 'assigned', until: null });
    expect((await amal.patch(`/api/cases/${caseId}`, { risk: 'high' }, body.version)).body.code).toBe('not-allowed');
    expect((await amal.post(`/api/cases/${caseId}/moves`, { id: newId(), move: 'receive' })).body.code).toBe('not-allowed');
  });
});

describe('what Amal is told of a case beside its heading', () => {
  it('is her own next step and her own tasks, and neither the permit nor the closing, which the files’ keepers see', async () => {
    const { caseId } = await aCase(town, 'giulia', ['amal']);
    const amal = await town.as('amal');
    await town.look(`insert into profile_fact (id, programme_id, case_id, section, field, compartment, value_sealed, source_kind, learned_on, author_id, due_on)
      select $1, programme_id, id, 'legal', 'permit', 'case', '\\x00', 'interview', current_date, $3, current_date + 10 from case_file where id = $2`, [newId(), caseId, giulia.memberId]);
    await giulia.put(`/api/tasks/${newId()}`, { caseId, title: 'Scadenza del permesso', ownerId: giulia.memberId, dueOn: '2030-01-01' });
    await giulia.put(`/api/tasks/${newId()}`, { caseId, title: 'Accompagnare', ownerId: amal.memberId, dueOn: '2030-02-02' });
    expect((await giulia.get<CaseHeader>(`/api/cases/${caseId}`)).body).toMatchObject({ nextStepOn: '2030-01-01', alerts: ['permit-expiring', 'no-owner'] });
    expect((await amal.get<CaseHeader>(`/api/cases/${caseId}`)).body).toMatchObject({ nextStepOn: '2030-02-02', alerts: ['no-owner'] });
  });
});

describe('the list of people one follows', () => {
  it('is followed page by page without missing or repeating anybody', async () => {
    const blessing = await town.as('blessing');
    const mine: string[] = [];
    for (let count = 0; count < 53; count++) mine.push((await aCase(town, 'blessing')).caseId);
    const first = await blessing.get<{ items: CaseLine[]; next: string | null }>('/api/cases');
    const second = await blessing.get<{ items: CaseLine[]; next: string | null }>(`/api/cases?after=${first.body.next}`);
    const ids = [...first.body.items, ...second.body.items].map((line) => line.id);
    expect(first.body.items).toHaveLength(50);
    expect(second.body.next).toBeNull();
    expect(ids).toEqual([...mine].reverse());
    expect((await blessing.get('/api/cases?after=bm90IG91cnM')).body.code).toBe('invalid-input');
  });

  it('puts on top the case in which something happened last, and filters by state, risk and code', async () => {
    const one = await aCase(town, 'giulia');
    const other = await aCase(town, 'giulia');
    await giulia.put(`/api/case-notes/${newId()}`, { caseId: one.caseId, compartment: 'case', body: 'ha chiamato' });
    expect((await listed(giulia)).slice(0, 2)).toEqual([one.caseId, other.caseId]);
    await giulia.patch(`/api/cases/${other.caseId}`, { risk: 'extreme' }, 1);
    expect(await listed(giulia, '?risk=extreme')).toEqual([other.caseId]);
    expect(await listed(giulia, `?code=${one.code.toUpperCase()}`)).toEqual([one.caseId]);
    expect(await listed(giulia, '?state=closed')).toEqual([]);
  });

  it('tells Teresa which cases nobody answers for, the same that her day counts', async () => {
    const left: KnownCase = await aCase(town, 'giulia');
    const answered = await aCase(town, 'giulia');
    expect(await listed(teresa, '?filter=unassigned')).toContain(answered.caseId);
    const counted = async () => (await teresa.get<Today>('/api/today')).body.counts?.unowned;
    const before = await counted();
    await giulia.patch(`/api/cases/${answered.caseId}`, { ownerId: giulia.memberId }, 1);
    expect(await listed(teresa, '?filter=unassigned')).not.toContain(answered.caseId);
    expect(await counted()).toBe((before ?? 0) - 1);
    const { body } = await giulia.get<CaseTeam>(`/api/cases/${left.caseId}/team`);
    const own = body.holders.find((holder) => holder.memberId === giulia.memberId);
    await giulia.post(`/api/case-assignments/${own?.assignmentId}/end`, {});
    expect(await listed(teresa, '?filter=unassigned')).toContain(left.caseId);
    expect((await giulia.get(`/api/cases/${left.caseId}`)).status).toBe(404);
  });
});

describe('those who follow a case', () => {
  it('are told that it was given to them, and nothing of what it is about', async () => {
    const { caseId } = await aCase(town, 'giulia', ['marco']);
    const marco = await town.as('marco');
    const { body } = await marco.get<{ items: Notification[]; unread: number }>('/api/notifications');
    expect(body.items[0]).toMatchObject({ kind: 'assigned', subject: 'case', subjectId: caseId, readAt: null });
    expect((await marco.post(`/api/notifications/${body.items[0]?.id}/reads`, {})).status).toBe(200);
    expect((await giulia.post(`/api/notifications/${body.items[0]?.id}/reads`, {})).body.code).toBe('not-found');
    expect((await marco.get<{ unread: number }>('/api/notifications')).body.unread).toBe(body.unread - 1);
  });

  it('answer for it only while they follow it', async () => {
    const { caseId } = await aCase(town, 'giulia', ['marco']);
    const marco = await town.as('marco');
    expect((await giulia.patch(`/api/cases/${caseId}`, { ownerId: (await town.as('chiara')).memberId }, 1)).body.code).toBe('owner-not-following');
    expect((await giulia.patch(`/api/cases/${caseId}`, { ownerId: marco.memberId }, 1)).status).toBe(200);
    await teresa.put(`/api/case-bars/${newId()}`, { caseId, memberId: marco.memberId, askedBy: 'coordinator', reason: 'conflitto di interesse' });
    expect((await giulia.get<CaseHeader>(`/api/cases/${caseId}`)).body).toMatchObject({ owner: null, alerts: ['no-owner'] });
  });

  it('may be given the case together with answering for it; a mediator follows it only', async () => {
    const { caseId } = await aCase(town, 'giulia');
    await (await town.as('giulia')).patch(`/api/cases/${caseId}`, { ownerId: null }, 1);
    const [chiara, amal, id] = [await town.as('chiara'), await town.as('amal'), newId()];
    const given = { caseId, memberId: chiara.memberId, answersForIt: true };
    expect((await teresa.put(`/api/case-assignments/${id}`, given)).status).toBeLessThan(300);
    expect((await teresa.put(`/api/case-assignments/${id}`, given)).status).toBeLessThan(300);
    expect((await chiara.get<CaseHeader>(`/api/cases/${caseId}`)).body).toMatchObject({ owner: { name: 'Chiara Fusco' }, version: 3 });
    expect((await teresa.put(`/api/case-assignments/${newId()}`, { caseId, memberId: amal.memberId, answersForIt: true })).body.code).toBe('owner-not-following');
    expect((await amal.get(`/api/cases/${caseId}`)).status).toBe(404);
    // Giulia follows it already; Teresa has her answer for it again without giving it twice.
    expect((await teresa.put(`/api/case-assignments/${newId()}`, { ...given, memberId: (await town.as('giulia')).memberId })).status).toBeLessThan(300);
    expect((await teresa.get<CaseHeader>(`/api/cases/${caseId}`)).body).toMatchObject({ owner: { name: 'Giulia Ferrara' } });
  });

  it('lose nothing when two of them change the heading at once: the second is told', async () => {
    const { caseId } = await aCase(town, 'giulia', ['marco']);
    expect((await giulia.patch(`/api/cases/${caseId}`, { summary: 'Parla bengalese.' }, 1)).body).toMatchObject({ version: 2 });
    expect((await (await town.as('marco')).patch(`/api/cases/${caseId}`, { summary: 'Altro' }, 1)).body.code).toBe('changed-meanwhile');
    expect((await giulia.patch(`/api/cases/${caseId}`, { summary: 'x' })).body.code).toBe('version-required');
  });

  it('weigh on the week by risk, which Teresa sees before giving another case', async () => {
    const anna = await town.as('anna');
    const weightOfAnna = async () => (await teresa.get<{ items: { memberId: string; cases: number; weight: number }[] }>('/api/caseload')).body.items.find((line) => line.memberId === anna.memberId);
    const before = await weightOfAnna();
    const { caseId } = await aCase(town, 'anna');
    await anna.patch(`/api/cases/${caseId}`, { risk: 'extreme' }, 1);
    expect(await weightOfAnna()).toMatchObject({ cases: (before?.cases ?? 0) + 1, weight: (before?.weight ?? 0) + 4 });
  });
});
