import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DemoName } from '../../app/people.ts';
import { smuggled } from '../../app/testing/smuggled.ts';
import { aTown, newId, type Town, type Worker } from '../../app/testing/town.ts';
import type { Family, OpenedPerson } from './contract.ts';
import { aFile, undone, united } from './testing/two-files.ts';

let town: Town;
let giulia: Worker;
let marco: Worker;
let teresa: Worker;
beforeAll(async () => {
  town = await aTown();
  [giulia, marco, teresa] = await Promise.all([town.as('giulia'), town.as('marco'), town.as('teresa')]);
});
afterAll(() => town.leave());

const family = async (who: Worker, { personId }: OpenedPerson): Promise<Family> => (await who.get<Family>(`/api/persons/${personId}/family`)).body;
const says = async (who: Worker, { personId }: OpenedPerson, relation: object): Promise<string> => {
  const id = newId();
  const { status, body } = await who.put(`/api/persons/${personId}/relations/${id}`, relation);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return id;
};
const givenTo = async (file: OpenedPerson, name: DemoName) => teresa.put(`/api/case-assignments/${newId()}`, { caseId: file.caseId, memberId: (await town.as(name)).memberId });
const together = (who: Worker, unitId: string, head: OpenedPerson, one: OpenedPerson) => who.post(`/api/families/${unitId}/members`, { memberId: newId(), headId: head.personId, personId: one.personId });

describe('what somebody is to somebody else', () => {
  it('is told in the file where it was said, and opens the other file to nobody', async () => {
    const [mother, son] = [await aFile(town, 'giulia'), await aFile(town, 'marco')];
    await marco.put(`/api/persons/${son.personId}/names/${newId()}`, { kind: 'declared', text: 'Ibrahima', preferred: true });
    await says(giulia, mother, { kind: 'child', code: son.code, basis: 'documented' });
    expect((await family(giulia, mother)).relations).toMatchObject([{ kind: 'child', code: son.code, basis: 'documented', personId: null, caseId: null, isMinor: null, isHere: true }]);
    expect((await giulia.get(`/api/persons/${son.personId}`)).status).toBe(404);
    expect((await giulia.get(`/api/cases/${son.caseId}`)).status).toBe(404);
    await smuggled(town, 'giulia', async (ask) => {
      for (const [table, column] of [['person', 'id'], ['person_name', 'person_id'], ['person_contact', 'person_id'], ['safe_contact_card', 'person_id'], ['case_file', 'person_id'], ['case_access', 'person_id']] as const) {
        expect([table, await ask(`select from ${table} where ${column} = $1`, [son.personId])]).toEqual([table, []]);
      }
      await expect(ask('select * from person_relation')).rejects.toThrow('permission denied');
    });
    // Marco holds the son alone: that a mother is followed is not his to learn.
    expect((await family(marco, son)).relations).toEqual([]);
    await givenTo(mother, 'marco');
    expect((await family(marco, son)).relations).toMatchObject([{ kind: 'parent', code: mother.code, caseId: mother.caseId, isHere: false }]);
  });

  it('is hidden from whoever is barred from the other, who is told the same as of a code that nobody bears', async () => {
    const [one, brother] = [await aFile(town, 'giulia'), await aFile(town, 'marco')];
    await says(giulia, one, { kind: 'sibling', code: brother.code });
    await teresa.put(`/api/case-bars/${newId()}`, { caseId: brother.caseId, memberId: giulia.memberId, askedBy: 'person', reason: 'lo chiede lui' });
    expect((await family(giulia, one)).relations).toEqual([]);
    const refused = await giulia.put(`/api/persons/${one.personId}/relations/${newId()}`, { kind: 'partner', code: brother.code });
    const invented = await giulia.put(`/api/persons/${one.personId}/relations/${newId()}`, { kind: 'partner', code: 'nessun-animale-99' });
    expect([refused.status, refused.body]).toEqual([404, invented.body]);
  });

  it('says that a relative is to be avoided only to those who hold what is restricted', async () => {
    const one = await aFile(town, 'giulia');
    await givenTo(one, 'amal');
    await givenTo(one, 'anna');
    const cousin = await says(giulia, one, { kind: 'other-relative', words: 'il cugino Moussa, con cui divide la stanza' });
    expect((await giulia.post(`/api/relations/${cousin}/risk`, { id: newId(), avoid: true })).status).toBe(200);
    expect((await family(giulia, one)).relations).toMatchObject([{ avoid: true, words: 'il cugino Moussa, con cui divide la stanza' }]);
    for (const name of ['amal', 'anna'] as const) {
      const who = await town.as(name);
      expect((await family(who, one)).relations).toMatchObject([{ avoid: null }]);
      expect((await who.post(`/api/relations/${cousin}/risk`, { id: newId(), avoid: false })).status).toBe(404);
    }
    await giulia.post(`/api/relations/${cousin}/end`, { on: '2026-11-29' });
    expect((await family(giulia, one)).relations).toMatchObject([{ until: '2026-11-29' }]);
  });

  it.each(['chiara', 'stefano', 'carla', 'francesca', 'paola', 'rosa'] as const)('is not found by %s', async (name) => {
    const one = await aFile(town, 'giulia');
    const relation = await says(giulia, one, { kind: 'partner', words: 'il marito' });
    const who = await town.as(name);
    expect((await who.get(`/api/persons/${one.personId}/family`)).status).toBe(404);
    expect((await who.post(`/api/relations/${relation}/end`, { on: '2026-11-29' })).status).toBe(404);
    expect((await who.put(`/api/persons/${one.personId}/relations/${newId()}`, { kind: 'partner', words: 'x' })).status).toBe(404);
  });
});

