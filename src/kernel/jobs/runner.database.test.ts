import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aTown, newId, type Town, type Worker } from '../../app/testing/town.ts';
import { openPrepared } from '../database/open.ts';
import { JobRunner } from './runner.ts';

let town: Town;
let teresa: Worker;
beforeAll(async () => {
  town = await aTown();
  teresa = await town.as('teresa');
});
afterAll(() => town.leave());

/** Puts a piece of work in line, as Teresa. */
async function inLine(kind: string): Promise<string> {
  const id = newId();
  await town.look("select set_config('reti.acting', (select acting_key::text from session where member_id = $1 and stage = 'signed-in' and ended_at is null order by created_at desc limit 1), false)", [teresa.memberId]);
  await town.look('select begin_job($1, $2, $3)', [newId(), kind, id]);
  await town.look("select set_config('reti.acting', '', false)");
  return id;
}

describe('The one runner of the house', () => {
  it('takes one step at a time, of whatever room, and a long piece holds up no short one', async () => {
    const open = await openPrepared(town.ownerUrl, town.keyring);
    const runner = new JobRunner(open.gate, { everyMs: 60_000, deadAfterMs: 30_000 });
    const taken: string[] = [];
    let atOnce = 0;
    const steps = (kind: string, total: number): void => {
      let done = 0;
      runner.does(kind, async () => {
        atOnce += 1;
        expect(atOnce).toBe(1);
        taken.push(kind);
        await town.look('select 1');
        atOnce -= 1;
        done += 1;
        return { done, total, isFinished: done === total };
      });
    };
    steps('a register of years', 5);
    steps('two letters', 2);
    const ids = [await inLine('a register of years'), await inLine('two letters'), await inLine('work of nobody')];
    runner.start();
    const states = () => town.look<{ kind: string; state: string; done: number }>('select kind, state, done from job where subject_id = any ($1) order by created_at', [ids]);
    await expect.poll(async () => (await states()).map(({ state }) => state), { timeout: 15_000 }).toEqual(['done', 'done', 'waiting']);
    await runner.stop();
    await open.close();
    expect(taken).toEqual(['a register of years', 'two letters', 'a register of years', 'two letters', 'a register of years', 'a register of years', 'a register of years']);
    expect((await states()).map(({ done }) => done)).toEqual([5, 2, 0]);
    expect(await town.look("select 1 from session where stage = 'job' and ended_at is null and id not in (select session_id from job where state = 'waiting')")).toEqual([]);
  });

  it('knows each kind of work from one room alone', async () => {
    const open = await openPrepared(town.ownerUrl, town.keyring);
    const runner = new JobRunner(open.gate);
    const work = () => Promise.resolve({ done: 1, total: 1, isFinished: true });
    runner.does('letters', work);
    expect(() => runner.does('letters', work)).toThrow('two rooms');
    await open.close();
  });
});
