import { array, assert, asyncProperty, constantFrom, record } from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aTown, newId, type Town } from '../../app/testing/town.ts';
import type { Answers, AnswerWord } from './contract.ts';
import { markOfAnswers } from './domain.ts';
import { answer, begin, rashidsFile } from './testing/case.ts';
import type { AnswersKept, Screening } from './wire.ts';

let town: Town;
beforeAll(async () => { town = await aTown(); });
afterAll(() => town.leave());

const item = constantFrom('Q1', 'Q2', 'Q3', 'Q4');
const word = constantFrom<AnswerWord>('yes', 'no', 'unknown', 'refused');
/** What one of two devices does next: answers upon what it last saw, sends its last change again, or looks at the newest. */
const deed = record({ device: constantFrom('phone', 'desk'), what: constantFrom('answer', 'answer', 'send-again', 'look'), item, word });

describe('answers given on two devices at once', () => {
  it('are never lost once acknowledged, in whatever order they arrive and however old the version they were given upon', async () => {
    const { caseId } = await rashidsFile(town, 'blessing');
    const blessing = await town.as('blessing');
    const refusals = new Set<string | undefined>();
    await assert(asyncProperty(array(deed, { minLength: 4, maxLength: 14 }), async (deeds) => {
      const { id } = await begin(blessing, caseId, 'street-quick');
      const seen = new Map([['phone', 1], ['desk', 1]]);
      const lastSent = new Map<string, { change: { id: string; answers: Answers }; upon: number }>();
      const acknowledged: Answers = {};
      for (const { device, what, ...given } of deeds) {
        const upon = seen.get(device) ?? 1;
        if (what === 'look') {
          seen.set(device, (await blessing.get<Screening>(`/api/screenings/${id}`)).body.version);
          continue;
        }
        const known = lastSent.get(device);
        const sent = what === 'send-again' && known ? known : { change: { id: newId(), answers: { [given.item]: given.word } }, upon };
        const reply = await blessing.patch<AnswersKept>(`/api/screenings/${id}/answers`, sent.change, sent.upon);
        lastSent.set(device, sent);
        if (reply.status !== 200) {
          refusals.add(reply.body.code);
          continue;
        }
        Object.assign(acknowledged, sent.change.answers);
        seen.set(device, reply.body.version);
      }
      const { answers } = (await blessing.get<Screening>(`/api/screenings/${id}`)).body;
      expect(answers).toEqual(acknowledged);
    }), { numRuns: 25 });
    expect([...refusals]).toEqual(['changed-meanwhile']);
  });

  it('and of two that arrive together upon the same version, one is kept and the other is told', async () => {
    const { caseId } = await rashidsFile(town, 'blessing');
    const blessing = await town.as('blessing');
    const { id } = await begin(blessing, caseId, 'street-quick');
    const both = await Promise.all([{ Q1: 'yes' }, { Q2: 'no' }].map((answers) => blessing.patch(`/api/screenings/${id}/answers`, { id: newId(), answers }, 1)));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
    const { answers, version } = (await blessing.get<Screening>(`/api/screenings/${id}`)).body;
    expect([Object.keys(answers).length, version]).toEqual([1, 2]);
  });
});

