import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPrepared } from '../kernel/database/open.ts';
import { seedDemo } from './demo.ts';
import { demoCases } from './demo-people.ts';
import { aTown, type Town } from './testing/town.ts';

let town: Town;
beforeAll(async () => {
  town = await aTown({ empty: true });
  const open = await openPrepared(town.ownerUrl, town.keyring, 4);
  await seedDemo({ ...open, ownerUrl: town.ownerUrl, keyring: town.keyring });
  await open.close();
});
afterAll(() => town.leave());

describe('the demonstration', () => {
  it('tells every story to its end, and nothing in it breaks a rule', async () => {
    const [told] = await town.look<{ people: number; care: number; today: number }>(`select (select count(*)::int from person) as people,
      (select count(*)::int from case_file where state = 'in-care') as care, (select count(*)::int from appointment) as today`);
    expect(told).toEqual({ people: demoCases.length, care: demoCases.filter((one) => one.until === 'in-care').length, today: demoCases.filter((one) => one.todayAt !== undefined).length });
  });

  it('gives Teresa, Giulia and Amal work on their first screen', async () => {
    for (const who of ['teresa', 'giulia', 'amal'] as const) {
      const { body } = await (await town.as(who)).get<{ items: { section: string }[] }>('/api/today');
      expect(body.items.length).toBeGreaterThan(1);
    }
  });
});
