import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NEED_WORDS } from '../contract.ts';
import { readBirths, readContactDates } from './dates.ts';
import { interpretFullName, learnNames } from './names.ts';
import { interpretNationality } from './nationalities.ts';
import { interpretNeeds, splitNeeds } from './needs.ts';
import { interpretPermit } from './permits.ts';
import { interpretPhone, interpretPhones } from './phones.ts';
import { interpretMediator, interpretOperators, interpretOutcome } from './small-words.ts';
import { codesOf, dated, numeric, valueOf, written } from './testing.ts';
import { key } from './text.ts';

const TODAY = '2026-06-01';
const two = (figure: number): string => String(figure).padStart(2, '0');
const aDay = fc.date({ min: new Date('2000-01-01T00:00:00Z'), max: new Date('2026-05-31T00:00:00Z'), noInvalidDate: true });
const iso = (date: Date): string => date.toISOString().slice(0, 10);

function write(date: Date, order: 'day-first' | 'month-first', sign: string): string {
  const [day, month] = [two(date.getUTCDate()), two(date.getUTCMonth() + 1)];
  return [...(order === 'day-first' ? [day, month] : [month, day]), date.getUTCFullYear()].join(sign);
}

describe('dates', () => {
  it('come back as they were written, in every plain form', () => {
    fc.assert(fc.property(aDay, (date) => {
      expect(valueOf(readBirths([written(iso(date))], TODAY)[0])?.day).toBe(iso(date));
      expect(valueOf(readBirths([dated(iso(date))], TODAY)[0])?.day).toBe(iso(date));
      expect(valueOf(readBirths([written(write(date, 'day-first', '.'))], TODAY)[0])?.day).toBe(iso(date));
      expect(valueOf(readBirths([numeric(date.getUTCFullYear())], TODAY)[0])?.year).toBe(date.getUTCFullYear());
    }));
  });

  it('alone with two readings show both, and the true one is among them', () => {
    fc.assert(fc.property(aDay, fc.constantFrom('day-first', 'month-first'), (date, order) => {
      const reading = readBirths([written(write(date, order, '/'))], TODAY)[0];
      const doubt = reading !== undefined && 'marks' in reading ? reading.marks.find((one) => one.code === 'ambiguous-date') : undefined;
      expect(doubt === undefined ? [valueOf(reading)?.day] : Object.values(doubt.params)).toContain(iso(date));
    }));
  });

  it('in a register that grows downwards are right, or say that they have two readings', () => {
    const column = fc.array(aDay, { minLength: 4, maxLength: 30 }).map((days) => days.toSorted((a, b) => a.getTime() - b.getTime()));
    fc.assert(fc.property(column, fc.constantFrom('day-first', 'month-first'), (days, order) => {
      const readings = readContactDates(days.map((day, index) => (index % 3 === 0 ? dated(iso(day)) : written(write(day, order, '-')))), TODAY);
      const wrong = days.filter((day, index) => !codesOf(readings[index]).includes('ambiguous-date') && valueOf(readings[index]) !== iso(day));
      expect(wrong).toEqual([]);
    }));
  });

  it('that lost their format and show as a number are read, and wait for a person', () => {
    const [read] = readBirths([written('32874')], TODAY);
    expect(valueOf(read)).toMatchObject({ day: '1990-01-01' });
    expect(codesOf(read)).toContain('date-from-serial');
    expect(valueOf(readBirths([numeric(32874)], TODAY)[0])).toMatchObject({ day: '1990-01-01' });
  });

  it('are not invented where the calendar has none', () => {
    expect(['31/02/1988', '29/02/2023', '00/01/2000', '13/13/2000', 'ieri', '145000'].map((text) => codesOf(readBirths([written(text)], TODAY)[0]))).toEqual([
      ['date-impossible'], ['date-impossible'], ['date-impossible'], ['date-impossible'], ['date-unreadable'], ['date-unreadable'],
    ]);
    expect(codesOf(readContactDates([written('idem')], TODAY)[0])).toEqual(['same-as-above-without-above']);
    expect(codesOf(readContactDates([written('')], TODAY)[0])).toEqual(['contact-date-missing']);
  });

  it('with the month in words are read', () => {
    expect(['3 marzo 1990', '12 gen. 85', '1 Aug 2001'].map((text) => valueOf(readBirths([written(text)], TODAY)[0])?.day)).toEqual(['1990-03-03', '1985-01-12', '2001-08-01']);
  });
});

describe('needs', () => {
  const word = fc.oneof(fc.constantFrom(...NEED_WORDS.map((one) => one.word), 'tratta?'), fc.stringMatching(/^[a-z]{3,8}$/).filter((text) => text !== 'doc' && text !== 'permesso'));

  it('lose no word, whatever stands between them', () => {
    fc.assert(fc.property(fc.array(fc.tuple(word, fc.constantFrom('; ', ', ', ' / ', '+', '/', ';')), { minLength: 1, maxLength: 6 }), (parts) => {
      const text = parts.map(([one, sign], index) => (index === parts.length - 1 ? one : one + sign)).join('');
      const words = parts.map(([one]) => one);
      expect(splitNeeds(text)).toEqual(words);
      const read = valueOf(interpretNeeds(written(text)));
      const kept = [...(read?.needs ?? []), ...(read?.signs ?? [])].map((one) => one.words);
      expect(new Set(kept)).toEqual(new Set(words));
    }));
  });

  it('keep unknown words as they stand, with a mark', () => {
    const reading = interpretNeeds(written('Avvocato; salute'));
    expect(valueOf(reading)?.needs[0]).toEqual({ words: 'Avvocato', domain: null, service: null });
    expect(codesOf(reading)).toEqual(['need-unknown']);
  });
});

