import { array, assert, constantFrom, integer, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { heldAt } from '../../kernel/held-at.ts';
import { walk } from '../../kernel/testing/machines.ts';
import { InterviewKind, InterviewMove } from './contract.ts';
import { interviewMachine, isClosedNow, minutesOf, sittingsOf, type TimedMove } from './domain.ts';
import { guide, guideFor } from './guide.ts';

describe('the life of an interview', () => {
  it('is never changed after the signature, and never signed while somebody is still talking', () => {
    assert(property(array(constantFrom(...InterviewMove.options), { maxLength: 40 }), (moves) => {
      const passed = walk(interviewMachine, moves);
      const signed = passed.indexOf('signed');
      expect(signed === -1 || (signed === passed.length - 1 && passed[signed - 1] === 'stopped')).toBe(true);
    }));
  });
  it('says why it stopped', () => {
    expect(() => interviewMachine.next('running', 'stop')).toThrow('reason-required');
  });
});

describe('sittings and breaks', () => {
  const at = (minute: number): Date => new Date(Date.UTC(2026, 5, 1, 9, minute));
  const move = (name: string, minute: number, reason: TimedMove['reason'] = null): TimedMove => ({ move: name, at: at(minute), reason });

  it('counts the talk and not the break', () => {
    const sittings = sittingsOf([move('start', 0), move('pause', 20), move('resume', 30), move('stop', 50, 'tired')], at(90));
    expect(sittings).toMatchObject([{ minutes: 40, reason: 'tired', breaks: [{ from: at(20).toISOString(), to: at(30).toISOString() }] }]);
  });
  it('keeps three sittings apart, the last still open', () => {
    const sittings = sittingsOf([move('start', 0), move('stop', 10, 'tired'), move('start', 20), move('stop', 35, 'time'), move('start', 40)], at(45));
    expect(sittings.map((one) => [one.minutes, one.endedAt === null])).toEqual([[10, false], [15, false], [5, true]]);
    expect(minutesOf(sittings)).toBe(30);
  });
  it('never counts more minutes than passed, whatever the moves', () => {
    const anyMoves = array(record({ name: constantFrom<InterviewMove>('start', 'pause', 'resume', 'stop'), wait: integer({ min: 0, max: 120 }) }), { maxLength: 30 });
    assert(property(anyMoves, (tried) => {
      let state = interviewMachine.initial;
      let minute = 0;
      const moves: TimedMove[] = [];
      for (const { name, wait } of tried) {
        minute += wait;
        if (!interviewMachine.can(state, name)) continue;
        state = interviewMachine.next(state, name, { reason: 'other' });
        moves.push(move(name, minute, name === 'stop' ? 'other' : null));
      }
      const sittings = sittingsOf(moves, at(minute));
      // Each sitting is rounded to the minute, and every wait here is whole minutes.
      expect(minutesOf(sittings)).toBeLessThanOrEqual(minute);
      expect(sittings.every((one) => one.minutes >= 0)).toBe(true);
      expect(sittings.filter((one) => one.endedAt === null).length).toBeLessThanOrEqual(1);
    }));
  });
});

describe('the room', () => {
  it('closes what is delicate while a relative stays, opens it when they leave, and closes nothing in an emergency or for a guardian', () => {
    const [safety, housing] = [{ compartment: 'restricted' }, { compartment: 'case' }];
    expect(isClosedNow({ kind: 'first', present: ['psychologist', 'relative'] }, safety)).toBe(true);
    expect(isClosedNow({ kind: 'first', present: ['psychologist', 'relative'] }, housing)).toBe(false);
    expect(isClosedNow({ kind: 'first', present: ['psychologist', 'guardian', 'mediator', 'lawyer'] }, safety)).toBe(false);
    expect(isClosedNow({ kind: 'emergency', present: ['psychologist', 'relative'] }, safety)).toBe(false);
  });
});

describe('the guide', () => {
  it('names each section once, and each question once within it', () => {
    expect(new Set(guide.map((section) => section.key)).size).toBe(guide.length);
    for (const section of guide) expect([section.key, new Set(section.questions.map((question) => question.key)).size]).toEqual([section.key, section.questions.length]);
  });
  it('says every title and question in Italian, English and French', () => {
    const said = guide.flatMap((section) => [section.title, ...section.questions.map((question) => question.words)]);
    for (const words of said) {
      for (const text of [words.it, words.en, words.fr]) expect(text.trim().length).toBeGreaterThan(3);
      expect(words.it).not.toBe(words.en);
    }
  });
  it('asks for each field of the profile once in the whole interview', () => {
    const informs = guide.flatMap((section) => section.questions.flatMap((question) => question.informs ?? []));
    expect(new Set(informs).size).toBe(informs.length);
  });
  it('suggests to every kind of interview sections that exist, ends with what was agreed, and hides none', () => {
    for (const kind of InterviewKind.options) {
      const { suggested, others } = guideFor(kind);
      expect(suggested.at(-1)?.key).toBe('next-step');
      expect([...suggested, ...others].map((section) => section.key).toSorted()).toEqual(guide.map((section) => section.key).toSorted());
    }
  });
});

describe('a step that a device noted and sent later', () => {
  const now = new Date('2026-03-04T12:00:00Z');
  const before = new Date('2026-03-04T07:00:00Z');

  it('stands at its own hour', () => {
    expect(heldAt(new Date('2026-03-04T09:30:00Z'), before, now)).toEqual(new Date('2026-03-04T09:30:00Z'));
    expect(heldAt(undefined, before, now)).toEqual(now);
  });

  it('stands at the hour of its arrival where the device’s clock cannot be right', () => {
    for (const wrong of ['2026-03-05T09:30:00Z', '2026-03-04T06:59:00Z']) expect(heldAt(new Date(wrong), before, now)).toEqual(now);
    expect(heldAt(new Date('2026-02-20T09:30:00Z'), new Date('2026-02-01T00:00:00Z'), now)).toEqual(now);
  });
});
