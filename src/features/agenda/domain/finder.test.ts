import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FreeColleague, inBoth, proposals, type Span, type Wanted, without } from './finder.ts';

const MINUTE = 60_000;
const runs = Number(process.env['PROPERTY_RUNS'] ?? 150);
/** Minutes of two days, apart and in order. */
const spans = fc.uniqueArray(fc.integer({ min: 0, max: 2_880 }), { maxLength: 8 }).map((cuts): Span[] => {
  const sorted = cuts.toSorted((a, b) => a - b);
  return Array.from({ length: Math.floor(sorted.length / 2) }, (_, at) => ({ from: (sorted[at * 2] ?? 0) * MINUTE, to: (sorted[at * 2 + 1] ?? 0) * MINUTE }));
});
const colleague = (id: string) => fc.record({ id: fc.constant(id), free: spans, isKnown: fc.boolean(), languages: fc.subarray(['fr', 'ar']) });
const wanted: fc.Arbitrary<Wanted> = fc.record({
  minutes: fc.integer({ min: 15, max: 120 }), language: fc.constantFrom('it', 'fr'), operators: fc.tuple(colleague('giulia'), colleague('chiara')), mediators: fc.tuple(colleague('amal'), colleague('giulia')),
  rooms: fc.tuple(fc.record({ id: fc.constant('blu'), free: spans, isKnown: fc.constant(false) })), personBusy: spans,
}).chain((all) => fc.boolean().map((atDistance) => (atDistance ? { ...all, rooms: undefined } : all)) as fc.Arbitrary<Wanted>);

const holds = (free: readonly Span[], from: number, to: number): boolean => free.some((span) => span.from <= from && to <= span.to);
const meets = (busy: readonly Span[], from: number, to: number): boolean => busy.some((span) => span.from < to && from < span.to);

/** Whether somebody, somewhere, could meet from this minute on: tried one by one, with nothing clever. */
function possible({ minutes, language, operators, mediators, rooms, personBusy }: Wanted, from: number): boolean {
  const to = from + minutes * MINUTE;
  const there = (one: { free: readonly Span[] }): boolean => holds(one.free, from, to);
  const interpreted = (operator: FreeColleague): boolean => language === 'it' || operator.languages.includes(language)
    || mediators.some((one) => one.id !== operator.id && one.languages.includes(language) && there(one));
  return !meets(personBusy, from, to) && (rooms === undefined || rooms.some(there)) && operators.some((one) => there(one) && interpreted(one));
}

describe('three hours are proposed', () => {
  it('and none of them is ever taken, of anybody, whatever the hours are', () => {
    fc.assert(fc.property(wanted, (asked) => {
      for (const slot of proposals(asked)) {
        const { from, to } = slot;
        expect(to - from).toBe(asked.minutes * MINUTE);
        const operator = asked.operators.find((one) => one.id === slot.operatorId);
        const mediator = asked.mediators.find((one) => one.id === slot.mediatorId);
        expect({ operator: holds(operator?.free ?? [], from, to), person: meets(asked.personBusy, from, to) }).toEqual({ operator: true, person: false });
        expect(slot.mediatorId === null ? asked.language === 'it' || operator?.languages.includes(asked.language) : slot.mediatorId !== slot.operatorId && mediator?.languages.includes(asked.language) && holds(mediator.free, from, to)).toBe(true);
        expect(asked.rooms === undefined ? slot.roomId === null : holds(asked.rooms.find((room) => room.id === slot.roomId)?.free ?? [], from, to)).toBe(true);
      }
    }), { numRuns: runs });
  });

  it('and where one exists at all, one is found; the first of them before every quarter of the hour that would do', () => {
    fc.assert(fc.property(wanted, (asked) => {
      const found = proposals(asked);
      const minutes = Array.from({ length: 2_881 }, (_, minute) => minute * MINUTE).filter((from) => possible(asked, from));
      expect(found.length > 0).toBe(minutes.length > 0);
      const quarter = minutes.find((from) => from % (15 * MINUTE) === 0);
      expect((found[0]?.from ?? 0) <= (quarter ?? Number.POSITIVE_INFINITY)).toBe(true);
    }), { numRuns: runs });
  });

  it('and they are three different hours, of which the first is the earliest', () => {
    fc.assert(fc.property(wanted, (asked) => {
      const found = proposals(asked);
      expect(found.length).toBeLessThanOrEqual(3);
      expect(new Set(found.map((one) => `${one.from} ${one.operatorId} ${one.mediatorId}`)).size).toBe(found.length);
      expect(found.every((one) => one.from >= (found[0]?.from ?? 0))).toBe(true);
    }), { numRuns: runs });
  });

  it('and whoever the person knows already is put before an earlier stranger, but not weeks before', () => {
    const day = 24 * 60 * MINUTE;
    const nine = 9 * 60 * MINUTE;
    const at = (days: number): Span => ({ from: days * day + nine, to: days * day + nine + 60 * MINUTE });
    const mediator = (id: string, isKnown: boolean, free: Span[]): FreeColleague => ({ id, isKnown, free, languages: ['bn'] });
    const asked: Wanted = { minutes: 60, language: 'bn', operators: [{ id: 'giulia', isKnown: false, languages: [], free: [at(0), at(2), at(30)] }], mediators: [mediator('nuova', false, [at(0)]), mediator('rubina', true, [at(2)])], personBusy: [] };
    expect(proposals(asked).map((one) => [one.mediatorId, one.reasons[0]])).toEqual([['nuova', 'first'], ['rubina', 'best']]);
    expect(proposals({ ...asked, mediators: [mediator('nuova', false, [at(0)]), mediator('rubina', true, [at(30)])] })[0]?.reasons).toContain('best');
  });
});

describe('stretches of time', () => {
  it('in common, and without what is taken, hold exactly the minutes that they should', () => {
    fc.assert(fc.property(spans, spans, fc.integer({ min: 0, max: 2_880 }), (one, other, minute) => {
      const inside = (list: readonly Span[]): boolean => list.some((span) => span.from <= minute * MINUTE && minute * MINUTE < span.to);
      expect(inside(inBoth(one, other))).toBe(inside(one) && inside(other));
      expect(inside(without(one, other))).toBe(inside(one) && !inside(other));
    }), { numRuns: runs });
  });
});
