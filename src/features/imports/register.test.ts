import { readFileSync } from 'node:fs';
import { IntlMessageFormat } from 'intl-messageformat';
import { beforeAll, describe, expect, it } from 'vitest';
import { ImportedRow, type RowFacts } from './contract.ts';
import { interpretWorkbook, preparationProblems, prepare, type PreparedSheet, summarise } from './domain.ts';
import { exportRows } from './reading/export.ts';
import type { Grid } from './reading/grid.ts';
import { findRepeats } from './reading/repeats.ts';
import { readWorkbook } from './reading/workbook.ts';

/** Counts in this file were taken by reading the spreadsheet by eye, row by row, and not from the code under test. */
const TODAY = '2026-06-01';
let grids: Grid[];
let sheets: PreparedSheet[];
let rows: ImportedRow[];

beforeAll(async () => {
  grids = await readWorkbook(readFileSync(new URL('fixtures/registro-sportello.xlsx', import.meta.url)));
  sheets = prepare(grids);
  rows = interpretWorkbook(sheets, TODAY);
});

function at(row: number, sheet = '2026'): ImportedRow {
  const found = rows.find((one) => one.sheet === sheet && one.row === row);
  if (found === undefined) throw new Error(`no row ${row} in ${sheet}`);
  return found;
}

function factsAt(row: number, sheet = '2026'): RowFacts {
  const { facts } = at(row, sheet);
  if (facts === null) throw new Error(`row ${row} of ${sheet} is no person`);
  return facts;
}

const marksAt = (row: number, sheet = '2026'): string[] => at(row, sheet).marks.map((one) => one.code);
const rowsWith = (code: string, sheet = '2026'): number[] =>
  rows.filter((one) => one.sheet === sheet && one.marks.some((mark) => mark.code === code)).map((one) => one.row);

describe('every row of the office register is accounted for', () => {
  it('finds two registers and a legend', () => {
    expect(sheets.map((sheet) => [sheet.layout.sheet, sheet.layout.kind, sheet.layout.headerRow])).toEqual([
      ['2026', 'register', 3], ['2025 vecchio', 'register', 1], ['Legenda', 'legend', null],
    ]);
    expect(preparationProblems(sheets)).toEqual([]);
  });

  it('counts 210 people, a title, a header, four blank rows and four totals among the 220 rows of 2026', () => {
    const { sorts } = summarise(rows.filter((one) => one.sheet === '2026'));
    expect(sorts).toMatchObject({ person: 210, title: 1, header: 1, blank: 4, total: 4, 'repeated-header': 0, legend: 0, 'outside-register': 0 });
    const where = (sort: string): number[] => rows.filter((one) => one.sheet === '2026' && one.sort === sort).map((one) => one.row);
    expect(where('blank')).toEqual([2, 66, 129, 192]);
    expect(where('total')).toEqual([51, 100, 149, 198]);
  });

  it('counts 55 people and a header in 2025, two lines in the legend', () => {
    expect(summarise(rows.filter((one) => one.sheet === '2025 vecchio')).sorts).toMatchObject({ person: 55, header: 1 });
    expect(summarise(rows.filter((one) => one.sheet === 'Legenda')).sorts).toMatchObject({ legend: 2 });
  });

  it('gives back each number of the register once, from 1 to 210', () => {
    const numbers = rows.filter((one) => one.sheet === '2026' && one.facts !== null).map((one) => one.facts?.sequence);
    expect(numbers).toEqual(Array.from({ length: 210 }, (_, index) => String(index + 1)));
  });

  it('keeps every written cell verbatim, and every row fits the contract', () => {
    for (const grid of grids) {
      for (const [index, cells] of grid.rows.entries()) {
        const kept = at(index + 1, grid.sheet).original.map((cell) => cell.text).filter((text) => text !== '');
        expect(kept).toEqual(cells.map((cell) => cell.text).filter((text) => text !== ''));
      }
    }
    for (const row of rows) expect(ImportedRow.parse(row)).toEqual(row);
  });

  it('refuses one row only, and never the others', () => {
    expect(rows.filter((one) => one.disposition === 'refused').map((one) => [one.sheet, one.row])).toEqual([['2026', 212]]);
    expect(at(212).problems).toEqual([{ code: 'name-not-a-name', field: 'full-name', original: '=1+1' }]);
  });
});