describe('a family that is housed together', () => {
  it('is put together by who holds all of them, shows a child without a guardian, and tells the others no more than that there is somebody', async () => {
    const [mother, child] = [await aFile(town, 'giulia'), await aFile(town, 'giulia')];
    await giulia.post(`/api/persons/${child.personId}/moves`, { id: newId(), move: 'raise-doubt', reason: 'ha undici anni' });
    const unitId = newId();
    expect((await together(giulia, unitId, mother, child)).status).toBe(200);
    const known = await family(giulia, child);
    expect(known.members).toMatchObject([{ code: mother.code, isHead: true, isMinor: false }, { code: child.code, isHead: false, isMinor: true, hasGuardian: false }]);
    await says(giulia, mother, { kind: 'ward', code: child.code, basis: 'documented' });
    expect((await family(giulia, child)).members[1]).toMatchObject({ hasGuardian: true });
    await givenTo(child, 'marco');
    expect((await family(marco, child)).members).toMatchObject([{ code: null, personId: null, isHead: true }, { code: child.code }]);
    expect((await marco.get(`/api/persons/${mother.personId}`)).status).toBe(404);
    const third = await aFile(town, 'marco');
    expect((await together(marco, unitId, mother, third)).status).toBe(404);
    expect((await together(giulia, newId(), mother, child)).body.code).toBe('already-in-family');
  });

  it('parts: who leaves keeps their own file, and the head passes to the next', async () => {
    const [one, other, third] = [await aFile(town, 'giulia'), await aFile(town, 'giulia'), await aFile(town, 'giulia')];
    const unitId = newId();
    for (const joins of [other, third]) await together(giulia, unitId, one, joins);
    expect((await giulia.post(`/api/families/${unitId}/leave`, { personId: one.personId, reason: 'va a vivere da un’amica' })).status).toBe(200);
    expect((await family(giulia, one)).members).toEqual([]);
    expect((await family(giulia, other)).members.map((who) => [who.code, who.isHead])).toEqual([[other.code, true], [third.code, false]]);
  });

  it('follows files that are united and come apart', async () => {
    const [sister, hers, his] = [await aFile(town, 'giulia'), await aFile(town, 'giulia'), await aFile(town, 'giulia')];
    await says(giulia, sister, { kind: 'sibling', code: his.code });
    await says(giulia, his, { kind: 'parent', words: 'la madre, in Guinea' });
    const { mergeId } = await united(town, hers, his);
    expect((await family(giulia, sister)).relations).toMatchObject([{ code: hers.code }]);
    expect((await family(giulia, hers)).relations.map((one) => one.kind).sort()).toEqual(['parent', 'sibling']);
    await undone(town, mergeId);
    expect((await family(giulia, hers)).relations).toEqual([]);
    expect((await family(giulia, his)).relations).toHaveLength(2);
  });
});
