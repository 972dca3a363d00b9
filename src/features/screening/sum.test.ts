/** Sums with bands, on a made-up instrument: no such instrument is shipped yet, but the way of reading must be right before one is. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answers, ScreeningResult, SumScoring } from './contract.ts';
import { Instrument } from './contract.ts';
import { evaluate, instrumentProblems } from './domain.ts';
import { street } from './testing/people.ts';

const text = { it: 'parola', en: 'word' };
const scoring: SumScoring = {
  kind: 'sum-with-bands',
  scale: [0, 1, 2, 3].map((points) => ({ points, text })),
  factor: 1,
  gate: 'GATE',
  bands: [{ code: 'light', from: 0, to: 3, text }, { code: 'middle', from: 4, to: 6, text }, { code: 'heavy', from: 7, to: 9, text }],
  critical: [{ item: 'S3', atLeast: 1, protocol: 'self-harm' }],
};
const sleep = Instrument.parse({
  ...street, id: 'made-up-sleep', scoring, contextItems: [{ code: 'GATE', text, columns: ['adult', 'child'] }],
  items: ['S1', 'S2', 'S3'].map((code) => ({ code, text })),
});

const read = (answers: Answers, instrument: Instrument = sleep): ScreeningResult & { kind: 'sum-with-bands' } => {
  const result = evaluate(instrument, answers, { column: 'adult' });
  if (result.kind !== 'sum-with-bands') throw new Error('not a sum');
  return result;
};

describe('a sum with bands', () => {
  it('is one number and one band when Fatou has answered everything', () => {
    expect(read({ GATE: 'yes', S1: 3, S2: 1, S3: 0 })).toMatchObject({ total: { least: 4, most: 4 }, bands: ['middle'], protocols: [] });
  });

  it('is a range, with every band it touches, while an answer is missing', () => {
    expect(read({ GATE: 'yes', S1: 3, S2: 'refused', S3: 0 })).toMatchObject({ total: { least: 3, most: 6 }, bands: ['light', 'middle'] });
  });

  it('opens the self-harm protocol whatever the total, and even behind a closed gate', () => {
    expect(read({ GATE: 'yes', S1: 0, S2: 0, S3: 1 })).toMatchObject({ bands: ['light'], protocols: [{ item: 'S3', protocol: 'self-harm' }] });
    expect(read({ GATE: 'no', S3: 1 }).protocols).toEqual([{ item: 'S3', protocol: 'self-harm' }]);
  });

  it('is zero when the gate is answered no, and wide open while the gate is not answered', () => {
    expect(read({ GATE: 'no' })).toMatchObject({ total: { least: 0, most: 0 }, completeness: { applicable: 0, share: 1 } });
    expect(read({ GATE: 'unknown' })).toMatchObject({ total: { least: 0, most: 9 }, bands: ['light', 'middle', 'heavy'], completeness: { share: 0 } });
  });

  it('turns the raw sum into the published unit', () => {
    const fourfold = { ...sleep, scoring: { ...scoring, factor: 4, bands: [{ code: 'all', from: 0, to: 36, text }] } };
    expect(read({ GATE: 'yes', S1: 1, S2: 2, S3: 0 }, fourfold).total).toEqual({ least: 12, most: 12 });
    expect(instrumentProblems(fourfold)).toEqual([]);
  });

  it('counts a yes as one point where there is no scale, and a question still hidden as still missing', () => {
    const plain = Instrument.parse({
      ...sleep,
      scoring: { ...scoring, scale: [], gate: null, critical: [], bands: [{ code: 'all', from: 0, to: 3, text }] },
      items: [{ code: 'S1', text }, { code: 'S2', text, showIf: { yes: 'all-of', codes: ['S1'] } }, { code: 'S3', text, showIf: { yes: 'any-of', codes: ['S1', 'S2'] } }],
    });
    expect(read({ S1: 'yes', S2: 'yes', S3: 'no' }, plain).total).toEqual({ least: 2, most: 2 });
    expect(read({ S1: 'unknown' }, plain).total).toEqual({ least: 0, most: 3 });
    expect(read({ S1: 'no', S2: 'yes' }, plain).total).toEqual({ least: 0, most: 0 });
  });

  it('refuses a step that the scale does not have, and a yes where points are asked', () => {
    expect(() => read({ S1: 4 })).toThrow('wrong-kind-of-answer: S1');
    expect(() => read({ S1: 'yes' })).toThrow('wrong-kind-of-answer: S1');
  });

  it('finished later, always lies within the range named before', () => {
    const step = fc.constantFrom(0, 1, 2, 3);
    const maybe = fc.option(step, { nil: 'unknown' as const });
    fc.assert(fc.property(fc.tuple(maybe, maybe, maybe), fc.tuple(step, step, step), ([a, b, c], [x, y, z]) => {
      const before = read({ GATE: 'yes', S1: a, S2: b, S3: c });
      const after = read({ GATE: 'yes', S1: a === 'unknown' ? x : a, S2: b === 'unknown' ? y : b, S3: c === 'unknown' ? z : c });
      expect(after.total.least).toBe(after.total.most);
      expect(after.total.least).toBeGreaterThanOrEqual(before.total.least);
      expect(after.total.most).toBeLessThanOrEqual(before.total.most);
      expect(after.bands).toHaveLength(1);
      expect(before.bands).toEqual(expect.arrayContaining(after.bands));
    }));
  });
});

describe('a file whose sum cannot be right', () => {
  it.each([
    ['leaves a gap between bands', { bands: [{ code: 'light', from: 0, to: 3, text }, { code: 'heavy', from: 5, to: 9, text }] }, 'the band heavy does not begin at 4'],
    ['ends below the highest total', { bands: [{ code: 'all', from: 0, to: 8, text }] }, 'the bands end at 8, the points at 9'],
    ['names a critical item that is not there', { critical: [{ item: 'S9', atLeast: 1, protocol: 'self-harm' as const }] }, 'the critical item S9 does not exist'],
    ['names a gate that is not there', { gate: 'DOOR' }, 'the gate DOOR is no context item'],
  ])('%s', (_case, change, problem) => {
    expect(instrumentProblems({ ...sleep, scoring: { ...scoring, ...change } }).join()).toContain(problem);
  });
});
