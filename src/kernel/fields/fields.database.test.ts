import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId, type Worker } from '../../app/testing/town.ts';
import type { FieldHistory, FieldsNow } from './contract.ts';
import { aDiaryTown, type DiaryTown } from './testing/diary.ts';

let town: DiaryTown;
let giulia: Worker;
let amal: Worker;
const [herPhone, hisPhone] = [newId(), newId()];
beforeAll(async () => {
  town = await aDiaryTown();
  [giulia, amal] = [await town.as('giulia'), await town.as('amal')];
});
afterAll(() => town.leave());

async function aDiary(): Promise<string> {
  const id = newId();
  await giulia.put(`/api/test-diaries/${id}`, { keepers: [giulia.memberId, amal.memberId] });
  return id;
}
type Edited = Readonly<Record<string, readonly [value: unknown, seen: number]>>;
const edit = (who: Worker, id: string, device: string, fields: Edited, editId = newId(), notedAt = '2026-03-01T05:12:00.000Z') =>
  who.patch<FieldsNow>(`/api/test-diaries/${id}`, { id: editId, device, notedAt, edits: Object.entries(fields).map(([field, [value, seen]]) => ({ field, value, seen })) });
const now = async (who: Worker, id: string): Promise<FieldsNow> => (await who.get<FieldsNow>(`/api/test-diaries/${id}`)).body;
const values = ({ fields }: FieldsNow): Record<string, unknown> => Object.fromEntries(Object.entries(fields).map(([name, { value }]) => [name, value]));
const history = async (id: string): Promise<FieldHistory['items']> => (await giulia.get<FieldHistory>(`/api/test-diaries/${id}/history`)).body.items;

describe('Giulia and Amal write in one diary, each on a telephone without a network', () => {
  it('different fields come together by themselves, each with who wrote it', async () => {
    const id = await aDiary();
    await edit(giulia, id, herPhone, { words: ['Molte donne alla piazza', 0] });
    const { body } = await edit(amal, id, hisPhone, { weather: ['Pioggia', 0] });
    expect(values(body)).toEqual({ words: 'Molte donne alla piazza', weather: 'Pioggia' });
    expect([body.fields['words']?.by?.id, body.fields['weather']?.by?.id, body.conflicts]).toEqual([giulia.memberId, amal.memberId, []]);
  });

  it('the same field twice asks: what stands goes on standing, the other waits beside with author and time', async () => {
    const id = await aDiary();
    await edit(giulia, id, herPhone, { words: ['Molte donne', 0] });
    const { body } = await edit(amal, id, hisPhone, { words: ['Nessuno', 0], weather: ['Vento', 0] });
    expect(body).toMatchObject({ fields: { words: { value: 'Molte donne', version: 1 }, weather: { value: 'Vento' } }, beside: ['words'] });
    expect(body.conflicts).toMatchObject([{ field: 'words', value: 'Nessuno', by: { id: amal.memberId }, notedAt: '2026-03-01T05:12:00.000Z' }]);
    // Her next word upon another field is not told that it waits.
    expect((await edit(giulia, id, herPhone, { weather: ['Vento forte', 1] })).body.beside).toEqual([]);
  });

  it('sent again changes nothing, and under another’s id is refused', async () => {
    const id = await aDiary();
    const editId = newId();
    for (let n = 0; n < 3; n += 1) expect((await edit(giulia, id, herPhone, { words: ['Una volta', 0] }, editId)).status).toBe(200);
    expect((await now(giulia, id)).fields['words']?.version).toBe(1);
    expect(await history(id)).toHaveLength(1);
    expect((await edit(amal, id, hisPhone, { words: ['Altro', 1] }, editId)).body.code).toBe('already-exists');
    // Nor is it said to be kept in a second diary, where it would be nowhere.
    expect((await edit(giulia, await aDiary(), herPhone, { words: ['Una volta', 0] }, editId)).body.code).toBe('already-exists');
  });

  it('twice by herself before hearing of the first is no question', async () => {
    const id = await aDiary();
    await edit(giulia, id, herPhone, { words: ['Prima', 0] });
    const { body } = await edit(giulia, id, herPhone, { words: ['Poi', 0] });
    expect([values(body)['words'], body.conflicts]).toEqual(['Poi', []]);
    // From her computer at the desk, which had not seen it, it is one.
    expect((await edit(giulia, id, newId(), { words: ['Dal tavolo', 0] })).body.beside).toEqual(['words']);
  });

  it('the same words from both are no question', async () => {
    const id = await aDiary();
    await edit(giulia, id, herPhone, { words: ['Uguale', 0] });
    const { body } = await edit(amal, id, hisPhone, { words: ['Uguale', 0] });
    expect([body.conflicts, (await history(id)).map(({ outcome }) => outcome)]).toEqual([[], ['same', 'kept']]);
  });

  it('says when it was written by the telephone, but never later than it came', async () => {
    const id = await aDiary();
    await edit(giulia, id, herPhone, { words: ['Domani', 0] }, newId(), new Date(Date.now() + 86_400_000).toISOString());
    const [line] = await history(id);
    expect(Date.parse(line?.notedAt ?? '')).toBeLessThanOrEqual(Date.now());
  });
});

