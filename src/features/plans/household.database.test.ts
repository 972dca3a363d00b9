import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aTown, newId, type Town, type Worker } from '../../app/testing/town.ts';
import type { Fact, HouseholdFacts, Profile } from './contract.ts';
import { rashidsCase } from './testing/case.ts';

let town: Town;
let giulia: Worker;
let marco: Worker;
beforeAll(async () => {
  town = await aTown();
  [giulia, marco] = await Promise.all([town.as('giulia'), town.as('marco')]);
});
afterAll(() => town.leave());

const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Rome' }).format(new Date());
interface Held { caseId: string; personId: string }
const learn = async (caseId: string, field: string, value: unknown, replaces: string | null = null): Promise<string> => {
  const id = newId();
  const { status, body } = await giulia.put<Fact>(`/api/facts/${id}`, { caseId, field, value, source: { kind: 'interview', id: null }, learnedOn: today, replaces });
  if (status !== 200) throw new Error(JSON.stringify(body));
  return id;
};
const offered = async (who: Worker, caseId: string) => (await who.get<HouseholdFacts>(`/api/cases/${caseId}/household-facts`)).body.items ?? [];
const fields = async (who: Worker, caseId: string) => (await offered(who, caseId)).map((one) => one.field).toSorted();
const say = (who: Worker, caseId: string, factId: string, answer: string, replaces: string | null = null) => who.post<HouseholdFacts>(`/api/cases/${caseId}/household-answers`, { id: newId(), factId, answer, replaces });
const known = async (who: Worker, caseId: string, field: string) => (await who.get<Profile>(`/api/cases/${caseId}/profile`)).body.sections.flatMap((section) => section.fields).find((one) => one.key === field)?.fact ?? null;

/** Rashid and Nadia, housed together; who else holds one of the files is said. */
async function couple(also: { his?: readonly ['marco']; hers?: readonly ['marco'] } = {}, as: string | null = 'partner'): Promise<{ his: Held; hers: Held; relationId: string }> {
  const his = await rashidsCase(town, 'giulia', also.his ?? []);
  const hers = await rashidsCase(town, 'giulia', also.hers ?? []);
  const relationId = newId();
  if (as) {
    const { body } = await giulia.get<{ code: string }>(`/api/persons/${hers.personId}`);
    await giulia.put(`/api/persons/${his.personId}/relations/${relationId}`, { kind: as, code: body.code });
  }
  const joined = await giulia.post(`/api/families/${newId()}/members`, { memberId: newId(), headId: his.personId, personId: hers.personId });
  if (joined.status !== 200) throw new Error(JSON.stringify(joined.body));
  return { his, hers, relationId };
}

describe('what Rashid told of the home', () => {
  it('is offered in Nadia’s profile and is not in it; what concerns him alone is not offered', async () => {
    const { his, hers } = await couple();
    await learn(his.caseId, 'housing-kind', 'rented');
    await learn(his.caseId, 'family-children-here', 2);
    await learn(his.caseId, 'arrival-year', 2019);
    await learn(his.caseId, 'status-permit', 'expired');
    await learn(his.caseId, 'wishes-first', 'Lavorare');
    await learn(his.caseId, 'exploitation-place', 'Nei campi');
    expect(await fields(giulia, hers.caseId)).toEqual(['family-children-here', 'housing-kind']);
    expect(await known(giulia, hers.caseId, 'housing-kind')).toBeNull();
  });

  it('becomes hers when she says it is so: told by her, confirmed by who asked, with nothing that leads to his file; and is asked no more', async () => {
    const { his, hers } = await couple();
    const home = await learn(his.caseId, 'housing-kind', 'rented');
    expect((await say(giulia, hers.caseId, home, 'so')).body.items).toEqual([]);
    expect(await known(giulia, hers.caseId, 'housing-kind')).toMatchObject({ value: 'rented', source: { kind: 'person', id: null }, author: { name: 'Giulia Ferrara' }, confirmed: { by: { name: 'Giulia Ferrara' } } });
    // He is not asked either: both say the same.
    expect(await offered(giulia, his.caseId)).toEqual([]);
  });

  it('is not asked again once she said no, until he says something new; "not now" waits', async () => {
    const { his, hers } = await couple();
    const home = await learn(his.caseId, 'housing-kind', 'rented');
    const rent = await learn(his.caseId, 'housing-rent', 400);
    await say(giulia, hers.caseId, home, 'not-so');
    await say(giulia, hers.caseId, rent, 'not-now');
    expect(await offered(giulia, hers.caseId)).toEqual([]);
    await learn(his.caseId, 'housing-kind', 'with-others', home);
    expect(await fields(giulia, hers.caseId)).toEqual(['housing-kind']);
    expect((await say(giulia, hers.caseId, home, 'so')).body).toMatchObject({ code: 'not-found' });
    await town.look('update household_answer set again_on = current_date where fact_id = $1', [rent]);
    expect(await fields(giulia, hers.caseId)).toEqual(['housing-kind', 'housing-rent']);
  });

  it('is no yes of hers where a "no" came after an answer that was lost: the same answer sent twice is one, another is not called done', async () => {
    const { his, hers } = await couple();
    const home = await learn(his.caseId, 'housing-kind', 'rented');
    const id = newId();
    const answer = (said: string) => giulia.post<{ code?: string }>(`/api/cases/${hers.caseId}/household-answers`, { id, factId: home, answer: said, replaces: null });
    for (let times = 0; times < 2; times += 1) expect((await answer('so')).status).toBe(200);
    expect((await answer('not-so')).body.code).toBe('already-exists');
    expect(await known(giulia, hers.caseId, 'housing-kind')).toMatchObject({ value: 'rented' });
  });

  it('does not replace what stands in hers unless who asks saw it', async () => {
    const { his, hers } = await couple();
    const home = await learn(his.caseId, 'housing-kind', 'rented');
    const own = await learn(hers.caseId, 'housing-kind', 'informal');
    expect((await offered(giulia, hers.caseId))[0]).toMatchObject({ own: { id: own, value: 'informal' } });
    expect((await say(giulia, hers.caseId, home, 'so')).body).toMatchObject({ code: 'changed-meanwhile' });
    expect((await say(giulia, hers.caseId, home, 'so', own)).status).toBe(200);
    expect((await known(giulia, hers.caseId, 'housing-kind'))?.value).toBe('rented');
  });

  it('is not offered to Marco, who holds one of the two files, and an answer of his to it is to something that is not there', async () => {
    const { his, hers } = await couple({ hers: ['marco'] });
    const home = await learn(his.caseId, 'housing-kind', 'rented');
    expect(await offered(marco, hers.caseId)).toEqual([]);
    expect((await say(marco, hers.caseId, home, 'so')).body).toMatchObject({ code: 'not-found' });
    expect(await known(marco, hers.caseId, 'housing-kind')).toBeNull();
    await say(giulia, hers.caseId, home, 'not-so');
    expect((await marco.get(`/api/cases/${his.caseId}/household-facts`)).status).toBe(404);
  });

  it('is not offered about children or a journey between people who are neither a couple nor travelled together', async () => {
    const { his, hers } = await couple({}, 'travelling-together');
    await learn(his.caseId, 'family-children-here', 2);
    await learn(his.caseId, 'arrival-year', 2019);
    expect(await fields(giulia, hers.caseId)).toEqual(['arrival-year']);
  });
});

