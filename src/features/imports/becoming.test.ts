import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImportedRow, RowFacts } from './contract.ts';
import { interpretWorkbook, prepare } from './domain.ts';
import { personFrom, type RowToBecome, sharedNumbersOf } from './domain/becoming.ts';
import { type DecidedRow, groupsOf, isSettled } from './domain/choices.ts';
import { squared, textCell } from './reading/grid.ts';

const HEADER = ['Data', 'Cognome e nome', 'Nato il', 'Tel.', 'Permesso', 'Bisogni', 'Operatore', 'Esito', 'Note (riservato)'];
const around = { today: '2026-06-01', sharedNumbers: new Set<string>(), operators: new Map<string, string>() };

function rowsOf(...lines: readonly (readonly string[])[]): RowToBecome[] {
  const read = interpretWorkbook(prepare([{ sheet: 'prova', rows: squared([HEADER, ...lines].map((line) => line.map(textCell))), hiddenRows: [], hiddenSheet: false }]), '2026-06-01');
  return read.flatMap((row: ImportedRow, index) => (row.facts === null ? [] : [{ id: String(index), sheetName: row.sheet, number: row.row, facts: row.facts, marks: row.marks, problems: row.problems, choices: {} }]));
}

describe('the rows of one person', () => {
  it('become one person with a note for each visit, and no word of the reserved column in the open one', () => {
    const person = personFrom(rowsOf(
      ['12/01/2026', 'DIOP Mamadou', '1990-04-25', '3331234567', 'lav. sub. scad 30.09.26', 'alloggio, tratta?', 'Anna', 'preso in carico', 'il capo tiene il passaporto'],
      ['20/02/2026', 'DIOP Mamadou', '1990-04-25', '3331234567', '', 'salute', 'Anna', '', ''],
    ), around);
    expect(person.notes.map((note) => [note.compartment, note.day])).toEqual([['case', '2026-01-12'], ['restricted', '2026-01-12'], ['case', '2026-02-20']]);
    const open = person.notes.filter((note) => note.compartment === 'case').map((note) => note.body).join();
    expect(open).not.toMatch(/passaporto|tratta/);
    expect(person.notes[1]?.body).toMatch(/passaporto[^]*tratta/);
    expect(person.needs).toEqual([{ domain: 'housing', words: 'alloggio' }, { domain: 'physical-health', words: 'salute' }]);
    expect(person.permit).toEqual({ choice: 'work', dueOn: '2026-09-30', learnedOn: '2026-01-12' });
    expect(person.phones).toEqual([{ number: '+393331234567', belongsTo: 'person', label: '' }]);
    expect(person).toMatchObject({ level: 'declared', birth: { precision: 'exact', year: 1990, month: 4, day: 25 } });
  });

  it('keep the birth to its year where they name two days, and to nothing where it comes after the contact', () => {
    const two = personFrom(rowsOf(['12/01/2026', 'DIOP Mamadou', '1990-04-25'], ['20/02/2026', 'DIOP Mamadou', '1990-04-26']), around);
    expect(two.birth).toEqual({ precision: 'estimated', year: 1990, month: null, day: null });
    expect(personFrom(rowsOf(['12/01/2026', 'DIOP Mamadou', '13/02/2026']), around).birth).toBeNull();
  });

  it('lose no word: the two days stand in the notes, and so do the number in the register and what became a code', () => {
    const two = personFrom(rowsOf(['12/01/2026', 'DIOP Mamadou', '1990-04-25'], ['idem', 'DIOP Mamadou', '1990-04-26']), around);
    expect(two.notes.map((note) => note.body)).toEqual([expect.stringContaining('1990-04-25'), expect.stringMatching(/2026-01-12 \(«idem»\)[^]*1990-04-26/)]);
  });

  it('keep words of exploitation out of the open note in whatever column they stand', () => {
    const { notes } = personFrom(rowsOf(['12/01/2026', 'DIOP Mamadou', '', '', '', 'alloggio; sfruttamento', 'Anna', 'inviato antitratta', '']), around);
    expect(notes.find((note) => note.compartment === 'case')?.body).not.toMatch(/tratta|sfrutt/);
    expect(notes.find((note) => note.compartment === 'restricted')?.body).toMatch(/sfruttamento[^]*inviato antitratta/);
    expect(personFrom(rowsOf(['12/01/2026', 'DIOP Mamadou', '', '', '', '', 'Anna', 'si tratta di una visita', '']), around).notes).toHaveLength(1);
  });

  it('keep among the reserved words a column that nobody has understood, a comment, and what is beside a telephone', () => {
    const header = [...HEADER, 'Codice interno'].map(textCell);
    const line = ['12/01/2026', 'DIOP Mamadou', '', '333 1234567 (sorella)', '', '', '', '', '', 'A-77'].map((text, index) => (index === 1 ? { ...textCell(text), comment: 'il fratello non sa' } : textCell(text)));
    const [row] = interpretWorkbook(prepare([{ sheet: 'prova', rows: [header, line], hiddenRows: [], hiddenSheet: false }]), '2026-06-01').slice(1);
    if (!row?.facts) throw new Error('expected a person');
    const { notes, phones } = personFrom([{ id: '1', sheetName: 'prova', number: 2, facts: row.facts, marks: row.marks, problems: row.problems, choices: {} }], around);
    expect(phones).toEqual([{ number: '+393331234567', belongsTo: 'someone-else', label: 'sorella' }]);
    expect(notes.find((note) => note.compartment === 'restricted')?.body).toMatch(/Codice interno: A-77[^]*il fratello non sa[^]*sorella/);
    expect(notes.find((note) => note.compartment === 'case')?.body).not.toMatch(/A-77|fratello/);
    expect(row.marks.map((one) => one.code)).toEqual(expect.arrayContaining(['column-kept-reserved', 'cell-comment']));
  });

  it('never give a telephone away in a note: it is behind the card', () => {
    const [note] = personFrom(rowsOf(['12/01/2026', 'DIOP Mamadou', '', '3331234567 usa tel. di un amico']), around).notes;
    expect(note?.body).not.toContain('3331234567');
  });

  it('are not to be called as soon as one of them says so', () => {
    const person = personFrom(rowsOf(['12/01/2026', 'DIOP Mamadou', '', '3331234567'], ['13/01/2026', 'DIOP Mamadou', '', '', '', '', '', '', 'NON CHIAMARE']), around);
    expect(person.card).toMatchObject({ doNotCall: true });
  });

  it('name a shared telephone only when two people have it', () => {
    const phone = { number: '+39333', caution: 'none', words: null };
    const facts = { phone, otherPhones: [] } as unknown as RowFacts;
    expect([...sharedNumbersOf([[facts, facts], []])]).toEqual([]);
    expect([...sharedNumbersOf([[facts], [facts]])]).toEqual(['+39333']);
  });
});

