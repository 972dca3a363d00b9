import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aTown, newId, type Town, type Worker } from '../../app/testing/town.ts';
import type { AccessRequestLine, AudienceLine, BreakGlassLine, CaseHeader, GlassBroken, Notification, TrailLine } from './contract.ts';
import { aCase, outsiders } from './testing/case.ts';

let town: Town;
let chiara: Worker;
let teresa: Worker;
let francesca: Worker;
beforeAll(async () => {
  town = await aTown();
  [chiara, teresa, francesca] = await Promise.all([town.as('chiara'), town.as('teresa'), town.as('francesca')]);
});
afterAll(() => town.leave());

const reason = 'la persona è in pronto soccorso e i medici chiedono';
const lastNotice = async (who: Worker) => (await who.get<{ items: Notification[] }>('/api/notifications')).body.items[0];

describe('when Chiara breaks the glass', () => {
  it('opens the case for twenty-four hours, knowing its code alone', async () => {
    const { caseId, code } = await aCase(town, 'giulia');
    const before = Date.now();
    const { body } = await chiara.put<GlassBroken>(`/api/break-glass/${newId()}`, { code, reason });
    expect(body.caseId).toBe(caseId);
    expect(Math.abs(Date.parse(body.until) - before - 24 * 3_600_000)).toBeLessThan(60_000);
    const header = await chiara.get<CaseHeader>(`/api/cases/${caseId}`);
    expect(header.body).toMatchObject({ via: 'break-glass', until: body.until, compartments: ['base', 'case', 'work', 'mediation', 'restricted'] });
  });

  it('tells Teresa and Francesca at once, by kind and id alone, and they review it; she never reviews herself', async () => {
    const { caseId, code } = await aCase(town, 'giulia');
    const id = newId();
    await chiara.put(`/api/break-glass/${id}`, { caseId, reason });
    for (const told of [teresa, francesca]) {
      expect(await lastNotice(told)).toEqual(expect.objectContaining({ kind: 'break-glass', subject: 'break-glass', subjectId: id }));
      const { body } = await told.get<{ items: BreakGlassLine[] }>('/api/break-glass');
      expect(body.items[0]).toMatchObject({ id, code, by: { name: 'Chiara Fusco' }, reason, reviewedAt: null });
    }
    expect((await chiara.post(`/api/break-glass/${id}/review`, { words: 'tutto bene' })).body.code).toBe('not-allowed');
    expect((await francesca.post(`/api/break-glass/${id}/review`, { words: 'Verificato con il pronto soccorso.' })).status).toBe(200);
    expect((await teresa.get<{ items: BreakGlassLine[] }>('/api/break-glass')).body.items[0]).toMatchObject({ reviewedBy: { name: 'Francesca Romano' }, reviewWords: 'Verificato con il pronto soccorso.' });
  });

  it('closes again by itself, and its lines stay in the trail and stand out', async () => {
    const { caseId, code } = await aCase(town, 'giulia');
    await chiara.put(`/api/break-glass/${newId()}`, { caseId, reason });
    await chiara.get(`/api/cases/${caseId}`);
    await town.look("update break_glass set until = now() - interval '1 second' where case_id = $1", [caseId]);
    await town.look("update case_access set valid_until = now() - interval '1 second' where case_id = $1 and via = 'break-glass'", [caseId]);
    expect((await chiara.get(`/api/cases/${caseId}`)).status).toBe(404);
    const { body } = await (await town.as('giulia')).get<{ items: AudienceLine[] }>(`/api/cases/${caseId}/audience`);
    const hers = body.items.filter((line) => line.member?.name === 'Chiara Fusco');
    expect(hers.map((line) => line.action).sort()).toEqual(['case.break-glass', 'case.read']);
    expect(hers.every((line) => line.emergency)).toBe(true);
    const trail = await francesca.get<{ items: TrailLine[] }>('/api/audit?action=case.break-glass');
    expect(trail.body.items[0]).toMatchObject({ code, reason, member: { name: 'Chiara Fusco' } });
  });

  it('must write why, and answers the same when the call is sent twice', async () => {
    const { caseId } = await aCase(town, 'giulia');
    const id = newId();
    expect((await chiara.put(`/api/break-glass/${id}`, { caseId, reason: 'boh' })).body.code).toBe('invalid-input');
    const first = await chiara.put<GlassBroken>(`/api/break-glass/${id}`, { caseId, reason });
    expect((await chiara.put<GlassBroken>(`/api/break-glass/${id}`, { caseId, reason })).body).toEqual(first.body);
    expect(await town.look("select from audit_event where action = 'case.break-glass' and case_id = $1", [caseId])).toHaveLength(1);
    expect((await (await town.as('anna')).put(`/api/break-glass/${id}`, { caseId, reason })).body.code).toBe('already-exists');
  });

  it('is refused to whoever follows the case already', async () => {
    const { caseId } = await aCase(town, 'giulia');
    expect((await (await town.as('giulia')).put(`/api/break-glass/${newId()}`, { caseId, reason })).body.code).toBe('case-already-held');
  });

  it.each(outsiders)('has no glass for %s: the answer is the same as for a case that nobody bears', async (name) => {
    const { caseId, code } = await aCase(town, 'giulia');
    const stranger = await town.as(name);
    const known = [await stranger.put(`/api/break-glass/${newId()}`, { caseId, reason }), await stranger.put(`/api/break-glass/${newId()}`, { code, reason })];
    const unknown = await stranger.put(`/api/break-glass/${newId()}`, { caseId: newId(), reason });
    expect(known.map((answer) => [answer.status, answer.body])).toEqual([[404, unknown.body], [404, unknown.body]]);
  });

  it('is not told to a coordinator who is barred from the case', async () => {
    const { caseId } = await aCase(town, 'giulia');
    await teresa.put(`/api/case-bars/${newId()}`, { caseId, memberId: teresa.memberId, askedBy: 'member', reason: 'parente di un testimone' });
    const before = await lastNotice(teresa);
    const id = newId();
    await chiara.put(`/api/break-glass/${id}`, { caseId, reason });
    expect(await lastNotice(teresa)).toEqual(before);
    expect((await teresa.get<{ items: BreakGlassLine[] }>('/api/break-glass')).body.items.map((line) => line.id)).not.toContain(id);
    expect(await lastNotice(francesca)).toMatchObject({ subjectId: id });
  });
});

