/** Questions with answers of their own, on made-up lists: what counts, what is missing, what is hidden, what opens a protocol. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Answer, type Answers, Instrument, type ScreeningResult } from './contract.ts';
import { apartFrom, courseOf } from './domain/course.ts';
import { evaluate, goesBeside, instrumentProblems, markOfAnswers, trendBetween } from './domain.ts';
import { street } from './testing/people.ts';
import { answerByKey } from './ui/places.ts';

const text = { it: 'parola', en: 'word' };
const choices = (points: readonly (number | null)[]) => points.map((one, index) => ({ code: `c${index}`, text, ...(one === null ? {} : { points: one }) }));
const band = (code: string, from: number, to: number) => ({ code, from, to, text });

/** A scale of 0–3 for all, a reversed question, several that add up, a number, and what is asked only of some. */
const worries = Instrument.parse({
  ...street, id: 'made-up-worries', languages: { it: { wording: 'own-short-label', approval: 'not-approved-by-mediator', note: 'x' }, en: { wording: 'own-short-label', approval: 'not-approved-by-mediator', note: 'x' } },
  contextItems: [],
  items: [
    { code: 'S1', text }, { code: 'S2', text }, { code: 'R1', text, kind: 'one-of', choices: choices([3, 2, 1, 0]) }, { code: 'M1', text, kind: 'several-of', choices: choices([1, 1, 2]) },
    { code: 'N1', text, kind: 'number', limits: { least: 0, most: 10 } }, { code: 'D1', text, kind: 'date', partial: true }, { code: 'P1', text, kind: 'one-of', choices: choices([null, null]) },
    { code: 'H1', text, kind: 'one-of', choices: choices([0, 5]), showIf: { how: 'all-of', of: [{ code: 'P1', chosen: 'c1' }, { how: 'any-of', of: [{ code: 'N1', compare: 'above', to: 3 }, { code: 'S1', compare: 'at-least', to: 2 }] }] } },
  ],
  scoring: {
    kind: 'sum-with-bands', scale: [0, 1, 2, 3].map((points) => ({ points, text })), factor: 1, gate: null, bands: [band('low', 1, 7), band('high', 8, 18)], missingAllowed: 1,
    critical: [{ item: 'P1', chosen: 'c0', protocol: 'immediate-danger' }, { item: 'R1', atLeast: 3, protocol: 'self-harm' }],
    subscales: [
      { code: 'short', name: text, of: [{ item: 'S1', factor: 2 }, { item: 'R1', factor: 1 }], bands: [band('all', 0, 9)] }, { code: 'turned', name: text, plus: 10, of: [{ item: 'N1', factor: -1 }], bands: [band('all', 0, 10)], missingAllowed: 0 },
    ],
  },
});
const read = (answers: Answers, instrument: Instrument = worries): ScreeningResult & { kind: 'sum-with-bands' } => {
  const result = evaluate(instrument, answers, { column: 'adult' });
  if (result.kind !== 'sum-with-bands') throw new Error('not a sum');
  return result;
};
const whole: Answers = { S1: 1, S2: 2, R1: { choice: 'c0' }, M1: { choices: ['c0', 'c2'] }, N1: { number: 2 }, D1: { day: '2025' }, P1: { choice: 'c1' } };