describe('the columns of the office register', () => {
  it('are understood from their headings, and the unnamed one from its signs', () => {
    expect(sheets[0]?.mapping?.columns.map((column) => column.field)).toEqual([
      'sequence', 'contact-date', 'full-name', 'birth', 'gender', 'nationality', 'language', 'phone', 'municipality', 'source', 'permit',
      'needs', 'operator', 'mediator', 'outcome', 'restricted-note',
    ]);
    expect(sheets[1]?.mapping?.columns.map((column) => column.field)).toEqual([
      'surname', 'given-name', 'gender', 'birth', 'nationality', 'contact-date', 'phone', 'needs', 'operator', 'flag',
    ]);
    expect(sheets[1]?.mapping?.columns.at(-1)).toMatchObject({ heading: '', why: 'values' });
  });

  it('are remembered by their headings', () => {
    const mapping = sheets[1]?.mapping;
    if (mapping == null) throw new Error('the old sheet has no mapping');
    const changed = { ...mapping, columns: mapping.columns.map((one) => (one.field === 'flag' ? Object.assign({}, one, { field: 'note' as const }) : one)) };
    const again = prepare(grids, [changed])[1]?.mapping;
    expect(again?.columns.at(-1)).toMatchObject({ field: 'note', why: 'remembered' });
  });
});

describe('Ousmane Fall, row 4, uses the phone of a friend', () => {
  it('is read fact by fact', () => {
    expect(factsAt(4)).toEqual({
      sequence: '1',
      contactDate: '2026-01-08',
      name: { full: 'Fall Ousmane', surname: 'Fall', given: 'Ousmane', alias: null, anonymous: false, remark: null },
      birth: { day: null, year: 1987, precision: 'year', declared: false },
      gender: 'male',
      nationalities: ['SN'],
      nationalityWords: 'senegalese',
      language: { code: 'wo', words: 'wolof' },
      phone: { number: '+393359338910', caution: 'someone-else', words: 'usa tel. di un amico' },
      otherPhones: [],
      municipality: 'Avellino',
      source: { code: 'outreach', words: 'strada' },
      permit: { code: 'special-protection', words: 'prot. speciale', expiry: null },
      needs: [
        { words: 'italiano', domain: 'language-education', service: 'italian-course' },
        { words: 'paga non data', domain: 'work-rights', service: 'wage-claim' },
      ],
      exploitationSigns: [{ words: 'violenza', sign: 'violence', domain: 'safety', service: 'protection', uncertain: false }],
      operators: ['Giulia'],
      mediator: { present: true, language: 'wo', words: 'sì wolof' },
      outcome: { code: 'referred-anti-trafficking', words: 'inviato antitratta' },
      note: null,
      restrictedNote: 'piange, non vuole parlare',
      written: { 'sequence': '1', 'contact-date': '2026-01-08', 'birth': '1987', 'gender': 'M', 'nationality': 'senegalese', 'language': 'wolof' },
      flags: { urgent: false, doNotCall: false, attention: null },
    });
    expect(marksAt(4)).toEqual([
      'phone-belongs-to-someone-else', 'name-order-from-register', 'year-only', 'municipality-from-abbreviation', 'operator-spelling-joined',
    ]);
  });
});

describe('safety comes through', () => {
  it('Issouf Ouattara, in red, is not to be called; the three yellow rows are urgent', () => {
    expect(rows.filter((one) => one.facts?.flags.doNotCall === true).map((one) => one.row)).toEqual([33]);
    expect(rows.filter((one) => one.facts?.flags.urgent === true).map((one) => one.row)).toEqual([9, 77, 120]);
  });

  it('knows the 29 phones of friends and the nine lent by a compatriot', () => {
    const inCell = rows.filter((one) => one.sheet === '2026' && one.facts?.phone?.words === 'usa tel. di un amico');
    expect(inCell).toHaveLength(29);
    const inNote = rows.filter((one) => one.facts?.restrictedNote === 'cell. in uso al connazionale');
    expect(inNote).toHaveLength(9);
    for (const row of [...inCell, ...inNote]) expect(['someone-else', undefined]).toContain(row.facts?.phone?.caution);
  });

  it('Blessing Eze, row 42, is called only after eight in the evening', () => {
    expect(factsAt(42).phone).toMatchObject({ number: '+393500344520', caution: 'rule-in-note' });
    expect(factsAt(42).restrictedNote).toBe('chiamare solo dopo le 20, NON dire chi siamo');
  });

  it('keeps the 128 restricted notes in the restricted field and nowhere else', () => {
    expect(rows.filter((one) => one.facts?.restrictedNote != null)).toHaveLength(128);
    expect(rows.filter((one) => one.facts?.note != null)).toHaveLength(0);
  });

  it('keeps the words of exploitation apart from the needs', () => {
    const plain = rows.flatMap((one) => one.facts?.needs ?? []).map((need) => need.words);
    expect(plain.filter((word) => /caporalato|violenza|tratta/.test(word))).toEqual([]);
    expect(factsAt(15).exploitationSigns.map((sign) => [sign.words, sign.uncertain])).toEqual([['caporalato', false], ['tratta?', true]]);
  });

  it('shows a person the eight rows with "!!", which no legend explains', () => {
    expect(rowsWith('flag-meaning-unknown', '2025 vecchio')).toEqual([3, 14, 29, 31, 36, 37, 50, 54]);
    expect(at(3, '2025 vecchio').disposition).toBe('to-review');
  });
});