describe('groups', () => {
  const decisions = fc.array(fc.record({ decision: fc.constantFrom('new' as const, 'same-as' as const, 'skip' as const, 'undecided' as const), to: fc.nat(), person: fc.option(fc.constantFrom('p1', 'p2')) }), { maxLength: 25 });
  const built = decisions.map((all) => all.map(({ decision, to, person }, index): DecidedRow => {
    const isSame = decision === 'same-as' && (index > 0 || person !== null);
    return {
      id: `r${index}`, disposition: 'ready', decision: decision === 'same-as' && !isSame ? 'new' : decision, isLookedAt: false,
      targetPerson: isSame ? person : null, targetRow: isSame && person === null ? `r${to % index}` : null,
    };
  }));

  it('hold every row that comes in exactly once, and none of the others', () => {
    fc.assert(fc.property(built, (rows) => {
      const grouped = groupsOf(rows).flatMap((group) => group.rows.map((row) => row.id));
      expect(grouped.toSorted()).toEqual(rows.filter((row) => row.decision === 'new' || row.decision === 'same-as').map((row) => row.id).toSorted());
    }));
  });

  it('never open two groups for one person already followed', () => {
    fc.assert(fc.property(built, (rows) => {
      const people = groupsOf(rows).map((group) => group.person).filter((person) => person !== null);
      expect(people).toHaveLength(new Set(people).size);
    }));
  });

  it('wait for a person as long as a row is undecided or unseen', () => {
    const row: DecidedRow = { id: 'r', disposition: 'to-review', decision: 'new', targetPerson: null, targetRow: null, isLookedAt: false };
    expect([isSettled(row), isSettled({ ...row, isLookedAt: true }), isSettled({ ...row, decision: 'skip' }), isSettled({ ...row, disposition: 'ready', decision: 'undecided' })]).toEqual([false, true, true, false]);
  });
});
