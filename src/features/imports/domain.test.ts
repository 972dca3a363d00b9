import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { Disposition, Field, FileProblemCode, ImportState, MARK_WEIGHTS, MarkCode, MappingProblemCode, ROW_PROBLEMS, RowProblemCode, RowSort } from './contract.ts';
import { steps } from './ui/words.ts';
import { importMachine, interpretWorkbook, preparationProblems, prepare } from './domain.ts';
import { asWritten, neutralised } from '../../kernel/tables/cells.ts';
import { exportRows } from './reading/export.ts';
import { type Cell, squared, textCell } from './reading/grid.ts';
import { findLayout } from './reading/layout.ts';

const HEADER = ['Data', 'Cognome e nome', 'Nato il', 'Nazionalità', 'Tel.', 'Permesso', 'Bisogni', 'Note (riservato)'];

const gridOf = (rows: readonly (readonly string[])[], change: (cell: Cell, row: number) => Cell = (cell) => cell) => ({
  sheet: 'prova',
  rows: squared(rows.map((row, index) => row.map((text) => change(textCell(text), index)))),
  hiddenRows: [],
  hiddenSheet: false,
});

const read = (rows: readonly (readonly string[])[], change?: (cell: Cell, row: number) => Cell) => interpretWorkbook(prepare([gridOf(rows, change)]), '2026-06-01');

describe('the life of an import', () => {
  it('goes from draft to done, and back out only with a reason', () => {
    expect(importMachine.states.toSorted()).toEqual(ImportState.options.toSorted());
    const end = (['map', 'check', 'run', 'finish'] as const).reduce((state, move) => importMachine.next(state, move), importMachine.initial);
    expect(end).toBe('done');
    expect(() => importMachine.next('done', 'undo')).toThrow('reason-required');
    expect(importMachine.next('done', 'undo', { reason: 'file sbagliato' })).toBe('undone');
  });

  it('never runs unchecked, and after undoing nothing moves', () => {
    expect(importMachine.can('mapped', 'run')).toBe(false);
    expect(importMachine.ends).toEqual(['undone']);
  });
});

describe('any register', () => {
  it('gives its words back as they were after they were kept from being run', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.stringMatching(/^['=+@\t -]{0,4}[a-z=]{0,4}$/)), (text) => {
      expect(asWritten(neutralised(text))).toBe(text);
      expect(neutralised(text)).not.toMatch(/^\s*[=+@-]/);
    }));
  });

  it('comes out row for row, with its words kept', () => {
    const row = fc.array(fc.oneof(fc.string({ maxLength: 30 }), fc.constantFrom('', 'idem', '=1+1', 'totale', '03/04/26', 'Koné Issouf', '?')), { minLength: 8, maxLength: 8 });
    fc.assert(fc.property(fc.array(row, { maxLength: 12 }), (body) => {
      const rows = read([HEADER, ...body]);
      expect(rows.map((one) => one.row)).toEqual(Array.from({ length: body.length + 1 }, (_, index) => index + 1));
      for (const [index, cells] of body.entries()) {
        expect(rows[index + 1]?.original.map((cell) => cell.text)).toEqual(cells);
        expect(rows[index + 1]?.disposition === 'not-a-person').toBe(rows[index + 1]?.facts === null);
      }
    }));
  });

  it('without a header, or with nothing under it, says so', () => {
    expect(preparationProblems(prepare([gridOf([['ciao', 'mondo'], ['1', '2']])]))).toEqual(['no-register-found']);
    expect(preparationProblems(prepare([gridOf([HEADER])]))).toEqual(['header-only']);
    expect(preparationProblems(prepare([gridOf([['Data', 'Bisogni'], ['12/01/2026', 'salute']])]))).toEqual(['name-not-mapped']);
  });

  it('knows repeated headers, totals and lines of legend among its rows', () => {
    const rows = [['Registro'], HEADER, ['12/01/2026', 'Koné Issouf'], HEADER, ['', 'Totale mese', '12'], ['rosso = non chiamare'], ['']];
    expect(findLayout(gridOf(rows)).rows).toEqual(['title', 'header', 'person', 'repeated-header', 'total', 'legend', 'blank']);
  });

  it('keeps a numbered row without a name, and says what is missing', () => {
    const [, row] = read([['N.', ...HEADER], ['7', '12/01/2026', '', '', '', '3356677889']]);
    expect(row).toMatchObject({ disposition: 'refused', problems: [{ code: 'name-missing' }] });
  });

  it('refuses a row with a huge cell and keeps the cell whole', () => {
    const huge = ' a'.repeat(30_000);
    const [, row] = read([HEADER, ['12/01/2026', huge, '', '', '', '', huge]]);
    expect(row?.problems.map((one) => one.code)).toEqual(['cell-too-long', 'cell-too-long']);
    expect(row?.original[1]?.text).toBe(huge);
  });

  it('Amina Diallo, red without a legend, goes before a person', () => {
    const [, row] = read([HEADER, ['2026-01-12', 'DIALLO Amina']], (cell, index) => (index === 1 ? Object.assign({}, cell, { fill: 'ff0000' }) : cell));
    expect(row?.marks.map((one) => one.code)).toEqual(['colour-meaning-unknown']);
    expect(row?.disposition).toBe('to-review');
  });

  it('Amina Diallo, forbidden to call in one row, is forbidden in all her rows', () => {
    const rows = read([HEADER, ['12/01/2026', 'DIALLO Amina', '', '', '335 667 7889'], ['14/01/2026', 'Amina Diallo', '', '', '+393356677889', '', '', 'NON CHIAMARE, risponde il capo']]);
    expect(rows[1]?.marks.map((one) => one.code)).toContain('do-not-call-in-another-row');
    expect(rows[1]?.disposition).toBe('to-review');
    expect(rows[2]?.facts?.phone?.caution).toBe('do-not-call');
    expect(rows[2]?.facts?.flags.doNotCall).toBe(true);
  });
});