describe('answers of its own', () => {
  it('count with their points beside the steps of the list, a reversed question the other way round, several together', () => {
    expect(instrumentProblems(worries)).toEqual([]);
    expect(read(whole)).toMatchObject({
      total: { least: 9, most: 9 }, bands: ['high'], isComputable: true, missing: 0, completeness: { applicable: 7, answered: 7 },
      counted: [{ code: 'S1', points: 1 }, { code: 'S2', points: 2 }, { code: 'R1', points: 3 }, { code: 'M1', points: 3 }],
      subscales: [{ code: 'short', total: { least: 5, most: 5 }, bands: ['all'], counted: [{ code: 'S1', points: 2 }, { code: 'R1', points: 3 }] }, { code: 'turned', total: { least: 8, most: 8 }, counted: [{ code: 'N1', points: -2 }] }],
    });
  });

  it('that are missing leave a range while the source allows it, and beyond that no result at all', () => {
    expect(read({ ...whole, M1: 'refused' })).toMatchObject({ total: { least: 7, most: 10 }, bands: ['low', 'high'], isComputable: true, missing: 1 });
    expect(read({ ...whole, M1: 'refused', S1: 'unknown' })).toMatchObject({ bands: [], isComputable: false, missing: 2, subscales: [{ isComputable: true, total: { least: 3, most: 9 } }, { isComputable: true }] });
    expect(read({ ...whole, N1: 'not-asked' }).subscales[1]).toMatchObject({ isComputable: false, bands: [], missing: 1 });
  });

  it('given and hidden later by another answer are kept, do not count, and are said; they count again when the question comes back', () => {
    const asked: Answers = { ...whole, N1: { number: 7 }, H1: { choice: 'c1' } };
    expect(read(asked)).toMatchObject({ total: { least: 14, most: 14 }, notCounted: [], completeness: { applicable: 8 } });
    const hidden: Answers = { ...asked, P1: { choice: 'c0' } };
    expect(read(hidden)).toMatchObject({ total: { least: 9, most: 9 }, notCounted: ['H1'], completeness: { applicable: 7 } });
    expect(read({ ...hidden, P1: { choice: 'c1' } }).total).toEqual({ least: 14, most: 14 });
    // Whether it is asked is not known yet: neither with it nor without it.
    expect(read({ ...asked, P1: 'unknown' })).toMatchObject({ total: { least: 9, most: 14 }, notCounted: ['H1'] });
  });

  it('open a protocol by choice or by points, whatever the total; also where the list has no score', () => {
    expect(read({ P1: { choice: 'c0' } }).protocols).toEqual([{ item: 'P1', protocol: 'immediate-danger' }]);
    expect(read({ R1: { choice: 'c0' } }).protocols).toEqual([{ item: 'R1', protocol: 'self-harm' }]);
    expect(read({ R1: { choice: 'c1' }, P1: { choice: 'c1' } }).protocols).toEqual([]);
    const list = Instrument.parse({ ...worries, items: worries.items.slice(0, 7), scoring: { kind: 'presence-list', critical: [{ item: 'P1', chosen: 'c0', protocol: 'immediate-danger' }, { item: 'S1', atLeast: 1, protocol: 'self-harm' }] } });
    expect(instrumentProblems(list)).toEqual([]);
    expect(evaluate(list, { P1: { choice: 'c0' }, S1: 'yes' }, { column: 'adult' })).toMatchObject({ protocols: [{ item: 'P1' }, { item: 'S1' }] });
  });

  it('are refused where the question does not know them', () => {
    const wrong = (answers: Answers) => () => read(answers);
    const strange: Answers[] = [{ R1: { choice: 'c9' } }, { R1: { choices: ['c1'] } }, { M1: { choices: ['c0', 'gone'] } }, { R1: 2 }, { R1: 'yes' }, { S1: { choice: 'c0' } }, { D1: { number: 3 } }, { N1: { day: '2025' } }];
    for (const answers of strange) expect(wrong(answers)).toThrow('wrong-kind-of-answer');
    for (const number of [-1, 11, 2.5]) expect(wrong({ N1: { number } })).toThrow('number-not-allowed: N1');
    expect(wrong({ N1: 'refused', R1: 'unknown', M1: 'not-asked', D1: 'unknown' })).not.toThrow();
  });

  it('finished later, give a total within the range that was named before, whatever was hidden meanwhile', () => {
    const step = fc.constantFrom(0, 1, 2, 3);
    const given = fc.record({ S1: step, S2: step, R1: fc.constantFrom('c0', 'c1', 'c2', 'c3').map((choice) => ({ choice })), M1: fc.subarray(['c0', 'c1', 'c2'], { minLength: 1 }).map((some) => ({ choices: some })), N1: fc.integer({ min: 0, max: 10 }).map((number) => ({ number })), P1: fc.constantFrom('c0', 'c1').map((choice) => ({ choice })), H1: fc.constantFrom('c0', 'c1').map((choice) => ({ choice })) });
    fc.assert(fc.property(given, fc.subarray(Object.keys(whole).concat('H1')), (all, left) => {
      const answers: Answers = all;
      const before = read(Object.fromEntries(Object.entries(answers).filter(([code]) => !left.includes(code))));
      const after = read(answers);
      for (const [one, other] of [[before, after], ...before.subscales.map((sum, index) => [sum, after.subscales[index] ?? sum] as const)] as const) {
        expect(other.total.least).toBe(other.total.most);
        expect(one.total.least).toBeLessThanOrEqual(other.total.least);
        expect(one.total.most).toBeGreaterThanOrEqual(other.total.most);
      }
      expect(after.counted.reduce((sum, { points }) => sum + points, 0)).toBe(after.total.least);
    }), { numRuns: 300 });
  });

  it('are the same answer in whatever order several are chosen: on two devices, and under the mark of a completion', async () => {
    const [one, other] = [['c2', 'c0', 'c2'], ['c0', 'c2']].map((some) => Answer.parse({ choices: some }));
    expect(one).toEqual({ choices: ['c0', 'c2'] });
    expect(goesBeside({ answers: { M1: { choices: ['c1'] } }, before: { M1: one ?? 'no' } }, { M1: other ?? 'no' })).toBe(true);
    const mark = (given: string[]) => markOfAnswers({ instrument: worries, language: 'it', answers: { M1: { choices: given } } });
    expect(await mark(['c2', 'c0'])).toBe(await mark(['c0', 'c2']));
  });

  it('hold a day as far as it is known, and no day that the calendar does not have', () => {
    const isDay = (day: string): boolean => Answer.safeParse({ day }).success;
    expect(['2025', '2025-02', '2024-02-29', '2025-02-29', '2025-13', '25-01-01', '0202-01-01'].map(isDay)).toEqual([true, true, true, false, false, false, false]);
    const exact = Instrument.parse({ ...worries, items: worries.items.map((item) => (item.code === 'D1' ? { ...item, partial: undefined } : item)) });
    expect(() => read({ D1: { day: '2025-03' } }, exact)).toThrow('wrong-kind-of-answer: D1');
  });
});

