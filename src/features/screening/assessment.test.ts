import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IllegalMove } from '../../kernel/machine.ts';
import { ProfessionalAssessment, SecondReading } from './contract.ts';
import type { AssessmentState, Outcome } from './contract.ts';
import { afterAssessment, afterAuthority, afterReading, assessmentMachine, SecondReadingRefused } from './domain.ts';

const written = (outcome: Outcome): ProfessionalAssessment =>
  ({ outcome, reason: 'Two conversations, the papers seen, what she told of the debt.', profession: 'psychologist', basedOn: [] });
const serena = { authorAccountId: 'serena', readerAccountId: 'serena' };
const serenaThenLuca = { authorAccountId: 'serena', readerAccountId: 'luca' };
const agrees: SecondReading = { reading: 'agree', profession: 'legal' };

describe('the assessment of Fatou', () => {
  it('by Serena alone is only a proposal: it awaits a second reading', () => {
    expect(afterAssessment('screening-in-progress', written('presumed-trafficking-victim'))).toBe('awaiting-second-reading');
  });

  it('is confirmed when Luca reads it and agrees', () => {
    expect(afterReading('awaiting-second-reading', serenaThenLuca, agrees)).toBe('presumed-trafficking-victim');
  });

  it('is not confirmed by Serena reading herself, whichever role she reads in', () => {
    expect(() => afterReading('awaiting-second-reading', serena, agrees)).toThrow(SecondReadingRefused);
    expect(() => afterReading('awaiting-second-reading', serena, { ...agrees, profession: 'coordinator' })).toThrow('second-reader-is-the-author');
  });

  it('goes back to the screening when Luca disagrees, and he says why', () => {
    expect(afterReading('awaiting-second-reading', serenaThenLuca, { reading: 'disagree', profession: 'legal', reason: 'The dates do not fit.' }))
      .toBe('screening-in-progress');
    expect(SecondReading.safeParse({ reading: 'disagree', profession: 'legal' }).success).toBe(false);
    expect(SecondReading.safeParse({ reading: 'disagree', profession: 'legal', reason: '   ' }).success).toBe(false);
  });

  it.each([
    ['no-indicator'], ['psychosocial-vulnerability'], ['exploitation-indicators'],
  ] as const)('as %s needs one professional', (outcome) => {
    expect(afterAssessment('screening-in-progress', written(outcome))).toBe(outcome);
  });

  it('cannot be written before a screening has begun, nor without a reason', () => {
    expect(() => afterAssessment('not-assessed', written('no-indicator'))).toThrow(IllegalMove);
    expect(() => afterAssessment('screening-in-progress', { ...written('no-indicator'), reason: ' ' })).toThrow('reason-required');
    expect(ProfessionalAssessment.safeParse({ ...written('no-indicator'), reason: ' ' }).success).toBe(false);
  });

  it('records what the authority decides, also before the second reading and against the team', () => {
    expect(afterAuthority('awaiting-second-reading', 'identified-victim', 'Questura, act of 3 March')).toBe('identified-victim');
    expect(afterAuthority('no-indicator', 'identified-victim', 'Questura, act of 3 March')).toBe('identified-victim');
    expect(afterAuthority('presumed-trafficking-victim', 'not-confirmed', 'Letter of 9 April')).toBe('not-confirmed');
    expect(() => afterAuthority('not-assessed', 'identified-victim', 'Questura')).toThrow(IllegalMove);
  });
});

describe('no sequence of moves', () => {
  const moves = Object.keys(assessmentMachine.moves) as (keyof typeof assessmentMachine.moves)[];

  it('reaches a presumed victim except from a proposal that a second reader agrees with', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...moves), { maxLength: 40 }), (tried) => {
      const path: { before: AssessmentState; move: string; after: AssessmentState }[] = [];
      for (const move of tried) {
        const before = path.at(-1)?.after ?? assessmentMachine.initial;
        if (assessmentMachine.can(before, move)) path.push({ before, move, after: assessmentMachine.next(before, move, { reason: 'because' }) });
      }
      const arrivals = path.filter((step) => step.after === 'presumed-trafficking-victim');
      expect(arrivals.every((step) => step.before === 'awaiting-second-reading' && step.move === 'second-reading-agrees')).toBe(true);
    }));
  });

  it('ends in a state that a new fact could not reopen', () => {
    expect(assessmentMachine.ends).toEqual([]);
  });

  it('concludes a screening without a reason that a person has written', () => {
    const conclusions = assessmentMachine.movesFrom('screening-in-progress');
    expect(conclusions).toHaveLength(4);
    for (const move of conclusions) expect(() => assessmentMachine.next('screening-in-progress', move)).toThrow('reason-required');
  });
});