describe('what goes out', () => {
  it('never starts as a formula', () => {
    fc.assert(fc.property(fc.string(), (text) => !/^[=+\-@\t\r]/.test(neutralised(text))));
    const rows = read([HEADER, ['12/01/2026', 'DIALLO Amina', '', '', '3356677889', '@SUM(A1)', '=HYPERLINK("x")', '-1']]);
    const cells = exportRows(rows, { restricted: true }).rows.flat();
    expect(cells).toContain("'=HYPERLINK(\"x\")");
    expect(cells.filter((cell) => /^[=+\-@]/.test(cell))).toEqual([]);
  });
});

describe('the words of the room', () => {
  const texts = (['it', 'en'] as const).map((language): Record<string, string> => JSON.parse(readFileSync(new URL(`text/${language}.json`, import.meta.url), 'utf8')));
  const exported = exportRows([], { restricted: true }).columns;
  const expected = [
    ...MarkCode.options.map((code) => `imports.mark.${code}`),
    ...[...RowProblemCode.options, ...FileProblemCode.options, ...MappingProblemCode.options].map((code) => `imports.problem.${code}`),
    ...new Set([...Field.options, ...exported].map((field) => `imports.field.${field}`)),
    ...Disposition.options.map((code) => `imports.disposition.${code}`),
    ...RowSort.options.map((code) => `imports.sort.${code}`),
    ...ImportState.options.map((code) => `imports.state.${code}`),
    ...Object.keys(importMachine.moves).flatMap((move) => [`imports.move.${move}`, `imports.did.${move}`]),
    ...[...MarkCode.options, ...RowProblemCode.options].map((code) => `imports.short.${code}`),
    ...MarkCode.options.filter((code) => MARK_WEIGHTS[code] === 'review').map((code) => `imports.meaning.${code}`),
    ...RowProblemCode.options.filter((code) => !ROW_PROBLEMS[code]).map((code) => `imports.meaning.${code}`),
    ...FileProblemCode.options.flatMap((code) => [`problem.${code}.title`, `problem.${code}.help`]),
    ...steps.map((step) => `imports.step.${step}`),
  ];

  it('are complete in both languages, and ask for the same values', () => {
    const [italian = {}, english = {}] = texts;
    expect(expected.filter((key) => !(key in italian))).toEqual([]);
    expect(Object.keys(english)).toEqual(Object.keys(italian));
    const values = (text = ''): string[] => [...new Set([...text.matchAll(/\{(\w+)[,}]/g)].map((found) => found[1] ?? ''))].toSorted();
    for (const [name, text] of [...Object.entries(italian), ...Object.entries(english)]) {
      const said = new IntlMessageFormat(text, 'it').format(Object.fromEntries(values(text).map((value) => [value, ['rows', 'people', 'notes', 'look', 'know'].includes(value) ? 2 : `<${value}>`])));
      expect([name, said]).toEqual([name, expect.not.stringMatching(/[{}]/)]);
    }
    for (const name of Object.keys(italian)) expect([name, values(english[name])]).toEqual([name, values(italian[name])]);
  });
});
