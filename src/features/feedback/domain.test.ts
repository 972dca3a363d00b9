import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ComplaintMove, type ComplaintState, SatisfactionQuestion } from './contract.ts';
import { byQuarter, complaintMachine, dayAfter, formIn, formLanguages, formSentences, formWords, isLate } from './domain.ts';
import { answerWithin } from './reference.ts';
import { asItComes } from '../../kernel/reference/collection.ts';

describe('a complaint', () => {
  it('is never over without an answer, unless the person took it back, whatever is tried in whatever order', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...ComplaintMove.options), { maxLength: 12 }), (tried) => {
      let state: ComplaintState = 'received';
      const taken: ComplaintMove[] = [];
      for (const move of tried) {
        if (!complaintMachine.can(state, move)) continue;
        state = complaintMachine.next(state, move, { reason: 'parlato con chi c’era' });
        taken.push(move);
      }
      const lastOf = { received: '', 'looking-into': taken.at(-1) ?? '', answered: 'answer', closed: 'answer close', withdrawn: 'withdraw' };
      expect(taken.join(' ').endsWith(lastOf[state])).toBe(true);
    }));
  });

  it('takes no step without words', () => {
    for (const move of ComplaintMove.options) expect(complaintMachine.moves[move].needs).toEqual(['reason']);
  });

  it('is late after its day and not on it, and no more once it is answered', () => {
    expect(dayAfter('2026-11-29', 30)).toBe('2026-12-29');
    expect(isLate('received', '2026-12-29', '2026-12-29')).toBe(false);
    expect(isLate('looking-into', '2026-12-29', '2026-12-30')).toBe(true);
    expect(isLate('answered', '2026-12-29', '2026-12-30')).toBe(false);
  });

  it('owes its answer within a term that is dated and still to be verified', () => {
    expect(answerWithin(asItComes, '2026-11-29')).toEqual({ days: 30, verified: false });
    expect(() => answerWithin(asItComes, '2020-01-01')).toThrow('complaint-answer');
  });
});

describe('how it went', () => {
  it('is asked in every language with the same questions and five different faces', () => {
    for (const language of formLanguages) {
      const words = formWords[language];
      expect(Object.keys(words.questions).toSorted()).toEqual([...SatisfactionQuestion.options].toSorted());
      expect(new Set(words.faces).size).toBe(5);
      expect([words.title, words.promise, words.send, words.decline, words.thanks, words.giveBack, words.failed, ...Object.values(words.questions), ...words.faces].filter((one) => one.trim() === '')).toEqual([]);
    }
  });

  it('stands in another language only when every sentence of it is written', () => {
    const urdu = (key: string): string => `${key} (ur)`;
    expect(formIn(urdu)).toMatchObject({ title: 'asked.title (ur)', questions: { helped: 'asked.question.helped (ur)' }, faces: [1, 2, 3, 4, 5].map((at) => `asked.face.${at} (ur)`), giveBack: 'asked.give-back (ur)' });
    for (const missing of Object.keys(formSentences)) expect(formIn((key) => (key === missing ? null : urdu(key)))).toBeNull();
    for (const language of formLanguages) expect(formIn((key) => formSentences[key]?.[language])).toEqual(formWords[language]);
  });

  it('is shown with the latest quarter first', () => {
    const line = (quarter: string) => ({ quarter, question: 'helped' as const, counts: null });
    expect(byQuarter([line('2026-07-01'), line('2026-10-01'), line('2026-07-01')]).map(({ quarter, lines }) => [quarter, lines.length])).toEqual([['2026-10-01', 1], ['2026-07-01', 2]]);
  });
});
