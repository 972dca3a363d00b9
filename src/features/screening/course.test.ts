import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answers, Instrument } from './contract.ts';
import { askAgain, dayAfter } from './domain/again.ts';
import { apartFrom, courseOf } from './domain/course.ts';
import { heardElsewhere } from './domain/heard.ts';
import { loadInstruments } from './instruments.ts';
import { intervalOf } from './reference.ts';
import { eleven, folder, labour, street, yes } from './testing/people.ts';
import { asItComes } from '../../kernel/reference/collection.ts';

const { find } = await loadInstruments(folder);
const [phq, law] = [find('phq-9', 1), find('art-603-bis', 1)];
const ninePoints = (points: number): Answers => Object.fromEntries(phq.items.map(({ code }) => [code, points]));
const asked = (id: string, at: string, answers: Answers, instrument: Instrument = phq, language = 'en') => ({ id, at, language, instrument, answers, column: 'adult' as const });

describe('when it is worth asking again', () => {
  const [interval, none] = [intervalOf(asItComes, 'phq-9', '2026-06-01'), intervalOf(asItComes, 'ilo-labour-adult-child', '2026-06-01')];

  it('the PHQ-9 looks back two weeks: sooner the two periods overlap; the indicators are asked at no interval', () => {
    expect(none).toBeNull();
    expect(intervalOf(asItComes, 'phq-9', '2020-01-01')).toBeNull();
    const on = (today: string): string => (interval ? askAgain('2026-03-01', interval, today).state : 'none');
    expect(['2026-03-14', '2026-03-15', '2026-05-29', '2026-05-30'].map(on)).toEqual(['too-soon', 'may', 'may', 'due']);
  });

  it('counts days by the calendar, over leap days and the change of the clock', () => {
    expect([dayAfter('2028-02-28', 1), dayAfter('2026-03-28', 2), dayAfter('2026-12-31', 1)]).toEqual(['2028-02-29', '2026-03-30', '2027-01-01']);
  });
});

describe('the course of the PHQ-9', () => {
  it('stands in the order of the days, whatever order it is given in', () => {
    fc.assert(fc.property(fc.shuffledSubarray(['2026-01-01', '2026-02-01', '2026-03-01', '2026-04-01'], { minLength: 4 }), (days) => {
      expect(courseOf(days.map((day, index) => asked(`${index}`, `${day}T10:00:00Z`, ninePoints(1)))).map(({ at }) => at)).toEqual(days.toSorted().map((day) => `${day}T10:00:00Z`));
    }), { numRuns: 24 });
  });

  it('gives no single number where an answer is missing', () => {
    expect(courseOf([asked('a', '2026-01-01T10:00:00Z', { ...ninePoints(1), P4: 'refused' })])).toMatchObject([{ least: 8, most: 11, apart: null }]);
  });

  it('is compared between two versions whose words alone were corrected, and not where questions, points or language differ', () => {
    const { scoring } = phq;
    if (scoring.kind !== 'sum-with-bands') throw new Error('not a sum');
    const corrected: Instrument = { ...phq, version: 2, items: phq.items.map((item) => ({ ...item, text: { ...item.text, it: `${item.text.it}.` } })) };
    const shorter: Instrument = { ...phq, version: 2, items: phq.items.slice(0, 8) };
    const counted: Instrument = { ...phq, version: 2, scoring: { ...scoring, bands: scoring.bands.map((band) => (band.code === 'mild' ? { ...band, to: 8 } : band)) } };
    const apart = (instrument: Instrument, language = 'en') => apartFrom({ instrument: phq, language: 'en' }, { instrument, language });
    expect([apart(corrected), apart(shorter), apart(counted), apart(phq, 'it')]).toEqual([null, 'other-questions', 'other-points', 'other-language']);
  });

  it('is none for a list without points', () => {
    expect(courseOf([asked('a', '2026-01-01T10:00:00Z', yes('F01'), eleven)])).toEqual([]);
  });
});

describe('what was already heard', () => {
  const earlier = (screeningId: string, instrument: Instrument, answers: Answers) => ({ screeningId, instrument, answers, column: 'adult' as const });

  it('leads from the 67 to the eleven and to article 603-bis, from the street too, each by the lists’ own links', () => {
    const low = earlier('a', labour, yes('D4.04'));
    expect(heardElsewhere(eleven, {}, [low])).toEqual([{ code: 'F08', said: [{ screeningId: 'a', instrument: labour.id, version: 1, code: 'D4.04' }] }]);
    expect(heardElsewhere(law, {}, [low]).map(({ code }) => code)).toEqual(['I1']);
    expect(heardElsewhere(law, {}, [earlier('b', eleven, yes('F11'))]).map(({ code }) => code)).toEqual(['I2']);
    expect(heardElsewhere(law, {}, [earlier('c', street, yes('Q8'))]).map(({ code }) => code)).toEqual(['V1']);
    expect(heardElsewhere(labour, {}, [earlier('d', street, yes('Q2'))]).map(({ code }) => code)).toEqual(['D2.03', 'D5.01']);
  });

  it('says nothing of a no, of what stands here already, nor of a list about itself', () => {
    expect(heardElsewhere(eleven, {}, [earlier('a', labour, { 'D4.04': 'no' })])).toEqual([]);
    expect(heardElsewhere(eleven, yes('F08'), [earlier('a', labour, yes('D4.04'))])).toEqual([]);
    expect(heardElsewhere(eleven, {}, [earlier('a', eleven, yes('F08'))])).toEqual([]);
  });

  it('never gives an answer: whatever was heard, the answers here stay as they are', () => {
    const given: Answers = { F08: 'no' };
    heardElsewhere(eleven, given, [earlier('a', labour, yes('D4.04'))]);
    expect(given).toEqual({ F08: 'no' });
  });
});
