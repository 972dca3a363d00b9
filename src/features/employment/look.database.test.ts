import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DemoName } from '../../app/people.ts';
import { smuggled } from '../../app/testing/smuggled.ts';
import { aTown, newId, type Town, type Worker } from '../../app/testing/town.ts';
import type { FoundActors } from '../actors/contract.ts';
import { aCase } from '../cases/testing/case.ts';
import { anEmployer, employment, look, move, proposed } from './testing/desk.ts';

let town: Town;
let anna: Worker;
let teresa: Worker;
beforeAll(async () => {
  town = await aTown();
  [anna, teresa] = [await town.as('anna'), await town.as('teresa')];
});
afterAll(() => town.leave());

/** Of two stories that differ in one thing only, what somebody sees of each: ids, codes, names of firms and moments are what differs by nature. */
function told(answers: unknown, { ids, words }: { ids: readonly string[]; words: readonly string[] }): string {
  let text = JSON.stringify(answers).replaceAll(/\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|\+00:00)/g, 'T');
  for (const [at, id] of ids.entries()) text = text.replaceAll(id, `id-${at}`);
  for (const [at, word] of words.entries()) text = text.replaceAll(word, `word-${at}`);
  return text.replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'id');
}

describe('an employer whom Rashid named as exploiting him', () => {
  it('is found by Teresa when she looks at what Anna thinks of for Shafiqul; Anna and all her colleagues see of it what they see of any other employer, letter by letter', async () => {
    const [rashid, marco] = [await aCase(town, 'giulia', ['marco']), await town.as('marco')];
    expect((await marco.put(`/api/alleged-actors/${newId()}`, { caseId: rashid.caseId, kind: 'firm', content: { name: 'Serre Bianchi', aliases: [], words: '' } }, 0)).status).toBe(200);

    // The same story twice: once with the firm that was named, once with one that nobody named.
    const story = async (firm: string) => {
      const shafiqul = await aCase(town, 'anna', ['giulia', 'blessing']);
      const employerId = await anEmployer(anna, firm);
      const placementId = await proposed(anna, shafiqul.caseId, employerId);
      return { ...shafiqul, firm, employerId, placementId };
    };
    const [named, other] = [await story('Serre Bianchi'), await story('Vivaio Verdi')];
    const seenBy = async (who: DemoName, { caseId, personId, code, firm, employerId, placementId }: typeof named): Promise<string> => {
      const worker = await town.as(who);
      const day = (await worker.get<{ items: { caseId: string | null }[] }>('/api/today')).body.items.filter((item) => item.caseId === caseId);
      const list = (await worker.get<{ items?: { id: string }[] }>('/api/placements?whose=all')).body.items?.filter((line) => line.id === placementId);
      const news = (await worker.get<{ items: { subjectId: string }[] }>('/api/notifications')).body.items.filter((item) => item.subjectId === caseId || item.subjectId === placementId || item.subjectId === employerId);
      const answers = [
        (await worker.get(`/api/cases/${caseId}/employment`)).body, (await worker.get(`/api/cases/${caseId}/timeline`)).body, (await worker.get(`/api/cases/${caseId}`)).body, day, list, news,
        (await worker.post('/api/employers/search', { words: firm })).body, (await worker.post('/api/alleged-actors/search', { words: firm })).body,
        (await worker.post(`/api/placements/${placementId}/moves`, { id: newId(), move: 'agree' })).body,
      ];
      return told(answers, { ids: [caseId, personId, employerId, placementId], words: [code, firm] });
    };
    const others = ['anna', 'giulia', 'blessing'] as const;
    const alike = async (): Promise<void> => {
      for (const who of others) expect([who, await seenBy(who, named)]).toEqual([who, await seenBy(who, other)]);
    };
    await alike();

    // Teresa, who may know, is asked about both; only of one is there anything to see, and it is seen by her alone.
    const waiting = (await teresa.get<{ items: { kind: string; id: string }[] }>('/api/today')).body.items.filter((item) => item.kind === 'placement-look-waiting').map((item) => item.id);
    expect(waiting).toEqual(expect.arrayContaining([named.placementId, other.placementId]));
    const found = async (firm: string) => (await teresa.post<FoundActors>('/api/alleged-actors/search', { words: firm })).body.items.map((item) => item.caseId);
    expect([await found('Serre Bianchi'), await found('Vivaio Verdi')]).toEqual([[rashid.caseId], []]);

    // She says "talk first" of both (of the other for a reason of her own): still nobody could tell them apart, nor read why.
    for (const { placementId } of [named, other]) expect((await look(teresa, placementId, 'talk-first')).status).toBe(200);
    await alike();
    expect((await teresa.put(`/api/placement-looks/${newId()}`, { placementId: named.placementId, verdict: 'talk-first', reason: 'Sfrutta' })).status).toBe(422);

    // Neither the tables of work nor the trail that colleagues read hold a word that leads to Rashid.
    for (const { placementId, caseId } of [named, other]) {
      expect(await town.look('select action from audit_event where case_id = $1 and subject_id = $2 order by at, position', [caseId, placementId])).toEqual([{ action: 'placement.write' }, { action: 'placement.look' }]);
    }
    const columns = await town.look<{ name: string }>("select column_name as name from information_schema.columns where table_name in ('employer', 'placement', 'placement_look', 'placement_move') and column_name ~ 'actor|alleged|likeness|reason|resembl'");
    expect(columns.map((one) => one.name)).toEqual(['reason']);
    await smuggled(town, 'anna', async (ask) => {
      expect(await ask('select 1 from alleged_actor')).toEqual([]);
      expect(await ask("select 1 from vault_key where compartment = 'reserved'")).toEqual([]);
    });
  });

  it('never comes nearer to Shafiqul without Teresa: not by a step slipped in, not by a look that has lapsed', async () => {
    const { caseId } = await aCase(town, 'anna');
    const placementId = await proposed(anna, caseId, await anEmployer(anna, 'Serre Bianchi di Sotto'));
    await expect(smuggled(town, 'anna', async (ask) => {
      await ask('begin');
      await ask("update placement set state = 'agreed' where id = $1", [placementId]);
      await ask("insert into placement_move (id, programme_id, case_id, placement_id, move, from_state, to_state, by_member) select $1, programme_id, case_id, id, 'agree', 'proposed', 'agreed', $3 from placement where id = $2", [newId(), placementId, anna.memberId]);
      await ask('commit');
    })).rejects.toThrow('placement-not-looked-at');
    await look(teresa, placementId);
    await town.look("update placement_look set valid_until = current_date - 2 where placement_id = $1", [placementId]);
    expect((await employment(anna, caseId)).placements[0]).toMatchObject({ look: { verdict: 'clear', holds: false }, moves: ['not-start'] });
    expect((await move(anna, placementId, 'agree')).body.code).toBe('placement-not-looked-at');
  });
});
