import { describe, expect, it } from 'vitest';
import { type PersonFacts, type PersonScore, scorePersons } from './index.ts';

const fields = ['birth', 'nationality', 'gender', 'phones'] as const;
/** Every way to leave some of the fields empty, the name alone included. */
const lacking = Array.from({ length: 2 ** fields.length }, (_, n) => fields.filter((_field, place) => (n & (2 ** place)) !== 0));
const without = (facts: PersonFacts, gone: readonly string[]): PersonFacts => ({ names: facts.names, ...Object.fromEntries(fields.filter((field) => !gone.includes(field)).map((field) => [field, facts[field]])) });

const sakina: PersonFacts = { names: ['Sakina Gholami'], birth: { precision: 'exact', year: 1996, month: 4, day: 9 }, nationality: 'AF', gender: 'female', phones: ['+393331112223'] };
const everyWay = (other: PersonFacts): [string, PersonScore][] => lacking.map((gone) => [gone.join(', ') || 'nothing', scorePersons(sakina, without(other, gone))]);

const writtenAgain: readonly [string, PersonFacts][] = [
  ['spelled by another office', { ...sakina, names: ['Sakineh Ghulami'] }],
  ['with day and month swapped', { ...sakina, birth: { precision: 'declared', year: 1996, month: 9, day: 4 } }],
  ['with a year of birth that is guessed', { ...sakina, birth: { precision: 'estimated', year: 1997 } }],
  ['with the year mistyped', { ...sakina, birth: { precision: 'exact', year: 1969, month: 4, day: 9 } }],
  ['with a slip of the finger', { ...sakina, names: ['Gohlami Sakina'] }],
];
const somebodyElse: readonly [string, PersonFacts][] = [
  ['her twin', { ...sakina, names: ['Fereshta Gholami'], phones: ['+393339998887'] }],
  ['her sister in the same home', { ...sakina, names: ['Fereshta Gholami'], birth: { precision: 'exact', year: 1999, month: 11, day: 2 }, phones: [{ number: '+393331112223', shared: true }] }],
  ['her brother with the name that is a man’s of hers', { ...sakina, names: ['Sakin Gholami'], gender: 'male', birth: { precision: 'exact', year: 1993, month: 1, day: 20 }, phones: [] }],
  ['a friend whose telephone she uses', { names: ['Nasrin Heidari'], birth: { precision: 'exact', year: 1989, month: 7, day: 7 }, nationality: 'AF', gender: 'female', phones: [{ number: '+393331112223', shared: true }] }],
];

describe('whatever else a second record leaves empty', () => {
  it.each(writtenAgain)('Sakina, %s, is at least mentioned, with the reasons', (_, other) => {
    for (const [gone, { band, reasons }] of everyWay(other)) {
      expect(band, `lacking ${gone}`).not.toBe('different');
      expect(reasons.length, `lacking ${gone}`).toBeGreaterThan(0);
    }
  });

  it.each(writtenAgain)('Sakina, %s, is probably the same where birth and telephone are written', (_, other) => {
    expect(['same', 'likely']).toContain(scorePersons(sakina, other).band);
  });

  it.each(somebodyElse)('%s is never taken for her', (_, other) => {
    for (const [gone, { band }] of everyWay(other)) expect(['different', 'possible'], `lacking ${gone}`).toContain(band);
  });
});
