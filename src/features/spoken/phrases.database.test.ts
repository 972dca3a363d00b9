import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aFile } from '../desk/testing/files.ts';
import { aTown, newId, type Town, type Worker } from '../../app/testing/town.ts';
import type { PhraseBook, PhraseHistory, PhraseLanguages } from './contract.ts';

let town: Town;
let arabic: Worker;
let bengali: Worker;
beforeAll(async () => {
  town = await aTown();
  [arabic, bengali] = [await town.as('amal'), await town.as('rubina')];
});
afterAll(() => town.leave());

const book = async (by: Worker, language: string) => (await by.get<PhraseBook>(`/api/phrases/${language}`)).body;
const phrase = async (by: Worker, language: string, key: string) => (await book(by, language)).items.find((one) => one.key === key);
const correct = (by: Worker, language: string, key: string, upon: number, words: string, id = newId()) => by.put<PhraseBook>(`/api/phrase-texts/${id}`, { key, language, upon, words });
const approve = (by: Worker, language: string, phrases: { key: string; edition: number }[]) => by.post<PhraseBook>('/api/phrase-approvals', { language, phrases: phrases.map((one) => ({ id: newId(), ...one })) });

describe('the words in Arabic', () => {
  it('begin approved by nobody, and Amal, who speaks it, answers for some of them as they came', async () => {
    const before = await book(await town.as('giulia'), 'ar');
    expect([before.items.every((one) => one.approved === null), before.may]).toEqual([true, { write: false, approve: false }]);
    expect((await book(arabic, 'ar')).may).toEqual({ write: true, approve: true });
    expect((await approve(arabic, 'ar', [{ key: 'before.stop', edition: 0 }, { key: 'ground.here', edition: 0 }])).status).toBe(200);
    expect(await phrase(await town.as('giulia'), 'ar', 'before.stop')).toMatchObject({ edition: 1, approved: { by: { id: arabic.memberId } } });
  });

  it('lose the approval when they are corrected, and keep every edition with its writer', async () => {
    const standing = await phrase(arabic, 'ar', 'before.stop');
    expect((await correct(arabic, 'ar', 'before.stop', standing?.edition ?? 0, 'يمكننا أن نتوقف.')).status).toBe(200);
    expect(await phrase(arabic, 'ar', 'before.stop')).toMatchObject({ words: 'يمكننا أن نتوقف.', approved: null, edition: 2 });
    // Read before the correction, approved after it: nobody answers for words they have not seen.
    expect((await approve(arabic, 'ar', [{ key: 'before.stop', edition: 1 }])).body).toMatchObject({ code: 'changed-meanwhile' });
    expect((await correct(arabic, 'ar', 'before.stop', 1, 'نقف.')).body).toMatchObject({ code: 'changed-meanwhile' });
    await approve(arabic, 'ar', [{ key: 'before.stop', edition: 2 }]);
    const { items } = (await arabic.get<PhraseHistory>('/api/phrases/ar/before.stop')).body;
    expect(items.map((one) => [one.edition, one.approved !== null])).toEqual([[2, true], [1, true], [0, false]]);
    await expect(town.look(`do $a$ begin perform set_config('reti.acting', 'x', true); set local role reti_app; update phrase_text set words = 'x'; end $a$`)).rejects.toThrow('permission denied');
  });

  it('are approved by nobody who does not speak them: not Rubina, not the psychologist, not the coordinator', async () => {
    for (const by of [bengali, await town.as('giulia'), await town.as('teresa')]) {
      expect((await approve(by, 'ar', [{ key: 'ground.water', edition: 0 }])).body).toMatchObject({ code: 'not-allowed' });
    }
    expect((await correct(bengali, 'ar', 'ground.water', 0, 'ماء؟')).status).toBe(403);
    expect((await correct(await town.as('giulia'), 'ar', 'ground.water', 0, 'ماء؟')).status).toBe(403);
    expect((await correct(await town.as('teresa'), 'ar', 'ground.water', 0, 'هل تريد ماء؟')).status).toBe(200);
    expect((await phrase(arabic, 'ar', 'ground.water'))?.approved).toBeNull();
  });

  it('of a sentence that nobody knows are refused', async () => {
    expect((await correct(arabic, 'ar', 'before.nothing', 0, 'لا')).status).toBe(404);
    expect((await arabic.get('/api/phrases/ar/before.nothing')).status).toBe(404);
    expect((await arabic.get('/api/phrases/xx')).status).toBe(422);
  });
});

describe('the words in Urdu, which the house did not bring', () => {
  const progress = async (by: Worker, language: string) => (await by.get<PhraseLanguages>('/api/phrases')).body.items.find((one) => one.language === language);

  it('are offered because Rubina speaks it, and she sees that every one is missing', async () => {
    expect(await progress(bengali, 'ur')).toMatchObject({ isMine: true, written: 0, approved: 0 });
    const { items, may } = await book(bengali, 'ur');
    expect([items.every((one) => one.words === null && one.edition === 0), may]).toEqual([true, { write: true, approve: true }]);
    expect((await book(arabic, 'ur')).may).toEqual({ write: false, approve: false });
  });

  it('are not approved before they are written, and are written without being approved', async () => {
    expect((await approve(bengali, 'ur', [{ key: 'before.free', edition: 0 }])).body).toMatchObject({ code: 'phrase-unwritten' });
    expect((await correct(bengali, 'ur', 'before.free', 0, 'ہم سے بات کرنا مفت ہے۔')).status).toBe(200);
    expect(await phrase(await town.as('giulia'), 'ur', 'before.free')).toMatchObject({ words: 'ہم سے بات کرنا مفت ہے۔', edition: 1, approved: null });
    expect((await correct(arabic, 'ur', 'before.stop', 0, 'رکیں')).status).toBe(403);
    expect((await bengali.get<PhraseHistory>('/api/phrases/ur/before.free')).body.items.map((one) => one.edition)).toEqual([1]);
  });

  it('wait for Rubina when the coordinator wrote them, and count as approved once she answers for them', async () => {
    const teresa = await town.as('teresa');
    expect((await correct(teresa, 'ur', 'ground.here', 0, 'آپ اب یہاں ہیں۔')).status).toBe(200);
    expect((await approve(teresa, 'ur', [{ key: 'ground.here', edition: 1 }])).body).toMatchObject({ code: 'not-allowed' });
    expect((await approve(bengali, 'ur', [{ key: 'ground.here', edition: 1 }])).status).toBe(200);
    expect(await progress(teresa, 'ur')).toMatchObject({ isMine: false, written: 2, approved: 1 });
    expect((await progress(teresa, 'ur'))?.kinds.find((one) => one.kind === 'ground')).toMatchObject({ written: 1, approved: 1 });
  });

  it('are listed where a person speaks a language that nobody of the team does, and no language is listed that nobody speaks', async () => {
    const giulia = await town.as('giulia');
    expect(await progress(giulia, 'ti')).toBeUndefined();
    const { personId } = await aFile(town, 'giulia');
    await giulia.put(`/api/persons/${personId}/languages/ti`, { speaks: 'mother-tongue', reads: null, interpreter: true });
    expect(await progress(arabic, 'ti')).toMatchObject({ written: 0, isMine: false });
    expect((await correct(await town.as('teresa'), 'ti', 'before.free', 0, 'ምስናና ምዝራብ ናጻ እዩ።')).status).toBe(200);
  });
});