describe('dates of the register', () => {
  it('takes "idem" from the row above, past a blank row too', () => {
    expect(rowsWith('date-same-as-above')).toEqual([10, 35, 67, 96, 141, 170]);
    expect(factsAt(10).contactDate).toBe('2026-01-12');
    expect(factsAt(35).contactDate).toBe('2026-01-28');
    expect(factsAt(67).contactDate).toBe('2026-02-18');
  });

  it('settles month-first and day-first dates by the rows around them', () => {
    const days = [[45, '2026-02-07'], [79, '2026-03-04'], [87, '2026-03-08'], [117, '2026-04-03'], [130, '2026-04-12'], [131, '2026-04-12'], [171, '2026-05-10'], [172, '2026-05-12']] as const;
    for (const [row, day] of days) expect([row, factsAt(row).contactDate]).toEqual([row, day]);
    expect(marksAt(79)).toContain('date-month-first-assumed');
    expect(marksAt(117)).toContain('date-day-first-assumed');
    expect(marksAt(34)).toContain('date-month-first');
  });

  it('has a contact day on every row of people, and they never go back', () => {
    for (const sheet of ['2026', '2025 vecchio']) {
      const days = rows.filter((one) => one.sheet === sheet && one.facts !== null).map((one) => one.facts?.contactDate ?? 'missing');
      expect(days).not.toContain('missing');
      expect(days).toEqual(days.toSorted());
    }
  });

  it('reads births declared, approximate, of the year only, impossible and never', () => {
    expect(factsAt(18).birth).toEqual({ day: '1999-01-01', year: 1999, precision: 'day', declared: true });
    expect(factsAt(12).birth).toEqual({ day: null, year: 1981, precision: 'about-year', declared: false });
    expect(factsAt(203).birth).toEqual({ day: null, year: 1988, precision: 'year', declared: false });
    expect(factsAt(10).birth?.day).toBe('1997-02-03');
    expect(factsAt(208).birth?.day).toBe('1995-05-13');
    expect(at(201).problems).toEqual([{ code: 'date-impossible', field: 'birth', original: '31/02/1988' }]);
    expect(at(214).problems).toEqual([{ code: 'date-spreadsheet-zero', field: 'birth', original: '1899-12-30' }]);
    expect(factsAt(38).birth).toBeNull();
    expect(marksAt(38)).toContain('unknown-written');
    expect(marksAt(217)).toContain('birth-after-contact');
  });

  it('shows both readings of a birth that nothing settles', () => {
    expect(at(20).marks).toContainEqual({
      code: 'ambiguous-date', field: 'birth', original: '10/07/1983', params: { day: '1983-07-10', first: '1983-07-10', second: '1983-10-07' },
    });
    expect(at(20).disposition).toBe('to-review');
  });

  it('Issouf Koné, rows 15 and 177: one row confirms the doubtful birth of the other', () => {
    expect(at(15).marks.find((one) => one.code === 'date-from-same-person')?.params).toEqual({ sheet: '2026', row: '177', day: '1987-05-12' });
  });
});

