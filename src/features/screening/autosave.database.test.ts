import { array, assert, asyncProperty, constantFrom, record } from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aTown, newId, type Town } from '../../app/testing/town.ts';
import type { Answers, AnswerWord } from './contract.ts';
import { begin, rashidsFile } from './testing/case.ts';
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
