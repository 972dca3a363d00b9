import { describe, expect, it } from 'vitest';
import type { Answers, Instrument } from './contract.ts';
import { trendBetween } from './domain.ts';
import { labour, street } from './testing/people.ts';

const between = (instrument: Instrument, earlier: Answers, later: Answers, before: Instrument = instrument) =>
  trendBetween({ instrument: before, answers: earlier, column: 'adult' }, { instrument, answers: later, column: 'adult' });

describe('the way between two screenings', () => {
  it('tells what Rashid says now that he did not say before', () => {
    expect(between(street, { Q1: 'yes' }, { Q1: 'yes', Q8: 'yes' })).toEqual({ appeared: ['Q8'], noLonger: [], changed: [], dimensions: [] });
  });

  it('takes back a yes only for a no: what was not asked again has not gone away', () => {
    expect(between(street, { Q1: 'yes', Q2: 'yes', Q3: 'yes' }, { Q1: 'no', Q2: 'refused' }).noLonger).toEqual(['Q1']);
  });

  it('names the dimensions whose reading changed, and from what to what', () => {
    const { dimensions } = between(labour, { 'D4.01': 'yes' }, { 'D4.01': 'yes', 'D4.04': 'yes', 'D4.08': 'yes' });
    expect(dimensions).toEqual([{ dimension: 'D4', from: 'open', to: 'positive' }]);
  });

  it('compares only what both versions ask', () => {
    const shorter: Instrument = { ...street, version: 2, items: street.items.filter(({ code }) => code !== 'Q8') };
    expect(between(shorter, { Q8: 'yes' }, {}, street)).toEqual({ appeared: [], noLonger: [], changed: [], dimensions: [] });
    expect(between(street, {}, { Q8: 'yes' }, shorter).appeared).toEqual([]);
  });

  it('says nothing where nothing changed', () => {
    expect(between(labour, { 'D1.01': 'yes' }, { 'D1.01': 'yes' })).toEqual({ appeared: [], noLonger: [], changed: [], dimensions: [] });
  });
});