describe('whoever keeps the diary chooses', () => {
  async function aQuestion() {
    const id = await aDiary();
    await edit(giulia, id, herPhone, { words: ['Di Giulia', 0] });
    const { body } = await edit(amal, id, hisPhone, { words: ['Di Amal', 0] });
    return { id, conflictId: body.conflicts[0]?.id ?? '' };
  }
  const decide = (who: Worker, id: string, conflictId: string, choice: string, more: object = {}) =>
    who.post<FieldsNow>(`/api/test-diaries/${id}/decisions`, { id: newId(), device: hisPhone, notedAt: '2026-03-01T06:00:00.000Z', conflictId, choice, seen: 1, ...more });

  it.each([['standing', {}, 'Di Giulia'], ['offered', {}, 'Di Amal'], ['other', { value: 'Di tutti e due' }, 'Di tutti e due']] as const)('%s: it stands, and the loser stays in the history', async (choice, more, stands) => {
    const { id, conflictId } = await aQuestion();
    const { body } = await decide(amal, id, conflictId, choice, more);
    expect([values(body)['words'], body.conflicts]).toEqual([stands, []]);
    expect((await history(id)).map(({ value }) => value)).toEqual(expect.arrayContaining(['Di Giulia', 'Di Amal']));
  });

  it('once: a second choice is refused, and the same one made again changes nothing', async () => {
    const { id, conflictId } = await aQuestion();
    await decide(amal, id, conflictId, 'offered');
    expect((await decide(amal, id, conflictId, 'offered')).status).toBe(200);
    expect((await decide(giulia, id, conflictId, 'standing')).status).toBe(409);
    expect(await history(id)).toHaveLength(3);
  });

  it('not over what somebody wrote meanwhile: then what was chosen waits beside that', async () => {
    const { id, conflictId } = await aQuestion();
    await edit(giulia, id, herPhone, { words: ['Di Giulia, più tardi', 1] });
    const { body } = await decide(amal, id, conflictId, 'offered');
    expect([values(body)['words'], body.conflicts.map(({ value }) => value)]).toEqual(['Di Giulia, più tardi', ['Di Amal']]);
  });
});

describe('what was written over', () => {
  it('lies sealed where the room seals it, and open where it does not', async () => {
    const id = await aDiary();
    await edit(giulia, id, herPhone, { words: ['Un nome che nessuno deve leggere', 0], weather: ['Sole', 0] });
    const rows = await town.town.look<{ field: string; plain: string | null; sealed: boolean }>('select field, plain, sealed is not null as sealed from field_history where record_id = $1 order by field', [id]);
    expect(rows).toEqual([{ field: 'weather', plain: 'Sole', sealed: false }, { field: 'words', plain: null, sealed: true }]);
    const [trail] = await town.town.look<{ details: unknown }>("select details from audit_event where action = 'test-diary.edit' and subject_id = $1", [id]);
    expect(trail?.details).toEqual({ fields: 'words weather', beside: 0 });
  });

  it('is nothing to Marco, who does not keep the diary, nor to Vincenzo', async () => {
    const id = await aDiary();
    await edit(giulia, id, herPhone, { words: ['Di Giulia', 0] });
    for (const name of ['marco', 'vincenzo'] as const) {
      const stranger = await town.as(name);
      expect((await edit(stranger, id, newId(), { weather: ['Neve', 0] })).status).toBe(404);
      expect((await stranger.get(`/api/test-diaries/${id}/history`)).status).toBe(404);
    }
    const unknown = await edit(giulia, id, herPhone, { keepers: ['nobody', 0] });
    expect([unknown.status, (await edit(giulia, id, herPhone, { words: ['x', 99] })).status]).toEqual([422, 422]);
  });
});
