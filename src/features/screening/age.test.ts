import { describe, expect, it } from 'vitest';
import { ageOnFile } from './domain.ts';

describe('the age on file', () => {
  const birth = (year: number | null, precision = 'declared', month: number | null = null, day: number | null = null) => ({ precision, year, month, day });
  const on = (file: Parameters<typeof ageOnFile>[0]) => ageOnFile(file, '2026-06-15');

  it.each([
    ['a doubt beats every date', { minorTrack: true, settled: false, birth: birth(1980) }, 'doubt', 'minor-track'],
    ['nothing written is a doubt', { minorTrack: false, settled: false, birth: null }, 'doubt', 'nothing-written'],
    ['a settled doubt is an adult of unknown age', { minorTrack: false, settled: true, birth: null }, 'adult', 'settled'],
    ['a declared year is counted on the careful side', { minorTrack: false, settled: false, birth: birth(1996) }, 29, 'birth'],
    ['a guess near majority is a doubt', { minorTrack: false, settled: false, birth: birth(2007, 'estimated') }, 'doubt', 'near-majority'],
    ['a declared year around majority is a doubt', { minorTrack: false, settled: false, birth: birth(2008) }, 'doubt', 'near-majority'],
    ['the day before the birthday one is a child', { minorTrack: false, settled: false, birth: birth(2008, 'exact', 6, 16) }, 17, 'birth'],
    ['on the birthday one is of age', { minorTrack: false, settled: false, birth: birth(2008, 'exact', 6, 15) }, 18, 'birth'],
    ['a settled doubt does not make a child of twelve an adult', { minorTrack: false, settled: true, birth: birth(2014) }, 11, 'birth'],
  ] as const)('%s', (_said, file, age, basis) => {
    expect(on(file)).toEqual({ age, basis });
  });
});