describe('when Anna asks for a case that Giulia follows', () => {
  const asked = async () => {
    const { caseId, code } = await aCase(town, 'giulia');
    const [anna, id] = [await town.as('anna'), newId()];
    await anna.put(`/api/access-requests/${id}`, { code, reason: 'mi ha chiesto aiuto per il lavoro' });
    return { caseId, code, anna, id };
  };

  it('Teresa is told, and granting gives her the case', async () => {
    const { caseId, code, anna, id } = await asked();
    expect(await lastNotice(teresa)).toMatchObject({ kind: 'access-asked', subject: 'access-request', subjectId: id });
    expect((await anna.get(`/api/cases/${caseId}`)).status).toBe(404);
    const { body } = await teresa.get<{ items: AccessRequestLine[] }>('/api/access-requests');
    expect(body.items[0]).toMatchObject({ id, caseId, code, by: { name: 'Anna Pagano' }, state: 'open', barred: false });
    expect((await teresa.post(`/api/access-requests/${id}/decision`, { decision: 'grant' })).status).toBe(200);
    expect((await anna.get<CaseHeader>(`/api/cases/${caseId}`)).body).toMatchObject({ via: 'assigned', compartments: ['base', 'case', 'work'] });
    const notices = (await anna.get<{ items: Notification[] }>('/api/notifications')).body.items.slice(0, 2).map((notice) => notice.kind);
    expect(notices.sort()).toEqual(['access-granted', 'assigned']);
  });

  it('a refusal leaves her where she was, and cannot be turned into a grant', async () => {
    const { caseId, anna, id } = await asked();
    expect((await anna.post(`/api/access-requests/${id}/decision`, { decision: 'grant' })).body.code).toBe('not-allowed');
    await teresa.post(`/api/access-requests/${id}/decision`, { decision: 'refuse' });
    expect((await teresa.post(`/api/access-requests/${id}/decision`, { decision: 'grant' })).body.code).toBe('illegal-move');
    expect((await anna.get(`/api/cases/${caseId}`)).status).toBe(404);
    const own = (await anna.get<{ items: AccessRequestLine[] }>('/api/access-requests')).body.items.find((line) => line.id === id);
    expect(own).toMatchObject({ state: 'refused', code: null, caseId: null, own: true });
  });

  it('nobody else sees that she asked, and those outside the team cannot ask', async () => {
    const { id, code } = await asked();
    for (const name of ['giulia', 'rosa', 'francesca', 'stefano', 'vincenzo'] as const) {
      expect((await (await town.as(name)).get<{ items: AccessRequestLine[] }>('/api/access-requests')).body.items.map((line) => line.id)).not.toContain(id);
    }
    for (const name of ['vincenzo', 'carla', 'luca', 'paola', 'francesca', 'stefano'] as const) {
      const stranger = await town.as(name);
      const known = await stranger.put(`/api/access-requests/${newId()}`, { code, reason: 'vorrei vedere' });
      expect(known.body).toEqual((await stranger.put(`/api/access-requests/${newId()}`, { code: 'rosso-lupo-99', reason: 'vorrei vedere' })).body);
      expect(known.status).toBe(403);
    }
  });
});