describe('names of the register', () => {
  it('finds the surname wherever it stands', () => {
    const expected: readonly (readonly [number, string, string])[] = [
      [6, 'Tkachuk', 'Serhiy'], [9, 'Popescu', 'Mihaela'], [5, 'Ouattara', 'Mariam'], [18, 'Hussain', 'Muhammad Asif'], [20, 'El Amrani', 'Fatima Zahra'],
      [24, 'Ait Lahcen', 'Abdelkader'], [35, 'El Sayed', 'Mahmoud'], [53, 'Tkachuk', 'Serhiy'], [108, 'Rahman', 'Mohammad Jahangir'], [203, 'El Hassan', 'Mohamed'],
    ];
    for (const [row, surname, given] of expected) expect([row, factsAt(row).name]).toEqual([row, expect.objectContaining({ surname, given })]);
  });

  it('does not guess where the register gives no sign', () => {
    expect(factsAt(202).name).toMatchObject({ full: 'محمد الحسن', surname: null, given: null });
    expect(factsAt(219).name).toMatchObject({ full: 'Miah', surname: null, given: null });
    expect(marksAt(39)).toContain('name-order-assumed');
  });

  it('knows who is anonymous, unknown, or several', () => {
    expect(factsAt(204).name).toMatchObject({ anonymous: true, alias: 'Gioia' });
    expect(marksAt(205)).toContain('person-unknown');
    expect(factsAt(206).name).toMatchObject({ surname: 'Jallow', given: 'Lamin', remark: '+ moglie + 2 figli' });
    expect(factsAt(213).name).toMatchObject({ surname: 'Diop', given: 'Mamadou', remark: 'fratello di Ousmane' });
    expect(factsAt(218).name).toMatchObject({ full: 'Hossain Shafiqul' });
  });

  it('Sunday Omoregie returns in both sheets and is one group', () => {
    const group = findRepeats(rows).find((members) => members.some((one) => one.sheet === '2026' && one.row === 23));
    expect(group?.map((one) => `${one.sheet}:${one.row}`)).toEqual(['2026:23', '2026:173', '2026:182', '2025 vecchio:2', '2025 vecchio:15']);
  });
});

describe('other traps of the register', () => {
  it('reads the nationality in every form', () => {
    for (const row of [5, 15, 43]) expect(factsAt(row).nationalities).toEqual(['CI']);
    expect([14, 23, 40, 48, 68, 86].map((row) => factsAt(row).nationalities)).toEqual([['PK'], ['NG'], ['BD'], ['MA'], ['UA'], ['BD']]);
    expect(rows.filter((one) => one.facts?.nationalityWords != null && one.facts.nationalities.length === 0)).toEqual([]);
  });

  it('reads the expiry among the words of the permit', () => {
    expect(factsAt(7).permit).toEqual({ code: 'employed-work', words: 'lav. sub. scad 30.09.26', expiry: '2026-09-30' });
    expect(factsAt(58).permit).toEqual({ code: 'asylum-applicant', words: 'RICH ASILO scad. 12/03/2026', expiry: '2026-03-12' });
    expect(marksAt(58)).toContain('ambiguous-date');
  });

  it('asks about "UE" beside a country outside the Union, and does not beside Romania', () => {
    expect(factsAt(5).permit).toEqual({ code: null, words: 'UE', expiry: null });
    expect(marksAt(5)).toContain('permit-eu-with-non-eu-nationality');
    expect(factsAt(67).permit?.code).toBe('eu-citizen');
  });

  it('keeps repeated needs once, and "doc/permesso" whole', () => {
    expect(factsAt(12).needs.map((need) => need.words)).toEqual(['doc/permesso', 'lavoro nero']);
    expect(marksAt(12)).toContain('need-repeated');
  });

  it('puts before a person everyone who may be a minor', () => {
    for (const row of [34, 38, 92, 207]) expect([row, marksAt(row).includes('possibly-minor'), at(row).disposition]).toEqual([row, true, 'to-review']);
    expect(marksAt(21)).toContain('minor-sign-contradicts-birth');
  });

  it.each(['it', 'en'])('explains every mark and problem in words (%s)', (language) => {
    const texts: Record<string, string> = JSON.parse(readFileSync(new URL(`text/${language}.json`, import.meta.url), 'utf8'));
    const said = rows.flatMap((row) => [
      ...row.marks.map((one) => new IntlMessageFormat(texts[`imports.mark.${one.code}`] ?? '', language).format({ original: one.original, ...one.params, ...(one.params['rows'] === undefined ? {} : { rows: Number(one.params['rows']) }) })),
      ...row.problems.map((one) => new IntlMessageFormat(texts[`imports.problem.${one.code}`] ?? '', language).format({ original: one.original })),
    ]);
    expect(said.filter((text) => typeof text !== 'string' || text.length < 10)).toEqual([]);
  });

  it('goes back out as a table of the same rows, without the restricted columns unless asked', () => {
    const open = exportRows(rows, { restricted: false });
    expect(open.rows).toHaveLength(278);
    expect(open.columns).not.toContain('restricted-note');
    expect(open.rows.flat().join(' ')).not.toContain('il capo tiene il passaporto');
    expect(exportRows(rows, { restricted: true }).rows.flat().join(' ')).toContain('il capo tiene il passaporto');
  });
});
