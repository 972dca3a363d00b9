import { describe, expect, it } from 'vitest';
import { type Asked, whatStands } from './who-opens.ts';

const phone: Asked = { isEnrolled: true, answer: 'none', isLate: false, isTouched: false, isThrough: false };
/** What stands after each of these things, one after the other. */
const after = (...things: readonly Partial<Asked>[]): string[] => things.map((_, at) => whatStands(Object.assign({}, phone, ...things.slice(0, at + 1)) as Asked));

describe('Amal’s telephone, while it is asked who is here', () => {
  it('shows its digits on a network that hangs long before the question is given up, and the same digits when it is', () => {
    expect(after({}, { isLate: true }, { answer: 'failed' })).toEqual(['wait', 'digits', 'digits']);
    // She looks for the network by hand: the digits stay meanwhile.
    expect(after({ isLate: true, answer: 'failed' }, { answer: 'none' }, { answer: 'here' })).toEqual(['digits', 'digits', 'answer']);
  });

  it('shows no digits where the network answers as usual', () => {
    expect(after({}, { answer: 'here' }, { isTouched: true })).toEqual(['wait', 'answer', 'answer']);
  });

  it('follows a late answer while nobody began, and lets nothing go from under a finger that did', () => {
    expect(after({ isLate: true }, { answer: 'here' })).toEqual(['digits', 'answer']);
    expect(after({ isLate: true }, { isTouched: true }, { answer: 'here' }, { isThrough: true })).toEqual(['digits', 'digits', 'digits', 'answer']);
  });

  it('stays open once it was opened, and never goes back to its digits', () => {
    expect(after({ isLate: true, isTouched: true }, { isThrough: true, answer: 'here' }, { answer: 'here' })).toEqual(['digits', 'answer', 'answer']);
  });

  it('once wiped because it was lost shows no digits any more, whoever began with them', () => {
    expect(after({ isLate: true, isTouched: true }, { isEnrolled: false, answer: 'here' })).toEqual(['digits', 'answer']);
  });

  it('is no matter for a browser in which no telephone is enrolled', () => {
    expect(after({ isEnrolled: false }, { isLate: true }, { answer: 'failed' })).toEqual(['wait', 'wait', 'unreached']);
  });
});
