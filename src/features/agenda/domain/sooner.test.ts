import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { standingOfOccurrence, type Surroundings } from './series.ts';
import { earlierHour } from './sooner.ts';

const runs = Number(process.env['PROPERTY_RUNS'] ?? 200);
const HOUR = 3_600_000;
const now = new Date('2026-09-07T06:00:00Z');
/** Hours from now, apart and in order. */
const spans = fc.uniqueArray(fc.integer({ min: 0, max: 200 }), { maxLength: 12 }).map((cuts) => {
  const sorted = cuts.toSorted((a, b) => a - b);
  return Array.from({ length: Math.floor(sorted.length / 2) }, (_, at) => ({ from: now.getTime() + (sorted[at * 2] ?? 0) * HOUR, to: now.getTime() + (sorted[at * 2 + 1] ?? 0) * HOUR }));
});
const around = (giulia: { from: number; to: number }[], rubina: { from: number; to: number }[], known = true): Surroundings => ({
  members: new Map([['giulia', { known, away: [], taken: giulia, barred: false }], ['rubina', { known: true, away: [], taken: rubina, barred: false }]]),
  rooms: new Map(), personTaken: [], deskClosed: [], holidays: new Map([['2026-09-08', 'immaculate']]),
});
const own = { startsAt: '2026-09-12T08:00:00.000Z', endsAt: '2026-09-12T09:00:00.000Z', memberId: 'giulia', mediatorId: 'rubina' };

describe('an hour that falls free', () => {
  it('is before their own, not within two hours from now, on no feast, and nobody\'s yet', () => {
    fc.assert(fc.property(spans, spans, (giulia, rubina) => {
      const world = around(giulia, rubina);
      const found = earlierHour(own, world, now, new Date(own.startsAt));
      const standing = found && standingOfOccurrence({ ...own, ...found, room: null }, world, now, 1);
      expect([standing?.troubles ?? [], found === null || Date.parse(found.startsAt) >= now.getTime() + 2 * HOUR, found === null || Date.parse(found.endsAt) <= Date.parse(own.startsAt)]).toEqual([[], true, true]);
    }), { numRuns: runs });
  });

  it('is the first there is, and of a colleague whose hours nobody wrote none is supposed', () => {
    expect(earlierHour(own, around([], []), now, new Date(own.startsAt))?.startsAt).toBe('2026-09-07T08:00:00.000Z');
    const busy = [{ from: now.getTime(), to: Date.parse('2026-09-07T22:00:00Z') }];
    // Monday is taken, and Tuesday is a feast.
    expect(earlierHour(own, around(busy, []), now, new Date(own.startsAt))?.startsAt).toBe('2026-09-08T22:00:00.000Z');
    expect(earlierHour(own, around([], [], false), now, new Date(own.startsAt))).toBeNull();
  });
});