describe('names', () => {
  const known = learnNames(['KONÉ Issouf', 'Diallo, Mamadou', 'EL AMRANI Khadija'], [{ surname: 'El Sayed', given: 'Ahmed' }]);
  const read = (text: string, order: 'surname-first' | 'given-first' = 'surname-first') => interpretFullName(written(text), { order, known });

  it('follow the names learned from other rows before the heading', () => {
    expect(valueOf(read('Mamadou Diallo'))).toMatchObject({ surname: 'Diallo', given: 'Mamadou' });
    expect(valueOf(read('Diallo Mamadou', 'given-first'))).toMatchObject({ surname: 'Diallo', given: 'Mamadou' });
    expect(valueOf(read('Ahmed El Sayed'))).toMatchObject({ surname: 'El Sayed', given: 'Ahmed' });
    expect(codesOf(read('Rossi Maria'))).toEqual(['name-order-assumed']);
    for (const together of ['DIOP Mamadou / DIOP Fatou', 'DIOP Mamadou & Fatou', 'Diop Mamadou, Diop Awa', 'DIOP Mamadou + 2 figli']) expect([together, codesOf(read(together))]).toEqual([together, expect.arrayContaining(['several-people'])]);
  });

  it('keep every letter of the cell in the name or in the remark', () => {
    fc.assert(fc.property(fc.array(fc.stringMatching(/^[A-Z][a-zé]{1,7}$/), { minLength: 2, maxLength: 4 }), fc.constantFrom(' ', '  ', '\u00a0'), (words, space) => {
      fc.pre(!/anonim|sconosciut|unknown|ignot/i.test(words.join(' ')));
      const name = valueOf(read(words.join(space)));
      expect(key(name?.full ?? '').split(' ').toSorted()).toEqual(words.map(key).toSorted());
    }));
  });

  it('that a spreadsheet would run are refused', () => {
    for (const text of ['=1+1', '+cmd|x', '@SUM(A1)', '-2+3', '\t=1']) expect(codesOf(read(text))).toEqual(['name-not-a-name']);
    expect(codesOf(read('  \u00a0'))).toEqual(['name-missing']);
  });
});

describe('telephones', () => {
  it('are the same number in every spelling', () => {
    const cells = [written('+39 3356677889'), written('00393356677889'), written('335/6677889'), written('335 667 7889'), numeric(3356677889)];
    expect(cells.map((cell) => valueOf(interpretPhone(cell))?.number)).toEqual(Array.from({ length: 5 }, () => '+393356677889'));
  });

  it('of other people carry the warning', () => {
    for (const text of ['usa tel. di un amico 3356677889', '3356677889 (in uso al datore)', 'cell. della moglie 3356677889']) {
      expect(valueOf(interpretPhone(written(text)))).toMatchObject({ number: '+393356677889', caution: 'someone-else' });
    }
  });

  it('that cannot be read are a problem, and a lost zero is asked about', () => {
    expect(codesOf(interpretPhone(written('chiedere a Marco')))).toEqual(['phone-unreadable']);
    expect(interpretPhones(written('333 1234567 / 320 7654321'))).toMatchObject({ value: [{ number: '+393331234567' }, { number: '+393207654321' }], marks: [{ code: 'several-phones' }] });
    expect(valueOf(interpretPhones(written('391/3542840')))).toMatchObject([{ number: '+393913542840' }]);
    expect(interpretPhones(written('333 1234567 - 55443'))).toMatchObject({ value: [{ number: '+393331234567', words: null }], marks: [{ code: 'phone-part-unreadable', params: { part: '55443' } }] });
    expect(valueOf(interpretPhones(written('333 1234567 (sorella)')))).toMatchObject([{ caution: 'someone-else', words: 'sorella' }]);
    expect(valueOf(interpretPhones(written('333 1234567'), 'Tel. marito'))).toMatchObject([{ caution: 'someone-else' }]);
    expect(codesOf(interpretPhones(written('non ha')))).toEqual(['unknown-written']);
    expect(codesOf(interpretPhone(written('12345')))).toEqual(['phone-unreadable']);
    expect(codesOf(interpretPhone(numeric(825123456)))).toContain('phone-leading-zero-lost');
  });
});

describe('short words', () => {
  it('of nationality are understood, and strange ones kept', () => {
    expect(valueOf(interpretNationality(written('Marocco / Italia')))?.codes).toEqual(['MA', 'IT']);
    expect(valueOf(interpretNationality(written('rumena')))?.codes).toEqual(['RO']);
    expect(valueOf(interpretNationality(written('Atlantide')))).toEqual({ codes: [], words: 'Atlantide' });
    expect(codesOf(interpretNationality(written('Atlantide')))).toEqual(['nationality-unknown']);
  });

  it('of operators, mediators and outcomes keep what was written', () => {
    expect(valueOf(interpretOperators(written('Anna/Marco')))).toEqual(['Anna', 'Marco']);
    expect(valueOf(interpretMediator(written('no')))).toEqual({ present: false, language: null, words: 'no' });
    expect(valueOf(interpretOutcome(written('IN CARICO')))).toEqual({ code: 'in-charge', words: 'IN CARICO' });
    expect(valueOf(interpretOutcome(written('boh, vediamo')))).toEqual({ code: null, words: 'boh, vediamo' });
  });

  it('of permits tell article 18 from 18-bis', () => {
    expect(valueOf(interpretPermit(written('art. 18'), TODAY))?.code).toBe('article-18');
    expect(codesOf(interpretPermit(written('art. 18-bis'), TODAY))).toEqual(['permit-unknown']);
  });
});