describe('answers noted where there was no network', () => {
  it('are known again when their own answer was lost, however many came after them, and go in beside what another device answered', async () => {
    const { caseId } = await rashidsFile(town, 'blessing');
    const blessing = await town.as('blessing');
    const { id } = await begin(blessing, caseId, 'street-quick');
    const path = `/api/screenings/${id}/answers`;
    const noted = [{ id: newId(), answers: { Q1: 'yes' }, before: { Q1: 'not-asked' } }, { id: newId(), answers: { Q1: 'no', Q2: 'yes' }, before: { Q1: 'yes', Q2: 'not-asked' } }];
    const send = async () => Promise.all([(await blessing.patch(path, noted[0], 1)).status, (await blessing.patch(path, noted[1], 2)).status]);
    expect([await send(), await send()]).toEqual([[200, 200], [200, 200]]);
    expect((await blessing.get<Screening>(`/api/screenings/${id}`)).body).toMatchObject({ version: 3, answers: { Q1: 'no', Q2: 'yes' } });

    // The telephone had seen the first version alone: another question goes in, the same one asks.
    expect((await blessing.patch<AnswersKept>(path, { id: newId(), answers: { Q3: 'refused' }, before: { Q3: 'not-asked' } }, 1)).body.version).toBe(4);
    const otherwise = { id: newId(), answers: { Q2: 'unknown' }, before: { Q2: 'not-asked' } };
    expect((await blessing.patch(path, otherwise, 1)).body.code).toBe('changed-meanwhile');
    // Whoever gave both chose: it goes upon what stands there.
    expect((await blessing.patch<AnswersKept>(path, { ...otherwise, before: { Q2: 'yes' } }, 1)).body.version).toBe(5);
    expect((await blessing.get<Screening>(`/api/screenings/${id}`)).body.answers).toEqual({ Q1: 'no', Q2: 'unknown', Q3: 'refused' });
  });
});

describe('a list completed where there was no network', () => {
  it('holds for its answers with both hours kept, and sent twice once; it never held for other ones', async () => {
    const { caseId } = await rashidsFile(town, 'blessing');
    const blessing = await town.as('blessing');
    const id = newId();
    const [begunAt, endedAt] = [new Date().toISOString(), new Date().toISOString()];
    await blessing.put(`/api/screenings/${id}`, { caseId, instrument: 'street-quick', language: 'it', notedAt: begunAt });
    await answer(blessing, id, 1, { Q1: 'yes', Q2: 'no' });
    const { body: shown } = await blessing.get<Screening>(`/api/screenings/${id}`);
    const noted = { id: newId(), move: 'complete', notedAt: endedAt, content: await markOfAnswers(shown) };

    // Another device of hers answered one more before this arrived.
    await answer(blessing, id, 2, { Q3: 'refused' });
    const refused = await blessing.post(`/api/screenings/${id}/moves`, noted);
    expect([refused.status, refused.body.code]).toEqual([409, 'screening-not-as-completed']);
    const { body: now } = await blessing.get<Screening>(`/api/screenings/${id}`);
    expect([now.state, now.answers]).toEqual(['open', { Q1: 'yes', Q2: 'no', Q3: 'refused' }]);

    const again = { ...noted, content: await markOfAnswers(now) };
    const both = [await blessing.post<Screening>(`/api/screenings/${id}/moves`, again), await blessing.post<Screening>(`/api/screenings/${id}/moves`, again)];
    expect(both.map(({ status, body }) => [status, body.state, body.version, body.completedOnDevice?.notedAt])).toEqual([[200, 'completed', 4, endedAt], [200, 'completed', 4, endedAt]]);
    expect(both[0]?.body.completedAt).toBe(endedAt);
    expect(await town.look('select move, noted_at, arrived_at is not null as has_arrived, content_mark is not null as is_marked from screening_move where screening_id = $1 order by move', [id])).toEqual([
      { move: 'complete', noted_at: new Date(endedAt), has_arrived: true, is_marked: true }, { move: 'start', noted_at: new Date(begunAt), has_arrived: true, is_marked: false },
    ]);

    // Completed meanwhile from elsewhere: with the same answers there is nothing to look at, with others there is.
    expect((await blessing.post<Screening>(`/api/screenings/${id}/moves`, { ...again, id: newId() })).body.completedAt).toBe(endedAt);
    expect((await blessing.post(`/api/screenings/${id}/moves`, { ...noted, id: newId() })).body.code).toBe('screening-completed');
    expect((await blessing.post(`/api/screenings/${id}/moves`, { id: newId(), move: 'complete' })).body.code).toBe('version-required');
    expect(await town.look('select 1 from screening_move where screening_id = $1 and move = $2', [id, 'complete'])).toHaveLength(1);
  });
});