describe('two askings of the same list', () => {
  const given = (answers: Answers, instrument = worries) => ({ instrument, answers, column: 'adult' as const });

  it('say which choices, numbers and days are others now, and nothing of what was not asked', () => {
    expect(trendBetween(given(whole), given({ ...whole, M1: { choices: ['c1'] }, N1: { number: 4 }, D1: 'refused', R1: { choice: 'c0' } })).changed).toEqual([
      { code: 'M1', from: { choices: ['c0', 'c2'] }, to: { choices: ['c1'] } }, { code: 'N1', from: { number: 2 }, to: { number: 4 } },
    ]);
  });

  it('are compared where the words alone were corrected, and not where a choice has other points, or is another choice', () => {
    const changed = (make: (item: Instrument['items'][number]) => Instrument['items'][number]): Instrument => ({ ...worries, version: 2, items: worries.items.map((item) => (item.code === 'R1' ? make(item) : item)) });
    const apart = (instrument: Instrument) => apartFrom({ instrument: worries, language: 'it' }, { instrument, language: 'it' });
    expect(apart(changed((item) => ({ ...item, choices: item.choices?.map((choice) => ({ ...choice, text: { it: 'meglio detto', en: 'better said' } })) })))).toBeNull();
    expect(apart(changed((item) => ({ ...item, choices: choices([0, 1, 2, 3]) })))).toBe('other-points');
    expect(apart(changed((item) => ({ ...item, choices: item.choices?.slice(1) })))).toBe('other-questions');
    const asked = (id: string, day: string, answers: Answers) => ({ id, at: `${day}T10:00:00Z`, language: 'it', instrument: worries, answers, column: 'adult' as const });
    expect(courseOf([asked('a', '2026-01-01', whole), asked('b', '2026-02-01', { S1: 1 })])).toMatchObject([{ least: 9, isComputable: true, subscales: [{ code: 'short', least: 5, most: 5 }, { code: 'turned' }] }, { isComputable: false, apart: null }]);
  });
});

