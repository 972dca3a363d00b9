import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scoreNames } from './index.ts';

const parts = [
  'Mohamed', 'Mamadou', 'Diallo', 'Olena', 'Shevchenko', 'Abdelkader', 'Ben', 'Ali', 'el', 'Sayed', 'Xiaoming', 'Xiao', 'Ming', 'Wang', 'Singh',
  'Gurpreet', 'Noureddine', 'Fatoumata', 'Țurcanu', 'José', "N'Diaye", 'Олена', 'محمد', 'عبدالرحمن', 'রহিম', 'ਸਿੰਘ', '王小明', 'Ait', 'Lahcen', 'M.',
];
const anyParts = fc.array(fc.oneof(fc.constantFrom(...parts), fc.string({ maxLength: 8 })), { minLength: 1, maxLength: 5 });
const anyName = anyParts.map((words) => words.join(' '));
const knownParts = fc.array(fc.constantFrom(...parts), { minLength: 1, maxLength: 5 });
const accents: Readonly<Record<string, string>> = { a: 'á', e: 'è', i: 'ï', o: 'ô', u: 'ü', c: 'ç', s: 'š', n: 'ñ' };

function score(a: string, b: string): number {
  return scoreNames(a, b).score;
}

describe('two written names', () => {
  it('are one name in the order of the passport and in the order of the office', () => {
    expect(score('Olena Shevchenko', 'SHEVCHENKO Olena')).toBe(1);
  });

  it.each([
    ['Abdel Rahman Bouazza', 'Abderrahmane Bouazza'],
    ['Abd al-Rahman Bouazza', 'Abdurrahman Bouazza'],
    ['Ahmed El Sayed', 'Ahmed Elsayed'],
    ['Khadija Ait Lahcen', 'Khadidja Aitlahcen'],
    ['Olena Kovalenko', 'Elena Kovalenko'],
    ['Hryhoriy Ivanov', 'Grigoriy Ivanoff'],
    ['Md Rahim Uddin', 'Mohammad Rahim Uddeen'],
    ['Karim Chowdhury', 'Kareem Chaudhuri'],
    ['Alassane Ouattara', 'Alasan Wattara'],
    ["Awa N'Diaye", 'Awa Ndiaye'],
    ['Lamin Jallow', 'Lamine Diallo'],
    ['Ștefan Țurcanu', 'Stefan Turcanu'],
    ['Wang Xiaoming', 'Xiao Ming Wang'],
    ['Cabdi Xasan Warsame', 'Abdi Hassan Warsame'],
  ])('%s and %s are two spellings of one name', (a, b) => {
    expect(score(a, b)).toBeGreaterThan(0.7);
  });

  it.each([
    ['محمد بن علي', 'Mohamed Ben Ali'],
    ['Олена Шевченко', 'Olena Shevchenko'],
    ['রহিম উদ্দিন', 'Rahim Uddin'],
    ['ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ', 'Gurpreet Singh'],
    ['王小明', 'Wang Xiaoming'],
    ['ሀይለ ገብረስላሴ', 'Haile Gebreselassie'],
  ])('%s is recognised in its own script as %s', (a, b) => {
    expect(score(a, b)).toBeGreaterThan(0.7);
  });

  it.each([
    ['Samir Haddad', 'Samira Haddad'],
    ['Mohammed Ali', 'Mohammed Salem'],
    ['Mamadou Diallo', 'Amadou Diallo'],
    ['Olena Shevchenko', 'Olga Shevchenko'],
    ['Gurmeet Singh', 'Harjit Singh'],
    ['Fatema Begum', 'Rokeya Begum'],
    ['Abdul Karim', 'Abdul Rahim'],
  ])('%s and %s are two people', (a, b) => {
    expect(score(a, b)).toBeLessThan(0.4);
  });

  it('loses little when a father’s name is left out, and more when only a frequent name remains', () => {
    expect(score('Mizanur Rahman Talukder', 'Mizanur Talukder')).toBeGreaterThan(0.8);
    expect(score('Mohammed', 'Mohammed Hassan Jaziri')).toBeLessThan(0.7);
  });

  it('tells which parts were paired and how, and which one was left', () => {
    const { pairs, left } = scoreNames('Olena Petrivna Kovalenko', 'Elena Kovalenko');
    expect(pairs).toContainEqual({ a: 'olena', b: 'elena', how: 'same-name', likeness: 0.97 });
    expect(left).toEqual({ a: ['petrivna'], b: [] });
  });

  it('count a shared Singh as hardly any evidence and a rare surname as much', () => {
    const singh = scoreNames('Gurmeet Singh', 'Harjit Singh').evidence;
    const gebremedhin = scoreNames('Tesfay Gebremedhin', 'Senait Gebremedhin').evidence;
    expect(gebremedhin).toBeGreaterThan(3 * singh);
  });

  it('score nothing when one of them has no letters', () => {
    expect(score('…', 'Olena')).toBe(0);
    expect(score('', '')).toBe(0);
  });
});

describe('the laws of the score', () => {
  it('stays between 0 and 1 whatever is typed', () => {
    fc.assert(
      fc.property(anyName, anyName, (a, b) => {
        const value = score(a, b);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('is the same from either side', () => {
    fc.assert(
      fc.property(anyName, anyName, (a, b) => {
        expect(score(a, b)).toBeCloseTo(score(b, a), 12);
      }),
    );
  });

  it('is 1 for a name and itself', () => {
    fc.assert(
      fc.property(knownParts, (words) => {
        expect(score(words.join(' '), words.join(' '))).toBe(1);
      }),
    );
  });

  it('does not depend on the order of the parts', () => {
    const shuffled = knownParts.chain((words) => fc.shuffledSubarray(words, { minLength: words.length }).map((other) => [words, other] as const));
    fc.assert(
      fc.property(shuffled, anyName, ([words, other], b) => {
        expect(score(words.join(' '), b)).toBe(score(other.join(' '), b));
      }),
    );
  });

  it('does not depend on capitals or on accents', () => {
    const latin = fc.array(fc.constantFrom('Mamadou', 'Diallo', 'Olena', 'Hassan', 'Benali', 'Singh', 'Cisse'), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(latin, anyName, (words, b) => {
        const name = words.join(' ');
        const accented = name.replaceAll(/[aeioucsn]/gu, (letter) => accents[letter] ?? letter);
        expect(score(name.toUpperCase(), b)).toBe(score(name, b));
        expect(score(accented, b)).toBe(score(name, b));
      }),
    );
  });
});
