import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareBirths, defaultSettings, scorePersons } from './index.ts';
import type { PersonFacts, UncertainDate } from './index.ts';

const olena: PersonFacts = {
  names: ['Olena Kovalenko'],
  birth: { precision: 'exact', year: 1987, month: 4, day: 9 },
  nationality: 'UA',
  gender: 'female',
  phones: ['+393331112223'],
};

function codes(a: PersonFacts, b: PersonFacts): string[] {
  return scorePersons(a, b).reasons.map(({ code }) => code);
}

function birthCode(a: UncertainDate, b: UncertainDate): string | undefined {
  return compareBirths(a, b, defaultSettings)?.reason.code;
}

describe('two records of one person', () => {
  it('are recognised although one clerk swapped the names, and day and month', () => {
    const again: PersonFacts = { names: ['Kovalenko Elena'], birth: { precision: 'declared', year: 1987, month: 9, day: 4 } };
    expect(scorePersons(olena, again).band).toBe('same');
    expect(codes(olena, again)).toEqual(['names-swapped', 'spelling-variant', 'day-and-month-swapped']);
  });

  it('are proposed through an alias when the first name differs', () => {
    const again: PersonFacts = { names: ['Vika', 'Olena Kovalenko'], birth: { precision: 'estimated', year: 1986 } };
    expect(scorePersons(olena, again).band).toBe('likely');
  });

  it('are proposed without any name when birth date and own telephone agree', () => {
    const nameless: PersonFacts = { ...olena, names: [] };
    expect(scorePersons(olena, nameless).band).toBe('same');
    expect(codes(olena, nameless)).toEqual(['same-birth-date', 'same-phone', 'same-nationality', 'same-gender']);
  });

  it('survive a wrong nationality and a wrong gender, which never exclude anybody', () => {
    const wrong: PersonFacts = { ...olena, nationality: 'RU', gender: 'male' };
    expect(scorePersons(olena, wrong).band).toBe('same');
  });
});

describe('two people near each other', () => {
  it('are kept apart when they are twins who share a surname and a friend’s telephone', () => {
    const twin: PersonFacts = { ...olena, names: ['Oksana Kovalenko'], phones: [{ number: '+393331112223', shared: true }] };
    expect(['possible', 'different']).toContain(scorePersons(olena, twin).band);
    expect(codes(olena, twin)).toContain('name-part-differs');
  });

  it('are kept apart when they are namesakes of different years', () => {
    const mamadou: PersonFacts = { names: ['Mamadou Diallo'], birth: { precision: 'exact', year: 1991, month: 3, day: 12 }, nationality: 'GN' };
    const namesake: PersonFacts = { ...mamadou, birth: { precision: 'exact', year: 2002, month: 8, day: 30 } };
    expect(scorePersons(mamadou, namesake).band).toBe('different');
  });

  it('are not proposed for a frequent name alone', () => {
    expect(scorePersons({ names: ['Mohammed Ali'] }, { names: ['Mohamed Aly'] }).band).not.toBe('likely');
  });

  it('who share a telephone marked as somebody else’s get little from it', () => {
    const shared: PersonFacts = { names: [], phones: [{ number: '+393331112223', shared: true }] };
    expect(codes(olena, shared)).toEqual(['shared-phone']);
    expect(scorePersons(olena, shared).band).toBe('different');
  });
});

describe('two birth dates', () => {
  const full: UncertainDate = { precision: 'exact', year: 1981, month: 6, day: 20 };

  it('agree on the year only when one is the conventional first of January', () => {
    expect(birthCode(full, { precision: 'declared', year: 1981, month: 1, day: 1 })).toBe('same-birth-year');
    expect(birthCode({ precision: 'exact', year: 1981, month: 1, day: 1 }, { precision: 'exact', year: 1981, month: 1, day: 1 })).toBe('same-birth-year');
  });

  it('agree when one is the bare year of the other', () => {
    expect(birthCode(full, { precision: 'declared', year: 1981 })).toBe('same-birth-year');
  });

  it('agree within two years of an estimate, and no further', () => {
    expect(birthCode(full, { precision: 'estimated', year: 1983 })).toBe('near-birth-year');
    expect(birthCode(full, { precision: 'estimated', year: 1984 })).toBe('different-birth-year');
  });

  it('show a swapped digit of the year as a typing error', () => {
    expect(birthCode(full, { ...full, year: 1918 })).toBe('birth-date-typing-error');
    expect(birthCode(full, { ...full, year: 1974 })).toBe('different-birth-date');
  });

  it('say nothing when one is unknown', () => {
    expect(birthCode(full, { precision: 'unknown' })).toBeUndefined();
  });
});

describe('the laws of the person score', () => {
  const anyDate = fc.record({
    precision: fc.constantFrom('exact', 'estimated', 'declared', 'unknown'),
    year: fc.option(fc.integer({ min: 1940, max: 2020 }), { nil: undefined }),
    month: fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined }),
    day: fc.option(fc.integer({ min: 1, max: 28 }), { nil: undefined }),
  });
  const anyPerson: fc.Arbitrary<PersonFacts> = fc.record({
    names: fc.array(fc.constantFrom('Olena Kovalenko', 'Elena Kovalenko', 'Mamadou Diallo', 'Amadou Diallo', 'محمد علي', 'Li Na'), { maxLength: 3 }),
    birth: fc.option(anyDate, { nil: undefined }),
    nationality: fc.constantFrom('UA', 'GN', undefined),
    gender: fc.constantFrom('female', 'male', undefined),
    phones: fc.array(fc.record({ number: fc.constantFrom('+393331112223', '+393334445556'), shared: fc.boolean() }), { maxLength: 2 }),
  });

  it('is the same from either side and stays a probability', () => {
    fc.assert(
      fc.property(anyPerson, anyPerson, (a, b) => {
        const { probability } = scorePersons(a, b);
        expect(probability).toBeCloseTo(scorePersons(b, a).probability, 12);
        expect(probability).toBeGreaterThanOrEqual(0);
        expect(probability).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('never proposes anything without saying why', () => {
    fc.assert(
      fc.property(anyPerson, anyPerson, (a, b) => {
        const { band, reasons } = scorePersons(a, b);
        expect(band === 'different' || reasons.length > 0).toBe(true);
      }),
    );
  });

  it('gives the bands that the programme has set', () => {
    const { probability } = scorePersons(olena, olena);
    expect(scorePersons(olena, olena, { ...defaultSettings, same: 1 }).band).toBe('likely');
    expect(probability).toBeGreaterThan(0.99);
  });
});