describe('where one of the two may have to fear the other', () => {
  const home = async (pair: { his: Held }) => learn(pair.his.caseId, 'housing-kind', 'rented');
  const toBoth = async ({ his, hers }: { his: Held; hers: Held }) => [...(await offered(giulia, his.caseId)), ...(await offered(giulia, hers.caseId))];

  it('nothing is offered once contact is to be avoided', async () => {
    const pair = await couple();
    await home(pair);
    expect(await fields(giulia, pair.hers.caseId)).toEqual(['housing-kind']);
    expect((await giulia.post(`/api/relations/${pair.relationId}/risk`, { id: newId(), avoid: true })).status).toBe(200);
    expect(await toBoth(pair)).toEqual([]);
  });

  it('nothing is offered once there is a safety plan, whoever’s', async () => {
    const pair = await couple();
    await home(pair);
    await giulia.put(`/api/safety-plans/${newId()}`, { caseId: pair.hers.caseId, content: { never: 'Il marito non deve sapere' }, agreed: true, carry: 'not-safe' }, 0);
    expect(await toBoth(pair)).toEqual([]);
  });

  it('nothing is offered once one of them is in a protected house: he does not learn of it from his own profile', async () => {
    const pair = await couple();
    await home(pair);
    await learn(pair.hers.caseId, 'housing-rent', 0);
    await learn(pair.hers.caseId, 'housing-kind', 'shelter');
    expect(await toBoth(pair)).toEqual([]);
  });

  it('nothing is offered once somebody is named as exploiting one of them, nor after violence, nor from a home that is not safe', async () => {
    const pair = await couple();
    await home(pair);
    const unsafe = await learn(pair.hers.caseId, 'housing-safe', 'not-safe');
    expect(await toBoth(pair)).toEqual([]);
    await learn(pair.hers.caseId, 'housing-safe', 'safe', unsafe);
    expect(await fields(giulia, pair.hers.caseId)).toEqual(['housing-kind']);
    expect((await giulia.put(`/api/emergencies/${newId()}`, { kind: 'violence-now', openedAt: new Date().toISOString(), caseId: pair.hers.caseId })).status).toBe(200);
    expect(await toBoth(pair)).toEqual([]);

    const other = await couple();
    await home(other);
    const teresa = await town.as('teresa');
    expect(await fields(teresa, other.hers.caseId)).toEqual(['housing-kind']);
    await town.look("insert into alleged_actor (id, programme_id, case_id, kind, content_sealed, author_id) select gen_random_uuid(), programme_id, id, 'person', 'x', $2 from case_file where id = $1", [other.hers.caseId, teresa.memberId]);
    expect(await toBoth(other)).toEqual([]);
    expect(await offered(teresa, other.his.caseId)).toEqual([]);
  });
});