describe('a list that cannot be right', () => {
  const item = (code: string, more: object) => ({ ...worries, items: worries.items.map((one) => (one.code === code ? { ...one, ...more } : one)) });
  const scored = (more: object) => ({ ...worries, scoring: { ...worries.scoring, ...more } });
  it.each([
    ['has choices with and without points', item('R1', { choices: choices([1, null]) }), 'some choices of R1 have points'],
    ['has a choice twice', item('P1', { choices: [...choices([null]), ...choices([null])] }), 'P1 has the choice c0 twice'],
    ['is answered by choices that are not there', item('P1', { choices: undefined }), 'P1 is answered by choices and has none'],
    ['has limits that nobody can keep', item('N1', { limits: { least: 5, most: 3 } }), 'the limits of N1'],
    ['has limits where nothing is a number', item('S1', { limits: { least: 5 } }), 'S1 has choices, limits or a unit'],
    ['waits for a choice that is not there', item('H1', { showIf: { how: 'any-of', of: [{ code: 'P1', chosen: 'c7' }] } }), 'H1 waits for an answer that P1 cannot have'],
    ['waits for a yes to a number', item('H1', { showIf: { yes: 'any-of', codes: ['N1'] } }), 'H1 waits for an answer that N1 cannot have'],
    ['waits for a question that comes later', item('S1', { showIf: { how: 'any-of', of: [{ code: 'N1', compare: 'above', to: 3 }] } }), 'S1 is shown after N1'],
    ['stands under a heading that is not there', item('S1', { section: 'work' }), 'S1 stands under the heading work'],
    ['lacks the words of a choice in one of its languages', { ...worries, languages: { ...worries.languages, fr: worries.languages['it'] } }, 'R1 c0 has no text in fr'],
    ['sums a question without points', scored({ subscales: [{ code: 'x', name: text, of: [{ item: 'P1', factor: 1 }], bands: [band('all', 0, 1)] }] }), 'the subscale x counts P1'],
    ['has a subscale whose bands end too soon', scored({ subscales: [{ code: 'x', name: text, of: [{ item: 'S1', factor: 1 }], bands: [band('all', 0, 2)] }] }), 'the bands of the subscale x go from 0 to 2, its points from 0 to 3'],
    ['sums nothing', scored({ bands: [], subscales: [] }), 'nothing is summed'],
    ['calls for help at a choice that is not there', scored({ critical: [{ item: 'P1', chosen: 'c5', protocol: 'self-harm' }] }), 'the critical answer to P1 can never be given'],
    ['calls for help at more points than there are', scored({ critical: [{ item: 'S1', atLeast: 4, protocol: 'self-harm' }] }), 'the critical answer to S1 can never be given'],
  ])('%s', (_case, instrument, problem) => {
    expect(instrumentProblems(Instrument.parse(instrument)).join('; ')).toContain(problem);
  });
});

describe('the number keys', () => {
  const find = (code: string) => worries.items.find((item) => item.code === code) ?? { code, text };
  const scale = worries.scoring.kind === 'sum-with-bands' ? worries.scoring.scale : [];
  const key = (code: string, place: number, now?: Answer) => answerByKey(find(code), scale, place, now);

  it('choose one and go on, choose several and stay, and reach what leaves a question open; what is typed as a number is no key', () => {
    expect(key('R1', 1)).toEqual({ answer: { choice: 'c1' }, goesOn: true });
    expect(key('R1', 4)).toEqual({ answer: 'unknown', goesOn: true });
    expect(key('M1', 0, { choices: ['c2'] })).toEqual({ answer: { choices: ['c0', 'c2'] }, goesOn: false });
    expect(key('M1', 0, { choices: ['c0'] })).toEqual({ answer: 'not-asked', goesOn: false });
    expect(key('S1', 3)).toEqual({ answer: 3, goesOn: true });
    expect([key('N1', 0), key('N1', 5)]).toEqual([{ answer: 'unknown', goesOn: true }, null]);
  });
});
