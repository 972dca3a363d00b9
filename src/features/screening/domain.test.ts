import { describe, expect, it } from 'vitest';
import { AnswersDoNotFit, evaluate, readAcross, worthExploring } from './domain.ts';
import { all, combination, dimension, eleven, labour, onlyYes, street, yes } from './testing/people.ts';

describe('one dimension, read with the published rule', () => {
  it('does not emerge from one strong sign alone: Gurpreet works every day from dawn to dark, and the rest was denied', () => {
    expect(dimension('D4', onlyYes(labour, 'D4.01'))).toMatchObject({ standing: 'negative', counted: [{ code: 'D4.01', weight: 'strong' }] });
  });

  it('does not emerge from two medium signs', () => {
    expect(dimension('D4', onlyYes(labour, 'D4.02', 'D4.04')).standing).toBe('negative');
  });

  it('does not emerge from one medium sign with every weak one', () => {
    expect(dimension('D3', onlyYes(labour, 'D3.08', 'D3.15', 'D3.16')).standing).toBe('negative');
    expect(dimension('D6', onlyYes(labour, 'D6.03', 'D6.06', 'D6.07')).standing).toBe('negative');
  });

  it('emerges from two strong signs (rule a): Fatou has no passport and a debt that grows', () => {
    const read = dimension('D5', onlyYes(labour, 'D5.01', 'D5.02'));
    expect(read.standing).toBe('positive');
    expect(read.rulesMet).toEqual(['a']);
  });

  it('emerges from one strong and one weak sign (rule b)', () => {
    expect(dimension('D5', onlyYes(labour, 'D5.01', 'D5.15'))).toMatchObject({ standing: 'positive', rulesMet: ['b'] });
  });

  it('emerges from one strong and one medium sign (rule b)', () => {
    expect(dimension('D4', onlyYes(labour, 'D4.01', 'D4.04'))).toMatchObject({ standing: 'positive', rulesMet: ['b'] });
  });

  it('emerges from three medium signs (rule c): low pay, a bad bed, dangerous machines', () => {
    expect(dimension('D4', onlyYes(labour, 'D4.04', 'D4.02', 'D4.03'))).toMatchObject({ standing: 'positive', rulesMet: ['c'] });
  });

  it('emerges from two medium signs and one weak (rule d)', () => {
    expect(dimension('D6', onlyYes(labour, 'D6.01', 'D6.03', 'D6.07'))).toMatchObject({ standing: 'positive', rulesMet: ['d'] });
  });

  it('names every rule that is met, not only the first', () => {
    expect(dimension('D4', onlyYes(labour, 'D4.01', 'D4.02', 'D4.03', 'D4.04', 'D4.09')).rulesMet).toEqual(['b', 'c', 'd']);
  });
});

describe('what is missing to decide', () => {
  it('says of Rashid, whose low pay and broken toilet are known, that one more yes would be enough, and to which questions', () => {
    const read = dimension('D4', { ...onlyYes(labour, 'D4.04', 'D4.07'), 'D4.01': 'not-asked', 'D4.05': 'refused', 'D4.09': 'unknown' });
    expect(read.standing).toBe('open');
    expect(read.fewestYes).toBe(1);
    expect(read.couldTurn).toEqual([
      { code: 'D4.01', weight: 'strong', answer: 'not-asked' },
      { code: 'D4.05', weight: 'medium', answer: 'refused' },
      { code: 'D4.09', weight: 'weak', answer: 'unknown' },
    ]);
    expect(read.ways).toHaveLength(3);
  });

  it('leaves out a question whose answer can no longer help', () => {
    const read = dimension('D6', { ...onlyYes(labour, 'D6.01', 'D6.06'), 'D6.02': 'not-asked', 'D6.07': 'not-asked' });
    expect(read.couldTurn.map(({ code }) => code)).toEqual(['D6.02']);
  });

  it('is nothing where all that is open could not turn it', () => {
    expect(dimension('D4', { ...onlyYes(labour), 'D4.09': 'not-asked' })).toMatchObject({ standing: 'negative', couldTurn: [], fewestYes: null, ways: [] });
  });

  it('is two further yes at the very beginning, where a strong item exists, and three where none does', () => {
    expect(dimension('D4', {}).fewestYes).toBe(2);
    expect(dimension('D3', {}).fewestYes).toBe(3);
  });

  it('counts a yes or a no as an answer, and each kind of silence by itself', () => {
    expect(dimension('D6', { 'D6.01': 'yes', 'D6.02': 'no', 'D6.03': 'unknown', 'D6.04': 'refused' }).completeness).toEqual({
      applicable: 7, answered: 2, unknown: 1, refused: 1, notAsked: 3, share: 2 / 7,
    });
  });
});

