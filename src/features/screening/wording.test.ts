import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { walk } from '../../kernel/testing/machines.ts';
import { Instrument } from './contract.ts';
import { carriedOver, linesOf, sentencesFrom, takesWordings, withWording, wordedOf, wordingMachine } from './domain.ts';
import { eleven, labour, phq, street } from './testing/people.ts';

const steps = Object.keys(wordingMachine.moves) as (keyof typeof wordingMachine.moves)[];
const inArabic = (instrument: Instrument): Record<string, string> => Object.fromEntries(linesOf(instrument).map((line) => [line.key, `ع ${line.it}`]));
const reworded = (instrument: Instrument, codes: readonly string[]): Instrument =>
  ({ ...instrument, version: instrument.version + 1, items: instrument.items.map((item) => (codes.includes(item.code) ? { ...item, text: { ...item.text, it: `${item.text.it} (di nuovo)` } } : item)) });

describe('a wording, whatever is done to it', () => {
  it('is said to nobody that it was not proposed for, and once it is in use no step makes a draft of it again', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...steps), { maxLength: 30 }), (moves) => {
      const passed = walk(wordingMachine, moves);
      const into = (wanted: string): string[] => passed.flatMap((state, index) => (state === wanted && index > 0 ? [passed[index - 1] ?? ''] : []));
      expect(into('approved').filter((before) => before !== 'proposed')).toEqual([]);
      expect(passed.lastIndexOf('draft')).toBeLessThan(passed.includes('approved') ? passed.indexOf('approved') : passed.length);
    }));
    expect(wordingMachine.ends).toEqual(['replaced', 'withdrawn']);
  });

  it('is sent back, or withdrawn, only with a reason', () => {
    expect(() => wordingMachine.next('proposed', 'send-back')).toThrow('reason-required');
    expect(() => wordingMachine.next('approved', 'withdraw', { reason: ' ' })).toThrow('reason-required');
  });
});

describe('what may be put in other words', () => {
  it('are the sets whose words are ours, and never the PHQ-9, also where one language of a set is official', () => {
    expect([street, eleven, labour, phq].map(takesWordings)).toEqual([true, true, true, false]);
    const official = { ...street.languages['it'], wording: 'official' as const, approval: 'approved-by-mediator' as const, note: 'Del titolare.' };
    expect(takesWordings({ ...street, languages: { ...street.languages, it: official } })).toBe(false);
    expect(takesWordings({ ...phq, languages: street.languages })).toBe(false);
  });

  it('is everything that is said to a person: each question, what is said before, each step, and beside them the help; nothing that is written for the team', () => {
    const lines = linesOf(street);
    expect(lines.filter(({ kind }) => kind === 'question').map(({ code }) => code)).toEqual(street.items.map(({ code }) => code));
    expect(lines.find(({ key }) => key === 'items.Q1.help')).toMatchObject({ kind: 'help', isNeeded: false, code: 'Q1' });
    expect(linesOf(phq).map(({ key }) => key)).toEqual(expect.arrayContaining(['prompt', 'scoring.scale.0.text', 'scoring.scale.3.text']));
    expect(linesOf(labour).some(({ key }) => /title|intro|licence|note|dimensions|bands|status/.test(key))).toBe(false);
  });

  it('meets parts of an instrument that nobody named here, wherever they have words', () => {
    const further = { ...street, sections: [{ code: 'work', name: { it: 'Il lavoro', en: 'Work' } }], items: street.items.map((item) => ({ ...item, unit: { it: 'ore', en: 'hours' }, choices: [{ code: 'often', text: { it: 'Spesso', en: 'Often' } }] })) };
    const lines = linesOf(further as Instrument);
    expect(lines.filter(({ code, kind }) => code === 'Q1' && kind === 'choice').map(({ key }) => key)).toEqual(['items.Q1.unit', 'items.Q1.choices.often.text']);
    expect(lines.find(({ key }) => key === 'sections.work.name')).toMatchObject({ kind: 'heading', isNeeded: false, code: null });
  });
});

describe('an instrument with the words somebody answers for', () => {
  it('says them beside its own, says that they are answered for, and loses nothing of what it was', () => {
    const worded = withWording(street, 'ar', inArabic(street), 'Amal Haddad');
    expect(worded.items[0]?.text).toEqual({ ...street.items[0]?.text, ar: `ع ${street.items[0]?.text.it}` });
    expect(worded.languages['ar']).toEqual({ wording: 'own-short-label', approval: 'approved-by-mediator', note: 'Amal Haddad' });
    expect(Instrument.parse(worded)).toEqual(worded);
    expect(linesOf(worded)).toEqual(linesOf(street));
    const { ar: _ar, ...others } = worded.languages;
    expect(others).toEqual(street.languages);
  });

  it('counts what must stand, and not the help', () => {
    const lines = linesOf(street);
    const needed = lines.filter(({ isNeeded }) => isNeeded).length;
    expect(wordedOf(lines, inArabic(street))).toEqual({ worded: needed, needed });
    expect(wordedOf(lines, { 'items.Q1.text': 'ع', 'items.Q2.text': '  ', 'items.Q1.help': 'ع' })).toEqual({ worded: 1, needed });
  });
});

describe('another version of a set', () => {
  it('keeps exactly the sentences whose Italian and English are the same, and names the others', () => {
    fc.assert(fc.property(fc.subarray(street.items.map(({ code }) => code)), (changed) => {
      const after = reworded(street, changed);
      const { sentences, same, redo } = carriedOver(street, after, inArabic(street));
      expect(redo).toEqual(changed.map((code) => `items.${code}.text`));
      expect(Object.keys(sentences)).toEqual(same);
      for (const key of same) expect(sentences[key]).toBe(inArabic(street)[key]);
      expect([...same, ...redo].toSorted()).toEqual(linesOf(after).map(({ key }) => key).toSorted());
    }), { numRuns: 50 });
  });

  it('knows a question again under another code', () => {
    const moved = { ...street, version: 2, items: street.items.toReversed().map((item, index) => ({ ...item, code: `R${index + 1}` })) };
    const { sentences, redo } = carriedOver(street, moved, inArabic(street));
    expect(redo).toEqual([]);
    expect(sentences['items.R8.text']).toBe(inArabic(street)['items.Q1.text']);
  });
});

describe('a translator’s table', () => {
  const lines = linesOf(street);
  const [first, second] = [lines[0]?.it ?? '', lines[2]?.it ?? ''];

  it('brings its sentences, and says row by row what it does not bring; an empty cell takes nothing away', () => {
    expect(sentencesFrom(lines, [
      { row: 2, key: 'items.Q1.text', italian: first, words: ' سؤال ' }, { row: 3, key: 'items.Q2.text', italian: second, words: '' }, { row: 4, key: 'items.Q9.text', italian: 'x', words: 'س' },
      { row: 5, key: 'items.Q2.text', italian: 'Una frase di prima', words: 'س' }, { row: 6, key: 'items.Q1.text', italian: first, words: 'آخر' },
    ])).toEqual({
      sentences: { 'items.Q1.text': 'سؤال' },
      notes: [{ row: 4, code: 'unknown-code', what: 'items.Q9.text' }, { row: 5, code: 'source-differs', what: 'items.Q2.text' }, { row: 6, code: 'twice', what: 'items.Q1.text' }],
    });
  });
});
