import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimal, type Measure, minutesOf, pasted, told, typed } from './domain/cells.ts';
import { dayOf, guessMapping, readTable, tableColumns, templateTitles } from './domain/tables.ts';

const runs = { numRuns: Number(process.env['RETI_RUNS'] ?? 60) };
const provinces = new Set(['AV', 'BN', 'IT']);
const row = (number: number, ...cells: string[]) => ({ row: number, cells: cells.map((text) => ({ text, isNumber: false })) });
const mapping = guessMapping(tableColumns.map((column) => templateTitles[column]));

describe('a figure as it is typed', () => {
  it('is read in Italian and in the ways of programs, and never rounded in silence', () => {
    expect(['1.234,50', '8,57', '8.57', '1234', '1.234', '€ 50', '50 €', '8,571', 'otto', ''].map((text) => decimal(text, 2))).toEqual([123_450, 857, 857, 123_400, 123_400, 5_000, 5_000, null, null, null]);
    expect(decimal('1.234', 2, true)).toBe(null);
    expect(decimal('8.57', 2, true)).toBe(857);
    expect(['8', '8,5', '8:30', '8h30', '6.5', '6,67', '8:75', '6:40', '10 ore'].map((text) => minutesOf(text))).toEqual([480, 510, 510, 510, 390, null, null, 400, 600]);
  });

  it('may be a range, unknown, refused, or not asked; what is none of these is not guessed', () => {
    expect(['26', '26,5', '24-28', '24 – 28', '?', '!', '', '28-24', '26,3', '99', 'tutti'].map((text) => told(text, 'days'))).toEqual(
      [{ least: 52, most: 52 }, { least: 53, most: 53 }, { least: 48, most: 56 }, { least: 48, most: 56 }, 'unknown', 'refused', 'not-asked', null, null, null, null]);
  });

  it('is shown so that reading it again gives the same', () => {
    const figures = fc.constantFrom<Measure>('days', 'hours', 'money').chain((measure) => fc.tuple(fc.constant(measure), fc.array(fc.integer({ min: 0, max: { days: 62, hours: 1440, money: 9_999_999 }[measure] }), { minLength: 2, maxLength: 2 })));
    fc.assert(fc.property(figures, fc.constantFrom('it', 'en'), ([measure, ends], language) => {
      const [least = 0, most = 0] = ends.toSorted((one, other) => one - other);
      expect(told(typed({ least, most }, measure, language), measure)).toEqual({ least, most });
    }), runs);
  });

  it('comes from a spreadsheet’s clipboard by lines and tabs', () => {
    expect(pasted('26\t8\t900\r\n24-26\t?\t\r\n')).toEqual([['26', '8', '900'], ['24-26', '?', '']]);
  });
});

describe('a wage table out of a spreadsheet', () => {
  it('finds its columns by their titles', () => {
    expect(tableColumns.map((column) => mapping[column])).toEqual(tableColumns.map((_, at) => at));
    expect(guessMapping(['Prov.', 'Qualifica', 'Decorrenza', 'Paga oraria'])).toMatchObject({ province: 0, level: 1, validFrom: 2 });
  });

  it('reads Italian decimals and days', () => {
    expect(readTable([row(2, 'Agricoltura', 'av', 'Area 3 – comune', 'Giornaliera', '61,20', '6,5', '25', '40', '30,44', '1/1/2025', '31/12/2025')], mapping, provinces)[0]).toEqual({
      row: 2, problems: [],
      rate: { sector: 'agriculture', province: 'AV', level: 'Area 3 – comune', basis: 'daily', cents: 6120, ordinaryMinutes: 390, overtimePercent: 2500, holidayPercent: 4000, thirdElementPercent: 3044, validFrom: '2025-01-01', validTo: '2025-12-31' },
    });
    expect(['29/2/2024', '29/2/2025', '2025-07-01', '31.12.2025', '07/2025'].map(dayOf)).toEqual(['2024-02-29', null, '2025-07-01', '2025-12-31', null]);
  });

  it('says of each row what is wrong with it, and takes none of it halfway', () => {
    const read = readTable([
      row(2, 'Miniera', 'ZZ', '', 'oraria', '8,571', '', '', '', '', '1/1/2025', '1/1/2024'),
      row(3, 'tessile', 'IT', '2', 'giornaliera', '50', '', '', '', '', '1/1/2025', ''),
      row(4, 'tessile', 'BN', '2', 'oraria', '9', '', '', '', '', '1/1/2025', '30/6/2025'),
      row(5, 'tessile', 'BN', ' 2', 'oraria', '10', '', '', '', '', '1/6/2025', ''),
    ], mapping, provinces);
    expect(read.map(({ rate, problems }) => [rate !== null, ...problems.map(({ column, code }) => `${column} ${code}`)])).toEqual([
      [false, 'sector not-understood', 'province no-such-province', 'level missing', 'amount too-many-decimals', 'validTo ends-before-it-begins'],
      [false, 'ordinaryHours needs-ordinary-hours'], [true], [false, 'validFrom overlaps-row'],
    ]);
    expect(read[3]?.problems[0]?.other).toBe(4);
  });
});