/** Answers that make exactly these dimensions positive; typed by hand from the published weights. */
const signs: Record<string, string[]> = {
  D1: ['D1.01', 'D1.08'], D2: ['D2.01', 'D2.04'], D3: ['D3.02', 'D3.04', 'D3.08'], D4: ['D4.01', 'D4.04'], D5: ['D5.01', 'D5.14'],
  D6: ['D6.01', 'D6.02', 'D6.05'],
};

/** The published table, by deceptive recruitment, coercive recruitment, exploitation, coercion at destination. Abuse of vulnerability has no column. */
const published: Record<string, string> = {
  nnnn: 'no-exploitation', nnny: 'no-exploitation', nynn: 'no-exploitation', nyny: 'no-exploitation',
  ynnn: 'no-exploitation', ynny: 'no-exploitation', yynn: 'no-exploitation', yyny: 'no-exploitation',
  nnyn: 'exploited-migrant',
  ynyn: 'deception-and-exploitation', yyyn: 'deception-and-exploitation',
  ynyy: 'consistent-with-trafficking-for-forced-labour', nyyy: 'consistent-with-trafficking-for-forced-labour',
  yyyy: 'consistent-with-trafficking-for-forced-labour',
  nnyy: 'professional-judgement', nyyn: 'professional-judgement',
};

const sixtyFour = Array.from({ length: 64 }, (_, number) =>
  ['D1', 'D2', 'D3', 'D4', 'D5', 'D6'].filter((_dimension, index) => (number >> index) % 2 === 1));

describe('the combination of an adult', () => {
  it.each(sixtyFour)('with %s %s %s %s %s %s positive has the published class, or none', (...positive) => {
    const row = ['D1', 'D2', 'D4', 'D5'].map((code) => (positive.includes(code) ? 'y' : 'n')).join('');
    const read = combination(onlyYes(labour, ...positive.flatMap((code) => signs[code] ?? [])));
    expect(read).toMatchObject({ state: 'settled', class: published[row] });
  });

  it('of an empty questionnaire is open: nobody may read it as "no exploitation"', () => {
    const read = combination({});
    expect(read.state).toBe('open');
    expect(read).toMatchObject({ soFar: 'no-exploitation', decidedBy: ['D1', 'D2', 'D4', 'D5'] });
    expect(read).toHaveProperty('stillPossible', [
      'no-exploitation', 'exploited-migrant', 'deception-and-exploitation', 'consistent-with-trafficking-for-forced-labour', 'professional-judgement',
    ]);
  });

  it('is settled for Rashid of the textile workshop in Domicella, though nobody has asked how vulnerable he was', () => {
    const rashid = { ...onlyYes(labour, 'D1.08', 'D1.01', 'D4.01', 'D4.04', 'D5.01', 'D5.14'), ...all('not-asked', ['D3.01', 'D3.02', 'D3.08']) };
    expect(dimension('D3', rashid).standing).toBe('open');
    expect(combination(rashid)).toMatchObject({ state: 'settled', class: 'consistent-with-trafficking-for-forced-labour' });
  });

  it('reminds that abuse of vulnerability can be the means, where the table alone would say "labour rights"', () => {
    expect(combination(onlyYes(labour, 'D4.01', 'D4.04', 'D3.02', 'D3.04', 'D3.08'))).toEqual({
      state: 'settled', class: 'exploited-migrant', reminders: ['vulnerability-can-supply-the-means'],
    });
    expect(combination(onlyYes(labour, 'D4.01', 'D4.04')).reminders).toEqual([]);
  });
});

