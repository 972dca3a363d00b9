import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collections } from '../../app/reference/collections.ts';
import { asItComes, markOf, type OwnValue, type Reference, valueOn, valuesOn } from '../../kernel/reference/collection.ts';
import { planTerms } from '../plans/reference.ts';
import { CollectionName, ValueMove, type ValueState } from './contract.ts';
import { beyond, isLonger, movesFor, stretchesOf, valueMachine } from './domain.ts';

const own = (validFrom: string, validUntil: string | null, days: number | null, verified = false): OwnValue =>
  ({ id: `${validFrom}${days}`, collection: 'plan-terms', entry: 'plan-review', body: days === null ? null : { days }, source: 'verbale', validFrom, validUntil, verified });
const reference = (...values: OwnValue[]): Reference => ({ values, checks: new Set() });
const heldOn = (of: Reference, day: string) => valueOn(planTerms, of, 'plan-review', day);

describe('what the system comes with', () => {
  it('is told by every collection of the page, whole, and holds today', () => {
    expect(Object.keys(collections).toSorted()).toEqual(CollectionName.options.toSorted());
    for (const of of Object.values(collections)) {
      expect([of.name, of.given().length > 0]).toEqual([of.name, true]);
      expect([of.name, valuesOn(of, asItComes, '2026-11-29').length]).toEqual([of.name, new Set(of.given().map((one) => one.entry)).size]);
    }
  });

  it('gives no entry two values on one day', () => {
    for (const of of Object.values(collections)) {
      for (const [entry, given] of Map.groupBy(of.given(), (one) => one.entry)) {
        const sorted = given.toSorted((one, other) => one.validFrom.localeCompare(other.validFrom));
        for (const [at, one] of sorted.entries()) expect([entry, at === 0 || (sorted[at - 1]?.validUntil ?? '9999') < one.validFrom]).toEqual([entry, true]);
      }
    }
  });

  it('is within its own limits', () => {
    for (const of of Object.values(collections)) for (const given of of.given()) expect([given.entry, beyond(given.body as Record<string, unknown>, of.limits?.(given) ?? {})]).toEqual([given.entry, []]);
  });
});

describe('a value of the programme’s own', () => {
  it('holds from its first day to its last, and then what the system comes with holds again', () => {
    const here = reference(own('2026-12-07', '2026-12-31', 45));
    expect(['2026-12-06', '2026-12-07', '2026-12-31', '2027-01-01'].map((day) => heldOn(here, day)?.body)).toEqual([{ days: 90 }, { days: 45 }, { days: 45 }, { days: 90 }]);
    expect(heldOn(here, '2026-12-07')).toMatchObject({ isOwn: true, source: 'verbale', verified: false });
  });

  it('that gives the entry back holds nothing itself', () => {
    expect(heldOn(reference(own('2026-12-07', '2026-12-31', 45), own('2027-01-01', null, null)), '2027-02-01')).toMatchObject({ body: { days: 90 }, isOwn: false });
  });

  it('is shown day by day as it holds, whatever rows there are', () => {
    const day = fc.integer({ min: 0, max: 60 }).map((days) => new Date(Date.UTC(2026, 11, 1 + days)).toISOString().slice(0, 10));
    const cuts = fc.uniqueArray(day, { minLength: 2, maxLength: 8 }).map((days) => days.toSorted());
    fc.assert(fc.property(cuts, day, (days, asked) => {
      // Every second pair of days is one value, so that no two hold on one day, as the database has it.
      const values = days.flatMap((from, at) => { const until = days[at + 1]; return at % 2 === 0 && until !== undefined ? [own(from, until, 10 + at)] : []; });
      const given = planTerms.given().filter((one) => one.entry === 'plan-review');
      const shown = stretchesOf(given, values).find((one) => one.from <= asked && (one.until === null || asked <= one.until));
      expect(shown?.row.body).toEqual(heldOn(reference(...values), asked)?.body);
    }));
  });

  it('once withdrawn never comes back, and is verified only from a proposal', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...ValueMove.options), { maxLength: 10 }), (tried) => {
      let state: ValueState = 'proposed';
      for (const move of tried) {
        if (!valueMachine.can(state, move)) continue;
        expect(state).not.toBe('withdrawn');
        state = valueMachine.next(state, move, { reason: 'perché sì' });
      }
    }));
  });

  it('is withdrawn only before it holds, and verified by another person where it is a term', () => {
    const me = { mayWrite: true, mayVerify: true, wroteIt: true };
    expect(movesFor({ state: 'proposed', collection: 'plan-terms', validFrom: '2026-12-07' }, '2026-11-30', me)).toEqual(['withdraw']);
    expect(movesFor({ state: 'proposed', collection: 'plan-terms', validFrom: '2026-12-07' }, '2026-12-07', { ...me, wroteIt: false })).toEqual(['verify']);
    expect(movesFor({ state: 'proposed', collection: 'need-anchors', validFrom: '2026-12-07' }, '2026-12-07', me)).toEqual(['verify']);
    expect(movesFor({ state: 'verified', collection: 'plan-terms', validFrom: '2026-12-07' }, '2026-12-07', { ...me, mayWrite: false })).toEqual(['doubt']);
  });
});

describe('a check', () => {
  it('is of the very words that were looked at: the next edition of the program has been checked by nobody', () => {
    const given = planTerms.given().find((one) => one.entry === 'plan-review');
    if (!given) throw new Error('the plan has a review');
    const checked: Reference = { values: [], checks: new Set([markOf('plan-terms', given)]) };
    expect(heldOn(checked, '2026-12-01')?.verified).toBe(true);
    expect(markOf('plan-terms', { ...given, body: { days: 80 } })).not.toBe(markOf('plan-terms', given));
    expect(heldOn({ values: [own('2026-12-01', null, 80)], checks: checked.checks }, '2026-12-01')?.verified).toBe(false);
  });
});

describe('a term that leaves more time', () => {
  it('is told plainly, and less time is not', () => {
    expect([isLonger('plan-terms', { days: 120 }, { days: 90 }), isLonger('plan-terms', { days: 60 }, { days: 90 }), isLonger('case-weights', { minor: 9 }, { minor: 1 })]).toEqual([true, false, false]);
  });
});
