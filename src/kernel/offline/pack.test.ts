import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterSync, type Fetched, type PackIndex } from './pack.ts';
import { Disk } from './testing/disk.ts';
import { keptAnswersIn } from './ui/keptAnswers.ts';

const none: PackIndex = { memberId: '', at: 0, entries: {} };
let names = 0;
const newName = (): string => { names += 1; return `name ${names}`; };
const said = (path: string, status: number, body: unknown = path): Fetched => ({ path, status, etag: status === 200 ? `"${path}"` : null, body });
const paths = (index: PackIndex): string[] => Object.keys(index.entries);

describe('what Amal’s telephone keeps', () => {
  const morning = afterSync(none, 'amal', [said('/api/today', 200), said('/api/cases/one', 200)], 1, newName).next;

  it('is what the server gave, and what it says is unchanged', () => {
    const { next, write } = afterSync(morning, 'amal', [said('/api/today', 304), said('/api/cases/one', 200, 'new')], 2, newName);
    expect(next.entries['/api/today']).toEqual({ ...morning.entries['/api/today'], at: 2 });
    expect(write).toEqual([{ name: next.entries['/api/cases/one']?.name, body: 'new' }]);
  });

  it('goes when it is refused, when it is no longer named, and when another hat is worn', () => {
    expect(paths(afterSync(morning, 'amal', [said('/api/today', 304), said('/api/cases/one', 404)], 2, newName).next)).toEqual(['/api/today']);
    expect(paths(afterSync(morning, 'amal', [said('/api/today', 403)], 2, newName).next)).toEqual([]);
    expect(paths(afterSync(morning, 'amal', [said('/api/cases/one', 304)], 2, newName).next)).toEqual(['/api/cases/one']);
    expect(paths(afterSync(morning, 'another hat', [said('/api/today', 500), said('/api/cases/one', 304)], 2, newName).next)).toEqual([]);
  });

  it('stays while the server is in trouble: it was neither given nor refused', () => {
    expect(paths(afterSync(morning, 'amal', [said('/api/today', 0), said('/api/cases/one', 503)], 2, newName).next)).toEqual(['/api/today', '/api/cases/one']);
  });

  it('stays when the sign-in ended half way, or another hat was put on in another window', () => {
    const halfWay = [said('/api/today', 401), said('/api/cases/one', 409)];
    expect(paths(afterSync(morning, 'amal', halfWay, 2, newName).next)).toEqual(['/api/today', '/api/cases/one']);
  });

  it('never holds a path that the last sync did not name, nor one that it refused', () => {
    const answer = fc.record({ path: fc.constantFrom('/a', '/b', '/c'), status: fc.constantFrom(0, 200, 304, 403, 404, 410, 429, 500) });
    fc.assert(fc.property(fc.array(fc.uniqueArray(answer, { selector: (one) => one.path }), { maxLength: 6 }), (syncs) => {
      let index = none;
      for (const sync of syncs) {
        index = afterSync(index, 'amal', sync.map(({ path, status }) => said(path, status)), index.at + 1, newName).next;
        const refused = new Set<string>(sync.filter(({ status }) => status >= 400 && status < 500 && status !== 429).map(({ path }) => path));
        expect(paths(index).filter((path) => !sync.some((one) => one.path === path) || refused.has(path))).toEqual([]);
      }
    }));
  });
});

describe('two windows of Amal’s telephone', () => {
  it('bring one and the same list up to date: what one let go of the other neither counts on nor loses', async () => {
    const disk = new Disk();
    const [one, other] = [keptAnswersIn(disk.process().store()), keptAnswersIn(disk.process().store())];
    /** A sync as a window makes it: what it names as known is answered with "unchanged" where the server still says the same. */
    const sync = async (window: typeof one, now: string): Promise<void> => {
      const index = await window.index();
      const before = index.entries['/api/today']?.etag;
      const answer = before === `"${now}"` ? said('/api/today', 304) : { path: '/api/today', status: 200, etag: `"${now}"`, body: now };
      const { next, write } = afterSync(index, 'amal', [answer], 1, newName);
      await window.keep(next, write);
    };
    await sync(one, 'five o’clock');
    expect((await other.find('/api/today'))?.body).toBe('five o’clock');
    await sync(one, 'six o’clock');
    expect((await other.find('/api/today'))?.body).toBe('six o’clock');
    await sync(other, 'seven o’clock');
    await sync(one, 'seven o’clock');
    for (const window of [one, other, keptAnswersIn(disk.process().store())]) expect((await window.find('/api/today'))?.body).toBe('seven o’clock');
  });

  it('ask anew for what a list names and nobody finds', async () => {
    const disk = new Disk();
    const { next, write } = afterSync(none, 'amal', [said('/api/today', 200)], 1, newName);
    await keptAnswersIn(disk.process().store()).keep(next, write);
    disk.kept.delete(`pack/${next.entries['/api/today']?.name}`);
    expect(paths(await keptAnswersIn(disk.process().store()).index())).toEqual([]);
  });
});