describe('the child column', () => {
  it('knows no weak sign, and leaves out the two items that the list for children does not have', () => {
    const read = evaluate(labour, all('yes', labour.items.map((item) => item.code)), { column: 'child' });
    const counted = read.kind === 'dimensions' ? read.dimensions.flatMap((one) => one.counted) : [];
    expect(counted).toHaveLength(65);
    expect(counted.filter(({ weight }) => weight === 'weak')).toEqual([]);
    expect(counted.map(({ code }) => code)).not.toContain('D3.09');
    expect(counted.map(({ code }) => code)).not.toContain('D4.06');
  });

  it('makes two strong signs of what weighs less for an adult: Blessing was threatened and kept under influence', () => {
    const blessing = onlyYes(labour, 'D5.11', 'D5.12');
    expect(dimension('D5', blessing, 'adult').standing).toBe('negative');
    expect(dimension('D5', blessing, 'child').rulesMet).toEqual(['a']);
  });

  it('needs no means: somebody brought Blessing to the field, and the work is exploitation', () => {
    expect(combination(onlyYes(labour, 'ACT', 'D4.01', 'D4.04'), 'child')).toEqual({
      state: 'settled', class: 'consistent-with-child-trafficking', reminders: ['means-not-required-for-children'],
    });
  });

  it('takes a positive recruitment dimension as the act, because recruiting is one', () => {
    expect(combination(onlyYes(labour, 'D2.01', 'D2.02', 'D4.01', 'D4.04'), 'child')).toMatchObject({ class: 'consistent-with-child-trafficking' });
  });

  it('leaves exploitation without a known act to professional judgement, and stays open while the act is unknown', () => {
    expect(combination(onlyYes(labour, 'D4.01', 'D4.04', 'D5.01', 'D5.02'), 'child')).toMatchObject({ class: 'professional-judgement' });
    expect(combination({ ...onlyYes(labour, 'D4.01', 'D4.04'), ACT: 'unknown' }, 'child')).toMatchObject({
      state: 'open', stillPossible: ['consistent-with-child-trafficking', 'professional-judgement'], decidedBy: ['ACT'],
    });
  });
});

describe('lists without a score', () => {
  it('name what is present, what is open, and where other instruments ask the same', () => {
    const read = evaluate(street, { Q2: 'yes', Q5: 'refused', Q6: 'no' }, { column: 'adult' });
    expect(read).toMatchObject({
      kind: 'presence-list',
      present: [{ code: 'Q2', correspondsTo: [{ instrument: 'ilo-forced-labour-eleven', codes: ['F07'] }, { instrument: 'ilo-labour-adult-child', codes: ['D2.03', 'D5.01'] }] }],
      completeness: { applicable: 8, answered: 2, refused: 1, notAsked: 5 },
    });
    expect(read).not.toHaveProperty('total');
  });

  it('say what the eleven indicators would say of the 67: Fatou, without passport and with a debt', () => {
    expect(readAcross(eleven, labour, { ...yes('D5.01', 'D5.02', 'D2.02'), 'D4.01': 'no' }, 'adult')).toEqual([
      { code: 'F07', because: ['D5.01'] },
      { code: 'F09', because: ['D5.02'] },
    ]);
  });

  it('point from the street to where a longer conversation may begin', () => {
    expect(worthExploring(street, yes('Q6', 'Q2'), labour, 'adult')).toEqual(['D2.03', 'D4.01', 'D5.01']);
    expect(worthExploring(street, { Q6: 'unknown', Q2: 'no' }, labour, 'adult')).toEqual([]);
  });

  it('do not point a child to an item that the list for children does not have', () => {
    expect(worthExploring(eleven, yes('F10'), labour, 'adult')).toContain('D4.06');
    expect(worthExploring(eleven, yes('F10'), labour, 'child')).not.toContain('D4.06');
  });
});

describe('answers that were not given to this instrument', () => {
  it('are refused, each with its place', () => {
    const misread = (): unknown => evaluate(labour, { 'D9.01': 'yes', 'D4.01': 3 }, { column: 'adult' });
    expect(misread).toThrow(AnswersDoNotFit);
    expect(misread).toThrow('unknown-item: D9.01, wrong-kind-of-answer: D4.01');
  });
});
